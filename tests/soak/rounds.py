"""Rounds: the programs of a computer check, one or two at once, and what may go wrong in the middle goes wrong."""

from __future__ import annotations

import time
from datetime import timedelta
from enum import StrEnum

from tests.soak.keyring_box import SLOW_S, Mode
from tests.soak.programs import Worker, run_check
from tests.soak.stage import Machine, Stage
from tests.soak.story import EVERYBODY
from tests.soak.troubles import Troubles

GRACE_MIN = (4.0, 20.0)
"""Minutes until the next check after something went wrong: within Xero's half hour, as the program's own clock is."""


class Risk(StrEnum):
    """What goes wrong in the middle of a check; each may leave a refresh whose answer nobody kept."""

    KILLED = "programs killed in a check"
    KILLED_ASKING = "programs killed while a refresh was on its way"
    KILLED_STORING = "programs killed while the keyring was written"
    LOCKED = "times the keyring was locked in a check"
    LOST = "times refresh answers were lost"
    RESTARTED = "practice services killed in a check"


class Rounds:
    """Let the computers check."""

    def __init__(self, stage: Stage, troubles: Troubles) -> None:
        self._stage = stage
        self._troubles = troubles

    def run(self, machine: Machine) -> None:
        """Let the programs of a computer check what is due; now and then something goes wrong on the way."""
        dice, workers = self._stage.dice, self._workers(machine)
        risk = None
        if self._troubles.is_calm and dice.random() < 0.08:
            risk = dice.choice(list(Risk))
        if risk is None:
            self._check(machine, workers, everything=False)
            return
        self._stage.story.tell(EVERYBODY, f"{machine.name}: {risk}", counted=risk.value)
        self._prepare(risk)
        for worker in workers:
            worker.ask(everything=dice.random() < 0.5)
        self._act(risk, machine, workers)
        self._collect(machine)
        self.calm_down(machine)

    def lose_for_good(self, machine: Machine) -> set[str]:
        """Lose answers of Xero and keep Xero away for longer than its grace; return the grants nobody can save."""
        self._stage.services.order("lose-refresh", service="xero", times=3)
        self._check(machine, self._workers(machine), everything=True)
        self._stage.services.order("lose-refresh", service="xero", times=0)
        self._troubles.begin("xero", "503", timedelta(hours=3))
        lost = {one["grant"] for one in self._stage.services.order("chains")["lost"]}
        self._stage.story.tell(EVERYBODY, f"{machine.name}: answers lost for good", counted="answers lost for good")
        return lost

    def calm_down(self, machine: Machine) -> None:
        """Let everything work again and, a few minutes later, let the programs look at what went wrong."""
        self._stage.keyring.be(Mode.FINE)
        for target in ("xero.token", "quickbooks.token"):
            self._stage.services.order("slow", service=target, seconds=0)
        for service in ("xero", "quickbooks", "amazon"):
            self._stage.services.order("lose-refresh", service=service, times=0)
        self._stage.clock.forward(timedelta(minutes=self._stage.dice.uniform(*GRACE_MIN)))
        self._check(machine, self._workers(machine), everything=True)

    def _workers(self, machine: Machine) -> list[Worker]:
        """Return the programs that check now: one, or now and then two at once."""
        wanted = 2 if self._stage.dice.random() < 0.15 else 1
        while len(machine.workers) < wanted:
            self._stage.new_worker(machine)
        if wanted > 1:
            self._stage.story.counts["checks by two programs at once"] += 1
        return machine.workers[:wanted]

    def _check(self, machine: Machine, workers: list[Worker], *, everything: bool) -> None:
        for worker in workers:
            worker.ask(everything=everything, tidy=self._stage.dice.random() < 0.1)
        if self._troubles.is_calm and self._stage.dice.random() < 0.02:
            self._command(machine)
        self._collect(machine)

    def _command(self, machine: Machine) -> None:
        views = self._stage.views(machine)
        name = self._stage.dice.choice(views).account.name
        command = run_check(self._stage.keyring_file, self._stage.settings, machine.data, name)
        out, err = command.communicate(timeout=120)
        self._stage.output.write(out + err)
        assert command.returncode in (0, 1), f"lmb-desktop check ended with {command.returncode}: {err}"
        self._stage.story.counts["lmb-desktop check"] += 1

    def _collect(self, machine: Machine) -> None:
        for worker in machine.workers:
            found = worker.answer()
            if "checked" in found:
                self._stage.story.counts["checks"] += 1
                self._stage.story.counts["accounts checked"] += int(found["checked"])
            elif "error" in found:
                what = f"errors told: {found['error']}"
                self._stage.story.tell(EVERYBODY, f"{machine.name}: {found}", counted=what)

    def _prepare(self, risk: Risk) -> None:
        if risk is Risk.KILLED_ASKING:
            for target in ("xero.token", "quickbooks.token"):
                self._stage.services.order("slow", service=target, seconds=0.2)
        if risk is Risk.KILLED_STORING:
            self._stage.keyring.be(Mode.SLOW)
        if risk is Risk.LOST:
            service = self._stage.dice.choice(("xero", "quickbooks", "amazon"))
            self._stage.services.order("lose-refresh", service=service, times=self._stage.dice.randint(1, 6))

    def _act(self, risk: Risk, machine: Machine, workers: list[Worker]) -> None:
        if risk is Risk.LOST:
            return
        # A moment of the real time in which the programs work.
        time.sleep(self._stage.dice.uniform(0.0, 0.5 + (SLOW_S * 4 if risk is Risk.KILLED_STORING else 0)))
        if risk is Risk.LOCKED:
            self._stage.keyring.be(Mode.LOCKED)
        elif risk is Risk.RESTARTED:
            self._stage.services.restart()
            self._troubles.tell_again()
        else:
            victim = self._stage.dice.choice(workers)
            machine.workers.remove(victim)
            victim.kill()
            self._stage.new_worker(machine)
