"""Further accounts: through the account menu, with a ledger of their own or one that exists."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from lmb_desktop.core.overview import AccountView
from tests.journeys import hand, screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves


@pytest.fixture
def one_account(session: Session, orders: Orders) -> Session:
    """Give the program with one account, connected to Harbour Tea Ltd in Xero."""
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    walk.sign_in("xero", "three-organisations")
    walk.confirm()
    walk.finish()
    return session


def test_a_second_account_connects_to_quickbooks_from_the_account_menu(one_account: Session, orders: Orders):
    walk.add_new_account()
    walk.to_page_four("north-america", "Northlight US", orders.details("northlight-cycles", "north-america"))
    walk.sign_in("quickbooks", "two-companies", entry=1)
    walk.confirm()
    walk.finish()
    code, accounts = one_account.check()
    assert (code, halves(accounts)) == (0, {"Harbour Tea UK": ("ok", "ok"), "Northlight US": ("ok", "ok")})
    ledgers = {one["name"]: (one["ledger"]["provider"], one["ledger"]["organisation_name"]) for one in accounts}
    assert ledgers["Northlight US"] == ("quickbooks", "Harbour Tea USA Inc")
    assert ledgers["Harbour Tea UK"] == ("xero", "Harbour Tea Ltd")


def test_an_account_that_shares_a_ledger_asks_the_provider_for_nothing(one_account: Session, orders: Orders):
    walk.add_new_account()
    walk.to_page_four("north-america", "Harbour Tea US", orders.details("harbour-tea", "north-america"))
    before = orders("counts")["services"]
    walk.share()
    walk.finish()
    after = orders("counts")["services"]
    assert after["xero"] == before["xero"]
    accounts = one_account.accounts()
    assert halves(accounts) == {"Harbour Tea UK": ("ok", "ok"), "Harbour Tea US": ("ok", "ok")}
    assert len({one["ledger"]["organisation_id"] for one in accounts}) == 1
    assert one_account.check()[0] == 0


def test_the_last_page_leads_on_to_another_account_in_the_same_window(session: Session, orders: Orders):
    session.start()
    walk.to_page_four("australia", "Kestrel AU", orders.details("kestrel-candles", "australia"))
    walk.sign_in("xero", "one-organisation")
    walk.confirm()
    screen.click("addAnotherButton")
    walk.to_page_four("japan", "Minato JP", orders.details("minato-stationery", "japan"))
    walk.share()
    walk.finish()
    assert halves(session.accounts()) == {"Kestrel AU": ("ok", "ok"), "Minato JP": ("ok", "ok")}


def test_a_second_consent_by_the_same_person_leaves_the_first_connection_working(one_account: Session, orders: Orders):
    walk.add_new_account()
    walk.to_page_four("north-america", "Harbour Tea US", orders.details("harbour-tea", "north-america"))
    walk.sign_in("xero", "three-organisations", entry=1)
    walk.confirm()
    walk.finish()
    code, accounts = one_account.check()
    assert (code, halves(accounts)) == (0, {"Harbour Tea UK": ("ok", "ok"), "Harbour Tea US": ("ok", "ok")})
    names = {one["name"]: one["ledger"]["organisation_name"] for one in accounts}
    assert names == {"Harbour Tea UK": "Harbour Tea Ltd", "Harbour Tea US": "Harbour Tea Ireland"}
    assert orders.routes().get("xero.revoke", 0) == 0


def test_an_account_for_a_client_begins_with_what_that_client_has(
    session: Session, one: AccountView, fern: AccountView, orders: Orders
):
    session.start()
    hand.select("Harbour Tea UK")
    # From the account to the row of its client.
    hand.press(Qt.Key.Key_Left)
    screen.click("addForClientButton")
    screen.wait(lambda: screen.page_name() == "regionPage", "page 1")
    assert screen.wizard().currentPage().group.chosen_key() == "europe"
    walk.to_page_three("north-america")
    assert screen.found("clientCombo", QComboBox).currentText() == "Harbour Tea Ltd"
    walk.fill_in("Harbour Tea US", orders.details("harbour-tea", "north-america"))
    walk.verify()
    walk.next_page("ledgerPage")
    walk.share()
    walk.finish()
    accounts = {view["name"]: view for view in session.accounts()}
    assert accounts["Harbour Tea US"]["client"] == "Harbour Tea Ltd"
    assert accounts["Harbour Tea US"]["ledger"]["organisation_name"] == "Harbour Tea Ltd"
