"""Many checks: a thousand accounts at services that answer in 100 ms, against the ideal for the lanes' widths.

Real store, real locks, real HTTP (quick services on this computer) and a keyring in memory. The ideal is what the
questions that came in would take if every lane were full all the time; the lanes run side by side.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.children import run_child, tell
from bench.made_accounts import made_store
from bench.made_keyring import install
from bench.quick_services import quick_services
from bench.rows import Row
from lmb_desktop.command_line import parse
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import State
from lmb_desktop.core.lanes import WIDTHS
from lmb_desktop.parts import Parts

ACCOUNTS = 1000
ANSWER_S = 0.1
BUDGET = 1.3


def measure(_rounds: int) -> list[Row]:
    """Check all of them once: that alone takes most of a minute."""
    with TemporaryDirectory() as folder, quick_services(ANSWER_S) as quick:
        place = Path(folder)
        made_store(place / "data", ACCOUNTS)
        services = place / "services.toml"
        services.write_text(quick.settings_toml, "utf-8")
        took_s, worked_s = run_child("many_checks", "--data-dir", str(place / "data"), "--services", str(services))
        counts = quick.counts()
    ideal_s = max(count * ANSWER_S / WIDTHS[lane] for lane, count in counts.items())
    ratio = took_s / ideal_s
    asked = ", ".join(f"{lane} {count}" for lane, count in sorted(counts.items()))
    figures = (
        f"{took_s:.1f} s against {ideal_s:.1f} ({asked} questions; {worked_s:.1f} s of processor time), "
        f"ratio {ratio:.2f}, budget {BUDGET}"
    )
    return [Row(f"checking {ACCOUNTS:,} accounts, services answering in 100 ms", figures, ratio <= BUDGET)]


def main(arguments: list[str]) -> None:
    """Check every account of a folder and tell how many seconds it took, and how many of them the processor worked."""
    install()
    parts = Parts(parse(arguments))
    connections = parts.connections
    ids = [view.account.id for view in connections.overview().accounts]
    began, worked = time.monotonic(), time.process_time()
    overview = connections.check(ids, CancelToken())
    took_s, worked_s = time.monotonic() - began, time.process_time() - worked
    wrong = [view.account.name for view in overview.accounts if view.state is not State.OK]
    assert not wrong, wrong[:5]
    tell((took_s, worked_s))


if __name__ == "__main__":
    main(sys.argv[1:])
