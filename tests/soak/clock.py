"""The one clock of the soak: a file that only the director writes, read by programs and services alike."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from tests.fakes.clock_file import set_clock


class Clock:
    """Move the time on; never back."""

    def __init__(self, file: Path, start: datetime) -> None:
        self._file = file
        self.now = start
        self._write()

    def forward(self, step: timedelta) -> None:
        """Let time pass."""
        self.now += step
        self._write()

    def to(self, moment: datetime) -> timedelta:
        """Let time pass until a moment, and return how much that was; one that is over changes nothing."""
        step = max(moment - self.now, timedelta(0))
        if step:
            self.forward(step)
        return step

    def _write(self) -> None:
        set_clock(self._file, self.now)
