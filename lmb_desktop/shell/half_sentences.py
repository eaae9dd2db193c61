"""What the details pane says about a half that is not simply connected. Shows nothing itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.catalogue import CATALOGUE
from lmb_desktop.core.health import HalfFacts, State
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.state_words import Half, health_of, provider_name
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.moments import at_when, day

translate = QCoreApplication.translate

_UNKNOWN = "…"
_GRANT_REASONS = frozenset({"withdrawn", "expired", "idle-too-long"})


def half_sentence(view: AccountView, half: Half, *, now: datetime, book: MarketplaceBook) -> str:
    """Return what to say about a half; nothing about one that is connected."""
    health = health_of(view, half)
    if health.state is State.REAUTHORISE:
        return _refused(view, half, book)
    if health.state is State.NOT_FINISHED:
        return _not_finished(view, half)
    if health.state in (State.URGENT, State.ATTENTION):
        return _ends_soon(view, half)
    if health.state is State.UNREACHABLE:
        return _unreachable(view, half, now)
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


def stored_facts(view: AccountView, half: Half) -> HalfFacts:
    """Return what is stored about a half."""
    if half is Half.AMAZON:
        return view.account.seller_facts
    return view.link.facts if view.link is not None else HalfFacts()


def authorised_at(view: AccountView, half: Half) -> datetime | None:
    """Return when a half was authorised."""
    if half is Half.AMAZON:
        return view.account.seller_facts.consented_at or view.account.created_at
    return view.sign_in.chain.consented_at if view.sign_in is not None else None


def renewed_at(view: AccountView) -> datetime | None:
    """Return when the ledger's sign-in was last renewed."""
    return view.sign_in.chain.renewed_at if view.sign_in is not None else None


def _not_finished(view: AccountView, half: Half) -> str:
    if health_of(view, half).reason == "secret-not-kept":
        kept = message("secret-not-kept")
        return f"{kept.title}. {kept.text}"
    return translate("DetailsPane", "No ledger yet. The Amazon half is saved.")


def _refused(view: AccountView, half: Half, book: MarketplaceBook) -> str:
    reason = health_of(view, half).reason or ""
    facts = _refusal_facts(view, half, book)
    if reason in _GRANT_REASONS or reason not in CATALOGUE:
        ended = "grant-ended-amazon" if half is Half.AMAZON else "grant-ended-ledger"
        is_idle = half is Half.LEDGER and reason == "idle-too-long"
        return message("grant-idle" if is_idle else ended, **facts).text
    said = message(reason, **facts)
    if _UNKNOWN in said.title:
        text = translate("DetailsPane", "{provider} refused this connection at the last check.")
        return text.format(provider=provider_name(view, half))
    return f"{said.title}. {said.text}".strip() if _UNKNOWN not in said.text else f"{said.title}."


def _refusal_facts(view: AccountView, half: Half, book: MarketplaceBook) -> dict[str, object]:
    used = authorised_at(view, half) if half is Half.AMAZON else renewed_at(view) or view.ledger.last_ok
    return {
        "service": provider_name(view, half),
        "region": book.region(view.account.region).name,
        "organisation": view.link.organisation_name if view.link is not None else "",
        "date": day(used) if used is not None else _UNKNOWN,
        "days": _idle_days(view),
    }


def _idle_days(view: AccountView) -> int | str:
    chain = view.sign_in.chain if view.sign_in is not None else None
    if chain is None or chain.idle_ends_at is None or chain.renewed_at is None:
        return _UNKNOWN
    return round((chain.idle_ends_at - chain.renewed_at) / timedelta(days=1))


def _ends_soon(view: AccountView, half: Half) -> str:
    health = health_of(view, half)
    end = day(health.ends_at) if health.ends_at is not None else _UNKNOWN
    if half is Half.AMAZON:
        return translate("DetailsPane", "Amazon ends this authorisation on {date}.").format(date=end)
    since = renewed_at(view)
    text = translate("DetailsPane", "Not renewed since {since}. {provider} ends the connection on {date}.")
    return text.format(since=day(since) if since else _UNKNOWN, provider=provider_name(view, half), date=end)


def _unreachable(view: AccountView, half: Half, now: datetime) -> str:
    facts = stored_facts(view, half)
    moment = at_when(facts.trouble_at, now) if facts.trouble_at is not None else _UNKNOWN
    known = (
        translate("DetailsPane", "Last known: connected.")
        if facts.last_ok is not None
        else translate("DetailsPane", "It has not answered yet.")
    )
    text = translate("DetailsPane", "{provider} could not be reached {moment} ({reason}).")
    reason = _trouble_words(health_of(view, half).reason or "")
    return f"{text.format(provider=provider_name(view, half), moment=moment, reason=reason)} {known}"


def _trouble_words(trouble: str) -> str:
    words = {
        "offline": translate("DetailsPane", "no connection"),
        "timed-out": translate("DetailsPane", "no answer in time"),
        "service-trouble": translate("DetailsPane", "it has a problem of its own"),
        "rate-limited": translate("DetailsPane", "it asked to slow down"),
        "clock-wrong": translate("DetailsPane", "this computer’s clock is wrong"),
        "answer-unusable": translate("DetailsPane", "its answer could not be read"),
        "app-missing": translate("DetailsPane", "no app credentials are known"),
        "mws-closed": translate("DetailsPane", "Amazon closed MWS in 2024"),
    }
    return words.get(trouble, translate("DetailsPane", "the check did not come to an end"))


def _paused(view: AccountView, half: Half, now: datetime) -> str:
    since = stored_facts(view, half).paused_at
    text = translate("DetailsPane", "Paused since {date}; nothing is checked.")
    return text.format(date=day(since or now))
