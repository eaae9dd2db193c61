"""The thin bar that says a page is loading. Knows nothing about the page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lmb_desktop.widgets.busy_ring import BusyTicker, busy_ticker, is_motion_reduced
from lmb_desktop.widgets.tokens import current_tokens

_HEIGHT = 2
_PART = 0.3


class LoadingBar(QWidget):
    """A line of the page's colour along which a part in accent ink wanders while something loads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False
        self._ticker: BusyTicker | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_busy(self, is_busy: bool) -> None:
        """Say whether something loads."""
        self._is_busy = is_busy
        self._move(is_busy and self.isVisible())

    def sizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._move(self._is_busy)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._move(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        line = QRectF(0, self.height() - tokens.border_width, self.width(), tokens.border_width)
        painter.fillRect(line, tokens.line)
        if self._ticker is not None:
            part = self.width() * _PART
            left = (self._ticker.angle() / 360) * (self.width() + part) - part
            painter.fillRect(QRectF(left, 0, part, self.height()), tokens.accent_ink)

    def _move(self, is_moving: bool) -> None:
        if is_moving and self._ticker is None and not is_motion_reduced(self):
            self._ticker = busy_ticker()
            self._ticker.ticked.connect(self.update)
            self._ticker.start()
        elif not is_moving and self._ticker is not None:
            self._ticker.ticked.disconnect(self.update)
            self._ticker.stop()
            self._ticker = None
        self.update()
