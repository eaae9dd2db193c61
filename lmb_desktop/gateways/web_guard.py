"""WebGuard: what every request passes, ours and requests-oauthlib's: time-outs, no redirects, size cap, proxies."""

from __future__ import annotations

import io
import platform
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.utils import get_environ_proxies

from lmb_desktop import __version__
from lmb_desktop.core.errors import AnswerUnusable, Cancelled, Offline
from lmb_desktop.gateways.endpoints import is_on_this_computer
from lmb_desktop.gateways.errand import Errand

TIMEOUTS_S = (5.0, 20.0)
"""Seconds to connect, and between two pieces of an answer."""
_CHUNK = 16 * 1024


class WebGuard(BaseAdapter):
    """Stand between a session and the network for the length of one request."""

    def __init__(self, errand: Errand, stop: threading.Event, adapter: HTTPAdapter) -> None:
        super().__init__()
        self._errand = errand
        self._stop = stop
        self._adapter = adapter

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        """Send a request within the bounds; whatever the session asks for instead is left aside.

        Raises AnswerUnusable for a redirect or an answer that is too large, Offline when a proxy wants a password.
        """
        proxies = proxies_for(request.url or "")
        response = self._adapter.send(
            request, stream=True, timeout=TIMEOUTS_S, verify=True, cert=None, proxies=dict(proxies)
        )
        try:
            self._refuse_redirect(response)
            # The session reads the body again from here: it never sees the connection, nor more than the cap.
            response.raw = io.BytesIO(self._body(response))
        except BaseException:
            response.close()
            raise
        return response

    def close(self) -> None:
        """Leave the shared adapter alone."""

    def _refuse_redirect(self, response: requests.Response) -> None:
        """Raise for an answer that sends us elsewhere: a 307 would carry code and verifier to another host."""
        if 300 <= response.status_code < 400:
            where = urlsplit(response.headers.get("Location", "")).hostname or "nowhere"
            raise AnswerUnusable(
                service=self._errand.service,
                problem="it points to another address",
                details=f"status {response.status_code}, towards {where}",
            )
        if response.status_code == 407:
            raise Offline(service=self._errand.service, reason="the proxy asks for a password")

    def _body(self, response: requests.Response) -> bytes:
        body, limit = bytearray(), self._errand.limit
        for chunk in response.raw.stream(_CHUNK, decode_content=True):
            body += chunk
            if self._stop.is_set():
                raise Cancelled
            if len(body) > limit:
                problem = f"it is larger than {limit // 1024} kB"
                raise AnswerUnusable(service=self._errand.service, problem=problem)
        response.raw.release_conn()
        return bytes(body)


def proxies_for(url: str) -> Mapping[str, str]:
    """Return the proxies the system names for an address; what lies on this computer is never sent to one."""
    return {} if is_on_this_computer(url) else get_environ_proxies(url)


def guard(session: requests.Session, errand: Errand, stop: threading.Event, *, adapter: HTTPAdapter) -> None:
    """Put a session behind the guard; nothing of the environment reaches it (netrc, certificate folders)."""
    session.trust_env = False
    session.headers["User-Agent"] = user_agent()
    door = WebGuard(errand, stop, adapter)
    session.mount("https://", door)
    session.mount("http://", door)


def user_agent() -> str:
    """Return the name of the program as Amazon wants it (SP-API guide, "Include a User-Agent header")."""
    return f"LMBDesktop/{__version__} (Language=Python; Platform={platform.system() or 'unknown'})"
