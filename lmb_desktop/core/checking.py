"""Checking: one live read of each half, and the facts that came of it stored where they still belong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from lmb_desktop.core.account import Account, SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AppRefused,
    Cancelled,
    CredentialsRefused,
    GrantEnded,
    LmbError,
    NoMarketplaces,
    NoRights,
    NoSuchAccount,
    RoleMissing,
    ScopeRefused,
    SecretNotKept,
    SellerIdDiffers,
    StoreError,
    SubscriptionEnded,
    WrongRegion,
)
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.kept_secret import seller_credentials
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.ports import SellerCheck
from lmb_desktop.core.renewing import RenewalPorts, Renewing
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import OrganisationFacts, SignIn
from lmb_desktop.core.two_stores import TwoStores

REFUSALS = (
    AppRefused,
    CredentialsRefused,
    GrantEnded,
    NoMarketplaces,
    NoRights,
    RoleMissing,
    ScopeRefused,
    SellerIdDiffers,
    SubscriptionEnded,
    WrongRegion,
)
"""Only these, said by the service itself, mean that somebody has to authorise again."""


class CheckPorts(RenewalPorts, Protocol):
    """What checking needs of the world."""

    @property
    def seller_check(self) -> SellerCheck:
        """Amazon."""
        ...


class Checking:
    """Check accounts live and store what came of it."""

    def __init__(self, act: TwoStores, ports: CheckPorts) -> None:
        self._ports = ports
        self._renewing = Renewing(act, ports)

    def check(self, account_ids: Iterable[str], cancel: CancelToken) -> None:
        """Check the Amazon half of each account, then each ledger connection they stand on, once."""
        holdings = self._ports.store.holdings()
        accounts = [account for account in map(holdings.account, account_ids) if account is not None]
        for account in accounts:
            cancel.raise_if_cancelled()
            if account.seller_facts.paused_at is None:
                self._check_seller(account, cancel)
        link_ids = {account.link_id for account in accounts}
        links = [link for link in holdings.links if link.id in link_ids and link.facts.paused_at is None]
        for sign_in in holdings.sign_ins:
            cancel.raise_if_cancelled()
            own = [link for link in links if link.sign_in_id == sign_in.id]
            if own:
                self._check_chain(sign_in, own, cancel)

    def _check_seller(self, account: Account, cancel: CancelToken) -> None:
        try:
            entry = self._ports.secrets.get(account.id, account.seller_slot)
            identity = self._ports.seller_check.verify(seller_credentials(entry, account), cancel)
        except (Cancelled, StoreError):
            raise
        except SecretNotKept:
            # Another process holds it, or held it until it ended: the row says so by itself.
            return
        except LmbError as error:
            self._put_seller(account, self._failed(account.seller_facts, error))
            return
        self._put_seller(account, self._fine(account.seller_facts), identity)

    def _put_seller(self, account: Account, facts: HalfFacts, identity: SellerIdentity | None = None) -> None:
        try:
            self._ports.store.put_seller_facts(account.id, facts, slot=account.seller_slot, identity=identity)
        except NoSuchAccount:
            # Removed while Amazon was asked.
            return

    def _check_chain(self, sign_in: SignIn, links: list[LedgerLink], cancel: CancelToken) -> None:
        try:
            renewal = self._renewing.renew(sign_in, cancel)
        except (Cancelled, StoreError):
            raise
        except SecretNotKept:
            return
        except LmbError as error:
            for link in links:
                self._put_link(link, self._failed(link.facts, error))
            return
        for link in links:
            self._read_link(link, renewal.access_token, cancel)

    def _read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> None:
        try:
            found = self._ports.ledger.read_link(link, access_token, cancel)
        except (Cancelled, StoreError):
            raise
        except LmbError as error:
            self._put_link(link, self._failed(link.facts, error))
            return
        self._put_link(link, self._fine(link.facts), found)

    def _put_link(self, link: LedgerLink, facts: HalfFacts, found: OrganisationFacts | None = None) -> None:
        """Store what a read brought, unless a new consent has come in meanwhile: the answer was about the old one."""
        with self._ports.locks.hold(consent_lock(link)):
            current = self._ports.store.holdings().link(link.id)
            if current is None or _consent(current) != _consent(link):
                return
            current = replace(current, facts=facts)
            if found is not None:
                current = replace(
                    current,
                    organisation_name=found.name or current.organisation_name,
                    legal_name=found.legal_name or current.legal_name,
                    country=found.country or current.country,
                    base_currency=found.base_currency or current.base_currency,
                )
            self._ports.store.put_link(current)

    def _fine(self, facts: HalfFacts) -> HalfFacts:
        now = self._ports.clock.now()
        return replace(facts, last_ok=now, refused_at=None, refusal="", trouble_at=None, trouble="")

    def _failed(self, facts: HalfFacts, error: LmbError) -> HalfFacts:
        now = self._ports.clock.now()
        if isinstance(error, REFUSALS):
            reason = error.reason if isinstance(error, GrantEnded) else error.slug
            return replace(facts, refused_at=now, refusal=reason)
        return replace(facts, trouble_at=now, trouble=error.slug)


def consent_lock(owner: LedgerLink | SignIn) -> str:
    """Return the name of the lock under which the sign-ins and links of a provider change."""
    return f"consent-{owner.provider.value}"


def _consent(link: LedgerLink) -> tuple[object, ...]:
    return link.sign_in_id, link.facts.consented_at
