"""Pace: no seller and no organisation is asked more often than its provider allows, whatever the clock does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core.pace import ALLOWANCES, Pace
from tests.fakes.services import StandingClock

IN_A_MINUTE = {"xero": 60, "quickbooks": 500}
"""Questions about one organisation that the providers answer in any minute."""


def taken(pace: Pace, service: str, tries: int, about: str = "org-1") -> int:
    """Return how many of so many questions were allowed."""
    return sum(pace.take(service, about) for _try in range(tries))


@pytest.mark.parametrize("service", ALLOWANCES)
def test_a_burst_is_allowed_and_then_one_at_a_time(service: str) -> None:
    clock = StandingClock()
    pace, allowance = Pace(clock), ALLOWANCES[service]
    assert taken(pace, service, 1000) == allowance.burst
    clock.time += allowance.refill
    assert taken(pace, service, 5) == 1
    clock.time += allowance.refill / 2
    assert taken(pace, service, 5) == 0


def test_each_organisation_and_each_service_has_its_own() -> None:
    pace = Pace(StandingClock())
    taken(pace, "xero", 1000)
    assert pace.take("xero", "org-2")
    assert pace.take("quickbooks", "org-1")
    assert not pace.take("xero", "org-1")


def test_a_long_rest_fills_it_and_no_more() -> None:
    clock = StandingClock()
    pace = Pace(clock)
    taken(pace, "amazon", 1000)
    clock.move(days=30)
    assert taken(pace, "amazon", 1000) == ALLOWANCES["amazon"].burst


def test_a_clock_set_back_gains_nothing_and_does_not_lock_for_long() -> None:
    clock = StandingClock()
    pace = Pace(clock)
    taken(pace, "xero", 1000)
    clock.move(days=-365)
    assert not pace.take("xero", "org-1")
    clock.time += ALLOWANCES["xero"].refill
    assert pace.take("xero", "org-1")


@pytest.mark.parametrize(("service", "limit"), IN_A_MINUTE.items())
@given(pauses=st.lists(st.floats(0, 20), max_size=60))
def test_the_limit_of_any_minute_is_never_passed(service: str, limit: int, pauses: list[float]) -> None:
    clock = StandingClock()
    pace, asked = Pace(clock), []
    for pause in pauses:
        asked += [clock.time] * taken(pace, service, 600)
        clock.move(seconds=pause)
    for begin in set(asked):
        assert sum(begin <= one < begin + timedelta(minutes=1) for one in asked) <= limit + 1
