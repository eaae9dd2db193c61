"""What does not fit is said before it is saved: in the wizard, after real sign-ins at the practice services."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPushButton

from lmb_desktop.core.overview import AccountView
from tests.journeys import screen, walk
from tests.journeys.again import Folder
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves

OF_HARBOUR_TEA = (
    "Use Harbour Tea Ltd for another client too?\nIt belongs to Harbour Tea Ltd: Harbour Tea UK. The settlements of "
    "Northlight US would go to the same organisation."
)
IN_POUNDS = (
    "Harbour Tea Ltd keeps its books in GBP. None of this account's marketplaces settles in GBP; it settles in USD, "
    "CAD, MXN. It can be connected all the same; multi-currency must then be on in Xero."
)

FOR_TESTING = (
    "“Northlight Cycles LLC” is a sandbox company of QuickBooks\nIt holds no real data. Continue only for testing?"
)


def to_ledger(session: Session, orders: Orders, *, client: str) -> None:
    """Add an account of a seller in North America up to page 4."""
    session.start()
    walk.add_new_account()
    walk.to_page_three("north-america")
    combo = screen.find("clientCombo")
    if isinstance(combo, QComboBox):
        screen.write("clientCombo", client)
    walk.fill_in("Northlight US", orders.details("northlight-cycles", "north-america"))
    assert walk.verify()[0] == "good"
    walk.next_page("ledgerPage")


def confirm_text() -> str:
    """Wait for the live read and return what the button says that confirms."""
    screen.wait(lambda: screen.is_ready("confirmOrganisationButton"), "the organisation can be confirmed")
    screen.wait(lambda: screen.notice()[0] in walk.NEWS, "the live read of the organisation")
    return screen.found("confirmOrganisationButton", QPushButton).text().replace("&", "")


def test_an_organisation_of_another_client_in_another_currency_is_used_after_both_were_said(
    session: Session, one: AccountView, orders: Orders, folder: Folder
):
    to_ledger(session, orders, client="Northlight")
    before = folder.kept()
    walk.sign_in("xero", "three-organisations")
    assert confirm_text() == "Use it for another client too"
    assert screen.notice() == ("attention", "organisation-of-other-client", f"{OF_HARBOUR_TEA}\n{IN_POUNDS}")
    assert folder.kept() == before
    walk.confirm()
    walk.finish()
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok"), "Northlight US": ("ok", "ok")}


def test_a_connection_of_another_client_is_shared_after_a_question(
    session: Session, one: AccountView, orders: Orders, folder: Folder
):
    to_ledger(session, orders, client="Northlight")
    before = folder.kept()
    said = screen.found("existingLedgerCombo").accessibleDescription().splitlines()
    assert said[0] == "Harbour Tea Limited · United Kingdom · GBP · Live organisation"
    screen.click("useExistingLedgerButton")
    screen.click("stayButton")
    screen.wait(lambda: screen.find("question") is None, "the question closes")
    assert folder.kept() == before
    screen.click("useExistingLedgerButton")
    screen.click("goButton")
    walk.to_page_five()
    assert halves(session.accounts())["Northlight US"] == ("ok", "ok")


def test_a_seller_found_in_another_region_where_it_is_connected_already_is_told_by_its_client(
    session: Session, one: AccountView, orders: Orders
):
    session.start()
    walk.add_new_account()
    walk.to_page_three("japan")
    walk.fill_in("The same again", orders.details("harbour-tea", "europe"))
    assert walk.verify()[1] == "A-07"
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[1] == "A-10", "the account that is there is named")
    assert "in Europe is already connected as 'Harbour Tea UK' (client Harbour Tea Ltd)." in screen.notice()[2]
    assert not walk.is_next_on()


def test_a_sandbox_company_is_used_for_testing_only(session: Session, orders: Orders, folder: Folder):
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    before = folder.kept()
    walk.sign_in("quickbooks", "one-company")
    assert confirm_text() == "Use it for testing"
    assert screen.notice() == ("attention", "L-07", FOR_TESTING)
    assert folder.kept() == before
    walk.confirm()
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok")}
