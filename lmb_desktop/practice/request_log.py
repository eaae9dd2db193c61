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

    def add(self, entry: LoggedRequest) -> None:
        """Write down one request with the status it was answered with."""
        with self._lock:
            self._entries.append(entry)

    def entries(self) -> list[dict[str, object]]:
        """Return the requests, oldest first."""
        with self._lock:
            return [asdict(entry) for entry in self._entries]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many requests each service and each route got."""
        with self._lock:
            services = Counter(entry.service for entry in self._entries)
            routes = Counter(entry.route for entry in self._entries)
        return {"services": dict(services), "routes": dict(routes)}

    def forget(self) -> None:
        """Start counting anew."""
        with self._lock:
            self._entries.clear()
