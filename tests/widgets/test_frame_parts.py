"""Step list, practice band, header, hint, card, scrolling page and pictures."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QVBoxLayout, QWidget, QWizard, QWizardPage
from pytestqt.qtbot import QtBot

from lmb_desktop import resources
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.hint_line import HintLine
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.picture import Picture, picture_colours, picture_names, sentence_of
from lmb_desktop.widgets.practice_band import PracticeBand
from lmb_desktop.widgets.state_header import StateHeader
from lmb_desktop.widgets.step_list import Step, StepList
from lmb_desktop.widgets.tokens import current_tokens

Dress = Callable[[str], None]
Painted = Callable[[QWidget], set[str]]
STEPS = [
    Step("Region", "done", "Europe"),
    Step("Seller Central", "done", "Refresh token"),
    Step("Credentials", "now"),
    Step("Ledger"),
    Step("Done"),
]


@pytest.fixture
def step_list(app: QApplication, qtbot: QtBot) -> StepList:
    """Give a step list on the screen."""
    steps = StepList("Add account", "Each half is saved as soon as it works.")
    qtbot.addWidget(steps)
    steps.set_steps(STEPS)
    steps.resize(steps.sizeHint().width(), 600)
    steps.show()
    return steps


class TestStepList:
    def test_it_says_where_one_is_and_what_is_done(self, step_list: StepList) -> None:
        assert step_list.accessibleName() == "Steps"
        assert step_list.accessibleDescription() == (
            "Step 3 of 5, Credentials. Done: Region, Europe; Seller Central, Refresh token."
        )
        assert step_list.focusPolicy() == Qt.FocusPolicy.NoFocus

    def test_done_and_now_have_their_colours_in_every_palette(
        self, step_list: StepList, dress: Dress, painted: Painted
    ) -> None:
        for palette in ("pictures, light", "pictures, dark"):
            dress(palette)
            tokens = current_tokens()
            assert {tokens.ok_ink.name(), tokens.accent.name(), tokens.chrome.name()} <= painted(step_list)

    def test_it_is_mirrored_from_right_to_left(self, mirrored: None, step_list: StepList) -> None:
        image = step_list.grab(QRect(0, 80, step_list.width(), 24)).toImage()
        ok = current_tokens().ok_ink
        found = [x for x in range(image.width()) if image.pixelColor(x, 12).name() == ok.name()]
        assert min(found) > image.width() / 2

    def test_it_is_220_wide_and_grows_with_the_font(self, app: QApplication, step_list: StepList) -> None:
        assert step_list.sizeHint().width() == max(220, 13 * step_list.fontMetrics().height())
        font = QFont(app.font())
        font.setPointSizeF(30)
        step_list.setFont(font)
        assert step_list.sizeHint().width() > 220


class TestPracticeBand:
    def test_it_says_that_nothing_is_real_and_offers_the_way_out(self, app: QApplication, qtbot: QtBot) -> None:
        band = PracticeBand()
        qtbot.addWidget(band)
        band.resize(900, 34)
        band.show()
        leave = band.findChild(QToolButton, "leavePracticeButton")
        assert (band.objectName(), leave.isVisible()) == ("practiceBand", True)
        assert band.accessibleName() == (
            "Practice mode. Made-up sellers and ledgers. Nothing here reaches a real account."
        )
        with qtbot.waitSignal(band.leave_requested):
            leave.click()

    def test_a_narrow_one_is_short_and_has_no_link(self, app: QApplication, qtbot: QtBot) -> None:
        band = PracticeBand()
        qtbot.addWidget(band)
        band.resize(560, 34)
        band.show()
        assert not band.findChild(QToolButton, "leavePracticeButton").isVisible()
        assert band.accessibleName() == "Practice mode. Nothing here reaches a real account."

    def test_it_is_painted_in_the_colour_of_practice(
        self, app: QApplication, qtbot: QtBot, dress: Dress, painted: Painted
    ) -> None:
        band = PracticeBand()
        qtbot.addWidget(band)
        band.resize(900, band.sizeHint().height())
        band.show()
        assert band.height() >= 34
        for palette in ("pictures, light", "pictures, dark"):
            dress(palette)
            tokens = current_tokens()
            assert {tokens.wash("practice").name(), tokens.line_of("practice").name()} <= painted(band)


class TestHeader:
    def test_it_names_and_describes_the_page_around_it(self, app: QApplication, qtbot: QtBot) -> None:
        wizard, page = QWizard(), QWizardPage()
        qtbot.addWidget(wizard)
        header = PageHeader("Enter the details", "Amazon checks them live.")
        QVBoxLayout(page).addWidget(header)
        wizard.addPage(page)
        wizard.show()
        assert (page.accessibleName(), page.accessibleDescription()) == (
            "Enter the details",
            "Amazon checks them live.",
        )
        header.set_title("Harbour Tea is connected")
        header.set_subtitle("")
        assert (page.accessibleName(), page.title()) == ("Harbour Tea is connected", "")


def test_a_hint_can_change(app: QApplication, qtbot: QtBot) -> None:
    hint = HintLine("Sells in two regions?")
    qtbot.addWidget(hint)
    hint.set_text("Signed in elsewhere?")
    assert hint.text() == "Signed in elsewhere?"


@pytest.mark.parametrize(("kind", "ground"), [("plain", "page"), ("suggestion", "accent_wash")])
def test_a_card_follows_the_palette(
    app: QApplication, qtbot: QtBot, kind: str, ground: str, dress: Dress, painted: Painted
) -> None:
    card = Card(kind)
    qtbot.addWidget(card)
    card.resize(120, 80)
    for palette in ("pictures, light", "pictures, dark"):
        dress(palette)
        assert getattr(current_tokens(), ground).name() in painted(card)


class TestPageScroll:
    def test_a_tall_page_scrolls_up_and_down_and_never_sideways(self, app: QApplication, qtbot: QtBot) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        for number in range(40):
            column.addWidget(QLabel(f"A line of the page, number {number}"))
        scroll = PageScroll(content)
        qtbot.addWidget(scroll)
        scroll.resize(scroll.minimumSizeHint().width(), 200)
        scroll.show()
        qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
        assert scroll.horizontalScrollBar().maximum() == 0

    def test_its_ground_is_the_pages(self, app: QApplication, qtbot: QtBot, dress: Dress, painted: Painted) -> None:
        scroll = PageScroll(QWidget())
        qtbot.addWidget(scroll)
        scroll.resize(60, 60)
        scroll.show()
        for palette in ("pictures, light", "pictures, dark"):
            dress(palette)
            assert painted(scroll) == {current_tokens().page.name()}


class TestPictures:
    def test_every_picture_has_its_file_and_no_colour_of_its_own(self, app: QApplication) -> None:
        known = set(picture_colours(current_tokens()))
        for name in picture_names():
            text = resources.read_text(f"pictures/{name}.svg")
            written = set(re.findall(r'(?:fill|stroke)="([^"]*)"', text)) - {"none"}
            assert {re.sub(r"var\(--([a-z-]+), #[0-9a-f]{6}\)", r"\1", colour) for colour in written} <= known, name
            assert "<text" not in text, "a font of the machine would change the picture"

    def test_shown_by_something_else_a_picture_has_the_colours_of_the_light_palette(
        self, app: QApplication, dress: Dress
    ) -> None:
        dress("pictures, light")
        ours = {name: colour.name() for name, colour in picture_colours(current_tokens()).items()}
        for name in picture_names():
            written = re.findall(r"var\(--([a-z-]+), (#[0-9a-f]{6})\)", resources.read_text(f"pictures/{name}.svg"))
            assert written
            assert {(colour, ours[colour]) for colour, _value in written} == set(written), name

    def test_every_picture_but_the_decoration_says_one_sentence(self, app: QApplication) -> None:
        silent = [name for name in picture_names() if not sentence_of(name)]
        assert silent == ["first-account"]

    @pytest.mark.parametrize("name", picture_names())
    def test_a_picture_is_drawn_in_the_palettes_colours(
        self, app: QApplication, qtbot: QtBot, name: str, dress: Dress, painted: Painted
    ) -> None:
        picture = Picture(name)
        qtbot.addWidget(picture)
        picture.resize(picture.sizeHint())
        accent = "ok_ink" if name == "joined" else "accent_ink"
        for palette in ("pictures, light", "pictures, dark"):
            dress(palette)
            assert getattr(current_tokens(), accent).name() in painted(picture)
        assert picture.focusPolicy() == Qt.FocusPolicy.NoFocus

    def test_high_contrast_draws_pictures_in_text_and_accent_only(self, app: QApplication, dress: Dress) -> None:
        dress("high contrast, black")
        tokens = current_tokens()
        allowed = {tokens.ink.name(), tokens.accent_ink.name(), tokens.page.name()}
        assert {colour.name() for colour in picture_colours(tokens).values()} <= allowed

    def test_an_unknown_picture_is_refused(self, app: QApplication) -> None:
        with pytest.raises(KeyError):
            Picture("a-screen-of-somebody-else")


@pytest.mark.parametrize("reply", ["", "answered 400; error invalid_grant"])
def test_the_head_of_a_dialog_gives_its_words_the_whole_width(app: QApplication, qtbot: QtBot, reply: str) -> None:
    head = StateHeader("reauthorise", "Re-authorise Amazon", "Amazon has ended this. " * 6, reply=reply)
    qtbot.addWidget(head)
    head.resize(640, 120)
    head.show()
    words = head.findChild(PageHeader)
    qtbot.waitUntil(lambda: words.geometry().right() == head.width() - 1)
    assert words.x() < 60
