"""A list of the requests that came in, so that tests can count them: names of fields only, never a value."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass
from threading import Lock

_KEPT = 20_000


@dataclass(frozen=True)
class LoggedRequest:
    """One request without anything secret in it."""

    at: float
    method: str
    path: str
    service: str
    route: str
    query_keys: list[str]
    form_keys: list[str]
    header_keys: list[str]
    grant_type: str
    status: int


class RequestLog:
    """Keep the newest requests; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: deque[LoggedRequest] = deque(maxlen=_KEPT)
        self._services: Counter[str] = Counter()
        self._routes: Counter[str] = Counter()

    def add(self, entry: LoggedRequest) -> None:
        """Write down one request with the status it was answered with."""
        with self._lock:
            self._entries.append(entry)
            self._services[entry.service] += 1
            self._routes[entry.route] += 1

    def entries(self) -> list[dict[str, object]]:
        """Return the requests, oldest first."""
        with self._lock:
            return [asdict(entry) for entry in self._entries]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many requests each service and each route got."""
        with self._lock:
            return {"services": dict(self._services), "routes": dict(self._routes)}

    def forget(self) -> None:
        """Start counting anew."""
        with self._lock:
            for counted in (self._entries, self._services, self._routes):
                counted.clear()
