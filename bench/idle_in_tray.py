"""Measures the memory of the program idle in the tray after many rounds of checks: `python -m bench.idle_in_tray`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.soak.cast import OFFICE
from tests.soak.person import Person
from tests.soak.stage import Stage

ROUNDS, ACCOUNTS, BUDGET = 60, 10, 1.6


def child(*arguments: str) -> list[str]:
    """Run the child that measures and return the words it prints."""
    command = [sys.executable, "-m", "bench.tray_rounds", *arguments]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LMB_DESKTOP_ROOT_WEB_VIEW": "1"}
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout.split()


def rounds() -> list[float]:
    """Save accounts with the practice services; return the memory after each round, and last what is not shared."""
    with tempfile.TemporaryDirectory(prefix="lmb-") as folder:
        stage = Stage(Path(folder), accounts=3 * ACCOUNTS, seed=1)
        try:
            person = Person(stage)
            person.authorise_early()
            ours = [part for part in stage.cast if part.machine == OFFICE][:ACCOUNTS]
            for part in ours:
                person.add(part)
            place = ("--data-dir", str(Path(folder) / OFFICE), "--services", str(stage.settings))
            told = child(str(stage.keyring_file), str(Path(folder) / "now"), str(ROUNDS), *place)
        finally:
            stage.strike()
    return [float(word) for word in told]


def main() -> None:
    """Print the figures."""
    peak = float(child("bare")[0])
    *after, own = rounds()
    ends = ", ".join(f"{after[number - 1]:.1f} after {number}" for number in (1, 10, 30, ROUNDS))
    print(f"bare wizard, peak: {peak:.1f} MiB; in the tray with {ACCOUNTS} accounts: {ends} rounds of checks")
    grown = (after[-1] - after[ROUNDS // 3]) / (ROUNDS - ROUNDS // 3) * 1024
    print(f"of that {own:.1f} MiB are the program's own, the rest is shared with other processes of Qt and Python")
    print(f"ratio {after[-1] / peak:.2f}, budget {BUDGET}; {grown:.1f} KiB a round in the last two thirds")


if __name__ == "__main__":
    main()
