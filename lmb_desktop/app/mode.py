"""Mode: one data folder on the screen, live or practice: its parts, its window, its wizard, its dialogs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lmb_desktop.app.words import keyring_name, leaving_practice
from lmb_desktop.command_line import Options
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.parts import Parts
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.question import ask
from lmb_desktop.widgets.tasks import Tasks

if TYPE_CHECKING:
    from lmb_desktop.pages.session import PageParts
    from lmb_desktop.pages.wizard import AccountWizard

LEAVING_S = 4.0
"""Seconds that quitting waits at most: for work that was asked to stop, and for the practice services."""

# The wizard and the dialogs are loaded when they are opened: the first window is painted before them.


@dataclass(frozen=True)
class _Opened:
    """What opening a data folder brought."""

    overview: Overview
    settings: ServiceSettings
    book: MarketplaceBook


class Mode(QObject):
    """Build the windows of one mode and lead between them."""

    switch_wanted = Signal(bool)
    """Lead to practice mode (True) or out of it (False)."""
    quit_wanted = Signal(int)
    """Leave the program with this exit code."""

    def __init__(
        self,
        options: Options,
        parts: Parts,
        tasks: Tasks,
        *,
        open_url: Callable[[str], bool],
        may_show_web_view: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._tasks = tasks
        self._open_url = open_url
        self._may_show_web_view = may_show_web_view
        self._parts = parts
        self._wizard: AccountWizard | None = None
        self._is_closed = False
        self._window = AccountsWindow(self._window_parts())
        self._connect_window()
        self._tasks.failed_unheard.connect(self._window.show_error)

    @property
    def window(self) -> AccountsWindow:
        """Return the accounts window."""
        return self._window

    @property
    def wizard(self) -> AccountWizard | None:
        """Return the wizard that is open, if any."""
        return self._wizard

    def open(self) -> None:
        """Show the window, then open the data folder in the background."""
        self._window.show()
        self._tasks.run(self, self._open_folder, self._on_opened, self._on_not_opened)

    def close(self, *, waits: bool = True) -> None:
        """Close the windows, then stop the work and end the practice services; `waits` until that is done."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._wizard is not None:
            self._wizard.close_quietly()
        self._window.close_quietly()
        ending = threading.Thread(target=self._end, name="ending", daemon=True)
        ending.start()
        if waits:
            ending.join(LEAVING_S)
        self._window.deleteLater()
        self.deleteLater()

    def _end(self) -> None:
        self._tasks.close()
        self._parts.close()

    def _open_folder(self, _cancel: CancelToken) -> _Opened:
        parts = self._parts
        settings = parts.settings()
        parts.connections.tidy()
        return _Opened(parts.connections.overview(), settings, parts.book)

    def _on_opened(self, opened: _Opened) -> None:
        is_ready = self._options.practice or opened.settings.is_any_configured
        if self._options.practice_if_unconfigured and not is_ready:
            print("No app credentials are configured: starting in practice mode.", file=sys.stderr)
            self.switch_wanted.emit(True)
            return
        self._window.show_overview(opened.overview)
        if any(view.is_finished for view in opened.overview.accounts):
            return
        if opened.overview.accounts:
            self._carry_on(opened.overview.accounts[0], opened.overview)
        elif opened.settings.is_any_configured:
            self._open_wizard(opened.overview)

    def _on_not_opened(self, error: LmbError) -> None:
        print(f"LMB Desktop could not start: {error!r}", file=sys.stderr)
        from lmb_desktop.shell.start_problem import StartProblem

        problem = StartProblem(error, self._window)
        problem.quit_wanted.connect(lambda: self.quit_wanted.emit(2 if error.slug == "settings" else 3))
        problem.open()

    def _window_parts(self) -> WindowParts:
        return WindowParts(
            tasks=self._tasks,
            work=self._parts,
            book=self._parts.book,
            settings=self._parts.current_settings,
            is_practice=self._options.practice,
            keyring_name=keyring_name(),
            app_credentials=lambda: self._parts.app_credentials,
            open_url=self._open_url,
            layout_file=self._parts.folders.layout,
        )

    def _page_parts(self) -> PageParts:
        from lmb_desktop.pages.session import PageParts

        return PageParts(
            book=self._parts.book,
            tasks=self._tasks,
            work=self._parts,
            settings=self._parts.current_settings,
            clock=lambda: self._parts.clock,
            open_url=self._open_url,
            keyring_name=keyring_name(),
            is_practice=self._options.practice,
            may_show_web_view=self._may_show_web_view,
            keeps_until_quit=self._parts.keeps_until_quit,
        )

    def _connect_window(self) -> None:
        window = self._window
        window.add_account_wanted.connect(lambda _client: self._with_overview(self._open_wizard))
        window.act_wanted.connect(self._on_act_wanted)
        window.practice_wanted.connect(lambda: self.switch_wanted.emit(True))
        window.leave_practice_wanted.connect(self._ask_to_leave_practice)
        window.app_credentials_wanted.connect(self._open_app_credentials)
        window.quit_wanted.connect(lambda: self.quit_wanted.emit(0))

    def _on_act_wanted(self, act: Act, account_ids: tuple[str, ...]) -> None:
        def carry_on(overview: Overview) -> None:
            view = overview.view(account_ids[0])
            if view is not None:
                self._carry_on(view, overview)

        if act is Act.CARRY_ON:
            self._with_overview(carry_on)

    def _with_overview(self, then: Callable[[Overview], None]) -> None:
        self._tasks.run(self, lambda _cancel: self._parts.connections.overview(), then)

    def _raise_wizard(self) -> bool:
        if self._wizard is None:
            return False
        self._wizard.raise_()
        self._wizard.activateWindow()
        return True

    def _open_wizard(self, overview: Overview) -> None:
        if not self._raise_wizard():
            from lmb_desktop.pages.wizard import AccountWizard

            self._show_wizard(AccountWizard.new(self._page_parts(), overview, parent=self._window))

    def _carry_on(self, view: AccountView, overview: Overview) -> None:
        if not self._raise_wizard():
            from lmb_desktop.pages.wizard import AccountWizard

            self._show_wizard(AccountWizard.resumed(self._page_parts(), overview, view, parent=self._window))

    def _show_wizard(self, wizard: AccountWizard) -> None:
        self._wizard = wizard
        wizard.accounts_changed.connect(self._window.reload)
        wizard.finished_account.connect(self._window.reload_and_select)
        wizard.open_account_wanted.connect(self._open_account_instead)
        wizard.app_credentials_wanted.connect(self._open_app_credentials)
        wizard.leave_practice_wanted.connect(self._ask_to_leave_practice)
        wizard.left_unfinished.connect(self._window.reload_and_tell_unfinished)
        wizard.finished.connect(self._on_wizard_finished)
        wizard.show()

    def _on_wizard_finished(self) -> None:
        if self._wizard is not None:
            self._wizard.deleteLater()
            self._wizard = None
        if not self._is_closed:
            self._window.raise_()
            self._window.activateWindow()

    def _open_account_instead(self, account_id: str) -> None:
        if self._wizard is not None:
            self._wizard.close_quietly()
        self._window.reload_and_select(account_id)

    def _open_app_credentials(self, provider: str) -> None:
        from lmb_desktop.shell.app_credentials_dialog import AppCredentialsDialog

        parent = self._wizard or self._window
        dialog = AppCredentialsDialog(self._window_parts(), provider, parent)
        dialog.saved.connect(self._on_credentials_saved)
        dialog.open()

    def _on_credentials_saved(self) -> None:
        def shown(_settings: ServiceSettings) -> None:
            self._window.reload()
            if self._wizard is not None:
                self._wizard.settings_changed()

        self._tasks.run(self, lambda _cancel: self._parts.settings(), shown)

    def _ask_to_leave_practice(self) -> None:
        ask(self._wizard or self._window, leaving_practice(), lambda: self.switch_wanted.emit(False))
