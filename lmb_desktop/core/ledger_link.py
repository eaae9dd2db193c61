"""LedgerLink: one organisation or company that accounts post to; it may serve several accounts."""

from __future__ import annotations

from dataclasses import dataclass, field

from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.sign_in import Provider


@dataclass(frozen=True)
class LedgerLink:
    """A ledger connection: the organisation, the sign-in it stands on, and what its last reads said."""

    id: str
    sign_in_id: str
    provider: Provider
    organisation_id: str
    organisation_name: str
    legal_name: str = ""
    country: str = ""
    base_currency: str = ""
    is_demo: bool = False
    connection_id: str = ""
    facts: HalfFacts = field(default_factory=HalfFacts)
