"""What a check leaves behind: the facts of a half after a good answer, a refusal or a trouble. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lmb_desktop.core.errors import (
    AppRefused,
    CredentialsRefused,
    GrantEnded,
    LmbError,
    NoMarketplaces,
    NoRights,
    RoleMissing,
    ScopeRefused,
    SellerIdDiffers,
    SubscriptionEnded,
    WrongRegion,
)
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.last_reply import NO_REPLY, LastReply

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


def fine(facts: HalfFacts, now: datetime) -> HalfFacts:
    """Return the facts after a good answer: it takes refusals and troubles back."""
    return replace(_settled(facts), last_ok=now, refused_at=None, refusal="", reply=NO_REPLY)


def failed(facts: HalfFacts, error: LmbError, now: datetime) -> HalfFacts:
    """Return the facts after a refusal or a trouble; a trouble does not speak over a refusal that stands."""
    facts, reply = _as_of(facts, now), LastReply.of(error)
    if isinstance(error, REFUSALS):
        return _settled(replace(facts, refused_at=now, refusal=_reason(facts, error, now), reply=reply))
    reply = facts.reply if facts.refused_at is not None else reply
    return replace(facts, trouble_at=now, trouble=error.slug, trouble_since=facts.trouble_since or now, reply=reply)


def _reason(facts: HalfFacts, error: LmbError, now: datetime) -> str:
    if isinstance(error, GrantEnded):
        return error.reason
    if isinstance(error, CredentialsRefused) and facts.last_ok is not None:
        # It used to work, so it was not mistyped: Amazon has ended it.
        return "expired" if facts.ends_at is not None and now >= facts.ends_at else "withdrawn"
    return error.slug


def disconnected(facts: HalfFacts) -> HalfFacts:
    """Return the facts after the user took the credentials away: what they came to means nothing any more."""
    return replace(_settled(facts), refused_at=None, refusal="", ends_at=None, reply=NO_REPLY)


def _as_of(facts: HalfFacts, now: datetime) -> HalfFacts:
    """Return the facts with no time after now: where the clock was set back they would count as the latest for ever."""

    def past(moment: datetime | None) -> datetime | None:
        return None if moment is None else min(moment, now)

    return replace(
        facts,
        last_ok=past(facts.last_ok),
        refused_at=past(facts.refused_at),
        trouble_at=past(facts.trouble_at),
        trouble_since=past(facts.trouble_since),
    )


def _settled(facts: HalfFacts) -> HalfFacts:
    return replace(facts, trouble_at=None, trouble="", trouble_since=None)
