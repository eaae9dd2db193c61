"""Page 4 before a sign-in: the two providers with what they are asked, and connections that exist."""

import pytest

from lmb_desktop.core.health import State
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.gateways import quickbooks, xero
from lmb_desktop.widgets.permissions import REQUESTED, permission_lines
from tests.fakes.ledger_ports import IRELAND, ledger_settings, link_view, other_account


def known_with(*links):
    return Overview((other_account(links[0]),), links)


def test_on_the_first_account_neither_provider_is_the_main_step(ledger_page):
    shown = ledger_page()
    assert shown.page.header.title() == "Connect the ledger"
    assert shown.page.header.subtitle() == "Choose where the settlements of Harbour Tea UK should go."
    assert shown.page.main_step() is None
    assert shown.is_on("connectXeroButton")
    assert shown.is_on("connectQuickBooksButton")
    assert shown.find("existingLedgerCombo") is None
    assert not shown.page.isComplete()
    assert shown.page.may_go_back()


def test_the_ticks_are_made_from_the_permissions_the_gateways_ask_for():
    assert {Provider.XERO: xero.SCOPES, Provider.QUICKBOOKS: quickbooks.SCOPES} == REQUESTED
    assert permission_lines(Provider.XERO) == (
        "read the organisation’s details",
        "see your name and e-mail address",
        "stay connected until you disconnect",
    )
    assert "post journal entries you approve" in permission_lines(Provider.QUICKBOOKS)
    assert "prepare draft invoices and bills" in permission_lines(Provider.XERO, ("accounting.invoices",))


def test_a_provider_without_an_app_says_what_it_needs(ledger_page):
    shown = ledger_page(settings=ledger_settings(quickbooks=ServiceSettings().quickbooks))
    assert shown.is_on("connectXeroButton")
    assert not shown.is_on("connectQuickBooksButton")
    shown.press("quickbooksAppCredentialsButton")
    assert shown.credentials == ["quickbooks"]
    assert shown.find("xeroAppCredentialsButton") is None


def test_a_provider_is_offered_as_soon_as_its_app_is_known(ledger_page):
    shown = ledger_page(settings=ServiceSettings())
    assert not shown.is_on("connectXeroButton")
    shown.desk.settings = ledger_settings()
    shown.page.settings_changed()
    assert shown.is_on("connectXeroButton")


def test_a_connection_that_exists_is_offered_with_who_uses_it(ledger_page):
    shown = ledger_page(known=known_with(link_view(), link_view(IRELAND, link_id="link-2", used_by=("A", "B"))))
    combo = shown.find("existingLedgerCombo")
    assert [combo.itemText(index) for index in range(combo.count())] == [
        "Harbour Tea Ireland, Xero, used by 2 accounts",
        "Harbour Tea Ltd, Xero, used by 1 account",
    ]
    assert shown.page.main_step() is shown.find("connectXeroButton")


def test_the_connection_of_the_account_added_just_before_comes_first_and_is_the_main_step(ledger_page):
    links = (link_view(), link_view(IRELAND, link_id="link-2"))
    shown = ledger_page(known=known_with(*links), suggested_link_id="link-1")
    assert shown.find("existingLedgerCombo").currentData() == "link-1"
    assert shown.page.main_step() is shown.find("useExistingLedgerButton")


@pytest.mark.parametrize("state", [State.REAUTHORISE, State.NOT_FINISHED])
def test_a_connection_that_needs_a_new_sign_in_is_not_offered(state, ledger_page):
    shown = ledger_page(known=known_with(link_view(state=state)))
    assert shown.find("existingLedgerCombo") is None


def test_sharing_connects_without_asking_anybody_for_consent(ledger_page, qtbot):
    shown = ledger_page(known=known_with(link_view()), suggested_link_id="link-1")
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("useExistingLedgerButton")
    assert shown.desk.accounts.shared == [("new", "link-1")]
    assert (shown.desk.ledger.begun, shown.desk.ledger.read_ids) == ([], [])
    assert shown.desk.session.draft.link_id == "link-1"
    assert shown.page.isComplete()
    assert not shown.page.may_go_back()
    assert shown.page.main_step() is None
    assert shown.saved == [True]
    assert (shown.kind, shown.text.splitlines()[0]) == ("good", "The account now posts to Harbour Tea Ltd")
    assert shown.page.header.title() == "The ledger is connected"
    assert shown.page.step_answer() == "Xero · Harbour Tea Ltd"


def test_an_account_that_is_carried_on_with_its_ledger_shows_it(ledger_page):
    link = link_view()
    shown = ledger_page(known=Overview((other_account(link),), (link,)))
    shown.desk.session.draft = shown.desk.session.draft.with_ledger("link-1")
    shown.page.initializePage()
    assert shown.page.isComplete()
    assert shown.find("connectXeroButton") is None
    assert not shown.page.may_go_back()
