"""Request limits: a bucket that refills, as Amazon, Xero and Intuit describe theirs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from threading import Lock

from lmb_desktop.practice.clock import PracticeClock


@dataclass(frozen=True)
class Limit:
    """How many requests at once (burst), and how many a second come back."""

    per_second: float
    burst: int


@dataclass
class _Bucket:
    left: float
    at: float


class Rates:
    """Count requests against limits; held in memory, so a restart begins anew."""

    def __init__(self, clock: PracticeClock) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = Lock()

    def take(self, key: str, limit: Limit) -> bool:
        """Use one request of this key's limit; False when none is left."""
        now = self._clock.now()
        with self._lock:
            bucket = self._refilled(key, limit, now)
            if bucket.left < 1:
                return False
            bucket.left -= 1
            return True

    def left(self, key: str, limit: Limit) -> int:
        """Return how many requests are left just now."""
        with self._lock:
            return math.floor(self._refilled(key, limit, self._clock.now()).left)

    def wait_s(self, key: str, limit: Limit) -> int:
        """Return after how many whole seconds the next request is allowed."""
        with self._lock:
            missing = 1 - self._refilled(key, limit, self._clock.now()).left
        return max(1, math.ceil(missing / limit.per_second))

    def forget(self) -> None:
        """Fill every bucket again."""
        with self._lock:
            self._buckets.clear()

    def _refilled(self, key: str, limit: Limit, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(float(limit.burst), now))
        gained = max(0.0, now - bucket.at) * limit.per_second
        bucket.left = min(float(limit.burst), bucket.left + gained)
        bucket.at = now
        return bucket
