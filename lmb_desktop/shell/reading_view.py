"""What stands in the middle of the accounts window until the accounts are read. As light as a widget can be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lmb_desktop.widgets.after_paint import after_paint


class ReadingView(QWidget):
    """Says that the accounts are being read, on the ground of the list."""

    first_painted = Signal()
    """It was painted once, and the picture is on its way to the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it; no alignment is named, since Qt's own names take longer to load than all the rest."""
        super().__init__(parent)
        self._is_painted = False
        down = QVBoxLayout(self)
        # Where the status row will say the same.
        down.setContentsMargins(15, 5, 15, 5)
        down.addStretch()
        down.addWidget(QLabel(self.tr("Reading the accounts…")))
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            after_paint(self, self.first_painted.emit)
