"""The director: lets a year pass, and at its end asks whether anything was lost, shown wrongly or left behind."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta

from tests.soak.cast import ATTIC, LAPTOP, OFFICE
from tests.soak.fate import Fate
from tests.soak.judge import Judge
from tests.soak.leftovers import leftovers
from tests.soak.person import Person
from tests.soak.programs import run_check
from tests.soak.rounds import Rounds
from tests.soak.stage import START, Machine, Stage
from tests.soak.story import lines_of
from tests.soak.troubles import Troubles
from tests.soak.truth import Truth

STEP_H = (2.0, 9.0)
_WEEK = timedelta(days=7)
_LOST_FOR_GOOD = 0.004
_FIRST = ("accounts added", "ledger connections shared", "checks", "accounts checked", "halves connected at the end")


class Director:
    """Play one soak to its end."""

    def __init__(self, stage: Stage, days: int, say: Callable[[str], None]) -> None:
        self._stage = stage
        self._say = say
        self._end = START + timedelta(days=days)
        self._truth = Truth(stage)
        self._person = Person(stage)
        self._troubles = Troubles(stage)
        self._fate = Fate(stage, self._truth, self._person)
        self._judge = Judge(stage, self._truth, self._fate.was_found)
        self._rounds = Rounds(stage, self._troubles)
        self._compared = START
        self._begun_s = time.monotonic()

    def play(self) -> bool:
        """Play; return whether nothing was violated."""
        self._person.authorise_early()
        for part in self._stage.cast:
            self._person.add(part)
        self._say(f"{len(self._stage.cast)} accounts added after {self._real_s():.0f} s")
        while self._stage.clock.now < self._end:
            self._turn()
        self._finish()
        return not self._judge.violations

    def report(self) -> list[str]:
        """Return the counts, how soon endings were found, and the violations with their stories."""
        lines = lines_of(self._stage.story.counts, _FIRST)
        lines += [f"  endings shown after: {self._judge.latencies()}", f"  real time: {self._real_s():.0f} s"]
        return lines + self._judge.violations

    def _real_s(self) -> float:
        return time.monotonic() - self._begun_s

    def _turn(self) -> None:
        step = timedelta(hours=self._stage.dice.uniform(*STEP_H))
        self._stage.clock.forward(step)
        self._switch()
        self._troubles.pass_time(step)
        self._fate.pass_time(step)
        for machine in self._on():
            self._rounds.run(machine)
            self._judge.look(machine)
        if self._troubles.is_calm:
            self._fate.mend()
            if self._stage.dice.random() < _LOST_FOR_GOOD:
                self._judge.hopeless |= self._rounds.lose_for_good(self._stage.machines[OFFICE])
        if self._stage.clock.now - self._compared > _WEEK:
            self._judge.compare()
            self._compared = self._stage.clock.now
            day = (self._stage.clock.now - START).days
            self._say(f"day {day}, {self._real_s():.0f} s, {len(self._judge.violations)} lines of violations")

    def _on(self) -> list[Machine]:
        return [machine for machine in self._stage.machines.values() if machine.is_on]

    def _switch(self) -> None:
        """Switch the laptop off for 70 days, and the computer in the attic for 110 towards the end."""
        now = self._stage.clock.now
        attic_off = max(START + timedelta(days=2), self._end - timedelta(days=113))
        laptop_off = START + (self._end - START) * 0.25
        for name, since, days in ((LAPTOP, laptop_off, 70), (ATTIC, attic_off, 110)):
            machine = self._stage.machines[name]
            is_on = not since <= now < since + timedelta(days=days)
            if is_on is machine.is_on:
                continue
            machine.switch(is_on=is_on, now=now)
            self._stage.story.tell("everybody", f"{name} is switched {'on' if is_on else 'off'}")

    def _finish(self) -> None:
        """Let everything work again, check all of it once more by the real command, and compare."""
        self._troubles.end_all()
        for machine in self._stage.machines.values():
            machine.switch(is_on=True, now=self._stage.clock.now)
            self._rounds.calm_down(machine)
            self._judge.look(machine)
        shown: dict[str, str] = {}
        for machine in self._stage.machines.values():
            shown |= self._shown(machine)
        self._judge.compare_at_the_end(shown)
        self._judge.violations += leftovers(self._stage, self._truth.tokens)

    def _shown(self, machine: Machine) -> dict[str, str]:
        command = run_check(self._stage.keyring_file, self._stage.settings, machine.data)
        out, err = command.communicate()
        self._stage.output.write(out + err)
        found = {}
        for account in json.loads(out)["accounts"]:
            for half in ("seller", "ledger"):
                found[f"{account['id']} {half}"] = account[half]["state"]
        return found
