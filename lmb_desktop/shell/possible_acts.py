"""Which acts are possible for accounts, and for which of them an act is meant. Pure; menus and buttons ask here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.ledger_pages import ledger_page_url
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.remedy import Remedy, remedy_for
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.shell.acts import ACT_OF, Act
from lmb_desktop.shell.state_words import Half, health_of

_FINE = HalfHealth(State.OK)
APP_HALVES = {Act.SELLER_APP: Half.AMAZON, Act.LEDGER_APP: Half.LEDGER}
"""Acts that only make sense for a half whose app was refused."""
APP_ACTS = frozenset(APP_HALVES)
_NEEDS_LEDGER = (Act.SIGN_IN_LEDGER, Act.CHANGE_LEDGER, Act.OPEN_LEDGER, Act.DISCONNECT_LEDGER)


def possible_acts(views: Sequence[AccountView], checking: Collection[str] = ()) -> frozenset[Act]:
    """Return what can be done with these accounts; `checking` names those that are being checked."""
    acts = [act for act in Act if len(views) == 1 or act.is_for_several]
    return frozenset(act for act in acts if any(_is_possible(act, view, checking) for view in views))


def impossible_here(views: Sequence[AccountView], settings: ServiceSettings) -> tuple[Act, ...]:
    """Return what nobody could do with these accounts and services: ledgers played on this computer have no pages."""
    links = [view.link for view in views if view.link is not None]
    return () if any(ledger_page_url(link.provider, "", settings) for link in links) else (Act.OPEN_LEDGER,)


def meant_by(act: Act, views: Sequence[AccountView], checking: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of the accounts an act is meant for: only what is paused can be resumed, and so on."""
    return tuple(view.account.id for view in views if _is_possible(act, view, checking))


def half_act(view: AccountView, half: Half) -> Act | None:
    """Return what is to be done about one half, whatever the other one needs, or None."""
    if health_of(view, half).state is State.PAUSED:
        return Act.RESUME
    alone = replace(view, ledger=_FINE) if half is Half.AMAZON else replace(view, seller=_FINE)
    remedy = remedy_for(alone)
    return None if remedy is Remedy.NOTHING else ACT_OF[remedy]


def _is_possible(act: Act, view: AccountView, checking: Collection[str]) -> bool:
    if act is Act.CARRY_ON:
        return not view.is_finished
    if act is Act.CHECK:
        return _has_something_to_ask(view) and view.account.id not in checking
    if act in APP_HALVES:
        return half_act(view, APP_HALVES[act]) is act
    if act in (Act.PAUSE, Act.RESUME):
        return view.is_paused is (act is Act.RESUME)
    if act in (Act.REAUTHORISE_SELLER, Act.DISCONNECT_SELLER):
        return view.seller.reason != "disconnected"
    return view.link is not None if act in _NEEDS_LEDGER else True


def _has_something_to_ask(view: AccountView) -> bool:
    """Tell whether a check would ask anybody: nothing is asked about what is paused or has no sign-in."""
    return not view.is_paused and (bool(view.account.seller_slot) or view.link is not None)
