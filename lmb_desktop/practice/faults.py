"""What the tests may order: slow, down, throttled, canned answers, lost answers. Nothing here survives a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from threading import Event, Lock


class Outage(Enum):
    """How a service that is down behaves."""

    ANSWERS_503 = "503"
    DROPS_CONNECTION = "drop"


@dataclass(frozen=True)
class Route:
    """Which part of the practice services a request reached, such as service xero, name xero.token."""

    service: str
    name: str

    def is_meant_by(self, target: str) -> bool:
        """Tell whether an order for a service, a route or everything (*) covers this route."""
        return target in ("*", self.service, self.name)


@dataclass(frozen=True)
class CannedAnswer:
    """One answer to give in place of the real one, a number of times."""

    target: str
    times: int
    status: int
    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LostAnswer:
    """A refresh that was carried out, whose answer nobody got."""

    service: str
    grant: str
    at: float


class Faults:
    """Hold the orders of the control interface; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._closing = Event()
        self._slow: dict[str, float] = {}
        self._down: dict[str, Outage] = {}
        self._throttled: set[str] = set()
        self._canned: list[CannedAnswer] = []
        self._failures: dict[str, tuple[str, int]] = {}
        self._to_lose: dict[str, int] = {}
        self._lost: list[LostAnswer] = []
        self.ceiling: int | None = None
        """How many organisations Xero lets the app reach, all its users together; None is more than there are."""

    def be_slow(self, target: str, seconds: float) -> None:
        """Let a service take this many seconds before each answer; zero ends it."""
        with self._lock:
            self._slow[target] = seconds

    def be_down(self, target: str, outage: Outage | None) -> None:
        """Take a service down, or bring it back with None."""
        with self._lock:
            self._down.pop(target, None)
            if outage is not None:
                self._down[target] = outage

    def throttle(self, target: str, is_on: bool) -> None:
        """Let a service refuse every request as one too many."""
        with self._lock:
            (self._throttled.add if is_on else self._throttled.discard)(target)

    def answer(self, canned: CannedAnswer) -> None:
        """Give this answer to the next requests of its target."""
        with self._lock:
            self._canned.append(canned)

    def fail(self, service: str, code: str, times: int) -> None:
        """Let a service refuse the next requests with one of its own error codes."""
        with self._lock:
            self._failures[service] = (code, times)

    def set_ceiling(self, organisations: int) -> None:
        """Let Xero's app reach so many organisations and no more."""
        self.ceiling = organisations

    def lose_refresh(self, service: str, times: int) -> None:
        """Carry out the next token refreshes, but drop the connection before the answer."""
        with self._lock:
            self._to_lose[service] = times

    def wait(self, route: Route) -> None:
        """Wait as long as was ordered, or until the server stops."""
        with self._lock:
            seconds = max((s for target, s in self._slow.items() if route.is_meant_by(target)), default=0.0)
        if seconds > 0:
            self._closing.wait(seconds)

    def outage(self, route: Route) -> Outage | None:
        """Return how this route is down, or None."""
        with self._lock:
            return next((mode for target, mode in self._down.items() if route.is_meant_by(target)), None)

    def is_throttled(self, route: Route) -> bool:
        """Tell whether this route refuses every request just now."""
        with self._lock:
            return any(route.is_meant_by(target) for target in self._throttled)

    def take_canned(self, route: Route) -> CannedAnswer | None:
        """Return the canned answer for this request and count it off, or None."""
        with self._lock:
            found = next((one for one in self._canned if route.is_meant_by(one.target)), None)
            if found is not None:
                at = self._canned.index(found)
                self._canned[at : at + 1] = [replace(found, times=found.times - 1)] if found.times > 1 else []
            return found

    def take_failure(self, service: str) -> str | None:
        """Return the error code ordered for this request and count it off, or None."""
        with self._lock:
            code, times = self._failures.pop(service, ("", 0))
            if times > 1:
                self._failures[service] = (code, times - 1)
            return code or None

    def take_lost_refresh(self, answer: LostAnswer) -> bool:
        """Tell whether this answer must be lost; then count it off and remember it."""
        with self._lock:
            left = self._to_lose.get(answer.service, 0)
            self._to_lose[answer.service] = max(0, left - 1)
            if left > 0:
                self._lost.append(answer)
            return left > 0

    def lost_answers(self) -> list[LostAnswer]:
        """Return the answers that were lost, oldest first."""
        with self._lock:
            return list(self._lost)

    def forget(self) -> None:
        """Cancel every order."""
        with self._lock:
            for orders in (self._slow, self._down, self._failures, self._to_lose):
                orders.clear()
            self._throttled.clear()
            self._canned.clear()
            self._lost.clear()
            self.ceiling = None

    def close(self) -> None:
        """Let everybody who waits go on, because the server stops."""
        self._closing.set()
