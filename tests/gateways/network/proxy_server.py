"""A proxy on this computer: lets requests through to where a test says, or plays one of the faults proxies have."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.gateways.network.scripted_server import Scripted


@dataclass
class Conduct:
    """What the proxy does: the status of CONNECT, the port all tunnels lead to, and what plain http is answered."""

    connect: int = 200
    leads_to: int = 0
    plain: Scripted = field(default_factory=lambda: Scripted(404))


class ProxyServer:
    """Serve as a proxy; `asked` holds the first line of every request."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.conduct = Conduct()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                proxy.asked.append(f"CONNECT {self.path}")
                self.close_connection = True
                proxy.connect(self)

            def _plain(self) -> None:
                proxy.asked.append(f"{self.command} {self.path}")
                act = proxy.conduct.plain
                if act.is_cut:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response_only(act.status)
                for name, value in {**act.headers, "Content-Length": str(len(act.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(act.body if self.command != "HEAD" else b"")

            do_GET = do_POST = do_HEAD = _plain  # noqa: N815 - names that the library looks for

            def log_message(self, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Return host and port."""
        return f"127.0.0.1:{self._http.server_address[1]}"

    @property
    def proxies(self) -> dict[str, str]:
        """Return what the system would name."""
        return dict.fromkeys(("http", "https"), f"http://{self.address}")

    def connect(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer CONNECT, and carry what follows where it leads."""
        handler.send_response_only(self.conduct.connect)
        handler.send_header("Proxy-Authenticate", 'Basic realm="office"')
        handler.end_headers()
        if self.conduct.connect != 200:
            return
        with socket.create_connection(("127.0.0.1", self.conduct.leads_to)) as far:
            back = threading.Thread(target=_carry, args=(far, handler.connection), daemon=True)
            back.start()
            _carry(handler.connection, far)
            back.join()

    def close(self) -> None:
        """Stop serving."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
