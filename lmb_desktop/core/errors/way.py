"""What can go wrong on the way to a service, or with the service itself. Facts only, no sentences."""

from __future__ import annotations

from lmb_desktop.core.errors.family import LmbError

_TURNED_AWAY = frozenset({429, 503})
"""Statuses of a service that takes no request just now (RFC 6585 section 4, RFC 9110 section 15.6.4)."""


class Offline(LmbError):
    """The service could not be reached. Facts: service, reason, and has_asked where that is certain: 0 for no."""

    slug, retry = "offline", True

    @property
    def is_open(self) -> bool:
        """Tell whether the service may have done what it was asked: only the answer is known to be missing."""
        return self.facts.get("has_asked") != 0


class TimedOut(Offline):
    """The service did not answer in time. Facts: service, reason."""

    slug = "timed-out"


class ClockWrong(LmbError):
    """This computer's clock is off. Facts: minutes."""

    slug = "clock-wrong"


class ServiceTrouble(LmbError):
    """The service has a problem of its own. Facts: service, status."""

    slug, retry = "service-trouble", True

    @property
    def is_open(self) -> bool:
        """Tell whether the service may have done what it was asked, as behind a gateway that lost its patience."""
        return self.facts.get("status") not in _TURNED_AWAY


class RateLimited(ServiceTrouble):
    """The service asked to slow down. Facts: service, wait_s (seconds)."""

    slug = "rate-limited"

    @property
    def wait_s(self) -> int:
        """Seconds to wait before the next request."""
        return int(self.facts.get("wait_s", 60))
