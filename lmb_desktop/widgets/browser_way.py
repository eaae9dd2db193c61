"""The browser's way back during a sign-in: which return addresses can be listened on, and the listener held safely."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from lmb_desktop.core.errors import Cancelled
from lmb_desktop.core.ports import Listener
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.web_hosts import LOOPBACK_HOSTS


def loopback_redirects(settings: ServiceSettings, provider: Provider) -> tuple[str, ...]:
    """Return the provider's registered return addresses that lie on this computer, in the order to try them."""
    if provider is Provider.XERO:
        registered = settings.xero.redirect_uris
    else:
        registered = (settings.quickbooks.redirect_uri,)
    return tuple(uri for uri in registered if _is_loopback(uri))


class OpenDoor:
    """Hold the listener of one sign-in; shut on the window's side, it also shuts a listener that opens too late."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listener: Listener | None = None
        self._is_shut = False

    def hold(self, listener: Listener) -> Listener:
        """Keep a listener that has just opened; raises Cancelled, and closes it, when the sign-in has ended already."""
        with self._lock:
            is_shut = self._is_shut
            self._listener = None if is_shut else listener
        if is_shut:
            listener.close()
            raise Cancelled
        return listener

    def shut(self) -> Listener | None:
        """Let no listener be held any more; returns the one that was, for closing off the GUI thread."""
        with self._lock:
            self._is_shut = True
            listener, self._listener = self._listener, None
        return listener


def _is_loopback(uri: str) -> bool:
    parts = urlsplit(uri)
    return parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS
