"""The region probe in the real wizard: the right region is offered, everything typed is kept, and Stop ends it."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from lmb_desktop.core.overview import AccountView
from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session
from tests.journeys.walk import Details

EVERYWHERE = "compass-cards"
FIELDS = ("accountNameEdit", "sellerIdEdit", "tokenEdit")
EMPTY = {"body": '{"payload": []}'}
DENIED = {"status": 403, "body": '{"errors": [{"code": "Unauthorized", "message": "denied", "details": ""}]}'}
NAMES = {
    "north-america": "North America",
    "europe": "Europe",
    "japan": "Japan",
    "australia": "Australia",
    "turkey": "Turkey",
    "brazil": "Brazil",
    "saudi-arabia": "Saudi Arabia",
}


def typed() -> dict[str, str]:
    """Return what stands in the fields of page 3."""
    lines = {name: screen.found(name, QLineEdit).text() for name in FIELDS}
    combo = screen.find("clientCombo")
    return lines | ({"clientCombo": combo.currentText()} if isinstance(combo, QComboBox) else {})


def to_details(session: Session, region: str) -> None:
    """Start the program and go to page 3 for another account."""
    session.start()
    walk.add_new_account()
    walk.to_page_three(region)


def marketplaces_asked(orders: Orders) -> Counter[str]:
    """Return how often each regional endpoint was asked for the marketplaces."""
    return Counter(one["path"] for one in orders("requests") if one["route"] == "amazon.participations")


def switch(session: Session, found: str) -> None:
    """Press the button that changes the region, and wait until Amazon has confirmed it."""
    button = screen.found("noticeActionButton", QPushButton)
    assert button.text().replace("&", "") == f"Change the region to {NAMES[found]}"
    known = len(session.accounts())
    screen.click("noticeActionButton")
    screen.wait(walk.is_next_on, "Amazon confirms the details for the other region")
    assert screen.notice()[:2] == ("good", "verified")
    assert len(session.accounts()) == known + 1


@pytest.mark.parametrize(
    ("chosen", "real", "answers"),
    [
        ("north-america", "europe", ()),
        ("europe", "japan", ()),
        ("japan", "australia", ()),
        ("turkey", "saudi-arabia", ()),
        ("brazil", "turkey", ()),
        ("europe", "north-america", (EMPTY,)),
        ("australia", "europe", (DENIED,)),
    ],
    ids=[
        "refused, asked second",
        "refused, asked third",
        "another country of the endpoint",
        "small cards of one endpoint",
        "small cards of two endpoints",
        "empty in the chosen region",
        "refused in the chosen region",
    ],
)
def test_the_region_is_switched_and_everything_typed_is_kept(
    session: Session, one: AccountView, orders: Orders, chosen: str, real: str, answers: tuple[dict[str, object], ...]
):
    details = orders.details(EVERYWHERE, real)
    to_details(session, chosen)
    screen.write("clientCombo", "Compass Cards Ltd")
    walk.fill_in("My own name for it", details)
    before = typed()
    assert before["clientCombo"] == "Compass Cards Ltd"
    orders("reset")
    for answer in answers:
        orders("answer", route="amazon.participations", **answer)
    kind, message, text = walk.verify()
    assert (kind, message) == ("bad", "A-07")
    assert text.startswith(f"This seller account is registered in {NAMES[real]}, not {NAMES[chosen]}\n")
    assert set(marketplaces_asked(orders).values()) == {1}
    assert not walk.is_next_on()
    assert [account["name"] for account in session.accounts()] == ["Harbour Tea UK"]
    switch(session, real)
    assert typed() == before
    assert marketplaces_asked(orders).total() <= 4
    saved = {account["name"]: account for account in session.accounts()}["My own name for it"]
    assert (saved["region"], saved["seller_id"], saved["client"]) == (real, details.seller_id, "Compass Cards Ltd")


def test_the_app_of_a_seller_is_kept_too(session: Session, orders: Orders):
    brought = orders("authorise", seller="lantern-and-loom", region="europe")
    session.start()
    walk.to_page_three("north-america")
    walk.fill_in("Lantern", Details(brought["seller_id"], brought["refresh_token"]))
    screen.click("ownAppButton")
    app = {"clientIdEdit": brought["client_id"], "clientSecretEdit": brought["client_secret"]}
    for name, text in app.items():
        screen.write(name, text)
    assert walk.verify()[1] == "A-07"
    switch(session, "europe")
    assert {name: screen.found(name, QLineEdit).text() for name in app} == app


def test_a_seller_that_sells_nowhere_keeps_next_off_and_is_not_saved(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Nowhere", orders.details("harbour-tea", "europe"))
    before = typed()
    orders("answer", route="amazon.participations", times=3, **EMPTY)
    kind, message, text = walk.verify()
    assert (kind, message) == ("bad", "no-marketplaces")
    assert text.startswith("This seller does not sell in Europe\n")
    assert set(marketplaces_asked(orders).values()) == {1}
    assert (walk.is_next_on(), session.accounts(), typed()) == (False, [], before)


def test_stop_ends_the_probe_and_leaves_everything_as_it_was(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Stopped", orders.details("northlight-cycles", "north-america"))
    before = typed()
    orders("slow", service="amazon.participations", seconds=20)
    screen.click("verifyButton")
    screen.wait(lambda: orders.routes().get("amazon.token"), "the token is exchanged")
    screen.click("noticeStopButton")
    assert screen.notice()[0] == "none"
    screen.wait(lambda: screen.is_ready("verifyButton"), "Verify is on again")
    assert (session.accounts(), typed()) == ([], before)
    assert marketplaces_asked(orders).total() == 0
    orders("slow", service="amazon.participations", seconds=0)
    assert walk.verify()[1] == "A-07"


def test_a_region_that_asks_to_slow_down_is_asked_again_by_itself(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Patient", orders.details("northlight-cycles", "north-america"))
    body = json.dumps({"errors": [{"code": "QuotaExceeded", "message": "m", "details": ""}]})
    orders("answer", route="amazon.participations", **DENIED)
    orders("answer", route="amazon.participations", status=429, body=body, headers={"Retry-After": "3"})
    screen.click("verifyButton")
    screen.wait(lambda: screen.notice()[1] == "A-18", "Amazon asks to slow down")
    screen.wait(lambda: screen.notice()[1] == "A-07", "the right region is found in the end")
    assert marketplaces_asked(orders).total() <= 6
