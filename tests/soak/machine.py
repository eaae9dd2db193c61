"""One computer: its data folder, its programs, whether it is on, and how often it looks at its connections."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from lmb_desktop.core.preferences import CheckRhythm
from lmb_desktop.parts import Parts
from tests.soak.programs import Worker

_WEEK = timedelta(days=8)


@dataclass
class Machine:
    """A computer; `parts` are the person's own hands on its data folder."""

    name: str
    data: Path
    parts: Parts
    on_since: datetime
    wakes_at: datetime
    """When its program looks next."""
    workers: list[Worker] = field(default_factory=list)
    is_on: bool = True
    is_shaken: bool = False
    """Something has just gone wrong: the answer to a refresh is owed, or a program was killed."""
    wants_command: bool = False
    calm_looks: list[datetime] = field(default_factory=list)
    """When a program looked at what was due, and everything worked."""
    _rhythms: list[tuple[datetime, timedelta]] = field(default_factory=list)

    def switch(self, *, is_on: bool, now: datetime) -> None:
        """Switch it on or off; its programs end with it."""
        if is_on and not self.is_on:
            self.on_since = self.wakes_at = now
        self.is_on = is_on
        while not is_on and self.workers:
            self.workers.pop().quit()

    def choose(self, rhythm: CheckRhythm, now: datetime) -> None:
        """Let its user choose how often its programs look, in the program's own settings."""
        if self._rhythms and self._rhythms[-1][1] == rhythm.every:
            return
        self.parts.preferences.save(replace(self.parts.preferences.read(), rhythm=rhythm))
        self._rhythms.append((now, rhythm.every))
        self.wakes_at = now

    def every(self, now: datetime) -> timedelta:
        """Return the longest pause between two looks that held during the last week."""
        held = [every for since, every in self._rhythms if now - since > _WEEK][-1:]
        return max(held + [every for since, every in self._rhythms if now - since <= _WEEK])

    def had_calm_look(self, since: datetime, until: datetime | None = None) -> bool:
        """Tell whether a program looked within this time while everything worked."""
        return any(since <= moment and (until is None or moment <= until) for moment in self.calm_looks)


def soonest(machines: list[Machine]) -> Machine | None:
    """Return the computer among those that are on whose program looks next."""
    return min((machine for machine in machines if machine.is_on), key=lambda machine: machine.wakes_at, default=None)
