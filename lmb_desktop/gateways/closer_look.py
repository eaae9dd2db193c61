"""A closer look at a connection that failed: is it the clock, or a network that wants a sign-in? Sends no secret."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.ssl_ import create_urllib3_context

from lmb_desktop.core.errors import (
    CertificateOfOther,
    CertificateOutOfDate,
    CertificateUntrusted,
    LmbError,
    Offline,
    PortalInTheWay,
)
from lmb_desktop.gateways.clock_check import CLOCK_TOLERANCE_S, clock_wrong, date_in
from lmb_desktop.gateways.endpoints import is_on_this_computer
from lmb_desktop.gateways.web_faults import CUT, FOREIGN, REFUSED

TIMEOUTS_S = (3.0, 3.0)
"""Seconds for each part of a look; the person is waiting already."""
NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python does not name."""


def after_closer_look(fault: LmbError, url: str, proxies: Mapping[str, str]) -> LmbError:
    """Return what a fault turns out to be; the fault itself where a look tells nothing more."""
    if isinstance(fault, CertificateOutOfDate):
        return _about_time(fault, url, proxies)
    if _may_be_portal(fault):
        return _about_portal(fault, url, proxies)
    return fault


def portal_sign(response: requests.Response, host: str) -> str:
    """Return what only a network in the way answers, where the answer came without TLS, or an empty text."""
    if response.status_code == 511:
        return "status 511"
    if 300 <= response.status_code < 400:
        towards = urlsplit(response.headers.get("Location", "")).hostname or host
        return "redirect elsewhere" if _site(towards) != _site(host) else ""
    return ""


def is_page(response: requests.Response, body: bytes) -> bool:
    """Tell whether a web page came as if all were well; none of the services we ask answers with one."""
    is_html = "html" in response.headers.get("Content-Type", "").lower()
    return is_html and bool(body.strip()) and 200 <= response.status_code < 300


def _about_time(fault: CertificateOutOfDate, url: str, proxies: Mapping[str, str]) -> LmbError:
    """Ask the service for the time: a chain that holds but for its dates vouches for the answer well enough."""
    told = _time_at(url, proxies)
    if told is None:
        return fault
    off_s = (told - datetime.now(UTC)).total_seconds()
    if abs(off_s) > CLOCK_TOLERANCE_S:
        return clock_wrong(off_s, f"{fault.details}; its time is {told.isoformat()}")
    return CertificateOutOfDate(details=fault.details, **{**fault.facts, "clock": "right"})


def _time_at(url: str, proxies: Mapping[str, str]) -> datetime | None:
    """Return the time a host tells in an answer to an empty request, or None."""
    parts = urlsplit(url)
    response = _asked("HEAD", f"{parts.scheme}://{parts.netloc}/", proxies, adapter=_DatelessAdapter())
    return date_in(response.headers) if response is not None else None


def _may_be_portal(fault: LmbError) -> bool:
    if isinstance(fault, PortalInTheWay):
        return not fault.is_certain
    is_refused = isinstance(fault, Offline) and fault.fact("reason") in (REFUSED, CUT)
    return is_refused or isinstance(fault, (CertificateOfOther, CertificateUntrusted))


def _about_portal(fault: LmbError, url: str, proxies: Mapping[str, str]) -> LmbError:
    """Ask the same host without TLS, where a network that wants a sign-in can answer as it likes."""
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.port not in (None, 443) or is_on_this_computer(url):
        return fault
    host = parts.hostname or ""
    response = _asked("GET", f"http://{host}/", proxies, adapter=HTTPAdapter())
    sign = portal_sign(response, host) if response is not None else ""
    if response is None or not sign:
        return fault
    seen = f"{fault.details}; http://{host}/ answered {response.status_code}, {sign}"
    reason = "this network wants a sign-in first"
    return PortalInTheWay(service=fault.fact("service"), reason=reason, sign=sign, details=seen)


def _asked(method: str, url: str, proxies: Mapping[str, str], *, adapter: HTTPAdapter) -> requests.Response | None:
    """Ask without a word about anybody, and read no more than the head of the answer."""
    request = requests.Request(method, url, headers={"Connection": "close"}).prepare()
    try:
        response = adapter.send(request, stream=True, timeout=TIMEOUTS_S, verify=True, proxies=dict(proxies))
        response.close()
    except FOREIGN:
        return None
    finally:
        adapter.close()
    return response


class _DatelessAdapter(HTTPAdapter):
    """Check issuer, chain and name of a certificate, but not its dates: only to learn the time."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Give direct connections the context."""
        super().init_poolmanager(*args, ssl_context=_dateless_context(), **more)

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        """Give connections through a proxy the context."""
        return super().proxy_manager_for(proxy, ssl_context=_dateless_context(), **more)


def _dateless_context() -> ssl.SSLContext:
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.verify_flags |= NO_CHECK_TIME
    return context


def _site(host: str) -> str:
    """Return the part of a host name that one owner holds, such as amazon.com or amazonservices.com.au."""
    labels = host.lower().rstrip(".").split(".")
    is_long = len(labels) > 2 and labels[-2] in ("co", "com", "net", "org") and len(labels[-1]) == 2
    return ".".join(labels[-3:] if is_long else labels[-2:])
