"""Remedy: the one thing to do about an account, whichever of its halves is worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lmb_desktop.core.account import Method
from lmb_desktop.core.health import ChainFacts, HalfHealth, State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.remedy import Remedy, is_own_app_refused, remedy_for
from lmb_desktop.core.sign_in import Provider, SignIn
from tests.core.test_rhythm import an_account
from tests.fakes.services import NOW

DAY = timedelta(days=1)
IDLE = ChainFacts(idle_ends_at=NOW + DAY, hard_ends_at=NOW + 900 * DAY)
HARD = ChainFacts(idle_ends_at=NOW + 90 * DAY, hard_ends_at=NOW + DAY)


def a_view(
    seller: State = State.OK, ledger: State = State.OK, *, chain: ChainFacts = IDLE, is_paused: bool = False
) -> AccountView:
    """Return an account as it is shown."""
    account = an_account(paused_at=NOW if is_paused else None)
    sign_in = SignIn("sign-1", Provider.QUICKBOOKS, "production", "user-1", "", "a", chain=chain)
    return AccountView(account, HalfHealth(seller), HalfHealth(ledger), sign_in=sign_in)


@pytest.mark.parametrize("seller", [State.OK, State.PAUSED, State.UNREACHABLE])
@pytest.mark.parametrize("ledger", [State.OK, State.PAUSED, State.UNREACHABLE])
def test_what_mends_itself_needs_nothing(seller: State, ledger: State) -> None:
    assert remedy_for(a_view(seller, ledger)) is Remedy.NOTHING


@pytest.mark.parametrize(
    ("seller", "ledger", "remedy"),
    [
        (State.REAUTHORISE, State.OK, Remedy.REAUTHORISE_SELLER),
        (State.OK, State.REAUTHORISE, Remedy.SIGN_IN_LEDGER),
        (State.REAUTHORISE, State.REAUTHORISE, Remedy.REAUTHORISE_SELLER),
        (State.URGENT, State.REAUTHORISE, Remedy.SIGN_IN_LEDGER),
        (State.ATTENTION, State.URGENT, Remedy.CHECK),
        (State.URGENT, State.OK, Remedy.REAUTHORISE_SELLER),
        (State.ATTENTION, State.UNREACHABLE, Remedy.REAUTHORISE_SELLER),
        (State.LOCKED, State.LOCKED, Remedy.CHECK),
        (State.OK, State.LOCKED, Remedy.CHECK),
        (State.UNREACHABLE, State.ATTENTION, Remedy.CHECK),
        (State.NOT_FINISHED, State.OK, Remedy.CARRY_ON),
        (State.OK, State.NOT_FINISHED, Remedy.CARRY_ON),
        (State.NOT_FINISHED, State.REAUTHORISE, Remedy.SIGN_IN_LEDGER),
        (State.REAUTHORISE, State.NOT_FINISHED, Remedy.REAUTHORISE_SELLER),
    ],
)
def test_the_worse_half_decides_and_amazon_where_both_are_alike(seller, ledger, remedy) -> None:
    assert remedy_for(a_view(seller, ledger)) is remedy


@pytest.mark.parametrize("state", [State.ATTENTION, State.URGENT])
def test_a_hard_end_is_moved_by_a_new_sign_in_only(state: State) -> None:
    assert remedy_for(a_view(ledger=state, chain=HARD)) is Remedy.SIGN_IN_LEDGER
    assert remedy_for(a_view(ledger=state, chain=HARD, is_paused=True)) is Remedy.SIGN_IN_LEDGER
    assert remedy_for(a_view(ledger=State.LOCKED, chain=HARD)) is Remedy.CHECK


def refused(half: str, reason: str, *, is_paused: bool = False, **account: object) -> AccountView:
    """Return an account one half of which was refused for a reason."""
    view = a_view(**{half: State.REAUTHORISE}, is_paused=is_paused)
    known = replace(view.account, **account)
    return replace(view, account=known, **{half: HalfHealth(State.REAUTHORISE, reason)})


@pytest.mark.parametrize(
    ("view", "remedy"),
    [
        (refused("seller", "app-refused"), Remedy.SELLER_APP),
        (refused("seller", "app-refused", own_client_id="amzn1.1"), Remedy.REAUTHORISE_SELLER),
        (refused("seller", "app-refused", method=Method.MWS), Remedy.CHECK),
        (refused("seller", "withdrawn"), Remedy.REAUTHORISE_SELLER),
        (refused("ledger", "app-refused"), Remedy.LEDGER_APP),
        (refused("ledger", "scope-refused"), Remedy.LEDGER_APP),
        (refused("ledger", "subscription-ended"), Remedy.CHECK),
        (refused("ledger", "no-rights"), Remedy.SIGN_IN_LEDGER),
    ],
    ids=["Amazon's app", "own app", "MWS", "withdrawn", "ledger's app", "permission", "subscription", "rights"],
)
def test_what_is_not_about_the_consent_is_not_mended_by_one(view: AccountView, remedy: Remedy) -> None:
    assert remedy_for(view) is remedy


@pytest.mark.parametrize(
    "view",
    [
        refused("seller", "app-refused", is_paused=True, method=Method.MWS),
        refused("ledger", "subscription-ended", is_paused=True),
    ],
    ids=["MWS", "subscription"],
)
def test_what_a_check_would_mend_is_resumed_where_nothing_is_checked(view: AccountView) -> None:
    assert remedy_for(view) is Remedy.RESUME


def without_app(half: str, **account: object) -> AccountView:
    """Return an account of which a check found that no app is known for one half."""
    view = a_view()
    known = replace(view.account, **account)
    return replace(view, account=known, **{half: HalfHealth(State.UNREACHABLE, "app-missing")})


@pytest.mark.parametrize(
    ("view", "remedy"),
    [
        (without_app("seller"), Remedy.SELLER_APP),
        (without_app("seller", method=Method.MWS), Remedy.NOTHING),
        (without_app("ledger"), Remedy.LEDGER_APP),
    ],
    ids=["Amazon", "MWS", "ledger"],
)
def test_an_app_that_is_not_known_any_more_is_entered(view: AccountView, remedy: Remedy) -> None:
    assert not view.state.needs_you
    assert remedy_for(view) is remedy


def test_only_the_sellers_own_app_keeps_its_token() -> None:
    assert is_own_app_refused(refused("seller", "app-refused", own_client_id="amzn1.1"))
    assert not is_own_app_refused(refused("seller", "app-refused"))
    assert not is_own_app_refused(refused("seller", "withdrawn", own_client_id="amzn1.1"))
    assert not is_own_app_refused(refused("seller", "app-refused", own_client_id="amzn1.1", method=Method.MWS))


@pytest.mark.parametrize("state", [State.ATTENTION, State.URGENT])
def test_a_paused_account_whose_idle_time_runs_out_is_resumed(state: State) -> None:
    assert remedy_for(a_view(State.PAUSED, state, is_paused=True)) is Remedy.RESUME


@pytest.mark.parametrize("state", [State.ATTENTION, State.URGENT])
def test_amazons_year_ends_whether_an_account_is_paused_or_not(state: State) -> None:
    assert remedy_for(a_view(state, State.PAUSED, is_paused=True)) is Remedy.REAUTHORISE_SELLER


def test_a_paused_account_that_was_ended_is_authorised_again() -> None:
    assert remedy_for(a_view(State.REAUTHORISE, State.PAUSED, is_paused=True)) is Remedy.REAUTHORISE_SELLER
    assert remedy_for(a_view(State.PAUSED, State.REAUTHORISE, is_paused=True)) is Remedy.SIGN_IN_LEDGER


@pytest.mark.parametrize("seller", State)
@pytest.mark.parametrize("ledger", State)
@pytest.mark.parametrize("is_paused", [True, False])
def test_whatever_needs_the_user_has_a_remedy_and_nothing_else_has(seller, ledger, is_paused) -> None:
    view = a_view(seller, ledger, is_paused=is_paused)
    assert (remedy_for(view) is not Remedy.NOTHING) == view.state.needs_you
