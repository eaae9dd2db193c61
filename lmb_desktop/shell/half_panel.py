"""One half in the details pane: its provider, sign and word, what to say about it, and its facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.core.health import State
from lmb_desktop.shell.state_words import Half, state_word
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel

_SIGN = 16


class HalfPanel(QWidget):
    """Shows one half; a button for its one thing to do may be lent to it."""

    def __init__(self, half: Half, parent: QWidget | None = None) -> None:
        """Build the panel, empty."""
        super().__init__(parent)
        self._half = half
        self._title = TextLabel("", "section")
        self._sign = Sign("state-ok", _SIGN)
        self._word = TextLabel("")
        self._sentence = TextLabel("", wrap=True)
        self._facts = FactsPanel()
        self._column = self._lay_out()

    def show_half(self, provider: str, state: State, *, sentence: str, facts: Sequence[Fact]) -> None:
        """Show what is known about the half."""
        word = state_word(state, self._half)
        self._title.setText(provider)
        self._sign.set_state(state.value)
        self._word.setText(word)
        self._word.set_role("strong" if state.needs_you else "body")
        self._word.set_muted(not state.needs_you)
        self._sentence.setText(sentence)
        self._sentence.setHidden(not sentence)
        self._facts.set_rows(facts)
        self._facts.setHidden(not facts)
        self.setAccessibleName(f"{provider}: {word}")
        self.setAccessibleDescription(sentence)

    def take_step(self, step: QWidget) -> None:
        """Hold the button for the one thing to do, below the sentence."""
        self._column.insertWidget(self._column.indexOf(self._facts), step)

    def _lay_out(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._word, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Rule())
        column.addSpacing(2)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addWidget(self._facts)
        return column
