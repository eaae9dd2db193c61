"""What can go wrong on the way to a service, or with the service itself. Facts only, no sentences."""

from __future__ import annotations

from lmb_desktop.core.errors.family import LmbError


class Offline(LmbError):
    """The service could not be reached. Facts: service, reason."""

    slug, retry = "offline", True


class TimedOut(Offline):
    """The service did not answer in time. Facts: service, reason."""

    slug = "timed-out"


class ClockWrong(LmbError):
    """This computer's clock is off. Facts: minutes."""

    slug = "clock-wrong"


class ServiceTrouble(LmbError):
    """The service has a problem of its own. Facts: service, status."""

    slug, retry = "service-trouble", True


class RateLimited(ServiceTrouble):
    """The service asked to slow down. Facts: service, wait_s (seconds)."""

    slug = "rate-limited"

    @property
    def wait_s(self) -> int:
        """Seconds to wait before the next request."""
        return int(self.facts.get("wait_s", 60))
