"""Looking after the connections while the program runs: with clocks of the test, and work on real worker threads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import DueOutcome
from lmb_desktop.core.errors import StoreBusy
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.preferences import CheckRhythm, Preferences
from lmb_desktop.shell.keeping_alive import KeepingAlive, Times
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.shown_accounts import twelve_accounts
from tests.fakes.window_ports import NOW, FixedClock, Gate, off_gui_thread


class StillTimer(QTimer):
    """Notes for how long it would wait, and rings only when the test says so."""

    def start(self, wait_ms: int) -> None:
        """Note how long to wait."""
        self.waits_ms = wait_ms


@dataclass
class DueConnections:
    """Answers looks from what it holds, notes them, and raises each trouble once."""

    known: Overview = field(default_factory=Overview)
    due: Overview | None = None
    next_at: datetime | None = None
    looks: list[timedelta] = field(default_factory=list)
    checked: list[list[str]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    cancels: list[CancelToken] = field(default_factory=list)

    def overview(self) -> Overview:
        """Return what is known."""
        off_gui_thread()
        return self.known

    def check(self, account_ids: list[str], _cancel: CancelToken) -> Overview:
        """Note who was checked."""
        off_gui_thread()
        self.checked.append(account_ids)
        return self.known

    def check_due(self, cancel: CancelToken, *, every: timedelta) -> DueOutcome:
        """Note a look, and answer once the gate is open."""
        off_gui_thread()
        self.looks.append(every)
        self.cancels.append(cancel)
        self.gate.pass_through(cancel)
        if self.troubles:
            raise self.troubles.pop(0)
        return DueOutcome(self.due, self.next_at)


@dataclass
class KeptPreferences:
    """Answers with the preferences it holds."""

    kept: Preferences = field(default_factory=Preferences)

    def read(self) -> Preferences:
        """Return the preferences."""
        off_gui_thread()
        return self.kept


@dataclass
class LookWork:
    """The ports a look works with; touching one on the GUI thread is an error."""

    accounts: DueConnections = field(default_factory=DueConnections)
    time: FixedClock = field(default_factory=FixedClock)
    preferences: KeptPreferences = field(default_factory=KeptPreferences)

    @property
    def connections(self) -> DueConnections:
        """Return the accounts."""
        off_gui_thread()
        return self.accounts

    @property
    def clock(self) -> FixedClock:
        """Return the time."""
        off_gui_thread()
        return self.time


@dataclass
class Vigilant:
    """A keep-alive with clocks of its own, and what it told."""

    tasks: Tasks
    work: LookWork = field(default_factory=LookWork)
    is_busy: bool = False
    now: float = 0.0
    asleep_s: float = 0.0
    told: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        times = Times(self.wall, lambda: self.now, lambda least, _most: least)
        self.timer = StillTimer()
        self.keeping = KeepingAlive(self.tasks, self.work, is_busy=lambda: self.is_busy, times=times, timer=self.timer)
        self.keeping.overview_ready.connect(lambda overview, now: self.told.append((len(overview.accounts), now)))
        self.keeping.next_check_changed.connect(lambda at: self.told.append(("next", at)))
        self.keeping.start()

    @property
    def looks(self) -> int:
        """Return how often it has looked."""
        return len(self.work.accounts.looks)

    def wall(self) -> datetime:
        """Return the computer's time of day."""
        return NOW + timedelta(seconds=self.now + self.asleep_s)

    def ring(self) -> None:
        """Let the time pass that it waits for, and ring."""
        self.now += self.timer.waits_ms / 1000
        self.timer.timeout.emit()

    def pass_by(self, seconds: float) -> None:
        """Let time pass, ringing as often as wanted."""
        end = self.now + seconds
        while self.now + self.timer.waits_ms / 1000 <= end:
            self.ring()


@pytest.fixture
def vigilant(tasks: Tasks, qtbot: QtBot) -> Iterator[Vigilant]:
    """Give a keep-alive whose first look is over."""
    vigilant = Vigilant(tasks)
    vigilant.ring()
    qtbot.waitUntil(lambda: vigilant.told != [] and tasks.is_idle)
    vigilant.told.clear()
    yield vigilant
    vigilant.work.accounts.gate.open()
    vigilant.keeping.stop()


@pytest.fixture
def rests(vigilant: Vigilant, qtbot: QtBot) -> Callable[[], None]:
    """Give a function that waits until no work is under way."""
    return lambda: qtbot.waitUntil(lambda: vigilant.tasks.is_idle)


def test_the_first_look_comes_soon_after_the_start_and_tells_what_is_known(tasks: Tasks, qtbot: QtBot) -> None:
    vigilant = Vigilant(tasks)
    vigilant.work.accounts.known = twelve_accounts()
    assert vigilant.timer.waits_ms == 20_000
    assert tasks.is_idle
    vigilant.ring()
    qtbot.waitUntil(lambda: bool(vigilant.told))
    assert vigilant.told == [(12, NOW)]
    vigilant.keeping.stop()


def test_it_looks_as_often_as_the_user_chose(vigilant: Vigilant, rests) -> None:
    vigilant.work.preferences.kept = Preferences(rhythm=CheckRhythm.WEEKLY)
    vigilant.pass_by(3600)
    rests()
    assert vigilant.work.accounts.looks == [timedelta(days=1), timedelta(days=7)]


def test_when_the_programs_time_has_come_it_looks_within_a_minute(vigilant: Vigilant, rests) -> None:
    vigilant.work.accounts.next_at = NOW + timedelta(hours=5)
    vigilant.pass_by(3600)
    rests()
    assert vigilant.told[-1] == ("next", NOW + timedelta(hours=5))
    vigilant.ring()
    rests()
    assert vigilant.looks == 2
    vigilant.work.time.move(timedelta(hours=5))
    vigilant.ring()
    rests()
    assert vigilant.looks == 3


def test_the_next_check_is_told_only_when_it_is_another(vigilant: Vigilant, rests) -> None:
    vigilant.work.accounts.next_at = NOW + timedelta(days=2)
    for _hour in range(3):
        vigilant.pass_by(3600)
        rests()
    assert [told for told in vigilant.told if told[0] == "next"] == [("next", NOW + timedelta(days=2))]


def test_two_looks_never_run_at_once(vigilant: Vigilant, rests, qtbot: QtBot) -> None:
    vigilant.work.accounts.gate.shut()
    vigilant.pass_by(3600)
    qtbot.waitUntil(lambda: vigilant.looks == 2)
    vigilant.keeping.come_online()
    vigilant.pass_by(3600)
    assert vigilant.looks == 2
    vigilant.work.accounts.gate.open()
    rests()
    vigilant.ring()
    rests()
    assert vigilant.looks == 3


def test_it_waits_while_everything_is_being_checked(vigilant: Vigilant, rests) -> None:
    vigilant.is_busy = True
    vigilant.pass_by(7200)
    rests()
    assert vigilant.looks == 1
    vigilant.is_busy = False
    vigilant.ring()
    rests()
    assert vigilant.looks == 2


def test_after_a_sleep_it_looks_half_a_minute_later_also_at_what_was_out_of_reach(vigilant: Vigilant, rests) -> None:
    vigilant.work.accounts.known = twelve_accounts()
    vigilant.asleep_s = 8 * 3600
    vigilant.ring()
    rests()
    assert (vigilant.looks, vigilant.timer.waits_ms) == (1, 30_000)
    vigilant.ring()
    rests()
    assert vigilant.looks == 2
    assert vigilant.work.accounts.checked == [["harbour-tea-jp"]]


def test_back_online_it_looks_within_seconds_and_once(vigilant: Vigilant, rests) -> None:
    vigilant.work.accounts.known = twelve_accounts()
    for _news in range(5):
        vigilant.keeping.come_online()
    assert vigilant.timer.waits_ms == 3000
    vigilant.pass_by(300)
    rests()
    assert vigilant.looks == 2
    assert vigilant.work.accounts.checked == [["harbour-tea-jp"]]


def test_a_list_that_cannot_be_read_is_logged_quietly_and_tried_again(
    vigilant: Vigilant, rests, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    unheard: list[object] = []
    vigilant.tasks.failed_unheard.connect(unheard.append)
    vigilant.work.accounts.troubles.append(StoreBusy(details="locked"))
    vigilant.pass_by(3600)
    rests()
    assert [record.levelname for record in caplog.records] == ["INFO"]
    vigilant.pass_by(600)
    rests()
    assert (vigilant.looks, unheard) == (3, [])
    assert len(vigilant.told) == 1


def test_a_bug_in_a_look_is_told_and_is_not_the_end(vigilant: Vigilant, qtbot: QtBot, allowed_log) -> None:
    allowed_log("ERROR lmb_desktop.widgets.tasks")
    tasks, crashes = Tasks(), []
    tasks.crashed.connect(crashes.append)
    other = Vigilant(tasks)
    other.work.accounts.troubles.append(RuntimeError("a bug"))
    other.ring()
    qtbot.waitUntil(lambda: bool(crashes))
    other.pass_by(900)
    qtbot.waitUntil(lambda: bool(other.told))
    assert other.looks == 2
    other.keeping.stop()
    tasks.close()


def test_leaving_cancels_a_look_and_nothing_follows(vigilant: Vigilant, rests, qtbot: QtBot) -> None:
    vigilant.work.accounts.gate.shut()
    vigilant.pass_by(3600)
    qtbot.waitUntil(lambda: vigilant.looks == 2)
    vigilant.keeping.stop()
    assert vigilant.work.accounts.cancels[-1].is_cancelled
    vigilant.timer.timeout.emit()
    vigilant.keeping.come_online()
    rests()
    assert (vigilant.looks, vigilant.told) == (2, [])


def test_a_look_that_takes_a_while_is_shown_and_a_quick_one_is_not(vigilant: Vigilant, rests, qtbot: QtBot) -> None:
    shown: list[bool] = []
    vigilant.keeping.checking_changed.connect(shown.append)
    vigilant.pass_by(3600)
    rests()
    assert shown == []
    vigilant.work.accounts.gate.shut()
    vigilant.pass_by(3600)
    qtbot.waitUntil(lambda: shown == [True])
    vigilant.work.accounts.gate.open()
    qtbot.waitUntil(lambda: shown == [True, False])
