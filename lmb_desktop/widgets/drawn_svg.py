"""Renders the SVG files of the resources in given colours, sharp at any pixel ratio. Knows no token and no palette."""

import re
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache

from lmb_desktop import resources

# A name, with the colour that stands for it where the file is shown by something else, such as a page about it.
_COLOUR = re.compile(r"currentColor|var\(--(?P<name>[a-z-]+), #[0-9a-f]{6}\)")


def paint_svg(painter: QPainter, name: str, box: QRectF, *, colours: Mapping[str, QColor]) -> None:
    """Draw a resource into a box, each colour of the file that has a name in `colours` replaced."""
    # The library is loaded with the first drawing, not with every module that may have one painted.
    from PySide6.QtSvg import QSvgRenderer

    def colour_of(found: re.Match[str]) -> str:
        given = colours.get(found["name"] or found[0])
        return given.name() if given is not None else found[0]

    text = _COLOUR.sub(colour_of, _text_of(name))
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
