"""SignInWindows: the dialogs that sign in again or change the ledger of an account, one at a time over its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.app.mode_parts import ModeParts
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.acts import Act

if TYPE_CHECKING:
    from lmb_desktop.shell.half_dialog import HalfDialog

# The dialogs are loaded when they are opened: they bring the web view's parts along.


class SignInWindows(QObject):
    """Open the dialog of an act that signs in, and tell what it changed."""

    accounts_changed = Signal(str)
    """Something was saved for the account with this id."""
    app_credentials_wanted = Signal(str)
    told = Signal(str, str)
    """Title and text of a good end that a dialog could not show any more."""
    left_behind = Signal(object)
    """A LeftBehind that a dialog could not show any more."""

    def __init__(self, given: ModeParts, window: QWidget) -> None:
        super().__init__(window)
        self._given = given
        self._window = window
        self._dialog: HalfDialog | None = None

    @property
    def dialog(self) -> QWidget | None:
        """Return the dialog that is open, if any."""
        return self._dialog

    def open(self, act: Act, view: AccountView) -> None:
        """Open the dialog of an act for an account; one that is open comes to the front instead."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        if act is Act.REAUTHORISE_SELLER or view.link is not None:
            self._show(self._made(act, view), view.account.id)

    def settings_changed(self) -> None:
        """Let the dialog look at the service settings again."""
        if self._dialog is not None:
            self._dialog.settings_changed()

    def close(self) -> None:
        """Close the dialog; a save under way goes on."""
        if self._dialog is not None:
            self._dialog.reject()

    def _made(self, act: Act, view: AccountView) -> HalfDialog:
        from lmb_desktop.pages.ledger_suggestions import sign_in_parts
        from lmb_desktop.shell.change_ledger_dialog import ChangeLedgerDialog
        from lmb_desktop.shell.reauthorise_dialog import ReauthoriseDialog
        from lmb_desktop.shell.reconnect_dialog import ReconnectDialog

        parts, sign_in = self._given.for_windows(), sign_in_parts(self._given.for_pages())
        if act is Act.REAUTHORISE_SELLER:
            return ReauthoriseDialog(parts, view, sign_in=sign_in, parent=self._window)
        if act is Act.CHANGE_LEDGER:
            return ChangeLedgerDialog(parts, view, sign_in=sign_in, parent=self._window)
        dialog = ReconnectDialog(parts, view, sign_in=sign_in, parent=self._window)
        dialog.change_ledger_wanted.connect(lambda _account_id: self._change_instead(view))
        return dialog

    def _show(self, dialog: HalfDialog, account_id: str) -> None:
        self._dialog = dialog
        dialog.accounts_changed.connect(lambda: self.accounts_changed.emit(account_id))
        dialog.app_credentials_wanted.connect(self.app_credentials_wanted)
        dialog.told.connect(self.told)
        dialog.left_behind.connect(self.left_behind)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _change_instead(self, view: AccountView) -> None:
        self.close()
        self._dialog = None
        self.open(Act.CHANGE_LEDGER, view)

    def _on_finished(self) -> None:
        if self.sender() is self._dialog or self._dialog is None or not self._dialog.isVisible():
            self._dialog = None
