"""What the details pane says about a half that is not simply connected. Shows nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Method
from lmb_desktop.core.catalogue import CATALOGUE
from lmb_desktop.core.errors import AppMissing, AppRefused
from lmb_desktop.core.grant_ends import grant_key
from lmb_desktop.core.health import YEAR, State
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.remedy import uses_own_app
from lmb_desktop.core.sign_in import ROLE_NEEDED
from lmb_desktop.shell.half_replies import refusal_key, stored_facts, trouble_words
from lmb_desktop.shell.state_words import Half, health_of, provider_name
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.moments import at_when, day

translate = QCoreApplication.translate

_UNKNOWN = "…"
_KEY_OF = {
    (Half.LEDGER, "app-refused"): "app-refused-ledger",
    (Half.LEDGER, "subscription-ended"): "subscription-ended-found",
    (Half.AMAZON, "no-marketplaces"): "no-marketplaces-found",
    (Half.AMAZON, "seller-id-differs"): "seller-id-differs-found",
    # Nobody can choose a region for an account that is there.
    (Half.AMAZON, "wrong-region"): "wrong-region-found",
}
"""Refusals that are said in other words about a half that used to work."""
_GRANT_REASONS = frozenset({"withdrawn", "expired", "idle-too-long"})


def half_sentence(
    view: AccountView, half: Half, *, now: datetime, book: MarketplaceBook, next_check: datetime | None = None
) -> str:
    """Return what to say about a half; nothing about one that is connected."""
    health = health_of(view, half)
    if health.state is State.REAUTHORISE:
        return _refused(view, half, book)
    if health.state is State.NOT_FINISHED:
        return _not_finished(view, half)
    if health.state in (State.URGENT, State.ATTENTION):
        return _ends_soon_while_paused(view, half, now) if view.is_paused else _ends_soon(view, half, now)
    if health.state is State.UNREACHABLE:
        return _unreachable(view, half, now=now, next_check=next_check)
    if health.state is State.LOCKED and health.reason == "keyring-missing":
        return translate(
            "DetailsPane",
            "No keyring was found, so the sign-in cannot be read. Set one up or start it, then check again.",
        )
    if health.state is State.LOCKED:
        return translate(
            "DetailsPane", "The keyring is locked, so the sign-in cannot be read. Unlock it, then check again."
        )
    return _paused(view, half, now) if health.state is State.PAUSED else ""


def authorised_at(view: AccountView, half: Half) -> datetime | None:
    """Return when a half was authorised."""
    if half is Half.AMAZON:
        return view.account.seller_facts.consented_at or view.account.created_at
    return view.sign_in.chain.consented_at if view.sign_in is not None else None


def renewed_at(view: AccountView) -> datetime | None:
    """Return when the ledger's sign-in was last renewed."""
    return view.sign_in.chain.renewed_at if view.sign_in is not None else None


def is_hard_end(view: AccountView) -> bool:
    """Tell whether the ledger's end comes however often the sign-in is used."""
    chain = view.sign_in.chain if view.sign_in is not None else None
    return chain is not None and chain.hard_ends_at is not None and chain.hard_ends_at == chain.ends_at


def _not_finished(view: AccountView, half: Half) -> str:
    reason = health_of(view, half).reason
    if reason == "secret-not-kept":
        kept = message("secret-not-kept")
        return f"{kept.title}. {kept.text}"
    if reason == "disconnected" and view.link is None:
        return translate("DetailsPane", "You disconnected Amazon from this account.")
    if reason == "disconnected":
        return translate("DetailsPane", "The Amazon half is missing. The ledger is saved.")
    if view.seller.reason == "disconnected":
        return translate("DetailsPane", "No ledger yet.")
    return translate("DetailsPane", "No ledger yet. The Amazon half is saved.")


def _refused(view: AccountView, half: Half, book: MarketplaceBook) -> str:
    reason = health_of(view, half).reason or ""
    facts = _refusal_facts(view, half, book)
    if reason in _GRANT_REASONS or reason not in CATALOGUE:
        said = message(grant_key(half is Half.AMAZON, reason), **facts)
        # The title of a ledger's is what its button says.
        return said.sentence if half is Half.AMAZON else said.text
    said = message(_key(view, half, reason), **facts)
    known = message(_key(view, half, reason), **_without_dots(facts))
    if _UNKNOWN in known.title:
        text = translate("DetailsPane", "{provider} refused this connection at the last check.")
        return text.format(provider=provider_name(view, half))
    return f"{said.title}. {said.text}".strip() if _UNKNOWN not in known.text else f"{said.title}."


def _without_dots(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts so that an ellipsis means one that nobody knows, and never a part of a name."""
    return {name: str(fact).replace(_UNKNOWN, "") if fact != _UNKNOWN else fact for name, fact in facts.items()}


def _key(view: AccountView, half: Half, reason: str) -> str:
    if (half, reason) == (Half.AMAZON, AppRefused.slug):
        is_mws = view.account.method is Method.MWS
        return "app-refused-mws-found" if is_mws else "app-refused-own" if uses_own_app(view.account) else reason
    return _KEY_OF.get((half, reason)) or refusal_key(view, half, reason)


def _refusal_facts(view: AccountView, half: Half, book: MarketplaceBook) -> dict[str, object]:
    used = authorised_at(view, half) if half is Half.AMAZON else renewed_at(view) or view.ledger.last_ok
    return {
        **dict(stored_facts(view, half).reply.facts),
        "service": provider_name(view, half),
        "seller_id": view.account.seller_id,
        "given": _day(authorised_at(view, half)),
        "ended": _day(view.sign_in.chain.hard_ends_at) if view.sign_in is not None else _UNKNOWN,
        "region": book.region(view.account.region).name,
        "expected": view.account.store_name or view.account.seller_id,
        "organisation": view.link.organisation_name if view.link is not None else "",
        "needs": ROLE_NEEDED[view.link.provider] if view.link is not None else "",
        "date": day(used) if used is not None else _UNKNOWN,
        "days": YEAR.days if half is Half.AMAZON else _idle_days(view),
    }


def _idle_days(view: AccountView) -> int | str:
    chain = view.sign_in.chain if view.sign_in is not None else None
    if chain is None or chain.idle_ends_at is None or chain.renewed_at is None:
        return _UNKNOWN
    return round((chain.idle_ends_at - chain.renewed_at) / timedelta(days=1))


def _ends_soon(view: AccountView, half: Half, now: datetime) -> str:
    end = health_of(view, half).ends_at
    is_over = end is not None and end <= now
    if half is Half.AMAZON and is_over:
        text = translate("DetailsPane", "This authorisation was due to end on {date}. Renew it; it takes a minute.")
    elif half is Half.AMAZON:
        text = translate(
            "DetailsPane", "Amazon ends this authorisation on {date}. Renew it before then; it takes a minute."
        )
    elif is_hard_end(view):
        text = translate(
            "DetailsPane",
            "{provider} ends this sign-in on {date}, however often it is used. Sign in again before then.",
        )
    elif is_over:
        text = translate("DetailsPane", "Not renewed since {since}. The connection was due to end on {date}.")
    else:
        text = translate("DetailsPane", "Not renewed since {since}. {provider} ends the connection on {date}.")
    return text.format(since=_day(renewed_at(view)), provider=provider_name(view, half), date=_day(end))


def _unreachable(view: AccountView, half: Half, *, now: datetime, next_check: datetime | None) -> str:
    if health_of(view, half).reason == AppMissing.slug:
        # Nobody was asked.
        is_mws = half is Half.AMAZON and view.account.method is Method.MWS
        return message("app-missing-mws" if is_mws else "app-missing", service=provider_name(view, half)).sentence
    facts = stored_facts(view, half)
    moment = at_when(facts.trouble_at, now) if facts.trouble_at is not None else _UNKNOWN
    text = translate("DetailsPane", "{provider} could not be reached {moment} ({reason}).")
    reason = trouble_words(view, half) or _trouble_words(health_of(view, half).reason or "")
    sentences = [text.format(provider=provider_name(view, half), moment=moment, reason=reason)]
    if facts.last_ok is not None:
        sentences.append(translate("DetailsPane", "Last known: connected."))
    else:
        sentences.append(translate("DetailsPane", "It has not answered yet."))
    if next_check is not None and next_check > now:
        again = translate("DetailsPane", "Trying again {moment}.")
        sentences.append(again.format(moment=at_when(next_check, now)))
    return " ".join(sentences)


def _trouble_words(trouble: str) -> str:
    words = {
        "offline": translate("DetailsPane", "no connection"),
        "timed-out": translate("DetailsPane", "no answer in time"),
        "service-trouble": translate("DetailsPane", "it has a problem of its own"),
        "rate-limited": translate("DetailsPane", "it asked to slow down"),
        "portal": translate("DetailsPane", "this network wants you to sign in first"),
        "proxy-password": translate("DetailsPane", "the proxy asks for a password"),
        "proxy-silent": translate("DetailsPane", "the proxy does not answer"),
        "certificate-untrusted": translate("DetailsPane", "its certificate cannot be trusted"),
        "certificate-name": translate("DetailsPane", "it showed a certificate of somebody else"),
        "certificate-dates": translate("DetailsPane", "its certificate is out of date, or the clock is wrong"),
        "clock-wrong": translate("DetailsPane", "this computer’s clock is wrong"),
        "clock-doubtful": translate("DetailsPane", "this computer’s clock may be wrong"),
        "answer-unusable": translate("DetailsPane", "its answer could not be read"),
        "mws-closed": translate("DetailsPane", "Amazon closed MWS in 2024"),
    }
    return words.get(trouble, translate("DetailsPane", "the check did not come to an end"))


def _paused(view: AccountView, half: Half, now: datetime) -> str:
    since = translate("DetailsPane", "Paused since {date}; nothing is checked.").format(date=_paused_since(view, now))
    end = health_of(view, half).ends_at
    # A ledger that others share is kept alive by them.
    if end is None or (half is Half.LEDGER and view.shared_with):
        return since
    text = translate("DetailsPane", "{provider} ends the connection on {date} if it stays paused.")
    if half is Half.AMAZON:
        text = translate("DetailsPane", "{provider} ends the authorisation on {date}.")
    return f"{since} {text.format(provider=provider_name(view, half), date=_day(end))}"


def _ends_soon_while_paused(view: AccountView, half: Half, now: datetime) -> str:
    if half is Half.AMAZON:
        text = translate(
            "DetailsPane", "Paused since {since}. {provider} ends the authorisation on {date}; resume to renew it."
        )
    else:
        text = translate(
            "DetailsPane", "Paused since {since}. {provider} ends the connection on {date} unless you resume."
        )
    end = _day(health_of(view, half).ends_at)
    return text.format(since=_paused_since(view, now), provider=provider_name(view, half), date=end)


def _paused_since(view: AccountView, now: datetime) -> str:
    return day(view.account.paused_at or now)


def _day(moment: datetime | None) -> str:
    return day(moment) if moment is not None else _UNKNOWN
