"""Checking: one live read of each half, facts stored; a refresh chain is renewed once at a time, across processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from lmb_desktop.core.account import Account
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AppRefused,
    Cancelled,
    CredentialsRefused,
    GrantEnded,
    LmbError,
    NoMarketplaces,
    NoRights,
    RoleMissing,
    SellerIdDiffers,
    StoreError,
    SubscriptionEnded,
    WrongRegion,
)
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.kept_secret import refresh_token, seller_credentials, with_token
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.ports import AccountStore, Clock, LedgerSignIn, Locks, SecretStore, SellerCheck
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider, Renewal, SignIn
from lmb_desktop.core.two_stores import TwoStores

REFUSALS = (
    AppRefused,
    CredentialsRefused,
    GrantEnded,
    NoMarketplaces,
    NoRights,
    RoleMissing,
    SellerIdDiffers,
    SubscriptionEnded,
    WrongRegion,
)
"""Only these, said by the service itself, mean that somebody has to authorise again."""

GRACE = timedelta(minutes=30)
"""How long Xero takes the previous refresh token after a rotation (Xero developer FAQ, OAuth 2.0)."""


class CheckPorts(Protocol):
    """What checking needs of the world."""

    @property
    def locks(self) -> Locks: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def seller_check(self) -> SellerCheck: ...
    @property
    def ledger(self) -> LedgerSignIn: ...


class Checking:
    """Check accounts live and store what came of it."""

    def __init__(
        self,
        store: AccountStore,
        secrets: SecretStore,
        act: TwoStores,
        ports: CheckPorts,
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._act = act
        self._ports = ports

    def check(self, account_ids: Iterable[str], cancel: CancelToken) -> None:
        """Check the Amazon half of each account, then each ledger connection they stand on, once."""
        holdings = self._store.holdings()
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
            identity = self._ports.seller_check.verify(
                seller_credentials(self._secrets.get(account.id, account.seller_slot), account), cancel
            )
        except (Cancelled, StoreError):
            raise
        except LmbError as error:
            self._store.put_seller_facts(account.id, self._failed(account.seller_facts, error))
            return
        facts = replace(account.seller_facts, last_ok=self._ports.clock.now())
        participations = identity.participations
        current = self._store.holdings().account(account.id)
        if current is not None and current.seller_slot == account.seller_slot:
            self._store.put_account(
                replace(
                    current,
                    store_name=identity.store_name,
                    participations=participations,
                    seller_facts=facts,
                )
            )

    def _check_chain(self, sign_in: SignIn, links: list[LedgerLink], cancel: CancelToken) -> None:
        try:
            renewal = self._renew(sign_in.id, cancel)
        except (Cancelled, StoreError):
            raise
        except LmbError as error:
            for link in links:
                self._store.put_link(replace(link, facts=self._failed(link.facts, error)))
            return
        for link in links:
            self._read_link(link, renewal.access_token, cancel)

    def _renew(self, sign_in_id: str, cancel: CancelToken) -> Renewal:
        """Renew a chain under its lock, read anew inside it; the rotated token is stored before it is used."""
        with self._ports.locks.hold(f"chain-{sign_in_id}"):
            sign_in = self._store.holdings().sign_in(sign_in_id)
            if sign_in is None:
                raise GrantEnded(reason="withdrawn")
            renewal = self._renewal(sign_in, cancel)

            def point(slot: str, _leftover: SavingMark | None) -> None:
                holder = self._secrets.holder if slot.startswith("memory") else ""
                self._store.put_sign_in(replace(sign_in, slot=slot, holder=holder, chain=renewal.chain))

            secret = with_token(self._secrets.get(sign_in.id, sign_in.slot), renewal.refresh_token)
            self._act.write(
                RecordKind.SIGN_IN,
                sign_in.id,
                current=sign_in.slot,
                secret=secret,
                point=point,
                keeps_old=True,
            )
            return renewal

    def _renewal(self, sign_in: SignIn, cancel: CancelToken) -> Renewal:
        token = refresh_token(self._secrets.get(sign_in.id, sign_in.slot))
        try:
            return self._ports.ledger.renew(sign_in, token, cancel)
        except GrantEnded:
            previous = self._previous_token(sign_in)
            if previous is None or previous == token:
                raise
            return self._ports.ledger.renew(sign_in, previous, cancel)

    def _previous_token(self, sign_in: SignIn) -> Secret | None:
        """Return the token before the last rotation while Xero's time of grace runs."""
        renewed = sign_in.chain.renewed_at
        if sign_in.provider is not Provider.XERO or renewed is None or self._ports.clock.now() - renewed > GRACE:
            return None
        try:
            return refresh_token(self._secrets.get(sign_in.id, self._secrets.free_slot(sign_in.slot)))
        except LmbError:
            return None

    def _read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> None:
        try:
            found = self._ports.ledger.read_link(link, access_token, cancel)
        except (Cancelled, StoreError):
            raise
        except LmbError as error:
            self._store.put_link(replace(link, facts=self._failed(link.facts, error)))
            return
        facts = replace(link.facts, last_ok=self._ports.clock.now())
        self._store.put_link(
            replace(
                link,
                organisation_name=found.name or link.organisation_name,
                legal_name=found.legal_name,
                country=found.country or link.country,
                base_currency=found.base_currency or link.base_currency,
                facts=facts,
            )
        )

    def _failed(self, facts: HalfFacts, error: LmbError) -> HalfFacts:
        now = self._ports.clock.now()
        if isinstance(error, REFUSALS):
            reason = error.reason if isinstance(error, GrantEnded) else error.slug
            return replace(facts, refused_at=now, refusal=reason)
        return replace(facts, trouble_at=now, trouble=error.slug)
