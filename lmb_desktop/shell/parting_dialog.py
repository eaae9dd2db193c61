"""The question before something is ended, and what came of it. What is ended is for its two kinds to say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from lmb_desktop.core.errors import AccountGone, LmbError
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.act_dialog import ActDialog
from lmb_desktop.shell.parting_words import Words
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.page_header import PageHeader

_WIDTH = 520


class PartingDialog(ActDialog):
    """Ask, with Cancel as the default; end it; close, or stay where something is left to do by hand."""

    changed = Signal()
    """Something was ended: what is known of the accounts is old now."""
    told = Signal(str, str)
    """It was ended, and nothing is left to do: title and text of the good news."""

    def __init__(
        self, name: str, view: AccountView, parts: WindowParts, *, question: Words, parent: QWidget | None
    ) -> None:
        """Build the dialog with its question; a subclass adds its own parts to `asked` and then calls `close_body`."""
        super().__init__(
            name, self.tr("{account} – LMB Desktop").format(account=view.account.name), parts=parts, parent=parent
        )
        self.view = view
        self._question = QWidget()
        self.asked = QVBoxLayout(self._question)
        self.asked.setContentsMargins(0, 0, 0, 0)
        self.asked.setSpacing(12)
        self.asked.addWidget(PageHeader(question.title, question.text))
        self.body.addWidget(self._question)
        self.setMinimumWidth(_WIDTH)

    def close_body(self, go_text: str, go_name: str) -> QPushButton:
        """Add what stands below every question, and return the button that ends it."""
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self.cancel = self.add_closing_button(self.tr("Cancel"), f"{go_name.removesuffix('Button')}CancelButton")
        self.go = self.add_button(go_text, go_name, role=QDialogButtonBox.ButtonRole.DestructiveRole)
        self.make_default(self.cancel)
        return self.go

    def set_usable(self, is_usable: bool) -> None:
        """Let nothing be pressed twice."""
        self.go.setEnabled(is_usable)
        self.cancel.setEnabled(is_usable)

    def show_failed(self, error: LmbError, again: Callable[[], None]) -> None:
        """Say why nothing was ended; of an account that has gone meanwhile there is nothing left to ask."""
        if isinstance(error, AccountGone):
            gone = message_for(error)
            self.tell(Words(gone.title, gone.text), is_done=False)
        else:
            super().show_failed(error, again)

    def tell(self, words: Words, *, is_done: bool) -> None:
        """Tell what came of it: close with good news, or stay and say what is left to do by hand."""
        self.changed.emit()
        if is_done:
            self.told.emit(words.title, words.text)
            self.accept()
            return
        self.go.hide()
        self._question.hide()
        self.cancel.setText(self.tr("Close"))
        self.make_default(self.cancel)
        self.notice.show_attention(words.title, words.text, message_id="parted-here-only")
