"""What people meet in Seller Central when it did not work: the choices of the menu and the message for each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.messages import Message
from lmb_desktop.widgets.messages import message

translate = QCoreApplication.translate


class Remedy(Enum):
    """The one thing the message offers."""

    NOTHING = "nothing"
    COPY_REQUEST = "copy-request"
    APP_CREDENTIALS = "app-credentials"


@dataclass(frozen=True)
class Trouble:
    """One entry of the menu: what the person saw, what it means, and what can be done."""

    name: str
    label: str
    message: Message
    remedy: Remedy = Remedy.NOTHING


def troubles(region_name: str) -> dict[str, Trouble]:
    """Return every entry by its name: what people see, then the codes of the consent page, then any other code."""
    seen = (_no_access(), _individual_plan(), _no_authorise_button(region_name))
    # The codes and their causes are those of Amazon's SP-API authorisation guide.
    codes = (_draft_app(), _return_address(), _private_app(), _other_code())
    return {trouble.name: trouble for trouble in (*seen, *codes)}


def request_text(region_name: str, url: str) -> str:
    """Return the text that asks the owner for the authorisation; it contains no secret."""
    return translate(
        "consent_troubles",
        "I am connecting the Amazon seller account in {region} to the bookkeeping. Only its primary user can approve "
        "this. Open this address, sign in as the primary user and authorise the app:\n{url}",
    ).format(region=region_name, url=url)


def _no_access() -> Trouble:
    said = Message(
        id="A-14",
        kind="bad",
        title=translate("consent_troubles", "Only the primary user can approve this"),
        text=translate(
            "consent_troubles",
            "Ask the account's owner to open the link below, or sign in as the primary user or as a user with full "
            "permission for apps.",
        ),
        action=translate("consent_troubles", "Copy request text"),
    )
    label = translate("consent_troubles", "The page says I have no access")
    return Trouble("no-access", label, said, Remedy.COPY_REQUEST)


def _individual_plan() -> Trouble:
    label = translate("consent_troubles", "My account has the Individual plan")
    return Trouble("individual-plan", label, message("not-professional"))


def _no_authorise_button(region_name: str) -> Trouble:
    text = translate("consent_troubles", "Sign in with the account of {region}, or add it in Seller Central.")
    said = Message(
        id="region-not-linked",
        kind="bad",
        title=translate("consent_troubles", "This region is not linked to the account you are signed in to"),
        text=text.format(region=region_name),
    )
    return Trouble("no-authorise", translate("consent_troubles", "Authorise app is missing for this region"), said)


def _draft_app() -> Trouble:
    title = translate("consent_troubles", "The app is still a draft")
    text = translate("consent_troubles", "Open the link marked for draft apps.")
    return _by_code("MD1000", title, text)


def _return_address() -> Trouble:
    title = translate("consent_troubles", "The return address does not match")
    text = translate("consent_troubles", "The app's return address does not match; check App credentials.")
    return _by_code("MD5101", title, text)


def _private_app() -> Trouble:
    title = translate("consent_troubles", "This app cannot be authorised this way")
    text = translate("consent_troubles", "If it is a private app, use Develop apps > Authorise in Seller Central.")
    return _by_code("MD9100", title, text)


def _by_code(code: str, title: str, text: str) -> Trouble:
    action = translate("consent_troubles", "App credentials…")
    said = Message(id="A-15", kind="bad", title=title, text=text, action=action)
    return Trouble(code, code, said, Remedy.APP_CREDENTIALS)


def _other_code() -> Trouble:
    said = Message(
        id="A-15",
        kind="bad",
        title=translate("consent_troubles", "Amazon's page shows an error of its own"),
        text=translate(
            "consent_troubles",
            "SPDC8143 means that somebody else than the primary user is signed in, CONSENT_LIMIT_REACHED that the app "
            "has used up its authorisations. With any other code, copy the link and open it in a private window.",
        ),
    )
    return Trouble("other-code", translate("consent_troubles", "Another code"), said)
