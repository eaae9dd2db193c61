"""Page 4 says what does not fit before it is saved: after a sign-in, and where a connection is shared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from lmb_desktop.core.errors import Offline
from lmb_desktop.core.overview import AccountView, LinkView, Overview
from lmb_desktop.core.parting import LeftBehind, Parted
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.ledger_sign_in import Stage
from tests.fakes.ledger_ports import DEMO, HARBOUR_TEA, IRELAND, facts_of, grant_of, link_view, other_account
from tests.pages.ledger_on_page import LedgerOnPage

OF_KESTREL = (
    "Use Harbour Tea Ltd for another client too?\nIt belongs to Kestrel: Harbour Tea US. The settlements of Harbour "
    "Tea UK would go to the same organisation."
)
IN_EUROS = (
    "Harbour Tea Ltd keeps its books in EUR\nNone of this account's marketplaces settles in EUR; it settles in GBP. "
    "It can be connected all the same; multi-currency must then be on in Xero."
)


def of_client(link: LinkView, client: str | None = "Kestrel") -> AccountView:
    """Return an account of a client that posts to a connection."""
    view = other_account(link)
    return replace(view, account=replace(view.account, client=client))


def known_with(link: LinkView, client: str | None = "Kestrel") -> Overview:
    """Return what is known where one account of a client uses a connection."""
    return Overview((of_client(link, client),), (link,))


def signed_in(shown: LedgerOnPage, provider: Provider = Provider.XERO, **facts: object) -> None:
    """Sign in to an organisation that says this of itself."""
    shown.desk.ledger.reads = {HARBOUR_TEA.id: [facts_of(HARBOUR_TEA, **facts)]}
    shown.signed_in(grant_of(HARBOUR_TEA, provider=provider))
    shown.rest()


def question(shown: LedgerOnPage) -> QMessageBox | None:
    """Return the question that is asked."""
    return shown.page.findChild(QMessageBox, "question")


def warning(shown: LedgerOnPage) -> str:
    """Return what the sharing panel warns of."""
    label = shown.find("sharingWarning")
    return label.text() if isinstance(label, QLabel) else ""


def test_an_organisation_of_another_client_is_named_and_used_after_the_button_says_so(ledger_page, qtbot) -> None:
    shown = ledger_page(known=known_with(link_view()), client="Harbour Tea")
    signed_in(shown)
    assert (shown.kind, shown.message_id, shown.text) == ("attention", "organisation-of-other-client", OF_KESTREL)
    assert shown.text_of("confirmOrganisationButton") == "Use it for another client too"
    assert shown.desk.accounts.saved == []
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("confirmOrganisationButton")
    assert shown.desk.accounts.saved == [("new", HARBOUR_TEA)]


def pressed_too_early(ledger_page, qtbot):
    """Give the page with the warning that came after somebody had pressed."""
    shown = ledger_page(known=known_with(link_view()), client="Harbour Tea")
    shown.desk.ledger.read_gate.shut()
    shown.signed_in(grant_of(HARBOUR_TEA))
    shown.press("confirmOrganisationButton")
    shown.desk.ledger.read_gate.open()
    qtbot.waitUntil(lambda: shown.message_id == "organisation-of-other-client")
    return shown


def test_a_press_before_the_warning_was_there_saves_nothing(ledger_page, qtbot) -> None:
    shown = pressed_too_early(ledger_page, qtbot)
    shown.rest()
    assert shown.desk.accounts.saved == []


def test_presses_that_go_on_while_the_warning_comes_save_nothing(ledger_page, qtbot) -> None:
    shown = pressed_too_early(ledger_page, qtbot)
    # The second press of a double click, and a key that is held down.
    shown.press("confirmOrganisationButton")
    button = shown.page.findChild(MainButton, "confirmOrganisationButton")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(button, held)
    shown.rest()
    assert shown.desk.accounts.saved == []
    qtbot.waitUntil(lambda: not shown.page.panel.step.is_settling)
    shown.press("confirmOrganisationButton")
    qtbot.waitUntil(lambda: len(shown.desk.accounts.saved) == 1)


@pytest.mark.parametrize("client", [None, "harbour tea"], ids=["no client", "the same client"])
def test_no_other_client_is_no_warning(ledger_page, client) -> None:
    shown = ledger_page(known=known_with(link_view(), client), client="Harbour Tea")
    signed_in(shown)
    assert (shown.kind, shown.text_of("confirmOrganisationButton")) == ("good", "Use this organisation")


def test_a_base_currency_of_no_marketplace_is_said_and_allowed(ledger_page, qtbot) -> None:
    shown = ledger_page()
    signed_in(shown, base_currency="EUR")
    assert (shown.kind, shown.message_id, shown.text) == ("attention", "base-currency-unused", IN_EUROS)
    assert shown.text_of("confirmOrganisationButton") == "Use it with EUR as base currency"
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("confirmOrganisationButton")


def test_quickbooks_without_a_currency_says_nothing_of_it(ledger_page) -> None:
    shown = ledger_page()
    signed_in(shown, Provider.QUICKBOOKS, base_currency="")
    assert (shown.kind, shown.text_of("confirmOrganisationButton")) == ("good", "Use this company")


def test_a_sandbox_company_is_called_one(ledger_page) -> None:
    shown = ledger_page()
    signed_in(shown, Provider.QUICKBOOKS, is_demo=True)
    assert (shown.kind, shown.message_id) == ("attention", "L-07")
    assert shown.text.startswith("“Harbour Tea Ltd” is a sandbox company of QuickBooks\nIt holds no real data.")
    assert shown.text_of("confirmOrganisationButton") == "Use it for testing"
    rows = {fact.label: fact.value for fact in shown.page.panel.step.choice._facts.rows()}
    assert rows["Kind"] == "Sandbox company"


def test_all_that_does_not_fit_is_said_at_once(ledger_page) -> None:
    shown = ledger_page(known=known_with(link_view()), client="Harbour Tea")
    signed_in(shown, is_demo=True, base_currency="EUR")
    title, *lines = shown.text.splitlines()
    assert (shown.message_id, title) == ("L-07", "“Harbour Tea Ltd” is a demo company")
    assert [line.split("?")[0] for line in lines] == [
        "Its data is wiped regularly. Continue only for testing",
        "Use Harbour Tea Ltd for another client too",
        IN_EUROS.replace("\n", ". "),
    ]
    assert shown.text_of("confirmOrganisationButton") == "Use it for testing, for another client too"
    assert shown.page.notice.accessibleDescription().splitlines() == [title, *lines]


def test_choosing_another_organisation_takes_the_warning_away(ledger_page, qtbot) -> None:
    shown = ledger_page()
    shown.desk.ledger.reads = {IRELAND.id: [facts_of(IRELAND, base_currency="EUR")]}
    shown.signed_in(grant_of(HARBOUR_TEA, IRELAND))
    shown.choose("Harbour Tea Ireland")
    qtbot.waitUntil(lambda: shown.message_id == "base-currency-unused")
    shown.choose("Harbour Tea Ltd")
    assert shown.text_of("confirmOrganisationButton") == "Use this organisation"
    qtbot.waitUntil(lambda: shown.kind == "good")


def test_sharing_shows_where_it_leads(ledger_page) -> None:
    shown = ledger_page(known=known_with(link_view(), None))
    assert warning(shown) == ""
    assert shown.text_of("useExistingLedgerButton") == "Use this connection"
    assert shown.find("existingLedgerCombo").accessibleDescription() == "United Kingdom · GBP · Live organisation"


def test_sharing_with_another_client_is_warned_of_and_asked(ledger_page, qtbot) -> None:
    shown = ledger_page(known=known_with(link_view()), client="Harbour Tea")
    assert warning(shown) == OF_KESTREL.replace("\n", " ")
    assert warning(shown) in shown.find("existingLedgerCombo").accessibleDescription()
    assert shown.text_of("useExistingLedgerButton") == "Use it for another client too"
    shown.press("useExistingLedgerButton")
    asked = question(shown)
    assert f"{asked.text()}\n{asked.informativeText()}" == OF_KESTREL
    assert asked.defaultButton().objectName() == "stayButton"
    asked.defaultButton().click()
    qtbot.waitUntil(lambda: question(shown) is None)
    assert shown.desk.accounts.shared == []
    shown.press("useExistingLedgerButton")
    with qtbot.waitSignal(shown.page.ledger_connected):
        next(button for button in question(shown).buttons() if button.objectName() == "goButton").click()
    assert shown.desk.accounts.shared == [("new", "link-1")]


def test_sharing_a_demo_company_is_asked(ledger_page) -> None:
    link = link_view(DEMO)
    link = replace(link, link=replace(link.link, is_demo=True))
    shown = ledger_page(known=known_with(link, None))
    shown.press("useExistingLedgerButton")
    asked = question(shown)
    assert asked.text().endswith("” is a demo company")
    assert {button.text().replace("&", "") for button in asked.buttons()} == {"Cancel", "Use it for testing"}
    assert shown.desk.accounts.shared == []


def test_sharing_with_another_currency_is_warned_of_and_not_asked(ledger_page, qtbot) -> None:
    link = link_view()
    link = replace(link, link=replace(link.link, base_currency="EUR"))
    shown = ledger_page(known=known_with(link, None))
    assert warning(shown) == IN_EUROS.replace("\n", ". ")
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("useExistingLedgerButton")
    assert question(shown) is None


def test_the_warning_follows_the_connection_that_is_chosen(ledger_page) -> None:
    tea, ireland = link_view(), link_view(IRELAND, link_id="link-2")
    shown = ledger_page(known=Overview((of_client(tea),), (tea, ireland)), client="Harbour Tea")
    combo = shown.find("existingLedgerCombo")
    assert (combo.currentText().split(",")[0], warning(shown)) == ("Harbour Tea Ireland", "")
    combo.setCurrentIndex(combo.findData("link-1"))
    assert warning(shown).startswith("Use Harbour Tea Ltd for another client too?")
    assert shown.page.panel.stage is Stage.CLOSED


def test_what_came_to_be_known_since_is_said_before_it_is_asked(ledger_page, qtbot) -> None:
    shown = ledger_page(known=known_with(link_view(), None), client="Harbour Tea")
    assert warning(shown) == ""
    shown.desk.session.known = known_with(link_view())
    shown.press("useExistingLedgerButton")
    assert warning(shown) == OF_KESTREL.replace("\n", " ")
    assert shown.text_of("useExistingLedgerButton") == "Use it for another client too"
    # The second press of a double click.
    shown.press("useExistingLedgerButton")
    assert question(shown) is None
    qtbot.waitUntil(lambda: not shown.page.choices.sharing.is_settling)
    shown.press("useExistingLedgerButton")
    assert question(shown) is not None
    assert shown.desk.accounts.shared == []


def test_a_connection_that_goes_while_it_is_asked_about_is_not_used(ledger_page, qtbot) -> None:
    shown = ledger_page(known=known_with(link_view()), client="Harbour Tea")
    shown.press("useExistingLedgerButton")
    asked = question(shown)
    ireland = link_view(IRELAND, link_id="link-2")
    shown.page.choices.show_links((ireland,), "")
    next(button for button in asked.buttons() if button.objectName() == "goButton").click()
    qtbot.waitUntil(lambda: question(shown) is None)
    shown.rest()
    assert shown.desk.accounts.shared == []


def test_a_press_on_a_list_that_has_become_empty_does_nothing(ledger_page) -> None:
    shown = ledger_page(known=known_with(link_view(), None))
    panel = shown.page.choices.sharing
    panel.show_links((), "")
    panel.button.click()
    assert shown.desk.accounts.shared == []


def test_a_former_connection_whose_provider_could_not_be_told_is_said(ledger_page, qtbot) -> None:
    shown = ledger_page()
    trouble = Offline(service="Xero", reason="no route")
    shown.desk.accounts.left = LeftBehind(link_view(IRELAND).link, Parted(trouble=trouble))
    signed_in(shown)
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("confirmOrganisationButton")
    assert (shown.kind, shown.message_id) == ("attention", "parted-here-only")
    assert shown.text.startswith("Harbour Tea Ireland is disconnected here only\nXero was not told: Xero could not be")
    assert shown.page.isComplete()


def test_a_former_connection_that_was_ended_needs_no_word(ledger_page, qtbot) -> None:
    shown = ledger_page()
    shown.desk.accounts.left = LeftBehind(link_view(IRELAND).link, Parted())
    signed_in(shown)
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("confirmOrganisationButton")
    assert (shown.kind, shown.text) == ("good", "Harbour Tea Ltd answered\nPress Next.")
