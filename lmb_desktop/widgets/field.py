"""One field of a form: label above, native control, and below it a hint or what is wrong with what was typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.widgets.help_link import HelpLink
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.theme import make_comfortable
from lmb_desktop.widgets.typography import TextLabel

_LABEL_TO_FIELD = 5
_FIELD_TO_HINT = 4
_SIGN_TO_TEXT = 6
_LEAST_BESIDE_LINKS = 240
"""Width that is left for a message beside its links; where there is less, they stand below it."""


class Field(QWidget):
    """Ties label, editor and message together, for the eye and for screen readers."""

    link_triggered = Signal()
    other_link_triggered = Signal()
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
        self._other_link = LinkButton()
        self._link.clicked.connect(self.link_triggered)
        self._other_link.clicked.connect(self.other_link_triggered)
        self._help = HelpLink(is_short=True)
        self._help.wanted.connect(self.help_wanted)
        self._words = QHBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
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

    def set_error(self, text: str, *, link: str = "", other_link: str = "", help_at: str = "") -> None:
        """Say what is wrong in place of the hint; a link offers the one thing to do, others what else helps."""
        self._show("error", text)
        self._show_links(link, other_link, help_at)

    def set_attention(self, text: str, *, link: str = "", other_link: str = "", help_at: str = "") -> None:
        """Say what looks unusual in place of the hint; it stops nothing."""
        self._show("attention", text)
        self._show_links(link, other_link, help_at)

    def clear_message(self) -> None:
        """Take back what was said and show the hint again."""
        self._show("none", self._hint)
        self._show_links("", "", "")

    def message_kind(self) -> str:
        """Return which message stands under the editor: none, error or attention."""
        return self._kind

    def message_text(self) -> str:
        """Return the message or hint shown."""
        return self._message.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_links()

    def _show(self, kind: str, text: str) -> None:
        self._kind = kind
        is_error = kind == "error"
        self._sign.set_sign(*(("notice-bad", "urgent_ink") if is_error else ("notice-attention", "attention_sign")))
        self._sign.setHidden(kind == "none")
        self._message.set_tone({"error": "urgent_ink", "attention": "attention_ink"}.get(kind, ""))
        self._message.setText(text)
        self._message.setHidden(not text)
        self._editor.setAccessibleDescription(text)

    def _show_links(self, link: str, other_link: str, help_at: str) -> None:
        for button, text in ((self._link, link), (self._other_link, other_link)):
            button.setText(text)
            button.setHidden(not text)
        self._name_links()
        self._help.show_place(help_at, self.message_text())
        self._place_links()

    def _name_links(self) -> None:
        """Name the links after the editor, whose own name may come late: several fields may show theirs at once."""
        name = self._editor.objectName()
        for link, what in ((self._link, "Link"), (self._other_link, "OtherLink")):
            link.setObjectName(f"{name}{what}Button")
            link.setAccessibleIdentifier(link.objectName())
        self._help.call(f"{name}HelpButton")

    def _place_links(self) -> None:
        shown = [button for button in (self._link, self._other_link, self._help) if not button.isHidden()]
        room = self.width() - max((button.sizeHint().width() for button in shown), default=0)
        is_beside = bool(shown) and room >= _LEAST_BESIDE_LINKS
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if is_beside else directions.TopToBottom)
        # A link is taller than a line of text; its first line stays level with the message's.
        above = (self._link.sizeHint().height() - self._message.fontMetrics().height()) // 2 if is_beside else 0
        self._words.setContentsMargins(0, above, 0, 0)

    def _lay_out(self) -> None:
        self._words.setSpacing(_SIGN_TO_TEXT)
        self._words.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words.addWidget(self._message, 1)
        links = QVBoxLayout()
        links.setSpacing(0)
        for link in (self._link, self._other_link, self._help):
            links.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        links.addStretch(1)
        self._row.setSpacing(_SIGN_TO_TEXT)
        self._row.addLayout(self._words, 1)
        self._row.addLayout(links)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_FIELD_TO_HINT)
        column.addWidget(self._label)
        column.addSpacing(_LABEL_TO_FIELD - _FIELD_TO_HINT)
        column.addWidget(self._editor)
        column.addLayout(self._row)
