"""CancelToken: how long work is asked to stop. It stops nothing by itself."""

from __future__ import annotations

import threading

from lmb_desktop.core.errors import Cancelled


class CancelToken:
    """Carry "please stop" from the person to the work; safe to use from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next look."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled when somebody asked to stop."""
        if self.is_cancelled:
            raise Cancelled

    def wait(self, seconds_s: float) -> None:
        """Wait that many seconds, or raise Cancelled as soon as somebody asks to stop."""
        if self._event.wait(seconds_s):
            raise Cancelled
