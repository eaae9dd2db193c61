"""A-01 to A-06: what stands under a field before anybody asks the network."""

from __future__ import annotations

import requests
from PySide6.QtWidgets import QLineEdit

from lmb_desktop.practice.registered_apps import practice_apps
from tests.journeys import screen, walk
from tests.journeys.messages.case import Case
from tests.journeys.messages.reading import UnderField
from tests.journeys.messages.stage import Stage, paste
from tests.journeys.program import halves

SELLER_ID, TOKEN, CLIENT_ID = (UnderField(name) for name in ("sellerIdEdit", "tokenEdit", "clientIdEdit"))
NO_SELLER_ID = (
    "A Seller ID has only capital letters and digits and starts with A. Copy it from Settings > Account info > "
    "Merchant token."
)
CUT_OFF = "The token looks cut off. Use the copy button in Seller Central rather than selecting the text by hand."
ONLY_MWS = (
    "This is an MWS token. Amazon switched MWS off in 2024, so nobody can use it any more. Press Visit Seller Central "
    "to create a new authorisation."
)
VISIT = "Visit Seller Central"


def pasted_id(text: str):
    """Return a way to page 3 with a good token and this in the place of the Seller ID."""

    def provoke(stage: Stage) -> None:
        stage.page_three()
        paste("tokenEdit", stage.brought("harbour-tea").token)
        paste("sellerIdEdit", text)

    return provoke


def access_token(stage: Stage) -> None:
    """Let Amazon's token address give an access token, and paste that."""
    app, details = practice_apps().amazon_by_key("ours"), stage.brought("harbour-tea")
    form = {
        "grant_type": "refresh_token",
        "refresh_token": details.token,
        "client_id": app.client_id,
        "client_secret": app.client_secret,
    }
    given = requests.post(f"{stage.server.base_url}/amazon/auth/o2/token", data=form, timeout=10).json()
    stage.page_three()
    paste("sellerIdEdit", details.seller_id)
    paste("tokenEdit", given["access_token"])


def mws_token(stage: Stage) -> None:
    """Paste what the developer page of MWS showed, while the refresh token is asked for."""
    stage.page_three()
    stage.paste_details(stage.brought("harbour-tea", method="mws"))


def refresh_token(stage: Stage) -> None:
    """Paste a refresh token, while the MWS Auth Token is asked for."""
    stage.page_three(is_mws=True)
    stage.paste_details(stage.brought("harbour-tea"))


def switched(method: str):
    """Return what the link does: the other method, the fields kept, and Amazon confirms them."""

    def press(stage: Stage) -> None:
        typed = screen.found("tokenEdit", QLineEdit).text()
        if method == "mws":
            # The other thing that the text names has a link of its own.
            visit(stage, "tokenEditOtherLinkButton")
        screen.click("tokenEditLinkButton")
        assert screen.found("tokenEdit", QLineEdit).text() == typed
        assert walk.verify()[:2] == ("good", "verified")
        assert halves(stage.session.accounts()) == {"Harbour Tea UK": ("ok", None)}
        assert stage.session.accounts()[0]["method"] == method

    return press


def solution_id(stage: Stage) -> None:
    """Paste the ID of the app where its client ID is asked for."""
    stage.page_three()
    screen.click("ownAppButton")
    paste("clientIdEdit", practice_apps().amazon_by_key("own").application_id)


def cut_off(shorten):
    """Return a way to page 3 with a token that lost something."""

    def provoke(stage: Stage) -> None:
        details = stage.brought("harbour-tea")
        stage.page_three()
        paste("sellerIdEdit", details.seller_id)
        paste("tokenEdit", shorten(details.token))

    return provoke


def visit(stage: Stage, link: str = "") -> None:
    """Press the link to Seller Central: its page is opened, and what was typed stays."""
    shown = (f"{field}LinkButton" for field in ("sellerIdEdit", "tokenEdit", "clientIdEdit"))
    link = link or next(name for name in shown if screen.is_ready(name))
    typed = screen.found("tokenEdit", QLineEdit).text()
    screen.click(link)
    assert stage.session.browser.newest() == f"{stage.server.base_url}/seller-central/sellingpartner/developerconsole"
    screen.wait(lambda: screen.notice()[1] == "seller-central-opened", "what happened in the browser")
    assert screen.found("tokenEdit", QLineEdit).text() == typed


ROWS = [
    Case(
        id="A-01",
        variant="marketplace ID",
        trigger="The ID of amazon.co.uk is pasted as the Seller ID.",
        provoke=pasted_id("A1F83G8C2ARO7P"),
        place=SELLER_ID,
        text="That is the ID of the United Kingdom marketplace, not your Seller ID. In Seller Central open Settings > "
        "Account info and copy the Merchant token.",
        button=VISIT,
        press=visit,
    ),
    *(
        Case(
            id="A-02",
            variant=variant,
            trigger=f"{what} is pasted as the Seller ID.",
            provoke=pasted_id(text),
            place=SELLER_ID,
            kind="attention",
            text=NO_SELLER_ID,
            button=VISIT,
            press=visit,
        )
        for variant, what, text in (
            ("e-mail", "An e-mail address", "owner@harbourtea.example"),
            ("address", "The address of the shop", "https://www.amazon.co.uk/stores/harbour-tea"),
            ("store name", "The name of the shop", "Harbour Tea"),
        )
    ),
    Case(
        id="A-03",
        variant="MWS token",
        trigger="An MWS Auth Token is pasted while the refresh token is asked for.",
        provoke=mws_token,
        place=TOKEN,
        text=ONLY_MWS,
        button="Use the MWS method",
        press=switched("mws"),
    ),
    Case(
        id="sp-api-token",
        variant="refresh token",
        trigger="A refresh token is pasted while the MWS Auth Token is asked for.",
        provoke=refresh_token,
        place=TOKEN,
        text="This is a refresh token, not an MWS Auth Token. It works with the method Refresh token.",
        button="Use the refresh token",
        press=switched("sp-api"),
    ),
    Case(
        id="A-04",
        variant="access token",
        trigger="The access token that Amazon's token address gave is pasted as the refresh token.",
        provoke=access_token,
        place=TOKEN,
        text="This is an access token; it stops working after an hour. Copy the refresh token instead - it begins with "
        "Atzr|.",
        button=VISIT,
        press=visit,
    ),
    Case(
        id="A-05",
        variant="solution ID",
        trigger="The solution ID of the seller's own app is pasted as its client ID.",
        provoke=solution_id,
        place=CLIENT_ID,
        text="This is the app's solution ID. The client ID begins with amzn1.application-oa2-client. You find it under "
        "View next to LWA credentials.",
        button=VISIT,
        press=visit,
    ),
    *(
        Case(
            id="A-06",
            variant=variant,
            trigger=f"A refresh token that {what} is pasted.",
            provoke=cut_off(shorten),
            place=TOKEN,
            kind="attention",
            text=CUT_OFF,
            button=VISIT,
            press=visit,
        )
        for variant, what, shorten in (
            ("dots at the end", "ends in dots", lambda token: f"{token[:120]}…"),
            ("too short", "is far too short", lambda token: token[:32]),
            ("space inside", "has a space in it", lambda token: f"{token[:90]} {token[90:]}"),
        )
    ),
]
