"""Page 1: which regions are offered, and what choosing one does to the draft."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.pages.region_cards import CardGrid
from lmb_desktop.pages.region_page import RegionPage
from tests.fakes.window_ports import Desk, DeskFor, account, overview_of, view_of

ALL_REGIONS = {
    "north-america": "North America, amazon.com  .ca  .com.mx, United States, Canada, Mexico",
    "europe": (
        "Europe, amazon.co.uk  .de  .fr  .es  .it  .nl  .se  .pl  .com.be  .ie, United Kingdom, Germany, France, "
        "Spain, Italy; also Netherlands, Sweden, Poland, Belgium, Ireland"
    ),
    "australia": "Australia, amazon.com.au",
    "japan": "Japan, amazon.co.jp",
    "brazil": "Brazil, amazon.com.br",
    "egypt": "Egypt, amazon.eg",
    "india": "India, amazon.in",
    "saudi-arabia": "Saudi Arabia, amazon.sa",
    "singapore": "Singapore, amazon.sg",
    "south-africa": "South Africa, amazon.co.za",
    "turkey": "Turkey, amazon.com.tr",
    "uae": "United Arab Emirates, amazon.ae",
}


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for()


def shown(desk: Desk, qtbot: QtBot) -> RegionPage:
    page = RegionPage(desk.session, desk.parts)
    qtbot.addWidget(page)
    page.initializePage()
    page.resize(660, 520)
    page.show()
    return page


def card(page: RegionPage, slug: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, f"region_{slug}")
    assert isinstance(found, QAbstractButton)
    return found


def test_each_region_stands_on_a_card_with_its_marketplaces(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert {slug: card(page, slug).accessibleName() for slug in ALL_REGIONS} == ALL_REGIONS
    assert len(page.group.cards()) == len(ALL_REGIONS)
    assert all(card(page, slug).isCheckable() for slug in ALL_REGIONS)
    assert all(card(page, slug).accessibleIdentifier() == f"region_{slug}" for slug in ALL_REGIONS)


def test_a_small_card_tells_its_full_name_and_address(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    uae = card(page, "uae")
    assert (uae.text(), uae.toolTip()) == ("UAE", "United Arab Emirates, amazon.ae")


def test_on_arrival_nothing_is_chosen_and_next_is_off(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.group.chosen_key() == ""
    assert not page.isComplete()
    assert page.first_focus() is card(page, "north-america")


def test_choosing_a_card_puts_the_region_into_the_draft(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    with qtbot.waitSignals([page.draft_changed, page.completeChanged, page.main_step_changed]):
        card(page, "europe").click()
    assert desk.session.draft.region == "europe"
    assert page.isComplete()
    assert page.main_step() is None
    assert page.step_answer() == "Europe"


def test_a_double_click_chooses_and_goes_on(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    with qtbot.waitSignal(page.next_wanted):
        QTest.mouseDClick(card(page, "japan"), Qt.MouseButton.LeftButton)
    assert desk.session.draft.region == "japan"


def test_a_letter_jumps_to_the_next_region_that_begins_with_it(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    QTest.keyClick(card(page, "north-america"), Qt.Key.Key_J)
    assert desk.session.draft.region == "japan"


def test_the_region_chosen_before_is_checked_and_has_the_first_focus(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(AccountDraft(account_id="new").with_region("brazil")), qtbot)
    assert card(page, "brazil").isChecked()
    assert page.first_focus() is card(page, "brazil")


def test_another_region_undoes_what_was_verified_in_the_old_one(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(AccountDraft.resumed(view_of(account())), account())
    page = shown(desk, qtbot)
    card(page, "japan").click()
    assert not desk.session.draft.is_verified
    assert desk.session.draft.previous_region == "europe"
    assert desk.session.draft.name == "Harbour Tea UK"


def test_a_region_tried_and_left_again_changes_nothing(desk_for: DeskFor, qtbot: QtBot) -> None:
    before = AccountDraft.resumed(view_of(account()))
    desk = desk_for(before, account())
    page = shown(desk, qtbot)
    card(page, "japan").click()
    card(page, "europe").click()
    assert desk.session.draft == before


def test_the_page_starts_anew_for_the_next_account(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    card(page, "europe").click()
    desk.session.draft = AccountDraft(account_id="next")
    desk.session.known = overview_of(account())
    page.initializePage()
    assert page.group.chosen_key() == ""
    assert not page.isComplete()


def test_small_cards_take_fewer_columns_where_there_is_less_room(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    grid = card(page, "brazil").parentWidget()
    assert isinstance(grid, CardGrid)
    page.resize(1400, 520)
    qtbot.waitUntil(lambda: grid.columns == 5)
    page.resize(page.minimumSizeHint())
    qtbot.waitUntil(lambda: grid.columns < 5)
