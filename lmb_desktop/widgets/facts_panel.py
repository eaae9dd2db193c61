"""Two columns of facts, what it is and what it says. Holds no sentence of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from lmb_desktop.widgets.typography import TextLabel

_BETWEEN_ROWS = 8
_BETWEEN_COLUMNS = 16


@dataclass(frozen=True)
class Fact:
    """One row: what it is, and what it says; `fixed` is for IDs and addresses."""

    label: str
    value: str
    strong: bool = False
    fixed: bool = False


class FactsPanel(QWidget):
    """Shows facts whose values can be selected with mouse and keyboard."""

    def __init__(self, rows: Sequence[Fact] = (), parent: QWidget | None = None) -> None:
        """Build the panel with these rows."""
        super().__init__(parent)
        self._rows: tuple[Fact, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BETWEEN_COLUMNS)
        self._grid.setVerticalSpacing(_BETWEEN_ROWS)
        self._grid.setColumnStretch(1, 1)
        self.set_rows(rows)

    def rows(self) -> tuple[Fact, ...]:
        """Return the facts shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Fact]) -> None:
        """Show these facts instead; nothing is rebuilt when they are the same."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self._clear()
        for at, fact in enumerate(self._rows):
            self._add(at, fact)
        self.setAccessibleDescription("\n".join(f"{fact.label}: {fact.value}" for fact in self._rows))

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, at: int, fact: Fact) -> None:
        label = TextLabel(fact.label, muted=True, parent=self)
        value = TextLabel(
            fact.value, "strong" if fact.strong else "fixed" if fact.fixed else "body", wrap=True, parent=self
        )
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        value.setAccessibleName(f"{fact.label}: {fact.value}")
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(value, at, 1)
