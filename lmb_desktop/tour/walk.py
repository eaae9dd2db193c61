"""Walk: carries a journey out step by step from the event loop. A step says what it waits for; nothing blocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 25
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Until:
    """What a journey waits for: a condition, and the words that say so when it never comes."""

    condition: Callable[[], object]
    what: str
    patience_s: float = PATIENCE_S


def pause(seconds_s: float) -> Until:
    """Wait for a length of time, where the world gives no sign."""
    end = time.monotonic() + seconds_s
    return Until(lambda: time.monotonic() >= end, "a pause")


Journey = Iterator[Until]


class Walk(QObject):
    """Advance a journey whenever what it waits for has come true."""

    ended = Signal(str)
    """The journey is over; the text says what it waited for in vain, or is empty."""

    def __init__(self, journey: Journey, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journey = journey
        self._until: Until | None = None
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Take the first step."""
        self._timer.start()

    def _look(self) -> None:
        try:
            if self._until is None or self._until.condition():
                self._until = next(self._journey)
                self._since = time.monotonic()
            elif time.monotonic() - self._since > self._until.patience_s:
                self._end(f"waited in vain: {self._until.what}")
        except StopIteration:
            self._end("")
        except Exception as problem:
            # The tour is a proof: whatever goes wrong in it must end it, with a failure.
            self._end(f"{type(problem).__name__}: {problem}")

    def _end(self, problem: str) -> None:
        self._timer.stop()
        self.ended.emit(problem)
