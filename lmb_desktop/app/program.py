"""Program: one running LMB Desktop. It opens one mode at a time, live or practice, and leads from one to the other."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from lmb_desktop.app.background import Background
from lmb_desktop.app.mode import LEAVING_S, Mode
from lmb_desktop.app.mode_parts import ModeParts
from lmb_desktop.command_line import Options
from lmb_desktop.core.errors import StoreError
from lmb_desktop.gateways.secret_memory import SecretMemory
from lmb_desktop.parts import Parts
from lmb_desktop.shell.crash_notice import CrashNotice
from lmb_desktop.shell.tray import TraySystem
from lmb_desktop.widgets.tasks import Tasks

log = logging.getLogger(__name__)


def open_in_browser(url: str) -> bool:
    """Open an https address, or one on this computer, in the system browser; False when none could be opened."""
    target = QUrl(url, QUrl.ParsingMode.StrictMode)
    is_local = target.scheme() == "http" and target.host() in ("localhost", "127.0.0.1", "::1")
    return target.isValid() and (target.scheme() == "https" or is_local) and QDesktopServices.openUrl(target)


class Program(QObject):
    """Hold the current mode; `close()` ends everything cleanly."""

    def __init__(
        self,
        application: QApplication,
        options: Options,
        *,
        open_url: Callable[[str], bool] | None,
        may_show_web_view: Callable[[], bool],
        tray: TraySystem | None = None,
    ) -> None:
        """Build it, showing nothing; `tray` stands in for the desktop's tray."""
        super().__init__()
        self.exit_code = 0
        self._application = application
        self._options = options
        self._open_url = open_url or open_in_browser
        self._may_show_web_view = may_show_web_view
        self._crash_notice = CrashNotice(application)
        self._memory = SecretMemory()
        self._visited: list[Parts] = []
        self._mode: Mode | None = None
        self._is_closed = False
        self._background = Background(tray, self)
        self._background.quit_wanted.connect(self.quit)

    @property
    def mode(self) -> Mode | None:
        """Return the mode that is open."""
        return self._mode

    def open(self) -> None:
        """Open the mode the options ask for, hidden where they say so and there is a tray or one may come."""
        is_hidden = self._background.start(is_hidden=self._options.hidden)
        self._open_mode(is_practice=self._options.practice, is_hidden=is_hidden)

    def show_yourself(self) -> None:
        """Bring the accounts window to the front, and over it the wizard or dialog that is open."""
        if self._mode is not None:
            self._mode.show()

    def close(self) -> None:
        """Close windows, stop work and services; safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._background.close()
        if self._mode is not None:
            self._mode.close()
            self._mode = None
        ending = threading.Thread(target=self._end_memory, name="ending", daemon=True)
        ending.start()
        ending.join(LEAVING_S)
        self._crash_notice.close()
        self.deleteLater()

    def _end_memory(self) -> None:
        for parts in self._visited:
            # A list that cannot be written now says so at the next start.
            with contextlib.suppress(StoreError):
                parts.end_memory()

    def quit(self, code: int = 0) -> None:
        """Leave the event loop."""
        self.exit_code = code
        self._application.exit(code)

    def switch(self, is_practice: bool) -> None:
        """Lead to practice mode or out of it; the accounts of the other mode are not touched."""
        # From the event loop, since the button that asked belongs to a window that goes.
        QTimer.singleShot(0, self, lambda: self._switch(is_practice))

    def _switch(self, is_practice: bool) -> None:
        if self._is_closed:
            return
        previous, self._mode = self._mode, None
        is_hidden = previous is not None and not previous.window.isVisible()
        self._open_mode(is_practice=is_practice, is_hidden=is_hidden, was_asked=True)
        if previous is not None:
            previous.close(waits=False)

    def _open_mode(self, *, is_practice: bool, is_hidden: bool, was_asked: bool = False) -> None:
        falls_back = self._options.practice_if_unconfigured and not was_asked
        options = replace(self._options, practice=is_practice, practice_if_unconfigured=falls_back)
        tasks = Tasks(self)
        tasks.crashed.connect(self._crash_notice.show_error)
        parts = Parts(options, self._memory)
        self._visited.append(parts)
        tray = self._background.tray
        given = ModeParts(
            options, parts, tasks, self._open_url, self._may_show_web_view, has_tray=lambda: tray.is_there
        )
        self._mode = Mode(given, tray, self)
        self._background.follow(self._mode)
        self._mode.switch_wanted.connect(self.switch)
        self._mode.quit_wanted.connect(self.quit)
        self._mode.open(is_hidden=is_hidden)
