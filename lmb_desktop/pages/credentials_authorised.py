"""Page 3 where Amazon authorised the account on page 2: no token to type, and other ways out of a refusal."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import SellerGrant
from lmb_desktop.core.errors import CredentialsRefused, LmbError, SellerIdDiffers
from lmb_desktop.pages.credentials_form import CredentialsForm
from lmb_desktop.pages.verify_refusals import FIELDS, Refusal, Remedy

translate = QCoreApplication.translate


def show_consent(form: CredentialsForm, consent: SellerGrant | None) -> None:
    """Show the Seller ID read-only and no token field while Amazon's own page brought both."""
    is_given = consent is not None
    if is_given:
        form.token.clear_message()
    form.token.setHidden(is_given)
    form.seller_id.give(is_given, translate("credentials_authorised", "It came with the authorisation."))


def subtitle(keyring_name: str, *, keeps_until_quit: bool) -> str:
    """Say what is left to do, and where the authorisation is kept."""
    if keeps_until_quit:
        return translate(
            "credentials_authorised",
            "Amazon authorised this account. Name it, and let Amazon confirm where it sells. The authorisation is kept "
            "in memory until you quit, and nowhere else.",
        )
    text = translate(
        "credentials_authorised",
        "Amazon authorised this account. Name it, and let Amazon confirm where it sells. The authorisation is kept in "
        "{keyring} and nowhere else.",
    )
    return text.format(keyring=keyring_name)


def without_typing(refusal: Refusal, error: LmbError) -> Refusal:
    """Return a refusal for details that nobody typed: where they were to be corrected, Amazon is asked anew."""
    is_about_details = refusal.remedy is Remedy.VISIT or FIELDS.get(type(error)) in ("token", "seller_id")
    if refusal.message is None or not is_about_details or refusal.remedy is Remedy.OPEN_ACCOUNT:
        return replace(refusal, field="", fault=None) if refusal.field in ("token", "seller_id") else refusal
    said = replace(refusal.message, action=translate("credentials_authorised", "Authorise again"))
    if isinstance(error, CredentialsRefused):
        said = replace(
            said,
            title=translate("credentials_authorised", "Amazon does not recognise this authorisation any more"),
            text=translate(
                "credentials_authorised",
                "It may have been withdrawn since, or was given to another app. Get a new one.",
            ),
        )
    elif isinstance(error, SellerIdDiffers):
        # Only a Seller ID that was copied beside the code can be another seller's.
        said = replace(
            said,
            title=translate("credentials_authorised", "This authorisation belongs to another seller account"),
            text=translate(
                "credentials_authorised", "Authorise again, and bring the code and the Seller ID from the same page."
            ),
        )
    return Refusal(said, Remedy.AUTHORISE_AGAIN)
