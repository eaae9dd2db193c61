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


class ProxyWantsPassword(Offline):
    """The proxy on the way asks for a name and a password. Facts: service, reason, proxy."""

    slug = "proxy-password"


class ProxySilent(Offline):
    """The proxy that this computer names does not answer. Facts: service, reason, proxy."""

    slug = "proxy-silent"


class PortalInTheWay(Offline):
    """The network answered in the service's place. Facts: service, reason, sign (one of SURE_SIGNS, or a weaker one).

    Without TLS a page of the network and a page that the service sent by mistake look alike.
    """

    slug = "portal"

    @property
    def is_certain(self) -> bool:
        """Tell whether it can be nothing but a network that wants a sign-in."""
        return self.fact("sign") in SURE_SIGNS


class CertificateUntrusted(Offline):
    """Nobody we trust issued the certificate. Facts: service, reason, host; moment ("after-sign-in", or none)."""

    slug = "certificate-untrusted"


class CertificateOfOther(Offline):
    """The certificate is good, but for another name. Facts: service, reason, host."""

    slug = "certificate-name"


class CertificateOutOfDate(Offline):
    """The certificate is not valid yet or has run out. Facts: service, reason, host; clock ("right", or unknown)."""

    slug = "certificate-dates"


SURE_SIGNS = frozenset({"status 511", "redirect elsewhere"})
"""What only a network that wants a sign-in does: RFC 6585 section 6, and sending us to another site without TLS."""


class ClockWrong(LmbError):
    """This computer's clock is off. Facts: minutes."""

    slug = "clock-wrong"


class ClockDoubtful(ClockWrong):
    """The service says that our time is wrong, and nothing tells by how much."""

    slug = "clock-doubtful"


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
