"""Accounts by MWS: from the developer page of Seller Central to each ledger."""

import pytest

from lmb_desktop.practice import PracticeServer
from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves
from tests.journeys.walk import Details
from tests.practice.browser import Browser

LEDGERS = [("xero", "one-organisation"), ("quickbooks", "one-company")]


@pytest.mark.parametrize(("provider", "person"), LEDGERS)
def test_an_mws_account_connects_to_a_ledger(provider: str, person: str, session: Session, orders: Orders):
    session.start()
    details = orders.details("northlight-cycles", "north-america", method="mws")
    walk.to_page_four("north-america", "Northlight US", details, is_mws=True)
    walk.sign_in(provider, person)
    walk.confirm()
    walk.finish()
    code, accounts = session.check()
    assert (code, halves(accounts)) == (0, {"Northlight US": ("ok", "ok")})
    assert (accounts[0]["method"], accounts[0]["ledger"]["provider"]) == ("mws", provider)


def test_the_developer_page_of_seller_central_is_filled_in_and_its_token_is_good(
    session: Session, server: PracticeServer
):
    session.start()
    screen.click("region_japan")
    walk.next_page("sellerCentralPage")
    screen.click("otherWaysButton")
    screen.click("methodMws")
    screen.click("visitSellerCentralButton")
    browser = Browser(server.base_url)
    browser.open(session.browser.newest()).click("person-minato-stationery")
    assert (browser.value("developer-name"), browser.value("developer-id")) == ("LMB Desktop", "5123-6619-0444")
    browser.click("next").click("next", agree_1="yes", agree_2="yes")
    details = Details(browser.text("seller-id"), browser.text("mws-token"))
    browser.close()
    walk.next_page("credentialsPage")
    walk.fill_in("Minato JP", details)
    assert walk.verify()[:2] == ("good", "verified")
