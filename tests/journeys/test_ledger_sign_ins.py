"""Page 4 against strict services: real web view, return address and gateway; only the account list is a double."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
import requests
from pytestqt.qtbot import QtBot

from lmb_desktop.app import prepare_web_engine
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import QuickBooksSettings, ServiceSettings, XeroSettings
from lmb_desktop.gateways.ledger_sign_in import LedgerGateway
from lmb_desktop.gateways.loopback import LoopbackDoor
from lmb_desktop.pages.ledger_page import LedgerPage
from lmb_desktop.practice import PracticeServer
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.ledger_ports import FakeLedgerWork, LedgerDesk
from tests.journeys import screen, web_view
from tests.journeys.orders import Orders
from tests.practice.browser import Browser

pytestmark = pytest.mark.web_view


class RealClock:
    """Tell the time of this computer, as the practice services do."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)


@dataclass
class PageFour:
    """The page with the real gateway behind it."""

    page: LedgerPage
    desk: LedgerDesk
    server: PracticeServer
    orders: Orders

    def connect(self, provider: str) -> None:
        """Press Connect."""
        screen.click({"xero": "connectXeroButton", "quickbooks": "connectQuickBooksButton"}[provider])

    def sign_in(self, provider: str, person: str, entry: int = 0) -> None:
        """Sign in in the web view and allow access."""
        self.connect(provider)
        web_view.sign_in(person)
        web_view.allow(entry)

    def said(self, message_id: str) -> str:
        """Wait for a message and return its text."""
        screen.wait(lambda: self.page.notice.property("messageId") == message_id, message_id)
        return str(self.page.notice.property("text"))

    def at_choice(self) -> None:
        """Wait for the choice and its live reads."""
        screen.wait(lambda: self.page.panel.stage is Stage.CHOICE, "the choice")
        screen.wait(lambda: self.page.notice.property("kind") != "busy", "the live read")

    def confirm(self) -> None:
        """Confirm and wait until the ledger is connected."""
        screen.click("confirmOrganisationButton")
        screen.wait(self.page.isComplete, "the ledger is connected")

    def facts(self) -> dict[str, str]:
        """Return the facts that are compared."""
        return {fact.label: fact.value for fact in self.page.panel.step.choice._facts.rows()}

    def ledger_requests(self) -> int:
        """Count the requests of our program, without those of the web view."""
        views = ("authorize", "oauth2", "sign-in", "sign_in", "sign_out")
        routes = self.orders.routes()
        return sum(count for route, count in routes.items() if "control" not in route and not route.endswith(views))


def settings_of(server: PracticeServer) -> ServiceSettings:
    """Return the settings the practice services print."""
    raw = tomllib.loads(server.settings_toml)
    secret = Secret(raw["quickbooks"]["client_secret"])
    return ServiceSettings(
        xero=XeroSettings(raw["xero"]["client_id"], tuple(raw["xero"]["redirect_uris"])),
        quickbooks=QuickBooksSettings(**raw["quickbooks"] | {"client_secret": secret}),
        endpoints=raw["endpoints"],
    )


@pytest.fixture
def page_four(qtbot: QtBot, server: PracticeServer, orders: Orders) -> Iterator[PageFour]:
    """Give page 4 with the real gateway, shown on the screen."""
    prepare_web_engine()
    tasks = Tasks()
    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    desk = LedgerDesk(tasks, settings=settings_of(server))
    clock = RealClock()
    gateway = LedgerGateway(lambda: desk.settings, clock)
    fakes = {"ledger_sign_in": gateway, "browser_door": LoopbackDoor(), "clock": clock}
    assert isinstance(desk.work, FakeLedgerWork)
    desk.work.fakes.update(fakes)
    page = LedgerPage(desk.session, replace(desk.parts, clock=lambda: clock))
    qtbot.addWidget(page)
    page.initializePage()
    page.resize(720, 640)
    page.show()
    yield PageFour(page, desk, server, orders)
    page.stop_work()
    tasks.close()
    screen.settle()
    assert crashes == []


def test_xero_connects_with_three_requests(page_four: PageFour) -> None:
    page_four.sign_in("xero", "one-organisation")
    page_four.at_choice()
    assert page_four.facts()["Name"] == "Kestrel Candles Pty Ltd"
    page_four.confirm()
    assert page_four.ledger_requests() == 3


def test_quickbooks_connects_with_three_requests(page_four: PageFour) -> None:
    page_four.sign_in("quickbooks", "two-companies")
    page_four.at_choice()
    assert page_four.page.header.title() == "Check the company"
    assert page_four.said("L-07").split("\n")[0].endswith("is a sandbox company of QuickBooks")
    page_four.confirm()
    assert page_four.ledger_requests() == 3


def test_several_organisations_of_one_consent_are_offered_and_none_is_chosen(page_four: PageFour) -> None:
    page_four.sign_in("xero", "three-organisations", entry=-1)
    screen.wait(lambda: page_four.page.panel.stage is Stage.CHOICE, "the choice")
    combo = page_four.page.panel.step.choice.combo
    assert (combo.count(), combo.currentIndex()) == (3, -1)
    screen.choose("organisationCombo", "Harbour Tea Ireland")
    screen.wait(lambda: "Country" in page_four.facts(), "the live read")
    assert (page_four.facts()["Country"], page_four.facts()["Base currency"]) == (
        "Ireland",
        "EUR; settlements are in GBP, so multi-currency must be on",
    )
    page_four.confirm()
    assert page_four.ledger_requests() == 3


@pytest.mark.parametrize(("provider", "person"), [("xero", "one-organisation"), ("quickbooks", "one-company")])
def test_a_denied_consent_connects_nothing_and_the_next_try_is_asked_anew(
    provider: str, person: str, page_four: PageFour
) -> None:
    page_four.connect(provider)
    web_view.sign_in(person)
    web_view.deny()
    assert page_four.said("L-01").startswith("Access was not allowed")
    # A new view knows nobody: the person is asked to sign in once more.
    page_four.sign_in(provider, person)
    page_four.at_choice()


def test_a_company_swapped_on_the_way_back_is_refused_and_nothing_is_saved(
    page_four: PageFour, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = page_four.page.panel.flow
    take = flow.answer

    def swapped(url: str) -> None:
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        take(urlunsplit(parts._replace(query=urlencode(query | {"realmId": "999"}))))

    page_four.page.panel.view.answered.disconnect(take)
    page_four.page.panel.view.answered.connect(swapped)
    page_four.sign_in("quickbooks", "one-company")
    notice = page_four.page.notice
    screen.wait(lambda: notice.property("kind") == "bad", "a refusal")
    assert not page_four.page.isComplete()
    assert page_four.desk.accounts.saved == []


def in_the_browser(page_four: PageFour) -> str:
    """Go on in the own browser and return the address it was asked to open."""
    page_four.connect("xero")
    screen.wait(lambda: screen.is_ready("openInBrowserButton"), "the sign-in is open")
    screen.click("openInBrowserButton")
    screen.wait(lambda: page_four.desk.opened, "the browser is asked")
    return page_four.desk.opened[-1]


def at_providers_page(page_four: PageFour, address: str, act: Callable[[Browser], object]) -> str:
    """Sign in with a browser outside the program, and return the return address it was sent to."""
    browser = Browser(page_four.server.base_url)
    try:
        act(browser.open(address).click("person-one-organisation"))
        return browser.outside
    finally:
        browser.close()


def visit(address: str) -> requests.Response:
    """Go to an address as the browser does, while the program runs on."""
    replies: list[requests.Response] = []
    thread = threading.Thread(target=lambda: replies.append(requests.get(address, timeout=10)), daemon=True)
    thread.start()
    screen.wait(lambda: not thread.is_alive(), "the page of thanks")
    return replies[0]


def test_the_own_browser_brings_the_answer_to_the_return_address(page_four: PageFour) -> None:
    address = in_the_browser(page_four)
    back = at_providers_page(page_four, address, lambda browser: browser.click("allow"))
    assert visit(back.replace("code=", "state=wrong&nothing=", 1).replace("&state=", "&old=", 1)).status_code == 400
    thanks = visit(back)
    assert thanks.status_code == 200
    assert "code=" not in thanks.url
    page_four.at_choice()
    page_four.confirm()


def test_the_pasted_address_does_the_same(page_four: PageFour) -> None:
    address = in_the_browser(page_four)
    back = at_providers_page(page_four, address, lambda browser: browser.click("allow"))
    page_four.page.panel.own_browser.address.setText(back)
    screen.click("usePastedAddressButton")
    page_four.at_choice()
    page_four.confirm()


def test_a_consent_denied_in_the_own_browser_is_said(page_four: PageFour) -> None:
    address = in_the_browser(page_four)
    visit(at_providers_page(page_four, address, lambda browser: browser.click("cancel")))
    assert page_four.said("L-01").startswith("Access was not allowed")


def test_stopping_frees_the_return_address(page_four: PageFour) -> None:
    address = in_the_browser(page_four)
    redirect_uri = parse_qs(urlsplit(address).query)["redirect_uri"][0]
    screen.wait(lambda: screen.is_ready("noticeStopButton"), "Stop")
    screen.click("noticeStopButton")
    assert page_four.said("L-01").startswith("The sign-in was closed")
    screen.wait(lambda: page_four.desk.tasks.is_idle, "the listener is closed")
    with pytest.raises(requests.ConnectionError):
        requests.get(redirect_uri, timeout=5)


def test_a_service_that_is_down_is_said_and_the_sign_in_can_be_started_again(page_four: PageFour) -> None:
    page_four.connect("xero")
    web_view.sign_in("one-organisation")
    screen.wait(lambda: web_view.is_at("/connect/"), "the consent page")
    page_four.orders("answer", route="xero.token", status=503, body="down", times=9)
    web_view.allow()
    screen.wait(lambda: page_four.page.notice.property("kind") == "bad", "a refusal")
    assert "Xero" in str(page_four.page.notice.property("text"))
    page_four.orders("reset")
    screen.click("noticeActionButton")
    screen.wait(lambda: page_four.page.panel.stage is Stage.VIEW, "a new sign-in")
