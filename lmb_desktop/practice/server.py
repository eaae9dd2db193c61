"""The practice server: the application on a port of this computer, in a thread of its own."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread
from typing import Any, Self

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from lmb_desktop.practice.application import build_application
from lmb_desktop.practice.clock import PracticeClock
from lmb_desktop.practice.crowd import crowd_of
from lmb_desktop.practice.desk import Parts
from lmb_desktop.practice.faults import Faults
from lmb_desktop.practice.people import People, load_people
from lmb_desktop.practice.rates import Rates
from lmb_desktop.practice.registered_apps import practice_apps
from lmb_desktop.practice.request_log import RequestLog
from lmb_desktop.practice.settings import settings_text
from lmb_desktop.practice.state import State


class _QuietHandler(WSGIRequestHandler):
    """One request a connection, so that stopping leaves nothing open; no line is printed."""

    protocol_version = "HTTP/1.0"
    disable_nagle_algorithm = True

    def log(self, *_line: Any) -> None:
        """Print nothing; the request log keeps what tests need."""

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer without the time of this computer: the application tells the time of the services."""
        self.send_response_only(code, message)
        self.send_header("Server", self.version_string())


class PracticeServer:
    """Play Amazon, Xero and Intuit on this computer, for as long as it is started.

    Two servers may share one state folder; without a folder nothing outlives the server. `crowd` is how many sellers
    there are beside the ones of people.json; what they granted is known only to servers with as large a crowd.
    """

    def __init__(self, *, port: int = 0, state_folder: Path | None = None, crowd: int = 0) -> None:
        clock_file = os.environ.get("LMB_DESKTOP_CLOCK_FILE")
        clock = PracticeClock(Path(clock_file) if clock_file else None)
        self._wanted_port = port
        self._parts = Parts(
            state=State(state_folder),
            clock=clock,
            people=_everybody(crowd),
            apps=practice_apps(),
            faults=Faults(),
            rates=Rates(clock),
            log=RequestLog(),
            control_key=secrets.token_urlsafe(32),
        )
        self._servers: list[BaseWSGIServer] = []
        self._threads: list[Thread] = []

    @property
    def port(self) -> int:
        """Return the port it listens on; raises RuntimeError before start."""
        if not self._servers:
            raise RuntimeError("the practice server has not been started")
        return int(self._servers[0].port)

    @property
    def base_url(self) -> str:
        """Return the address all practice addresses begin with."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def control_url(self) -> str:
        """Return the address of the control interface."""
        return f"{self.base_url}/control"

    @property
    def control_key(self) -> str:
        """Return the key the control interface asks for; made anew for each server."""
        return self._parts.control_key

    @property
    def settings_toml(self) -> str:
        """Return service settings that point at this server."""
        return settings_text(self.base_url, self._parts.apps)

    def start(self) -> None:
        """Listen on 127.0.0.1, and on ::1 where there is one; raises OSError when the port is taken."""
        application = _dropping(build_application(self._parts))
        first = _listening(("127.0.0.1", self._wanted_port), socket.AF_INET, application)
        self._servers = [first]
        if socket.has_ipv6:
            self._listen_on_ipv6(first.port, application)
        for server in self._servers:
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Stop listening; what was granted stays in the state folder."""
        self._parts.faults.close()
        for server in self._servers:
            server.shutdown()
        for thread in self._threads:
            thread.join()
        for server in self._servers:
            server.server_close()
        self._parts.state.close()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop."""
        self.stop()

    def _listen_on_ipv6(self, port: int, application: Callable[..., Iterable[bytes]]) -> None:
        try:
            server = _listening(("::1", port), socket.AF_INET6, application)
        except OSError:
            return  # this computer has no ::1, or somebody else uses the port there: 127.0.0.1 is enough
        self._servers.append(server)


def _everybody(crowd: int) -> People:
    people = load_people()
    return people.joined_by(crowd_of(crowd, people.marketplaces)) if crowd else people


def _listening(
    address: tuple[str, int], family: socket.AddressFamily, application: Callable[..., Iterable[bytes]]
) -> BaseWSGIServer:
    """Bind first and hand the socket over, because werkzeug ends the process when a port is taken."""
    with socket.create_server(address, family=family) as bound:
        host, port = bound.getsockname()[:2]
        return make_server(host, port, application, threaded=True, request_handler=_QuietHandler, fd=bound.fileno())


def _dropping(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Cut the connection before the answer where the application marked the request so."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = application(environ, start_response)
        if environ.get("practice.drop"):
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            getattr(answer, "close", lambda: None)()
            raise ConnectionAbortedError("the practice service drops this connection as ordered")
        return answer

    return serve
