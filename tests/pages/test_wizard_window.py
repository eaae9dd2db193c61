"""The window of the wizard: nothing is cut off where it is narrow, nothing typed is lost, no letter stands twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.pages.done_page import DonePage
from lmb_desktop.pages.wizard import AccountWizard
from tests.fakes.mnemonics import claimed_twice
from tests.fakes.shown_accounts import overview, saved_account, saved_ledger
from tests.fakes.window_ports import Desk, DeskFor, account, view_of
from tests.pages.test_ledger_page_for_everyone import PUBLISHED, at_stage

NARROW = QSize(736, 560)
"""92 % of a screen of 800."""
OLD_SCREEN = QSize(942, 706)
"""92 % of 1024 by 768."""
BESIDE_STEPS = {0: 512, 13: 660}
"""Room of a page beside the list of steps on these two, by the size of the text; 0 is the usual one."""
PAGES = ("region", "seller central", "seller central by MWS", "credentials", "own app")


@pytest.fixture
def font(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    """Give a function that sets the size of the system's text, 0 leaves it; it is put back."""
    before = QApplication.font()

    def change(points: float) -> None:
        if points:
            font = QApplication.font()
            font.setPointSizeF(points)
            QApplication.setFont(font)
            qapp.processEvents()

    yield change
    QApplication.setFont(before)


@pytest.fixture
def open_wizard(desk_for: DeskFor) -> Iterator[Callable[..., AccountWizard]]:
    """Give a function that opens a wizard on one of its first pages."""
    wizards: list[AccountWizard] = []

    def open_on(page: str = "region", size: QSize | None = None) -> AccountWizard:
        desk: Desk = desk_for()
        wizard = AccountWizard.new(desk.parts, Overview())
        wizards.append(wizard)
        if size is not None:
            wizard.setMinimumSize(0, 0)
            wizard.resize(size)
        wizard.show()
        draft = wizard.currentPage().draft.with_region("europe").with_own_app(page == "own app")
        method = Method.MWS if page.endswith("MWS") else Method.SP_API
        wizard.currentPage().set_draft(draft.with_method(method))
        for _step in range({"region": 0, "credentials": 2, "own app": 2}.get(page, 1)):
            wizard.next()
        QApplication.processEvents()
        return wizard

    yield open_on
    for wizard in wizards:
        if shiboken6.isValid(wizard):
            wizard.close_quietly()
            wizard.deleteLater()


def cut_off(window: QWidget) -> list[str]:
    """List what is wider than its place."""
    scrolls = [scroll for scroll in window.findChildren(QScrollArea) if scroll.isVisible()]
    wrong = ["the page" for scroll in scrolls if scroll.widget().width() > scroll.viewport().width()]
    for part in window.findChildren(QWidget):
        if part.isVisible() and isinstance(part, (QLabel, QPushButton)):
            right = part.mapTo(window, part.rect().bottomRight()).x()
            if part.width() < part.minimumSizeHint().width() or right > window.width():
                wrong.append(part.text())
    return wrong


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_on_a_narrow_screen(open_wizard, page: str) -> None:
    wizard = open_wizard(page, NARROW)
    assert wizard.width() == NARROW.width()
    assert cut_off(wizard) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_with_large_text_on_an_old_screen(open_wizard, font, page: str) -> None:
    font(13)
    wizard = open_wizard(page, OLD_SCREEN)
    assert wizard.width() == OLD_SCREEN.width()
    assert cut_off(wizard) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_when_the_text_grows_while_it_is_open(open_wizard, font, qtbot: QtBot, page: str) -> None:
    wizard = open_wizard(page, OLD_SCREEN)
    font(13)
    qtbot.waitUntil(lambda: cut_off(wizard) == [])


@pytest.mark.parametrize("points", BESIDE_STEPS)
@pytest.mark.parametrize("stage", PUBLISHED)
def test_nothing_of_the_ledger_page_is_cut_off(ledger_page, font, qtbot: QtBot, stage: str, points: int) -> None:
    font(points)
    page = at_stage(stage, ledger_page).page
    page.resize(BESIDE_STEPS[points], 560)
    assert page.minimumSizeHint().width() <= BESIDE_STEPS[points]
    qtbot.waitUntil(lambda: cut_off(page) == [])


@pytest.mark.parametrize("points", BESIDE_STEPS)
def test_nothing_of_the_last_page_is_cut_off(desk_for: DeskFor, font, qtbot: QtBot, points: int) -> None:
    font(points)
    known = overview(
        saved_account("Harbour Tea UK", link="tea"), ledgers=(saved_ledger("tea", "Harbour Tea Ltd", Provider.XERO),)
    )
    desk = desk_for()
    desk.connections.overview = lambda: known
    desk.session.draft = replace(desk.session.draft, account_id=known.accounts[0].account.id)
    page = DonePage(desk.session, desk.parts)
    qtbot.addWidget(page)
    page.initializePage()
    page.resize(BESIDE_STEPS[points], 560)
    page.show()
    qtbot.waitUntil(page.summary.isVisible)
    qtbot.waitUntil(lambda: cut_off(page) == [])
    assert claimed_twice(page) == []


def test_the_pictured_steps_stand_in_one_row_where_there_is_room_and_two_by_two_where_not(open_wizard) -> None:
    rows = []
    for size in (QSize(928, 640), NARROW):
        steps = open_wizard("seller central", size).currentPage().steps
        columns = steps.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        rows.append(len({column.y() for column in columns}))
        assert len({column.width() for column in columns}) == 1
    assert rows == [1, 2]


def test_the_window_grows_with_the_text(open_wizard, font, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lmb_desktop.pages.wizard_frame.clipped_to_screen", lambda _widget, size: size)
    wizard = open_wizard()
    before = wizard.size()
    font(20)
    qtbot.waitUntil(lambda: wizard.height() > before.height())
    assert wizard.width() > before.width()


def questions() -> list[QDialog]:
    """Return the questions that stand over a window."""
    windows = QApplication.topLevelWidgets()
    return [
        part for part in windows if type(part) is not AccountWizard and isinstance(part, QDialog) and part.isVisible()
    ]


def test_closing_asks_about_typed_details_on_whatever_page(open_wizard) -> None:
    wizard = open_wizard("credentials")
    wizard.currentPage().form.seller_id.line.setText("A3KP7Q2WX8N4VT")
    for _page in ("seller central", "region"):
        wizard.back()
        wizard.reject()
        assert wizard.isVisible()
        assert len(questions()) == 1
        questions()[0].reject()


def test_closing_does_not_ask_when_nothing_was_typed(open_wizard) -> None:
    wizard = open_wizard("credentials")
    wizard.back()
    wizard.reject()
    assert not wizard.isVisible()


@pytest.mark.parametrize("page", PAGES)
def test_no_letter_stands_twice_on_a_page(open_wizard, page: str) -> None:
    assert claimed_twice(open_wizard(page)) == []


def test_a_long_name_without_spaces_is_shown_in_full(desk_for: DeskFor) -> None:
    saved = replace(account(), name="W" * 60)
    desk = desk_for(None, saved)
    wizard = AccountWizard.resumed(desk.parts, Overview((view_of(saved),)), view_of(saved))
    wizard.setMinimumSize(0, 0)
    wizard.resize(NARROW)
    wizard.show()
    wizard.currentPage().set_titles(f"{saved.name} is connected", f"Where {saved.name} goes")
    QApplication.processEvents()
    assert wizard.width() == NARROW.width()
    assert cut_off(wizard) == []
    wizard.close_quietly()
    wizard.deleteLater()
