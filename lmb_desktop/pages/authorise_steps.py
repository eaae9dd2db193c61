"""What page 2 says for each method: subtitle, name and pictured steps. Texts only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Method
from lmb_desktop.pages.step_pictures import PicturedStep

translate = QCoreApplication.translate


def method_name(method: Method) -> str:
    """Return what the user brings back: the step list shows it as the page's answer."""
    return (
        translate("authorise_steps", "Refresh token")
        if method is Method.SP_API
        else translate("authorise_steps", "MWS Auth Token")
    )


def subtitle_for(method: Method) -> str:
    """Return what the page asks for."""
    if method is Method.SP_API:
        return translate(
            "authorise_steps",
            "Sign in as the account's primary user, create an authorisation, and bring two things back: the refresh "
            "token and the Seller ID.",
        )
    return translate(
        "authorise_steps",
        "Sign in as the account's primary user, create an authorisation, and bring two things back: the Seller ID and "
        "the MWS Auth Token.",
    )


def steps_for(method: Method) -> tuple[PicturedStep, ...]:
    """Return the four steps in Seller Central."""
    return _refresh_token_steps() if method is Method.SP_API else _mws_steps()


def _refresh_token_steps() -> tuple[PicturedStep, ...]:
    return (
        PicturedStep(
            "sign-in",
            translate("authorise_steps", "Sign in"),
            translate("authorise_steps", "With the primary user's e-mail and password."),
        ),
        PicturedStep(
            "menu-authorise",
            translate("authorise_steps", "Open Develop apps"),
            translate("authorise_steps", "In the menu beside the app, choose Authorise."),
        ),
        PicturedStep(
            "copy-token",
            translate("authorise_steps", "Copy the token"),
            translate("authorise_steps", "Press Authorise app. It is shown only once."),
        ),
        PicturedStep(
            "copy-seller-id",
            translate("authorise_steps", "Copy the Seller ID"),
            translate("authorise_steps", "Settings › Account info › Merchant token."),
        ),
    )


def _mws_steps() -> tuple[PicturedStep, ...]:
    return (
        PicturedStep(
            "sign-in", translate("authorise_steps", "Sign in"), translate("authorise_steps", "Then press Next.")
        ),
        PicturedStep(
            "next",
            translate("authorise_steps", "Check the developer"),
            translate("authorise_steps", "Name and ID are filled in. Press Next."),
        ),
        PicturedStep(
            "tick-agreement",
            translate("authorise_steps", "Tick the agreement"),
            translate("authorise_steps", "Both boxes, then Next."),
        ),
        PicturedStep(
            "copy-both",
            translate("authorise_steps", "Copy both"),
            translate("authorise_steps", "Seller ID and MWS Auth Token."),
        ),
    )
