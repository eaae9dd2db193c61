"""Health: a table from stored facts and the time to what the row shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core import errors
from lmb_desktop.core.health import LIMITS, LOCKED_REASONS, ChainFacts, HalfFacts, State, half_health, worst

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=2), NOW - timedelta(days=1)
XERO = LIMITS["xero"]


def in_days(days: float) -> datetime:
    """Return the moment so many days from now."""
    return NOW + timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "state", "reason"),
    [
        (HalfFacts(), State.OK, None),
        (HalfFacts(last_ok=AFTER), State.OK, None),
        # A clock that was ahead must not hide a refusal; a good answer takes refusals back when it is stored.
        (HalfFacts(last_ok=AFTER, refused_at=BEFORE, refusal="withdrawn"), State.REAUTHORISE, "withdrawn"),
        (HalfFacts(last_ok=BEFORE, refused_at=AFTER, refusal="idle-too-long"), State.REAUTHORISE, "idle-too-long"),
        (HalfFacts(last_ok=AFTER, refused_at=AFTER, refusal="withdrawn"), State.REAUTHORISE, "withdrawn"),
        (HalfFacts(refused_at=AFTER), State.REAUTHORISE, "withdrawn"),
        (HalfFacts(last_ok=BEFORE, trouble_at=AFTER, trouble="offline"), State.UNREACHABLE, "offline"),
        (HalfFacts(last_ok=AFTER, trouble_at=BEFORE, trouble="offline"), State.UNREACHABLE, "offline"),
        (HalfFacts(trouble_at=AFTER), State.UNREACHABLE, "offline"),
        (HalfFacts(trouble_at=AFTER, trouble="keyring-locked"), State.LOCKED, "keyring-locked"),
        (HalfFacts(trouble_at=AFTER, trouble="keyring-missing"), State.LOCKED, "keyring-missing"),
        (HalfFacts(trouble_at=AFTER, trouble="secret-lost"), State.REAUTHORISE, "secret-lost"),
        (HalfFacts(paused_at=AFTER, trouble_at=AFTER, trouble="offline"), State.PAUSED, None),
        (HalfFacts(refused_at=BEFORE, refusal="expired", trouble_at=AFTER), State.REAUTHORISE, "expired"),
    ],
)
def test_facts_become_a_state(facts, state, reason):
    health = half_health(facts, NOW, limits=XERO)
    assert (health.state, health.reason, health.days_left) == (state, reason, None)


@pytest.mark.parametrize(
    ("service", "days", "state", "reason"),
    [
        ("xero", 60, State.OK, None),
        ("xero", 21, State.OK, None),
        ("xero", 20, State.ATTENTION, "ends-soon"),
        ("xero", 8, State.ATTENTION, "ends-soon"),
        ("xero", 7, State.URGENT, "ends-soon"),
        ("xero", 0, State.URGENT, "end-reached"),
        ("xero", -3, State.URGENT, "end-reached"),
        ("quickbooks", 31, State.OK, None),
        ("quickbooks", 30, State.ATTENTION, "ends-soon"),
        ("quickbooks", 14, State.URGENT, "ends-soon"),
        ("amazon", 46, State.OK, None),
        ("amazon", 45, State.ATTENTION, "ends-soon"),
        ("amazon", 14, State.URGENT, "ends-soon"),
    ],
)
def test_an_end_that_comes_near_turns_amber_and_red(service, days, state, reason):
    health = half_health(HalfFacts(last_ok=AFTER), NOW, limits=LIMITS[service], ends_at=in_days(days))
    assert (health.state, health.reason, health.days_left) == (state, reason, max(0, days))


def test_days_are_rounded_so_that_a_fresh_consent_has_all_of_its_days():
    assert half_health(HalfFacts(), NOW, limits=XERO, ends_at=in_days(59.99)).days_left == 60
    assert half_health(HalfFacts(), NOW, limits=XERO, ends_at=in_days(60.1)).days_left == 60


def test_the_earlier_of_two_ends_counts():
    facts = HalfFacts(ends_at=in_days(5))
    assert half_health(facts, NOW, limits=XERO, ends_at=in_days(50)).days_left == 5
    chain = ChainFacts(idle_ends_at=in_days(90), hard_ends_at=in_days(3))
    assert chain.ends_at == in_days(3)
    assert ChainFacts().ends_at is None


def test_a_secret_that_was_not_kept_counts_before_everything_else():
    facts = HalfFacts(refused_at=AFTER, refusal="withdrawn")
    health = half_health(facts, NOW, limits=XERO, ends_at=in_days(1), is_secret_kept=False)
    assert (health.state, health.reason) == (State.NOT_FINISHED, "secret-not-kept")


def test_every_failure_of_the_keyring_shows_as_locked_or_lost():
    slugs = {kind.slug for kind in (errors.SecretStoreError, *errors.SecretStoreError.__subclasses__())}
    assert slugs - LOCKED_REASONS == {"secret-lost", "secret-too-long"}


@pytest.mark.parametrize(("first", "second"), list(product(State, State)))
def test_of_two_states_the_worse_is_shown(first, second):
    order = [*State]
    assert worst([first, second]) is order[min(order.index(first), order.index(second))]


def test_nothing_at_all_is_fine():
    assert worst([]) is State.OK


MOMENTS = st.none() | st.integers(-3000, 3000).map(in_days)


@given(last_ok=MOMENTS, refused_at=MOMENTS, trouble_at=MOMENTS, ends_at=MOMENTS)
def test_only_a_refusal_leads_to_authorising_again(last_ok, refused_at, trouble_at, ends_at):
    facts = HalfFacts(last_ok=last_ok, refused_at=refused_at, trouble_at=trouble_at, trouble="offline")
    health = half_health(facts, NOW, limits=XERO, ends_at=ends_at)
    assert (health.state is State.REAUTHORISE) is (refused_at is not None)
