"""Pace: how often one seller or organisation may be asked, so that no limit of a provider is ever reached by us."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from lmb_desktop.core.ports import Clock


@dataclass(frozen=True)
class Allowance:
    """So many questions at once, and after that one each time `refill` has gone by."""

    burst: int
    refill: timedelta


ALLOWANCES: Mapping[str, Allowance] = {
    # getMarketplaceParticipations: 0.016 requests a second, burst 15 (SP-API Sellers v1 usage plan).
    "amazon": Allowance(15, timedelta(seconds=62.5)),
    # 60 calls in any minute for each organisation (Xero developer guide, limits): 30 at once, 30 more in a minute.
    "xero": Allowance(30, timedelta(seconds=2)),
    # 500 requests in any minute for each company (Intuit developer guide, limits).
    "quickbooks": Allowance(250, timedelta(seconds=0.24)),
}


@dataclass
class _Bucket:
    left: float
    at: datetime


class Pace:
    """Count questions by whom they are about; safe to use from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, service: str, about: str) -> bool:
        """Use one question to a service about one seller or organisation; False when none is left just now."""
        return not self.wait_s(service, about)

    def wait_s(self, service: str, *about: str) -> int:
        """Use one question about each and return 0; where one has none left, use none and return how long to wait."""
        now = self._clock.now()
        with self._lock:
            buckets = [self._filled(service, one, now) for one in about]
            least = min(bucket.left for bucket in buckets)
            if least < 1:
                return max(1, ceil((1 - least) * ALLOWANCES[service].refill.total_seconds()))
            for bucket in buckets:
                bucket.left -= 1
            return 0

    def _filled(self, service: str, about: str, now: datetime) -> _Bucket:
        allowance = ALLOWANCES[service]
        bucket = self._buckets.setdefault((service, about), _Bucket(float(allowance.burst), now))
        # A clock that was set back gains nothing.
        gained = max(now - bucket.at, timedelta(0)) / allowance.refill
        bucket.left, bucket.at = min(float(allowance.burst), bucket.left + gained), now
        return bucket
