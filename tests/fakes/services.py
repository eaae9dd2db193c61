"""Doubles of the services and of the clock for tests without windows: they answer from a list."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lmb_desktop.core.account import Participation, SellerCredentials, SellerIdCheck, SellerIdentity
from lmb_desktop.core.again import Again, freely
from lmb_desktop.core.attempt import Answer, Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import StoreBusy
from lmb_desktop.core.health import ChainFacts
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, Renewal, SignIn

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SELLER_ID = "A3KP7Q2WX8N4VT"
GB = Participation("A1F83G8C2ARO7P", "United Kingdom", "GB", "GBP")
US = Participation("ATVPDKIKX0DER", "United States", "US", "USD", is_participating=False)


@dataclass
class StandingClock:
    """Tell a time that stands until it is moved."""

    time: datetime = NOW

    def now(self) -> datetime:
        """Return the time."""
        return self.time

    def move(self, **by: float) -> None:
        """Move the time on, by hours or days."""
        self.time += timedelta(**by)


@dataclass
class NotedLocks:
    """Locks of one process that cannot be held twice; `held` is what was held, in order.

    `nested` holds for each taking of a lock what the same thread held at that moment.
    """

    held: list[str] = field(default_factory=list)
    now: set[str] = field(default_factory=set)
    nested: list[tuple[str, str]] = field(default_factory=list)
    mine: threading.local = field(default_factory=threading.local)

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold a lock; raises StoreBusy at once where it is held already."""
        if name in self.now:
            raise StoreBusy(details=name)
        outer: list[str] = self.mine.__dict__.setdefault("names", [])
        self.nested += [(one, name) for one in outer]
        self.held.append(name)
        self.now.add(name)
        outer.append(name)
        try:
            yield
        finally:
            outer.remove(name)
            self.now.discard(name)


@dataclass
class ScriptedAmazon:
    """Answer verify with an outcome; errors are raised. `meanwhile` runs while Amazon is being asked."""

    outcome: SellerIdentity | Exception | None = None
    asked: list[SellerCredentials] = field(default_factory=list)
    meanwhile: Callable[[], None] = field(default=lambda: None)

    def verify(self, credentials: SellerCredentials, cancel: CancelToken, again: Again = freely) -> SellerIdentity:
        """Return or raise the outcome."""
        cancel.raise_if_cancelled()
        self.asked.append(credentials)
        self.meanwhile()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome or seller_identity(credentials.seller_id)


@dataclass
class ScriptedLedger:
    """Play a ledger provider: tokens rotate, `refused` ones are refused, reads answer or raise `reading`."""

    clock: StandingClock
    refused: dict[str, Exception] = field(default_factory=dict)
    reading: Exception | None = None
    renewed_with: list[str] = field(default_factory=list)
    reads: list[tuple[str, str]] = field(default_factory=list)
    parting: Exception | None = None
    unlinked: list[tuple[str, str]] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    has_others: bool = False
    meanwhile: Callable[[], None] = field(default=lambda: None)

    def begin(self, provider: Provider, redirect_uri: str = "") -> Attempt:
        """Nobody signs in here."""
        raise NotImplementedError

    def exchange(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> LedgerGrant:
        """Nobody signs in here."""
        raise NotImplementedError

    def read(self, grant: LedgerGrant, organisation: Organisation, cancel: CancelToken) -> OrganisationFacts:
        """Return what the organisation says."""
        return organisation_facts(organisation.id, organisation.name)

    def renew(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> Renewal:
        """Refuse, or rotate the token."""
        cancel.raise_if_cancelled()
        token = refresh_token.reveal()
        self.renewed_with.append(token)
        self.meanwhile()
        if token in self.refused:
            raise self.refused[token]
        chain = ChainFacts(sign_in.chain.consented_at, self.clock.now(), self.clock.now() + timedelta(days=60))
        return Renewal(Secret(f"{token}+"), Secret(f"access of {token}+"), chain)

    def read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> OrganisationFacts:
        """Answer or raise."""
        cancel.raise_if_cancelled()
        self.reads.append((link.organisation_id, access_token.reveal()))
        self.meanwhile()
        if self.reading is not None:
            raise self.reading
        return organisation_facts(link.organisation_id, "Fern & Slate Ltd")

    def unlink(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> bool:
        """Note the organisation, or raise `parting`."""
        cancel.raise_if_cancelled()
        if self.parting is not None:
            raise self.parting
        self.unlinked.append((link.organisation_id, access_token.reveal()))
        return self.has_others

    def revoke(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> None:
        """Note the token, or raise `parting`."""
        cancel.raise_if_cancelled()
        if self.parting is not None:
            raise self.parting
        self.revoked.append(refresh_token.reveal())


def seller_identity(seller_id: str = SELLER_ID, store_name: str = "Harbour Tea") -> SellerIdentity:
    """Return what Amazon confirms."""
    return SellerIdentity(seller_id, store_name, (GB, US), SellerIdCheck.CONFIRMED, NOW)


def organisation_facts(organisation_id: str, name: str) -> OrganisationFacts:
    """Return what an organisation says of itself."""
    return OrganisationFacts(organisation_id, name, f"{name} Limited", "GB", "GBP", is_demo=False, read_at=NOW)


def ledger_grant(
    token: str = "refresh-1", user_id: str = "user-1", provider: Provider = Provider.XERO, *, at: datetime = NOW
) -> LedgerGrant:
    """Return a fresh consent."""
    return LedgerGrant(
        provider=provider,
        environment="production",
        user_id=user_id,
        authorised_by="Jo Bookkeeper",
        refresh_token=Secret(token),
        access_token=Secret("access"),
        chain=ChainFacts(at, at, at + timedelta(days=60)),
        organisations=(),
    )
