"""The header of the list, and the measures that its cells and the rows below share. Knows no account."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QWidget

from lmb_desktop.shell.account_order import Column, alignment_of
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import font_for

EDGE = 15
"""Space between the list's edge and the text of the outer columns."""
PADDING = 12
_BETWEEN = 4
_LEAST_HEIGHT = 28
_ROW_FACTOR = 1.8


def row_height_of(metrics: QFontMetrics) -> int:
    """Return the height of a row in device-independent pixels."""
    return max(_LEAST_HEIGHT, round(metrics.height() * _ROW_FACTOR))


def text_room(cell: QRect, column: int, direction: Qt.LayoutDirection) -> QRect:
    """Return where the text of a cell stands, the same in the header and in the rows."""
    left = EDGE if column == Column.ACCOUNT else PADDING
    right = EDGE if column == Column.ENDS_IN else _BETWEEN
    return QStyle.visualRect(direction, cell, cell.adjusted(left, 0, -right, 0))


class AccountHeader(QHeaderView):
    """A quiet header: names above the cells, one line below, an arrow on the sorted column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the header."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setAccessibleName(self.tr("Columns"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), row_height_of(self.fontMetrics()))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        tokens = current_tokens()
        painter.save()
        painter.fillRect(rect, tokens.page)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        painter.setFont(font_for("header", self.font()))
        painter.setPen(tokens.muted)
        model = self.model()
        text = model.headerData(logicalIndex, Qt.Orientation.Horizontal)
        flags = QStyle.visualAlignment(self.layoutDirection(), alignment_of(logicalIndex))
        room = text_room(rect, logicalIndex, self.layoutDirection())
        painter.drawText(room, flags.value, text)
        if self.sortIndicatorSection() == logicalIndex:
            self._paint_arrow(painter, room, text, flags=flags)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, room: QRect, text: str, *, flags: Qt.AlignmentFlag) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text)
        is_right = bool(flags & Qt.AlignmentFlag.AlignRight)
        x = room.right() - width - 11 if is_right else room.left() + width + 9
        y = room.center().y() + 1
        tip = 2 if self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else -2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current_tokens().muted, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline([QPoint(x - 4, y - tip), QPoint(x, y + tip), QPoint(x + 4, y - tip)])
