"""From a real refusal to the page about it, beside the wizard that blocks its own window; and F1 from everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lmb_desktop.shell.help_book import slug_of
from lmb_desktop.shell.help_page import HelpPage
from lmb_desktop.shell.help_window import HelpWindow
from tests.journeys import hand, screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session
from tests.journeys.walk import Details


@pytest.fixture
def stranger(orders: Orders) -> Details:
    """Give the details of a seller whose token belongs to another app."""
    return orders.details("lantern-and-loom", "europe")


def guide() -> HelpWindow:
    """Wait for the guide and return it."""
    return screen.found("helpWindow", HelpWindow)


def read() -> str:
    """Return the heading of the page at which the guide stands, and what follows it."""
    page = guide().findChild(HelpPage, "helpPage")
    heading = page.textCursor().block()
    return f"{heading.text()}\n{heading.next().text()}"


def click_in_window(name: str) -> None:
    """Click a widget through its window, where a modal dialog swallows what is meant for the one it blocks."""
    widget = screen.found(name)
    handle, place = widget.window().windowHandle(), widget.mapTo(widget.window(), widget.rect().center())
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_a_real_refusal_leads_to_its_page_beside_the_wizard(session: Session, stranger: Details):
    session.start()
    walk.to_page_three("europe")
    screen.write("accountNameEdit", "Harbour Tea UK")
    screen.write("sellerIdEdit", stranger.seller_id)
    screen.write("tokenEdit", stranger.token)
    assert walk.verify()[:2] == ("bad", "A-08")
    screen.click("noticeHelpButton")
    assert read().startswith("Amazon does not recognise the token (A-08)\nAmazon said no to this token")
    assert QApplication.activeModalWidget() is screen.wizard()
    # It takes clicks and keys while the wizard blocks the accounts window.
    click_in_window("helpSearchEdit")
    screen.wait(lambda: screen.found("helpSearchEdit").hasFocus(), "the search has the keyboard")
    screen.press_keys("zebra", Qt.Key.Key_Escape, "recognise", Qt.Key.Key_Return)
    assert guide().place == "token#amazon-does-not-recognise-the-token-a-08"
    # And the wizard goes on where it was, with what was typed.
    click_in_window("tokenEdit")
    assert screen.found("tokenEdit", QLineEdit).text() == stranger.token
    screen.click("tokenEditHelpButton")
    assert guide().isVisible()
    guide().close()
    assert walk.verify()[:2] == ("bad", "A-08")


def test_a_marketplace_id_leads_to_its_page_before_the_network(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    screen.write("sellerIdEdit", "A1F83G8C2ARO7P")
    screen.click("accountNameEdit")
    screen.click("sellerIdEditHelpButton")
    assert read().startswith("A marketplace ID in its place (A-01)\nThe ID names a marketplace of Amazon")
    assert not any(route.startswith("amazon.") for route in orders.routes())


def test_f1_in_the_wizard_and_the_menu_of_the_window_open_one_guide(session: Session):
    session.start()
    walk.to_page_three("europe")
    QTest.keyClick(screen.wizard(), Qt.Key.Key_F1)
    assert read().startswith("The five pages")
    first = guide()
    screen.wait(first.isActiveWindow, "the guide comes to the front")
    QTest.keyClick(screen.found("helpPage"), Qt.Key.Key_Escape)
    assert screen.find("helpWindow") is None
    screen.wizard().reject()
    screen.wait(lambda: screen.find("accountWizard") is None, "the wizard closes")
    hand.from_menu_bar("Help", "guideAction")
    assert guide() is first
    assert slug_of(read().splitlines()[0]) == "help-for-lmb-desktop"
    session.close()
    assert screen.find("helpWindow") is None
