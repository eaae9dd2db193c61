"""Program: one running LMB Desktop. It opens one mode at a time, live or practice, and leads from one to the other."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from lmb_desktop.app.crash_catch import CrashCatch
from lmb_desktop.app.mode import LEAVING_S, Mode
from lmb_desktop.app.qt_set_up import dress, may_show_web_view
from lmb_desktop.command_line import Options
from lmb_desktop.core.errors import StoreError
from lmb_desktop.gateways.folders import default_folders

if TYPE_CHECKING:
    from lmb_desktop.app.background import Background
    from lmb_desktop.app.mode_parts import ModeParts
    from lmb_desktop.gateways.secret_memory import SecretMemory
    from lmb_desktop.parts import Parts
    from lmb_desktop.shell.tray import TraySystem

# Whatever a window's frame can do without is loaded after that frame was painted.


class Program(QObject):
    """Hold the current mode; `close()` ends everything cleanly."""

    def __init__(
        self,
        application: QApplication,
        options: Options,
        *,
        open_url: Callable[[str], bool] | None,
        tray: TraySystem | None = None,
    ) -> None:
        """Build it, showing nothing; `tray` stands in for the desktop's tray."""
        super().__init__()
        self.exit_code = 0
        self._application = application
        self._options = options
        self._open_url = open_url
        self._tray = tray
        self._crash_catch = CrashCatch(application)
        self._visited: list[Parts] = []
        self._mode: Mode | None = None
        self._is_closed = self._is_in_background = self._looks_for_tray = False

    @property
    def mode(self) -> Mode | None:
        """Return the mode that is open."""
        return self._mode

    @cached_property
    def background(self) -> Background:
        """What stays of the program without a window."""
        from lmb_desktop.app.background import Background

        background = Background(self._tray, self)
        background.quit_wanted.connect(self.quit)
        self._is_in_background = True
        return background

    def open(self) -> None:
        """Open the mode the options ask for, hidden where they say so and there is a tray or one may come."""
        is_hidden = False
        if self._options.hidden:
            dress(self._application)
            is_hidden = self._start_background(is_hidden=True)
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
        if self._is_in_background:
            self.background.close()
        if self._mode is not None:
            self._mode.close()
            self._mode = None
        ending = threading.Thread(target=self._end_memory, name="ending", daemon=True)
        ending.start()
        ending.join(LEAVING_S)
        self._crash_catch.close()
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
        if self._is_in_background:
            self.background.leave()
        self._open_mode(is_practice=is_practice, is_hidden=is_hidden, was_asked=True)
        if previous is not None:
            previous.close(waits=False)

    def _open_mode(self, *, is_practice: bool, is_hidden: bool, was_asked: bool = False) -> None:
        falls_back = self._options.practice_if_unconfigured and not was_asked
        options = replace(self._options, practice=is_practice, practice_if_unconfigured=falls_back)
        real = default_folders(options.data_dir)
        folders = real.practice if is_practice else real
        mode = self._mode = Mode(options, lambda: self._parts_for(options), layout_file=folders.layout, parent=self)
        mode.switch_wanted.connect(self.switch)
        mode.quit_wanted.connect(self.quit)
        mode.furnished.connect(lambda: self._follow(mode))
        mode.open(is_hidden=is_hidden)

    def _follow(self, mode: Mode) -> None:
        """Let the tray serve a mode that has all its parts now."""
        if mode is not self._mode:
            return
        if not self._looks_for_tray:
            self._start_background(is_hidden=False)
        self.background.follow(mode)

    def _start_background(self, *, is_hidden: bool) -> bool:
        """Look for a tray, once; returns whether the program may stay hidden."""
        self._looks_for_tray = True
        return self.background.start(is_hidden=is_hidden)

    def _parts_for(self, options: Options) -> ModeParts:
        from lmb_desktop.app.mode_parts import ModeParts
        from lmb_desktop.app.system_browser import open_in_browser
        from lmb_desktop.parts import Parts
        from lmb_desktop.widgets.tasks import Tasks

        dress(self._application)
        tasks = Tasks(self)
        tasks.crashed.connect(self._crash_catch.show_error)
        parts = Parts(options, self._memory)
        self._visited.append(parts)
        return ModeParts(
            options,
            parts,
            tasks,
            self._open_url or open_in_browser,
            may_show_web_view,
            tray=lambda: self.background.tray,
        )

    @cached_property
    def _memory(self) -> SecretMemory:
        from lmb_desktop.gateways.secret_memory import SecretMemory

        return SecretMemory()
