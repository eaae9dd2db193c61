"""Settling: what waits until the first window stands: ears for signals and for later starts, and the collector."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from lmb_desktop.app.one_instance import Seat
    from lmb_desktop.app.program import Program
    from lmb_desktop.app.stop_signals import StopSignals

AT_LATEST_MS = 3000
"""When it begins although the window does not stand yet. Until then signals end the program as they end any other."""


def begin_collecting() -> None:
    """Let Python's collector begin: what the start has loaded stays, and is not looked through again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class Settling(QObject):
    """Begin once, when the program has settled."""

    def __init__(self, program: Program, seat: Seat) -> None:
        super().__init__()
        self._program = program
        self._seat = seat
        self._signals: StopSignals | None = None
        program.settled.connect(self.settle)
        QTimer.singleShot(AT_LATEST_MS, self, self.settle)

    def settle(self) -> None:
        """Begin, unless it has begun."""
        if self._signals is not None:
            return
        # Loaded after the window is painted.
        from lmb_desktop.app.stop_signals import StopSignals

        self._signals = StopSignals(self._program.quit)
        self._seat.listen(self._program.show_yourself)
        begin_collecting()

    def close(self) -> None:
        """Give the signals back."""
        if self._signals is not None:
            self._signals.close()
