"""How a ledger sign-in can end besides well: each with its own message, nothing connected, and a clean next try."""

import pytest

from tests.journeys import screen, walk, web_view
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves

PEOPLE = {"xero": "one-organisation", "quickbooks": "one-company"}
LEDGERS = list(PEOPLE)


@pytest.fixture
def page_four(session: Session, orders: Orders) -> Session:
    """Give the program on page 4 of a first account."""
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    return session


def connect_after_all(session: Session, provider: str) -> None:
    walk.sign_in(provider, PEOPLE[provider])
    walk.confirm()
    walk.finish()
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok")}


@pytest.mark.parametrize("provider", LEDGERS)
def test_access_that_was_not_allowed_connects_nothing_and_the_next_try_is_clean(page_four: Session, provider: str):
    screen.click(walk.CONNECT[provider])
    web_view.sign_in(PEOPLE[provider])
    web_view.deny()
    assert walk.news() == (
        "info",
        "L-01",
        "Access was not allowed, so nothing was connected\nStart again when ready.",
    )
    assert not walk.is_next_on()
    assert halves(page_four.accounts()) == {"Harbour Tea UK": ("ok", None)}
    connect_after_all(page_four, provider)


@pytest.mark.parametrize("provider", LEDGERS)
def test_a_closed_sign_in_connects_nothing_and_the_next_try_is_clean(page_four: Session, provider: str):
    screen.click(walk.CONNECT[provider])
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    screen.click("cancelSignInButton")
    assert walk.news() == ("info", "L-01", "The sign-in was closed\nNothing was connected. Start again when ready.")
    assert screen.find("ledgerWebView") is None
    connect_after_all(page_four, provider)


def test_the_sign_in_can_be_left_for_the_other_provider(page_four: Session):
    screen.click("connectXeroButton")
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    screen.click("cancelSignInButton")
    connect_after_all(page_four, "quickbooks")
