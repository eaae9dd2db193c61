"""A-11 found by a check: an app that is refused is mended where the app is entered, not by another consent."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget

from lmb_desktop.core.app_credentials import AppCredentialsChanges
from lmb_desktop.core.health import State
from lmb_desktop.core.secret import Secret
from lmb_desktop.practice.registered_apps import practice_apps
from tests.journeys import again, screen
from tests.journeys.messages.case import Case, Step
from tests.journeys.messages.reading import InPane
from tests.journeys.messages.stage import UK, Stage, paste

OURS, OWN = (practice_apps().amazon_by_key(key) for key in ("ours", "own"))
WRONG_SECRET = "amzn1.oa2-cs.v1." + "0" * 64
REJECTED = "Amazon rejected the app's own ID or secret, not the seller's token. "


def entered(stage: Stage, secret: str) -> None:
    """Enter the firm's Amazon app under App credentials."""
    stage.folder.parts.app_credentials.save(
        AppCredentialsChanges({"amazon.client_id": OURS.client_id}, {"amazon.client_secret": Secret(secret)})
    )
    stage.folder.parts.settings()


def secret_rotated(stage: Stage) -> None:
    """Connect an account, then let the app's secret be another one than the one entered, and check."""
    entered(stage, OURS.client_secret)
    stage.account_id = stage.folder.add(UK, "harbour-tea")
    stage.folder.connect(stage.account_id, "xero", "three-organisations")
    entered(stage, WRONG_SECRET)
    stage.check(stage.start(), "seller")


def own_secret_too_old(stage: Stage) -> None:
    """Check an account with an app of its own, whose secret Amazon does not take any more."""
    program = stage.connected(seller="lantern-and-loom")
    stage.orders("fail", service="amazon", code="secret-expired")
    stage.check(program, "seller")


def key_refused(stage: Stage) -> None:
    """Check an MWS account whose access key is unknown to the service."""
    program = stage.connected(method="mws")
    stage.orders("fail", service="mws", code="InvalidAccessKeyId")
    stage.check(program, "seller")


def refused_by(provider: str, person: str, error: str) -> Step:
    """Return a ledger that refuses the app; then the account is checked."""

    def provoke(stage: Stage) -> None:
        program = stage.connected(provider, person)
        body = f'{{"error": "{error}"}}'
        stage.orders("answer", route=f"{provider}.token", status=400, body=body, times=3)
        stage.check(program, "ledger")

    return provoke


def secret_entered(stage: Stage) -> None:
    """Press the button and enter the right secret: the account is checked by itself, and fine."""
    opens("Amazon", "amazonAppButton")(stage)
    screen.click("amazon_client_secret_edit_replace")
    paste("amazon_client_secret_edit", OURS.client_secret)
    screen.click("saveAppCredentialsButton")
    is_fine(stage, "seller")


def own_secret_entered(stage: Stage) -> None:
    """Press the button: nothing but the secret is asked for, and the token of before goes on."""
    before = stage.folder.view(stage.account_id).account.seller_facts
    screen.click("reauthoriseAmazonButton")
    dialog = again.reauthorising()
    screen.wait(lambda: screen.found("clientSecretEdit").hasFocus(), "the secret is asked for")
    paste("clientSecretEdit", OWN.client_secret)
    screen.click("verifyButton")
    screen.wait(lambda: screen.is_ready("closeReauthoriseButton"), f"connected again, {again.notice(dialog)}")
    screen.click("closeReauthoriseButton")
    is_fine(stage, "seller")
    after = stage.folder.view(stage.account_id).account.seller_facts
    assert (after.consented_at, after.ends_at) == (before.consented_at, before.ends_at)


def checked_again(stage: Stage) -> None:
    """Press the button when the key is right: the account is fine."""
    screen.click("checkHalfButton")
    is_fine(stage, "seller")


def opens(tab: str, button: str) -> Step:
    """Return a press that opens the app credentials of the provider that refused the app."""

    def press(_stage: Stage) -> None:
        screen.click(button)
        tabs = screen.found("appCredentialsTabs", QTabWidget)
        assert tabs.tabText(tabs.currentIndex()) == tab

    return press


def is_fine(stage: Stage, half: str) -> None:
    """Wait until a half is connected again."""
    screen.wait(
        lambda: getattr(stage.folder.view(stage.account_id), half).state is State.OK, f"the {half} half is fine again"
    )


ROWS = [
    Case(
        id="A-11",
        key="app-refused",
        variant="found by a check",
        trigger="The app's secret was rotated, then the account is checked.",
        provoke=secret_rotated,
        settings=((OURS.client_secret, ""), (OURS.client_id, "")),
        place=InPane("Amazon", "amazonAppButton"),
        text=f"{REJECTED}If the secret was changed in the last 180 days, enter the new one under App credentials.",
        button="App credentials…",
        press=secret_entered,
        details=("answered 401; error invalid_client",),
    ),
    Case(
        id="A-11",
        key="app-refused-own",
        variant="own app, found by a check",
        trigger="The secret of the seller's own app is too old, then the account is checked.",
        provoke=own_secret_too_old,
        place=InPane("Amazon", "reauthoriseAmazonButton"),
        text=f"{REJECTED}It is the seller's own app. If its secret was changed, re-authorise with the new one; the "
        "token can stay.",
        button="Re-authorise Amazon…",
        press=own_secret_entered,
        details=("answered 403; error Unauthorized",),
    ),
    Case(
        id="A-11",
        key="app-refused-mws-found",
        variant="MWS key, found by a check",
        trigger="MWS does not know the access key any more, then the account is checked.",
        provoke=key_refused,
        place=InPane("Amazon", "checkHalfButton"),
        text=f"{REJECTED}The access key for MWS comes from the settings file that LMB Desktop starts with. Whoever "
        "makes that can correct it there; start LMB Desktop anew then, and check again.",
        button="Check now",
        press=checked_again,
        details=("answered 403; error InvalidAccessKeyId",),
    ),
    Case(
        id="A-11",
        key="app-refused-ledger",
        variant="QuickBooks, found by a check",
        trigger="Intuit does not take the app's secret any more, then the account is checked.",
        provoke=refused_by("quickbooks", "two-companies", "invalid_client"),
        place=InPane("QuickBooks", "ledgerAppButton"),
        text="QuickBooks rejected the app's own ID or secret. It is not about the sign-in. Enter the ID, and where "
        "there is one the secret, again under App credentials.",
        button="App credentials…",
        press=opens("QuickBooks", "ledgerAppButton"),
        details=("answered 400; error invalid_client",),
    ),
    Case(
        id="L-10",
        key="scope-refused",
        variant="found by a check",
        trigger="Xero does not grant a permission any more, then the account is checked.",
        provoke=refused_by("xero", "three-organisations", "invalid_scope"),
        place=InPane("Xero", "ledgerAppButton"),
        text="Xero does not grant an old permission. Update the program, or check the permissions of your own Xero "
        "app.",
        button="App credentials…",
        press=opens("Xero", "ledgerAppButton"),
        details=("answered 400; error invalid_scope",),
    ),
]
