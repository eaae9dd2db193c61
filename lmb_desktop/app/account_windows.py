"""AccountWindows: what opens over the accounts window of one mode: the wizard, and the dialogs of every act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.app.mode_parts import ModeParts
from lmb_desktop.app.sign_in_windows import SignInWindows
from lmb_desktop.core.errors import AccountGone
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.shell.account_desk import AccountDesk
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.help_opener import HelpOpener
from lmb_desktop.shell.possible_acts import APP_ACTS, possible_acts

if TYPE_CHECKING:
    from lmb_desktop.pages.wizard import AccountWizard

# The wizard and the dialogs are loaded when they are opened: the first window is painted before them.


class AccountWindows(QObject):
    """Open the wizard and the dialogs of one accounts window, one wizard at a time."""

    leave_practice_wanted = Signal()

    def __init__(self, given: ModeParts, window: AccountsWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._given = given
        self._window = window
        self._wizard: AccountWizard | None = None
        self._is_closed = self._is_ready = False
        self._waiting: dict[object, Callable[[], None]] = {}
        self._desk = AccountDesk(given.for_windows(), window, window.arranger)
        self._sign_ins = SignInWindows(given, window)
        self._guide = HelpOpener(given.open_url, is_practice=given.options.practice, parent=self)
        self._connect()

    @property
    def desk(self) -> AccountDesk:
        """Return the desk, where acts are done."""
        return self._desk

    @property
    def wizard(self) -> AccountWizard | None:
        """Return the wizard that is open, if any."""
        return self._wizard

    @property
    def front(self) -> QWidget:
        """Return the window that questions and dialogs belong to."""
        return self._wizard or self._sign_ins.dialog or self._window

    def close(self) -> None:
        """Close the wizard and the dialogs without a question."""
        self._is_closed = True
        self._sign_ins.close()
        self._guide.close()
        if self._wizard is not None:
            self._wizard.close_quietly()

    def get_ready(self) -> None:
        """Go on with what was asked for before the service settings were read."""
        self._is_ready = True
        waiting, self._waiting = self._waiting, {}
        for step in waiting.values():
            step()

    def add_account(self, client: str = "") -> None:
        """Open the wizard for a new account, for a client where one is named; the account before is the suggestion."""
        self._when_ready("add", lambda: self._with_overview(lambda overview: self.open_wizard(overview, client)))

    def carry_on(self, account_id: str) -> None:
        """Open the wizard where an unfinished account stopped."""

        def resume(overview: Overview) -> None:
            view = overview.view(account_id)
            if view is not None:
                self.resume(view, overview)
                return
            self._window.show_error(AccountGone())
            self._window.reload()

        self._when_ready(("carry on", account_id), lambda: self._with_overview(resume))

    def open_wizard(self, overview: Overview, client: str = "") -> None:
        """Open the wizard for a new account, beside those of an overview."""
        if not self._raise_wizard():
            from lmb_desktop.pages.session import Suggestions
            from lmb_desktop.pages.wizard import AccountWizard

            suggestions = Suggestions.after(overview, client or None)
            parts = self._given.for_pages()
            self._show_wizard(AccountWizard.new(parts, overview, parent=self._window, suggestions=suggestions))

    def resume(self, view: AccountView, overview: Overview) -> None:
        """Open the wizard where this account stopped."""
        if not self._raise_wizard():
            from lmb_desktop.pages.wizard import AccountWizard

            self._show_wizard(AccountWizard.resumed(self._given.for_pages(), overview, view, parent=self._window))

    def open_app_credentials(self, provider: str) -> None:
        """Open the app credentials at a provider's, or at the first for an empty name."""
        from lmb_desktop.shell.app_credentials_dialog import AppCredentialsDialog

        dialog = AppCredentialsDialog(self._given.for_windows(), provider, self.front)
        dialog.saved.connect(self._on_credentials_saved)
        dialog.open()

    def perform(self, act: Act, account_ids: Sequence[str]) -> None:
        """Do what needs a dialog or a browser."""
        wish = (act, tuple(account_ids))
        self._when_ready(wish, lambda: self._desk.perform(act, account_ids, self._window.overview))

    def _when_ready(self, wish: object, step: Callable[[], None]) -> None:
        """Do a step once the service settings are known: before that, links would lead elsewhere and buttons be off.

        What is wished for twice meanwhile is done once.
        """
        if self._is_ready:
            step()
        else:
            self._waiting[wish] = step

    def _connect(self) -> None:
        window, desk, sign_ins = self._window, self._desk, self._sign_ins
        window.act_wanted.connect(self.perform)
        window.help_wanted.connect(self._guide.open)
        self._guide.leave_practice_wanted.connect(self.leave_practice_wanted)
        window.export_wanted.connect(lambda ids: self.perform(Act.EXPORT, ids))
        window.settings_wanted.connect(desk.open_settings)
        window.diagnostics_wanted.connect(desk.open_diagnostics)
        window.import_wanted.connect(desk.choose_file_to_take_in)
        window.add_account_wanted.connect(self.add_account)
        window.app_credentials_wanted.connect(self.open_app_credentials)
        desk.accounts_changed.connect(window.reload_and_select)
        desk.carry_on_wanted.connect(self.carry_on)
        desk.check_wanted.connect(lambda ids: window.ask_for(Act.CHECK, ids))
        desk.app_credentials_wanted.connect(self.open_app_credentials)
        desk.sign_in_wanted.connect(self._sign_in)
        desk.told.connect(window.tell)
        sign_ins.accounts_changed.connect(window.reload_and_select)
        sign_ins.told.connect(window.tell)
        sign_ins.left_behind.connect(window.tell_left)
        sign_ins.app_credentials_wanted.connect(self.open_app_credentials)

    def _sign_in(self, act: Act, account_id: str) -> None:
        view = self._window.overview.view(account_id)
        if view is not None:
            self._sign_ins.open(act, view)

    def _with_overview(self, then: Callable[[Overview], None]) -> None:
        self._given.tasks.run(self, lambda _cancel: self._given.parts.connections.overview(), then)

    def _raise_wizard(self) -> bool:
        if self._wizard is None:
            return False
        self._wizard.raise_()
        self._wizard.activateWindow()
        return True

    def _show_wizard(self, wizard: AccountWizard) -> None:
        self._wizard = wizard
        wizard.accounts_changed.connect(self._window.reload)
        wizard.finished_account.connect(self._window.reload_and_select)
        wizard.open_account_wanted.connect(self._open_account_instead)
        wizard.app_credentials_wanted.connect(self.open_app_credentials)
        wizard.leave_practice_wanted.connect(self.leave_practice_wanted)
        wizard.help_wanted.connect(self._guide.open)
        wizard.left_behind.connect(self._window.tell_left)
        wizard.left_unfinished.connect(self._window.reload_and_tell_unfinished)
        wizard.finished.connect(self._on_wizard_finished)
        wizard.show()

    def _on_wizard_finished(self) -> None:
        if self._wizard is not None:
            self._wizard.leave()
            self._wizard = None
        if not self._is_closed:
            self._window.raise_()
            self._window.activateWindow()

    def _open_account_instead(self, account_id: str) -> None:
        if self._wizard is not None:
            self._wizard.close_quietly()
        self._window.reload_and_select(account_id)

    def _on_credentials_saved(self) -> None:
        def shown(_settings: ServiceSettings) -> None:
            self._window.reload()
            self._sign_ins.settings_changed()
            if self._wizard is not None:
                self._wizard.settings_changed()
            refused = [view for view in self._window.overview.accounts if APP_ACTS & possible_acts([view])]
            self._window.ask_for(Act.CHECK, [view.account.id for view in refused])

        self._given.tasks.run(self, lambda _cancel: self._given.parts.settings(), shown)
