"""A service that answers as a test tells it to: well, badly, slowly or not at all. Keeps what it was asked."""

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Scripted:
    """One answer; `is_cut` closes the connection instead, `hangs` waits until the server stops."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False
    hangs: bool = False


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """Return the fields of a form, each of which must stand there once."""
        fields = parse_qs(self.body.decode(), strict_parsing=True, keep_blank_values=True)
        assert all(len(values) == 1 for values in fields.values())
        return {name: values[0] for name, values in fields.items()}


def as_json(value: object, status: int = 200, **headers: str) -> Scripted:
    """Return an answer in JSON."""
    more = {name.replace("_", "-"): text for name, text in headers.items()}
    return Scripted(status, json.dumps(value).encode(), {"Content-Type": "application/json", **more})


class ScriptedServer:
    """Answer requests in the order of the script; the last answer goes on for ever."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self.script: list[Scripted] = []
        self.has_been_asked = threading.Event()
        self._is_closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                server.asked.append(Asked(self.command, self.path, dict(self.headers), body))
                server.has_been_asked.set()
                server.perform(self)

            do_GET = do_POST = do_DELETE = do_HEAD = _serve  # noqa: N815 - names that the library looks for

            def log_message(self, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._scheme = "https" if tls else "http"
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        return int(self._http.server_address[1])

    def answers(self, *script: Scripted) -> None:
        """Set what comes next."""
        self.script = list(script)

    def perform(self, handler: BaseHTTPRequestHandler) -> None:
        act = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        handler.close_connection = True
        if act.hangs:
            self._is_closing.wait()
            return
        if act.is_cut:
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        handler.send_response_only(act.status)
        for name, value in {"Date": handler.date_time_string(), "Connection": "close", **act.headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(act.body)))
        handler.end_headers()
        with contextlib.suppress(OSError):  # the client may have had enough
            handler.wfile.write(act.body)

    def close(self) -> None:
        self._is_closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
