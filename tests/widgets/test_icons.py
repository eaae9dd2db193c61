"""Icons: drawn once, tinted whenever they are painted."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from lmb_desktop import resources
from lmb_desktop.widgets.icons import app_icon, icon, pixmap, state_icon
from lmb_desktop.widgets.tokens import current_tokens

NAMES = [
    "opens-outside",
    "copy",
    "show",
    "hide",
    "search",
    "filter",
    "check",
    "add",
    "granted",
    "hint",
    "secure-host",
    "seller",
    "ledger",
    "practice",
    "opens-below",
    "opens",
    "more",
    "mark",
    "state-ok",
    "state-attention",
    "state-urgent",
    "state-reauthorise",
    "state-locked",
    "state-unreachable",
    "state-paused",
    "state-not-finished",
    "notice-info",
    "notice-good",
    "notice-attention",
    "notice-bad",
]
STATES = ["ok", "attention", "urgent", "reauthorise", "unreachable", "locked", "not-finished", "paused"]


def image(shown: QIcon, size: int = 32, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    """Draw an icon as a widget would."""
    return shown.pixmap(QSize(size, size), 1.0, mode).toImage()


def strongest(drawn: QImage) -> str:
    """Return the colour of the most opaque pixel."""
    points = [(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    return max((drawn.pixelColor(*point) for point in points), key=lambda colour: colour.alpha()).name()


def outline(drawn: QImage) -> tuple[bool, ...]:
    """Return which pixels are covered, whatever their colour."""
    return tuple(drawn.pixelColor(x, y).alpha() > 127 for x in range(drawn.width()) for y in range(drawn.height()))


def test_every_icon_of_the_program_is_there() -> None:
    folder = Path(resources.path("icons/mark.svg")).parent
    assert sorted(file.stem for file in folder.glob("*.svg")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_one_colour_on_a_grid_of_24(app: QApplication, name: str) -> None:
    text = resources.read_text(f"icons/{name}.svg")
    assert 'viewBox="0 0 24 24"' in text
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', text)) <= {"none", "currentColor"}
    assert strongest(pixmap(name, 24, QColor("#ff0000")).toImage()) == "#ff0000"


def test_an_icon_is_sharp_on_a_dense_screen(app: QApplication) -> None:
    drawn = icon("copy").pixmap(QSize(16, 16), 2.0)
    assert (drawn.size(), drawn.devicePixelRatio()) == (QSize(32, 32), 2.0)


def test_an_icon_follows_the_palette(app: QApplication, dress: Callable[[str], None]) -> None:
    shown = icon("notice-info", "info_ink")
    assert strongest(image(shown)) == current_tokens().info_ink.name()
    dress("pictures, dark")
    assert strongest(image(shown)) == current_tokens().info_ink.name()


def test_a_copy_of_an_icon_lives_on_its_own(app: QApplication) -> None:
    shown = QIcon(icon("copy"))
    assert strongest(image(shown)) == current_tokens().ink.name()


def test_only_a_menus_icon_changes_when_it_is_active(app: QApplication) -> None:
    active = QIcon.Mode.Active
    assert strongest(image(icon("copy", in_menu=True), mode=active)) == current_tokens().on_accent.name()
    assert strongest(image(icon("copy"), mode=active)) == current_tokens().ink.name()


def test_an_icon_that_is_off_is_drawn_in_the_colour_of_what_is_off(app: QApplication) -> None:
    assert strongest(image(icon("copy"), mode=QIcon.Mode.Disabled)) == current_tokens().disabled.name()


def test_states_can_be_told_apart_without_colour_in_the_smallest_size(app: QApplication) -> None:
    shapes = {outline(image(state_icon(state), 16)) for state in STATES}
    assert len(shapes) == len(STATES)


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_a_sign_in_its_own_colour(app: QApplication, state: str) -> None:
    roles = {"ok": "ok_ink", "attention": "attention_sign", "locked": "attention_sign", "not-finished": "info_ink"}
    urgent, quiet = ("urgent", "reauthorise"), ("unreachable", "paused")
    role = roles.get(state) or ("urgent_ink" if state in urgent else "muted" if state in quiet else "")
    assert strongest(image(state_icon(state), 48)) == getattr(current_tokens(), role).name()


def test_an_unknown_state_is_refused(app: QApplication) -> None:
    with pytest.raises(KeyError):
        state_icon("fine")


def test_the_program_has_a_mark(app: QApplication) -> None:
    assert not app_icon().isNull()
    assert strongest(image(app_icon(), 64)) == current_tokens().accent_ink.name()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resources.path("icons/nothing.svg")
