"""Mode: one data folder on the screen, live or practice. Its window is painted first, then furnished and filled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.app.early_wishes import EarlyWishes
from lmb_desktop.command_line import Options
from lmb_desktop.shell.accounts_window import AccountsWindow

if TYPE_CHECKING:
    from datetime import datetime

    from lmb_desktop.app.mode_crew import ModeCrew
    from lmb_desktop.app.mode_parts import ModeParts
    from lmb_desktop.core.cancel import CancelToken
    from lmb_desktop.core.errors import LmbError
    from lmb_desktop.core.overview import Overview
    from lmb_desktop.pages.wizard import AccountWizard
    from lmb_desktop.shell.acts import Act
    from lmb_desktop.shell.announcer import Announcer

LEAVING_S = 4.0
"""Seconds that quitting waits at most: for work that was asked to stop, and for the practice services."""
FIRST_ROWS = 100
"""Accounts that are read for a first look at a long list."""
UNSEEN_MS = 3000
"""When what works behind the accounts is built although they were not painted, as behind other windows."""


class Mode(QObject):
    """Show the window of one mode, read its accounts, then let its crew take over."""

    switch_wanted = Signal(bool)
    """Lead to practice mode (True) or out of it (False)."""
    quit_wanted = Signal(int)
    """Leave the program with this exit code."""
    furnished = Signal()
    """Everything that works behind the window is there."""

    def __init__(self, options: Options, build: Callable[[], ModeParts], *, layout_file: Path, parent: QObject) -> None:
        """Build the window's frame; `build` gives what everything else works with, and is called late."""
        super().__init__(parent)
        self._options = options
        self._build = build
        self._is_closed = self._has_crew = self._has_given = False
        self._window = AccountsWindow(
            lambda: self.given.for_windows(), is_practice=options.practice, layout_file=layout_file
        )
        # Whoever closes the window before its crew is there leaves all the same.
        self._window.quit_wanted.connect(lambda: self.quit_wanted.emit(0))
        self._wishes = EarlyWishes(self._window, lambda: self.crew, self)

    @cached_property
    def given(self) -> ModeParts:
        """What the windows work with, built when first asked for."""
        self._has_given = True
        return self._build()

    @cached_property
    def crew(self) -> ModeCrew:
        """What works behind the window, built when first asked for."""
        from lmb_desktop.app.mode_crew import ModeCrew

        crew = ModeCrew(self.given, self._window, self)
        crew.switch_wanted.connect(self.switch_wanted)
        crew.quit_wanted.connect(self.quit_wanted)
        self._has_crew = True
        self._wishes.stop()
        return crew

    @property
    def window(self) -> AccountsWindow:
        """Return the accounts window."""
        return self._window

    @property
    def wizard(self) -> AccountWizard | None:
        """Return the wizard that is open, if any."""
        return self.crew.wizard if self._has_crew else None

    @property
    def announcer(self) -> Announcer:
        """Return what tells news through the tray."""
        return self.crew.announcer

    @property
    def is_practice(self) -> bool:
        """Tell whether this is practice mode."""
        return self._options.practice

    def open(self, *, is_hidden: bool = False) -> None:
        """Show the window unless it `is_hidden` for now; its accounts are read once it was painted."""
        if is_hidden:
            self._read()
            return
        self._window.first_painted.connect(self._read)
        self._window.show()

    def show(self) -> None:
        """Bring the accounts window to the front, and over it the wizard or dialog that is open."""
        self.crew.show()

    def perform(self, act: Act, account_ids: Sequence[str]) -> None:
        """Do one thing with accounts, whoever asks for it: the tray, or a notification that was clicked."""
        self.crew.perform(act, account_ids)

    def add_account(self) -> None:
        """Open the wizard for a new account."""
        self.crew.add_account()

    def come_online(self) -> None:
        """Look after the connections soon: the network is back."""
        self.crew.come_online()

    def close(self, *, waits: bool = True) -> None:
        """Close the windows, then stop the work and end the practice services; `waits` until that is done."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._has_crew:
            self.crew.close()
        self._window.close_quietly()
        ending = threading.Thread(target=self._end, name="ending", daemon=True)
        ending.start()
        if waits:
            ending.join(LEAVING_S)
        self._window.deleteLater()
        self.deleteLater()

    def _end(self) -> None:
        if self._has_given:
            self.given.tasks.close()
            self.given.parts.close()

    def _read(self) -> None:
        """Read the accounts before anything else of the folder: they are what the person waits for."""

        def read(_cancel: CancelToken) -> tuple[Overview, bool, datetime]:
            parts = self.given.parts
            return *parts.first_overview(FIRST_ROWS), parts.clock.now()

        self.given.tasks.run(self, read, lambda found: self._on_begun(*found), self._on_not_read)

    def _on_begun(self, overview: Overview, is_all: bool, now: datetime) -> None:
        if is_all:
            self._on_read(overview, now)
            return
        self._window.contents.show_beginning(overview, now)
        self._when_painted(self._read_all)

    def _read_all(self) -> None:
        def read(_cancel: CancelToken) -> tuple[Overview, datetime]:
            parts = self.given.parts
            return parts.connections.overview(), parts.clock.now()

        self.given.tasks.run(self, read, lambda found: self._on_read(*found), self._on_not_read)

    def _on_read(self, overview: Overview, now: datetime) -> None:
        if not overview.accounts:
            self._hand_over()
            return
        self._window.show_overview(overview, now)
        self._when_painted(self._hand_over)

    def _when_painted(self, then: Callable[[], None]) -> None:
        """Go on once accounts are on the screen; of a hidden window nothing is painted."""
        pane = self._window.contents.pane
        if not self._window.isVisible() or pane.is_list_painted:
            then()
            return
        is_done: list[bool] = []

        def once() -> None:
            if not is_done:
                is_done.append(True)
                then()

        pane.table.first_painted.connect(once)
        QTimer.singleShot(UNSEEN_MS, self, once)

    def _hand_over(self) -> None:
        if not self._is_closed:
            self.crew.open()
            self.furnished.emit()

    def _on_not_read(self, error: LmbError) -> None:
        self.crew.show_start_problem(error)
