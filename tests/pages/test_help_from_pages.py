"""The wizard's way into the help: from fields, from the notice, by F1, and from what people met at Amazon."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core import errors
from lmb_desktop.core.account import Method
from lmb_desktop.core.help_of_messages import CONSENT_HELP, MESSAGE_HELP
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.pages.authorise_steps import steps_for
from lmb_desktop.pages.consent_troubles import CODES, SEEN, troubles
from lmb_desktop.pages.pasted_code import PastedCode
from lmb_desktop.pages.seller_central_page import SellerCentralPage
from lmb_desktop.pages.wizard import AccountWizard
from lmb_desktop.shell.help_book import HelpBook
from lmb_desktop.widgets.own_browser import OwnBrowser
from lmb_desktop.widgets.picture import sentence_of
from tests.fakes.window_ports import Desk, DeskFor, marketplace_book
from tests.pages.details_on_page import EUROPE, filled, leave, paste, press, shown, wait_for


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(EUROPE)


def ask(window: QWidget, name: str) -> None:
    """Click a link to the help."""
    button = window.findChild(QToolButton, name)
    assert button is not None, name
    assert not button.isHidden(), name
    button.click()


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("seller_id", "A1F83G8C2ARO7P", "A-01"),
        ("seller_id", "owner@harbour-tea.example", "A-02"),
        ("token", "amzn.mws.4ea38b7b-f563-7709-4bae-87aea15c0000", "A-03"),
        ("token", "Atza|IwEBIExampleAccessTokenOfATest", "A-04"),
        ("token", "Atzr|IwEB…", "A-06"),
        ("name", "", "empty-name"),
    ],
)
def test_a_fault_of_a_field_leads_to_its_place(desk: Desk, qtbot: QtBot, field: str, text: str, key: str) -> None:
    page = shown(desk, qtbot)
    places: list[str] = []
    page.help_wanted.connect(places.append)
    paste(page, field, text or "x")
    if not text:
        line = page.form.name.line
        line.selectAll()
        line.del_()
        leave(page, field)
    name = {"seller_id": "sellerIdEdit", "token": "tokenEdit", "name": "accountNameEdit"}[field]
    ask(page, f"{name}HelpButton")
    assert places == [MESSAGE_HELP[key]]


def test_a_refusal_leads_to_its_place_from_the_notice_and_from_the_field(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.CredentialsRefused(service="Amazon")]
    page = filled(desk, qtbot)
    places: list[str] = []
    page.help_wanted.connect(places.append)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-08")
    ask(page, "noticeHelpButton")
    ask(page, "tokenEditHelpButton")
    assert places == [MESSAGE_HELP["credentials-refused"]] * 2
    assert page.help_at() == MESSAGE_HELP["credentials-refused"]


def test_everything_people_meet_at_amazon_has_its_place(desk: Desk, qtbot: QtBot) -> None:
    assert set(CONSENT_HELP) == {*SEEN, *CODES}
    for is_here in (False, True):
        assert {name: one.message.help_at for name, one in troubles("Europe", is_here=is_here).items()} == CONSENT_HELP


def test_it_did_not_work_leads_to_the_place_of_what_was_chosen(desk: Desk, qtbot: QtBot) -> None:
    page = SellerCentralPage(desk.session, desk.parts)
    qtbot.addWidget(page)
    page.initializePage()
    page.show()
    places: list[str] = []
    page.help_wanted.connect(places.append)
    for name in ("no-access", "MD1000"):
        page.trouble_menu.chosen.emit(name)
        ask(page, "noticeHelpButton")
    assert places == [CONSENT_HELP["no-access"], CONSENT_HELP["MD1000"]]


def test_f1_in_the_wizard_asks_about_the_page(desk: Desk, qtbot: QtBot) -> None:
    wizard = AccountWizard.new(desk.parts, desk.session.known)
    qtbot.addWidget(wizard)
    places: list[str] = []
    wizard.help_wanted.connect(places.append)
    wizard.show()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    QTest.keyClick(wizard, Qt.Key.Key_F1)
    QTest.keyClick(wizard.findChild(QWidget, "region_europe"), Qt.Key.Key_Space)
    wizard.next()
    QTest.keyClick(wizard, Qt.Key.Key_F1)
    assert places == ["regions", "seller-central"]
    wizard.close_quietly()


def test_an_address_of_another_sign_in_leads_to_its_place(qtbot: QtBot) -> None:
    browser = OwnBrowser()
    qtbot.addWidget(browser)
    places: list[str] = []
    browser.help_wanted.connect(places.append)
    browser.show_sign_in(Provider.XERO, "http://localhost:8742/xero", is_listening=True)
    browser.show()
    browser.address.setText("https://elsewhere.example/?code=1")
    ask(browser, "pastedAddressEditHelpButton")
    assert places == [MESSAGE_HELP["address-not-ours"]]


def test_a_wrong_seller_id_beside_a_code_leads_to_its_place(qtbot: QtBot) -> None:
    pasted = PastedCode(marketplace_book())
    qtbot.addWidget(pasted)
    places: list[str] = []
    pasted.help_wanted.connect(places.append)
    pasted.show()
    pasted.code.setText("ANExampleCode")
    pasted.seller_id.setText("A1F83G8C2ARO7P")
    pasted.use.click()
    ask(pasted, "pastedSellerIdEditHelpButton")
    assert places == [MESSAGE_HELP["A-01"]]


@pytest.mark.parametrize(
    ("method", "is_here", "heading"),
    [
        (Method.SP_API, False, "The refresh token, step by step"),
        (Method.SP_API, True, "Authorise here, step by step"),
        (Method.MWS, False, "The MWS Auth Token, step by step"),
    ],
)
def test_the_steps_of_the_help_are_those_of_page_two_with_the_same_pictures(
    method: Method, is_here: bool, heading: str
) -> None:
    text = HelpBook().page("seller-central").text.split(f"## {heading}\n")[1].split("\n## ")[0]
    steps = steps_for(method, is_here=is_here)
    assert [name.removesuffix(".svg") for name in pictures_in(text)] == [step.picture for step in steps]
    assert [line.strip(" ,.") for line in bold_beginnings(text)] == [step.name for step in steps]


def pictures_in(text: str) -> list[str]:
    """List the pictures of a text by their file names."""
    return [part.split(")")[0] for part in text.split("../pictures/")[1:]]


def bold_beginnings(text: str) -> list[str]:
    """List what the numbered lines of a text begin with."""
    lines = [line.partition(". ")[2] for line in text.splitlines() if line[:1].isdigit()]
    return [line.split("**")[1] for line in lines]


def test_the_sentence_of_each_picture_is_the_programs_own() -> None:
    for page in (page for chapter in HelpBook().chapters() for page in chapter.pages):
        for part in page.text.split("![")[1:]:
            sentence, name = part.split("](../pictures/")[0], part.split("../pictures/")[1].split(".svg")[0]
            assert sentence == sentence_of(name)
