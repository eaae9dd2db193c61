"""What people meet in Seller Central when it did not work: the choices of the menu and the message for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.errors import AuthorisationLimit
from lmb_desktop.core.help_of_messages import CONSENT_HELP
from lmb_desktop.core.messages import Message
from lmb_desktop.core.seller_consent import PAGE_ERRORS, UNLISTED_LIMIT
from lmb_desktop.widgets.messages import message, message_for

translate = QCoreApplication.translate


class Remedy(Enum):
    """The one thing the message offers."""

    NOTHING = "nothing"
    COPY_REQUEST = "copy-request"
    APP_CREDENTIALS = "app-credentials"
    AS_DRAFT = "as-draft"
    AGAIN = "again"
    VISIT = "visit"
    """Open Develop apps in Seller Central, and bring a refresh token back."""
    OWN_APP = "own-app"
    """Fill in the seller's own app in place of the program's."""
    COPY_LINK = "copy-link"


@dataclass(frozen=True)
class Trouble:
    """One entry of the menu: what the person saw, what it means, and what can be done."""

    name: str
    label: str
    message: Message
    remedy: Remedy = Remedy.NOTHING


SEEN = ("no-access", "individual-plan", "no-authorise")
CODES = (*PAGE_ERRORS, "other-code")


def troubles(region_name: str, *, is_here: bool = False, can_be_here: bool = False) -> dict[str, Trouble]:
    """Return every entry by its name: what people see, then the codes of the consent page, then any other code.

    `is_here` means that the consent page was shown in the program, so that it can be shown once more; `can_be_here`
    that it can be, wherever the person saw it.
    """
    seen = (_no_access(), _individual_plan(), _no_authorise_button(region_name))
    # The codes and their causes are those of Amazon's SP-API authorisation guide.
    app = (_draft_app(can_be_here=is_here or can_be_here), _return_address(), _return_sign(), _private_app())
    account = (_secondary_user(is_here=is_here), _limit_reached(), _business(), _other_code(is_here=is_here))
    return {trouble.name: _with_help(trouble) for trouble in (*seen, *app, *account)}


def _with_help(trouble: Trouble) -> Trouble:
    return replace(trouble, message=replace(trouble.message, help_at=CONSENT_HELP[trouble.name]))


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
        action=_visit_text(),
    )
    label = translate("consent_troubles", "Authorise app is missing for this region")
    return Trouble("no-authorise", label, said, Remedy.VISIT)


def _draft_app(*, can_be_here: bool) -> Trouble:
    title = translate("consent_troubles", "The app is still a draft")
    if not can_be_here:
        # Without the application ID nobody can build the link.
        text = translate(
            "consent_troubles",
            "Amazon shows a draft only by a link marked for draft apps. Enter the application ID under App "
            "credentials, and LMB Desktop can open that link.",
        )
        return _by_code("MD1000", title, text)
    text = translate(
        "consent_troubles",
        "Open the link marked for draft apps. If that does not work either, the application ID is not this app's; "
        "check App credentials.",
    )
    action = translate("consent_troubles", "Open the draft link")
    return Trouble("MD1000", "MD1000", Message("A-15", "bad", title, text, action), Remedy.AS_DRAFT)


def _return_address() -> Trouble:
    title = translate("consent_troubles", "The return address does not match")
    text = translate("consent_troubles", "The app's return address does not match; check App credentials.")
    return _by_code("MD5101", title, text)


def _return_sign() -> Trouble:
    title = translate("consent_troubles", "The return address holds a # sign")
    text = translate("consent_troubles", "Amazon takes no return address with one; check App credentials.")
    return _by_code("MD5110", title, text)


def _private_app() -> Trouble:
    title = translate("consent_troubles", "This app cannot be authorised this way")
    text = translate("consent_troubles", "If it is a private app, use Develop apps > Authorise in Seller Central.")
    return Trouble("MD9100", "MD9100", Message("A-15", "bad", title, text, _visit_text()), Remedy.VISIT)


def _secondary_user(*, is_here: bool) -> Trouble:
    known = _no_access()
    if not is_here:
        return replace(known, name="SPDC8143", label="SPDC8143")
    said = replace(
        known.message,
        text=translate(
            "consent_troubles",
            "Somebody else is signed in. Authorise again, and sign in as the primary user or as a user with full "
            "permission for apps.",
        ),
        action=translate("consent_troubles", "Authorise again"),
    )
    return Trouble("SPDC8143", "SPDC8143", said, Remedy.AGAIN)


def _limit_reached() -> Trouble:
    said = message_for(AuthorisationLimit(limit=UNLISTED_LIMIT))
    return Trouble("CONSENT_LIMIT_REACHED", "CONSENT_LIMIT_REACHED", said, Remedy.OWN_APP)


def _business() -> Trouble:
    said = Message(
        id="A-15",
        kind="bad",
        title=translate("consent_troubles", "Amazon does not offer this to the account's kind of business"),
        text=translate(
            "consent_troubles", "Only Selling Partner Support can say which kinds may authorise apps. Ask them."
        ),
    )
    return Trouble("SPSA0404", "SPSA0404", said)


def _by_code(code: str, title: str, text: str) -> Trouble:
    action = translate("consent_troubles", "App credentials…")
    said = Message(id="A-15", kind="bad", title=title, text=text, action=action)
    return Trouble(code, code, said, Remedy.APP_CREDENTIALS)


def _other_code(*, is_here: bool) -> Trouble:
    if is_here:
        text = translate(
            "consent_troubles", "What it means is not known. Authorise again, and sign in as the primary user."
        )
        action, remedy = translate("consent_troubles", "Authorise again"), Remedy.AGAIN
    else:
        text = translate(
            "consent_troubles",
            "What it means is not known. Copy the link and open it in a private window, signed in as the primary user.",
        )
        action, remedy = translate("consent_troubles", "Copy link"), Remedy.COPY_LINK
    title = translate("consent_troubles", "Amazon's page shows an error of its own")
    said = Message("A-15", "bad", title, text, action)
    return Trouble("other-code", translate("consent_troubles", "Another code"), said, remedy)


def _visit_text() -> str:
    return translate("consent_troubles", "Visit Seller Central")
