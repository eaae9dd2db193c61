"""What both ledger providers' answers come to: dates of a refresh chain, the person, and what refusals mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from lmb_desktop.core.errors import AppRefused, ConsentFailed, GrantEnded, LmbError, ScopeRefused
from lmb_desktop.core.health import ChainFacts
from lmb_desktop.core.sign_in import IDLE_DAYS, Provider
from lmb_desktop.gateways.token_answer import TokenRefused, Tokens
from lmb_desktop.gateways.web_reply import printable

_APP_ERRORS = frozenset({"invalid_client", "unauthorized_client"})
_LONGEST_PERSON = 200


def renewed_chain(chain: ChainFacts, tokens: Tokens, provider: Provider) -> ChainFacts:
    """Return the dates after a refresh; a hard end that was told once stays when it is not told again."""
    idle = timedelta(days=IDLE_DAYS[provider]) if tokens.idle_s is None else timedelta(seconds=tokens.idle_s)
    hard = chain.hard_ends_at if tokens.hard_s is None else tokens.asked_at + timedelta(seconds=tokens.hard_s)
    return replace(chain, renewed_at=tokens.asked_at, idle_ends_at=tokens.asked_at + idle, hard_ends_at=hard)


def new_chain(tokens: Tokens, provider: Provider) -> ChainFacts:
    """Return the dates of a chain that begins now."""
    return renewed_chain(ChainFacts(consented_at=tokens.asked_at), tokens, provider)


def person(names: Sequence[str], email: str) -> str:
    """Return who authorised, as "Name (e-mail)"; whichever of the two is known, on one line."""
    name = " ".join(part for part in names if part)
    both = f"{name} ({email})" if name and email else name or email
    return printable(both)[:_LONGEST_PERSON]


def exchange_refused(provider: Provider, refusal: TokenRefused, scopes: str) -> LmbError:
    """Return what it means that a code was refused."""
    if _is_app_at_fault(refusal):
        return AppRefused(service=provider.label, details=refusal.details)
    if refusal.code == "invalid_scope":
        return ScopeRefused(service=provider.label, scopes=scopes, details=refusal.details)
    return ConsentFailed(service=provider.label, code=refusal.word, details=refusal.details)


def refresh_refused(provider: Provider, refusal: TokenRefused, *, chain: ChainFacts, now: datetime) -> LmbError:
    """Return what it means that a refresh was refused."""
    if _is_app_at_fault(refusal):
        return AppRefused(service=provider.label, details=refusal.details)
    if refusal.code == "invalid_grant":
        return grant_ended(provider, chain=chain, now=now, details=refusal.details)
    if refusal.code == "invalid_scope":
        return ScopeRefused(service=provider.label, scopes="", details=refusal.details)
    return refusal.reply.refused_as(refusal.code, refusal.description)


def grant_ended(provider: Provider, *, chain: ChainFacts, now: datetime, details: str = "") -> GrantEnded:
    """Return the end of a grant with its reason, as far as our dates can tell it."""
    used_at = chain.renewed_at or chain.consented_at
    return GrantEnded(
        service=provider.label,
        reason=_reason(chain, now),
        days=IDLE_DAYS[provider],
        date=_day(used_at),
        given=_day(chain.consented_at),
        ended=_day(chain.hard_ends_at),
        details=details,
    )


def withdrawn(provider: Provider, details: str) -> GrantEnded:
    """Return the end of a grant by somebody at the provider's side."""
    return GrantEnded(service=provider.label, reason="withdrawn", details=details)


def _reason(chain: ChainFacts, now: datetime) -> str:
    # Whichever end came first is the reason.
    if chain.hard_ends_at is not None and chain.ends_at == chain.hard_ends_at and now >= chain.hard_ends_at:
        return "expired"
    if chain.idle_ends_at is not None and now >= chain.idle_ends_at:
        return "idle-too-long"
    return "withdrawn"


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment is not None else ""


def _is_app_at_fault(refusal: TokenRefused) -> bool:
    """Tell whether the app is refused; Intuit says so in words too, under invalid_grant."""
    return refusal.code in _APP_ERRORS or "clientid" in refusal.description.lower().replace(" ", "").replace("_", "")
