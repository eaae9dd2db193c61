"""Real faults of a network, on this computer: certificates, proxies, names that nobody knows."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests.adapters
import trustme

from tests.gateways.network.proxy_server import ProxyServer
from tests.journeys.messages.stage import Stage

PIECE = 65_536
LOOK_S = 0.05
AUTHORITY = trustme.CA()
"""An issuer of certificates that nobody knows until it is trusted."""


@dataclass(frozen=True)
class Certificate:
    """Whose certificate a secure service shows, from when and until when (minutes from now)."""

    name: str = "127.0.0.1"
    begins: float | None = None
    ends: float | None = None


class SecureFront:
    """Stands before a service with TLS, and carries what comes to it; or hangs up after the handshake."""

    def __init__(self, certificate: Certificate, port: int, *, hangs_up: bool = False) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        moments = {
            "not_before": _in_minutes(certificate.begins),
            "not_after": _in_minutes(certificate.ends),
        }
        AUTHORITY.issue_cert(certificate.name, **moments).configure_cert(self._context)
        self._port = port
        self._hangs_up = hangs_up
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(LOOK_S)
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the address of the front."""
        return f"https://127.0.0.1:{self._server.getsockname()[1]}"

    def close(self) -> None:
        """Take no more connections."""
        self._is_closing.set()
        self._thread.join()
        self._server.close()

    def _accept(self) -> None:
        while not self._is_closing.is_set():
            try:
                taken, _address = self._server.accept()
            except TimeoutError:
                continue
            threading.Thread(target=self._serve, args=(taken,), daemon=True).start()

    def _serve(self, taken: socket.socket) -> None:
        taken.settimeout(None)
        with contextlib.suppress(OSError), taken, self._context.wrap_socket(taken, server_side=True) as secure:
            if self._hangs_up:
                return
            with socket.create_connection(("127.0.0.1", self._port)) as far:
                back = threading.Thread(target=_carry, args=(far, secure), daemon=True)
                back.start()
                _carry(secure, far)
                back.join()


def secure(stage: Stage, endpoint: str, certificate: Certificate, *, hangs_up: bool = False) -> None:
    """Let an address of the settings be a secure one, with this certificate."""
    front = SecureFront(certificate, stage.server.port, hangs_up=hangs_up)
    stage.room.callback(front.close)
    stage.change(f'{endpoint} = "{stage.server.base_url}', f'{endpoint} = "{front.url}')


def trust(stage: Stage) -> None:
    """Let the program trust that issuer as it trusts the public ones."""
    bundle = stage.services.parent / "issuers.pem"
    AUTHORITY.cert_pem.write_to_path(str(bundle))
    stage.patch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(bundle))


def through_proxy(stage: Stage) -> ProxyServer:
    """Let the system name a proxy on this computer, through which the real addresses would be reached."""
    stage.use_real_addresses()
    proxy = ProxyServer()
    stage.room.callback(proxy.close)
    name_proxy(stage, proxy.address)
    return proxy


def name_proxy(stage: Stage, address: str) -> None:
    """Let the system name this proxy."""
    stage.facts["proxy"] = address
    stage.patch.setenv("HTTPS_PROXY", f"http://{address}")


def know_no_names(stage: Stage) -> None:
    """Let the computer's name service know nobody but this computer."""
    stage.use_real_addresses()
    look_up = socket.getaddrinfo

    def fail_outside(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host in ("localhost", "127.0.0.1", "::1", None):
            return look_up(host, *args, **kwargs)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    stage.patch.setattr(socket, "getaddrinfo", fail_outside)


def free_address() -> str:
    """Return an address on which nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{bound.getsockname()[1]}"


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def _in_minutes(minutes: float | None) -> datetime | None:
    return None if minutes is None else datetime.now(UTC) + timedelta(minutes=minutes)
