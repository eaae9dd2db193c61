"""A-07, A-09, A-16, L-02, L-03, L-05: a connection that used to work, and how it is mended."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QLineEdit

from lmb_desktop.core.health import State
from lmb_desktop.gateways.history_store import SqliteHistory
from tests.journeys import again, screen, web_view
from tests.journeys.messages.acts import visits
from tests.journeys.messages.case import Case, Step
from tests.journeys.messages.reading import InHead, InPane
from tests.journeys.messages.stage import UK, Stage, paste

YEAR, TWO_MONTHS, IDLE_AT_INTUIT = timedelta(days=366), timedelta(days=61), timedelta(days=102)
AMAZON = InPane("Amazon", "reauthoriseAmazonButton")
XERO, QUICKBOOKS = (InPane(name, "signInAgainButton") for name in ("Xero", "QuickBooks"))
DISABLED = (
    "Amazon has ended this authorisation. It was given on {date}; most likely it was disabled in Seller Central. "
    "Re-authorise keeps the name, settings and history."
)
EXPIRED = (
    "Amazon has ended this authorisation. It was given on {date}; its 365 days are over. Re-authorise keeps the name, "
    "settings and history."
)
WITHDREW = (
    " withdrew this connection. Common causes: the app was disconnected there, or the person who connected it lost "
    "access. Sign in again as someone who may connect apps."
)
PEOPLE = {"xero": "three-organisations", "quickbooks": "two-companies"}
ENDED = "answered 400; error invalid_grant"
REAUTHORISE, FRESH = "Re-authorise Amazon…", "Nothing was changed. "


def disabled(stage: Stage) -> None:
    """Disable the authorisation under Manage your apps, and check the account."""
    program = stage.connected()
    browser = stage.browser()
    browser.open(f"{stage.server.base_url}/seller-central/apps/manage").click("person-harbour-tea").click("disable-1")
    note_date(stage)
    stage.check(program, "seller")


def a_year_later(stage: Stage) -> None:
    """Let a year pass since the consent, and check the account."""
    stage.account_id = stage.folder.add(UK, "harbour-tea", public=True)
    stage.folder.connect(stage.account_id, "xero", PEOPLE["xero"])
    note_date(stage)
    stage.pass_time(YEAR)
    stage.check(stage.start(), "seller")


def mws_disabled(stage: Stage) -> None:
    """Take back an MWS authorisation, and check the account."""
    program = stage.connected(method="mws")
    note_date(stage)
    stage.orders("revoke", seller_id=stage.folder.view(stage.account_id).account.seller_id)
    stage.check(program, "seller")


def note_date(stage: Stage) -> None:
    """Note the day on which the authorisation was given, as people write it."""
    given = stage.folder.view(stage.account_id).account.seller_facts.consented_at
    stage.facts["date"] = written(given)


def to_the_dialog(provoke: Step) -> Step:
    """Return the same, and the dialog that mends it opened."""

    def further(stage: Stage) -> None:
        provoke(stage)
        screen.click("reauthoriseAmazonButton")

    return further


def reauthorised(method: str = "sp-api") -> Step:
    """Return a press that authorises Amazon again, to the end: fine again, same name, ledger and history."""

    def press(stage: Stage) -> None:
        before, history = what_stays(stage)
        screen.click("reauthoriseAmazonButton")
        dialog = again.reauthorising()
        paste("tokenEdit", stage.brought("harbour-tea", method=method).token)
        screen.click("verifyButton")
        screen.wait(lambda: screen.is_ready("closeReauthoriseButton"), f"connected again, {again.notice(dialog)}")
        screen.click("closeReauthoriseButton")
        screen.wait(lambda: stage.folder.view(stage.account_id).seller.state is State.OK, "the half is fine again")
        assert what_stays(stage) == (before, [*history, "seller-reauthorised"])

    return press


def what_stays(stage: Stage) -> tuple[object, list[str]]:
    """Return name, client, seller and ledger of the account, and what its history tells."""
    account = stage.folder.view(stage.account_id).account
    kept = (account.name, account.client, account.seller_id, account.region, account.link_id)
    entries = SqliteHistory(stage.folder.parts.folders.store).of(account.id)
    return kept, [entry.event.value for entry in reversed(entries)]


def idle(provider: str, passed: timedelta) -> Step:
    """Return a computer that was off for long: the ledger's sign-in was not used meanwhile."""

    def provoke(stage: Stage) -> None:
        stage.account_id = stage.folder.add(UK, "harbour-tea")
        stage.folder.connect(stage.account_id, provider, PEOPLE[provider])
        note_date(stage)
        stage.pass_time(passed)
        stage.check(stage.start(), "ledger")

    return provoke


def ended(provider: str, **order: str) -> Step:
    """Return a ledger that ends what it granted, as an order says; then the account is checked."""

    def provoke(stage: Stage) -> None:
        program = stage.connected(provider, PEOPLE[provider])
        stage.orders("revoke", **(order or {"user": PEOPLE[provider]}))
        stage.check(program, "ledger")

    return provoke


def unlinked(stage: Stage) -> None:
    """Disconnect the app inside Xero, under Connected apps, and check the account."""
    program = stage.connected()
    stage.orders("revoke", organisation=stage.folder.view(stage.account_id).link.organisation_id)
    stage.check(program, "ledger")


def condition(provider: str, what: str) -> Step:
    """Return an organisation or company that comes into a condition; then the account is checked."""

    def provoke(stage: Stage) -> None:
        program = stage.connected(provider, PEOPLE[provider])
        stage.orders("company", realm=stage.folder.view(stage.account_id).link.organisation_id, condition=what)
        stage.check(program, "ledger")

    return provoke


def opens_sign_in(_stage: Stage) -> None:
    """Press the button: the dialog that signs in again opens."""
    screen.click("signInAgainButton")
    again.reconnecting()


def renewed_there(stage: Stage) -> None:
    """Renew the subscription at Intuit and press the button: the account is fine again."""
    realm = stage.folder.view(stage.account_id).link.organisation_id
    stage.orders("company", realm=realm, condition="ok")
    screen.click("checkHalfButton")
    screen.wait(lambda: stage.folder.view(stage.account_id).ledger.state is State.OK, "the half is fine again")


def used_for_years(stage: Stage) -> None:
    """Use a QuickBooks sign-in until its full time is over, and check the account."""
    stage.account_id = stage.folder.add(UK, "harbour-tea")
    stage.folder.connect(stage.account_id, "quickbooks", PEOPLE["quickbooks"])
    chain = stage.folder.view(stage.account_id).sign_in.chain
    stage.facts["given"], stage.facts["ended"] = written(chain.consented_at), written(chain.hard_ends_at)
    connections, never = stage.folder.parts.connections, stage.folder.never
    for _quarter in range(20):
        stage.pass_time(timedelta(days=90))
        connections.check([stage.account_id], never)
        assert stage.folder.view(stage.account_id).ledger.state in (State.OK, State.ATTENTION, State.URGENT)
    stage.pass_time(timedelta(days=30))
    stage.check(stage.start(), "ledger")


def written(moment: datetime) -> str:
    """Return a day as people write it."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def signed_in_again(provider: str) -> Step:
    """Return a press that signs in to the ledger again, to the end: fine again, and everything kept."""

    def press(stage: Stage) -> None:
        before, history = what_stays(stage)
        screen.click("signInAgainButton")
        dialog = again.reconnecting()
        screen.click("reconnectButton")
        web_view.sign_in(PEOPLE[provider])
        web_view.allow()
        again.confirm(dialog)
        screen.wait(lambda: screen.is_ready("closeReconnectButton"), f"connected again, {again.notice(dialog)}")
        screen.click("closeReconnectButton")
        assert stage.folder.view(stage.account_id).ledger.state is State.OK
        assert what_stays(stage) == (before, [*history, "ledger-signed-in"])

    return press


def another_organisation(provider: str) -> Step:
    """Return a sign-in to the ledger again, in which another organisation is picked."""

    def provoke(stage: Stage) -> None:
        ended(provider)(stage)
        screen.click("signInAgainButton")
        dialog = again.reconnecting()
        screen.click("reconnectButton")
        web_view.sign_in(PEOPLE[provider])
        web_view.allow(1)
        again.confirm(dialog)
        screen.wait(lambda: again.notice(dialog)[1] == "L-05", "another organisation is refused")

    return provoke


def changes_ledger(stage: Stage) -> None:
    """Press the button: the dialog for another ledger opens, and nothing has changed."""
    before = stage.folder.kept()
    screen.click("noticeActionButton")
    assert again.changing_ledger().windowTitle().startswith(f"Change ledger – {UK}")
    assert stage.folder.kept() == before


def not_among_them(stage: Stage) -> None:
    """Sign in to the ledger again as somebody who reaches several organisations, but not the one that is wanted."""
    program = stage.connected("xero", "one-organisation")
    stage.orders("revoke", user="one-organisation")
    stage.check(program, "ledger")
    screen.click("signInAgainButton")
    again.reconnecting()
    screen.click("reconnectButton")
    web_view.sign_in("three-organisations")
    web_view.allow(-1)
    screen.wait(lambda: screen.is_ready("organisationCombo"), "the choice")


def right_one_after_all(stage: Stage) -> None:
    """Press the button: the next sign-in asks who one is, and the right organisation restores the account."""
    dialog = again.reconnecting()
    screen.click("noticeActionButton")
    web_view.sign_in("one-organisation")
    web_view.allow()
    again.confirm(dialog)
    screen.wait(lambda: screen.is_ready("closeReconnectButton"), f"connected again, {again.notice(dialog)}")
    assert stage.folder.view(stage.account_id).ledger.state is State.OK


def another_token(seller: str, region: str = "europe", **more: object) -> Step:
    """Return the dialog that authorises Amazon again, with a token of another seller."""

    def provoke(stage: Stage) -> None:
        to_the_dialog(disabled)(stage)
        again.reauthorising()
        paste("tokenEdit", stage.brought(seller, region, **more).token)
        screen.click("verifyButton")

    return provoke


def another_token_of_one_here(stage: Stage) -> None:
    """Bring the token of a seller that has an account here, where Amazon says whose it is."""
    stage.folder.add("Fern & Slate EU", "fern-and-slate")
    another_token("fern-and-slate", missing_roles=["listings"])(stage)


def another_on_the_page(stage: Stage) -> None:
    """Authorise here as another seller."""
    to_the_dialog(disabled)(stage)
    again.reauthorising()
    screen.click("authoriseHereButton")
    web_view.sign_in("fern-and-slate")
    web_view.authorise()


def token_again(stage: Stage) -> None:
    """Press the button: the token can be typed over, and the right one restores the account."""
    screen.click("noticeActionButton")
    assert screen.found("tokenEdit", QLineEdit).hasSelectedText()
    paste("tokenEdit", stage.brought("harbour-tea").token)
    screen.click("verifyButton")
    screen.wait(lambda: screen.is_ready("closeReauthoriseButton"), "connected again")
    assert stage.folder.view(stage.account_id).seller.state is State.OK


def page_again(stage: Stage) -> None:
    """Press the button: Amazon's page asks who one is, and the right seller restores the account."""
    screen.click("noticeActionButton")
    web_view.sign_in("harbour-tea")
    web_view.authorise()
    screen.wait(lambda: screen.is_ready("closeReauthoriseButton"), "connected again")
    assert stage.folder.view(stage.account_id).seller.state is State.OK


def _ended(variant: str, key: str, trigger: str, *, provoke: Step, text: str, method: str = "sp-api") -> Case:
    return Case(
        id="A-09",
        key=key,
        variant=variant,
        trigger=trigger,
        provoke=provoke,
        has_clock=provoke is a_year_later,
        place=AMAZON,
        text=text,
        button=REAUTHORISE,
        press=reauthorised(method),
        details=("answered 401; error AccessDenied" if method == "mws" else ENDED,),
    )


ROWS = [
    Case(
        id="A-07",
        key="wrong-region-again",
        variant="authorised again",
        trigger="Amazon is authorised again with the token of a seller in another region.",
        provoke=another_token("northlight-cycles", "north-america"),
        title="This token belongs to a seller account in North America, not Europe",
        text="This connection belongs to A3KP7Q2WX8N4VT in Europe. Nothing was changed. Authorise again in the Seller "
        "Central of Europe.",
        button="Visit Seller Central",
        press=visits(),
    ),
    _ended(
        "disabled",
        "grant-ended-amazon",
        "The authorisation is disabled under Manage your apps, then the account is checked.",
        provoke=disabled,
        text=DISABLED,
    ),
    _ended(
        "a year is over",
        "grant-expired-amazon",
        "A year after the consent the account is checked.",
        provoke=a_year_later,
        text=EXPIRED,
    ),
    _ended(
        "by MWS",
        "grant-ended-amazon",
        "The MWS authorisation is taken back, then the account is checked.",
        provoke=mws_disabled,
        text=DISABLED,
        method="mws",
    ),
    Case(
        id="A-09",
        key="grant-ended-amazon",
        variant="in the dialog",
        trigger="The dialog that authorises Amazon again is opened after the authorisation was disabled.",
        provoke=to_the_dialog(disabled),
        place=InHead("reauthoriseDialog"),
        text=DISABLED,
        details=(ENDED,),
    ),
    Case(
        id="A-16",
        key="wrong-seller-unnamed",
        variant="by token",
        trigger="Amazon is authorised again with another seller's token, and does not say whose it is.",
        provoke=another_token("fern-and-slate"),
        title="You signed in to a different seller account",
        text="This connection belongs to A3KP7Q2WX8N4VT. Nothing was changed. Sign out of Amazon, or use a private "
        "window, and try again.",
        button="Try again",
        press=token_again,
        details=("error InvalidInput", "sellerId"),
    ),
    Case(
        id="A-16",
        key="wrong-seller",
        variant="by token, named",
        trigger="Amazon is authorised again with another seller's token, and says whose it is.",
        provoke=another_token("fern-and-slate", missing_roles=["listings"]),
        title="You signed in to a different seller account",
        text="It is A1FS3G7HN9KD5P; this connection belongs to A3KP7Q2WX8N4VT. Nothing was changed. Sign out of "
        "Amazon, or use a private window, and try again.",
        button="Try again",
        press=token_again,
    ),
    Case(
        id="A-16",
        key="wrong-seller-known",
        variant="by token, here too",
        trigger="Amazon is authorised again with the token of a seller that has an account here.",
        provoke=another_token_of_one_here,
        title="You signed in to a different seller account",
        text="It is A1FS3G7HN9KD5P, which is connected here as Fern & Slate EU; this connection belongs to "
        "A3KP7Q2WX8N4VT. Nothing was changed. Sign out of Amazon, or use a private window, and try again.",
        button="Try again",
        press=token_again,
    ),
    Case(
        id="A-16",
        key="wrong-seller",
        variant="on the page",
        trigger="Another seller signs in on Amazon's consent page to authorise again.",
        provoke=another_on_the_page,
        title="You signed in to a different seller account",
        text="It is A1FS3G7HN9KD5P; this connection belongs to A3KP7Q2WX8N4VT. Nothing was changed. Authorise again, "
        "and sign in to A3KP7Q2WX8N4VT.",
        button="Authorise again",
        press=page_again,
    ),
    *(
        Case(
            id="L-02",
            key="grant-idle",
            variant=name,
            trigger=f"The computer was off for {passed.days} days, then the account is checked.",
            provoke=idle(provider, passed),
            has_clock=True,
            place=place,
            text=f"{name} ends a connection that has not been used for {days} days. This one was last used on "
            "{date}. Sign in once to restore it; nothing is lost.",
            button=f"Sign in to {name} again…",
            press=signed_in_again(provider),
            details=(ENDED,),
        )
        for name, provider, place, passed, days in (
            ("Xero", "xero", XERO, TWO_MONTHS, 60),
            ("QuickBooks", "quickbooks", QUICKBOOKS, IDLE_AT_INTUIT, 101),
        )
    ),
    Case(
        id="grant-expired-ledger",
        key="grant-expired-ledger",
        variant="QuickBooks",
        trigger="A QuickBooks sign-in was used until its full time was over, then the account is checked.",
        provoke=used_for_years,
        has_clock=True,
        place=QUICKBOOKS,
        text="QuickBooks ends every sign-in after a fixed time, however often it is used. This one was given on "
        "{given} and ended on {ended}. Sign in once to begin a new one; nothing is lost.",
        button="Sign in to QuickBooks again…",
        press=signed_in_again("quickbooks"),
        details=(ENDED,),
    ),
    *(
        Case(
            id="L-03",
            key="grant-ended-ledger",
            variant=variant,
            trigger=trigger,
            provoke=provoke,
            place=place,
            text=f"{place.provider}{WITHDREW}",
            button=f"Sign in to {place.provider} again…",
            press=signed_in_again(provider),
            details=("answered 403; AuthenticationUnsuccessful" if provoke is unlinked else ENDED,),
        )
        for variant, trigger, provider, place, provoke in (
            ("Xero", "Xero ends what its user granted, then the account is checked.", "xero", XERO, ended("xero")),
            ("disconnected in Xero", "The app is disconnected inside Xero.", "xero", XERO, unlinked),
            (
                "QuickBooks",
                "Intuit ends what its user granted, then the account is checked.",
                "quickbooks",
                QUICKBOOKS,
                ended("quickbooks"),
            ),
        )
    ),
    *(
        Case(
            id=published,
            key=key,
            variant="found by a check",
            trigger=trigger,
            provoke=condition(provider, what),
            place=place,
            text=text,
            button="Check now" if published == "L-11" else f"Sign in to {place.provider} again…",
            press=renewed_there if published == "L-11" else opens_sign_in,
            details=(details,),
        )
        for published, key, trigger, provider, what, place, text, details in (
            (
                "L-08",
                "no-rights",
                "The person who connected Xero loses the rights there, then the account is checked.",
                "xero",
                "access-lost",
                XERO,
                "Your Xero login cannot connect apps to Harbour Tea Ltd. You need the Standard or Adviser role.",
                "answered 403; AuthenticationUnsuccessful",
            ),
            (
                "L-11",
                "subscription-ended-found",
                "The subscription of the company ends, then the account is checked.",
                "quickbooks",
                "subscription-ended",
                InPane("QuickBooks", "checkHalfButton"),
                (
                    "The QuickBooks subscription of Harbour Tea Ltd has ended. QuickBooks says so, and nothing can be "
                    "added until it is renewed there. Check again then."
                ),
                "answered 400; error 6190",
            ),
        )
    ),
    *(
        Case(
            id="L-05",
            key="wrong-account",
            variant=name,
            trigger=f"Another {what} is picked while signing in to {name} again.",
            provoke=another_organisation(provider),
            title=f"You picked {other}; this connection belongs to Harbour Tea Ltd",
            text="Nothing was changed. To move the account to another organisation use Change ledger.",
            button="Change ledger…",
            press=changes_ledger,
        )
        for name, provider, what, other in (
            ("Xero", "xero", "organisation", "Harbour Tea Ireland"),
            ("QuickBooks", "quickbooks", "company", "Harbour Tea USA Inc"),
        )
    ),
    Case(
        id="L-06",
        key="no-organisation",
        variant="wanted one missing",
        trigger="Somebody signs in to Xero again whose organisations are others than the one that is wanted.",
        provoke=not_among_them,
        kind="info",
        title="Kestrel Candles Pty Ltd did not come back from Xero",
        text="If the one you want was greyed out it is already linked; remove this app in Xero under Settings > "
        "Connected apps, then connect again.",
        button="Start again",
        press=right_one_after_all,
    ),
]
