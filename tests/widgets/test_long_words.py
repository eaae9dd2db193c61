"""A word that is longer than its place breaks; what is read and copied is what was given."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.breakable import BREAK, with_breaks, without_breaks
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.typography import TextLabel

LONG = "Tea " + "W" * 36 + " of Harbour"


@pytest.mark.parametrize("text", [LONG, "e\u0301" * 30, "👩\u200d👩\u200d👧" * 12, "short words only"])
def test_breaks_stand_between_characters_and_can_be_taken_out(text: str) -> None:
    assert without_breaks(with_breaks(text)) == text
    assert f"{BREAK}\u0301" not in with_breaks(text)
    assert f"{BREAK}\u200d" not in with_breaks(text)


def test_short_words_are_left_alone() -> None:
    assert with_breaks("Harbour Tea UK") == "Harbour Tea UK"


def test_a_long_word_needs_no_more_room_than_a_short_one(window: QWidget) -> None:
    label = TextLabel(LONG, "title", wrap=True, parent=window)
    assert label.minimumSizeHint().width() < TextLabel("Harbour Tea", "title", parent=window).sizeHint().width()


@pytest.mark.parametrize("tone", ["", "urgent_ink"])
def test_it_stands_in_several_lines(window: QWidget, tone: str) -> None:
    label = TextLabel("W" * 36, wrap=True, tone=tone, parent=window)
    metrics = label.fontMetrics()
    label.resize(metrics.horizontalAdvance("W" * 10), metrics.height() * 6)
    assert label.heightForWidth(label.width()) >= 4 * metrics.height()
    image = label.grab().toImage()
    ground = image.pixelColor(0, image.height() - 1)
    inked = [
        y for y in range(image.height()) if any(image.pixelColor(x, y) != ground for x in range(0, image.width(), 2))
    ]
    assert inked[-1] - inked[0] > 2 * metrics.height()


def test_the_text_and_its_name_for_screen_readers_are_what_was_given(window: QWidget) -> None:
    label = TextLabel(LONG, wrap=True, parent=window)
    spoken = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert (label.text(), spoken) == (LONG, LONG)
    label.setText("Harbour Tea")
    assert (label.text(), label.accessibleName()) == ("Harbour Tea", "")


def test_a_name_of_its_own_stays(window: QWidget) -> None:
    label = TextLabel("Harbour Tea", wrap=True, parent=window)
    label.setAccessibleName("Account: Harbour Tea")
    label.setText(LONG)
    assert label.accessibleName() == "Account: Harbour Tea"


@pytest.fixture
def fact(window: QWidget, qtbot: QtBot) -> QLabel:
    """Give the value of a fact with a long word, selected."""
    panel = FactsPanel([Fact("Name", LONG)], window)
    window.show()
    value = next(label for label in panel.findChildren(QLabel) if label.text() == LONG)
    value.setFocus()
    value.setSelection(0, len(QLabel.text(value)))
    return value


def test_copies_hold_no_breaks(fact: QLabel) -> None:
    QTest.keySequence(fact, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == LONG
    QGuiApplication.clipboard().clear()
    entry = fact.build_menu().actions()[0]
    assert entry.isEnabled()
    entry.trigger()
    assert QGuiApplication.clipboard().text() == LONG


def test_the_menu_selects_all(fact: QLabel) -> None:
    fact.setSelection(0, 3)
    fact.build_menu().actions()[1].trigger()
    assert fact.selectedText() == LONG


def test_a_header_stands_in_any_width(window: QWidget) -> None:
    header = PageHeader(LONG, f"{LONG} is connected", window)
    assert header.minimumSizeHint().width() < 200
    assert header.title() == LONG
