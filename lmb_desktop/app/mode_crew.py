"""ModeCrew: what works behind the accounts window: the wizard and dialogs over it, keep-alive, notifications."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from lmb_desktop.app.account_windows import AccountWindows
from lmb_desktop.app.mode_parts import ModeParts
from lmb_desktop.app.words import leaving_practice
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.announcer import Announcer
from lmb_desktop.shell.keeping_alive import KeepingAlive
from lmb_desktop.widgets.to_front import bring_to_front

if TYPE_CHECKING:
    from lmb_desktop.pages.wizard import AccountWizard


@dataclass(frozen=True)
class _Opened:
    """What opening a data folder brought; `overview` is None where the window shows it already."""

    overview: Overview | None
    settings: ServiceSettings


class ModeCrew(QObject):
    """Lead between the windows of one mode and look after its accounts."""

    switch_wanted = Signal(bool)
    """Lead to practice mode (True) or out of it (False)."""
    quit_wanted = Signal(int)
    """Leave the program with this exit code."""

    def __init__(self, given: ModeParts, window: AccountsWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._given = given
        self._is_configured = False
        self._is_greeted = True
        self._window = window
        self._windows = AccountWindows(given, window, self)
        self._keeping = KeepingAlive(given.tasks, given.parts, is_busy=self._is_checking_all, parent=self)
        self.announcer = Announcer(
            given.tray(), given.tasks, given.parts, is_practice=given.options.practice, parent=self
        )
        self._connect_windows()
        self._connect_background()
        given.tasks.failed_unheard.connect(window.show_error)

    @property
    def wizard(self) -> AccountWizard | None:
        """Return the wizard that is open, if any."""
        return self._windows.wizard

    def open(self) -> None:
        """Tidy the data folder and read its settings; the accounts anew too, in case that changed them."""
        shown = self._window.overview

        def open_folder(_cancel: CancelToken) -> _Opened:
            parts = self._given.parts
            settings = parts.settings()
            parts.connections.tidy()
            overview = parts.connections.overview()
            return _Opened(None if overview == shown and overview.accounts else overview, settings)

        self._given.tasks.run(self, open_folder, self._on_opened, self.show_start_problem)

    def show(self) -> None:
        """Bring the accounts window to the front, and over it the wizard or dialog that is open."""
        bring_to_front(self._window)
        in_front = QApplication.activeModalWidget() or self._windows.wizard
        if in_front is not None:
            bring_to_front(in_front)
        self._greet()

    def perform(self, act: Act, account_ids: Sequence[str]) -> None:
        """Do one thing with accounts, whoever asks for it: the tray, or a notification that was clicked."""
        if act is not Act.CHECK:
            self.show()
            self._window.select_account(account_ids[0])
        self._window.ask_for(act, account_ids)

    def add_account(self) -> None:
        """Open the wizard for a new account."""
        self._windows.add_account()

    def come_online(self) -> None:
        """Look after the connections soon: the network is back."""
        self._keeping.come_online()

    def close(self) -> None:
        """Stop looking after the accounts, and close the wizard and the dialogs."""
        self._keeping.stop()
        self._windows.close()

    def show_start_problem(self, error: LmbError) -> None:
        """Say why the folder or its settings could not be opened; a hidden start is no reason to keep quiet."""
        print(f"LMB Desktop could not start: {error!r}", file=sys.stderr)
        # Loaded only where it is needed.
        from lmb_desktop.shell.start_problem import StartProblem

        self._window.show()
        problem = StartProblem(error, self._window)
        problem.quit_wanted.connect(lambda: self.quit_wanted.emit(2 if error.slug == "settings" else 3))
        problem.open()

    def _on_opened(self, opened: _Opened) -> None:
        options = self._given.options
        is_ready = options.practice or opened.settings.is_any_configured
        if options.practice_if_unconfigured and not is_ready:
            print("No app credentials are configured: starting in practice mode.", file=sys.stderr)
            self.switch_wanted.emit(True)
            return
        self._is_configured, self._is_greeted = opened.settings.is_any_configured, False
        if opened.overview is not None:
            self._window.show_overview(opened.overview)
        else:
            self._window.contents.settings_changed()
            # The window shows them already; tray and notifications have not heard of them.
            self._window.overview_shown.emit(self._window.overview)
        if self._window.isVisible():
            self._greet()
        self._windows.get_ready()
        self._keeping.start()

    def _greet(self) -> None:
        """Lead on, once, where the program has no account that is finished: the first time its window is seen."""
        if self._is_greeted:
            return
        self._is_greeted, overview = True, self._window.overview
        if any(view.is_finished for view in overview.accounts):
            return
        if overview.accounts:
            self._windows.resume(overview.accounts[0], overview)
        elif self._is_configured:
            self._windows.open_wizard(overview)

    def _connect_windows(self) -> None:
        window, windows = self._window, self._windows
        window.practice_wanted.connect(lambda: self.switch_wanted.emit(True))
        window.leave_practice_wanted.connect(self._ask_to_leave_practice)
        windows.leave_practice_wanted.connect(self._ask_to_leave_practice)

    def _connect_background(self) -> None:
        window = self._window
        self._keeping.overview_ready.connect(window.show_overview)
        self._keeping.next_check_changed.connect(window.show_next_check)
        self._windows.desk.preferences_changed.connect(lambda _preferences: self._keeping.come_online())
        window.overview_shown.connect(self.announcer.follow)
        self.announcer.act_wanted.connect(self.perform)
        self.announcer.needing_wanted.connect(self._show_needing)

    def _is_checking_all(self) -> bool:
        return self._window.checks.is_about(self._window.overview)

    def _show_needing(self) -> None:
        self.show()
        self._window.controls.show_needing()

    def _ask_to_leave_practice(self) -> None:
        # Dialogs are loaded when one is opened.
        from lmb_desktop.widgets.question import ask

        ask(self._windows.front, leaving_practice(), lambda: self.switch_wanted.emit(False))
