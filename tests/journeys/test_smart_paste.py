"""The practice Seller Central's own last pages, copied as a whole and pasted into one field, lead to an account."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest

from lmb_desktop.practice import PracticeServer
from tests.journeys import screen, walk
from tests.journeys.program import Session
from tests.practice.browser import Browser


def copied(browser: Browser) -> str:
    """Return the page as a browser copies it: its rendered text."""
    rendered = QTextDocument()
    rendered.setHtml(browser.html)
    return rendered.toPlainText()


def paste(name: str, text: str) -> None:
    """Click into a field and paste with the keys."""
    QGuiApplication.clipboard().setText(text)
    screen.click(name)
    QTest.keyClick(screen.found(name), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def pressed_enter() -> tuple[str, str, str]:
    """Press Enter where the focus is after the paste, and return the news."""
    screen.wait(lambda: screen.found("verifyButton").hasFocus(), "the focus is on Verify")
    screen.press_keys(Qt.Key.Key_Return)
    screen.wait(lambda: screen.notice()[1] != "pasted", "Amazon is asked")
    return walk.news()


def test_the_last_page_of_mws_is_pasted_as_it_is(session: Session, server: PracticeServer):
    session.start()
    screen.click("region_japan")
    walk.next_page("sellerCentralPage")
    screen.click("otherWaysButton")
    screen.click("methodMws")
    screen.click("visitSellerCentralButton")
    browser = Browser(server.base_url)
    browser.open(session.browser.newest()).click("person-minato-stationery")
    browser.click("next").click("next", agree_1="yes", agree_2="yes")
    seller_id, page = browser.text("seller-id"), copied(browser)
    browser.close()
    assert "MWS Auth Token" in page
    walk.next_page("credentialsPage")
    paste("sellerIdEdit", page)
    assert screen.notice()[2] == "Filled in from what you pasted: Seller ID and MWS Auth Token"
    assert pressed_enter()[:2] == ("good", "verified")
    assert [one["seller_id"] for one in session.accounts()] == [seller_id]


def test_the_pages_of_a_refresh_token_are_pasted_together(session: Session, server: PracticeServer):
    session.start()
    screen.click("region_australia")
    walk.next_page("sellerCentralPage")
    screen.click("visitSellerCentralButton")
    browser = Browser(server.base_url)
    browser.open(session.browser.newest()).click("person-kestrel-candles").click("authorise")
    authorised = copied(browser.click("authorise-app-australia"))
    merchant = copied(browser.click("account-info"))
    browser.close()
    walk.next_page("credentialsPage")
    paste("sellerIdEdit", f"{authorised}\n{merchant}")
    assert screen.notice()[2] == "Filled in from what you pasted: Seller ID and refresh token"
    assert pressed_enter()[:2] == ("good", "verified")
    assert [one["region"] for one in session.accounts()] == ["australia"]
    screen.wait(lambda: QGuiApplication.clipboard().text() == "", "the token goes off the clipboard")


def test_the_credentials_of_a_sellers_own_app_come_along(session: Session, server: PracticeServer):
    session.start()
    screen.click("region_europe")
    walk.next_page("sellerCentralPage")
    screen.click("visitSellerCentralButton")
    browser = Browser(server.base_url)
    browser.open(session.browser.newest()).click("person-lantern-and-loom").click("view-credentials")
    credentials = copied(browser)
    authorised = copied(browser.open(session.browser.newest()).click("authorise").click("authorise-app-europe"))
    merchant = copied(browser.click("account-info"))
    browser.close()
    walk.next_page("credentialsPage")
    screen.click("ownAppButton")
    paste("tokenEdit", f"{merchant}\n{credentials}\n{authorised}")
    said = "Filled in from what you pasted: Seller ID, refresh token, client ID and client secret"
    assert screen.notice()[2] == said
    assert pressed_enter()[0] in ("good", "info")
    assert [one["seller"]["state"] for one in session.accounts()] == ["ok"]
