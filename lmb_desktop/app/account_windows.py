"""AccountWindows: what opens over the accounts window of one mode: the wizard, and the dialogs of app credentials."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.app.mode_parts import ModeParts
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.shell.accounts_window import AccountsWindow

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
        self._is_closed = False

    @property
    def wizard(self) -> AccountWizard | None:
        """Return the wizard that is open, if any."""
        return self._wizard

    @property
    def front(self) -> QWidget:
        """Return the window that questions and dialogs belong to."""
        return self._wizard or self._window

    def close(self) -> None:
        """Close the wizard without a question."""
        self._is_closed = True
        if self._wizard is not None:
            self._wizard.close_quietly()

    def add_account(self) -> None:
        """Open the wizard for a new account."""
        self._with_overview(self.open_wizard)

    def carry_on(self, account_id: str) -> None:
        """Open the wizard where an unfinished account stopped."""

        def resume(overview: Overview) -> None:
            view = overview.view(account_id)
            if view is not None:
                self.resume(view, overview)

        self._with_overview(resume)

    def open_wizard(self, overview: Overview) -> None:
        """Open the wizard for a new account, beside those of an overview."""
        if not self._raise_wizard():
            from lmb_desktop.pages.wizard import AccountWizard

            self._show_wizard(AccountWizard.new(self._given.for_pages(), overview, parent=self._window))

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

    def _on_credentials_saved(self) -> None:
        def shown(_settings: ServiceSettings) -> None:
            self._window.reload()
            if self._wizard is not None:
                self._wizard.settings_changed()

        self._given.tasks.run(self, lambda _cancel: self._given.parts.settings(), shown)
