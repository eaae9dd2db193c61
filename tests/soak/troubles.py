"""Troubles that pass by themselves: outages, throttling, a keyring that is locked or gone. None ends a grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.soak.keyring_box import Mode
from tests.soak.stage import Stage
from tests.soak.story import EVERYBODY

SERVICES = ("amazon", "mws", "xero", "quickbooks")
KEYRING = "keyring"


@dataclass(frozen=True)
class Kind:
    """One kind of trouble, and how many hours it lasts; most are short."""

    name: str
    shortest_h: float
    longest_h: float


OUTAGES = (Kind("503", 1, 72), Kind("drop", 0.2, 10), Kind("throttled", 1, 24))
LOCKS = (Kind("locked", 1, 96), Kind("missing", 1, 48))
_COUNTED = {
    "503": "outages, answering 503",
    "drop": "outages, dropping connections",
    "throttled": "times of throttling",
    "locked": "times the keyring was locked",
    "missing": "times the keyring was missing",
}


class Troubles:
    """Begin and end troubles as time passes."""

    def __init__(self, stage: Stage, longest: timedelta) -> None:
        self._stage = stage
        self._longest = longest
        self._ends: dict[tuple[str, str], datetime] = {}

    @property
    def is_calm(self) -> bool:
        """Tell whether every service and the keyring work."""
        return not self._ends

    def pass_time(self) -> None:
        """End what is over."""
        for key in [key for key, end in self._ends.items() if end <= self._stage.clock.now]:
            self._end(key)

    def next_end(self) -> datetime | None:
        """Return when the next trouble ends."""
        return min(self._ends.values(), default=None)

    def strike(self, service: str, kind: Kind) -> bool:
        """Let a trouble of this kind begin; False while that service or keyring is in one."""
        hours = kind.shortest_h + (kind.longest_h - kind.shortest_h) * self._stage.dice.random() ** 2
        return self.begin(service, kind.name, min(timedelta(hours=hours), self._longest))

    def begin(self, service: str, kind: str, lasts: timedelta) -> bool:
        """Let a trouble begin; one that is there already goes on, which is told by False."""
        if any(other == service for other, _kind in self._ends):
            return False
        self._ends[service, kind] = self._stage.clock.now + lasts
        self._put(service, kind, is_on=True)
        self._stage.story.tell(EVERYBODY, f"{service}: {kind} for {lasts}", counted=_COUNTED[kind])
        return True

    def end_all(self) -> None:
        """Let everything work again."""
        for key in list(self._ends):
            self._end(key)

    def tell_again(self) -> None:
        """Order what is still on of services that were started anew."""
        for service, kind in self._ends:
            if service != KEYRING:
                self._put(service, kind, is_on=True)

    def _end(self, key: tuple[str, str]) -> None:
        del self._ends[key]
        self._put(*key, is_on=False)
        self._stage.story.tell(EVERYBODY, f"{key[0]}: works again")

    def _put(self, service: str, kind: str, *, is_on: bool) -> None:
        if service == KEYRING:
            self._stage.keyring.be(Mode(kind) if is_on else Mode.FINE)
        elif kind == "throttled":
            self._stage.services.order("throttle", service=service, on=is_on)
        else:
            self._stage.services.order("down", service=service, mode=kind, on=is_on)
