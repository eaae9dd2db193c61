"""Menu opening: from asking for the tray's menu to its first paint, with a thousand accounts against ten.

The tray is a double, since there is none on a virtual display; the menu is the program's own.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu

from bench.children import run_child, tell
from bench.made_accounts import made_store
from bench.made_keyring import install
from bench.rows import Row, ratio_row
from bench.walking import Journey, Until, opened_program, walk
from lmb_desktop.app.program import Program
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.tray import FakeTray

FEW, MANY = 10, 1000
CHECK_ALL = "Check all now"
TURNS = 3
"""Children of each kind, in turn."""


def measure(rounds: int) -> list[Row]:
    """Open the menu again and again, in programs that take turns."""
    with TemporaryDirectory() as folder:
        times: dict[int, list[float]] = {FEW: [], MANY: []}
        for count in times:
            made_store(Path(folder) / str(count), count)
        for _turn in range(TURNS):
            for count in times:
                times[count] += run_child("menu_opening", str(rounds), "--data-dir", str(Path(folder) / str(count)))
    what = f"opening the tray menu, {MANY:,} accounts against {FEW}"
    return [ratio_row(what, times[MANY], times[FEW], unit="ms", budget=3)]


class FirstPaint(QObject):
    """Note when a menu was painted first."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self.at = 0.0
        menu.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for a paint event."""
        if event.type() == QEvent.Type.Paint and not self.at:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or time.perf_counter()


def openings(program: Program, tray: FakeTray, times: int, taken: list[float]) -> Journey:
    """Open the menu so many times and once before."""
    yield Until(lambda: tray.icons and program.findChild(Tasks).is_idle, "the tray and the accounts are there")
    menu = tray.icon.contextMenu()
    yield Until(lambda: CHECK_ALL in [line.text() for line in menu.actions()], "the menu shows the accounts")
    paint = FirstPaint(menu)
    for _time in range(times + 1):
        paint.at = 0.0
        began = time.perf_counter()
        menu.popup(QPoint(40, 40))
        yield Until(lambda: paint.at, "the menu is painted")
        taken.append((paint.at - began) * 1000)
        menu.close()
        yield Until(lambda: not menu.isVisible(), "the menu is closed")
    del taken[0]


def main(times: int, arguments: list[str]) -> None:
    """Tell the milliseconds of each opening."""
    install()
    taken: list[float] = []
    tray = FakeTray()
    with opened_program(arguments, tray) as program:
        walk(openings(program, tray, times, taken))
    tell(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
