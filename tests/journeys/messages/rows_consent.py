"""A-13 to A-15, A-17 and A-19: what goes wrong on the way through Amazon's consent page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from lmb_desktop.practice.registered_apps import practice_apps
from tests.journeys import hand, screen, walk, web_view
from tests.journeys.messages.acts import CONSOLE, notice_id, opens_credentials, visits
from tests.journeys.messages.case import Case, Step
from tests.journeys.messages.stage import Stage, paste
from tests.journeys.walk import Details

LATE_S = 301.0
"""Amazon takes a code for five minutes."""
OWN, OURS = (practice_apps().amazon_by_key(key) for key in ("own", "ours"))
ADDRESS = "The app's return address does not match; check App credentials."
LIMIT = "Remove one in Seller Central, or use that seller's own app."
CREDENTIALS, VISIT = "App credentials…", "Visit Seller Central"
DRAFT = (
    "Open the link marked for draft apps. If that does not work either, the application ID is not this app's; check "
    "App credentials."
)


def says(*choices: str) -> Step:
    """Return a way to page 2 where the person says in the menu what Seller Central showed."""

    def provoke(stage: Stage) -> None:
        stage.page_two()
        screen.click("didNotWorkButton")
        screen.wait(lambda: menu_in_front() is not None, "the menu")
        menu = menu_in_front()
        for choice in choices[:-1]:
            menu = opened(menu, choice)
        hand.choose(menu, choices[-1])

    return provoke


def menu_in_front() -> QMenu | None:
    """Return the menu that is open, if any."""
    menus = [window for window in screen.windows() if isinstance(window, QMenu)]
    return menus[-1] if menus else None


def opened(menu: QMenu, entry: str) -> QMenu:
    """Open a menu inside a menu with the mouse, and return it."""
    action = next(action for action in menu.actions() if action.text().replace("&", "") == entry)
    screen.click_widget(menu, menu.actionGeometry(action).center())
    inner = action.menu()
    screen.wait(inner.isVisible, f"{entry} opens")
    return inner


def shown_to(person: str, code: str = "") -> Step:
    """Return a way to Amazon's consent page, as this person; a code is what the page is ordered to answer."""

    def provoke(stage: Stage) -> None:
        if code:
            stage.orders("fail", service="consent", code=code)
        stage.start()
        walk.to_authorise_here("europe")
        web_view.sign_in(person)

    return provoke


def too_late(use) -> Step:
    """Return a consent in the own browser, whose answer comes back after the code's five minutes."""

    def provoke(stage: Stage) -> None:
        stage.start()
        walk.to_authorise_here("europe")
        screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
        screen.click("openInBrowserButton")
        browser = stage.browser()
        browser.open(stage.session.browser.newest()).click("person-harbour-tea").click("allow", agree_1="yes")
        stage.orders("clock", offset_s=LATE_S)
        screen.found("pastedAddressEdit")
        use(browser.outside)

    return provoke


def pasted(address: str) -> None:
    """Paste the address that the browser ended on."""
    paste("pastedAddressEdit", address)
    screen.click("usePastedAddressButton")


def typed(address: str) -> None:
    """Type the code and the Seller ID that the page shows."""
    answer = parse_qs(urlsplit(address).query)
    paste("pastedCodeEdit", answer["spapi_oauth_code"][0])
    paste("pastedSellerIdEdit", answer["selling_partner_id"][0])
    screen.click("usePastedCodeButton")


def authorised_again(stage: Stage) -> None:
    """Press the button: the browser is asked once more, and its answer is taken in time."""
    opened_before = len(stage.session.browser.opened)
    screen.click("noticeActionButton")
    screen.wait(lambda: len(stage.session.browser.opened) > opened_before, "another consent in the browser")
    browser = stage.browser()
    browser.open(stage.session.browser.newest()).click("person-harbour-tea").click("allow", agree_1="yes")
    pasted(browser.outside)
    assert walk.news()[:2] == ("good", "authorised-here")


def authorised_here(stage: Stage) -> None:
    """Press the button: Amazon's page asks anew who one is, and the primary user's consent is taken."""
    screen.click("noticeActionButton")
    web_view.sign_in("harbour-tea")
    web_view.authorise()
    assert walk.news()[:2] == ("good", "authorised-here")


def copied(stage: Stage) -> None:
    """Press the button: a text for the owner lies on the clipboard, with the link and without a secret."""
    screen.click("noticeActionButton")
    screen.wait(lambda: notice_id() == "request-copied", "the request is copied")
    text = QGuiApplication.clipboard().text()
    assert f"{stage.server.base_url}{CONSOLE}" in text
    assert "primary user" in text
    assert not any(secret in text for secret in stage.told.noted)


def link_copied(stage: Stage) -> None:
    """Press the button: the link lies on the clipboard, and it is said what to do with it."""
    screen.click("noticeActionButton")
    screen.wait(lambda: notice_id() == "seller-central-copied", "the link is copied")
    assert QGuiApplication.clipboard().text().startswith(f"{stage.server.base_url}{CONSOLE}")


def own_app_instead(stage: Stage) -> None:
    """Press the button: page 3 asks for the seller's own app first of all, and Amazon confirms it."""
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.page_name() == "credentialsPage", "page 3")
    screen.wait(lambda: screen.found("clientIdEdit").hasFocus(), "the client ID is asked for")
    back = stage.orders("authorise", seller="lantern-and-loom", region="europe")
    paste("clientIdEdit", back["client_id"])
    paste("clientSecretEdit", back["client_secret"])
    stage.paste_details(Details(back["seller_id"], back["refresh_token"]))
    assert walk.verify()[:2] == ("good", "verified")


def _from_page(code: str, trigger: str, title: str, text: str, **more) -> Case:
    usual = {
        "id": "A-15",
        "variant": f"{code} on the page",
        "trigger": trigger,
        "provoke": shown_to("harbour-tea"),
        "title": title,
        "text": text,
        "button": CREDENTIALS,
        "press": opens_credentials("Amazon"),
    }
    return Case(**usual | more)


def _from_menu(code: str, title: str, text: str, **more) -> Case:
    usual = {
        "id": "A-15",
        "variant": f"{code} from the menu",
        "trigger": f"The person says that the page shows {code}.",
        "provoke": says("The page shows an error code", code),
        "title": title,
        "text": text,
        "button": CREDENTIALS,
        "press": opens_credentials("Amazon"),
    }
    return Case(**usual | more)


ROWS = [
    *(
        Case(
            id="A-13",
            key="code-expired",
            variant=variant,
            trigger=f"The answer of a consent in the own browser is {how} after more than five minutes.",
            provoke=too_late(use),
            title="The code has expired",
            text="Amazon takes a code once, and for about 5 minutes. Nothing was connected. Authorise again to get a "
            "new one.",
            button="Authorise again",
            press=press,
            details=("127.0.0.1 answered 400", "error invalid_grant", "code"),
        )
        for variant, how, use, press in (
            ("pasted address", "pasted", pasted, authorised_again),
            ("typed code", "typed", typed, authorised_again),
        )
    ),
    Case(
        id="A-14",
        variant="from the menu",
        trigger="The person says that the page showed no access.",
        provoke=says("The page says I have no access"),
        title="Only the primary user can approve this",
        text="Ask the account's owner to open the link below, or sign in as the primary user or as a user with full "
        "permission for apps.",
        button="Copy request text",
        press=copied,
    ),
    Case(
        id="A-14",
        variant="on the page",
        trigger="A secondary user signs in on Amazon's consent page.",
        provoke=shown_to("harbour-tea-assistant"),
        title="Only the primary user can approve this",
        text="Somebody else is signed in. Authorise again, and sign in as the primary user or as a user with full "
        "permission for apps.",
        button="Authorise again",
        press=authorised_here,
    ),
    _from_page(
        "MD1000",
        "The app is a draft, and its consent page is opened without saying so.",
        "The app is still a draft",
        DRAFT,
        settings=(("draft_app = true", "draft_app = false"),),
        button="Open the draft link",
        press=authorised_here,
    ),
    _from_page(
        "MD5101",
        "The return address of the settings is not registered for the app.",
        "The return address does not match",
        ADDRESS,
        settings=(("lmb-desktop.example/amazon-consent", "lmb-desktop.example/another"),),
    ),
    _from_page(
        "MD5110",
        "Amazon finds a # sign in the app's return address.",
        "The return address holds a # sign",
        "Amazon takes no return address with one; check App credentials.",
        provoke=shown_to("harbour-tea", "MD5110"),
    ),
    _from_page(
        "MD9100",
        "The application ID is that of a private app.",
        "This app cannot be authorised this way",
        "If it is a private app, use Develop apps > Authorise in Seller Central.",
        settings=((OURS.application_id, OWN.application_id),),
        button=VISIT,
        press=visits(),
    ),
    _from_page(
        "SPSA0404",
        "Amazon does not let this kind of business authorise apps.",
        "Amazon does not offer this to the account's kind of business",
        "Only Selling Partner Support can say which kinds may authorise apps. Ask them.",
        provoke=shown_to("harbour-tea", "SPSA0404"),
        button="",
        press=None,
    ),
    _from_menu("MD1000", "The app is still a draft", DRAFT, button="Open the draft link", press=authorised_here),
    _from_menu(
        "MD1000",
        "The app is still a draft",
        "Amazon shows a draft only by a link marked for draft apps. Enter the application ID under App credentials, "
        "and LMB Desktop can open that link.",
        variant="MD1000 without application ID",
        settings=((OURS.application_id, ""),),
    ),
    _from_menu("MD5101", "The return address does not match", ADDRESS),
    _from_menu(
        "MD9100",
        "This app cannot be authorised this way",
        "If it is a private app, use Develop apps > Authorise in Seller Central.",
        button=VISIT,
        press=visits(),
    ),
    _from_menu(
        "Another code",
        "Amazon's page shows an error of its own",
        "What it means is not known. Copy the link and open it in a private window, signed in as the primary user.",
        button="Copy link",
        press=link_copied,
    ),
    Case(
        id="region-not-linked",
        variant="from the menu",
        trigger="The person says that Authorise app is missing for the region.",
        provoke=says("Authorise app is missing for this region"),
        title="This region is not linked to the account you are signed in to",
        text="Sign in with the account of Europe, or add it in Seller Central.",
        button=VISIT,
        press=visits(),
    ),
    Case(
        id="A-17",
        key="not-professional",
        variant="from the menu",
        trigger="The person says that the account has the Individual plan.",
        provoke=says("My account has the Individual plan"),
        title="Amazon offers this kind of access only to Professional selling accounts",
    ),
    *(
        Case(
            id="A-19",
            key="authorisation-limit",
            variant=variant,
            trigger=trigger,
            provoke=provoke,
            title="This app has reached Amazon's limit of 25 authorisations",
            text=LIMIT,
            button="Use this seller's own app",
            press=own_app_instead,
        )
        for variant, trigger, provoke in (
            (
                "on the page",
                "Amazon's consent page answers CONSENT_LIMIT_REACHED.",
                shown_to("harbour-tea", "CONSENT_LIMIT_REACHED"),
            ),
            (
                "from the menu",
                "The person says that the page shows CONSENT_LIMIT_REACHED.",
                says("The page shows an error code", "CONSENT_LIMIT_REACHED"),
            ),
        )
    ),
]
