"""Measures the time from the start of a process to its first painted window."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

NS_PER_MS = 1_000_000
CONFIGURED = '[xero]\nclient_id = "BENCH"\n'


@dataclass(frozen=True)
class Case:
    """One start to measure: its name, the arguments of the child, and the budget as a ratio to the bare wizard."""

    name: str
    arguments: tuple[str, ...]
    budget: float | None = None


def milliseconds_to_paint(arguments: Sequence[str]) -> float:
    """Start a child and answer how long it took until its window was painted; raises when it showed none."""
    environment = os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    # People's Pythons keep what they have compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "bench.first_paint", *arguments]
    began = time.monotonic_ns()
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return (int(outcome.stdout.split()[-1]) - began) / NS_PER_MS


def cases(folder: Path) -> list[Case]:
    """List the starts: the baseline first."""
    services = folder / "services.toml"
    services.write_text(CONFIGURED, "utf-8")
    place = ("--data-dir", str(folder / "data"), "--services", str(services))
    return [Case("bare wizard", ("bare",)), Case("program, no account", ("program", *place), budget=1.25)]


def measure(rounds: int) -> dict[Case, list[float]]:
    """Run all cases in turn, so that a slow moment of the machine meets each of them alike."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = cases(Path(folder))
        times: dict[Case, list[float]] = {case: [] for case in chosen}
        for number in range(rounds + 1):
            for case in chosen:
                taken = milliseconds_to_paint(case.arguments)
                # The first round warms the disk cache.
                if number:
                    times[case].append(taken)
    return times


def report(rounds: int) -> list[str]:
    """Give a line for each case: the smallest and the middle time, and their ratios to the bare wizard."""
    times = measure(rounds)
    base = next(iter(times.values()))
    lines = []
    for case, taken in times.items():
        line = f"start to first paint, {case.name}: {min(taken):.0f} ms ({median(taken):.0f} ms in the middle)"
        if case.budget:
            line += f", ratio {min(taken) / min(base):.2f} ({median(taken) / median(base):.2f}), budget {case.budget}"
        lines.append(line)
    return lines
