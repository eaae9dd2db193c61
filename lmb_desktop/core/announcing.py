"""Announcing: what the user is told of while no window is in front, from what is known, what was told, and the time.

Only what ends or has ended a connection is worth it; each once, and once more after a week at the earliest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from lmb_desktop.core.health import WORST_FIRST, HalfHealth, State
from lmb_desktop.core.overview import AccountView, Overview

AGAIN_AFTER = timedelta(days=7)
KEYRING = "keyring"
"""Stands for the account's id where the keyring keeps accounts from being checked: it is one thing for all."""


class Cause(StrEnum):
    """What somebody is told of."""

    SELLER_ENDED = "seller-ended"
    LEDGER_ENDED = "ledger-ended"
    RENEW_SELLER = "renew-seller"
    RENEW_LEDGER = "renew-ledger"
    KEYRING_LOCKED = "keyring-locked"


@dataclass(frozen=True)
class Need:
    """One thing that only the user can mend, with the accounts it is about."""

    cause: Cause
    views: tuple[AccountView, ...]

    @property
    def key(self) -> str:
        """Return the name it is remembered by: the account and its state."""
        subject = KEYRING if self.cause is Cause.KEYRING_LOCKED else self.views[0].account.id
        return f"{subject} {self.cause}"

    @property
    def health(self) -> HalfHealth:
        """Return what is known of the half it is about."""
        view = self.views[0]
        if self.cause is Cause.KEYRING_LOCKED:
            return view.seller if view.seller.state is State.LOCKED else view.ledger
        return view.seller if self.cause in (Cause.SELLER_ENDED, Cause.RENEW_SELLER) else view.ledger


Told = Mapping[str, datetime]
"""When each need was told, by its key."""


class ToldStore(Protocol):
    """Keep what was told, so that a restart does not tell it again. Slow. Raises StoreError only."""

    def told(self) -> Told:
        """Return when each need was told."""
        ...

    def keep_told(self, told: Told) -> None:
        """Keep that, in place of what was kept before."""
        ...

    def has_told_closing(self) -> bool:
        """Tell whether the user knows that the program goes on when its window is closed."""
        ...

    def keep_told_closing(self) -> None:
        """Keep that the user knows it."""
        ...


def needs_of(overview: Overview) -> tuple[Need, ...]:
    """Return what is worth telling, worst first, then by name; an account's worse half speaks for it."""
    found = [Need(cause, (view,)) for view in overview.accounts if (cause := _cause(view)) is not None]
    locked = tuple(view for view in overview.accounts if view.state is State.LOCKED)
    found += [Need(Cause.KEYRING_LOCKED, locked)] if locked else []
    return tuple(sorted(found, key=lambda need: WORST_FIRST.index(need.views[0].state)))


def to_tell(needs: Iterable[Need], told: Told, now: datetime) -> tuple[Need, ...]:
    """Return what was not told within the last seven days."""
    return tuple(need for need in needs if not _is_known(told.get(need.key), now))


def with_told(told: Told, needs: Iterable[Need], now: datetime) -> Told:
    """Return what is remembered once these needs are told now; what is too old to matter is forgotten."""
    kept = {key: at for key, at in told.items() if _is_known(at, now)}
    return kept | {need.key: now for need in needs}


def _is_known(at: datetime | None, now: datetime) -> bool:
    # A clock that ran years ahead must not keep anything quiet for years.
    return at is not None and abs(now - at) < AGAIN_AFTER


def _cause(view: AccountView) -> Cause | None:
    is_seller = view.seller.state is view.state
    if view.state is State.REAUTHORISE:
        return Cause.SELLER_ENDED if is_seller else Cause.LEDGER_ENDED
    if view.state is State.URGENT:
        return Cause.RENEW_SELLER if is_seller else Cause.RENEW_LEDGER
    return None
