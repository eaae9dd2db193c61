"""The exact message for each wrong detail, in the real wizard, with a picture of each (issue 2, Must show 6)."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lmb_desktop.practice import PracticeServer
from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session
from tests.journeys.walk import Details

PICTURES = "LMB_DESKTOP_TEST_PICTURES"
PICTURES_FOLDER = os.environ.get(PICTURES, "")  # read now: the tests start without settings of the program
NOT_THE_ID = (
    "That is the ID of the United Kingdom marketplace, not your Seller ID. In Seller Central open Settings > Account "
    "info and copy the Merchant token."
)
ACCESS_TOKEN = (
    "This is an access token; it stops working after an hour. Copy the refresh token instead - it begins with Atzr|."
)
MWS_TOKEN = (
    "This is an MWS token. Amazon switched MWS off in 2024, so nobody can use it any more. Press Visit Seller Central "
    "to create a new authorisation."
)
CUT_OFF = "The token looks cut off. Use the copy button in Seller Central rather than selecting the text by hand."
OTHER_ACCOUNT = "This token belongs to another seller account\nCopy the token and the Seller ID from the same account."
OTHER_APP = (
    "Amazon does not recognise this token for this app\nUsually it was copied from a different app, or access was "
    "withdrawn. Create a fresh one in Seller Central and paste it here."
)
NO_NETWORK = (
    "Amazon could not be reached\nAmazon could not be reached from this computer (it refused the connection). Your "
    "details are kept; try again when you are online."
)


@pytest.fixture
def details(orders: Orders) -> Details:
    """Give what a seller brings back."""
    return orders.details("harbour-tea", "europe")


@pytest.fixture
def page_three(session: Session) -> Session:
    """Give the program on page 3."""
    session.start()
    walk.to_page_three("europe")
    screen.write("accountNameEdit", "Harbour Tea UK")
    return session


@pytest.fixture
def shoot(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], None]:
    """Give a function that waits until a message can be read and saves a picture of it, named after the test."""

    def save(text: str) -> None:
        screen.wait(lambda: all(is_read_on_the_page(line) for line in text.splitlines()), f"“{text}” on the page")
        screen.settle()
        folder = Path(PICTURES_FOLDER) if PICTURES_FOLDER else tmp_path
        name = re.sub(r"^test_", "", request.node.name).replace("_", "-")
        screen.take_picture("accountWizard", folder / f"{name}.png")

    return save


def paste(name: str, text: str) -> None:
    """Paste into a field, as a person does with what they copied in Seller Central."""
    QGuiApplication.clipboard().setText(text)
    field = screen.found(name)
    screen.click_widget(field)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def is_read_on_the_page(text: str) -> bool:
    """Tell whether a label with exactly this text can be seen."""
    return any(label.isVisible() and label.text() == text for label in screen.wizard().findChildren(QLabel))


def assert_field_says(name: str, text: str) -> None:
    assert screen.found(name).accessibleDescription() == text
    assert is_read_on_the_page(text)


def asked_amazon(orders: Orders) -> bool:
    return any(route.startswith("amazon.") for route in orders.routes())


def test_a_wrong_seller_id(page_three: Session, details: Details, shoot: Callable[[str], None]):
    paste("sellerIdEdit", "A1NL6C4YB8RQ2M")
    paste("tokenEdit", details.token)
    assert walk.verify() == ("bad", "seller-id-differs", OTHER_ACCOUNT)
    assert not walk.is_next_on()
    shoot(OTHER_ACCOUNT)


def test_a_marketplace_id_in_the_place_of_the_seller_id(
    page_three: Session, orders: Orders, details: Details, shoot: Callable[[str], None]
):
    paste("sellerIdEdit", "A1F83G8C2ARO7P")
    paste("tokenEdit", details.token)
    assert_field_says("sellerIdEdit", NOT_THE_ID)
    assert not screen.is_ready("verifyButton")
    assert not asked_amazon(orders)
    shoot(NOT_THE_ID)


def test_an_access_token(page_three: Session, orders: Orders, details: Details, shoot: Callable[[str], None]):
    paste("sellerIdEdit", details.seller_id)
    paste("tokenEdit", "Atza|" + details.token[5:])
    assert_field_says("tokenEdit", ACCESS_TOKEN)
    assert not screen.is_ready("verifyButton")
    assert not asked_amazon(orders)
    shoot(ACCESS_TOKEN)


def test_an_mws_token_under_the_sp_api_method(page_three: Session, orders: Orders, shoot: Callable[[str], None]):
    mws = orders.details("harbour-tea", "europe", method="mws")
    paste("sellerIdEdit", mws.seller_id)
    paste("tokenEdit", mws.token)
    assert_field_says("tokenEdit", MWS_TOKEN)
    assert not screen.is_ready("verifyButton")
    assert not asked_amazon(orders)
    shoot(MWS_TOKEN)


def test_a_cut_off_token(page_three: Session, details: Details, shoot: Callable[[str], None]):
    paste("sellerIdEdit", details.seller_id)
    paste("tokenEdit", details.token[:32])
    assert_field_says("tokenEdit", CUT_OFF)
    shoot(CUT_OFF)
    assert walk.verify()[:2] == ("bad", "A-08")


def test_a_token_of_another_app(page_three: Session, orders: Orders, shoot: Callable[[str], None]):
    other = orders.details("lantern-and-loom", "europe")
    paste("sellerIdEdit", other.seller_id)
    paste("tokenEdit", other.token)
    assert walk.verify() == ("bad", "A-08", OTHER_APP)
    shoot(OTHER_APP)


def test_no_network(page_three: Session, server: PracticeServer, details: Details, shoot: Callable[[str], None]):
    paste("sellerIdEdit", details.seller_id)
    paste("tokenEdit", details.token)
    server.stop()
    assert walk.verify() == ("bad", "A-20", NO_NETWORK)
    assert not walk.is_next_on()
    shoot(NO_NETWORK)
    assert screen.found("sellerIdEdit").property("text") == details.seller_id
