"""CrashCatch: from the first moment on, what nobody expected comes to the crash notice, which is loaded only then."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from lmb_desktop.shell.crash_notice import CrashNotice


class CrashCatch:
    """Stand where Python reports errors that nobody caught, until it is closed."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._notice: CrashNotice | None = None
        self._previous = sys.excepthook
        sys.excepthook = self._on_uncaught

    def show_error(self, error: BaseException) -> None:
        """Show an error that is a bug of ours."""
        self._shown().show_error(error)

    def close(self) -> None:
        """Give Python's own way back."""
        if self._notice is not None:
            self._notice.close()
        if sys.excepthook == self._on_uncaught:
            sys.excepthook = self._previous

    def _shown(self) -> CrashNotice:
        if self._notice is None:
            from lmb_desktop.shell.crash_notice import CrashNotice

            self._notice = CrashNotice(self._application)
        return self._notice

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            self._previous(kind, error, trace)
            return
        # The notice takes this place as soon as it is built.
        self._shown()
        sys.excepthook(kind, error, trace)
