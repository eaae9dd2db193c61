"""The clock of the practice services: the real time, or a file's, moved by an offset."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock


class PracticeClock:
    """Tell the time the services live in."""

    def __init__(self, clock_file: Path | None = None) -> None:
        self._clock_file = clock_file
        self._last_read = time.time()
        self._offset_s = 0.0
        self._lock = Lock()

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        with self._lock:
            return self._base() + self._offset_s

    def utc(self) -> datetime:
        """Return the time as a UTC date."""
        return datetime.fromtimestamp(self.now(), UTC)

    def move_to_offset(self, offset_s: float) -> None:
        """Let the clock run this many seconds ahead of the real one; a negative number is behind."""
        with self._lock:
            self._offset_s = offset_s

    def _base(self) -> float:
        if self._clock_file is None:
            return time.time()
        try:
            read = datetime.fromisoformat(self._clock_file.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return self._last_read  # the writer is half-way through; the time before is good enough
        if read.tzinfo is None:
            read = read.replace(tzinfo=UTC)
        self._last_read = read.timestamp()
        return self._last_read
