"""The words for the state of a half, for what an account needs, and for the days that are left. Draws nothing."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.errors import SubscriptionEnded
from lmb_desktop.core.health import HalfHealth, State, worst
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.remedy import APP_AT_FAULT, Remedy, remedy_for
from lmb_desktop.widgets.counted import counted

translate = QCoreApplication.translate


class Half(Enum):
    """The two halves of an account."""

    AMAZON = "amazon"
    LEDGER = "ledger"


def health_of(view: AccountView, half: Half) -> HalfHealth:
    """Return what is known about one half."""
    return view.seller if half is Half.AMAZON else view.ledger


def provider_name(view: AccountView, half: Half) -> str:
    """Return whom a half is connected to; "Ledger" while there is none."""
    if half is Half.AMAZON:
        return translate("AccountsWindow", "Amazon")
    return view.link.provider.label if view.link is not None else translate("AccountsWindow", "Ledger")


def state_word(state: State, half: Half) -> str:
    """Return the word of a state; a half that must be authorised anew is called as its provider calls it."""
    if state is State.REAUTHORISE:
        again = translate("AccountsWindow", "Sign in again")
        return translate("AccountsWindow", "Re-authorise") if half is Half.AMAZON else again
    words = {
        State.URGENT: translate("AccountsWindow", "Renew now"),
        State.LOCKED: translate("AccountsWindow", "Keyring locked"),
        State.ATTENTION: translate("AccountsWindow", "Renew soon"),
        State.NOT_FINISHED: translate("AccountsWindow", "Not finished"),
        State.UNREACHABLE: translate("AccountsWindow", "Not reachable"),
        State.PAUSED: translate("AccountsWindow", "Paused"),
        State.OK: translate("AccountsWindow", "Connected"),
    }
    return words[state]


def worst_half(view: AccountView) -> Half:
    """Return the half that needs the user first; Amazon when both are alike."""
    return Half.AMAZON if worst([view.seller.state, view.ledger.state]) is view.seller.state else Half.LEDGER


def account_word(view: AccountView) -> str:
    """Return the word of the half that needs the user first."""
    half = worst_half(view)
    return state_word(health_of(view, half).state, half)


def need_text(view: AccountView, name: str) -> str:
    """Return what an account needs in one line, as its remedy goes; one that opens something ends with an ellipsis."""
    half = worst_half(view)
    return _need(view, half).format(account=name, provider=provider_name(view, half))


def _need(view: AccountView, half: Half) -> str:
    health, remedy = health_of(view, half), remedy_for(view)
    if remedy is Remedy.CARRY_ON:
        return _missing(view)
    if health.state is State.LOCKED:
        return translate("AccountsWindow", "{account}: unlock the keyring and check again")
    if remedy in (Remedy.SELLER_APP, Remedy.LEDGER_APP):
        return translate("AccountsWindow", "{account}: check the app credentials for {provider}…")
    if health.state is State.REAUTHORISE and remedy in (Remedy.CHECK, Remedy.RESUME):
        return _look_again(health.reason or "", is_paused=view.is_paused)
    if remedy is Remedy.RESUME:
        return _resume(health.days_left)
    if health.state is State.REAUTHORISE and half is Half.AMAZON:
        return translate("AccountsWindow", "{account}: re-authorise Amazon…")
    if health.state is State.REAUTHORISE:
        return translate("AccountsWindow", "{account}: sign in to {provider} again…")
    # A check renews by itself; all else opens something.
    return _renew(health.days_left) if remedy is Remedy.CHECK else f"{_renew(health.days_left)}…"


def _look_again(reason: str, *, is_paused: bool) -> str:
    if reason == SubscriptionEnded.slug:
        if is_paused:
            return translate("AccountsWindow", "{account}: renew the {provider} subscription, then resume")
        return translate("AccountsWindow", "{account}: renew the {provider} subscription, then check again")
    if is_paused:
        return translate("AccountsWindow", "{account}: correct the MWS access key, then resume")
    return translate("AccountsWindow", "{account}: correct the MWS access key, then check again")


def _missing(view: AccountView) -> str:
    if view.seller.reason == "disconnected":
        return translate("AccountsWindow", "{account}: connect Amazon…")
    if view.link is None:
        return translate("AccountsWindow", "{account}: connect the ledger…")
    return translate("AccountsWindow", "{account}: carry on…")


def _renew(days: int | None) -> str:
    if days:
        return counted("AccountsWindow", "{account}: renew {provider} within %n day(s)", days)
    return translate("AccountsWindow", "{account}: renew {provider} today")


def _resume(days: int | None) -> str:
    if days:
        return counted("AccountsWindow", "{account}: resume, {provider} ends within %n day(s)", days)
    return translate("AccountsWindow", "{account}: resume, {provider} ends today")


def days_left(view: AccountView) -> int | None:
    """Return the days until the earlier end of both halves, or None without an end."""
    left = [health.days_left for health in (view.seller, view.ledger) if health.days_left is not None]
    return min(left) if left else None


def _has_ended(health: HalfHealth) -> bool:
    # Where the app was refused, what the user gave goes on until its day.
    return health.state is State.REAUTHORISE and health.reason not in APP_AT_FAULT


def ends_in_text(view: AccountView) -> str:
    """Return what stands in the column Ends in."""
    if view.link is None:
        return "–"
    if any(_has_ended(health) for health in (view.seller, view.ledger)):
        return translate("AccountsWindow", "ended")
    left = days_left(view)
    if left is None:
        return translate("AccountsWindow", "no end")
    return translate("AccountsWindow", "today") if left == 0 else counted("AccountsWindow", "%n day(s)", left)
