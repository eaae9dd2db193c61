"""The one clock of the soak: a file that only the director writes, read by programs and services alike."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path


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
        # In one piece: a program must never read half a time.
        fresh = self._file.with_suffix(".new")
        fresh.write_text(self.now.isoformat(), "utf-8")
        fresh.replace(self._file)
