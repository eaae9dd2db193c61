"""Remedy: the one thing an account needs, from the health of its halves. Windows, menus and notices offer the same."""

from __future__ import annotations

from enum import Enum

from lmb_desktop.core.health import WORST_FIRST, State
from lmb_desktop.core.overview import AccountView


class Remedy(Enum):
    """What mends an account."""

    NOTHING = "nothing"
    CARRY_ON = "carry-on"
    """Go on in the wizard where a half is missing."""
    REAUTHORISE_SELLER = "reauthorise-seller"
    """Authorise Amazon again, as the same seller."""
    SIGN_IN_LEDGER = "sign-in-ledger"
    """Sign in to the same organisation again."""
    CHECK = "check"
    """Ask once more: a keyring was locked, or a connection was not used for long."""
    RESUME = "resume"
    """End the pause before the connection lapses."""


def remedy_for(view: AccountView) -> Remedy:
    """Return the one thing to do about an account; its worse half decides, Amazon where both are alike."""
    seller, ledger = view.seller.state, view.ledger.state
    if not view.state.needs_you:
        return Remedy.NOTHING
    if State.NOT_FINISHED is view.state:
        return Remedy.CARRY_ON
    is_seller = WORST_FIRST.index(seller) <= WORST_FIRST.index(ledger)
    return _seller_remedy(seller) if is_seller else _ledger_remedy(ledger, view)


def _seller_remedy(state: State) -> Remedy:
    # The end of an authorisation comes whether it is used or not: only a new one moves it.
    return Remedy.CHECK if state is State.LOCKED else Remedy.REAUTHORISE_SELLER


def _ledger_remedy(state: State, view: AccountView) -> Remedy:
    if state is State.REAUTHORISE:
        return Remedy.SIGN_IN_LEDGER
    # The hard end of a chain is not moved by using it.
    chain = view.sign_in.chain if view.sign_in is not None else None
    is_hard = chain is not None and chain.hard_ends_at is not None and chain.hard_ends_at == chain.ends_at
    if is_hard and state is not State.LOCKED:
        return Remedy.SIGN_IN_LEDGER
    return Remedy.RESUME if view.is_paused else Remedy.CHECK
