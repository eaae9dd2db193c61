"""Lanes: many questions at once, each provider in a lane of its own width; a lane in trouble stops asking."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError, Offline, RateLimited

WIDTHS: Mapping[str, int] = {"amazon": 8, "xero": 5, "quickbooks": 5}
"""Questions under way at once for each provider; Xero allows five for one organisation (developer guide, limits)."""
OFFLINE_ENOUGH = 5
"""After so many unanswered questions in a row the rest of the lane is taken to be unreachable, and not asked."""
LIMITED_ENOUGH = 2
"""After so many "slow down" in a row the rest of the lane is left for another time; one may be about one seller."""


@dataclass(frozen=True)
class LaneTask:
    """One thing to ask. `ask` returns the trouble that came of it, if any; `give_up` notes a trouble without asking."""

    lane: str
    ask: Callable[[], LmbError | None]
    give_up: Callable[[LmbError], None]


@dataclass(frozen=True)
class Progress:
    """How far a run has come."""

    finished: int
    total: int


class Lanes:
    """Run tasks in their lanes and wait for all of them; one run at a time for each instance."""

    def __init__(self, tasks: Sequence[LaneTask], cancel: CancelToken, told: Callable[[Progress], None]) -> None:
        self._lanes = {name: _Lane(deque(task for task in tasks if task.lane == name)) for name in WIDTHS}
        self._total = len(tasks)
        self._finished = 0
        self._told = told
        self._cancel = cancel
        self._lock = threading.Lock()
        self._bug: BaseException | None = None

    def run(self) -> None:
        """Ask everything; raises Cancelled, and whatever a task raises instead of returning it."""
        threads = [
            threading.Thread(target=self._serve, args=(lane,), name=f"{name}-{number}", daemon=True)
            for name, lane in self._lanes.items()
            for number in range(min(WIDTHS[name], len(lane.waiting)))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._bug is not None:
            raise self._bug
        self._cancel.raise_if_cancelled()

    def _serve(self, lane: _Lane) -> None:
        while (task := self._next(lane)) is not None:
            try:
                self._do(task, lane)
                self._count()
            except BaseException as error:
                with self._lock:
                    self._bug = self._bug or error
                return

    def _next(self, lane: _Lane) -> LaneTask | None:
        with self._lock:
            if self._bug is not None or self._cancel.is_cancelled or lane.is_slowed or not lane.waiting:
                return None
            return lane.waiting.popleft()

    def _do(self, task: LaneTask, lane: _Lane) -> None:
        with self._lock:
            trouble = lane.trouble
        if trouble is not None:
            task.give_up(trouble)
            return
        trouble = task.ask()
        with self._lock:
            lane.learn(trouble)

    def _count(self) -> None:
        with self._lock:
            self._finished += 1
            # Told in order, one at a time.
            self._told(Progress(self._finished, self._total))


@dataclass
class _Lane:
    waiting: deque[LaneTask]
    unanswered: int = 0
    limited: int = 0
    trouble: LmbError | None = None

    @property
    def is_slowed(self) -> bool:
        """Tell whether the rest stays as it is, and due."""
        return self.limited >= LIMITED_ENOUGH

    def learn(self, trouble: LmbError | None) -> None:
        """Draw the conclusion for the tasks that wait."""
        self.limited = self.limited + 1 if isinstance(trouble, RateLimited) else 0
        self.unanswered = self.unanswered + 1 if isinstance(trouble, Offline) else 0
        if self.unanswered >= OFFLINE_ENOUGH:
            self.trouble = trouble
