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
from requests.utils import get_environ_proxies, select_proxy

from lmb_desktop import __version__
from lmb_desktop.core.errors import AnswerUnusable, Cancelled, PortalInTheWay
from lmb_desktop.gateways.closer_look import after_closer_look, is_page, portal_sign
from lmb_desktop.gateways.endpoints import is_on_this_computer
from lmb_desktop.gateways.errand import Errand
from lmb_desktop.gateways.masking import mask
from lmb_desktop.gateways.web_faults import FOREIGN, translated, wants_password

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

        Raises AnswerUnusable for a redirect or an answer that is too large, PortalInTheWay for what a network answered
        in the service's place, Offline and its kinds for a connection that failed.
        """
        response, url = self._sent(request), request.url or ""
        try:
            self._refuse_proxy_and_portal(response, url)
            self._refuse_redirect(response)
            body = self._body(response)
            self._refuse_page(response, body, url)
            # The session reads the body again from here: it never sees the connection, nor more than the cap.
            response.raw = io.BytesIO(body)
        except BaseException:
            response.close()
            raise
        return response

    def close(self) -> None:
        """Leave the shared adapter alone."""

    def _sent(self, request: requests.PreparedRequest) -> requests.Response:
        url = request.url or ""
        proxies = proxies_for(url)
        try:
            return self._adapter.send(
                request, stream=True, timeout=TIMEOUTS_S, verify=True, cert=None, proxies=dict(proxies)
            )
        except FOREIGN as error:
            host, proxy = urlsplit(url).hostname or "", proxy_name(url, proxies)
            fault = translated(error, self._errand.service, host=host, proxy=proxy)
        # Outside of the except: the foreign error holds the request, and would go along.
        raise after_closer_look(fault, url, proxies)

    def _refuse_proxy_and_portal(self, response: requests.Response, url: str) -> None:
        """Raise where somebody on the way answered instead of the service; over TLS only the service itself can."""
        if response.status_code == 407:
            raise wants_password(self._errand.service, proxy_name(url, proxies_for(url)))
        sign = "" if _is_private(url) else portal_sign(response, urlsplit(url).hostname or "")
        if sign:
            raise self._portal(response, url, sign)

    def _refuse_page(self, response: requests.Response, body: bytes, url: str) -> None:
        """Raise for a page where data was due; one that came over TLS is the service's own, and its reader says so."""
        if not _is_private(url) and is_page(response, body):
            raise self._portal(response, url, "page")

    def _portal(self, response: requests.Response, url: str, sign: str) -> PortalInTheWay:
        kind = response.headers.get("Content-Type", "nothing").partition(";")[0]
        details = mask(f"{urlsplit(url).hostname} answered {response.status_code} with {kind}: {sign}")
        reason = "a web page came in place of its answer"
        return PortalInTheWay(service=self._errand.service, reason=reason, sign=sign, details=details)

    def _refuse_redirect(self, response: requests.Response) -> None:
        """Raise for an answer that sends us elsewhere: a 307 would carry code and verifier to another host."""
        if 300 <= response.status_code < 400:
            where = urlsplit(response.headers.get("Location", "")).hostname or "nowhere"
            raise AnswerUnusable(
                service=self._errand.service,
                problem="it points to another address",
                details=f"status {response.status_code}, towards {where}",
            )

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


def _is_private(url: str) -> bool:
    return url.lower().startswith("https:")


def proxy_name(url: str, proxies: Mapping[str, str]) -> str:
    """Return host and port of the proxy that an address is reached through, without its password; empty for none."""
    chosen = select_proxy(url, dict(proxies)) or ""
    # Not as an address is read: a password may hold what ends the host there, and would be taken for it.
    place = chosen.rpartition("@")[2] if "@" in chosen else chosen.rpartition("://")[2]
    return place.partition("/")[0]


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
