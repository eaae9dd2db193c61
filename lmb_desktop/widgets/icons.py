"""Icons of the program, tinted from the palette at the moment they are painted. The drawings are resources."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from lmb_desktop.widgets.drawn_svg import svg_pixmap
from lmb_desktop.widgets.tokens import Tokens, current_tokens

_ROLE_OF_STATE = {
    "ok": "ok_ink",
    "attention": "attention_sign",
    "urgent": "urgent_ink",
    "reauthorise": "urgent_ink",
    "locked": "attention_sign",
    "unreachable": "muted",
    "paused": "muted",
    "not-finished": "info_ink",
}


def icon(name: str, role: str = "ink", *, in_menu: bool = False) -> QIcon:
    """Return a drawing as an icon in the colour of a token, which follows every change of the palette.

    In a menu the highlighted line is painted in the colour that stands on the accent.
    """
    return QIcon(_TintedEngine(name, role, in_menu=in_menu))


def state_icon(state: str, *, in_menu: bool = False) -> QIcon:
    """Return the sign of a half's state, such as `not-finished`. Raises KeyError for an unknown state."""
    return icon(f"state-{state}", state_role(state), in_menu=in_menu)


def state_role(state: str) -> str:
    """Return the token that colours a state's sign. Raises KeyError for an unknown state."""
    return _ROLE_OF_STATE[state]


def app_icon() -> QIcon:
    """Return the program mark for windows, tray and task bar."""
    return icon("mark", "accent_ink")


def pixmap(name: str, size: int, colour: QColor, *, dpr: float = 1.0) -> QPixmap:
    """Return a drawing of this size (device-independent pixels) in one colour, sharp at the pixel ratio."""
    return svg_pixmap(f"icons/{name}.svg", QSize(size, size), colour=colour, dpr=dpr)


def role_colour(role: str, tokens: Tokens) -> QColor:
    """Return the token of this name. Raises AttributeError for an unknown one."""
    colour: QColor = getattr(tokens, role)
    return colour


class _TintedEngine(QIconEngine):
    """Paints one drawing; asked anew each time, so that it never shows yesterday's palette."""

    def __init__(self, name: str, role: str, *, in_menu: bool) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._in_menu = in_menu

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        dpr = device.devicePixelRatio() if device else 1.0
        side = min(rect.width(), rect.height())
        left = rect.x() + (rect.width() - side) // 2
        top = rect.y() + (rect.height() - side) // 2
        painter.drawPixmap(QPoint(left, top), pixmap(self._name, side, self._colour(mode), dpr=dpr))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # The size is in device-independent pixels, the scale is the pixel ratio (Qt 6.8 and later).
        return pixmap(self._name, min(size.width(), size.height()), self._colour(mode), dpr=scale)

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role, in_menu=self._in_menu)

    def _colour(self, mode: QIcon.Mode) -> QColor:
        tokens = current_tokens()
        if mode == QIcon.Mode.Disabled:
            return tokens.disabled
        # Buttons ask for Active when they have the focus, menus when a line is highlighted.
        if mode == QIcon.Mode.Selected or (mode == QIcon.Mode.Active and self._in_menu):
            return tokens.on_accent
        return role_colour(self._role, tokens)
