"""Renewing: a refresh chain is renewed once at a time, across processes; the new token is stored before it is used."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AnswerUnusable,
    GrantEnded,
    Offline,
    SecretStoreError,
    ServiceTrouble,
    SignInError,
    StoreError,
)
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.kept_secret import refresh_token, with_token
from lmb_desktop.core.ports import Clock, LedgerSignIn, Locks, SecretStore, holder_of
from lmb_desktop.core.rhythm import GRACE
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider, Renewal, SignIn
from lmb_desktop.core.two_stores import TwoStores, record_lock


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


@dataclass(frozen=True)
class _Unsaved:
    """A token that a store did not take: the provider knows no other any more, so it is tried again from here.

    Only while the row is as it was: whoever renewed or signed in since then has a better one.
    """

    slot: str
    renewed_at: datetime | None
    consented_at: datetime | None
    token: Secret

    def is_of(self, sign_in: SignIn) -> bool:
        """Tell whether the row is as it was."""
        chain = sign_in.chain
        return (self.slot, self.renewed_at, self.consented_at) == (sign_in.slot, chain.renewed_at, chain.consented_at)


class Renewing:
    """Renew refresh chains and store what they became."""

    def __init__(self, act: TwoStores, ports: RenewalPorts) -> None:
        self._act = act
        self._ports = ports
        self._unsaved: dict[str, _Unsaved] = {}

    def renew(self, sign_in: SignIn, cancel: CancelToken) -> Renewal:
        """Renew a chain under its lock, read anew inside it; the rotated token is stored before it is used.

        Raises GrantEnded on a refusal, and what the stores and the way to the provider raise.
        """
        with self._ports.locks.hold(record_lock(RecordKind.SIGN_IN, sign_in.id)):
            current = self._ports.store.sign_in(sign_in.id)
            if current is None:
                raise GrantEnded(service=sign_in.provider.label, reason="withdrawn")
            entry = self._ports.secrets.get(current.id, current.slot)
            # Whoever stops between the request and its answer leaves this note: it is tried again first of all.
            owed = self._owed(current)
            self._ports.store.put_renewing(current.id, owed or self._ports.clock.now())
            try:
                renewal = self._renewal(current, self._tokens(current, entry), cancel)
            except (SignInError, Offline, ServiceTrouble) as error:
                self._note_failed(current, error, owed)
                raise
            self._unsaved[current.id] = _Unsaved(
                current.slot, current.chain.renewed_at, current.chain.consented_at, renewal.refresh_token
            )
            self._store(current, with_token(entry, renewal.refresh_token), renewal)
            del self._unsaved[current.id]
            return renewal

    def _owed(self, sign_in: SignIn) -> datetime | None:
        """Return since when an answer is owed: Xero's time of grace runs from the first that was lost."""
        sent, now = sign_in.chain.renewing_at, self._ports.clock.now()
        return sent if sent is not None and timedelta(0) <= now - sent <= GRACE else None

    def _note_failed(
        self, sign_in: SignIn, error: SignInError | Offline | ServiceTrouble, owed: datetime | None
    ) -> None:
        """Put the note right: after a no nothing is owed, and a request that nobody took changes nothing."""
        if isinstance(error, SignInError):
            owed, is_open = None, isinstance(error, AnswerUnusable)
        else:
            is_open = error.is_open
        if not is_open:
            # It says no more than the error does, so a store that does not take it now is no matter.
            with contextlib.suppress(StoreError):
                self._ports.store.put_renewing(sign_in.id, owed)

    def _store(self, sign_in: SignIn, secret: Secret, renewal: Renewal) -> None:
        def point(slot: str, leftover: SavingMark | None) -> None:
            holder = holder_of(self._ports.secrets, slot)
            pointed = replace(sign_in, slot=slot, holder=holder, chain=replace(renewal.chain, renewing_at=None))
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

    def _tokens(self, sign_in: SignIn, entry: Secret) -> list[Secret]:
        """Return the tokens to try in turn: one that a store did not take, the kept one, the one before it."""
        unsaved = self._unsaved.get(sign_in.id)
        tokens = [refresh_token(entry)]
        if unsaved is not None and unsaved.is_of(sign_in):
            tokens.insert(0, unsaved.token)
        else:
            self._unsaved.pop(sign_in.id, None)
        previous = self._previous_token(sign_in)
        return tokens if previous is None or previous in tokens else [*tokens, previous]

    def _renewal(self, sign_in: SignIn, tokens: list[Secret], cancel: CancelToken) -> Renewal:
        for token in tokens[:-1]:
            with contextlib.suppress(GrantEnded):
                return self._ports.ledger.renew(sign_in, token, cancel)
        return self._ports.ledger.renew(sign_in, tokens[-1], cancel)

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
