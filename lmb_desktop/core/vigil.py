"""Vigil: when to look after the connections, from two clocks and from what happens to the computer. Asks no clock.

Seconds are those of a clock that only ever runs forward; `wall` is the computer's time of day, which may be set, and
`next_at` is in the program's own time, which may be a file's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

TICK_S = 60.0
"""How long a pause between two ticks is at most."""
FIRST_S = (20.0, 30.0)
"""When the first look is: the window, or whatever starts with the computer, comes first."""
WOKEN_S = (30.0, 90.0)
"""When the look after a sleep is: the network has to come back, and so have a thousand other programs."""
ONLINE_S = (3.0, 10.0)
FLICKER_S = 300.0
"""How long what was out of reach is left alone after it was asked again, however often the network comes and goes."""
LATEST_S = 3600.0
"""When the plan is made anew at the latest: other programs add accounts too."""
TROUBLE_S = 600.0
"""When the next try is after a look that failed as a whole."""
JUMP_S = 90.0
"""A clock that is out of step by so much was asleep, or was set."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class Vigil:
    """Know when the next look is. `between` picks a number between two, so that programs do not look in step."""

    between: Callable[[float, float], float]
    next_at: datetime | None = None
    """When something is due next, in the program's own time."""
    _at: float = math.inf
    _latest: float = math.inf
    _asks_again: bool = False
    _asked_again: float = -math.inf
    _ticked: tuple[datetime, float] = field(default=(_LONG_AGO, 0.0))

    def begin(self, wall: datetime, now: float) -> None:
        """Start the vigil: the first look comes soon."""
        self._ticked = (wall, now)
        self._plan(now, FIRST_S)

    def tick(self, wall: datetime, now: float) -> bool:
        """Note that time has passed; returns whether to look now."""
        before_wall, before = self._ticked
        self._ticked = (wall, now)
        passed = now - before
        if abs((wall - before_wall).total_seconds() - passed) >= JUMP_S or passed >= TICK_S + JUMP_S:
            self._wake(now)
        return self.is_due(now)

    def is_due(self, now: float) -> bool:
        """Tell whether to look now."""
        return min(self._at, self._latest) <= now

    @property
    def waits_for_time(self) -> bool:
        """Tell whether nothing but the program's own time can call for a look earlier."""
        return self.next_at is not None and self._at == math.inf

    def come_online(self, now: float) -> None:
        """Plan a look soon, also at what was out of reach; one that is planned already does for both."""
        self._asks_again = True
        if self._at == math.inf:
            self._plan(now, ONLINE_S)

    def look(self, now: float) -> bool:
        """Note that a look begins; returns whether it also asks again what was out of reach, due or not."""
        self._at = math.inf
        if not self._asks_again:
            return False
        again_from = self._asked_again + FLICKER_S
        if now < again_from:
            self._at = again_from
            return False
        self._asks_again, self._asked_again = False, now
        return True

    def seen(self, now: float, next_at: datetime | None) -> None:
        """Note that a look has ended, and when something is due next."""
        self._latest, self.next_at = now + LATEST_S, next_at

    def failed(self, now: float) -> None:
        """Note that a look failed as a whole."""
        self._latest, self.next_at = now + TROUBLE_S, None

    def wait_s(self, now: float) -> float:
        """Return how long to wait for the next tick."""
        return min(TICK_S, max(1.0, min(self._at, self._latest) - now))

    def _wake(self, now: float) -> None:
        self._asks_again = True
        self._plan(now, WOKEN_S)
        # Whatever else had come due meanwhile waits for the same moment.
        self._latest = self._at

    def _plan(self, now: float, span_s: tuple[float, float]) -> None:
        self._at = now + self.between(*span_s)
