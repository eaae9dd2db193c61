"""One field of a form: label above, native control, and below it a hint or what is wrong with what was typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.widgets.help_link import HelpLink
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.theme import make_comfortable
from lmb_desktop.widgets.typography import TextLabel

_LABEL_TO_FIELD = 5
_FIELD_TO_HINT = 4
_SIGN_TO_TEXT = 6


class Field(QWidget):
    """Ties label, editor and message together, for the eye and for screen readers."""

    link_triggered = Signal()
    help_wanted = Signal(str)
    """The place in the help about the message."""

    def __init__(self, label: str, editor: QWidget, hint: str = "", *, parent: QWidget | None = None) -> None:
        """Build the field; the label may mark a mnemonic with "&", the editor becomes its buddy."""
        super().__init__(parent)
        self._hint = hint
        self._kind = "none"
        self._editor = editor
        self._label = TextLabel("", "label")
        self._label.setBuddy(editor)
        self._sign = Sign("notice-bad", 16, "urgent_ink")
        self._message = TextLabel("", "small", muted=True, wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._link = LinkButton()
        self._link.clicked.connect(self.link_triggered)
        self._help = HelpLink(is_short=True)
        self._help.wanted.connect(self.help_wanted)
        self._words = QHBoxLayout()
        self._lay_out()
        make_comfortable(editor)
        self.set_label(label)
        self.clear_message()

    def editor(self) -> QWidget:
        """Return the control that is filled in."""
        return self._editor

    def set_label(self, label: str) -> None:
        """Show another label; it is also the editor's accessible name."""
        self._label.setText(label)
        self._editor.setAccessibleName(label.replace("&&", "\0").replace("&", "").replace("\0", "&"))

    def set_hint(self, hint: str) -> None:
        """Show another hint, at once unless a message stands in its place."""
        self._hint = hint
        if self._kind == "none":
            self.clear_message()

    def set_error(self, text: str, *, link: str = "", help_at: str = "") -> None:
        """Say what is wrong in place of the hint; a link offers the one thing to do, another leads to the help."""
        self._show("error", text, link, help_at=help_at)

    def set_attention(self, text: str, *, link: str = "", help_at: str = "") -> None:
        """Say what looks unusual in place of the hint; it stops nothing."""
        self._show("attention", text, link, help_at=help_at)

    def clear_message(self) -> None:
        """Take back what was said and show the hint again."""
        self._show("none", self._hint, "")

    def message_kind(self) -> str:
        """Return which message stands under the editor: none, error or attention."""
        return self._kind

    def message_text(self) -> str:
        """Return the message or hint shown."""
        return self._message.text()

    def _show(self, kind: str, text: str, link: str, *, help_at: str = "") -> None:
        self._kind = kind
        is_error = kind == "error"
        self._sign.set_sign(*(("notice-bad", "urgent_ink") if is_error else ("notice-attention", "attention_sign")))
        self._sign.setHidden(kind == "none")
        self._message.set_tone({"error": "urgent_ink", "attention": "attention_ink"}.get(kind, ""))
        self._message.setText(text)
        self._message.setHidden(not text)
        self._link.setText(link)
        self._link.setHidden(not link)
        self._help.call(f"{self._editor.objectName()}HelpButton")
        self._help.show_place(help_at, text)
        # A link is taller than a line of text; its first line stays level with the message's.
        tall = self._link.sizeHint().height() - self._message.fontMetrics().height()
        above = tall // 2 if link or help_at else 0
        self._words.setContentsMargins(0, above, 0, 0)
        self._editor.setAccessibleDescription(text)

    def _lay_out(self) -> None:
        self._words.setSpacing(_SIGN_TO_TEXT)
        self._words.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words.addWidget(self._message, 1)
        row = QHBoxLayout()
        row.setSpacing(_SIGN_TO_TEXT)
        row.addLayout(self._words, 1)
        for one in (self._link, self._help):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_FIELD_TO_HINT)
        column.addWidget(self._label)
        column.addSpacing(_LABEL_TO_FIELD - _FIELD_TO_HINT)
        column.addWidget(self._editor)
        column.addLayout(row)
