"""Starting: from the start of a process to its first painted window, and until ten accounts can be seen."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.children import run_child
from bench.made_accounts import made_store
from bench.rows import Row, ratio_row

NS_PER_MS = 1_000_000
CONFIGURED = '[xero]\nclient_id = "BENCH"\n'
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
FEW, MANY = 10, 10_000
BARE, NONE = "bare wizard", "no account"

Times = dict[str, list[tuple[float, float]]]
"""For each start: milliseconds to the first paint and to the rows, round by round."""


def measure(rounds: int) -> list[Row]:
    """Start everything in turn, so that a slow moment of the machine meets each kind alike."""
    with TemporaryDirectory() as folder:
        starts = _starts(Path(folder))
        times: Times = {name: [] for name in starts}
        for number in range(rounds + 1):
            for name, arguments in starts.items():
                taken = _start(arguments)
                # The first round warms the disk cache.
                if number:
                    times[name].append(taken)
    return _rows(times)


def _starts(folder: Path) -> Mapping[str, Sequence[str]]:
    services = folder / "services.toml"
    services.write_text(CONFIGURED, "utf-8")
    starts: dict[str, Sequence[str]] = {BARE: ("bare",)}
    for count in (0, FEW, MANY):
        data = folder / str(count)
        if count:
            made_store(data, count)
        rows = str(FEW if count else 0)
        starts[_name(count)] = ("program", rows, "--data-dir", str(data), "--services", str(services))
    return starts


def _name(count: int) -> str:
    return f"{count:,} accounts" if count else NONE


def _start(arguments: Sequence[str]) -> tuple[float, float]:
    began = time.monotonic_ns()
    first, last = run_child("first_paint", *arguments, changed=NO_KEYRING)
    return (first - began) / NS_PER_MS, (last - began) / NS_PER_MS


def _rows(times: Times) -> list[Row]:
    few, many = _name(FEW), _name(MANY)
    paints = {name: [first for first, _last in taken] for name, taken in times.items()}
    seen = {name: [last for _first, last in taken] for name, taken in times.items()}
    bare = paints[BARE]
    return [
        ratio_row(f"start to first paint, {NONE}", paints[NONE], bare, unit="ms", budget=1.25),
        ratio_row(f"start to first paint, {few}", paints[few], bare, unit="ms", budget=1.25),
        ratio_row(f"start until 10 rows are visible, {few}", seen[few], bare, unit="ms", budget=2.0),
        ratio_row(f"start to first paint, {many} against {few}", paints[many], paints[few], unit="ms", budget=1.2),
        ratio_row(
            f"start until 10 rows are visible, {many} against {few}", seen[many], seen[few], unit="ms", budget=1.2
        ),
    ]
