"""The head of a dialog about one half: the sign of its state, a title and what has happened. Judges nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.spoken import say_politely
from lmb_desktop.widgets.technical_reply import TechnicalReply

_SIGN = 28
_SIGN_TO_TEXT = 14


class StateHeader(QWidget):
    """A state's sign beside title and message, and the technical reply behind the message where there is one."""

    folded_or_unfolded = Signal()
    """The technical reply takes other room now."""

    def __init__(self, state: str, title: str, text: str, *, reply: str = "", parent: QWidget | None = None) -> None:
        """Build the head with the sign of a half's state; `reply` belongs to this message only."""
        super().__init__(parent)
        self._sign = Sign("state-ok", _SIGN)
        self._words = PageHeader(title, text)
        self._said = (title, text)
        self._reply_text = reply
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addWidget(self._words)
        # Built only where it is wanted: a dialog looks for its default button among all it holds.
        self._reply = self._built_reply() if reply else None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SIGN_TO_TEXT)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)
        self._sign.set_state(state)

    def title(self) -> str:
        """Return the title shown."""
        return self._words.title()

    def text(self) -> str:
        """Return the message shown."""
        return self._words.subtitle()

    def sign_name(self) -> str:
        """Return the name of the sign shown."""
        return self._sign.name()

    def show_words(self, title: str, text: str) -> None:
        """Show another title and message."""
        self._words.set_title(title)
        self._words.set_subtitle(text)
        if self._reply is not None:
            self._reply.show_reply(self._reply_text if (title, text) == self._said else "")

    def show_outcome(self, title: str, text: str) -> None:
        """Show the good end, and say it: a live answer has confirmed it."""
        self._sign.set_state("ok")
        self.show_words(title, text)
        say_politely(self, f"{title}\n{text}")

    def _built_reply(self) -> TechnicalReply:
        reply = TechnicalReply("headDetailsButton", "headCopyDetailsButton")
        reply.link.toggled.connect(lambda _is_unfolded: self.folded_or_unfolded.emit())
        self._column.addWidget(reply.link, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(reply)
        reply.show_reply(self._reply_text)
        return reply
