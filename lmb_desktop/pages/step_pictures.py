"""The pictured steps of page 2: equal columns of picture, caption and a line, two by two where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.widgets.picture import Picture
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.wrapping import EqualColumns

BETWEEN_COLUMNS = 14
BETWEEN_ROWS = 18


@dataclass(frozen=True)
class PicturedStep:
    """One thing to do in the browser: its picture, its name, and how."""

    picture: str
    name: str
    text: str


class StepPictures(QWidget):
    """Show what to do in the browser, in order."""

    def __init__(self, first: Sequence[PicturedStep]) -> None:
        super().__init__()
        columns = EqualColumns(self, between=BETWEEN_COLUMNS, below=BETWEEN_ROWS)
        self._columns = [_Column(number, step) for number, step in enumerate(first, start=1)]
        for column in self._columns:
            columns.addWidget(column)

    def set_steps(self, steps: Sequence[PicturedStep]) -> None:
        """Show other steps, at most as many as the first ones."""
        for number, column in enumerate(self._columns):
            column.setHidden(number >= len(steps))
            if number < len(steps):
                column.show_step(steps[number])


class _Column(QWidget):
    def __init__(self, number: int, step: PicturedStep) -> None:
        super().__init__()
        self._number = number
        self._picture = Picture(step.picture)
        self._name = TextLabel("", role="strong", wrap=True)
        self._text = TextLabel("", role="small", muted=True, wrap=True)
        number_label = TextLabel(str(number), role="strong", tone="accent_ink")
        caption = QHBoxLayout()
        caption.setContentsMargins(0, 0, 0, 0)
        caption.setSpacing(8)
        caption.addWidget(number_label, 0, Qt.AlignmentFlag.AlignTop)
        caption.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._picture)
        column.addSpacing(10)
        column.addLayout(caption)
        column.addSpacing(3)
        column.addWidget(self._text)
        column.addStretch(1)
        self.show_step(step)

    def show_step(self, step: PicturedStep) -> None:
        """Show another step in this place."""
        if self._picture.name() != step.picture:
            self._picture.set_picture(step.picture)
        self._name.setText(step.name)
        self._text.setText(step.text)
        self._name.setAccessibleName(f"{self._number}. {step.name}")
