"""Where oauthlib's https check is set aside: for one thread, one call and one address on this computer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import requests_oauthlib.oauth2_session
from oauthlib.oauth2.rfc6749 import parameters
from oauthlib.oauth2.rfc6749.utils import is_secure_transport

from lmb_desktop.gateways.endpoints import is_on_this_computer

TOUCHED: tuple[ModuleType, ...] = (parameters, requests_oauthlib.oauth2_session)
"""The modules that look: the first when an authorize address is built, the second when a token address is called."""
CHECK = "is_secure_transport"


class _Exemption:
    """Count the calls that need it. While there is one, the check asks which thread calls, and which address."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mine = threading.local()
        self._calls = 0

    @contextmanager
    def made_for(self, url: str) -> Iterator[None]:
        """Let this thread use one address for the length of a with-block."""
        self._enter()
        self._mine.url = url
        try:
            yield
        finally:
            self._mine.url = ""
            self._leave()

    def _enter(self) -> None:
        with self._lock:
            self._calls += 1
            if self._calls == 1:
                _set_check(self._check)

    def _leave(self) -> None:
        with self._lock:
            self._calls -= 1
            if self._calls == 0:
                _set_check(is_secure_transport)

    def _check(self, url: str) -> bool:
        allowed: str = getattr(self._mine, "url", "")
        return bool(is_secure_transport(url)) or (bool(allowed) and url == allowed)


# One for the process, because the modules it touches are the process's.
_EXEMPTION = _Exemption()


@contextmanager
def http_allowed(url: str) -> Iterator[None]:
    """Let oauthlib use one http address on this computer in this thread; any other address stays as strict as ever.

    oauthlib knows only one other way, a variable that lifts the check for every address of the process.
    """
    if url.lower().startswith("http://") and is_on_this_computer(url):
        with _EXEMPTION.made_for(url):
            yield
    else:
        yield


def _set_check(check: Callable[[str], bool]) -> None:
    for module in TOUCHED:
        setattr(module, CHECK, check)
