"""The band across every window of practice mode. It cannot be closed; leaving practice mode is asked elsewhere."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lmb_desktop.widgets.colours import mix
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.tokens import Tokens, current_tokens
from lmb_desktop.widgets.typography import TextLabel

_LEAST_HEIGHT = 34
_NARROW_BELOW = 800
_STRIPES = 64.0
_GAP = 16.0
_AROUND = 60
_BETWEEN_STRIPES = 12.0
_STRIPE_SHARE = 0.28


class PracticeBand(QWidget):
    """Says that nothing here is real; wide ones offer the way out."""

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the band; its height is fixed, its width is the window's."""
        super().__init__(parent)
        self.setObjectName("practiceBand")
        self.setAccessibleIdentifier("practiceBand")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._flask = Sign("practice", 18, "practice_ink")
        self._heading = TextLabel(self.tr("Practice mode"), "strong")
        self._text = TextLabel("")
        self._leave = LinkButton(self.tr("Leave practice mode…"))
        self._leave.setObjectName("leavePracticeButton")
        self._leave.setAccessibleIdentifier("leavePracticeButton")
        self._leave.clicked.connect(self.leave_requested)
        self._lay_out()
        self._fit(self.width())

    def sizeHint(self) -> QSize:
        return QSize(0, max(_LEAST_HEIGHT, 2 * self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.wash("practice"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in self._stripe_boxes():
            self._paint_stripes(painter, box, tokens)
        line = tokens.border_width
        painter.fillRect(QRectF(0, self.height() - line, self.width(), line), tokens.line_of("practice"))

    def _fit(self, width: int) -> None:
        short = self.tr("Nothing here reaches a real account.")
        full = self.tr("Made-up sellers and ledgers. Nothing here reaches a real account.")
        room = width - self._width_of_rest()
        has_link = width >= _NARROW_BELOW and self._width_of(short) + self._leave.sizeHint().width() <= room
        beside = self._leave.sizeHint().width() if has_link else 0
        is_full = width >= _NARROW_BELOW and self._width_of(full) + beside <= room
        self._text.setText(full if is_full else short)
        self._leave.setHidden(not has_link)
        self.setAccessibleName(f"{self._heading.text()}. {self._text.text()}")

    def _width_of(self, text: str) -> int:
        return self._text.fontMetrics().horizontalAdvance(text)

    def _width_of_rest(self) -> int:
        return self._flask.sizeHint().width() + self._heading.sizeHint().width() + _AROUND

    def _stripe_boxes(self) -> tuple[QRectF, QRectF]:
        shown = [part.geometry() for part in (self._flask, self._heading, self._text, self._leave) if part.isVisible()]
        first = min((box.left() for box in shown), default=0)
        last = self.width() - max((box.right() for box in shown), default=self.width())
        left, right = (max(0.0, min(_STRIPES, room - _GAP)) for room in (first, last))
        return QRectF(0, 0, left, self.height()), QRectF(self.width() - right, 0, right, self.height())

    def _paint_stripes(self, painter: QPainter, box: QRectF, tokens: Tokens) -> None:
        if box.width() <= 0:
            return
        share = 1.0 if tokens.is_high_contrast else _STRIPE_SHARE
        painter.save()
        painter.setClipRect(box)
        painter.setPen(QPen(mix(tokens.practice_ink, tokens.wash("practice"), share), 1.7))
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QPointF(x, box.bottom() + 1), QPointF(x + box.height() + 1, box.top()))
            x += _BETWEEN_STRIPES
        painter.restore()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for part in (self._flask, self._heading, self._text):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(4)
        row.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
