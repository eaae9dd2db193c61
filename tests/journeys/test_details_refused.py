"""Details that Amazon does not confirm at once: another region, another try, a service that answers nonsense."""

import pytest

from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves
from tests.journeys.walk import Details


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


def test_wrong_details_then_right_ones_are_confirmed_and_an_edit_undoes_it(page_three: Session, details: Details):
    screen.write("tokenEdit", f"{details.token[:-8]}AAAAAAAA")
    assert walk.verify()[:2] == ("bad", "A-08")
    screen.write("tokenEdit", details.token)
    assert walk.verify()[:2] == ("good", "verified")
    assert walk.is_next_on()
    screen.write("sellerIdEdit", "A1NL6C4YB8RQ2M")
    assert not walk.is_next_on()
    assert walk.verify()[1] == "seller-id-differs"
    assert not walk.is_next_on()
    screen.write("sellerIdEdit", details.seller_id)
    assert walk.verify()[0] == "good"
    screen.write("accountNameEdit", "Harbour Tea")
    assert walk.is_next_on()
    walk.next_page("ledgerPage")
    screen.wait(lambda: halves(page_three.accounts()) == {"Harbour Tea": ("ok", None)}, "the new name is saved")


def test_another_region_chosen_on_the_way_back_undoes_the_verification(page_three: Session):
    walk.verify()
    walk.go_back("sellerCentralPage")
    walk.go_back("regionPage")
    screen.click("region_north-america")
    walk.next_page("sellerCentralPage")
    walk.next_page("credentialsPage")
    assert not walk.is_next_on()


NONSENSE = {
    "broken": {"body": '{"payload": ['},
    "huge": {"size": 12_000_000},
    "empty": {"body": ""},
}


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
@pytest.mark.parametrize("route", ["amazon.token", "amazon.participations"])
def test_an_answer_that_cannot_be_read_is_said_and_the_next_try_is_good(
    page_three: Session, orders: Orders, route: str, answer: dict[str, object]
):
    orders("answer", route=route, times=9, **answer)
    assert walk.verify()[:2] == ("bad", "answer-unusable")
    assert page_three.accounts() == []
    orders("reset")
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[0] == "good", "the second try")


@pytest.mark.parametrize("route", ["amazon.token", "amazon.participations"])
def test_a_page_of_the_network_in_place_of_the_answer_is_said_and_the_next_try_is_good(
    page_three: Session, orders: Orders, route: str
):
    page = "<html><body>Please sign in</body></html>"
    orders("answer", route=route, times=9, body=page, content_type="text/html")
    kind, message_id, text = walk.verify()
    assert (kind, message_id) == ("bad", "A-20")
    assert "this network wants you to sign in first" in text
    assert page_three.accounts() == []
    orders("reset")
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[0] == "good", "the second try")
