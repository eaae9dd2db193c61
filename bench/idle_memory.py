"""Idle memory: the program in the tray after sixty days of keep-alive, against the bare wizard's peak.

The clocks are moved a day for each round; the services are the quick ones, answering at once. The tray is a double.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from bench.children import run_child, tell
from bench.first_paint import show_bare_wizard
from bench.made_accounts import made_store
from bench.made_keyring import install
from bench.own_memory import peak_mb, resident_mb
from bench.quick_services import quick_services
from bench.rows import Row, ratio_row
from bench.walking import Journey, Until, opened_program, walk
from lmb_desktop.app.program import Program
from lmb_desktop.shell import keeping_alive
from lmb_desktop.shell.keeping_alive import KeepingAlive, Times
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.tray import FakeTray

ACCOUNTS = 30
ROUNDS = 60
DAY_S, WOKEN_S = 86_400.0, 100.0
"""A night's sleep, and the time after it until a computer that woke looks after its accounts."""
CLOCK_FILE = "LMB_DESKTOP_CLOCK_FILE"


def measure(_rounds: int) -> list[Row]:
    """Measure both once: memory does not depend on what else the machine does."""
    with TemporaryDirectory() as folder, quick_services(0) as quick:
        place = Path(folder)
        made_store(place / "data", ACCOUNTS, checked_at=datetime.now(UTC))
        services = place / "services.toml"
        services.write_text(quick.settings_toml, "utf-8")
        arguments = ("--data-dir", str(place / "data"), "--services", str(services))
        clock = place / "clock"
        _set_clock(clock, 0)
        bare = run_child("idle_memory", "bare")
        idle = run_child("idle_memory", "program", *arguments, changed={CLOCK_FILE: str(clock)})
        counts = quick.counts()
    asked = ", ".join(f"{lane} {count}" for lane, count in sorted(counts.items()))
    what = f"memory in the tray after {ROUNDS} rounds of {ACCOUNTS} accounts ({asked} questions), against the bare peak"
    return [ratio_row(what, [idle], [bare], unit="MB", budget=1.6)]


class MovedClocks:
    """This computer's clocks, which the program asks instead of the real ones, moved ahead."""

    def __init__(self) -> None:
        self.ahead_s = 0.0
        keeping_alive.Times = self._times

    def _times(self) -> Times:
        return Times(
            wall=lambda: datetime.now(UTC) + timedelta(seconds=self.ahead_s),
            monotonic=lambda: time.monotonic() + self.ahead_s,
            between=lambda earliest, _latest: earliest,
        )


def rounds(program: Program, clocks: MovedClocks) -> Journey:
    """Let sixty days go by in the tray; after each night the program finds by itself that all are due."""
    assert program.mode is not None
    window, seen = program.mode.window, []
    yield Until(lambda: program.findChild(KeepingAlive) and program.findChild(Tasks).is_idle, "the accounts are there")
    tasks, keeping = program.findChild(Tasks), program.findChild(KeepingAlive)
    assert len(window.overview.accounts) == ACCOUNTS
    assert not window.isVisible()
    keeping.overview_ready.connect(lambda overview, _now: seen.append(len(overview.accounts)))
    for day in range(1, ROUNDS + 1):
        _set_clock(Path(os.environ[CLOCK_FILE]), day)
        for passed_s in (DAY_S, WOKEN_S):
            clocks.ahead_s += passed_s
            # Its timer would do it within a minute.
            keeping._on_tick()
        yield Until(lambda day=day: len(seen) == day and tasks.is_idle, "the round has ended")


def main(kind: str, arguments: list[str]) -> None:
    """Tell the megabytes of one kind of program."""
    if kind == "bare":
        application = QApplication([])
        wizard = show_bare_wizard()
        application.processEvents()
        assert wizard.isVisible()
        tell(peak_mb())
        return
    install()
    clocks = MovedClocks()
    with opened_program([*arguments, "--hidden"], FakeTray()) as program:
        walk(rounds(program, clocks))
        tell(resident_mb())


def _set_clock(file: Path, day: int) -> None:
    file.write_text((datetime.now(UTC) + timedelta(days=day)).isoformat(), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
