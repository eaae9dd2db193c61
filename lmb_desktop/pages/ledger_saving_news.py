"""What is said while a ledger half is being saved and where that fails; one for the wizard and the dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.errors import NO_KEYRING, LmbError, SecretStoreMissing
from lmb_desktop.pages.ledger_saving import LedgerSaving
from lmb_desktop.widgets.ledger_sign_in import LedgerSignInPanel
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.notice_act import NoticeAct

Again = Callable[[], None]


class LedgerSavingNews(QObject):
    """Fill the notice, and hold the panel still while a save is under way."""

    changed = Signal()
    """A save has begun or failed: what can be pressed follows from it."""

    def __init__(self, saving: LedgerSaving, act: NoticeAct, panel: LedgerSignInPanel, *, keyring_name: str) -> None:
        super().__init__(saving)
        self._saving = saving
        self._act = act
        self._panel = panel
        self._keyring_name = keyring_name
        saving.keyring_slow.connect(self._on_keyring_slow)

    def show_saving(self) -> None:
        """Say that a consent is being saved, if it is."""
        if self._saving.is_busy:
            self._act.notice.show_busy(
                self.tr("Saving the connection"),
                self.tr("The sign-in goes to {keyring}.").format(keyring=self._keyring_name),
                stoppable=False,
            )
            self._panel.set_busy(True)
        self.changed.emit()

    def show_sharing(self) -> None:
        """Say that the account is being pointed to a connection that exists."""
        self._act.notice.show_busy(self.tr("Connecting the account"), stoppable=False)
        self.changed.emit()

    def show_failed(self, error: LmbError, ask_about_keyring: Callable[[Again], None]) -> None:
        """Say why nothing was saved and offer to try again; without a keyring ask what to do instead."""
        self._panel.set_busy(False)
        said = message_for(error)
        if isinstance(error, SecretStoreMissing):
            self._act.show(said, lambda: ask_about_keyring(self._save_again))
        else:
            self._act.show(said, self._save_again, action=said.action or self.tr("Try again"))
        if isinstance(error, NO_KEYRING):
            ask_about_keyring(self._save_again)
        self.changed.emit()

    def _save_again(self) -> None:
        self._saving.again()
        self.show_saving()

    def _on_keyring_slow(self) -> None:
        self._act.notice.show_busy(
            self.tr("Waiting for the keyring"),
            self.tr("It may be asking for a password in another window."),
            stoppable=False,
        )
