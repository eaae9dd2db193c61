"""Every colour of the program, computed from the palette. Only this module names a hue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from lmb_desktop.widgets.colours import hue, is_dark, mix, ratio, walk

_OK = (152, 0.62)
_ATTENTION = (36, 0.92)
_URGENT = (4, 0.72)
_PRACTICE = (276, 0.48)
_DARK_SATURATION = 0.95
_HIGH_CONTRAST_FROM = 10.0

_INK_OF_KIND = {
    "busy": "info_ink",
    "info": "info_ink",
    "good": "ok_ink",
    "ok": "ok_ink",
    "attention": "attention_sign",
    "bad": "urgent_ink",
    "urgent": "urgent_ink",
    "practice": "practice_ink",
}


@dataclass(frozen=True)
class Tokens:
    """The colours of one palette, by what they are for."""

    is_dark: bool
    is_high_contrast: bool
    chrome: QColor
    page: QColor
    ink: QColor
    muted: QColor
    disabled: QColor
    edge: QColor
    line: QColor
    faint: QColor
    accent: QColor
    on_accent: QColor
    accent_ink: QColor
    accent_wash: QColor
    ok_ink: QColor
    attention_ink: QColor
    attention_sign: QColor
    urgent_ink: QColor
    info_ink: QColor
    practice_ink: QColor

    @property
    def border_width(self) -> float:
        """Return the width of a quiet border in device-independent pixels."""
        return 1.5 if self.is_high_contrast else 1.0

    def ink_of(self, kind: str) -> QColor:
        """Return the colour of the sign of a notice kind or state group. Raises KeyError for an unknown one."""
        colour: QColor = getattr(self, _INK_OF_KIND[kind])
        return colour

    def wash(self, kind: str) -> QColor:
        """Return the ground of a notice or band of this kind. Raises KeyError for an unknown one."""
        return self.page if self.is_high_contrast else mix(self._state_ink(kind), self.page, self._by_mood(0.075, 0.13))

    def line_of(self, kind: str) -> QColor:
        """Return the border of a notice or band of this kind. Raises KeyError for an unknown one."""
        return self.ink if self.is_high_contrast else mix(self._state_ink(kind), self.page, self._by_mood(0.38, 0.42))

    def _state_ink(self, kind: str) -> QColor:
        return self.attention_ink if kind == "attention" else self.ink_of(kind)

    def _by_mood(self, light: float, dark: float) -> float:
        return dark if self.is_dark else light


def tokens_for(palette: QPalette) -> Tokens:
    """Return the colours computed from a palette; the same palette colours give the same object."""
    return _read(_Keyed(palette), wants_high_contrast())


class _Keyed:
    """A palette known by its key: painting asks for every cell, and reading the colours takes longer than that."""

    def __init__(self, palette: QPalette) -> None:
        self.palette = palette
        self._key = palette.cacheKey()

    def __hash__(self) -> int:
        return self._key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self._key == other._key


@lru_cache(maxsize=16)
def _read(keyed: _Keyed, is_asked_for: bool) -> Tokens:
    palette = keyed.palette
    active = QPalette.ColorGroup.Active
    roles = (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.Base,
        QPalette.ColorRole.Button,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.Accent,
        QPalette.ColorRole.HighlightedText,
    )
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    colours = tuple(palette.color(active, role).rgb() for role in roles)
    return _computed(colours, disabled.rgb(), is_asked_for)


def current_tokens() -> Tokens:
    """Return the colours of the application's palette; painted widgets ask this at paint time."""
    return tokens_for(QGuiApplication.palette())


def wants_high_contrast() -> bool:
    """Tell whether the system asks for more contrast (Qt 6.10 and later can say so)."""
    if QGuiApplication.instance() is None:
        return False
    # Each object is held: PySide frees the hints when they are only part of an expression.
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()
    return bool(accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast)


@lru_cache(maxsize=16)
def _computed(colours: tuple[int, ...], disabled: int, is_asked_for: bool) -> Tokens:
    chrome, page, button, ink, accent, on_accent = (QColor.fromRgb(value) for value in colours)
    is_flat = chrome == page == button and ratio(ink, chrome) >= _HIGH_CONTRAST_FROM
    if is_asked_for or is_flat:
        return _high_contrast(
            chrome=chrome, page=page, ink=ink, disabled=QColor.fromRgb(disabled), accent=accent, on_accent=on_accent
        )
    return _ordinary(
        chrome=chrome, page=page, ink=ink, disabled=QColor.fromRgb(disabled), accent=accent, on_accent=on_accent
    )


def _ordinary(
    *, chrome: QColor, page: QColor, ink: QColor, disabled: QColor, accent: QColor, on_accent: QColor
) -> Tokens:
    dark = is_dark(page)
    grounds = (chrome, page)
    accent = _readable_accent(accent, on_accent)
    accent_ink = walk(accent, ink, grounds, least=4.6)
    accent_wash = mix(accent, page, 0.15 if dark else 0.09)
    faint = mix(ink, page, 0.045 if dark else 0.035)
    return Tokens(
        is_dark=dark,
        is_high_contrast=False,
        chrome=chrome,
        page=page,
        ink=ink,
        muted=walk(mix(ink, chrome, 0.62), ink, (*grounds, accent_wash, faint), least=5.0),
        disabled=disabled,
        edge=walk(mix(ink, page, 0.45), ink, grounds, least=3.1),
        line=mix(ink, page, 0.15),
        faint=faint,
        accent=accent,
        on_accent=on_accent,
        accent_ink=accent_ink,
        accent_wash=accent_wash,
        ok_ink=_state(_OK, grounds, 5.0),
        attention_ink=_state(_ATTENTION, grounds, 5.0),
        attention_sign=hue(*_ATTENTION, grounds, least=7.0 if dark else 3.3),
        urgent_ink=_state(_URGENT, grounds, 5.0),
        info_ink=accent_ink,
        practice_ink=_state(_PRACTICE, grounds, 5.0),
    )


def _high_contrast(
    *, chrome: QColor, page: QColor, ink: QColor, disabled: QColor, accent: QColor, on_accent: QColor
) -> Tokens:
    accent_ink = walk(accent, ink, (chrome, page), least=4.6)
    return Tokens(
        is_dark=is_dark(page),
        is_high_contrast=True,
        chrome=chrome,
        page=page,
        ink=ink,
        muted=ink,
        disabled=disabled,
        edge=ink,
        line=ink,
        faint=page,
        accent=accent,
        on_accent=on_accent,
        accent_ink=accent_ink,
        accent_wash=page,
        ok_ink=ink,
        attention_ink=ink,
        attention_sign=ink,
        urgent_ink=ink,
        info_ink=accent_ink,
        practice_ink=ink,
    )


def _readable_accent(accent: QColor, on_accent: QColor) -> QColor:
    towards = QColor(Qt.GlobalColor.white if is_dark(on_accent) else Qt.GlobalColor.black)
    return walk(accent, towards, (on_accent,), least=4.5)


def _state(kind: tuple[int, float], grounds: Sequence[QColor], least: float) -> QColor:
    degrees, saturation = kind
    factor = _DARK_SATURATION if is_dark(grounds[-1]) else 1.0
    return hue(degrees, saturation * factor, grounds, least=least)
