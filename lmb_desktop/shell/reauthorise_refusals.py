"""What the dialog that authorises Amazon again says for each error: the seller and the region are fixed here."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core import errors
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.seller_credentials import ShapeFault
from lmb_desktop.pages.credentials_authorised import without_typing
from lmb_desktop.pages.verify_refusals import Refusal, Remedy, refusal_of
from lmb_desktop.widgets.messages import message, message_for

translate = QCoreApplication.translate

ELSEWHERE: dict[type[LmbError], str] = {
    errors.WrongRegion: "wrong-region-again",
    errors.NoMarketplaces: "no-marketplaces-again",
}
"""Errors whose usual remedy is another region, which this connection cannot have."""


def refusal_again(
    error: LmbError, *, seller_id: str, region_name: str, uses_own_app: bool, is_saving: bool = False
) -> Refusal:
    """Return what to show for an error that came while asking, or while saving what Amazon had confirmed."""
    if type(error) in ELSEWHERE:
        facts = {"region": region_name, "chosen": region_name, **error.facts, "expected": seller_id}
        said = replace(message(ELSEWHERE[type(error)], **facts), details=error.details)
        return Refusal(said, Remedy.VISIT, "token")
    if isinstance(error, errors.WrongSeller):
        return Refusal(message_for(error), Remedy.TRY_AGAIN, "token")
    if isinstance(error, errors.SecretLost) and not is_saving:
        return Refusal(None, field="client_secret", fault=ShapeFault("client_secret", "empty-client-secret"))
    if isinstance(error, errors.SecretStoreMissing) and not is_saving:
        # What is missing is the secret that was kept; keeping new ones elsewhere would not bring it.
        return Refusal(replace(message_for(error), action=""), field="client_secret")
    return refusal_of(error, region_name=region_name, uses_own_app=uses_own_app, is_saving=is_saving)


def refusal_here(refusal: Refusal, error: LmbError) -> Refusal:
    """Return a refusal of what Amazon's page gave here: nobody typed it, and nobody has to sign out for another try."""
    if not isinstance(error, errors.WrongSeller):
        return without_typing(refusal, error)
    expected, got, known_as = error.fact("expected"), error.fact("got"), error.fact("known_as")
    if known_as:
        text = translate(
            "ReauthoriseDialog",
            "It is {got}, which is connected here as {known_as}; this connection belongs to {expected}. Nothing was "
            "changed. Authorise again, and sign in to {expected}.",
        )
    elif got:
        text = translate(
            "ReauthoriseDialog",
            "It is {got}; this connection belongs to {expected}. Nothing was changed. Authorise again, and sign in to "
            "{expected}.",
        )
    else:
        text = translate(
            "ReauthoriseDialog",
            "This connection belongs to {expected}. Nothing was changed. Authorise again, and sign in to {expected}.",
        )
    said = replace(
        message_for(error),
        text=text.format(got=got, expected=expected, known_as=known_as),
        action=translate("ReauthoriseDialog", "Authorise again"),
    )
    return Refusal(said, Remedy.AUTHORISE_AGAIN)
