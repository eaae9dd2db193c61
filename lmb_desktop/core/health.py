"""Health: one pure function from stored facts and the time to what the row shows for each half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lmb_desktop.core.last_reply import NO_REPLY, LastReply


class State(StrEnum):
    """What a half shows, worst first."""

    REAUTHORISE = "reauthorise"
    URGENT = "urgent"
    LOCKED = "locked"
    ATTENTION = "attention"
    NOT_FINISHED = "not-finished"
    UNREACHABLE = "unreachable"
    PAUSED = "paused"
    OK = "ok"

    @property
    def needs_you(self) -> bool:
        """Tell whether only the user can mend it."""
        return self not in (State.UNREACHABLE, State.PAUSED, State.OK)


WORST_FIRST = tuple(State)

LOCKED_REASONS = frozenset({"keyring-locked", "keyring-missing", "keyring-slow", "keyring-refused", "keyring"})
LOST_REASONS = frozenset({"secret-lost", "moved"})
"""Troubles that only a new consent mends: the entry is gone, or the account came from another computer without it."""


@dataclass(frozen=True)
class HalfFacts:
    """What is stored about one half: answers, refusals, troubles and dates (all in UTC)."""

    consented_at: datetime | None = None
    last_ok: datetime | None = None
    refused_at: datetime | None = None
    refusal: str = ""
    trouble_at: datetime | None = None
    trouble: str = ""
    ends_at: datetime | None = None
    paused_at: datetime | None = None
    trouble_since: datetime | None = None
    """When the trouble began that has not ended since; `trouble_at` is when it was last met."""
    reply: LastReply = NO_REPLY
    """What was answered when the half was refused, or met its trouble where it was not refused."""

    @property
    def asked_at(self) -> datetime | None:
        """Return when the half was last asked about, whatever came of it."""
        return max(filter(None, (self.last_ok, self.refused_at, self.trouble_at)), default=None)


@dataclass(frozen=True)
class ChainFacts:
    """What is stored about a refresh chain: last renewal, the end when idle, the hard end (all in UTC)."""

    consented_at: datetime | None = None
    renewed_at: datetime | None = None
    idle_ends_at: datetime | None = None
    hard_ends_at: datetime | None = None
    renewing_at: datetime | None = None
    """When a refresh was sent whose answer is not stored yet: a stopped program left it, or the answer was lost."""

    @property
    def ends_at(self) -> datetime | None:
        """Return the earlier of the two ends."""
        ends = [end for end in (self.idle_ends_at, self.hard_ends_at) if end is not None]
        return min(ends) if ends else None


@dataclass(frozen=True)
class Limits:
    """How many days before an end a half turns amber and red."""

    attention_days: int
    urgent_days: int


LIMITS: Mapping[str, Limits] = {
    "amazon": Limits(45, 14),
    "xero": Limits(20, 7),
    "quickbooks": Limits(30, 14),
}
"""Defaults per service: yearly renewal at Amazon, idle time at Xero and QuickBooks (days, domain reference 6)."""
YEAR = timedelta(days=365)
"""How long a seller's authorisation of a public Amazon app lasts (SP-API documentation, "Renew authorizations")."""


@dataclass(frozen=True)
class HalfHealth:
    """What the row shows for one half."""

    state: State
    reason: str | None = None
    days_left: int | None = None
    last_ok: datetime | None = None
    ends_at: datetime | None = None


NOT_CONNECTED = HalfHealth(State.NOT_FINISHED, "not-connected")


def half_health(
    facts: HalfFacts,
    now: datetime,
    *,
    limits: Limits,
    ends_at: datetime | None = None,
    is_secret_kept: bool = True,
) -> HalfHealth:
    """Tell what one half shows; `ends_at` is the chain's end where the half stands on a refresh chain.

    An end that comes near is told whatever else keeps the half from being renewed: no network, a locked keyring, a
    pause must not let a connection lapse without a word.
    """
    end = _earlier(facts.ends_at, ends_at)
    days = None if end is None else max(0, round((end - now) / timedelta(days=1)))
    state, reason = (State.NOT_FINISHED, "secret-not-kept") if not is_secret_kept else _state(facts)
    if end is not None and days is not None and state not in (State.REAUTHORISE, State.NOT_FINISHED):
        by_end = (State.URGENT, "end-reached") if end <= now else _by_days(days, limits)
        if worst([by_end[0], state]) is not state:
            state, reason = by_end
    return HalfHealth(state, reason, days, facts.last_ok, end)


def worst(states: list[State]) -> State:
    """Return the state that is shown for several halves or accounts."""
    return min(states, key=WORST_FIRST.index, default=State.OK)


def _earlier(first: datetime | None, second: datetime | None) -> datetime | None:
    ends = [end for end in (first, second) if end is not None]
    return min(ends) if ends else None


def _state(facts: HalfFacts) -> tuple[State, str | None]:
    # A good answer takes refusal and trouble back, so their times need no comparing: clocks are set.
    if facts.refused_at is not None:
        return State.REAUTHORISE, facts.refusal or "withdrawn"
    if facts.paused_at is not None:
        return State.PAUSED, None
    if facts.trouble_at is not None:
        if facts.trouble in LOST_REASONS:
            return State.REAUTHORISE, facts.trouble
        locked = facts.trouble in LOCKED_REASONS
        return (State.LOCKED if locked else State.UNREACHABLE), facts.trouble or "offline"
    return State.OK, None


def _by_days(days: int, limits: Limits) -> tuple[State, str | None]:
    if days > limits.attention_days:
        return State.OK, None
    return (State.URGENT if days <= limits.urgent_days else State.ATTENTION), "ends-soon"
