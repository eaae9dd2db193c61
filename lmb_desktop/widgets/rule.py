"""The fine line between two parts of a window. Decoration only."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lmb_desktop.widgets.tokens import current_tokens


class Rule(QWidget):
    """Paints one line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the line; it takes the width it is given."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current_tokens().line)
