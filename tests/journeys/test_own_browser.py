"""The sign-in in the person's own browser: the program listens for the answer, or takes the pasted address."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlencode

import pytest
import requests
from filelock import FileLock
from PySide6.QtGui import QGuiApplication

from lmb_desktop.practice import PracticeServer
from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves
from tests.practice.browser import Browser

pytestmark = pytest.mark.web_view
PEOPLE = {"xero": "one-organisation", "quickbooks": "one-company"}
LEDGERS = list(PEOPLE)


@pytest.fixture
def return_addresses() -> Iterator[FileLock]:
    """Give a lock on the registered ports, since tests may run beside each other."""
    lock = FileLock(Path(gettempdir()) / "lmb-desktop-test-ports.lock", timeout=100)
    yield lock
    lock.release()


@pytest.fixture
def browser(server: PracticeServer) -> Iterator[Browser]:
    """Give a browser of the person's own."""
    browser = Browser(server.base_url)
    yield browser
    browser.close()


@pytest.fixture
def page_four(session: Session, orders: Orders, return_addresses: FileLock) -> Session:
    """Give the program on page 4, and the ports to this test."""
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    return_addresses.acquire()
    return session


def go_to_own_browser(session: Session, provider: str) -> str:
    """Press Open in my browser beside the sign-in page and return the address that the browser was asked to open."""
    screen.click(walk.CONNECT[provider])
    screen.click("openInBrowserButton")
    address = session.browser.newest()
    screen.found("pastedAddressEdit")
    assert screen.find("ledgerWebView") is None
    return address


def allowed(browser: Browser, address: str, provider: str) -> str:
    """Sign in and allow access; returns the address that the browser is sent to."""
    browser.open(address).click(f"person-{PEOPLE[provider]}").click("allow")
    return browser.outside


def is_taken(address: str) -> bool:
    """Tell whether somebody takes an answer; another test may listen there by now, and refuses it."""
    try:
        return requests.get(address, timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def visited(address: str) -> requests.Response:
    """Visit an address as a browser does, on a thread of its own, while the program goes on."""
    with ThreadPoolExecutor(1) as pool:
        visit: Future[requests.Response] = pool.submit(requests.get, address, timeout=20)
        screen.wait(visit.done, "the program's answer to the browser")
        return visit.result()


@pytest.mark.parametrize("provider", LEDGERS)
def test_the_browser_brings_the_answer_back_by_itself(page_four: Session, browser: Browser, provider: str):
    address = go_to_own_browser(page_four, provider)
    back = allowed(browser, address, provider)
    page = visited(back)
    assert page.status_code == 200
    assert "code=" not in page.text
    walk.confirm()
    walk.finish()
    assert halves(page_four.accounts()) == {"Harbour Tea UK": ("ok", "ok")}
    assert not is_taken(back)


@pytest.mark.parametrize("provider", LEDGERS)
def test_an_answer_to_another_sign_in_is_refused_and_the_listening_goes_on(
    page_four: Session, browser: Browser, provider: str
):
    address = go_to_own_browser(page_four, provider)
    back = allowed(browser, address, provider)
    redirect = back.split("?")[0]
    strange = visited(f"{redirect}?{urlencode({'code': 'noise', 'state': 'of-somebody-else', 'realmId': '1'})}")
    assert strange.status_code == 400
    assert visited(f"{redirect.rsplit('/', 1)[0]}/favicon.ico").status_code == 404
    assert screen.notice()[0] == "busy"
    assert visited(back).status_code == 200
    walk.confirm()
    walk.finish()
    assert halves(page_four.accounts()) == {"Harbour Tea UK": ("ok", "ok")}


@pytest.mark.parametrize("provider", LEDGERS)
def test_a_pasted_address_is_as_good(page_four: Session, browser: Browser, provider: str):
    address = go_to_own_browser(page_four, provider)
    screen.write("pastedAddressEdit", allowed(browser, address, provider))
    screen.click("usePastedAddressButton")
    walk.confirm()
    walk.finish()
    assert halves(page_four.accounts()) == {"Harbour Tea UK": ("ok", "ok")}


def test_a_pasted_address_of_another_sign_in_is_refused_and_the_right_one_taken(page_four: Session, browser: Browser):
    address = go_to_own_browser(page_four, "xero")
    right = allowed(browser, address, "xero")
    screen.write("pastedAddressEdit", "https://www.example.com/")
    assert not screen.is_ready("usePastedAddressButton")
    screen.write("pastedAddressEdit", f"{right.split('?')[0]}?code=noise&state=of-somebody-else")
    screen.click("usePastedAddressButton")
    screen.wait(lambda: screen.found("pastedAddressEdit").accessibleDescription(), "the refusal")
    screen.write("pastedAddressEdit", right)
    screen.click("usePastedAddressButton")
    walk.confirm()
    walk.finish()


def test_access_denied_in_the_browser_is_said(page_four: Session, browser: Browser):
    address = go_to_own_browser(page_four, "xero")
    browser.open(address).click("person-one-organisation").click("cancel")
    assert visited(browser.outside).status_code == 200
    screen.wait(lambda: screen.notice()[1] == "L-01", "access was not allowed")
    assert halves(page_four.accounts()) == {"Harbour Tea UK": ("ok", None)}


def test_a_browser_that_does_not_open_is_said_and_the_link_can_be_copied(page_four: Session, browser: Browser):
    page_four.browser.works = False
    address = go_to_own_browser(page_four, "xero")
    assert walk.news()[:2] == ("bad", "browser-not-opened")
    screen.click("noticeActionButton")
    assert QGuiApplication.clipboard().text() == address
    assert visited(allowed(browser, address, "xero")).status_code == 200
    walk.confirm()
