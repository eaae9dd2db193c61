"""The sockets of a return address on this computer: opened all together, or not at all."""

from __future__ import annotations

import contextlib
import errno
import socket
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

_ADDRESSES = {
    # Browsers may try either for the name; RFC 8252 section 8.3 is why the numbers are preferred where allowed.
    "localhost": (("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)),
    "127.0.0.1": (("127.0.0.1", socket.AF_INET),),
    "::1": (("::1", socket.AF_INET6),),
}
_NO_SUCH_ADDRESS = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT})
_BACKLOG = 16


@dataclass(frozen=True)
class ReturnAddress:
    """A registered return address, taken apart."""

    uri: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Return host and port as the Host header must name them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def base_url(self) -> str:
        """Return scheme, host and port, as they are registered."""
        return self.uri[: self.uri.index("/", len("http://"))] if self.uri.count("/") > 2 else self.uri


def return_address(uri: str) -> ReturnAddress | None:
    """Return a registered address that can be listened on, or None: https, or another computer's."""
    try:
        parts = urlsplit(uri)
        port = parts.port or 80
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if parts.scheme != "http" or host not in _ADDRESSES:
        return None
    return ReturnAddress(uri, host, port, parts.path or "/")


def open_sockets(address: ReturnAddress) -> list[socket.socket]:
    """Return listening sockets, on this computer only; raises OSError when somebody else has one of the ports."""
    opened: list[socket.socket] = []
    with contextlib.ExitStack() as undo:
        for host, family in _ADDRESSES[address.host]:
            try:
                listening = _listening(host, family, address.port)
            except OSError as error:
                if error.errno in _NO_SUCH_ADDRESS and opened:
                    continue  # this computer has no ::1
                raise
            undo.callback(listening.close)
            opened.append(listening)
        undo.pop_all()
    return opened


def _listening(host: str, family: socket.AddressFamily, port: int) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There, SO_REUSEADDR would let another program take the port away from us.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A port that we have just closed can be used again at once.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening
