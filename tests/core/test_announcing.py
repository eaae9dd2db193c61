"""What the user is told of while no window is in front: which needs, once each, again after a week at the earliest."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core.announcing import AGAIN_AFTER, Cause, Told, needs_of, to_tell, with_told
from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.overview import AccountView, Overview
from tests.core.test_rhythm import an_account
from tests.fakes.services import NOW

OK = State.OK
STATES = st.sampled_from(list(State))


def a_view(name: str = "one", seller: State = OK, ledger: State = OK) -> AccountView:
    """Return an account with these states."""
    return AccountView(an_account(name), HalfHealth(seller), HalfHealth(ledger))


def causes(*views: AccountView) -> list[Cause]:
    """Return what is worth telling of these accounts."""
    return [need.cause for need in needs_of(Overview(views))]


@pytest.mark.parametrize(
    ("seller", "ledger", "told"),
    [
        (OK, OK, []),
        (State.REAUTHORISE, OK, [Cause.SELLER_ENDED]),
        (OK, State.REAUTHORISE, [Cause.LEDGER_ENDED]),
        (State.URGENT, OK, [Cause.RENEW_SELLER]),
        (OK, State.URGENT, [Cause.RENEW_LEDGER]),
        (State.URGENT, State.REAUTHORISE, [Cause.LEDGER_ENDED]),
        (State.REAUTHORISE, State.REAUTHORISE, [Cause.SELLER_ENDED]),
        (State.LOCKED, OK, [Cause.KEYRING_LOCKED]),
        (State.LOCKED, State.REAUTHORISE, [Cause.LEDGER_ENDED]),
        (State.ATTENTION, OK, []),
        (State.NOT_FINISHED, OK, []),
        (State.UNREACHABLE, State.UNREACHABLE, []),
        (State.PAUSED, State.PAUSED, []),
        (State.URGENT, State.NOT_FINISHED, [Cause.RENEW_SELLER]),
    ],
)
def test_only_what_ends_or_has_ended_a_connection_is_worth_telling(seller, ledger, told) -> None:
    assert causes(a_view(seller=seller, ledger=ledger)) == told


def test_a_locked_keyring_is_one_need_for_all_accounts_it_holds_up() -> None:
    (need,) = needs_of(Overview((a_view("one", State.LOCKED), a_view("two", OK, State.LOCKED), a_view("three"))))
    assert [view.account.id for view in need.views] == ["one", "two"]


def test_the_worst_comes_first() -> None:
    views = (a_view("a", State.LOCKED), a_view("b", State.URGENT), a_view("c", OK, State.REAUTHORISE))
    assert causes(*views) == [Cause.LEDGER_ENDED, Cause.RENEW_SELLER, Cause.KEYRING_LOCKED]


def test_the_health_of_a_need_is_that_of_its_half() -> None:
    (need,) = needs_of(Overview((a_view(seller=State.NOT_FINISHED, ledger=State.URGENT),)))
    assert need.health.state is State.URGENT


@pytest.mark.parametrize(
    ("ago", "is_told"),
    [
        (timedelta(0), False),
        (timedelta(days=6, hours=23), False),
        (timedelta(days=7), True),
        (timedelta(days=400), True),
        (timedelta(days=-2), False),
        (timedelta(days=-400), True),
    ],
    ids=str,
)
def test_each_is_told_again_after_seven_days_even_if_the_clock_had_run_ahead(ago: timedelta, is_told: bool) -> None:
    needs = needs_of(Overview((a_view(ledger=State.REAUTHORISE),)))
    told = {needs[0].key: NOW - ago}
    assert bool(to_tell(needs, told, NOW)) is is_told


def test_another_state_of_the_same_account_is_news() -> None:
    told = with_told({}, needs_of(Overview((a_view(seller=State.URGENT),))), NOW)
    assert to_tell(needs_of(Overview((a_view(seller=State.REAUTHORISE),))), told, NOW)


def test_what_is_too_old_to_matter_is_forgotten() -> None:
    old = {"gone ledger-ended": NOW - timedelta(days=30), "two ledger-ended": NOW - timedelta(days=1)}
    assert with_told(old, (), NOW) == {"two ledger-ended": NOW - timedelta(days=1)}


DAYS = st.lists(
    st.tuples(st.floats(0, 5), st.lists(st.tuples(STATES, STATES), min_size=3, max_size=3)), min_size=1, max_size=30
)


@given(DAYS)
def test_whatever_comes_and_goes_nothing_is_told_twice_in_a_week_and_nothing_urgent_is_kept_quiet(days: list) -> None:
    told: Told = {}
    said: dict[str, list[datetime]] = {}
    now = NOW
    for passed, states in days:
        now += timedelta(days=passed)
        views = tuple(a_view(f"acc-{number}", *pair) for number, pair in enumerate(states))
        needs = needs_of(Overview(views))
        telling = to_tell(needs, told, now)
        for need in telling:
            said.setdefault(need.key, []).append(now)
        told = with_told(told, telling, now)
        for need in needs:
            assert now - said[need.key][-1] < AGAIN_AFTER
    for times in said.values():
        assert all(later - sooner >= AGAIN_AFTER for sooner, later in pairwise(times))
