"""Arithmetic of colours: mixing, contrast and search for a contrast. Holds no colour and knows no palette."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtGui import QColor

_STEPS = 100
_LIGHTNESS_STEPS = 400
_DARK_BELOW = 0.18


def mix(over: QColor, ground: QColor, share: float) -> QColor:
    """Lay a share (0 to 1) of one colour over another, channel by channel in sRGB."""

    def blend(above: int, below: int) -> int:
        return round(above * share + below * (1 - share))

    return QColor(
        blend(over.red(), ground.red()), blend(over.green(), ground.green()), blend(over.blue(), ground.blue())
    )


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, definition of relative luminance)."""
    return _luminance(colour.rgb())


@lru_cache(maxsize=4096)
def _luminance(rgb: int) -> float:
    return 0.2126 * _linear(rgb >> 16 & 0xFF) + 0.7152 * _linear(rgb >> 8 & 0xFF) + 0.0722 * _linear(rgb & 0xFF)


@lru_cache(maxsize=256)
def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def ratio(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def is_dark(colour: QColor) -> bool:
    """Tell whether a ground counts as dark."""
    return luminance(colour) < _DARK_BELOW


def reaches(colour: QColor, grounds: Sequence[QColor], least: float) -> bool:
    """Tell whether a colour has at least this contrast on every ground."""
    return all(ratio(colour, ground) >= least for ground in grounds)


def walk(colour: QColor, to: QColor, grounds: Sequence[QColor], *, least: float) -> QColor:
    """Mix a colour towards another in steps of one per cent until every ground gives it the contrast."""
    for step in range(_STEPS + 1):
        candidate = mix(to, colour, step / _STEPS)
        if reaches(candidate, grounds, least):
            return candidate
    return QColor(to)


def hue(degrees: int, saturation: float, grounds: Sequence[QColor], *, least: float) -> QColor:
    """Return the colour of this hue (HSL) nearest to the grounds in lightness that has the contrast on each of them."""
    dark = is_dark(grounds[-1])

    def candidate(step: int) -> QColor:
        lightness = step / _LIGHTNESS_STEPS if dark else 1 - step / _LIGHTNESS_STEPS
        return QColor.fromHslF(degrees / 360, saturation, lightness).toRgb()

    def is_enough(step: int) -> bool:
        return reaches(candidate(step), grounds, least)

    steps = range(_LIGHTNESS_STEPS + 1)
    if any(ratio(candidate(0), ground) >= least for ground in grounds):
        # A ground between black and white is reached from both ends: every step may be the first.
        first = next(filter(is_enough, steps), _LIGHTNESS_STEPS)
    else:
        first = min(bisect_left(steps, True, key=is_enough), _LIGHTNESS_STEPS)
    return candidate(first)
