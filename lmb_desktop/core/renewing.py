"""Renewing: a refresh chain is renewed once at a time, across processes; the new token is stored before it is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import GrantEnded, SecretStoreError
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.kept_secret import refresh_token, with_token
from lmb_desktop.core.ports import AccountStore, Clock, LedgerSignIn, Locks, SecretStore, holder_of
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider, Renewal, SignIn
from lmb_desktop.core.two_stores import TwoStores, record_lock

GRACE = timedelta(minutes=30)
"""How long Xero takes the previous refresh token after a rotation (Xero developer FAQ, OAuth 2.0)."""


class RenewalPorts(Protocol):
    """What renewing needs of the world."""

    @property
    def store(self) -> AccountStore:
        """The account list."""
        ...

    @property
    def secrets(self) -> SecretStore:
        """The keyring."""
        ...

    @property
    def locks(self) -> Locks:
        """The locks between processes."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def ledger(self) -> LedgerSignIn:
        """Xero and Intuit."""
        ...


class Renewing:
    """Renew refresh chains and store what they became."""

    def __init__(self, act: TwoStores, ports: RenewalPorts) -> None:
        self._act = act
        self._ports = ports

    def renew(self, sign_in: SignIn, cancel: CancelToken) -> Renewal:
        """Renew a chain under its lock, read anew inside it; the rotated token is stored before it is used.

        Raises GrantEnded on a refusal, and what the stores and the way to the provider raise.
        """
        with self._ports.locks.hold(record_lock(RecordKind.SIGN_IN, sign_in.id)):
            current = self._ports.store.holdings().sign_in(sign_in.id)
            if current is None:
                raise GrantEnded(service=sign_in.provider.label, reason="withdrawn")
            entry = self._ports.secrets.get(current.id, current.slot)
            renewal = self._renewal(current, refresh_token(entry), cancel)
            self._store(current, with_token(entry, renewal.refresh_token), renewal)
            return renewal

    def _store(self, sign_in: SignIn, secret: Secret, renewal: Renewal) -> None:
        def point(slot: str, leftover: SavingMark | None) -> None:
            holder = holder_of(self._ports.secrets, slot)
            pointed = replace(sign_in, slot=slot, holder=holder, chain=renewal.chain)
            self._ports.store.put_sign_in(pointed, leftover=leftover)

        self._act.write(
            RecordKind.SIGN_IN,
            sign_in.id,
            current=sign_in.slot,
            secret=secret,
            point=point,
            # Only Xero takes the token before the last one for a while.
            keeps_old=sign_in.provider is Provider.XERO,
        )

    def _renewal(self, sign_in: SignIn, token: Secret, cancel: CancelToken) -> Renewal:
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
            slot = self._ports.secrets.free_slot(sign_in.slot)
            return refresh_token(self._ports.secrets.get(sign_in.id, slot))
        except SecretStoreError:
            return None
