"""Lanes: how many are asked at once, when a lane gives up or leaves the rest, and that no bug is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import Cancelled, LmbError, Offline, RateLimited, ServiceTrouble, TimedOut
from lmb_desktop.core.lanes import LIMITED_ENOUGH, OFFLINE_ENOUGH, WIDTHS, Lanes, LaneTask, Progress

OFFLINE = Offline(service="Xero")
SLOW_DOWN = RateLimited(service="Xero", wait_s=5)


@dataclass
class Street:
    """Tasks that note who was asked and who was given up."""

    asked: list[str] = field(default_factory=list)
    given_up: list[tuple[str, LmbError]] = field(default_factory=list)
    told: list[Progress] = field(default_factory=list)
    cancel: CancelToken = field(default_factory=CancelToken)

    def task(self, name: str, answer: Callable[[], LmbError | None] = lambda: None, lane: str = "xero") -> LaneTask:
        """Return a task that notes its name."""

        def ask() -> LmbError | None:
            self.asked.append(name)
            return answer()

        return LaneTask(lane, ask, lambda trouble: self.given_up.append((name, trouble)))

    def tasks(self, *answers: LmbError | None, lane: str = "xero") -> list[LaneTask]:
        """Return tasks with these answers in turn."""
        return [self.task(str(number), lambda answer=answer: answer, lane) for number, answer in enumerate(answers)]

    def run(self, *tasks: LaneTask) -> None:
        """Run them."""
        Lanes(tasks, self.cancel, self.told.append).run()


@pytest.fixture
def street() -> Street:
    return Street()


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every lane one wide, so that the order of answers is known."""
    monkeypatch.setattr("lmb_desktop.core.lanes.WIDTHS", dict.fromkeys(WIDTHS, 1))


@pytest.mark.parametrize("lane", WIDTHS)
def test_a_lane_is_as_wide_as_its_provider_allows_and_no_wider(street: Street, lane: str) -> None:
    width, lock, now, most = WIDTHS[lane], threading.Lock(), [], []
    # Everybody waits until the lane is full: a narrower one would never end.
    full = threading.Barrier(width)

    def ask() -> None:
        with lock:
            now.append(1)
            most.append(len(now))
        full.wait(timeout=30)
        with lock:
            now.pop()

    street.run(*(street.task(str(number), ask, lane) for number in range(3 * width)))
    assert (len(street.asked), max(most)) == (3 * width, width)


def test_lanes_do_not_wait_for_each_other(street: Street) -> None:
    meeting = threading.Barrier(3)
    street.run(*(street.task(lane, lambda: meeting.wait(timeout=30) and None, lane) for lane in WIDTHS))
    assert sorted(street.asked) == sorted(WIDTHS)


@pytest.mark.usefixtures("one_at_a_time")
@pytest.mark.parametrize("trouble", [OFFLINE, TimedOut(service="Xero")])
def test_after_five_unanswered_questions_the_rest_is_noted_and_not_asked(street: Street, trouble: Offline) -> None:
    street.run(*street.tasks(*[trouble] * (OFFLINE_ENOUGH + 3)))
    assert street.asked == ["0", "1", "2", "3", "4"]
    assert street.given_up == [("5", trouble), ("6", trouble), ("7", trouble)]
    assert street.told[-1] == Progress(8, 8)


@pytest.mark.usefixtures("one_at_a_time")
def test_an_answer_in_between_starts_the_count_anew(street: Street) -> None:
    street.run(*street.tasks(*[OFFLINE] * 4, None, *[OFFLINE] * 4, ServiceTrouble(), *[OFFLINE] * 4))
    assert (len(street.asked), street.given_up) == (14, [])


@pytest.mark.usefixtures("one_at_a_time")
def test_another_lane_goes_on_where_one_gave_up(street: Street) -> None:
    street.run(*street.tasks(*[OFFLINE] * 7), street.task("amazon", lane="amazon"))
    assert "amazon" in street.asked
    assert [name for name, _trouble in street.given_up] == ["5", "6"]


@pytest.mark.usefixtures("one_at_a_time")
def test_two_slow_downs_in_a_row_leave_the_rest_as_it_is(street: Street) -> None:
    street.run(*street.tasks(SLOW_DOWN, None, SLOW_DOWN, SLOW_DOWN, None, None))
    assert street.asked == ["0", "1", "2", "3"]
    assert street.given_up == []
    assert len(street.told) == 2 + LIMITED_ENOUGH


@pytest.mark.usefixtures("one_at_a_time")
def test_a_bug_in_one_task_surfaces_and_stops_the_rest(street: Street) -> None:
    def bug() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        street.run(street.task("bug", bug), *street.tasks(None, None))
    assert street.asked == ["bug"]


def test_a_bug_in_whoever_is_told_surfaces_too(street: Street) -> None:
    def told(_progress: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Lanes(street.tasks(*[None] * 20), street.cancel, told).run()


@pytest.mark.usefixtures("one_at_a_time")
def test_a_run_cancelled_in_the_middle_asks_no_more_and_says_so(street: Street) -> None:
    tasks = [street.task("first"), street.task("last", street.cancel.cancel), street.task("never")]
    with pytest.raises(Cancelled):
        street.run(*tasks)
    assert street.asked == ["first", "last"]
    assert street.given_up == []


def test_progress_is_told_in_order_and_for_each(street: Street) -> None:
    street.run(*street.tasks(*[None] * 40), *street.tasks(*[None] * 40, lane="amazon"))
    assert street.told == [Progress(number, 80) for number in range(1, 81)]


def test_nothing_to_do_is_done_at_once(street: Street) -> None:
    street.run()
    assert street.told == []
