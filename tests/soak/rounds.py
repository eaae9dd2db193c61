"""Rounds: the programs of a computer look, one or two at once, and what may go wrong in the middle goes wrong."""

from __future__ import annotations

import subprocess
import time
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from tests.soak.keyring_box import SLOW_S, Mode
from tests.soak.machine import Machine
from tests.soak.programs import Worker, run_check
from tests.soak.stage import Stage
from tests.soak.story import EVERYBODY
from tests.soak.troubles import Troubles

TWO_AT_ONCE = 0.04
_SOON = timedelta(minutes=4)
_LATER_H = (1.5, 3.5)
_LATEST = timedelta(hours=6)
_AFTER_ERROR = timedelta(minutes=10)
_AFTER_RISK_MIN = (1.0, 8.0)
"""Minutes until a program that was killed is started again, or one that goes on looks again."""
_SELECTED = 12


class Risk(StrEnum):
    """What goes wrong in the middle of a look; each may leave a refresh whose answer nobody kept."""

    KILLED = "programs killed in a check"
    KILLED_ASKING = "programs killed while a refresh was on its way"
    KILLED_STORING = "programs killed while the keyring was written"
    KILLED_COMMAND = "lmb-desktop check killed"
    LOCKED = "times the keyring was locked in a check"
    LOST = "times refresh answers were lost"
    RESTARTED = "practice services killed in a check"


class Rounds:
    """Let the computers look."""

    def __init__(self, stage: Stage, troubles: Troubles) -> None:
        self._stage = stage
        self._troubles = troubles
        self._risks: deque[Risk] = deque()

    @property
    def dares(self) -> int:
        """Return how many things are still to go wrong."""
        return len(self._risks)

    def dare(self, risk: Risk) -> bool:
        """Let something go wrong in one of the next looks."""
        self._risks.append(risk)
        return True

    def run(self, machine: Machine) -> None:
        """Let the programs of a computer look at what is due; now and then something goes wrong on the way."""
        workers = self._workers(machine)
        if not self._risks or not self._troubles.is_calm or machine.is_shaken or not self._stage.views(machine):
            self._look(machine, workers)
            return
        risk = self._risks.popleft()
        self._stage.story.tell(EVERYBODY, f"{machine.name}: {risk}", counted=risk.value)
        self._prepare(risk)
        for worker in workers:
            worker.ask(ids=self._some(machine))
        self._act(risk, machine, workers)
        self._collect(machine)
        self._calm_down(machine)

    def look(self, machine: Machine) -> None:
        """Let the programs of a computer look, with nothing in their way."""
        self._look(machine, self._workers(machine))

    def lose_for_good(self, machine: Machine) -> bool:
        """Lose answers of Xero and keep Xero away for longer than its grace: chains that nobody can save."""
        if not self._troubles.is_calm or machine.is_shaken or not machine.is_on or not self._stage.views(machine):
            return False
        self._stage.services.order("lose-refresh", service="xero", times=3)
        worker = self._workers(machine)[0]
        worker.ask(ids=self._some(machine))
        self._collect(machine)
        self._stage.services.order("lose-refresh", service="xero", times=0)
        self._troubles.begin("xero", "503", timedelta(hours=3))
        self._stage.story.tell(EVERYBODY, f"{machine.name}: answers lost for good", counted="answers lost for good")
        machine.wakes_at = self._stage.clock.now + _SOON
        return True

    def _some(self, machine: Machine) -> list[str]:
        ids = [view.account.id for view in self._stage.views(machine)]
        return self._stage.dice.sample(ids, min(len(ids), _SELECTED))

    def _look(self, machine: Machine, workers: Sequence[Worker]) -> None:
        for worker in workers:
            worker.ask()
        if machine.wants_command and self._troubles.is_calm:
            machine.wants_command = False
            self._command(machine)
        answers = self._collect(machine)
        if self._troubles.is_calm and not any("error" in answer for answer in answers):
            machine.calm_looks.append(self._stage.clock.now)
        self._plan(machine, answers)

    def _plan(self, machine: Machine, answers: Sequence[dict[str, Any]]) -> None:
        """Look again when the program asks for it; while nothing is the matter several such times are one look."""
        now = self._stage.clock.now
        if any("error" in answer for answer in answers):
            machine.wakes_at = now + _AFTER_ERROR
            return
        machine.is_shaken = any(answer.get("is_owed") for answer in answers)
        asked = [datetime.fromisoformat(answer["next_at"]) for answer in answers if answer.get("next_at")]
        pause = _SOON if machine.is_shaken else timedelta(hours=self._stage.dice.uniform(*_LATER_H))
        machine.wakes_at = min(max(min(asked, default=now + _LATEST), now + pause), now + _LATEST)

    def _calm_down(self, machine: Machine) -> None:
        """Let everything work again; the programs look at what went wrong a few minutes later, by themselves."""
        self._stage.keyring.be(Mode.FINE)
        for target in ("xero.token", "quickbooks.token"):
            self._stage.services.order("slow", service=target, seconds=0)
        for service in ("xero", "quickbooks", "amazon"):
            self._stage.services.order("lose-refresh", service=service, times=0)
        machine.is_shaken = True
        machine.wakes_at = self._stage.clock.now + timedelta(minutes=self._stage.dice.uniform(*_AFTER_RISK_MIN))

    def _workers(self, machine: Machine) -> list[Worker]:
        """Return the programs that look now: one, or now and then two at once."""
        wanted = 2 if self._stage.dice.random() < TWO_AT_ONCE else 1
        while len(machine.workers) < wanted:
            self._stage.new_worker(machine)
        if wanted > 1:
            self._stage.story.counts["looks by two programs at once"] += 1
        return machine.workers[:wanted]

    def _command(self, machine: Machine) -> None:
        command = self._started_command(machine)
        out, err = command.communicate(timeout=120)
        self._stage.output.write(out + err)
        assert command.returncode in (0, 1), f"lmb-desktop check ended with {command.returncode}: {err}"
        self._stage.story.counts["lmb-desktop check beside a program"] += 1

    def _started_command(self, machine: Machine) -> subprocess.Popen[str]:
        names = [view.account.name for view in self._stage.views(machine)]
        chosen = self._stage.dice.sample(names, min(len(names), 3))
        return run_check(self._stage.keyring_file, self._stage.settings, machine.data, *chosen)

    def _collect(self, machine: Machine) -> list[dict[str, Any]]:
        answers = [worker.answer() for worker in machine.workers]
        for found in answers:
            if "asked" in found:
                self._stage.story.counts["looks"] += 1
                self._stage.story.counts["halves looked at"] += int(found["asked"])
            elif "error" in found:
                what = f"errors told: {found['error']}"
                self._stage.story.tell(EVERYBODY, f"{machine.name}: {found}", counted=what)
        return answers

    def _prepare(self, risk: Risk) -> None:
        if risk is Risk.KILLED_ASKING:
            for target in ("xero.token", "quickbooks.token"):
                self._stage.services.order("slow", service=target, seconds=0.2)
        if risk is Risk.KILLED_STORING:
            self._stage.keyring.be(Mode.SLOW)
        if risk is Risk.LOST:
            service = self._stage.dice.choice(("xero", "xero", "quickbooks", "amazon"))
            self._stage.services.order("lose-refresh", service=service, times=self._stage.dice.randint(1, 6))

    def _act(self, risk: Risk, machine: Machine, workers: Sequence[Worker]) -> None:
        if risk is Risk.LOST:
            return
        command = self._started_command(machine) if risk is Risk.KILLED_COMMAND else None
        # A moment of the real time in which the programs work; the command has to start first.
        slow_s = {Risk.KILLED_STORING: SLOW_S * 4, Risk.KILLED_COMMAND: 1.0}.get(risk, 0.0)
        time.sleep(self._stage.dice.uniform(0.0, 0.4 + slow_s))
        if command is not None:
            command.kill()
            self._stage.output.write("".join(command.communicate()))
        elif risk is Risk.LOCKED:
            self._stage.keyring.be(Mode.LOCKED)
        elif risk is Risk.RESTARTED:
            self._stage.services.restart()
            self._troubles.tell_again()
        else:
            victim = self._stage.dice.choice(list(workers))
            machine.workers.remove(victim)
            victim.kill()
            self._stage.new_worker(machine)
