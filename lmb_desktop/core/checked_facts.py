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
    return replace(facts, last_ok=now, refused_at=None, refusal="", trouble_at=None, trouble="", trouble_since=None)


def failed(facts: HalfFacts, error: LmbError, now: datetime) -> HalfFacts:
    """Return the facts after a refusal or a trouble."""
    if isinstance(error, REFUSALS):
        return _settled(replace(facts, refused_at=now, refusal=_reason(facts, error, now)))
    began = facts.trouble_since or now
    return replace(facts, trouble_at=now, trouble=error.slug, trouble_since=min(began, now))


def _reason(facts: HalfFacts, error: LmbError, now: datetime) -> str:
    if isinstance(error, GrantEnded):
        return error.reason
    if isinstance(error, CredentialsRefused) and facts.last_ok is not None:
        # It used to work, so it was not mistyped: Amazon has ended it.
        return "expired" if facts.ends_at is not None and now >= facts.ends_at else "withdrawn"
    return error.slug


def _settled(facts: HalfFacts) -> HalfFacts:
    return replace(facts, trouble_at=None, trouble="", trouble_since=None)
