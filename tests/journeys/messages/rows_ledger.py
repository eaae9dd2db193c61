"""L-01, L-04, L-06 to L-12, and A-11, A-18 of a ledger: what comes of a sign-in on page 4."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from tempfile import gettempdir

from filelock import FileLock
from PySide6.QtWidgets import QComboBox

from lmb_desktop.practice.registered_apps import practice_apps
from tests.journeys import screen, walk, web_view
from tests.journeys.messages.acts import connects, opens_credentials, starts_again
from tests.journeys.messages.case import Case, Step
from tests.journeys.messages.reading import InHeading, InNotice
from tests.journeys.messages.stage import UK, Stage, paste, sign_in

PEOPLE = {"xero": "one-organisation", "quickbooks": "one-company"}
KESTREL, NORTHLIGHT = "c671f68a-2688-4d71-8381-540af4f1b399", "9341450000000303"
PORTS = {"xero": (8742, 8743, 8744), "quickbooks": (8745,)}
CONFIRM = InNotice("confirmOrganisationButton")
"""Where the button for what the notice says stands below the facts: the choice itself."""
MISSING = (
    "If the one you want was greyed out it is already linked; remove this app in Xero under Settings > Connected apps, "
    "then connect again."
)
NO_SCOPE = "Update the program, or check the permissions of your own {name} app."


def signed_in(provider: str, person: str = "", entry: int = 0) -> Step:
    """Return a sign-in on page 4."""

    def provoke(stage: Stage) -> None:
        stage.page_four()
        sign_in(provider, person or PEOPLE[provider], entry)

    return provoke


def ordered(provider: str, name: str, **facts: object) -> Step:
    """Return a sign-in on page 4 at services that were given an order when the consent page was reached."""

    def provoke(stage: Stage) -> None:
        stage.page_four()
        screen.click(walk.CONNECT[provider])
        web_view.sign_in(PEOPLE[provider])
        stage.orders(name, **facts)
        web_view.allow()

    return provoke


def denied(provider: str) -> Step:
    """Return a sign-in on page 4 in which access is not allowed."""

    def provoke(stage: Stage) -> None:
        stage.page_four()
        screen.click(walk.CONNECT[provider])
        web_view.sign_in(PEOPLE[provider])
        web_view.deny()

    return provoke


def closed(stage: Stage) -> None:
    """Close the sign-in page."""
    stage.page_four()
    screen.click("connectXeroButton")
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    screen.click("cancelSignInButton")


def demo(provider: str, person: str, entry: int = 0) -> Step:
    """Return a sign-in to a company that is there for trying things out."""

    def provoke(stage: Stage) -> None:
        signed_in(provider, person, entry)(stage)
        screen.wait(lambda: screen.notice()[1] == "L-07", "the demo company is named")

    return provoke


def used_for_testing(stage: Stage) -> None:
    """Press the button: nothing but that connects the demo company."""
    assert not walk.is_next_on()
    screen.click("confirmOrganisationButton")
    screen.wait(walk.is_next_on, "the ledger half is saved")
    assert stage.session.accounts()[0]["ledger"]["state"] == "ok"


def chosen(stage: Stage) -> None:
    """Choose one of them and press the button: that one is connected."""
    assert screen.found("organisationCombo", QComboBox).currentIndex() == -1
    assert not screen.is_ready("confirmOrganisationButton")
    screen.choose("organisationCombo", "Harbour Tea Ireland")
    walk.confirm()
    walk.finish()
    assert stage.session.accounts()[0]["ledger"]["organisation_name"] == "Harbour Tea Ireland"


def not_in_the_list(stage: Stage) -> None:
    """Say that the organisation is not in the list."""
    signed_in("xero", "three-organisations", -1)(stage)
    screen.click("organisationMissingButton")


def another_one(stage: Stage) -> None:
    """Press the button: the next sign-in brings the organisation that is wanted, and it is connected."""
    connects("xero", "one-organisation")(stage)
    assert stage.session.accounts()[0]["ledger"]["organisation_name"] == "Kestrel Candles Pty Ltd"


def read_again(stage: Stage) -> None:
    """Press the button: the company is read once more, and can be confirmed."""
    stage.orders("company", realm=NORTHLIGHT, condition="ok")
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[1] == "L-07", "the company answers")


def throttled(stage: Stage) -> None:
    """Sign in to Xero when its minute is full."""
    ordered("xero", "throttle", service="xero.organisation")(stage)
    screen.wait(lambda: screen.notice()[1] == "A-18", "Xero asks to slow down")


def let_through(stage: Stage) -> None:
    """Press the button when the time is over: the organisation answers."""
    stage.orders("reset")
    screen.click("noticeActionButton")
    # It keeps its books in a currency that the seller does not settle in; that is said, and stops nothing.
    screen.wait(lambda: screen.notice()[1] == "base-currency-unused", "the organisation answers")


def take(stage: Stage, family: socket.AddressFamily, address: tuple[str, int]) -> None:
    """Listen on an address until the end of the case; somebody else may listen there for a moment longer."""

    def is_ours() -> bool:
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(address)
            taken.listen()
        except OSError:
            taken.close()
            return False
        stage.room.enter_context(taken)
        return True

    screen.wait(is_ours, f"{address} is free")


def all_ports_taken(provider: str) -> Step:
    """Return a sign-in in the own browser while other programs listen on every registered return address."""

    def provoke(stage: Stage) -> None:
        stage.room.enter_context(FileLock(Path(gettempdir()) / "lmb-desktop-test-ports.lock", timeout=100))
        for port in PORTS[provider]:
            take(stage, socket.AF_INET, ("127.0.0.1", port))
            if socket.has_ipv6:
                take(stage, socket.AF_INET6, ("::1", port))
        stage.page_four()
        screen.click(walk.CONNECT[provider])
        screen.click("openInBrowserButton")
        screen.found("pastedAddressEdit")
        browser = stage.browser()
        browser.open(stage.session.browser.newest()).click(f"person-{PEOPLE[provider]}").click("allow")
        stage.facts["back"] = browser.outside

    return provoke


def pasted(stage: Stage) -> None:
    """Paste the address that the browser ended on and press the button: the account is connected."""
    paste("pastedAddressEdit", str(stage.facts["back"]))
    screen.click("usePastedAddressButton")
    walk.confirm()
    walk.finish()
    assert stage.session.accounts()[0]["ledger"]["state"] == "ok"


def _named(name: str) -> str:
    return {"xero": "Xero", "quickbooks": "QuickBooks"}[name]


ROWS = [
    Case(
        id="A-11",
        key="app-refused-ledger",
        variant="QuickBooks secret",
        trigger="The client secret of the QuickBooks app in the service settings is not the app's.",
        provoke=signed_in("quickbooks"),
        settings=((practice_apps().quickbooks.client_secret, "0" * 40),),
        title="QuickBooks rejected the app's own ID or secret",
        text="It is not about the sign-in. Enter the ID, and where there is one the secret, again under App "
        "credentials.",
        button="App credentials…",
        press=opens_credentials("QuickBooks"),
        details=("127.0.0.1 answered 401", "error invalid_client"),
    ),
    Case(
        id="A-18",
        key="rate-limited",
        variant="of a ledger",
        trigger="Xero answers 429 when the organisation is read.",
        provoke=throttled,
        kind="attention",
        title="Xero asked LMB Desktop to slow down",
        text="Try again in 30 seconds. Nothing was connected.",
        button="Try again",
        press=let_through,
        details=("127.0.0.1 answered 429", "minute"),
    ),
    *(
        Case(
            id="L-01",
            key="consent-denied",
            variant=f"{_named(provider)} denied",
            trigger=f"Cancel is pressed on the consent page of {_named(provider)}.",
            provoke=denied(provider),
            kind="info",
            title="Access was not allowed, so nothing was connected",
            text="Start again when ready.",
        )
        for provider in PEOPLE
    ),
    Case(
        id="L-01",
        key="sign-in-cancelled",
        variant="closed",
        trigger="The sign-in page is closed with its Cancel button.",
        provoke=closed,
        kind="info",
        title="The sign-in was closed",
        text="Nothing was connected. Start again when ready.",
    ),
    Case(
        id="L-04",
        key="choose-organisation",
        variant="three organisations",
        trigger="One consent brought three organisations.",
        provoke=signed_in("xero", "three-organisations", -1),
        place=InHeading("confirmOrganisationButton"),
        kind="info",
        title="Choose the organisation",
        text=f"You gave access to 3 organisations. Choose the one that should receive {UK}. The others stay unused.",
        button="Use this organisation",
        press=chosen,
    ),
    Case(
        id="L-06",
        key="no-organisation",
        variant="none",
        trigger="Somebody signs in to Xero who has no organisation.",
        provoke=signed_in("xero", "no-organisation"),
        title="No organisation came back from Xero",
        text=MISSING,
        button="Start again",
        press=another_one,
    ),
    Case(
        id="L-06",
        key="no-organisation",
        variant="not in the list",
        trigger="The person says that the organisation is not in the list.",
        provoke=not_in_the_list,
        kind="info",
        title="The organisation did not come back from Xero",
        text=MISSING,
        button="Start again",
        press=another_one,
    ),
    *(
        Case(
            id="L-07",
            key=key,
            variant=variant,
            trigger=trigger,
            provoke=provoke,
            place=CONFIRM,
            kind="attention",
            title=title,
            text=text,
            button="Use it for testing",
            press=used_for_testing,
        )
        for variant, trigger, key, title, text, provoke in (
            (
                "Xero demo company",
                "The demo company of Xero is allowed.",
                "demo-company",
                "“Demo Company (UK)” is a demo company",
                "Its data is wiped regularly. Continue only for testing?",
                demo("xero", "three-organisations", 2),
            ),
            (
                "QuickBooks sandbox",
                "A company of Intuit's sandbox is allowed.",
                "sandbox-company",
                "“Northlight Cycles LLC” is a sandbox company of QuickBooks",
                "It holds no real data. Continue only for testing?",
                demo("quickbooks", "one-company"),
            ),
        )
    ),
    Case(
        id="L-08",
        key="no-rights",
        variant="Xero",
        trigger="Xero shows the organisation in its list, but does not let this login read it.",
        provoke=ordered("xero", "company", organisation=KESTREL, condition="access-lost"),
        title="Your Xero login cannot connect apps to Kestrel Candles Pty Ltd",
        text="You need the Standard or Adviser role.",
        button="Sign in as someone else",
        press=starts_again(),
        details=("127.0.0.1 answered 403", "AuthenticationUnsuccessful"),
    ),
    Case(
        id="L-08",
        key="no-rights",
        variant="QuickBooks",
        trigger="QuickBooks answers fault 120: the login has no access to the company any more.",
        provoke=ordered("quickbooks", "company", realm=NORTHLIGHT, condition="access-lost"),
        title="Your QuickBooks login cannot connect apps to this company",
        text="You need to be an admin of the company.",
        button="Sign in as someone else",
        press=starts_again(),
        details=("127.0.0.1 answered 401", "error 120", "intuit_tid"),
    ),
    Case(
        id="L-09",
        key="connection-limit",
        variant="Xero",
        trigger="The app has reached the number of organisations that Xero allows it.",
        provoke=ordered("xero", "ceiling", organisations=0),
        title="The app has reached the number of organisations Xero allows",
        text="Disconnect one you no longer use, or enter your own Xero app ID.",
        button="App credentials…",
        press=opens_credentials("Xero"),
        details=("127.0.0.1 answered 403", "limit"),
    ),
    *(
        Case(
            id="L-10",
            key="scope-refused",
            variant=variant,
            trigger=trigger,
            provoke=ordered("xero", name, **facts),
            title="Xero does not grant an old permission",
            text=NO_SCOPE.format(name="Xero"),
            button="App credentials…",
            press=opens_credentials("Xero"),
            details=said,
        )
        for variant, trigger, name, facts, said in (
            (
                "token address",
                "Xero's token address answers invalid_scope.",
                "fail",
                {"service": "xero", "code": "invalid_scope"},
                ("127.0.0.1 answered 400", "error invalid_scope"),
            ),
            (
                "permission missing",
                "Xero refuses to show the organisation, because the token lacks the permission.",
                "answer",
                {
                    "route": "xero.organisation",
                    "status": 401,
                    "times": 3,
                    "body": json.dumps({"Title": "Unauthorized", "Status": 401, "Detail": "AuthorizationUnsuccessful"}),
                },
                ("127.0.0.1 answered 401", "AuthorizationUnsuccessful"),
            ),
        )
    ),
    Case(
        id="L-11",
        key="subscription-ended",
        variant="on page 4",
        trigger="QuickBooks answers fault 6190: the subscription of the company has ended.",
        provoke=ordered("quickbooks", "company", realm=NORTHLIGHT, condition="subscription-ended"),
        title="The QuickBooks subscription of this company has ended",
        text="QuickBooks says so, and nothing can be added until it is renewed there.",
        button="Try again",
        press=read_again,
        details=("127.0.0.1 answered 400", "error 6190"),
    ),
    *(
        Case(
            id="L-12",
            key="listener-blocked",
            variant=_named(provider),
            trigger=f"Other programs listen on every return address that is registered for {_named(provider)}.",
            provoke=all_ports_taken(provider),
            place=InNotice("usePastedAddressButton"),
            kind="attention",
            title="The browser could not hand the result back",
            text=f"No return address is free on this computer ({', '.join(map(str, PORTS[provider]))}). Copy the "
            "address shown in the browser and paste it here.",
            button="Use this address",
            press=pasted,
        )
        for provider in PEOPLE
    ),
]
