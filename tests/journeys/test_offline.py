"""A service that is away, at every step of the way: it is said, what was entered is kept, and the next try is good."""

import pytest

from tests.journeys import screen, walk, web_view
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves
from tests.journeys.walk import Details

KEPT = (
    "could not be reached from this computer (the connection was cut off)\n"
    "Your details are kept; try again when you are online."
)


@pytest.fixture
def details(orders: Orders) -> Details:
    """Give what a seller brings back."""
    return orders.details("harbour-tea", "europe")


@pytest.fixture
def page_three(session: Session, details: Details) -> Session:
    """Give the program on page 3 with good details."""
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Harbour Tea UK", details)
    return session


@pytest.fixture
def page_four(page_three: Session) -> Session:
    """Give the program on page 4."""
    walk.verify()
    walk.next_page("ledgerPage")
    return page_three


def end_well(session: Session) -> None:
    walk.confirm()
    walk.finish()
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok")}


@pytest.mark.parametrize("route", ["amazon.token", "amazon.participations"])
def test_amazon_is_away(page_three: Session, orders: Orders, details: Details, route: str):
    orders("down", service=route, mode="drop")
    assert walk.verify() == ("bad", "A-20", f"Amazon {KEPT}")
    assert not walk.is_next_on()
    assert page_three.accounts() == []
    orders("down", service=route, on=False)
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[0] == "good", "the second try")
    assert walk.is_next_on()


def test_amazon_is_away_while_the_seller_id_is_compared(page_three: Session, orders: Orders):
    orders("down", service="amazon.listings", mode="drop")
    assert walk.verify()[:2] == ("bad", "A-20")
    orders("reset")
    assert walk.verify()[0] == "good"


@pytest.mark.parametrize("provider", ["xero", "quickbooks"])
def test_the_sign_in_page_does_not_load(page_four: Session, orders: Orders, provider: str):
    orders("down", service=provider, mode="drop")
    screen.click(walk.CONNECT[provider])
    screen.wait(lambda: screen.find("againRemedyButton"), "the trouble with the page")
    orders("reset")
    screen.click("againRemedyButton")
    web_view.sign_in({"xero": "one-organisation", "quickbooks": "one-company"}[provider])
    web_view.allow()
    end_well(page_four)


@pytest.mark.parametrize(
    ("route", "person"),
    [
        ("xero.token", "one-organisation"),
        ("xero.connections", "one-organisation"),
        ("quickbooks.token", "one-company"),
    ],
)
def test_the_ledger_is_away_after_the_consent(page_four: Session, orders: Orders, route: str, person: str):
    provider = route.split(".")[0]
    orders("down", service=route, mode="drop")
    screen.click(walk.CONNECT[provider])
    web_view.sign_in(person)
    web_view.allow()
    label = {"xero": "Xero", "quickbooks": "QuickBooks"}[provider]
    assert walk.news() == ("bad", "A-20", f"{label} {KEPT}")
    assert halves(page_four.accounts()) == {"Harbour Tea UK": ("ok", None)}
    orders("reset")
    screen.click("noticeActionButton")
    web_view.sign_in(person)
    web_view.allow()
    end_well(page_four)


@pytest.mark.parametrize(
    ("route", "person"), [("xero.organisation", "one-organisation"), ("quickbooks.company", "one-company")]
)
def test_the_organisation_cannot_be_read(page_four: Session, orders: Orders, route: str, person: str):
    orders("down", service=route, mode="drop")
    walk.sign_in(route.split(".")[0], person)
    screen.wait(lambda: screen.notice()[1] == "A-20", "the read that failed")
    orders("reset")
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[0] in ("good", "attention"), "the second read")
    end_well(page_four)


def test_who_authorised_is_not_worth_a_connection(page_four: Session, orders: Orders):
    orders("down", service="quickbooks.userinfo", mode="503")
    walk.sign_in("quickbooks", "one-company")
    end_well(page_four)
