"""Page 4 with the person's own browser: waiting, the way back, and every way it can end."""

import pytest
from PySide6.QtGui import QGuiApplication

from lmb_desktop.core.errors import AppRefused, Offline, RateLimited, ScopeRefused, ServiceTrouble
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.ledger_sign_in import Stage
from tests.fakes.ledger_ports import REDIRECTS, grant_of


def test_as_administrator_the_sign_in_goes_straight_to_the_browser_and_says_why(ledger_page):
    shown = ledger_page()
    shown.in_browser()
    assert shown.desk.opened == [shown.desk.ledger.begun[0].authorize_url]
    assert shown.page.panel.own_browser._line.text() == "The built-in sign-in cannot run as administrator."
    assert shown.text == "Waiting for your browser\nThis sign-in stays open for another 10 minutes."
    assert shown.rooms == []


def test_the_answer_brings_the_choice(ledger_page, qtbot):
    shown = ledger_page()
    shown.in_browser()
    shown.answer()
    qtbot.waitUntil(lambda: shown.page.panel.stage is Stage.CHOICE)
    assert shown.page.header.subtitle() == "You gave access to Harbour Tea Ltd."


def test_a_pasted_address_runs_the_same_checks(ledger_page, qtbot):
    shown = ledger_page()
    shown.in_browser()
    assert not shown.is_on("usePastedAddressButton")
    shown.paste("https://evil.example/xero?code=c")
    assert not shown.is_on("usePastedAddressButton")
    fault = shown.page.panel.own_browser.address.accessibleDescription
    assert fault().startswith("This is not the address of this sign-in.")
    shown.paste(f" {REDIRECTS[0]}?code=c&state=other ")
    assert fault() == ""
    shown.press("usePastedAddressButton")
    qtbot.waitUntil(lambda: fault().startswith("The answer belongs to another sign-in"))
    shown.paste(f"{REDIRECTS[0]}?code=c&state={shown.desk.ledger.begun[0].state.reveal()}")
    shown.press("usePastedAddressButton")
    qtbot.waitUntil(lambda: shown.page.panel.stage is Stage.CHOICE)


def test_where_nobody_can_listen_the_page_says_so_and_takes_the_pasted_address(ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.grants = [grant_of(*grant_of().organisations, provider=Provider.QUICKBOOKS)]
    shown.in_browser("QuickBooks")
    assert shown.desk.door.asked == []
    text = shown.page.panel.own_browser._text.text()
    assert "https://lmb-desktop.example/quickbooks; this program cannot listen there." in text
    state = shown.desk.ledger.begun[0].state.reveal()
    shown.paste(f"https://lmb-desktop.example/quickbooks?code=c&state={state}&realmId=12")
    shown.press("usePastedAddressButton")
    qtbot.waitUntil(lambda: bool(shown.desk.ledger.exchanged))


def test_a_taken_port_is_said_and_the_address_is_pasted(ledger_page):
    shown = ledger_page()
    shown.desk.door.is_blocked = True
    shown.in_browser()
    assert (shown.kind, shown.message_id) == ("attention", "L-12")
    assert "8742, 8743" in shown.text


def test_a_browser_that_does_not_open_is_said_and_the_link_can_be_copied(ledger_page, qtbot):
    shown = ledger_page(can_open=False)
    shown.in_browser()
    url = shown.desk.ledger.begun[0].authorize_url
    assert (shown.kind, shown.message_id) == ("bad", "browser-not-opened")
    assert shown.find("signInLinkEdit").text() == url
    shown.press_notice()
    assert QGuiApplication.clipboard().text() == url
    assert shown.text.startswith("Waiting for your browser")
    shown.answer()
    qtbot.waitUntil(lambda: shown.page.panel.stage is Stage.CHOICE)


def test_the_page_can_be_opened_again_in_the_browser_for_the_same_sign_in(ledger_page):
    shown = ledger_page()
    shown.in_browser()
    shown.press("openInBrowserButton")
    assert shown.desk.opened == [shown.desk.ledger.begun[0].authorize_url] * 2


def test_stop_ends_the_sign_in_and_brings_the_cards_back(ledger_page, qtbot):
    shown = ledger_page()
    shown.in_browser()
    shown.press_notice("noticeStopButton")
    assert (shown.kind, shown.message_id) == ("info", "L-01")
    assert shown.text.startswith("The sign-in was closed")
    assert shown.is_on("connectXeroButton")
    qtbot.waitUntil(lambda: shown.desk.door.listeners[0].is_closed)


@pytest.mark.parametrize(
    ("query", "message_id", "title"),
    [
        ("error=access_denied", "L-01", "Access was not allowed, so nothing was connected"),
        ("error=invalid_scope", "L-10", "Xero does not grant an old permission"),
        ("error=server_error", "consent-failed", "Xero ended the sign-in"),
        ("code=a&code=b", "answer-malformed", "The answer from Xero is damaged"),
        ("nothing=1", "answer-malformed", "The answer from Xero is damaged"),
    ],
)
def test_an_answer_that_is_no_consent_has_its_own_message_and_the_next_try_is_clean(
    query, message_id, title, ledger_page, qtbot
):
    shown = ledger_page()
    shown.in_browser()
    shown.answer(query)
    qtbot.waitUntil(lambda: shown.message_id == message_id)
    assert shown.text.splitlines()[0] == title
    shown.in_browser()
    assert shown.desk.ledger.begun[0].state.reveal() != shown.desk.ledger.begun[1].state.reveal()
    shown.paste(f"{REDIRECTS[0]}?code=c&state={shown.desk.ledger.begun[1].state.reveal()}")
    shown.press("usePastedAddressButton")
    qtbot.waitUntil(lambda: shown.page.panel.stage is Stage.CHOICE)


@pytest.mark.parametrize(
    ("error", "message_id", "action"),
    [
        (Offline(service="Xero", reason="no route"), "A-20", "Try again"),
        (ServiceTrouble(service="Xero", status=503), "service-trouble", "Try again"),
        (RateLimited(service="Xero", wait_s=42), "A-18", "Try again"),
    ],
)
def test_trouble_at_the_exchange_offers_to_start_again(error, message_id, action, ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.grants = [error, grant_of(*grant_of().organisations)]
    shown.in_browser()
    shown.answer()
    qtbot.waitUntil(lambda: shown.message_id == message_id)
    qtbot.waitUntil(lambda: shown.is_on("noticeActionButton"))
    assert shown.text_of("noticeActionButton") == action
    shown.press_notice()
    qtbot.waitUntil(lambda: len(shown.desk.ledger.begun) == 2)


def test_a_refusal_to_slow_down_names_the_seconds_and_promises_nothing_else(ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.grants = [RateLimited(service="Xero", wait_s=42)]
    shown.in_browser()
    shown.answer()
    qtbot.waitUntil(lambda: shown.message_id == "A-18")
    assert shown.text == "Xero asked LMB Desktop to slow down\nTry again in 42 seconds. Nothing was connected."


@pytest.mark.parametrize(
    ("error", "message_id"),
    [
        (AppRefused(service="Xero"), "A-11"),
        (ScopeRefused(service="Xero", scopes="x"), "L-10"),
    ],
)
def test_trouble_with_the_app_leads_to_the_app_credentials(error, message_id, ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.grants = [error]
    shown.in_browser()
    shown.answer()
    qtbot.waitUntil(lambda: shown.message_id == message_id)
    shown.press_notice()
    assert shown.credentials == ["xero"]


def test_going_back_ends_the_sign_in_without_a_word(ledger_page, qtbot):
    shown = ledger_page()
    shown.in_browser()
    shown.page.cleanupPage()
    assert (shown.kind, shown.page.panel.stage) == ("none", Stage.CLOSED)
    qtbot.waitUntil(lambda: shown.desk.door.listeners[0].is_closed)
    assert shown.find("connectXeroButton") is not None
