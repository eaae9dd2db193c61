"""Renders the SVG files of the resources in given colours, sharp at any pixel ratio. Knows no token and no palette."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache

from lmb_desktop import resources


def paint_svg(painter: QPainter, name: str, box: QRectF, *, colours: Mapping[str, QColor]) -> None:
    """Draw a resource into a box, each word of the file that is a key replaced by its colour."""
    # The library is loaded with the first drawing, not with every module that may have one painted.
    from PySide6.QtSvg import QSvgRenderer

    text = _text_of(name)
    for word, colour in colours.items():
        text = text.replace(word, colour.name())
    QSvgRenderer(QByteArray(text.encode())).render(painter, box)


def svg_pixmap(name: str, size: QSize, *, colour: QColor, dpr: float) -> QPixmap:
    """Return a one-colour drawing of this size in device-independent pixels; Qt's own cache keeps it."""
    key = f"lmb:{name}:{size.width()}x{size.height()}:{colour.rgba():08x}:{dpr}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = QPixmap(QSize(round(size.width() * dpr), round(size.height() * dpr)))
    drawn.setDevicePixelRatio(dpr)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_svg(painter, name, QRectF(0, 0, size.width(), size.height()), colours={"currentColor": colour})
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


@lru_cache(maxsize=128)
def _text_of(name: str) -> str:
    return resources.read_text(name)
