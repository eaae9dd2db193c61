"""Draws the program's icon as a PNG of 256 by 256 pixels, for desktops that want a picture file. Used by installers."""

import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZE = 256
TILE = "#2457a6"
MARK = Path(__file__).parents[1] / "lmb_desktop" / "resources" / "icons" / "mark.svg"


def draw_icon() -> QImage:
    """Draw the mark in white on a tile with round corners."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(TILE))
    painter.drawRoundedRect(QRectF(8, 8, SIZE - 16, SIZE - 16), 48, 48)
    svg = MARK.read_text("utf-8").replace("currentColor", "#ffffff")
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(44, 44, SIZE - 88, SIZE - 88))
    painter.end()
    return image


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    if not draw_icon().save(sys.argv[1], "PNG"):
        sys.exit(f"The icon could not be written to {sys.argv[1]}")
