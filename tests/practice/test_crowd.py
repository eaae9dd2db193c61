"""The crowd: many sellers and ledger logins, the same each time, and none of them on the sign-in pages."""

from collections.abc import Iterator

import pytest

from lmb_desktop.core.seller_credentials import SELLER_ID_PATTERN
from lmb_desktop.practice import PracticeServer
from lmb_desktop.practice.crowd import crowd_of
from lmb_desktop.practice.people import load_people
from tests.practice.browser import Browser

NUMBER = 1000


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """Give a server with a small crowd, in the place of the usual one."""
    with PracticeServer(crowd=25) as running:
        yield running


def test_the_same_number_makes_the_same_people() -> None:
    built_in = load_people()
    assert crowd_of(40, built_in.marketplaces) == crowd_of(40, built_in.marketplaces)


def test_everybody_is_somebody_else() -> None:
    people = load_people()
    everybody = people.joined_by(crowd_of(NUMBER, people.marketplaces))
    accounts = [account for one in everybody.sellers if one.is_primary for account in one.accounts]
    ids = [account.seller_id for account in accounts]
    assert len(set(ids)) == len(ids) > NUMBER * 1.1
    assert all(SELLER_ID_PATTERN.fullmatch(one) for one in ids)
    assert not set(ids) & {one.id for one in people.marketplaces.values()}
    for names in (
        [one.key for one in everybody.sellers],
        [one.business for one in everybody.sellers if not one.is_shown],
        [one.id for one in (*everybody.xero, *everybody.quickbooks)],
        [book["id"] for one in (*everybody.xero, *everybody.quickbooks) for book in one.books],
    ):
        assert len(set(names)) == len(names)


def test_every_seller_of_the_crowd_has_one_set_of_books() -> None:
    crowd = crowd_of(37, load_people().marketplaces)
    books = [book["name"] for user in (*crowd.xero, *crowd.quickbooks) for book in user.books]
    assert sorted(books) == sorted(one.business for one in crowd.sellers)
    assert max(len(user.books) for user in crowd.xero) == 5
    assert {account.region for one in crowd.sellers for account in one.accounts} == {
        "europe",
        "north-america",
        "australia",
        "japan",
    }


@pytest.mark.parametrize("start", ["/xero/sign-in", "/intuit/sign-in", "/seller-central/sign-in"])
def test_the_sign_in_pages_show_the_usual_people_and_one_who_is_asked_for(server, start) -> None:
    browser = Browser(server.base_url)
    shown = browser.open(f"{server.base_url}{start}").page_text
    assert "crowd" not in shown.lower()
    key = "crowd-3" if "seller" in start else "crowd-office-2"
    assert "one of the crowd" in browser.open(f"{server.base_url}{start}?person={key}").page_text.lower()
    browser.close()


def test_one_of_the_crowd_signs_in_by_key_and_connects(server, xero, quickbooks, control) -> None:
    for ledger in (xero, quickbooks):
        ledger.browser.open(ledger.question())
        ledger.browser.open(ledger.browser.url + "&person=crowd-office-1").click("person-crowd-office-1")
        assert ledger.browser.has("allow")


def test_a_seller_of_the_crowd_is_authorised_and_asked(amazon, control) -> None:
    given = control("authorise", seller="crowd-2", region="north-america")
    reply = amazon.participations("na", amazon.access(given["refresh_token"]))
    assert [one["marketplace"]["countryCode"] for one in reply.json()["payload"]] == ["US", "CA", "MX"]
    assert control("authorise", seller="crowd-2", region="europe")["seller_id"] != given["seller_id"]
