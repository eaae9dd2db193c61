"""What page 2 says for each method: subtitle, name and pictured steps. Texts only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Method
from lmb_desktop.pages.step_pictures import PicturedStep

translate = QCoreApplication.translate


def method_name(method: Method, *, is_here: bool = False) -> str:
    """Return what the user brings back, or that Amazon gave it here: the step list shows it as the page's answer."""
    if is_here:
        return translate("authorise_steps", "Authorised here")
    return (
        translate("authorise_steps", "Refresh token")
        if method is Method.SP_API
        else translate("authorise_steps", "MWS Auth Token")
    )


def subtitle_for(method: Method, *, is_here: bool = False) -> str:
    """Return what the page asks for; `is_here` means that the consent page is shown in the program."""
    if is_here:
        return translate(
            "authorise_steps",
            "Sign in as the account's primary user and allow access. There is nothing to bring back.",
        )
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


def by_hand_subtitle() -> str:
    """Return what the page asks for while Amazon's consent page is open in the person's own browser."""
    return translate(
        "authorise_steps", "Sign in as the account's primary user, allow access, and bring Amazon's answer back."
    )


def steps_for(method: Method, *, is_here: bool = False) -> tuple[PicturedStep, ...]:
    """Return the steps in Seller Central: four in the browser, three on the consent page shown here."""
    if is_here:
        return _here_steps()
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


def _here_steps() -> tuple[PicturedStep, ...]:
    return (
        PicturedStep(
            "sign-in",
            translate("authorise_steps", "Sign in"),
            translate("authorise_steps", "In the window that opens here."),
        ),
        PicturedStep(
            "tick-agreement",
            translate("authorise_steps", "Allow access"),
            translate("authorise_steps", "Read the list, tick the box, confirm."),
        ),
        PicturedStep(
            "come-back",
            translate("authorise_steps", "Come back"),
            translate("authorise_steps", "Seller ID and authorisation arrive by themselves."),
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
