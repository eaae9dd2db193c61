"""Remedy: the one thing an account needs, from the health of its halves. Windows, menus and notices offer the same."""

from __future__ import annotations

from enum import Enum

from lmb_desktop.core.account import Account, Method
from lmb_desktop.core.errors import AppMissing, AppRefused, ScopeRefused, SubscriptionEnded
from lmb_desktop.core.health import WORST_FIRST, State
from lmb_desktop.core.overview import AccountView

APP_AT_FAULT = frozenset({AppRefused.slug, ScopeRefused.slug})
"""Refusals that are about the app, not about the sign-in."""


class Remedy(Enum):
    """What mends an account."""

    NOTHING = "nothing"
    CARRY_ON = "carry-on"
    """Go on in the wizard where a half is missing."""
    REAUTHORISE_SELLER = "reauthorise-seller"
    """Authorise Amazon again, as the same seller."""
    SIGN_IN_LEDGER = "sign-in-ledger"
    """Sign in to the same organisation again."""
    SELLER_APP = "seller-app"
    """Enter the program's Amazon app: Amazon refused the app, not the seller, or none is known any more."""
    LEDGER_APP = "ledger-app"
    """The same for the app at the ledger's provider."""
    CHECK = "check"
    """Ask once more: a keyring was locked, a subscription was renewed, or a connection was not used for long."""
    RESUME = "resume"
    """End the pause before the connection lapses."""


def remedy_for(view: AccountView) -> Remedy:
    """Return the one thing to do about an account; its worse half decides, Amazon where both are alike."""
    seller, ledger = view.seller.state, view.ledger.state
    if not view.state.needs_you:
        return _missing_app(view)
    if State.NOT_FINISHED is view.state:
        return Remedy.CARRY_ON
    is_seller = WORST_FIRST.index(seller) <= WORST_FIRST.index(ledger)
    return _seller_remedy(seller, view) if is_seller else _ledger_remedy(ledger, view)


def uses_own_app(account: Account) -> bool:
    """Tell whether Amazon is asked with the seller's own app, which stands under no App credentials."""
    return account.method is Method.SP_API and bool(account.own_client_id)


def is_own_app_refused(view: AccountView) -> bool:
    """Tell whether Amazon refused the seller's own app: its secret is to be entered again, the token stays good."""
    return view.seller.reason == AppRefused.slug and uses_own_app(view.account)


def _missing_app(view: AccountView) -> Remedy:
    # Nothing has ended, so it presses nobody; but no check gets any further. The keys of MWS stand in no dialog.
    if view.seller.reason == AppMissing.slug and view.account.method is Method.SP_API:
        return Remedy.SELLER_APP
    return Remedy.LEDGER_APP if view.ledger.reason == AppMissing.slug else Remedy.NOTHING


def _seller_remedy(state: State, view: AccountView) -> Remedy:
    if state is State.LOCKED:
        return Remedy.CHECK
    is_app_refused = state is State.REAUTHORISE and view.seller.reason == AppRefused.slug
    if is_app_refused and view.account.method is Method.MWS:
        # Its keys come from the settings file alone: when that is right, Amazon is asked once more.
        return _ask_again(view)
    if is_app_refused and not uses_own_app(view.account):
        return Remedy.SELLER_APP
    # The end of an authorisation comes whether it is used or not: only a new one moves it.
    return Remedy.REAUTHORISE_SELLER


def _ledger_remedy(state: State, view: AccountView) -> Remedy:
    if state is State.REAUTHORISE and view.ledger.reason in APP_AT_FAULT:
        return Remedy.LEDGER_APP
    # No sign-in brings a subscription back: it is renewed at the provider, then looked at again.
    is_theirs = view.ledger.reason == SubscriptionEnded.slug
    if state is State.REAUTHORISE and not is_theirs:
        return Remedy.SIGN_IN_LEDGER
    # The hard end of a chain is not moved by using it.
    chain = view.sign_in.chain if view.sign_in is not None else None
    is_hard = chain is not None and chain.hard_ends_at is not None and chain.hard_ends_at == chain.ends_at
    if is_hard and state in (State.URGENT, State.ATTENTION):
        return Remedy.SIGN_IN_LEDGER
    return _ask_again(view)


def _ask_again(view: AccountView) -> Remedy:
    # Of what is paused nobody is asked.
    return Remedy.RESUME if view.is_paused else Remedy.CHECK
