"""Clients in the wizard: asked for once there are some, kept on every way, and what the account before suggests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWizard
from pytestqt.qtbot import QtBot

from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.preferences import Preferences
from lmb_desktop.core.secret import Secret
from lmb_desktop.pages.credentials_page import CredentialsPage
from lmb_desktop.pages.done_page import DonePage
from lmb_desktop.pages.session import Suggestions
from lmb_desktop.pages.wizard import AccountWizard
from lmb_desktop.widgets.client_combo import ClientCombo
from tests.fakes.mnemonics import claimed_twice
from tests.fakes.shown_accounts import overview, saved_account, saved_ledger
from tests.fakes.window_ports import NOW, REFRESH_TOKEN, SELLER_ID, Desk, DeskFor, account, overview_of, view_of
from tests.pages.details_on_page import EUROPE, line, press, says, shown, verified, wait_for

TEA, FERN = "Harbour Tea Ltd", "Fern & Slate"
KNOWN = account("one", name="Harbour Tea UK", seller_id="A1OTHERSELLER1", client=TEA)


def combo(page: CredentialsPage) -> ClientCombo:
    """Return the choice of the client."""
    found = page.findChild(QComboBox, "clientCombo")
    assert isinstance(found, ClientCombo)
    return found


def write_client(page: CredentialsPage, text: str) -> None:
    """Type a client over what stands there, and leave the line."""
    combo(page).line.selectAll()
    QTest.keyClick(combo(page).line, Qt.Key.Key_Delete)
    QTest.keyClicks(combo(page).line, text)
    combo(page).line.editingFinished.emit()


@pytest.fixture
def open_wizard(desk_for: DeskFor) -> Iterator[Callable[..., tuple[AccountWizard, Desk]]]:
    """Give a function that opens the wizard for a new account among known ones."""
    wizards: list[AccountWizard] = []

    def open_new(known: Overview, suggestions: Suggestions) -> tuple[AccountWizard, Desk]:
        desk = desk_for(None, *(view.account for view in known.accounts))
        wizard = AccountWizard.new(desk.parts, known, suggestions=suggestions)
        wizards.append(wizard)
        wizard.show()
        QApplication.processEvents()
        return wizard, desk

    yield open_new
    for wizard in wizards:
        if shiboken6.isValid(wizard):
            wizard.close_quietly()
            wizard.deleteLater()


def test_nobody_is_asked_for_a_client_while_there_is_none(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE, account("one", seller_id="A1OTHERSELLER1")), qtbot)
    assert not combo(page).isVisible()
    assert line(page, "name").text() == "Amazon Europe"
    assert page.first_focus() is line(page, "seller_id")


def test_the_clients_are_offered_beside_the_name(desk_for: DeskFor, qtbot: QtBot) -> None:
    fern = account("two", name="Fern EU", seller_id="A1OTHERSELLER2", client=FERN)
    page = shown(desk_for(EUROPE, KNOWN, fern), qtbot)
    assert [combo(page).itemText(at) for at in range(combo(page).count())] == [FERN, TEA]
    assert combo(page).isVisible()
    assert combo(page).currentText() == ""
    assert combo(page).line.placeholderText() == "Business this account belongs to"
    assert combo(page).mapTo(page, combo(page).rect().topLeft()).y() == line(page, "name").mapTo(page, QPoint()).y()
    assert page.first_focus() is combo(page)
    assert claimed_twice(page) == []


def test_the_name_follows_the_client_until_it_is_edited(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE, KNOWN), qtbot)
    write_client(page, "Northlight")
    assert line(page, "name").text() == "Northlight Europe"
    write_client(page, "")
    assert line(page, "name").text() == "Amazon Europe"
    line(page, "name").selectAll()
    QTest.keyClicks(line(page, "name"), "My own")
    write_client(page, "Northlight")
    assert line(page, "name").text() == "My own"


def test_a_suggested_name_is_never_too_long(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE, KNOWN), qtbot)
    write_client(page, "W" * 80)
    assert len(line(page, "name").text()) == 60
    assert line(page, "name").text().endswith(" Europe")


def test_the_client_is_saved_with_the_half_and_stays_after_back(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE, KNOWN)
    page = shown(desk, qtbot)
    write_client(page, "harbour tea LTD")
    line(page, "seller_id").setText(SELLER_ID)
    line(page, "token").setText(REFRESH_TOKEN)
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    assert desk.connections.accounts["new"].client == TEA
    page.cleanupPage()
    page.initializePage()
    assert combo(page).currentText() == TEA
    assert page.isComplete()


def test_another_client_after_verify_is_saved_without_verifying_again(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE, KNOWN)
    page = verified(desk, qtbot)
    assert desk.connections.accounts["new"].client is None
    write_client(page, FERN)
    qtbot.waitUntil(lambda: desk.connections.accounts["new"].client == FERN)
    qtbot.waitUntil(lambda: desk.connections.accounts["new"].name == "Fern & Slate Europe")
    assert page.isComplete()
    assert len(desk.seller_check.asked) == 1
    write_client(page, "")
    qtbot.waitUntil(lambda: desk.connections.accounts["new"].client is None)


def test_a_client_in_other_letters_is_the_same_one(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE, KNOWN)
    page = verified(desk, qtbot)
    write_client(page, TEA)
    qtbot.waitUntil(lambda: desk.connections.moved == [TEA])
    write_client(page, TEA.upper())
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert desk.connections.moved == [TEA]


def test_an_account_that_is_carried_on_keeps_its_client(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(AccountDraft.resumed(view_of(KNOWN)), KNOWN), qtbot)
    assert combo(page).currentText() == TEA
    assert line(page, "name").text() == "Harbour Tea UK"


def test_the_client_cannot_change_while_amazon_is_asked(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE, KNOWN)
    desk.seller_check.gate.shut()
    page = shown(desk, qtbot)
    line(page, "seller_id").setText(SELLER_ID)
    line(page, "token").setText(REFRESH_TOKEN)
    press(page, "verifyButton")
    combo(page).setFocus()
    QTest.keyClick(combo(page), Qt.Key.Key_Down)
    QTest.keyClicks(combo(page).line, "Another")
    assert combo(page).currentText() == ""
    with qtbot.waitSignal(page.verified):
        desk.seller_check.gate.open()


def test_a_seller_that_is_connected_already_is_told_with_its_client(desk_for: DeskFor, qtbot: QtBot) -> None:
    twin = account("one", name="Harbour Tea UK", client=TEA)
    page = shown(desk_for(EUROPE, twin), qtbot)
    line(page, "seller_id").setText(SELLER_ID)
    line(page, "token").setText(REFRESH_TOKEN)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-10")
    assert f"'Harbour Tea UK' (client {TEA})" in says(page)[2]


def test_a_wizard_begins_with_what_the_account_before_suggests(open_wizard, qtbot: QtBot) -> None:
    known = overview_of(KNOWN)
    wizard, _desk = open_wizard(known, Suggestions("europe", TEA, "link-1"))
    next_button = wizard.button(QWizard.WizardButton.NextButton)
    assert wizard.currentPage().findChild(QAbstractButton, "region_europe").isChecked()
    assert next_button.isEnabled()
    wizard.next()
    wizard.next()
    page = wizard.currentPage()
    assert isinstance(page, CredentialsPage)
    assert combo(page).currentText() == TEA
    assert line(page, "name").text() == "Harbour Tea Ltd Europe"
    assert not page.draft.is_verified
    assert not next_button.isEnabled()


def test_a_wizard_that_is_opened_for_a_client_asks_for_it_even_when_it_is_the_first(open_wizard) -> None:
    wizard, _desk = open_wizard(Overview(), Suggestions(client=FERN))
    wizard.currentPage().findChild(QAbstractButton, "region_japan").click()
    wizard.next()
    wizard.next()
    assert combo(wizard.currentPage()).isVisible()
    assert combo(wizard.currentPage()).currentText() == FERN


def test_add_another_account_begins_with_region_client_and_ledger_of_the_one_just_made(open_wizard) -> None:
    wizard, _desk = open_wizard(Overview(), Suggestions())
    done = wizard.currentPage().draft.with_region("japan").with_client(FERN).with_name("Fern JP").with_ledger("link-9")
    wizard.currentPage().set_draft(done)
    wizard.findChild(DonePage).another_wanted.emit(overview_of(KNOWN))
    page = wizard.currentPage()
    assert page.objectName() == "regionPage"
    assert page.findChild(QAbstractButton, "region_japan").isChecked()
    assert (page.draft.client, page.session.suggested_link_id) == (FERN, "link-9")
    assert page.draft.account_id != done.account_id
    assert (page.draft.name, page.draft.link_id, page.draft.is_verified) == ("", None, False)


def test_the_newest_account_suggests_and_that_of_a_client_where_one_is_named() -> None:
    older = replace(KNOWN, id="old", region="japan", client=FERN, link_id="a", created_at=NOW - timedelta(days=90))
    newer = replace(KNOWN, id="new", region="europe", client=TEA, link_id="b", created_at=NOW)
    known = overview_of(older, newer)
    assert Suggestions.after(known) == Suggestions("europe", TEA, "b")
    assert Suggestions.after(known, FERN) == Suggestions("japan", FERN, "a")
    assert Suggestions.after(known, "Nobody yet") == Suggestions(client="Nobody yet")
    assert Suggestions.after(Overview()) == Suggestions()


def two_ledgers() -> Overview:
    """Return two clients with a ledger each; that of Fern & Slate comes first by its name."""
    tea = replace(saved_account("Harbour Tea UK", link="tea"), client=TEA)
    fern = replace(saved_account("Fern EU", link="fern"), client=FERN)
    return overview(tea, fern, ledgers=(saved_ledger("tea", "Zenith Books"), saved_ledger("fern", "Acorn Books")))


@pytest.mark.parametrize(
    ("client", "before", "first", "is_suggested"),
    [
        (TEA, "tea", "Zenith Books", True),
        (TEA, "fern", "Zenith Books", True),
        ("Somebody new", "tea", "Acorn Books", False),
        ("", "tea", "Acorn Books", False),
    ],
    ids=["of the account before", "the client's own", "of another client", "without a client"],
)
def test_a_ledger_is_suggested_to_its_own_client_only(
    ledger_page, client: str, before: str, first: str, is_suggested: bool
) -> None:
    page = ledger_page(known=two_ledgers(), suggested_link_id=before, client=client).page
    box = page.choices.sharing.combo
    assert box.itemText(0).startswith(first)
    assert (page.main_step() is page.choices.sharing.button) is is_suggested


@pytest.mark.parametrize("around", ["{}", " {}\n", 'Refresh token: "{}"'], ids=["alone", "with a line end", "labelled"])
def test_a_pasted_token_leaves_the_clipboard_after_verify(desk_for: DeskFor, qtbot: QtBot, around: str) -> None:
    desk = desk_for(EUROPE)
    page = shown(desk, qtbot)
    line(page, "seller_id").setText(SELLER_ID)
    QGuiApplication.clipboard().setText(around.format(REFRESH_TOKEN))
    line(page, "token").paste()
    assert QGuiApplication.clipboard().text()
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")
    assert page.draft.token == Secret(REFRESH_TOKEN)


def test_a_pasted_secret_of_the_sellers_own_app_leaves_the_clipboard_too(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE), qtbot)
    press(page, "ownAppButton")
    line(page, "seller_id").setText(SELLER_ID)
    line(page, "token").setText(REFRESH_TOKEN)
    line(page, "client_id").setText("amzn1.application-oa2-client.1")
    QGuiApplication.clipboard().setText("amzn1.oa2-cs.v1.0123")
    line(page, "client_secret").paste()
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_something_else_on_the_clipboard_stays(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE)
    QGuiApplication.clipboard().setText("the bookkeeper's own words")
    verified(desk, qtbot)
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert QGuiApplication.clipboard().text() == "the bookkeeper's own words"


def test_the_clipboard_is_left_alone_where_the_user_says_so(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE)
    desk.work.fake_preferences.kept = Preferences(clears_clipboard=False)
    QGuiApplication.clipboard().setText(REFRESH_TOKEN)
    verified(desk, qtbot)
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert QGuiApplication.clipboard().text() == REFRESH_TOKEN
