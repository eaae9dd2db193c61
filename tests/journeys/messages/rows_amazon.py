"""A-07, A-08, A-10 to A-12, A-17 and A-18: what Amazon answers on Verify."""

from __future__ import annotations

from lmb_desktop.core.app_credentials import AppCredentialsChanges
from lmb_desktop.core.secret import Secret
from lmb_desktop.practice.registered_apps import practice_apps
from tests.journeys import hand, screen, walk
from tests.journeys.messages.acts import APPS, REGISTER, opens_credentials, visits
from tests.journeys.messages.case import Case, Step
from tests.journeys.messages.reading import STOPPABLE
from tests.journeys.messages.stage import UK, Stage, paste
from tests.journeys.program import halves
from tests.journeys.walk import Details

OURS = practice_apps().amazon_by_key("ours")
MWS = practice_apps().mws
WRONG_SECRET = "amzn1.oa2-cs.v1." + "0" * 64
OTHER_APP = (
    "Usually it was copied from a different app, or access was withdrawn. Create a fresh one in Seller Central and "
    "paste it here."
)
NO_RIGHT_KEY = "If the secret was changed in the last 180 days, enter the new one under App credentials."
DUPLICATE = (
    "A3KP7Q2WX8N4VT in Europe is already connected as 'Harbour Tea UK'{of_client}. Open that account instead of "
)
VISIT, KEEP = "Visit Seller Central", "Change the region to {found} and keep everything else?"


def verified(seller: str, region: str = "europe", *, chosen: str = "europe", method: str = "sp-api") -> Step:
    """Return a way to page 3 with what a seller brought back, and Verify pressed."""

    def provoke(stage: Stage) -> None:
        stage.verify(stage.brought(seller, region, method), chosen, is_mws=method == "mws")

    return provoke


def region_changed(region: str, method: str) -> Step:
    """Return a press that changes the region: Amazon confirms at once, and the account is saved in that region."""

    def press(stage: Stage) -> None:
        assert stage.session.accounts() == []
        screen.click("noticeActionButton")
        screen.wait(walk.is_next_on, "Amazon confirms the details for the other region")
        saved = stage.session.accounts()
        assert [(one["region"], one["method"], one["seller"]["state"]) for one in saved] == [(region, method, "ok")]

    return press


def with_token(change) -> Step:
    """Return a way to page 3 with a good Seller ID and a token that something happened to."""

    def provoke(stage: Stage) -> None:
        details = stage.brought("harbour-tea")
        stage.verify(Details(details.seller_id, change(details.token)))

    return provoke


def withdrawn(stage: Stage) -> None:
    """Take back an authorisation before its token is pasted."""
    details = stage.brought("harbour-tea")
    stage.orders("revoke", seller_id=details.seller_id)
    stage.verify(details)


def token_of_another_seller(stage: Stage) -> None:
    """Paste one seller's ID and another one's MWS Auth Token."""
    right, other = (stage.brought(seller, method="mws") for seller in ("harbour-tea", "fern-and-slate"))
    stage.verify(Details(right.seller_id, other.token), is_mws=True)


def mws_says(code: str) -> Step:
    """Return a way to page 3 where MWS refuses with one of its codes."""

    def provoke(stage: Stage) -> None:
        details = stage.brought("harbour-tea", method="mws")
        stage.orders("fail", service="mws", code=code)
        stage.verify(details, is_mws=True)

    return provoke


def twice(client: str) -> Step:
    """Return a way to page 3 with a seller that is connected already."""

    def provoke(stage: Stage) -> None:
        saved = stage.folder.add(UK, "harbour-tea", client=client or None)
        stage.folder.connect(saved, "xero", "one-organisation")
        stage.facts["of_client"] = f" (client {client})" if client else ""
        stage.start()
        hand.place_of(UK)
        stage.rest()
        walk.add_new_account()
        walk.to_page_three("europe")
        screen.write("accountNameEdit", "The same again")
        stage.paste_details(stage.brought("harbour-tea"))
        screen.click("verifyButton")

    return provoke


def opened_instead(stage: Stage) -> None:
    """Press the button: the wizard makes room, and the account that exists is selected."""
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.find("accountWizard") is None, "the wizard makes room for the account")
    screen.wait(lambda: [one.account.name for one in hand.table().picked().views] == [UK], "the account is selected")
    assert halves(stage.session.accounts()) == {UK: ("ok", "ok")}


def secret_changed_elsewhere(stage: Stage) -> None:
    """Verify with an app whose secret was entered here once, and rotated since."""
    entered = AppCredentialsChanges(
        {"amazon.client_id": OURS.client_id}, {"amazon.client_secret": Secret(WRONG_SECRET)}
    )
    stage.folder.parts.app_credentials.save(entered)
    verified("harbour-tea")(stage)


def new_secret(stage: Stage) -> None:
    """Press the button, enter the app's new secret, and verify: Amazon takes it."""
    opens_credentials("Amazon")(stage)
    screen.click("amazon_client_secret_edit_replace")
    paste("amazon_client_secret_edit", OURS.client_secret)
    screen.click("saveAppCredentialsButton")
    screen.wait(lambda: screen.find("appCredentialsTabs") is None, "the credentials are saved")
    stage.rest()
    assert walk.verify()[:2] == ("good", "verified")


def own_app(stage: Stage) -> None:
    """Verify with the seller's own app and a wrong secret for it."""
    back = stage.orders("authorise", seller="lantern-and-loom", region="europe")
    stage.page_three()
    stage.paste_details(Details(back["seller_id"], back["refresh_token"]))
    screen.click("ownAppButton")
    paste("clientIdEdit", back["client_id"])
    paste("clientSecretEdit", WRONG_SECRET)
    screen.click("verifyButton")


def secret_too_old(stage: Stage) -> None:
    """Verify on the day after the last one of the app's secret."""
    details = stage.brought("harbour-tea")
    stage.orders("fail", service="amazon", code="secret-expired")
    stage.verify(details)


def throttled(stage: Stage) -> None:
    """Verify where Amazon takes no more requests."""
    stage.orders("throttle", service="amazon.participations")
    verified("harbour-tea")(stage)
    screen.wait(lambda: screen.notice()[1] == "A-18", "Amazon asks to slow down")
    stage.facts["time"] = screen.notice()[2].rpartition("Trying again at ")[2].partition(";")[0]


def stopped(stage: Stage) -> None:
    """Press Stop: nothing is counted any more, and the next Verify is good."""
    stage.orders("reset")
    screen.click("noticeStopButton")
    assert screen.notice()[0] == "none"
    assert walk.verify()[:2] == ("good", "verified")


def to_the_regions(_stage: Stage) -> None:
    """Press the button: page 1 asks for the region."""
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.page_name() == "regionPage", "page 1")


def refresh_token_instead(stage: Stage) -> None:
    """Press the button: the refresh token is asked for, and Amazon confirms it."""
    screen.click("noticeActionButton")
    assert screen.found("tokenEdit").accessibleName() == "Refresh token"
    stage.paste_details(stage.brought("harbour-tea"))
    assert walk.verify()[:2] == ("good", "verified")


def _region(variant: str, found: str, chosen: str, *, provoke: Step, slug: str, method: str = "sp-api") -> Case:
    return Case(
        id="A-07",
        key="wrong-region",
        variant=variant,
        trigger=f"The details belong to a seller in {found}, and the region chosen on page 1 is {chosen}.",
        provoke=provoke,
        title=f"This seller account is registered in {found}, not {chosen}",
        text=KEEP.format(found=found),
        button=f"Change the region to {found}",
        press=region_changed(slug, method),
    )


def _refused(variant: str, trigger: str, provoke: Step, *said: str, path: str = "") -> Case:
    return Case(
        id="A-08",
        key="credentials-refused",
        variant=variant,
        trigger=trigger,
        provoke=provoke,
        title="Amazon does not recognise this token for this app",
        text=OTHER_APP,
        button=VISIT,
        press=visits(path) if path else visits(),
        details=said,
    )


ROWS = [
    _region(
        "another endpoint",
        "Europe",
        "North America",
        provoke=verified("harbour-tea", chosen="north-america"),
        slug="europe",
    ),
    _region(
        "same endpoint",
        "Japan",
        "Australia",
        provoke=verified("minato-stationery", "japan", chosen="australia"),
        slug="japan",
    ),
    _region(
        "by MWS",
        "North America",
        "Europe",
        provoke=verified("northlight-cycles", "north-america", method="mws"),
        slug="north-america",
        method="mws",
    ),
    Case(
        id="no-marketplaces",
        key="no-marketplaces",
        variant="nowhere",
        trigger="Amazon lists no marketplace in which the seller takes part.",
        provoke=lambda stage: (
            stage.orders("answer", route="amazon.participations", body='{"payload": []}', times=3),
            verified("harbour-tea")(stage),
        ),
        title="This seller does not sell in Europe",
        text="Amazon accepted the sign-in, but no marketplace of Europe belongs to it. Choose the region where the "
        "account sells.",
        button="Choose another region",
        press=to_the_regions,
    ),
    _refused(
        "another app",
        "The token was made for the seller's own app.",
        verified("lantern-and-loom"),
        "127.0.0.1 answered 400",
        "error unauthorized_client",
    ),
    _refused(
        "mistyped",
        "The last letters of the token are wrong.",
        with_token(lambda token: f"{token[:-8]}AAAAAAAA"),
        "error invalid_grant",
        "refresh_token",
    ),
    _refused(
        "withdrawn",
        "The authorisation was taken back before its token is pasted.",
        withdrawn,
        "error invalid_grant",
        "revoked",
    ),
    _refused(
        "by MWS",
        "The MWS Auth Token belongs to another seller.",
        token_of_another_seller,
        "127.0.0.1 answered 401",
        "error AccessDenied",
        "not valid for SellerId",
        path=REGISTER,
    ),
    Case(
        id="A-08",
        key="mws-access-denied",
        variant="MWS gives no reason",
        trigger="MWS denies access without a reason.",
        provoke=mws_says("AccessDenied"),
        title="Amazon refused access for this seller",
        text="It did not say why. Most likely one of these: the selling rights of the account were removed or "
        "suspended; the authorisation is new and not live yet, which takes up to an hour; it was withdrawn. Look at "
        "the account in Seller Central, then try again.",
        button=VISIT,
        press=visits(REGISTER),
        details=("error AccessDenied",),
    ),
    Case(
        id="seller-id-differs",
        key="seller-id-differs",
        variant="another ID",
        trigger="The Seller ID is that of another seller than the token's.",
        provoke=lambda stage: stage.verify(Details("A1NL6C4YB8RQ2M", stage.brought("harbour-tea").token)),
        title="This token belongs to another seller account",
        text="Copy the token and the Seller ID from the same account.",
        details=("error InvalidInput", "sellerId"),
    ),
    *(
        Case(
            id="A-10",
            key=key,
            variant=variant,
            trigger=f"A seller that is connected already{of_whom} is added again.",
            provoke=twice(client),
            title="This seller account is connected already",
            text=f"{DUPLICATE}adding it twice.",
            button="Open that account",
            press=opened_instead,
        )
        for key, variant, of_whom, client in (
            ("duplicate-account", "no client", "", ""),
            ("duplicate-account-of-client", "of a client", ", for a client,", "Harbour Tea Ltd"),
        )
    ),
    Case(
        id="A-11",
        key="app-refused",
        variant="wrong secret",
        trigger="The app's secret was rotated since it was entered under App credentials.",
        provoke=secret_changed_elsewhere,
        settings=((OURS.client_secret, ""), (OURS.client_id, "")),
        title="Amazon rejected the app's own ID or secret, not the seller's token",
        text=NO_RIGHT_KEY,
        button="App credentials…",
        press=new_secret,
        details=("127.0.0.1 answered 401", "error invalid_client"),
    ),
    Case(
        id="A-11",
        key="app-refused",
        variant="secret too old",
        trigger="The app's secret is older than 180 days, so the Selling Partner API takes no token of it.",
        provoke=secret_too_old,
        title="Amazon rejected the app's own ID or secret, not the seller's token",
        text=NO_RIGHT_KEY,
        button="App credentials…",
        press=opens_credentials("Amazon"),
        details=("127.0.0.1 answered 403", "error Unauthorized", "secret token", "expired"),
    ),
    Case(
        id="A-11",
        key="app-refused",
        variant="own app",
        trigger="The client secret typed for the seller's own app is not that app's.",
        provoke=own_app,
        title="Amazon rejected the app's own ID or secret, not the seller's token",
        text="It is not about the sign-in or the token. If the secret was changed in the last 180 days, enter the new "
        "one here.",
        details=("error invalid_client",),
    ),
    Case(
        id="A-11",
        key="app-refused-mws",
        variant="MWS key",
        trigger="The MWS access key in the service settings is unknown to MWS.",
        provoke=verified("harbour-tea", method="mws"),
        settings=((MWS.access_key_id, "0" * 20),),
        title="Amazon rejected the app's own ID or secret, not the seller's token",
        text="The access key for MWS comes from the settings file that LMB Desktop starts with, and whoever makes that "
        "can correct it there. Or use the refresh token instead.",
        button="Use the refresh token",
        press=refresh_token_instead,
        details=("127.0.0.1 answered 403", "error InvalidAccessKeyId"),
    ),
    Case(
        id="A-12",
        key="role-missing",
        variant="no role",
        trigger="The app was given none of the roles that show the marketplaces.",
        provoke=verified("saltmarsh-soaps"),
        title="Amazon accepted the sign-in but did not show this seller's marketplaces",
        text="Most likely one of these: the "
        "account is registered in another region; the app lacks the role Product Listing or Selling Partner Insights; "
        "the app was given a role after this token was made. After adding a role the seller must authorise again.",
        button=VISIT,
        press=visits(),
        details=("127.0.0.1 answered 403", "error Unauthorized", "x-amzn-RequestId"),
    ),
    Case(
        id="A-12",
        key="role-missing-mws",
        variant="by MWS",
        trigger="MWS denies access to this part of it.",
        provoke=verified("saltmarsh-soaps", method="mws"),
        title="Amazon accepted the token but did not show this seller's marketplaces",
        text="This program may not use that part of MWS for this seller. The seller can "
        "allow it in Seller Central, where the authorised apps are listed.",
        button=VISIT,
        press=visits(APPS),
        details=("error AccessDenied", "Access to Sellers"),
    ),
    Case(
        id="A-17",
        key="not-professional",
        variant="by MWS",
        trigger="MWS says that the seller has no eligible account.",
        provoke=verified("attic-finds", method="mws"),
        title="Amazon offers this kind of access only to Professional selling accounts",
        details=("error AccessDenied", "eligible"),
    ),
    Case(
        id="A-18",
        key="rate-limited",
        variant="on Verify",
        trigger="Amazon answers 429 on Verify.",
        provoke=throttled,
        place=STOPPABLE,
        kind="attention",
        title="Amazon asked LMB Desktop to slow down",
        text="Trying again at {time}; you do not need to do anything.",
        button="Stop",
        press=stopped,
        details=("127.0.0.1 answered 429",),
    ),
]
