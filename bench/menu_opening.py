"""Menu opening: from asking for the account menu to its first paint, with a thousand accounts against ten."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMenu

from bench.children import run_child, tell
from bench.made_accounts import made_store
from bench.made_keyring import install
from bench.rows import Row, ratio_row
from bench.walking import Journey, Until, opened_program, walk
from lmb_desktop.shell.account_menu_button import AccountMenuButton
from lmb_desktop.tour.hands import found, is_ready

FEW, MANY = 10, 1000
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
    what = f"opening the account menu, {MANY:,} accounts against {FEW}"
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


def openings(times: int, taken: list[float]) -> Journey:
    """Open the menu so many times and once before."""
    yield Until(lambda: is_ready("accountMenuButton"), "the account menu's button")
    button = found("accountMenuButton")
    assert isinstance(button, AccountMenuButton)
    menu = button.findChild(QMenu)
    paint = FirstPaint(menu)
    for _time in range(times + 1):
        paint.at = 0.0
        began = time.perf_counter()
        button.open_menu()
        yield Until(lambda: paint.at, "the menu is painted")
        taken.append((paint.at - began) * 1000)
        menu.close()
        yield Until(lambda: not menu.isVisible(), "the menu is closed")
    del taken[0]


def main(times: int, arguments: list[str]) -> None:
    """Tell the milliseconds of each opening."""
    install()
    taken: list[float] = []
    with opened_program(arguments):
        walk(openings(times, taken))
    tell(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
