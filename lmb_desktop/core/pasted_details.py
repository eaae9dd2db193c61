"""What a pasted text says about a seller account, found by shape and by label. Fills nothing in, asks nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.pasted_text import plain_text
from lmb_desktop.core.pasted_values import client_ids, client_secrets, seller_ids, tokens
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.seller_credentials import ACCESS_TOKEN_PREFIX, MWS_TOKEN_PREFIX, clean_token

READ_AT_MOST = 50_000
"""Characters of a pasted text that are read; a page or a mail has far fewer."""

_LABELS = "seller id|merchant token|mws auth token|refresh token|client id|client secret|application id|marketplace id"
_GLUED = re.compile(rf"(?<=[\w=])(?={_LABELS})", re.IGNORECASE)
"""Where a page's value and the next label became one word; a blank in the label tells it from a value."""


@dataclass(frozen=True)
class PastedDetails:
    """The details in a text, each empty where the text has none; `ambiguous` names fields with several values."""

    seller_id: str = ""
    token: Secret = EMPTY
    method: Method | None = None
    """The method the token belongs to; none for an access token, which belongs nowhere."""
    client_id: str = ""
    client_secret: Secret = EMPTY
    ambiguous: tuple[str, ...] = ()
    marketplace_id: str = ""
    """A marketplace's id that stands where the Seller ID should, in a text without a Seller ID."""

    @property
    def found(self) -> tuple[str, ...]:
        """Return the names of the fields that the text has one value for."""
        values = (self.seller_id, self.token, self.client_id, self.client_secret)
        return tuple(name for name, value in zip(FIELDS, values, strict=True) if value)

    def value(self, name: str) -> str:
        """Return the value of a field as it is typed; a name to search for, as it takes secrets out."""
        values = (self.seller_id, self.token.reveal(), self.client_id, self.client_secret.reveal())
        return dict(zip(FIELDS, values, strict=True))[name]


FIELDS = ("seller_id", "token", "client_id", "client_secret")
NOTHING = PastedDetails()


def read_details(text: str, book: MarketplaceBook) -> PastedDetails:
    """Find Seller ID, token and own app in a text; two different values of a kind are ambiguous and give none."""
    plain = _words(_capped(text))
    sellers, marketplace_id = seller_ids(plain, book)
    apps = client_ids(plain)
    several = dict(zip(FIELDS, (sellers, tokens(plain), apps, client_secrets(plain, has_app=bool(apps))), strict=True))
    one = {name: _only(values) for name, values in several.items()}
    return PastedDetails(
        seller_id=one["seller_id"],
        token=Secret(one["token"]),
        method=_method(one["token"]),
        client_id=one["client_id"],
        client_secret=Secret(one["client_secret"]),
        ambiguous=tuple(name for name in FIELDS if len(several[name]) > 1),
        marketplace_id=marketplace_id,
    )


def secrets_in(text: str) -> frozenset[Secret]:
    """Return every token and client secret in a text, and the text itself as a field would take it."""
    capped = _capped(text)
    plain = _words(capped)
    found = (*tokens(plain), *client_secrets(plain, has_app=True), clean_token(capped))
    return frozenset(Secret(value) for value in found if value)


def _words(text: str) -> str:
    return _GLUED.sub("\n", plain_text(text))


def _capped(text: str) -> str:
    """Return the beginning of a text, without the paragraph in which it was cut."""
    if len(text) <= READ_AT_MOST:
        return text
    beginning = text[:READ_AT_MOST]
    return beginning[: max(beginning.rfind("\n\n"), beginning.rfind(" "), 0)]


def _only(values: Iterable[str]) -> str:
    different = tuple(values)
    return different[0] if len(different) == 1 else ""


def _method(token: str) -> Method | None:
    if not token or token.startswith(ACCESS_TOKEN_PREFIX):
        return None
    return Method.MWS if token.startswith(MWS_TOKEN_PREFIX) else Method.SP_API
