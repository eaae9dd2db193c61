"""Two columns of facts, what it is and what it says. Holds no sentence of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from lmb_desktop.widgets.breakable import without_breaks
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.unmarked import unmarked

_BETWEEN_ROWS = 8
_BETWEEN_COLUMNS = 16


@dataclass(frozen=True)
class Fact:
    """One row: what it is, and what it says; `fixed` is for IDs and addresses, `whole` what was cut short."""

    label: str
    value: str
    strong: bool = False
    fixed: bool = False
    whole: str = ""


class FactsPanel(QWidget):
    """Shows facts whose values can be selected with mouse and keyboard."""

    def __init__(self, rows: Sequence[Fact] = (), parent: QWidget | None = None) -> None:
        """Build the panel with these rows."""
        super().__init__(parent)
        self._rows: tuple[Fact, ...] = ()
        self._lines: list[tuple[TextLabel, TextLabel]] = []
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
        """Show these facts instead; labels are used again, since making them anew takes long."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        while len(self._lines) < len(self._rows):
            self._add_line()
        for at, line in enumerate(self._lines):
            for part in line:
                part.setHidden(at >= len(self._rows))
        for line, fact in zip(self._lines, self._rows, strict=False):
            _write(line, fact)
        self.setAccessibleDescription("\n".join(f"{fact.label}: {_read_out(fact)}" for fact in self._rows))

    def _add_line(self) -> None:
        at = len(self._lines)
        label, value = TextLabel("", muted=True, parent=self), TextLabel("", wrap=True, parent=self)
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(value, at, 1)
        self._lines.append((label, value))


def _write(line: tuple[TextLabel, TextLabel], fact: Fact) -> None:
    label, value = line
    label.setText(fact.label)
    value.set_role("strong" if fact.strong else "fixed" if fact.fixed else "body")
    value.setText(fact.value)
    value.setToolTip(unmarked(fact.whole))
    value.setAccessibleName(f"{fact.label}: {_read_out(fact)}")


def _read_out(fact: Fact) -> str:
    """Return the value as it is read out: nobody who listens can look into a tooltip."""
    return without_breaks(fact.whole.replace("\n", ", ") or fact.value)
