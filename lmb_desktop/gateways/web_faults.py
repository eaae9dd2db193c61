"""What went wrong on the way: the errors of requests, urllib3 and sockets, said in the words of our error family."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from lmb_desktop.core.errors import AnswerUnusable, LmbError, Offline, TimedOut
from lmb_desktop.gateways.masking import mask

NO_ANSWER_IN_TIME = "it did not answer in time"
_REFUSED = "it refused the connection"
_NO_ROUTE = "there is no route to it"
_NO_NAME = "its name could not be looked up"
_CUT = "the connection was cut off"
PASSING = frozenset({_REFUSED, _NO_ROUTE, _NO_NAME, _CUT})
"""Reasons that may be over in a second; a certificate or a proxy's password is not."""
_NEVER_ASKED = frozenset({_REFUSED, _NO_ROUTE, _NO_NAME})
"""Reasons that come before a connection: nothing of the request can have been sent."""
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
_CUT_OFF = (
    ConnectionResetError,
    ConnectionAbortedError,
    BrokenPipeError,
    EOFError,
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


def translated(error: Exception, service: str) -> LmbError:
    """Return our error for a foreign one, without the request and reply objects that the foreign one holds."""
    chain = list(_chain(error))
    details = mask(" < ".join(type(link).__name__ for link in chain))
    if _has(chain, _UNREADABLE):
        return AnswerUnusable(service=service, problem="it is garbled", details=details)
    reason = _reason(chain)
    if reason in _NEVER_ASKED:
        return Offline(service=service, reason=reason, has_asked=0, details=details)
    kind = TimedOut if reason == NO_ANSWER_IN_TIME else Offline
    return kind(service=service, reason=reason, details=details)


def timed_out(service: str) -> TimedOut:
    """Return the error of a service that let us wait too long."""
    return TimedOut(service=service, reason=NO_ANSWER_IN_TIME)


def _reason(chain: list[BaseException]) -> str:
    """Say in a few words why nothing came back; a proxy's fault comes first, because it hides the others."""
    if _has(chain, _PROXY):
        needs_password = any("407" in str(link) for link in chain)
        return "the proxy asks for a password" if needs_password else "the proxy of this computer does not answer"
    if _has(chain, _TLS):
        return _certificate_reason(chain)
    if _has(chain, (socket.gaierror, urllib3.exceptions.NameResolutionError)):
        return _NO_NAME
    if _has(chain, (ConnectionRefusedError,)):
        return _REFUSED
    if any(isinstance(link, OSError) and link.errno in _UNREACHABLE for link in chain):
        return _NO_ROUTE
    # urllib3 counts every connection that could not be made as a time-out; only real ones are meant here.
    if _has([link for link in chain if not isinstance(link, urllib3.exceptions.NewConnectionError)], _TIME_OUTS):
        return NO_ANSWER_IN_TIME
    return _CUT if _has(chain, _CUT_OFF) else "the connection failed"


def _certificate_reason(chain: list[BaseException]) -> str:
    words = " ".join(str(link) for link in chain)
    if "not yet valid" in words or "has expired" in words:
        return "its certificate is out of date, or the clock of this computer is wrong"
    if "certificate" in words.lower():
        return "its certificate could not be checked"
    return "no secure connection could be made"


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
