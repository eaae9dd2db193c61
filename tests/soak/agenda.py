"""The agenda: what is to happen at which moment; what cannot happen just then is put off."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from lmb_desktop.core.errors import LmbError
from tests.soak.clock import Clock

Act = Callable[[], bool]
"""Do something; returns False where it cannot be done now."""
_PUT_OFF_H = (1.0, 12.0)


@dataclass(order=True)
class _Entry:
    at: datetime
    number: int
    act: Act = field(compare=False)


class Agenda:
    """Hold acts until their time has come."""

    def __init__(self, clock: Clock, dice: random.Random, end: datetime, failed: Callable[[LmbError], None]) -> None:
        self._failed = failed
        self._clock = clock
        self._dice = dice
        self._end = end
        self._numbers = count()
        self._entries: list[_Entry] = []
        self.planned = 0
        """How many of the acts that were spread over the time have not been done yet."""

    def at(self, when: datetime, act: Act) -> None:
        """Do something then."""
        heapq.heappush(self._entries, _Entry(when, next(self._numbers), act))

    def after(self, days: tuple[float, float], act: Act) -> None:
        """Do something some days from now."""
        self.at(self._clock.now + timedelta(days=self._dice.uniform(*days)), act)

    def spread(self, times: int, act: Act) -> None:
        """Do something so many times, at moments spread over all that is left; the first tenth stays quiet."""
        whole = self._end - self._clock.now

        def planned() -> bool:
            # One that fails is over, too.
            self.planned -= 1
            is_done = act()
            self.planned += not is_done
            return is_done

        for _ in range(times):
            self.planned += 1
            self.at(self._clock.now + whole * self._dice.uniform(0.1, 0.95), planned)

    def pass_time(self) -> None:
        """Do what is due."""
        due = []
        while self._entries and self._entries[0].at <= self._clock.now:
            due.append(heapq.heappop(self._entries))
        for entry in due:
            try:
                is_done = entry.act()
            except LmbError as error:
                self._failed(error)
                continue
            if not is_done:
                self.at(self._clock.now + timedelta(hours=self._dice.uniform(*_PUT_OFF_H)), entry.act)
