"""A field whose text is cleaned as it comes in, and judged when it is left or pasted. Knows no page and asks nobody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from lmb_desktop.core.seller_credentials import ShapeFault
from lmb_desktop.widgets.cleaning import Clean, CleaningValidator
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.messages import message

Judge = Callable[[str], ShapeFault | None]

REST_MS = 600
"""How long nobody types before a fault that stops Verify is said."""
PASTED_FROM = 2
"""Characters that arrive at once when something is pasted rather than typed."""


class CheckedField(Field):
    """Ties a line to its cleaning and its judge; a fault stands under the line."""

    edited = Signal()
    """The text is another one; not sent for texts the page fills in."""
    left = Signal()
    """Editing is finished: the line was left, or Enter pressed."""

    def __init__(self, label: str, line: QLineEdit, *, clean: Clean, judge: Judge, hint: str = "") -> None:
        # Before the field is built, since building it takes back what was said.
        self.line = line
        self.is_given = False
        """The program filled it in, and nobody edits it."""
        self._usual_hint = hint
        self._is_kept = False
        super().__init__(label, line, hint)
        self._clean = clean
        self._judge = judge
        self._before = ""
        self._is_filling = False
        self._links_for: dict[str, tuple[str, str]] = {}
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._on_rest)
        line.textChanged.connect(self._on_text_changed)
        line.editingFinished.connect(self._on_left)

    def clean_at_once(self) -> None:
        """Clean while the text comes in; for IDs and tokens, in which no space is meant."""
        self.line.setValidator(CleaningValidator(self._clean, self.line))

    def offer_link(self, fault: str, text: str, other: str = "") -> None:
        """Show a link with this text when this fault is shown, and another one where something else helps, too."""
        self._links_for[fault] = (text, other)

    @property
    def text(self) -> str:
        """Return the cleaned text."""
        return self._clean(self.line.text())

    def cleaned(self, text: str) -> str:
        """Return a text as the field would keep it."""
        return self._clean(text)

    @property
    def fault(self) -> ShapeFault | None:
        """Return what is wrong with the text, shown or not."""
        return None if self._is_kept and not self.text else self._judge(self.text)

    def keep(self, is_kept: bool, placeholder: str) -> None:
        """Take an empty line as right, with words in it that say where its text is kept; or take that back."""
        self._is_kept = is_kept
        self.line.setPlaceholderText(placeholder if is_kept else "")

    def fill(self, text: str) -> None:
        """Put a text in without calling it an edit."""
        if self.line.text() == text:
            return
        self._is_filling = True
        self.line.setText(text)
        self.line.setModified(False)
        self._is_filling = False
        self.clear_message()

    def give(self, is_given: bool, hint: str) -> None:
        """Let nobody edit what the program fills in, with a hint that says where it comes from; or take that back."""
        self.is_given = is_given
        self.line.setReadOnly(is_given)
        self.set_hint(hint if is_given else self._usual_hint)

    def put_in(self, text: str) -> None:
        """Put a text in as if it were typed over what stands there, so that it can be taken back like that."""
        if self.line.text() != text:
            self.line.selectAll()
            self.line.insert(text)

    def show_fault(self) -> None:
        """Say what is wrong with the text, or take back what was said."""
        fault = self.fault
        if fault is None:
            self.clear_message()
        else:
            self.say(fault)

    def say(self, fault: ShapeFault) -> None:
        """Show a fault under the line, with its link where there is one."""
        said = message(fault.fault, **fault.facts)
        show = self.set_attention if said.kind == "attention" else self.set_error
        link, other = self._links_for.get(fault.fault, ("", ""))
        show(said.sentence, link=link, other_link=other, help_at=said.help_at)
        # As on a notice: for automation, which knows messages by their ids.
        self.line.setProperty("messageId", said.id)

    def clear_message(self) -> None:
        """Take back what was said."""
        super().clear_message()
        self.line.setProperty("messageId", "")

    def _on_text_changed(self, text: str) -> None:
        arrived, self._before = _arrived(self._before, text), text
        if self._is_filling:
            return
        if arrived >= PASTED_FROM:
            self.show_fault()
        else:
            self.clear_message()
            self._rest.start()
        self.edited.emit()

    def _on_rest(self) -> None:
        # What stops Verify is said while the line still has the focus: the button that is off does not say why.
        fault = self.fault
        if fault is not None and fault.is_certain and self.line.text():
            self.say(fault)

    def _on_left(self) -> None:
        # An empty line that nobody has touched is not a fault yet.
        if self.line.text() or self.line.isModified():
            self.show_fault()
        self.left.emit()


def _arrived(before: str, after: str) -> int:
    """Return how many characters came in at once."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - start
    same_end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return len(after) - start - same_end
