"""The child process of the memory measurement: the program hidden in a tray, its connections checked day by day.

Run as `python -m bench.tray_rounds bare`, or `... KEYRING CLOCK ROUNDS [arguments of the program]` with the file of a
keyring box and of the clock. Prints its memory in MiB: the peak of the bare wizard, or one figure after
each round and last what it shares with no other process.
"""

from __future__ import annotations

import resource
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

MIB = 1024 * 1024


def resident_mib() -> float:
    """Return the memory this process holds now."""
    return psutil.Process().memory_info().rss / MIB


def bare() -> None:
    """Print the peak of any program with a wizard."""
    from bench.first_paint import show_bare_wizard

    application = QApplication(sys.argv[:1])
    shown = show_bare_wizard()
    QTimer.singleShot(300, application.quit)
    application.exec()
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}", bool(shown))


def rounds(keyring: str, clock: str, wanted: int, arguments: list[str]) -> None:
    """Let the days pass; each is one look at everything that is due, asked for as the timer does."""
    # Only here: the bare wizard must not pay for the program's imports.
    from lmb_desktop import app
    from tests.fakes.tray import FakeTray
    from tests.soak import keyring_box, quick

    keyring_box.install(keyring_box.KeyringBox(Path(keyring)))
    quick.shorten_pauses()
    program = app.start([*arguments, "--hidden"], tray=FakeTray())
    keeping, file, done = program.mode._keeping, Path(clock), []

    def go_on() -> None:
        now = datetime.fromisoformat(file.read_text("utf-8").strip()).replace(tzinfo=UTC)
        # In one piece: nobody reads half a time.
        fresh = file.with_suffix(".new")
        fresh.write_text((now + timedelta(days=1)).isoformat(), "utf-8")
        fresh.replace(file)
        keeping._try_look()

    def note() -> None:
        done.append(resident_mib())
        if len(done) < wanted:
            QTimer.singleShot(50, go_on)
        else:
            QApplication.quit()

    keeping.overview_ready.connect(lambda _overview, _now: note())
    window = program.mode.window
    window.overview_shown.connect(lambda _overview: QTimer.singleShot(0, go_on), Qt.ConnectionType.SingleShotConnection)
    QApplication.exec()
    print(" ".join(f"{mib:.1f}" for mib in (*done, psutil.Process().memory_full_info().uss / MIB)))
    program.close()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        rounds(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:])
