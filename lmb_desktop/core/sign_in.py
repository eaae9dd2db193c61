"""SignIn: one person's consent at one ledger provider, one refresh chain; it may serve several links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lmb_desktop.core.health import ChainFacts
from lmb_desktop.core.secret import Secret


class Provider(StrEnum):
    """A ledger provider."""

    XERO = "xero"
    QUICKBOOKS = "quickbooks"

    @property
    def label(self) -> str:
        """Return the name people know it by."""
        return {"xero": "Xero", "quickbooks": "QuickBooks"}[self.value]


IDLE_DAYS: Mapping[Provider, int] = {Provider.XERO: 60, Provider.QUICKBOOKS: 100}
"""Days a refresh token lives unused: Xero developer FAQ "OAuth 2.0"; Intuit developer FAQ (100 days, rolling)."""

ROLE_NEEDED: Mapping[Provider, str] = {
    Provider.XERO: "the Standard or Adviser role",
    Provider.QUICKBOOKS: "to be an admin of the company",
}
"""What a login needs to connect apps: help of Xero, "User roles"; Intuit developer page "OpenID Connect"."""


@dataclass(frozen=True)
class SignIn:
    """A consent that is kept: who gave it, at which provider, and where its secret lies."""

    id: str
    provider: Provider
    environment: str
    user_id: str
    authorised_by: str
    slot: str
    holder: str = ""
    chain: ChainFacts = field(default_factory=ChainFacts)


@dataclass(frozen=True)
class Organisation:
    """An organisation or company that a consent reaches."""

    id: str
    name: str
    connection_id: str = ""


@dataclass(frozen=True)
class OrganisationFacts:
    """What the ledger itself said about an organisation in a live read."""

    id: str
    name: str
    legal_name: str
    country: str
    base_currency: str
    is_demo: bool
    read_at: datetime


@dataclass(frozen=True)
class LedgerGrant:
    """A fresh consent: tokens, the person, the organisations it reaches. Lives in memory only."""

    provider: Provider
    environment: str
    user_id: str
    authorised_by: str
    refresh_token: Secret
    access_token: Secret
    chain: ChainFacts
    organisations: tuple[Organisation, ...]
    others: tuple[Organisation, ...] = ()
    """Organisations the same person linked to this app earlier; offered apart, never picked by itself."""


@dataclass(frozen=True)
class Renewal:
    """What a refresh brought: the token to keep, the one to use, the new dates."""

    refresh_token: Secret
    access_token: Secret
    chain: ChainFacts
