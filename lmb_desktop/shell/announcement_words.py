"""The titles and sentences of notifications. Decides nothing and shows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Method
from lmb_desktop.core.announcing import Cause, Need
from lmb_desktop.core.errors import ScopeRefused, SubscriptionEnded
from lmb_desktop.core.health import LOST_REASONS
from lmb_desktop.core.remedy import APP_AT_FAULT, uses_own_app
from lmb_desktop.shell.state_words import Half, provider_name
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.moments import day

translate = QCoreApplication.translate

TITLE_CHARACTERS = 50
"""Systems cut what is longer (look, section 18)."""
NAMES_AT_MOST = 5
_AMAZON = frozenset({Cause.SELLER_ENDED, Cause.RENEW_SELLER})


@dataclass(frozen=True)
class Announcement:
    """What a notification says; the title is understood alone."""

    title: str
    text: str


def announcement_of(needs: Sequence[Need], *, is_practice: bool = False) -> Announcement:
    """Return what to say about these needs, one or several."""
    said = _one(needs[0]) if len(needs) == 1 else _several(needs)
    if not is_practice:
        return said
    return Announcement(said.title, translate("Announcements", "{text} (practice)").format(text=said.text))


def keeps_running() -> Announcement:
    """Return what is said when the window is closed for the first time."""
    return Announcement(
        translate("Announcements", "LMB Desktop keeps running"),
        translate("Announcements", "It checks the accounts in the background. Quit it from the tray menu."),
    )


def _one(need: Need) -> Announcement:
    if need.cause is Cause.KEYRING_LOCKED:
        return _keyring(need)
    view = need.views[0]
    provider = provider_name(view, Half.AMAZON if need.cause in _AMAZON else Half.LEDGER)
    title = _title_pattern(need).replace("{provider}", provider)
    text = _text_pattern(need).format(provider=provider, date=day(need.health.ends_at) if need.health.ends_at else "")
    return Announcement(_titled(title, view.account.name), text)


def _several(needs: Sequence[Need]) -> Announcement:
    names = [view.account.name for need in needs for view in need.views]
    listed = ", ".join(names[:NAMES_AT_MOST])
    if len(names) > NAMES_AT_MOST:
        listed = translate("Announcements", "{names} and {n} more").format(names=listed, n=len(names) - NAMES_AT_MOST)
    return Announcement(counted("Announcements", "%n account(s) need you", len(names)), listed)


def _keyring(need: Need) -> Announcement:
    if need.health.reason == "keyring-missing":
        return Announcement(
            translate("Announcements", "No keyring was found"),
            translate("Announcements", "Set one up or start it, so that the accounts can be checked."),
        )
    return Announcement(
        translate("Announcements", "The keyring is locked"),
        translate("Announcements", "Unlock it so that the accounts can be checked."),
    )


def _title_pattern(need: Need) -> str:
    is_ended = need.cause in (Cause.SELLER_ENDED, Cause.LEDGER_ENDED)
    if is_ended and need.health.reason in APP_AT_FAULT and not _is_own_app(need):
        return translate("Announcements", "{account}: {provider} app refused")
    if is_ended and need.health.reason == SubscriptionEnded.slug:
        return translate("Announcements", "{account}: {provider} subscription ended")
    if need.cause is Cause.SELLER_ENDED:
        return translate("Announcements", "{account}: re-authorise Amazon")
    if need.cause is Cause.LEDGER_ENDED:
        return translate("Announcements", "{account}: sign in to {provider} again")
    if need.health.days_left:
        return counted("Announcements", "{account}: %n day(s) left", need.health.days_left)
    return translate("Announcements", "{account}: renew {provider} today")


def _text_pattern(need: Need) -> str:
    if need.cause in (Cause.SELLER_ENDED, Cause.LEDGER_ENDED):
        return _ended(need)
    if need.health.reason == "end-reached":
        return translate("Announcements", "The {provider} authorisation was to end on {date}.")
    if need.views[0].is_paused:
        return translate("Announcements", "It is paused, and {provider} ends the connection on {date}.")
    return translate("Announcements", "Renew the {provider} authorisation before {date}.")


def _ended(need: Need) -> str:
    if need.health.reason == "secret-lost":
        return translate("Announcements", "The sign-in is no longer in the keyring. Nothing else is lost.")
    if need.health.reason in LOST_REASONS:
        return translate("Announcements", "It came from another computer and waits for its sign-in here.")
    if need.health.reason in APP_AT_FAULT:
        return _app_refused(need)
    if need.health.reason == SubscriptionEnded.slug:
        return translate("Announcements", "Renew it at {provider}, then check the account again.")
    if need.cause is Cause.SELLER_ENDED:
        return translate("Announcements", "Amazon ended the authorisation. Name and history are kept.")
    return translate("Announcements", "{provider} ended the connection. Nothing is lost.")


def _app_refused(need: Need) -> str:
    if _is_own_app(need):
        return translate("Announcements", "Amazon rejected the ID or secret of the seller's own app.")
    if need.cause is Cause.SELLER_ENDED and need.views[0].account.method is Method.MWS:
        return translate("Announcements", "Amazon rejected the access key for MWS from the settings file.")
    if need.health.reason == ScopeRefused.slug:
        return translate("Announcements", "{provider} does not grant an old permission. Check the app credentials.")
    return translate("Announcements", "{provider} rejected the app's own ID or secret. Enter it again.")


def _is_own_app(need: Need) -> bool:
    return need.cause is Cause.SELLER_ENDED and uses_own_app(need.views[0].account)


def _titled(pattern: str, name: str) -> str:
    room = TITLE_CHARACTERS - len(pattern.replace("{account}", ""))
    return pattern.replace("{account}", _shortened(name, room))


def _shortened(name: str, room: int) -> str:
    """Return a name that loses its middle where there is no room for it."""
    if len(name) <= room:
        return name
    head = max(1, (room - 1) // 2)
    return f"{name[:head]}…{name[len(name) - max(1, room - 1 - head) :]}"
