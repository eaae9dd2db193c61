"""Choice cards and their group."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.choice_card import ChoiceCard
from lmb_desktop.widgets.choice_card_group import ChoiceCardGroup
from lmb_desktop.widgets.tokens import current_tokens

KEYS = ["north-america", "europe", "australia", "japan"]
TITLES = ["North America", "Europe", "Australia", "Japan"]


@pytest.fixture
def group(window: QWidget, qtbot: QtBot) -> ChoiceCardGroup:
    """Give a group of four cards, two a row, on the screen."""
    grid = QGridLayout(window)
    group = ChoiceCardGroup(window)
    for at, (key, title) in enumerate(zip(KEYS, TITLES, strict=True)):
        card = ChoiceCard(key, title, f"amazon.{at}")
        group.add(card)
        grid.addWidget(card, at // 2, at % 2)
    window.show()
    qtbot.waitExposed(window)
    group.focus()
    return group


def press(group: ChoiceCardGroup, *keys: Qt.Key) -> str:
    """Press keys on the card that has the focus; return what is chosen then."""
    for key in keys:
        focused = next(card for card in group.cards() if card.hasFocus())
        QTest.keyClick(focused, key)
    return group.chosen_key()


def test_nothing_is_chosen_at_first_and_the_first_card_has_the_focus(group: ChoiceCardGroup) -> None:
    assert group.chosen_key() == ""
    assert group.cards()[0].hasFocus()


def test_the_group_is_one_stop_of_the_tab_key(group: ChoiceCardGroup) -> None:
    def stops() -> list[str]:
        return [card.key() for card in group.cards() if card.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == ["north-america"]
    group.choose("japan")
    assert stops() == ["japan"]


def test_space_chooses(group: ChoiceCardGroup) -> None:
    assert press(group, Qt.Key.Key_Space) == "north-america"


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ([Qt.Key.Key_Right], "europe"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right], "australia"),
        ([Qt.Key.Key_Left], "japan"),
        ([Qt.Key.Key_Down], "australia"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Down], "japan"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up], "europe"),
        ([Qt.Key.Key_End], "japan"),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "north-america"),
        ([Qt.Key.Key_J], "japan"),
        ([Qt.Key.Key_A], "australia"),
    ],
)
def test_keys_move_and_choose(group: ChoiceCardGroup, keys: list[Qt.Key], chosen: str) -> None:
    assert press(group, *keys) == chosen
    assert next(card for card in group.cards() if card.key() == chosen).hasFocus()


def test_arrows_are_turned_round_from_right_to_left(mirrored: None, group: ChoiceCardGroup) -> None:
    assert press(group, Qt.Key.Key_Left) == "europe"


def test_a_letter_no_card_begins_with_does_nothing(group: ChoiceCardGroup) -> None:
    assert press(group, Qt.Key.Key_Q) == ""


def test_a_click_chooses_and_is_told_once(group: ChoiceCardGroup, qtbot: QtBot) -> None:
    told: list[str] = []
    group.chosen.connect(told.append)
    QTest.mouseClick(group.cards()[1], Qt.MouseButton.LeftButton)
    assert (told, group.chosen_key()) == (["europe"], "europe")


def test_a_double_click_chooses_and_is_told(group: ChoiceCardGroup, qtbot: QtBot) -> None:
    with qtbot.waitSignal(group.double_clicked) as told:
        QTest.mouseDClick(group.cards()[3], Qt.MouseButton.LeftButton)
    assert (told.args, group.chosen_key()) == (["japan"], "japan")


def test_choosing_nothing_takes_the_choice_back(group: ChoiceCardGroup) -> None:
    group.choose("europe")
    group.choose("")
    assert group.chosen_key() == ""


def test_an_unknown_choice_is_refused(group: ChoiceCardGroup) -> None:
    with pytest.raises(KeyError):
        group.choose("atlantis")


def test_a_card_says_what_it_is_and_whether_it_is_chosen(group: ChoiceCardGroup) -> None:
    card = group.cards()[1]
    assert card.accessibleName() == "Europe, amazon.1"
    group.choose("europe")
    assert card.accessibleName() == "Europe, amazon.1, chosen"


def test_a_chosen_card_shows_it_and_follows_the_palette(
    group: ChoiceCardGroup, dress: Callable[[str], None], painted: Callable[[QWidget], set[str]]
) -> None:
    group.choose("europe")
    card = group.cards()[1]
    for palette in ("pictures, light", "pictures, dark", "high contrast, black"):
        dress(palette)
        assert {current_tokens().accent_ink.name(), current_tokens().accent_wash.name()} <= painted(card)


def test_a_narrow_card_grows_with_its_text(app: QApplication, qtbot: QtBot) -> None:
    card = ChoiceCard("europe", "Europe", "amazon.co.uk", detail="United Kingdom, Germany, France, Spain, Italy")
    qtbot.addWidget(card)
    assert card.heightForWidth(160) > card.heightForWidth(600)


def test_a_small_card_is_lower_than_a_large_one(app: QApplication, qtbot: QtBot) -> None:
    small, large = ChoiceCard("uae", "UAE", is_small=True), ChoiceCard("japan", "Japan", "amazon.co.jp")
    for card in (small, large):
        qtbot.addWidget(card)
    assert 28 <= small.sizeHint().height() < large.sizeHint().height()
