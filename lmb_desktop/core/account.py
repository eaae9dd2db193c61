"""Account: one seller in one region, its name and the half that Amazon confirmed; and when two are the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.secret import Secret

NAME_LENGTH = 60
"""Characters an account name may have at most."""


class Method(StrEnum):
    """How the program asks Amazon."""

    SP_API = "sp-api"
    MWS = "mws"


class SellerIdCheck(StrEnum):
    """What is known about the Seller ID and the token belonging together."""

    CONFIRMED = "confirmed"
    NOT_CHECKABLE = "not-checkable"


@dataclass(frozen=True)
class Participation:
    """One marketplace that Amazon named for the seller."""

    marketplace_id: str
    country: str
    country_code: str
    currency: str
    is_participating: bool = True
    has_suspended_listings: bool = False


@dataclass(frozen=True)
class SellerApp:
    """The Amazon app of one seller: LWA client id and secret, kept for that account alone."""

    client_id: str
    client_secret: Secret


@dataclass(frozen=True)
class SellerCredentials:
    """What Verify sends: cleaned, shape-checked, not yet believed."""

    region: str
    method: Method
    seller_id: str
    token: Secret
    own_app: SellerApp | None = None
    is_id_proven: bool = False
    """Amazon itself named the Seller ID when it gave the authorisation, so nobody needs to ask again."""


@dataclass(frozen=True)
class SellerGrant:
    """A fresh consent given on Amazon's own page: the seller and the token to keep. Lives in memory only."""

    seller_id: str
    token: Secret
    is_id_proven: bool
    """Amazon named the seller in its answer; a Seller ID that the person copied is still to be checked."""


@dataclass(frozen=True)
class SellerIdentity:
    """What Amazon answered: which seller the token opens, and where it sells."""

    seller_id: str
    store_name: str
    participations: tuple[Participation, ...]
    id_check: SellerIdCheck
    verified_at: datetime
    ends_at: datetime | None = None
    """When Amazon ends an authorisation that was given now; None where it names no end."""

    @property
    def selling_in(self) -> tuple[Participation, ...]:
        """Return the marketplaces the seller takes part in."""
        return tuple(entry for entry in self.participations if entry.is_participating)


@dataclass(frozen=True)
class Account:
    """One row: a seller in a region under a name, and the link its settlements go to."""

    id: str
    name: str
    region: str
    method: Method
    seller_id: str
    store_name: str
    id_check: SellerIdCheck
    participations: tuple[Participation, ...]
    seller_slot: str
    created_at: datetime
    seller_holder: str = ""
    client: str | None = None
    own_client_id: str = ""
    link_id: str | None = None
    seller_facts: HalfFacts = field(default_factory=HalfFacts)

    @property
    def selling_in(self) -> tuple[Participation, ...]:
        """Return the marketplaces the seller takes part in."""
        return tuple(entry for entry in self.participations if entry.is_participating)

    @property
    def paused_at(self) -> datetime | None:
        """Return since when the user lets nothing of this account be checked, or None."""
        return self.seller_facts.paused_at


def is_same_seller(account: Account, seller_id: str, region: str) -> bool:
    """Tell whether an account stands for this seller in this region."""
    return account.seller_id == seller_id and account.region == region


def currencies_of(participations: Iterable[Participation]) -> tuple[str, ...]:
    """Return the currencies in which these marketplaces settle, each once."""
    return tuple(dict.fromkeys(entry.currency for entry in participations if entry.currency))


def folded(name: str) -> str:
    """Return a name as it is compared: names are unique in the program, ignoring case and outer spaces."""
    return " ".join(name.split()).casefold()
