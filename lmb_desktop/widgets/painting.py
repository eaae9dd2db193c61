"""Shapes that several painted widgets share: rounded panels, rings and the focus line. Chooses no colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

FOCUS_WIDTH = 2.0


def panel(
    painter: QPainter, box: QRectF, *, ground: QColor, border: QColor, width: float = 1.0, radius: float = 8.0
) -> None:
    """Draw a filled rounded rectangle whose border lies wholly inside the box."""
    inset = width / 2
    painter.setPen(QPen(border, width))
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def ring(painter: QPainter, centre: QPointF, radius: float, *, colour: QColor, width: float) -> None:
    """Draw an open circle whose line lies wholly inside the radius."""
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius - width / 2, radius - width / 2)


def disc(painter: QPainter, centre: QPointF, radius: float, *, colour: QColor) -> None:
    """Draw a filled circle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def focus_line(painter: QPainter, box: QRectF, *, colour: QColor, radius: float) -> None:
    """Draw the line that shows the keyboard focus just inside a box."""
    inset = FOCUS_WIDTH / 2
    painter.setPen(QPen(colour, FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def mirrored(box: QRectF, width: float, is_right_to_left: bool) -> QRectF:
    """Return where a box lies in a widget of this width, reflected in right-to-left languages."""
    return QRectF(width - box.right(), box.y(), box.width(), box.height()) if is_right_to_left else box
