"""What the accounts window says in its notice: errors nobody else shows, what was left unfinished, what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.core.errors import AccountGone, LmbError
from lmb_desktop.core.messages import Message
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.arranger import Done
from lmb_desktop.widgets.messages import message_for, show_message
from lmb_desktop.widgets.notice import Notice

if TYPE_CHECKING:
    from lmb_desktop.core.parting import LeftBehind

UNDO_MS = 10_000
"""So long what was done is said, and can be taken back, unless something else is said before."""
_CREDENTIALS_HELP = frozenset({"app-missing", "app-refused"})


class WindowNews(QObject):
    """Fills the notice and turns its button into what is wanted."""

    retry_wanted = Signal()
    carry_on_wanted = Signal(str)
    app_credentials_wanted = Signal()
    undo_changed = Signal()
    """What was done last can be taken back now, or not any more."""

    def __init__(self, notice: Notice, take_back: Callable[[Done], None], parent: QObject) -> None:
        """Speak through this notice; `take_back` undoes what was done."""
        super().__init__(parent)
        self._notice = notice
        self._take_back = take_back
        self._unfinished_id = ""
        self._is_told = False
        self._act: Callable[[], None] | None = None
        self._undo: Callable[[], None] | None = None
        self._is_about_reading = self._is_about_check = False
        self._undoing = QTimer(self)
        self._undoing.setSingleShot(True)
        self._undoing.setInterval(UNDO_MS)
        self._undoing.timeout.connect(self.clear)
        notice.action_triggered.connect(self._on_action)

    @property
    def can_undo(self) -> bool:
        """Tell whether what was done last can be taken back."""
        return self._undo is not None

    def show_error(self, error: LmbError) -> None:
        """Show an error; its button tries again or leads to the app credentials, or there is none."""
        self._forget()
        # What is gone is said until something else is, also when the list has been read anew.
        self._is_about_reading = not isinstance(error, AccountGone)
        needs_credentials = error.slug in _CREDENTIALS_HELP
        retry = self.tr("Try again") if error.retry else ""
        self._act = self.app_credentials_wanted.emit if needs_credentials else self.retry_wanted.emit
        show_message(
            self._notice, message_for(error), action=self.tr("App credentials…") if needs_credentials else retry
        )

    def show_not_done(self, error: LmbError, again: Callable[[], None]) -> None:
        """Say why something was not done, until something else is said; the button tries it again."""
        self._forget()
        self._act = again
        show_message(self._notice, message_for(error), action=self.tr("Try again") if error.retry else "")

    def show_not_checked(self, error: LmbError, again: Callable[[], None]) -> None:
        """Say why a check came to nothing, until another one did not; the button checks again."""

        def check_again() -> None:
            self.clear()
            again()

        if error.slug in _CREDENTIALS_HELP:
            self.show_error(error)
        else:
            self.show_not_done(error, check_again)
        self._is_about_check = True

    def forget_check(self) -> None:
        """Take back what was said of a check: one has come to its end."""
        if self._is_about_check:
            self.clear()

    def show_refusal(self, message: Message) -> None:
        """Say why something the user wrote could not be taken; it stays until something else is said."""
        self._forget()
        show_message(self._notice, message, action="")

    def tell(self, title: str, text: str) -> None:
        """Say what has come to a good end; it stays until something else is said."""
        self._forget()
        self._notice.show_good(title, text)

    def tell_left(self, left: LeftBehind) -> None:
        """Say what is still to be done about a former ledger connection; it stays until something else is said."""
        # Loaded where it is needed, so not at the start.
        from lmb_desktop.pages.left_words import show_left

        self._forget()
        show_left(self._notice, left)

    def tell_done(self, done: Done) -> None:
        """Say what was done, with a way to take it back for a while."""
        self._forget()
        self._act = self._undo = lambda: self._take_back(done)
        self._notice.show_info(done.title, done.text, message_id="done", action=self.tr("Undo"))
        self._undoing.start()
        self.undo_changed.emit()

    def undo(self) -> None:
        """Take back what was done last, where that can be."""
        undo = self._undo
        if undo is not None:
            self.clear()
            undo()

    def tell_unfinished_when_known(self, account_id: str) -> None:
        """Say that this account can be carried on, as soon as an overview shows that it is unfinished."""
        self._forget()
        self._unfinished_id = account_id

    def follow(self, overview: Overview) -> None:
        """Take in what is known now: say what was waiting for it, take back what is no longer true."""
        view = overview.view(self._unfinished_id) if self._unfinished_id else None
        if view is not None and not view.is_finished:
            self._tell_unfinished(view.account.name)
        elif self._is_told or self._is_about_reading:
            # An unfinished account was finished, or what could not be read has been read.
            self.clear()

    def clear(self) -> None:
        """Take the notice back."""
        self._forget()
        self._notice.show_nothing()

    def _tell_unfinished(self, name: str) -> None:
        if self._is_told:
            return
        account_id = self._unfinished_id
        self._is_told = True
        self._act = lambda: self.carry_on_wanted.emit(account_id)
        title = self.tr("{account} is saved as not finished").format(account=name)
        text = self.tr("Its Amazon half is kept. Connect the ledger whenever you like.")
        self._notice.show_info(title, text, action=self.tr("Carry on"))

    def _forget(self) -> None:
        self._unfinished_id = ""
        self._is_told = self._is_about_reading = self._is_about_check = False
        self._act = None
        self._undoing.stop()
        if self._undo is not None:
            self._undo = None
            self.undo_changed.emit()

    def _on_action(self) -> None:
        act = self._act
        if act is None:
            return
        if self._undo is not None:
            self.undo()
        else:
            act()
