"""HelpTrail: the places somebody has read, for Back and Forward. Shows nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """A place, and how far down its page was scrolled when it was left."""

    place: str
    scrolled: int | None = None
    """None where the place's heading says it."""


class HelpTrail:
    """Remember places in order; going to a new one forgets what lay ahead."""

    def __init__(self) -> None:
        """Begin nowhere."""
        self._behind: list[Stop] = []
        self._now: Stop | None = None
        self._ahead: list[Stop] = []

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is a place before this one."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Tell whether there is a place after this one."""
        return bool(self._ahead)

    def go(self, place: str, scrolled: int) -> None:
        """Go to a new place; `scrolled` is how far down the one that is left was."""
        if self._now is not None and self._now.place != place:
            self._behind.append(Stop(self._now.place, scrolled))
            self._ahead.clear()
        self._now = Stop(place)

    def back(self, scrolled: int) -> Stop:
        """Go back and return where that leads; there must be a place."""
        return self._turn(self._behind, self._ahead, scrolled)

    def forward(self, scrolled: int) -> Stop:
        """Go forward and return where that leads; there must be a place."""
        return self._turn(self._ahead, self._behind, scrolled)

    def _turn(self, towards: list[Stop], away: list[Stop], scrolled: int) -> Stop:
        assert self._now is not None  # there is nowhere to turn to from nowhere
        away.append(Stop(self._now.place, scrolled))
        self._now = towards.pop()
        return self._now
