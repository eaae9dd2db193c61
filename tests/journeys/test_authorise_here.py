"""Authorise here: Amazon's consent page in the program, up to a finished account, and how else it ends."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtWidgets import QLineEdit

from lmb_desktop.practice import PracticeServer
from lmb_desktop.practice import server as practice_server
from lmb_desktop.practice.registered_apps import practice_apps
from tests.journeys import screen, walk, web_view
from tests.journeys.leaks import files_below, leaks, texts
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves
from tests.journeys.seen import Notes
from tests.journeys.told_secrets import ToldSecrets
from tests.practice.browser import Browser

HARBOUR_TEA, NORTHLIGHT = "A3KP7Q2WX8N4VT", "A1NL6C4YB8RQ2M"
OURS = practice_apps().amazon_by_key("ours")


@pytest.fixture
def browser(server: PracticeServer) -> Iterator[Browser]:
    """Give a browser of the person's own."""
    browser = Browser(server.base_url)
    yield browser
    browser.close()


@pytest.fixture
def started(session: Session) -> Session:
    """Give the program on page 1."""
    session.start()
    return session


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> ToldSecrets:
    """Give a listener before the practice services that are started after it, and a talkative log."""
    told, build = ToldSecrets(), practice_server.build_application
    monkeypatch.setattr(practice_server, "build_application", lambda parts: told.before(build(parts)))
    monkeypatch.setenv("LMB_DESKTOP_LOG", "debug")
    return told


def change(services: Path, old: str, new: str) -> None:
    """Change the settings file before the program reads it."""
    text = services.read_text("utf-8")
    assert old in text
    services.write_text(text.replace(old, new), "utf-8")


def line(name: str) -> QLineEdit:
    return screen.found(name, QLineEdit)


def authorise(person: str, region: str, entry: int = 0) -> tuple[str, str, str]:
    """Authorise the program's app on page 2 as this person, and return what the page says then."""
    walk.to_authorise_here(region)
    web_view.sign_in(person)
    web_view.authorise(entry)
    return walk.news()


def name_and_verify(name: str) -> tuple[str, str, str]:
    """Go on to page 3, type the one thing that is missing, and let Amazon confirm it."""
    walk.next_page("credentialsPage")
    screen.write("accountNameEdit", name)
    return walk.verify()


def to_own_browser(session: Session, region: str) -> str:
    """Let Amazon's page open, go on in the person's own browser, and return the address that it was asked to open."""
    walk.to_authorise_here(region)
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    screen.click("openInBrowserButton")
    address = session.browser.newest()
    screen.found("pastedAddressEdit")
    assert screen.find("authoriseHereView") is None
    return address


def consented(browser: Browser, address: str, person: str = "harbour-tea") -> str:
    """Sign in and consent in the person's own browser; returns the address that it is sent to."""
    browser.open(address).click(f"person-{person}").click("allow", agree_1="yes")
    return browser.outside


def test_amazon_brings_seller_and_authorisation_and_only_a_name_is_missing(started: Session, orders: Orders):
    assert authorise("harbour-tea", "europe") == (
        "good",
        "authorised-here",
        f"Amazon authorised {HARBOUR_TEA}\nPress Next; only a name is missing.",
    )
    assert screen.find("authoriseHereView") is None
    walk.next_page("credentialsPage")
    assert (line("sellerIdEdit").text(), line("sellerIdEdit").isReadOnly()) == (HARBOUR_TEA, True)
    assert [screen.find(name) for name in ("tokenEdit", "ownAppButton", "clientIdEdit")] == [None, None, None]
    screen.write("accountNameEdit", "Harbour Tea UK")
    kind, message, text = walk.verify()
    assert (kind, message, text.splitlines()[0]) == (
        "good",
        "verified",
        f"Amazon confirms: Harbour Tea, seller {HARBOUR_TEA}",
    )
    # The redirect names the seller, so nobody asks for the listings.
    assert orders.routes()["amazon.token"] == 2
    assert "amazon.listings" not in str(orders.routes())
    walk.next_page("ledgerPage")
    walk.sign_in("xero", "one-organisation")
    walk.confirm()
    walk.finish()
    code, accounts = started.check()
    assert (code, halves(accounts)) == (0, {"Harbour Tea UK": ("ok", "ok")})
    assert (accounts[0]["seller_id"], accounts[0]["method"], accounts[0]["region"]) == (HARBOUR_TEA, "sp-api", "europe")


def test_two_sellers_one_after_the_other_without_signing_out(started: Session):
    authorise("harbour-tea", "europe")
    name_and_verify("Harbour Tea UK")
    walk.next_page("ledgerPage")
    walk.sign_in("xero", "one-organisation")
    walk.confirm()
    screen.click("addAnotherButton")
    # `sign_in` waits for the page that asks who one is: whoever was still signed in would never see it.
    assert authorise("northlight-cycles", "north-america")[2].startswith(f"Amazon authorised {NORTHLIGHT}")
    name_and_verify("Northlight US")
    walk.next_page("ledgerPage")
    walk.share()
    walk.finish()
    sellers = {one["name"]: one["seller_id"] for one in started.accounts()}
    assert sellers == {"Harbour Tea UK": HARBOUR_TEA, "Northlight US": NORTHLIGHT}
    assert started.check()[0] == 0


def test_two_regions_of_one_seller_are_two_authorisations(started: Session):
    authorise("harbour-tea", "europe")
    name_and_verify("Harbour Tea UK")
    walk.leave()
    walk.add_new_account()
    assert authorise("harbour-tea", "north-america", entry=1)[2].startswith("Amazon authorised A2HT5V9QN3KC7E")
    assert name_and_verify("Harbour Tea US")[:2] == ("good", "verified")


def test_an_account_of_another_region_is_found_and_keeps_its_authorisation(started: Session, orders: Orders):
    authorise("northlight-cycles", "europe")
    kind, message, _text = name_and_verify("Northlight US")
    assert (kind, message) == ("bad", "A-07")
    exchanges = orders.routes()["amazon.token"]
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[0] == "good", "the other region is confirmed")
    assert orders.routes()["amazon.token"] == exchanges + 1
    assert started.accounts()[0]["region"] == "north-america"


def test_a_consent_that_was_not_given_leaves_the_token_way_open(started: Session, orders: Orders):
    walk.to_authorise_here("europe")
    web_view.sign_in("harbour-tea")
    screen.wait(lambda: web_view.is_at("/authorize/consent"), "the consent page")
    web_view.click_through("cancel")
    screen.click("cancelSignInButton")
    assert walk.news() == (
        "info",
        "consent-not-given",
        "The sign-in was closed\nNothing was connected. Start again when ready.",
    )
    assert orders("grants") == []
    walk.next_page("credentialsPage")
    walk.fill_in("Harbour Tea UK", orders.details("harbour-tea", "europe"))
    assert walk.verify()[:2] == ("good", "verified")


def test_a_token_can_be_pasted_after_all(started: Session, orders: Orders):
    authorise("harbour-tea", "europe")
    screen.click("noticeActionButton")
    walk.next_page("credentialsPage")
    assert (line("sellerIdEdit").text(), line("sellerIdEdit").isReadOnly()) == ("", False)
    walk.fill_in("Northlight", orders.details("harbour-tea", "europe"))
    assert walk.verify()[:2] == ("good", "verified")


def test_another_region_drops_what_amazon_gave(started: Session):
    authorise("harbour-tea", "europe")
    walk.go_back("regionPage")
    screen.click("region_north-america")
    walk.next_page("sellerCentralPage")
    assert screen.notice()[1] == "region-changed"
    walk.next_page("credentialsPage")
    assert line("sellerIdEdit").text() == ""
    assert screen.find("tokenEdit") is not None


def test_a_pasted_address_is_as_good(started: Session, browser: Browser):
    back = consented(browser, to_own_browser(started, "europe"))
    screen.write("pastedAddressEdit", back)
    screen.click("usePastedAddressButton")
    assert walk.news()[2].startswith(f"Amazon authorised {HARBOUR_TEA}")
    assert name_and_verify("Harbour Tea UK")[:2] == ("good", "verified")


def test_a_pasted_code_and_seller_id_are_as_good_and_the_id_is_checked(
    started: Session, browser: Browser, orders: Orders
):
    answer = parse_qs(urlsplit(consented(browser, to_own_browser(started, "europe"))).query)
    screen.write("pastedCodeEdit", answer["spapi_oauth_code"][0])
    screen.write("pastedSellerIdEdit", HARBOUR_TEA)
    screen.click("usePastedCodeButton")
    assert walk.news()[2].startswith(f"Amazon authorised {HARBOUR_TEA}")
    before = orders("counts")["services"]["amazon"]
    assert name_and_verify("Harbour Tea UK")[:2] == ("good", "verified")
    assert orders("counts")["services"]["amazon"] == before + 3


def test_a_seller_id_that_does_not_belong_to_the_pasted_code_is_found_out(started: Session, browser: Browser):
    answer = parse_qs(urlsplit(consented(browser, to_own_browser(started, "europe"))).query)
    screen.write("pastedCodeEdit", answer["spapi_oauth_code"][0])
    screen.write("pastedSellerIdEdit", "A1FS3G7HN9KD5P")
    screen.click("usePastedCodeButton")
    walk.news()
    kind, message, _text = name_and_verify("Harbour Tea UK")
    assert (kind, message) == ("bad", "seller-id-differs")
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.page_name() == "sellerCentralPage", "page 2 to authorise again")
    assert started.accounts() == []


def test_an_answer_to_another_sign_in_is_refused_and_the_right_one_taken(started: Session, browser: Browser):
    right = consented(browser, to_own_browser(started, "europe"))
    query = parse_qs(urlsplit(right).query)
    wrong = right.replace(query["state"][0], "s" * 43)
    screen.write("pastedAddressEdit", wrong)
    screen.click("usePastedAddressButton")
    screen.wait(lambda: line("pastedAddressEdit").accessibleDescription(), "the refusal")
    screen.write("pastedAddressEdit", right)
    screen.click("usePastedAddressButton")
    assert walk.news()[:2] == ("good", "authorised-here")


def test_without_an_application_id_nothing_is_offered(session: Session, services: Path):
    change(services, OURS.application_id, "")
    session.start()
    screen.click("region_europe")
    walk.next_page("sellerCentralPage")
    screen.click("otherWaysButton")
    screen.wait(lambda: screen.find("methodMws"), "the other ways")
    assert screen.find("authoriseHereButton") is None


def test_without_its_client_secret_the_app_is_named_as_not_complete(session: Session, services: Path):
    change(services, OURS.client_secret, "")
    session.start()
    walk.to_authorise_here("europe")
    assert walk.news()[:2] == ("bad", "app-incomplete")
    assert screen.find("authoriseHereView") is None


def test_going_back_ends_the_consent_and_its_page(started: Session):
    walk.to_authorise_here("europe")
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    assert not walk.is_next_on()
    walk.go_back("regionPage")
    assert screen.find("authoriseHereView") is None
    walk.next_page("sellerCentralPage")
    assert (walk.is_next_on(), screen.notice()[0]) == (True, "none")


def test_code_state_and_token_lie_nowhere_and_stand_in_no_title(
    told: ToldSecrets, session: Session, data_folder: Path, browser: Browser
):
    session.start()
    notes = Notes()
    authorise("harbour-tea", "europe")
    name_and_verify("Harbour Tea UK")
    walk.leave()
    walk.add_new_account()
    walk.to_authorise_here("north-america")
    screen.click("openInBrowserButton")
    back = consented(browser, session.browser.newest(), "northlight-cycles")
    screen.write("pastedAddressEdit", back)
    screen.click("usePastedAddressButton")
    walk.news()
    assert name_and_verify("Northlight US")[:2] == ("good", "verified")
    session.close()
    assert {"spapi_oauth_code", "state", "access_token", "refresh_token", "client_secret"} <= set(told.noted.values())
    places = files_below(data_folder) | texts(windows=notes.seen)
    assert any(b" DEBUG " in content for content in places.values()), "the log is not at its most talkative"
    assert leaks(told.noted, places) == []
