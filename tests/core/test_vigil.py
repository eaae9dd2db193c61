"""When the connections are looked after: from clocks that run, stop and are set, and from the network's news."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core.vigil import FLICKER_S, LATEST_S, TICK_S, TROUBLE_S, Vigil
from tests.fakes.services import NOW


@dataclass
class Watched:
    """A vigil with its two clocks, and the seconds at which it looked."""

    vigil: Vigil = field(default_factory=lambda: Vigil(lambda least, most: (least + most) / 2))
    wall: datetime = NOW
    now: float = 1000.0
    looks: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)

    def begin(self) -> Watched:
        """Start the vigil."""
        self.vigil.begin(self.wall, self.now)
        return self

    def run(self, seconds: float, *, next_at: datetime | None = None) -> None:
        """Let time pass, tick as often as the vigil wants, and look when it says so; a look takes no time."""
        end = self.now + seconds
        while self.now < end:
            self.pass_by(min(self.vigil.wait_s(self.now), end - self.now))
            if self.vigil.tick(self.wall, self.now):
                self.look(next_at)

    def look(self, next_at: datetime | None = None) -> None:
        """Look now."""
        self.looks.append(self.now)
        if self.vigil.look(self.now):
            self.again.append(self.now)
        self.vigil.seen(self.now, next_at)

    def pass_by(self, seconds: float) -> None:
        """Let both clocks run."""
        self.now += seconds
        self.wall += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """Let the computer sleep: its time of day goes on, the other clock stands."""
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def watched() -> Watched:
    """Give a vigil that has looked for the first time, just now."""
    watched = Watched().begin()
    watched.run(25)
    watched.looks.clear()
    return watched


def test_the_first_look_leaves_the_start_alone_and_comes_soon() -> None:
    watched = Watched().begin()
    watched.run(120)
    assert watched.looks == [1025.0]


def test_without_news_it_looks_each_hour(watched: Watched) -> None:
    watched.run(3 * LATEST_S + 1)
    assert len(watched.looks) == 3


def test_a_failed_look_is_tried_again_sooner(watched: Watched) -> None:
    watched.vigil.failed(watched.now)
    watched.run(TROUBLE_S - 1)
    assert watched.looks == []
    watched.run(1)
    assert len(watched.looks) == 1


@pytest.mark.parametrize("seconds", [3600.0, 12 * 3600.0, -3600.0])
def test_after_a_sleep_or_a_clock_that_was_set_it_looks_a_little_later(watched: Watched, seconds: float) -> None:
    watched.sleep(seconds)
    woken = watched.now
    watched.run(600)
    assert [look - woken for look in watched.looks] == [pytest.approx(TICK_S + 60, abs=TICK_S)]
    assert watched.again == watched.looks


def test_a_clock_that_runs_on_during_sleep_is_noticed_by_the_tick_that_came_late(watched: Watched) -> None:
    watched.pass_by(8 * 3600.0)
    assert not watched.vigil.tick(watched.wall, watched.now)
    woken = watched.now
    watched.run(600)
    assert [look - woken for look in watched.looks] == [60.0]


def test_a_few_seconds_out_of_step_are_no_sleep(watched: Watched) -> None:
    watched.sleep(30)
    watched.run(600)
    assert watched.looks == []


def test_back_online_it_looks_within_seconds_also_at_what_was_out_of_reach(watched: Watched) -> None:
    online = watched.now
    watched.vigil.come_online(online)
    watched.run(60)
    assert [look - online for look in watched.looks] == [6.5]
    assert watched.again == watched.looks


def test_many_triggers_are_one_look(watched: Watched) -> None:
    watched.sleep(7200)
    watched.run(TICK_S)
    for _news in range(20):
        watched.vigil.come_online(watched.now)
        watched.run(1)
    watched.run(600)
    assert len(watched.looks) == 1


def test_a_network_that_flickers_asks_again_each_few_minutes_only_but_then_it_does(watched: Watched) -> None:
    for _flicker in range(20):
        watched.vigil.come_online(watched.now)
        watched.run(30)
    watched.run(FLICKER_S)
    gaps = [later - sooner for sooner, later in pairwise(watched.again)]
    assert len(watched.again) >= 2
    assert all(gap >= FLICKER_S for gap in gaps)


def test_what_is_due_in_the_programs_own_time_is_waited_for_unless_a_look_is_planned(watched: Watched) -> None:
    assert not watched.vigil.waits_for_time
    watched.vigil.seen(watched.now, NOW)
    assert watched.vigil.waits_for_time
    watched.vigil.come_online(watched.now)
    assert not watched.vigil.waits_for_time


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.floats(1, 7200)),
        st.tuples(st.just("sleep"), st.floats(-86400, 86400)),
        st.tuples(st.just("online"), st.just(0.0)),
        st.tuples(st.just("fail"), st.just(0.0)),
    ),
    max_size=30,
)


@given(EVENTS)
def test_whatever_happens_it_looks_at_least_once_in_an_hour_and_a_bit_and_never_in_a_storm(events: list) -> None:
    watched = Watched().begin()
    for kind, amount in events:
        if kind == "run":
            watched.run(amount)
        elif kind == "sleep":
            watched.sleep(amount)
        elif kind == "online":
            watched.vigil.come_online(watched.now)
        else:
            watched.vigil.failed(watched.now)
    before = len(watched.looks)
    watched.run(LATEST_S + 2 * TICK_S)
    assert len(watched.looks) > before
    gaps = [later - sooner for sooner, later in pairwise(watched.looks)]
    assert all(gap >= 3 for gap in gaps)
