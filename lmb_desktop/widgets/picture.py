"""Pictures of the program: what each is called, how large its box is and what it says to screen readers."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from lmb_desktop.widgets.colours import mix
from lmb_desktop.widgets.drawn_svg import paint_svg
from lmb_desktop.widgets.tokens import Tokens, current_tokens

_GROUND_RADIUS = 6.0
_STEP_HEIGHT = 108
_BESIDE = 24
"""Room of the quiet ground left and right of a step's picture among text."""


@dataclass(frozen=True)
class _Kind:
    width: int
    height: int
    is_step: bool = False


_STEP = _Kind(132, 88, is_step=True)
_KINDS = {
    "sign-in": _STEP,
    "menu-authorise": _STEP,
    "copy-token": _STEP,
    "copy-seller-id": _STEP,
    "next": _STEP,
    "tick-agreement": _STEP,
    "copy-both": _STEP,
    "come-back": _STEP,
    "first-account": _Kind(280, 132),
    "in-the-browser": _Kind(220, 132),
    "page-did-not-load": _Kind(220, 132),
    "joined": _Kind(44, 152),
}


class Picture(QWidget):
    """Paints one picture in the colours of the palette; pictures of a step stand on a quiet ground."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build the picture. Raises KeyError for an unknown name."""
        super().__init__(parent)
        self._name = name
        self._kind = _KINDS[name]
        self.setAccessibleName(sentence_of(name))
        wide = QSizePolicy.Policy.Expanding if self._kind.is_step else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def set_picture(self, name: str) -> None:
        """Show another picture of the same size. Raises KeyError for an unknown name."""
        self._kind = _KINDS[name]
        self._name = name
        self.setAccessibleName(sentence_of(name))
        self.updateGeometry()
        self.update()

    def name(self) -> str:
        """Return which picture is shown."""
        return self._name

    def sizeHint(self) -> QSize:
        return QSize(self._kind.width, _STEP_HEIGHT if self._kind.is_step else self._kind.height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        _paint(painter, self._name, QRectF(self.rect()))


def picture_pixmap(name: str, dpr: float) -> QPixmap:
    """Return a picture as it stands among text, in the colours of now. Raises KeyError for an unknown name."""
    kind = _KINDS[name]
    size = QSize(kind.width + 2 * _BESIDE, _STEP_HEIGHT) if kind.is_step else QSize(kind.width, kind.height)
    drawn = QPixmap(size * dpr)
    drawn.setDevicePixelRatio(dpr)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _paint(painter, name, QRectF(QPointF(), QSizeF(size)))
    painter.end()
    return drawn


def picture_names() -> tuple[str, ...]:
    """Return the names of all pictures."""
    return tuple(_KINDS)


def sentence_of(name: str) -> str:
    """Return what a picture says, for screen readers; empty for decoration. Raises KeyError for an unknown name."""
    sentences = {
        "sign-in": QCoreApplication.translate("Picture", "Sign in to Seller Central"),
        "menu-authorise": QCoreApplication.translate("Picture", "Choose Authorise in the menu beside the app"),
        "copy-token": QCoreApplication.translate("Picture", "Copy the refresh token"),
        "copy-seller-id": QCoreApplication.translate("Picture", "Copy the Merchant token; it is the Seller ID"),
        "next": QCoreApplication.translate("Picture", "Press Next"),
        "tick-agreement": QCoreApplication.translate("Picture", "Tick the agreement and press Next"),
        "copy-both": QCoreApplication.translate("Picture", "Copy the Seller ID and the token"),
        "come-back": QCoreApplication.translate("Picture", "You come back by yourself"),
        "first-account": "",
        "in-the-browser": QCoreApplication.translate("Picture", "The page is open in your browser"),
        "page-did-not-load": QCoreApplication.translate("Picture", "The page did not load"),
        "joined": QCoreApplication.translate("Picture", "Both halves are connected"),
    }
    return sentences[name]


def _paint(painter: QPainter, name: str, room: QRectF) -> None:
    kind, tokens = _KINDS[name], current_tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind.is_step:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.faint)
        painter.drawRoundedRect(room, _GROUND_RADIUS, _GROUND_RADIUS)
    box = QRectF(0, 0, kind.width, kind.height)
    box.moveCenter(room.center())
    paint_svg(painter, f"pictures/{name}.svg", box, colours=picture_colours(tokens))


def picture_colours(tokens: Tokens) -> dict[str, QColor]:
    """Return the colour of each name that the picture files use."""
    is_high = tokens.is_high_contrast
    return {
        "outline": tokens.ink if is_high else mix(tokens.ink, tokens.page, 0.34),
        "bar": tokens.ink if is_high else mix(tokens.ink, tokens.page, 0.16),
        "page": tokens.page,
        "ink": tokens.ink,
        "accent": tokens.accent_ink,
        "on-accent": tokens.page,
        "wash": tokens.accent_wash,
        "soft-accent": tokens.accent_ink if is_high else mix(tokens.accent_ink, tokens.page, 0.5),
        "ok": tokens.ok_ink,
        "ok-wash": tokens.wash("ok"),
        "ok-line": tokens.line_of("ok"),
        "line": tokens.line,
    }
