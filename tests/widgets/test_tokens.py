"""The recipes of colour, held against the palettes of several systems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from lmb_desktop.widgets.colours import hue, mix, ratio, walk
from lmb_desktop.widgets.tokens import Tokens, tokens_for
from tests.widgets.palettes import PALETTES, palette_of

TEXT, SIGN = 4.5, 3.0
ORDINARY = [name for name in PALETTES if not name.startswith("high contrast")]
HIGH = [name for name in PALETTES if name.startswith("high contrast")]
KINDS = ["busy", "info", "good", "attention", "bad", "practice"]
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: QColor.fromRgb(value))


def tokens_of(name: str) -> Tokens:
    """Compute the tokens of one of the palettes."""
    return tokens_for(palette_of(PALETTES[name]))


def worst(colour: QColor, tokens: Tokens) -> float:
    """Return the lower contrast of a colour on chrome and page."""
    return min(ratio(colour, tokens.chrome), ratio(colour, tokens.page))


@pytest.mark.parametrize("name", PALETTES)
class TestContrast:
    """No palette may fall below the marks of WCAG 2.2, 1.4.3 and 1.4.11."""

    @pytest.mark.parametrize(
        "token", ["ink", "muted", "accent_ink", "ok_ink", "attention_ink", "urgent_ink", "info_ink", "practice_ink"]
    )
    def test_text_can_be_read(self, qapp: QApplication, name: str, token: str) -> None:
        tokens = tokens_of(name)
        assert worst(getattr(tokens, token), tokens) >= TEXT

    @pytest.mark.parametrize("token", ["edge", "attention_sign"])
    def test_borders_and_signs_can_be_seen(self, qapp: QApplication, name: str, token: str) -> None:
        tokens = tokens_of(name)
        assert worst(getattr(tokens, token), tokens) >= SIGN

    def test_text_on_the_accent_can_be_read(self, qapp: QApplication, name: str) -> None:
        tokens = tokens_of(name)
        assert ratio(tokens.on_accent, tokens.accent) >= TEXT

    def test_muted_text_can_be_read_on_quiet_grounds(self, qapp: QApplication, name: str) -> None:
        tokens = tokens_of(name)
        assert min(ratio(tokens.muted, ground) for ground in (tokens.accent_wash, tokens.faint)) >= TEXT

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_notice_can_be_read_and_its_sign_seen(self, qapp: QApplication, name: str, kind: str) -> None:
        tokens = tokens_of(name)
        assert ratio(tokens.ink, tokens.wash(kind)) >= TEXT
        assert ratio(tokens.ink_of(kind), tokens.wash(kind)) >= SIGN


EXPECTED = {
    "pictures, light": {
        "muted": "#63666a",
        "edge": "#888a8d",
        "line": "#ddddde",
        "faint": "#f7f7f7",
        "accent": "#2b5db0",
        "accent_wash": "#ecf0f8",
        "ok_ink": "#1c764c",
        "attention_ink": "#935b06",
        "attention_sign": "#bc7408",
        "urgent_ink": "#c52b20",
        "practice_ink": "#8e46be",
    },
    "pictures, dark": {
        "muted": "#a2a4a8",
        "edge": "#787a7d",
        "line": "#3b3d40",
        "faint": "#25272b",
        "accent": "#8db2f4",
        "accent_wash": "#2d3442",
        "ok_ink": "#2dac71",
        "attention_ink": "#d5850e",
        "attention_sign": "#f6a225",
        "urgent_ink": "#e47971",
        "practice_ink": "#b486d2",
    },
}


@pytest.mark.parametrize(("name", "token"), [(name, token) for name in EXPECTED for token in EXPECTED[name]])
def test_the_recipes_give_the_colours_of_the_drawings(qapp: QApplication, name: str, token: str) -> None:
    made, drawn = getattr(tokens_of(name), token), QColor(EXPECTED[name][token])
    apart = [abs(a - b) for a, b in zip(made.getRgb(), drawn.getRgb(), strict=True)]
    assert max(apart) <= 2, f"{made.name()} instead of {drawn.name()}"


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_palette_is_no_high_contrast(qapp: QApplication, name: str) -> None:
    assert not tokens_of(name).is_high_contrast


@pytest.mark.parametrize("name", HIGH)
def test_high_contrast_draws_everything_in_text_on_base(qapp: QApplication, name: str) -> None:
    tokens = tokens_of(name)
    assert tokens.is_high_contrast
    assert {tokens.muted.name(), tokens.edge.name(), tokens.line.name(), tokens.ok_ink.name()} == {tokens.ink.name()}
    assert {tokens.wash(kind).name() for kind in KINDS} == {tokens.page.name()}
    assert tokens.accent.name() == PALETTES[name].accent
    assert tokens.border_width == 1.5


def test_the_same_palette_is_computed_once(qapp: QApplication) -> None:
    assert tokens_of("pictures, light") is tokens_of("pictures, light")


def test_practice_has_a_colour_no_state_uses(qapp: QApplication) -> None:
    tokens = tokens_of("pictures, light")
    states = {tokens.ok_ink.name(), tokens.attention_ink.name(), tokens.urgent_ink.name(), tokens.info_ink.name()}
    assert tokens.practice_ink.name() not in states


@given(one=COLOURS, other=COLOURS)
def test_contrast_is_the_same_both_ways_and_within_bounds(one: QColor, other: QColor) -> None:
    assert ratio(one, other) == ratio(other, one)
    assert 1 <= ratio(one, other) <= 21


@given(one=COLOURS, other=COLOURS)
def test_a_mixture_begins_and_ends_with_its_colours(one: QColor, other: QColor) -> None:
    assert mix(one, other, 0).name() == other.name()
    assert mix(one, other, 1).name() == one.name()


@given(colour=COLOURS, degrees=st.integers(0, 359))
def test_a_search_for_contrast_ends_with_contrast(colour: QColor, degrees: int) -> None:
    ground, ink = QColor("#ffffff"), QColor("#000000")
    assert ratio(walk(colour, ink, (ground,), least=4.6), ground) >= 4.6
    assert ratio(hue(degrees, 0.6, (ground,), least=5.0), ground) >= 5.0
