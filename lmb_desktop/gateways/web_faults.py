"""What went wrong on the way: the errors of requests, urllib3 and sockets, said in the words of our error family."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from lmb_desktop.core.errors import (
    AnswerUnusable,
    LmbError,
    Offline,
    PortalInTheWay,
    ProxySilent,
    ProxyWantsPassword,
    TimedOut,
)
from lmb_desktop.gateways.certificate_faults import certificate_fault
from lmb_desktop.gateways.masking import mask

NO_ANSWER_IN_TIME = "it did not answer in time"
WANTS_PASSWORD = "the proxy asks for a password"
REFUSED = "it refused the connection"
CUT = "the connection was cut off"
_NO_ROUTE = "there is no route to it"
_NO_NAME = "its name could not be looked up"
PASSING = frozenset({REFUSED, _NO_ROUTE, _NO_NAME, CUT})
"""Reasons that may be over in a second; a certificate or a proxy's password is not."""
_NEVER_ASKED = frozenset({REFUSED, _NO_ROUTE, _NO_NAME})
"""Reasons that come before a connection: nothing of the request can have been sent."""
FOREIGN = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
"""What the libraries below raise; `translated` gives each its meaning."""
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
_CUT_OFF = (
    ConnectionResetError,
    ConnectionAbortedError,
    BrokenPipeError,
    EOFError,
    ssl.SSLEOFError,
    urllib3.exceptions.ProtocolError,
    requests.exceptions.ChunkedEncodingError,
)
_UNREADABLE = (
    urllib3.exceptions.DecodeError,
    urllib3.exceptions.InvalidHeader,
    urllib3.exceptions.HeaderParsingError,
    requests.exceptions.ContentDecodingError,
    requests.exceptions.InvalidHeader,
)
_TIME_OUTS = (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
_TLS = (ssl.SSLError, urllib3.exceptions.SSLError, requests.exceptions.SSLError)
_PROXY = (urllib3.exceptions.ProxyError, requests.exceptions.ProxyError)
_STRANGE_PROXY = (
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidProxyURL,
    urllib3.exceptions.ProxySchemeUnknown,
)
# The reply to CONNECT, as http.client words it.
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
_SIGN_IN_PAGE = frozenset({"302", "303", "307", "511"})


def translated(error: Exception, service: str, *, host: str = "", proxy: str = "") -> LmbError:
    """Return our error for a foreign one, without the request and reply objects that the foreign one holds."""
    chain = list(_chain(error))
    details = mask(" < ".join(type(link).__name__ for link in chain))
    if _has(chain, _UNREADABLE):
        return AnswerUnusable(service=service, problem="it is garbled", details=details)
    if _has(chain, _PROXY):
        # A proxy's fault comes first, because it hides the others.
        return _proxy_fault(chain, service, proxy=proxy, details=details)
    if _has(chain, _TLS) and not _has(chain, (ssl.SSLEOFError,)):
        return certificate_fault(chain, service, host=host or service, details=details)
    reason = _reason(chain)
    if reason in _NEVER_ASKED:
        return Offline(service=service, reason=reason, has_asked=0, details=details)
    kind = TimedOut if reason == NO_ANSWER_IN_TIME else Offline
    return kind(service=service, reason=reason, details=details)


def timed_out(service: str) -> TimedOut:
    """Return the error of a service that let us wait too long."""
    return TimedOut(service=service, reason=NO_ANSWER_IN_TIME)


def wants_password(service: str, proxy: str, details: str = "") -> ProxyWantsPassword:
    """Return the error of a proxy that asks for a name and a password."""
    return ProxyWantsPassword(service=service, reason=WANTS_PASSWORD, proxy=proxy or "of this network", details=details)


def _proxy_fault(chain: list[BaseException], service: str, *, proxy: str, details: str) -> LmbError:
    """Tell a proxy that is silent, wants a password, leads to a sign-in page, or cannot or will not let us through."""
    answers = [found[1] for found in map(_TUNNEL.search, map(str, chain)) if found]
    status = answers[0] if answers else ""
    details = f"{details}; the proxy {proxy} answered {status}" if status else details
    if status == "407":
        return wants_password(service, proxy, details)
    if status in _SIGN_IN_PAGE:
        sign = "status 511" if status == "511" else "redirect elsewhere"
        return PortalInTheWay(service=service, reason="the proxy wants a sign-in first", sign=sign, details=details)
    if status:
        reason = f"the proxy {proxy} did not let the request through and answered {status}"
        return Offline(service=service, reason=reason, details=details)
    reason = "the proxy of this computer does not answer"
    return ProxySilent(service=service, reason=reason, proxy=proxy or "of this computer", details=details)


def _reason(chain: list[BaseException]) -> str:
    """Say in a few words why nothing came back."""
    if _has(chain, _STRANGE_PROXY):
        return "the proxy of this computer is of a kind that LMB Desktop cannot use"
    if _has(chain, (socket.gaierror, urllib3.exceptions.NameResolutionError)):
        return _NO_NAME
    if _has(chain, (ConnectionRefusedError,)):
        return REFUSED
    if any(isinstance(link, OSError) and link.errno in _UNREACHABLE for link in chain):
        return _NO_ROUTE
    # urllib3 counts every connection that could not be made as a time-out; only real ones are meant here.
    if _has([link for link in chain if not isinstance(link, urllib3.exceptions.NewConnectionError)], _TIME_OUTS):
        return NO_ANSWER_IN_TIME
    return CUT if _has(chain, _CUT_OFF) else "the connection failed"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Walk an error and what lies behind it: causes, and the reasons that urllib3 and requests pack into arguments."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        link = waiting.pop(0)
        if isinstance(link, BaseException) and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [getattr(link, "reason", None), link.__cause__, link.__context__, *link.args]


def _has(chain: list[BaseException], kinds: tuple[type[BaseException], ...]) -> bool:
    return any(isinstance(link, kinds) for link in chain)
