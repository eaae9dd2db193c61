"""Idle memory: the program out of sight after sixty daily checks, against the bare wizard's peak.

The clock of the program is moved a day for each check; the services are the quick ones, answering at once.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QAction
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
from lmb_desktop.widgets.tasks import Tasks

ACCOUNTS = 30
CHECKS = 60
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
        idle, looks = run_child("idle_memory", "program", *arguments, changed={CLOCK_FILE: str(clock)})
    what = f"memory out of sight after {looks} checks of {ACCOUNTS} accounts, against the bare wizard's peak"
    return [ratio_row(what, [idle], [bare], unit="MB", budget=1.6)]


def rounds(program: Program) -> Journey:
    """Let a day go by sixty times and check everything each time, while the window is hidden."""
    assert program.mode is not None
    window = program.mode.window
    tasks, check_all = program.findChild(Tasks), window.findChild(QAction, "checkAllAction")
    yield Until(lambda: len(window.overview.accounts) == ACCOUNTS and tasks.is_idle, "the accounts are there")
    window.hide()
    for day in range(1, CHECKS + 1):
        _set_clock(Path(os.environ[CLOCK_FILE]), day)
        check_all.trigger()
        yield Until(lambda: tasks.is_idle, "the check has ended")


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
    with opened_program(arguments) as program:
        walk(rounds(program))
        tell((resident_mb(), CHECKS))


def _set_clock(file: Path, day: int) -> None:
    file.write_text((datetime.now(UTC) + timedelta(days=day)).isoformat(), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
