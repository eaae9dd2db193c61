"""What became of each grant: does it stand, until when, why not. For tests that compare; nothing here changes it."""

from __future__ import annotations

from dataclasses import dataclass

from lmb_desktop.practice import intuit_tokens, xero_tokens
from lmb_desktop.practice.grants import Grant, Grants, Token


@dataclass(frozen=True)
class Outlook:
    """One grant: when it ended or will end if nobody uses it, and why."""

    id: str
    provider: str
    owner: str
    subject: str
    created: float
    used: float | None
    stands: bool
    ends: float | None
    why: str


@dataclass(frozen=True)
class TokenStanding:
    """One refresh token: the grant it belongs to, whether the token address takes it now, and when it was first used.

    Amazon's and those of Intuit that keep their value are never used up.
    """

    grant: str
    is_taken: bool
    spent: float | None = None


def outlook_of(grant: Grant, grants: Grants) -> Outlook:
    """Return what became of a grant."""
    tokens = grants.tokens_of(grant, "refresh")
    ends, why = _end(grant, tokens)
    if grant.ended is not None:
        ending = grants.ending(grant)
        ends, why = grant.ended, ending.value if ending else "unknown"
    return Outlook(
        id=grant.id,
        provider=grant.provider,
        owner=grant.owner,
        subject=grant.subject,
        created=grant.created,
        used=max((one.issued for one in tokens), default=None),
        stands=grant.is_live and (ends is None or ends > grants.now),
        ends=ends,
        why=why,
    )


def standing_of(digest: str, grants: Grants) -> TokenStanding:
    """Return whether a refresh token would be taken now; showing it would change what it stands for."""
    token = grants.token_of_digest("refresh", digest)
    if token is None:
        return TokenStanding("", is_taken=False)
    taken = {"xero": xero_tokens.is_taken, "quickbooks": intuit_tokens.is_taken}.get(token.grant.provider)
    return TokenStanding(token.grant.id, is_taken=taken(token, grants) if taken else token.is_good, spent=token.spent)


def _end(grant: Grant, tokens: list[Token]) -> tuple[float | None, str]:
    """Return when a grant ends by itself, and why it does."""
    if grant.provider in ("amazon", "mws"):
        return grant.facts["ends"], "year"
    if not tokens:
        return grant.created, "never-exchanged"
    idle = max(one.expires or 0.0 for one in tokens)
    hard = grant.created + intuit_tokens.HARD_LIFE_S
    if grant.provider == "quickbooks" and hard < idle:
        return hard, "five-years"
    return idle, "idle"
