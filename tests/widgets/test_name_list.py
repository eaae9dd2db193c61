"""Lists of names: each name keeps its place whatever its direction, long lists are cut short, none is lost."""

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.breakable import without_breaks
from lmb_desktop.widgets.facts_panel import FactsPanel
from lmb_desktop.widgets.name_list import isolated, listed, names_fact, short_list
from lmb_desktop.widgets.typography import TextLabel

TEA, SLATE = "תה הנמל", "أردواز وسرخس"
"""Harbour tea and slate and fern, in scripts that are read from the right."""


def places(line: str, *parts: str) -> list[float]:
    """Return how far from the left each part begins or ends, whichever comes first, when the line is laid out."""
    document = QTextDocument(line)
    document.setTextWidth(2000)
    document.size()
    laid_out = document.firstBlock().layout().lineAt(0)

    def at(place: int) -> float:
        return laid_out.cursorToX(place)[0]

    return [min(at(line.index(part)), at(line.index(part) + len(part))) for part in parts]


@pytest.mark.parametrize("names", [(TEA, "Kestrel AU"), ("Kestrel AU", TEA, SLATE), (SLATE, TEA, "Acme")])
def test_names_stand_in_their_order_whatever_their_direction(app: QApplication, names: tuple[str, ...]) -> None:
    found = places(listed(names), *names)
    assert found == sorted(found)
    assert found[0] < 1


def test_without_isolates_they_would_not(app: QApplication) -> None:
    found = places(f"{TEA}, Kestrel AU", TEA, "Kestrel AU")
    assert found != sorted(found)


def test_a_name_read_from_the_left_is_left_as_it_is() -> None:
    names = ["Smith & Sons", "Żółw 24", "", "株式会社"]
    assert list(map(isolated, names)) == names


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, ""),
        (1, "Shop 1"),
        (3, "Shop 1, Shop 2, Shop 3"),
        (4, "Shop 1, Shop 2, Shop 3 and 1 more"),
        (40, "Shop 1, Shop 2, Shop 3 and 37 more"),
    ],
)
def test_at_most_three_names_are_shown(count: int, said: str) -> None:
    assert short_list([f"Shop {number}" for number in range(1, count + 1)]) == said


def test_what_is_cut_short_stands_whole_in_the_tooltip_and_is_read_out(app: QApplication, qtbot: QtBot) -> None:
    names = ["<b>Tea</b>", TEA, "Acme", "Kestrel AU", "Fern"]
    panel = FactsPanel([names_fact("Shared with", names)])
    qtbot.addWidget(panel)
    value = next(label for label in panel.findChildren(TextLabel) if label.text().startswith("<b>"))
    assert value.text() == f"<b>Tea</b>, {TEA}, Acme and 2 more"
    shown = value.toolTip().split("\n")
    assert [without_breaks(line).replace("\u2060", "") for line in shown] == names
    assert "<b>" not in value.toolTip()
    assert value.accessibleName() == f"Shared with: {', '.join(names)}"
    panel.set_rows([names_fact("Shared with", names[2:])])
    assert value.toolTip() == ""


def test_nothing_of_it_is_copied(app: QApplication, qtbot: QtBot) -> None:
    panel = FactsPanel([names_fact("Shared with", [TEA, "Acme"])])
    qtbot.addWidget(panel)
    value = next(label for label in panel.findChildren(TextLabel) if "Acme" in label.text())
    value.setSelection(0, len(QLabel.text(value)))
    assert value.selectedText() == value.text() == f"{TEA}, Acme"
