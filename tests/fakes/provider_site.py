"""A small web site on this computer that plays a provider's pages: each path does one thing, every request is noted."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass(frozen=True)
class Reply:
    """What a path answers."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    held: threading.Event | None = None
    """Answer only once this is set."""


def page(body: str, title: str = "Sign in") -> Reply:
    """Return a page with a title."""
    return Reply(f"<!doctype html><title>{title}</title>{body}", headers={"Content-Type": "text/html"})


def redirect(url: str) -> Reply:
    """Return a redirect."""
    return Reply(status=302, headers={"Location": url})


class ProviderSite:
    """Serve replies by path; a path nobody set answers 404."""

    def __init__(self, *, certificate: tuple[str, str] | None = None) -> None:
        self.replies: dict[str, Reply | Callable[[BaseHTTPRequestHandler], Reply]] = {}
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._server.handle_error = lambda *_request: None  # type: ignore[method-assign]  # a refused handshake
            self._scheme = "https"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        return self._server.server_port

    def url(self, path: str = "/authorize", host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without the browser's own extras."""
        return [path for path in self.asked if path != "/favicon.ico"]

    def __enter__(self) -> Self:
        """Start."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop."""
        for reply in self.replies.values():
            if isinstance(reply, Reply) and reply.held is not None:
                reply.held.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                path = self.path.partition("?")[0]
                site.asked.append(path)
                made = site.replies.get(path, Reply(status=404))
                reply = made if isinstance(made, Reply) else made(self)
                if reply.held is not None:
                    reply.held.wait(5)
                body = reply.body.encode()
                self.send_response(reply.status)
                for name, value in {**reply.headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                self._serve()

            def do_POST(self) -> None:
                self._serve()

            def log_message(self, *_line: object) -> None:
                """Print nothing."""

        return Handler
