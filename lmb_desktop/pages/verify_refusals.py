"""What page 3 says and offers for each error of a Verify: message, remedy, field at fault. Shows nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core import errors
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.messages import Message, message_key
from lmb_desktop.core.seller_credentials import ShapeFault
from lmb_desktop.widgets.messages import message_for

translate = QCoreApplication.translate


class Remedy(Enum):
    """The one thing that the notice's button does."""

    NOTHING = "nothing"
    VISIT = "visit"
    CHANGE_REGION = "change-region"
    CHOOSE_REGION = "choose-region"
    AUTHORISED_APPS = "authorised-apps"
    """Open the page of Seller Central on which the authorised apps are listed."""
    OPEN_ACCOUNT = "open-account"
    APP_CREDENTIALS = "app-credentials"
    REFRESH_TOKEN = "refresh-token"
    TRY_AGAIN = "try-again"
    SAVE_AGAIN = "save-again"
    AUTHORISE_AGAIN = "authorise-again"
    UNTIL_QUIT = "until-quit"


@dataclass(frozen=True)
class Refusal:
    """What is shown: the notice's message, if any, what its button does, and a fault under a field."""

    message: Message | None
    remedy: Remedy = Remedy.NOTHING
    field: str = ""
    fault: ShapeFault | None = None


REMEDIES: dict[type[LmbError], Remedy] = {
    errors.CredentialsRefused: Remedy.VISIT,
    errors.MwsAccessDenied: Remedy.VISIT,
    errors.RoleMissing: Remedy.VISIT,
    errors.NoMarketplaces: Remedy.CHOOSE_REGION,
    errors.WrongRegion: Remedy.CHANGE_REGION,
    errors.DuplicateAccount: Remedy.OPEN_ACCOUNT,
    errors.AppRefused: Remedy.APP_CREDENTIALS,
    errors.AppMissing: Remedy.APP_CREDENTIALS,
    errors.AuthorisationLimit: Remedy.NOTHING,
    errors.MwsClosed: Remedy.REFRESH_TOKEN,
    errors.SecretStoreMissing: Remedy.UNTIL_QUIT,
}
BY_KEY = {
    "app-missing-mws": Remedy.REFRESH_TOKEN,
    "app-refused-mws": Remedy.REFRESH_TOKEN,
    "role-missing-mws": Remedy.AUTHORISED_APPS,
}
"""Messages about MWS whose remedy is not that of the same error of the SP-API."""
FIELDS: dict[type[LmbError], str] = {
    errors.CredentialsRefused: "token",
    errors.SecretTooLong: "token",
    errors.SellerIdDiffers: "seller_id",
    errors.DuplicateAccount: "seller_id",
}
"""Which field gets the focus; the others leave it where it is."""


def refusal_of(error: LmbError, *, region_name: str, uses_own_app: bool, is_saving: bool = False) -> Refusal:
    """Return what to show for an error that came while asking, or while saving what Amazon had confirmed."""
    if isinstance(error, errors.InputError):
        facts = {name: str(value) for name, value in error.facts.items()}
        return Refusal(None, field=error.field, fault=ShapeFault(error.field, error.fault, facts))
    if isinstance(error, errors.NameTaken):
        return Refusal(None, field="name", fault=ShapeFault("name", "name-taken"))
    if isinstance(error, errors.AppRefused) and uses_own_app:
        return Refusal(_own_app_refused(message_for(error)), field="client_secret")
    fault = ShapeFault("token", "token-refused") if type(error) is errors.CredentialsRefused else None
    again = Remedy.SAVE_AGAIN if is_saving else Remedy.TRY_AGAIN
    said = message_for(error, region=region_name, region_name=region_name)
    remedy = REMEDIES.get(type(error), again if said.action else Remedy.NOTHING)
    return Refusal(said, BY_KEY.get(message_key(error), remedy), FIELDS.get(type(error), ""), fault)


def _own_app_refused(said: Message) -> Message:
    """Return A-11 for an app whose secret stands on this page and not under App credentials."""
    text = translate(
        "verify_refusals",
        "It is not about the sign-in or the token. If the secret was changed in the last 180 days, enter the new one "
        "here.",
    )
    return replace(said, text=text, action="")
