"""The director: lets a year pass, and at its end asks whether anything was lost, shown wrongly or left behind."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.preferences import CheckRhythm
from tests.soak.agenda import Agenda
from tests.soak.cast import ATTIC, LAPTOP, OFFICE
from tests.soak.deeds import Deeds
from tests.soak.farewell import Farewell
from tests.soak.fate import Fate
from tests.soak.judge import Judge
from tests.soak.machine import soonest
from tests.soak.person import Person
from tests.soak.rounds import Rounds
from tests.soak.stage import START, Stage
from tests.soak.story import lines_of
from tests.soak.troubles import Troubles
from tests.soak.truth import Truth
from tests.soak.year import Actors, comes_late, fill

STEP_H = (2.0, 9.0)
_WEEK = timedelta(days=7)
_DAILY_DAYS, _CYCLE_DAYS = 7, 28
"""The users choose daily checks for one week in four, and weekly ones for the others."""
_IDLE_DAYS = (1.0, 6.0)
_TROUBLE_SHARE = 40
"""In a short play troubles are short too, or nothing else would find its time: a fortieth of it at most."""
_AFTER_TIME = timedelta(days=30)
"""How much longer a play may last when something on its agenda has not been possible yet."""
_LAPTOP_OFF, _ATTIC_OFF = (0.25, 0.45), (0.66, 0.97)
"""Parts of the whole; in a year 73 days, in which Xero's sign-ins lapse, and 113, in which Intuit's do too."""
_SAID_S = 30.0


class Director:
    """Play one soak to its end."""

    def __init__(self, stage: Stage, days: int, say: Callable[[str], None]) -> None:
        self._stage = stage
        self._days = days
        self._say = say
        self._end = START + timedelta(days=days)
        self._left: list[str] = []
        self._truth = truth = Truth(stage)
        self._person = person = Person(stage)
        self._troubles = troubles = Troubles(stage, timedelta(days=days) / _TROUBLE_SHARE)
        self._agenda = agenda = Agenda(stage.clock, stage.dice, self._end, self._failed)
        self._deeds = Deeds(stage, truth=truth, troubles=troubles, person=person, agenda=agenda)
        self._fate = Fate(stage, truth, person=person, deeds=self._deeds, agenda=agenda)
        self._judge = Judge(stage, truth, self._fate.was_found)
        self._rounds = Rounds(stage, troubles)
        self._deeds.removed.append(self._judge.forget)
        self._fate.notes = self._judge.compare
        self._off_until: dict[str, datetime] = {}
        self._compared = START
        self._begun_s = self._said_s = time.monotonic()

    @property
    def violations(self) -> list[str]:
        """Return what was lost, shown wrongly or left behind, with its story."""
        return self._judge.violations + self._deeds.violations + self._left

    def play(self) -> bool:
        """Play; return whether nothing was violated."""
        first = [part for at, part in enumerate(self._stage.cast) if not comes_late(at)]
        self._person.authorise_early(first)
        for part in first:
            self._person.add(part)
        self._say(f"the first accounts are added after {self._real_s():.0f} s")
        actors = Actors(self._troubles, self._rounds, self._deeds, self._fate)
        fill(self._agenda, self._stage, self._days, actors=actors, idle=self._leave_office)
        while not self._is_over():
            self._turn()
        self._finish()
        return not self.violations

    def _is_over(self) -> bool:
        late = self._stage.clock.now - self._end
        is_all_done = not self._agenda.planned and not self._rounds.dares
        return late >= timedelta(0) and (is_all_done or late >= _AFTER_TIME)

    def report(self) -> list[str]:
        """Return the counts, how soon endings were found, and the violations with their stories."""
        days = (self._stage.clock.now - START).days
        lines = [f"  days played: {days}, of which looked at daily: {_daily_days(days)}, the others weekly"]
        lines += lines_of(self._stage.story.counts) + self._judge.latencies()
        # Of this process and of those it has waited for, which are all.
        cpu_s = sum(os.times()[:4])
        return [*lines, f"  real time: {self._real_s():.0f} s, processor time: {cpu_s:.0f} s", *self.violations]

    def _real_s(self) -> float:
        return time.monotonic() - self._begun_s

    def _turn(self) -> None:
        """Let some hours pass in which programs look when they want to, then let people and providers act."""
        self._choose_rhythm()
        until = self._stage.clock.now + timedelta(hours=self._stage.dice.uniform(*STEP_H))
        while (machine := soonest(list(self._stage.machines.values()))) is not None and machine.wakes_at <= until:
            self._pass_to(machine.wakes_at)
            self._rounds.run(machine)
            self._judge.look(machine)
        self._pass_to(until)
        self._switch()
        self._agenda.pass_time()
        if self._stage.clock.now - self._compared > _WEEK:
            self._judge.compare()
            self._compared = self._stage.clock.now
        if time.monotonic() - self._said_s > _SAID_S:
            self._said_s = time.monotonic()
            day = (self._stage.clock.now - START).days
            self._say(f"day {day}, {self._real_s():.0f} s, {len(self.violations)} lines of violations")

    def _pass_to(self, moment: datetime) -> None:
        while (end := self._troubles.next_end()) is not None and end <= moment:
            self._stage.clock.to(end)
            self._troubles.pass_time()
        self._stage.clock.to(moment)

    def _choose_rhythm(self) -> None:
        is_daily = (self._stage.clock.now - START).days % _CYCLE_DAYS < _DAILY_DAYS
        for machine in self._stage.machines.values():
            machine.choose(CheckRhythm.DAILY if is_daily else CheckRhythm.WEEKLY, self._stage.clock.now)

    def _failed(self, error: LmbError) -> None:
        """Take what the program told a person who did something, while everything worked, for a violation."""
        self._left += [f"a deed failed: {error!r} {error.details}", *traceback.format_exception(error)]

    def _leave_office(self) -> bool:
        """Let no program run in the office for days, as over a holiday."""
        away = timedelta(days=self._stage.dice.uniform(*_IDLE_DAYS))
        self._off_until[OFFICE] = self._stage.clock.now + away
        self._stage.story.counts["holidays: no program in the office for days"] += 1
        return True

    def _switch(self) -> None:
        """Switch computers off and on."""
        now, played = self._stage.clock.now, (self._stage.clock.now - START) / (self._end - START)
        away = {
            OFFICE: now < self._off_until.get(OFFICE, now),
            LAPTOP: _LAPTOP_OFF[0] <= played < _LAPTOP_OFF[1],
            ATTIC: _ATTIC_OFF[0] <= played < _ATTIC_OFF[1],
        }
        for name, is_away in away.items():
            machine = self._stage.machines[name]
            if is_away is machine.is_on:
                machine.switch(is_on=not is_away, now=now)
                self._stage.story.tell("everybody", f"{name} is switched {'off' if is_away else 'on'}")

    def _finish(self) -> None:
        """Let everything work again, let all look once more, compare, and part from every account."""
        self._troubles.end_all()
        for machine in self._stage.machines.values():
            machine.switch(is_on=True, now=self._stage.clock.now)
            for view in self._stage.views(machine):
                self._deeds.resume(view.account.id)
            self._stage.clock.forward(timedelta(minutes=6))
            self._rounds.look(machine)
            self._judge.look(machine)
        farewell = Farewell(self._stage, self._truth, person=self._person, judge=self._judge)
        farewell.compare()
        self._left += farewell.part()
        answered = self._stage.services.answered()
        self._stage.story.counts.update(
            {
                "requests answered by the practice services": sum(answered.values()),
                "refreshes and exchanges answered for Xero": answered["xero.token"],
                "refreshes and exchanges answered for Intuit": answered["quickbooks.token"],
                "tokens answered for Amazon": answered["amazon.token"],
            }
        )


def _daily_days(days: int) -> int:
    return sum(day % _CYCLE_DAYS < _DAILY_DAYS for day in range(days))
