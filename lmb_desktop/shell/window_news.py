"""What the accounts window says in its notice: errors nobody else shows, and an account that was left unfinished."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.widgets.messages import message_for, show_message
from lmb_desktop.widgets.notice import Notice

_CREDENTIALS_HELP = frozenset({"app-missing", "app-refused"})


class WindowNews(QObject):
    """Fills the notice and turns its button into what is wanted."""

    retry_wanted = Signal()
    carry_on_wanted = Signal(str)
    app_credentials_wanted = Signal()

    def __init__(self, notice: Notice, parent: QObject) -> None:
        """Speak through this notice."""
        super().__init__(parent)
        self._notice = notice
        self._unfinished_id = ""
        self._is_told = False
        self._needs_credentials = False
        notice.action_triggered.connect(self._on_action)

    def show_error(self, error: LmbError) -> None:
        """Show an error; its button tries again or leads to the app credentials, or there is none."""
        self._forget()
        self._needs_credentials = error.slug in _CREDENTIALS_HELP
        retry = self.tr("Try again") if error.retry else ""
        show_message(
            self._notice, message_for(error), action=self.tr("App credentials…") if self._needs_credentials else retry
        )

    def tell_unfinished_when_known(self, account_id: str) -> None:
        """Say that this account can be carried on, as soon as an overview shows that it is unfinished."""
        self._forget()
        self._unfinished_id = account_id

    def follow(self, overview: Overview) -> None:
        """Take in what is known now: say what was waiting for it, take back what is no longer true."""
        view = overview.view(self._unfinished_id) if self._unfinished_id else None
        if view is not None and not view.is_finished:
            self._tell_unfinished(view.account.name)
        elif self._is_told or self._notice.property("kind") == "bad":
            # An unfinished account was finished, or what could not be read has been read.
            self._notice.show_nothing()
            self._forget()

    def clear(self) -> None:
        """Take the notice back."""
        self._forget()
        self._notice.show_nothing()

    def _tell_unfinished(self, name: str) -> None:
        if self._is_told:
            return
        self._is_told = True
        title = self.tr("{account} is saved as not finished").format(account=name)
        text = self.tr("Its Amazon half is kept. Connect the ledger whenever you like.")
        self._notice.show_info(title, text, action=self.tr("Carry on"))

    def _forget(self) -> None:
        self._unfinished_id = ""
        self._is_told = False
        self._needs_credentials = False

    def _on_action(self) -> None:
        if self._needs_credentials:
            self.app_credentials_wanted.emit()
        elif self._is_told:
            self.carry_on_wanted.emit(self._unfinished_id)
        else:
            self.retry_wanted.emit()
