"""The tray icon as a picture: the program mark, with the sign of what needs the user, or the flask of practice mode."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSettings, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from lmb_desktop.core.health import State
from lmb_desktop.widgets.icons import pixmap, role_colour, state_role
from lmb_desktop.widgets.tokens import Tokens, current_tokens

SIZES = (16, 18, 20, 22, 24, 32, 44, 48, 64)
SIGN_SHARE = 0.55
GAP_SHARE = 0.06
"""How much of the mark is cut away around the sign, so that the two stay apart in one colour."""
HALO_SHARE = 0.045
THEMES = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"


@dataclass(frozen=True)
class TrayLook:
    """What the tray icon shows: a drawing over the mark and the token that colours it; none when all is well."""

    sign: str = ""
    role: str = ""


def look_of(worst: State, *, is_practice: bool) -> TrayLook:
    """Return how the icon looks while this is the worst state of all accounts."""
    if is_practice:
        return TrayLook("practice", "practice_ink")
    if worst.needs_you:
        return TrayLook(f"state-{worst.value}", state_role(worst.value))
    return TrayLook()


def tray_icon(look: TrayLook, platform: str = sys.platform) -> QIcon:
    """Draw the icon for this system's tray; on macOS as a template that the menu bar colours itself."""
    tokens, is_mac = current_tokens(), platform == "darwin"
    draw = _template_drawer(look) if is_mac else _drawer(look, tokens, is_dark=_is_tray_dark(tokens, platform))
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(draw(size))
    icon.setIsMask(is_mac)
    return icon


def _drawer(look: TrayLook, tokens: Tokens, *, is_dark: bool) -> Callable[[int], QPixmap]:
    near, far = (tokens.ink, tokens.page) if is_dark is tokens.is_dark else (tokens.page, tokens.ink)
    sign = role_colour(look.role, tokens) if look.role else near
    return lambda size: _picture(look.sign, size, mark=near, halo=far, sign_colour=sign)


def _template_drawer(look: TrayLook) -> Callable[[int], QPixmap]:
    # Only the shape counts in a template.
    ink = current_tokens().ink
    return lambda size: _picture(look.sign, size, mark=ink, halo=None, sign_colour=ink)


def _picture(sign: str, size: int, *, mark: QColor, halo: QColor | None, sign_colour: QColor) -> QPixmap:
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if halo is not None:
        _draw_halo(painter, size, halo)
    painter.drawPixmap(0, 0, pixmap("mark", size, mark))
    if sign:
        side = round(size * SIGN_SHARE)
        _cut_out(painter, QRectF(size - side, size - side, side, side), size * GAP_SHARE)
        painter.drawPixmap(size - side, size - side, pixmap(sign, side, sign_colour))
    painter.end()
    return drawn


def _draw_halo(painter: QPainter, size: int, colour: QColor) -> None:
    """Draw a thin line around the mark: nobody says which colour the ground of a tray has."""
    by, edge = max(1, round(size * HALO_SHARE)), pixmap("mark", size, colour)
    painter.setOpacity(0.75)
    for place in (QPoint(by, 0), QPoint(-by, 0), QPoint(0, by), QPoint(0, -by)):
        painter.drawPixmap(place, edge)
    painter.setOpacity(1.0)


def _cut_out(painter: QPainter, box: QRectF, gap: float) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.SolidPattern)
    painter.drawEllipse(box.adjusted(-gap, -gap, gap, gap))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _is_tray_dark(tokens: Tokens, platform: str) -> bool:
    if platform == "win32":
        # The task bar has a theme of its own there, apart from the windows'.
        value = QSettings(THEMES, QSettings.Format.NativeFormat).value("SystemUsesLightTheme")
        if value is not None:
            return not int(str(value))
    return tokens.is_dark
