"""What stands in the middle of the accounts window until the accounts are read. As light as a widget can be."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

BREATH_MS = 1
"""Between the first paint and what follows: the loop hands the picture to the screen when it waits."""


class ReadingView(QWidget):
    """Says that the accounts are being read, on the ground of the list."""

    first_painted = Signal()
    """It was painted once, and the picture is on its way to the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it; no alignment is named, since Qt's own names take longer to load than all the rest."""
        super().__init__(parent)
        self._is_painted = False
        label = QLabel(self.tr("Reading the accounts…"))
        across = QHBoxLayout()
        across.addStretch()
        across.addWidget(label)
        across.addStretch()
        down = QVBoxLayout(self)
        down.addStretch()
        down.addLayout(across)
        down.addStretch()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(BREATH_MS, self, self.first_painted.emit)
