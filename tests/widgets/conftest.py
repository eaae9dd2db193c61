"""What the tests of the look share: palettes of several systems, and an application that is put back afterwards."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.theme import Theme, apply_theme
from tests.widgets.palettes import PALETTES, palette_of
from tests.widgets.web_engine import callback, sign_ins, site

__all__ = ["app", "callback", "colour_at", "dress", "mirrored", "painted", "sign_ins", "site", "window"]

Dress = Callable[[str], None]


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application in Fusion and the light palette; style, palette and font are put back."""
    palette, font, style = QApplication.palette(), QApplication.font(), qapp.style().name()
    qapp.setStyle("Fusion")
    qapp.setPalette(palette_of(PALETTES["pictures, light"]))
    apply_theme(qapp)
    yield qapp
    theme = qapp.findChild(Theme)
    if theme is not None:
        shiboken6.delete(theme)
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setPalette(palette)


@pytest.fixture
def dress(app: QApplication) -> Dress:
    """Give a function that changes the palette of the running application by its name."""

    def change(name: str) -> None:
        app.setPalette(palette_of(PALETTES[name]))
        app.processEvents()

    return change


@pytest.fixture
def window(app: QApplication, qtbot: QtBot) -> QWidget:
    """Give an empty window, held until the end of the test; PySide deletes what nobody holds."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def mirrored(app: QApplication) -> Iterator[None]:
    """Let the application run from right to left."""
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    app.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


def colours_in(image: QImage) -> set[str]:
    """Return the names of all opaque colours of a picture."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    found = (image.pixelColor(x, y) for x, y in points)
    return {colour.name() for colour in found if colour.alpha() == 255}


@pytest.fixture
def painted() -> Callable[[QWidget], set[str]]:
    """Give a function that paints a widget and returns the colours seen."""
    return lambda widget: colours_in(widget.grab().toImage())


@pytest.fixture
def colour_at() -> Callable[[QWidget, int, int], QColor]:
    """Give a function that paints a widget and returns the colour at a place."""
    return lambda widget, x, y: QColor(widget.grab().toImage().pixelColor(QPoint(x, y)))
