"""Troubles that pass by themselves: outages, throttling, a keyring that is locked or gone. None ends a grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.soak.keyring_box import Mode
from tests.soak.stage import Stage
from tests.soak.story import EVERYBODY

SERVICES = ("amazon", "mws", "xero", "quickbooks")
KEYRING = "keyring"
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Kind:
    """One kind of trouble: how often it begins, and how many hours it lasts."""

    name: str
    days_between: float
    shortest_h: float
    longest_h: float


OUTAGES = (Kind("503", 20, 2, 72), Kind("drop", 25, 2, 60), Kind("throttled", 20, 1, 24))
LOCKS = (Kind("locked", 12, 2, 96), Kind("missing", 40, 2, 48))
_COUNTED = {
    "503": "outages, answering 503",
    "drop": "outages, dropping connections",
    "throttled": "times of throttling",
    "locked": "times the keyring was locked",
    "missing": "times the keyring was missing",
}


class Troubles:
    """Begin and end troubles as time passes."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._ends: dict[tuple[str, str], datetime] = {}

    @property
    def is_calm(self) -> bool:
        """Tell whether every service and the keyring work."""
        return not self._ends

    def pass_time(self, step: timedelta) -> None:
        """End what is over, and let new troubles begin as often as their kind does."""
        for key in [key for key, end in self._ends.items() if end <= self._stage.clock.now]:
            self._end(key)
        days = step / timedelta(days=1)
        for service in SERVICES:
            for kind in OUTAGES:
                self._perhaps(service, kind, days)
        for kind in LOCKS:
            self._perhaps(KEYRING, kind, days)

    def begin(self, service: str, kind: str, lasts: timedelta) -> None:
        """Let a trouble begin; one that is there already goes on."""
        if any(other == service for other, _kind in self._ends):
            return
        self._ends[service, kind] = self._stage.clock.now + lasts
        self._put(service, kind, is_on=True)
        self._stage.story.tell(EVERYBODY, f"{service}: {kind} for {lasts}", counted=_COUNTED[kind])

    def end_all(self) -> None:
        """Let everything work again."""
        for key in list(self._ends):
            self._end(key)

    def tell_again(self) -> None:
        """Order what is still on of services that were started anew."""
        for service, kind in self._ends:
            if service != KEYRING:
                self._put(service, kind, is_on=True)

    def _perhaps(self, service: str, kind: Kind, days: float) -> None:
        if self._stage.dice.random() < days / kind.days_between:
            self.begin(service, kind.name, _HOUR * self._stage.dice.uniform(kind.shortest_h, kind.longest_h))

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
