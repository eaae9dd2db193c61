"""What is wrong with a secure connection: whose certificate it is, who issued it, when it counts. Asks nobody."""

from __future__ import annotations

import ssl
from collections.abc import Sequence

from lmb_desktop.core.errors import (
    CertificateOfOther,
    CertificateOutOfDate,
    CertificateUntrusted,
    Offline,
    PortalInTheWay,
)

# OpenSSL's X509_V_ERR numbers (manual of X509_STORE_CTX_get_error).
_DATES = frozenset({9, 10})
_OTHER_NAME = frozenset({62, 63, 64})
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"})
"""How OpenSSL names an answer that is no TLS at all, such as a page in plain text."""


def certificate_fault(chain: Sequence[BaseException], service: str, *, host: str, details: str) -> Offline:
    """Return what a failed TLS connection means; the reasons behind it stand in the chain."""
    code, words = _verdict(chain)
    details = f"{details}; {words}"[:1000] if words else details
    if code in _DATES or "not yet valid" in words or "has expired" in words:
        reason = "its certificate is out of date, or the clock of this computer is wrong"
        return CertificateOutOfDate(service=service, reason=reason, host=host, details=details)
    if code in _OTHER_NAME:
        reason = "it showed a certificate of somebody else"
        return CertificateOfOther(service=service, reason=reason, host=host, details=details)
    if "certificate verify failed" in words.lower():
        reason = "its certificate could not be checked"
        return CertificateUntrusted(service=service, reason=reason, host=host, details=details)
    if any(getattr(link, "reason", None) in _NO_TLS for link in chain):
        reason = "it answered without a secure connection"
        return PortalInTheWay(service=service, reason=reason, sign="no TLS", details=details)
    return Offline(service=service, reason="no secure connection could be made", details=details)


def _verdict(chain: Sequence[BaseException]) -> tuple[int, str]:
    """Return OpenSSL's number for what is wrong with the certificate, and its words; they name hosts, no secrets."""
    for link in chain:
        if isinstance(link, ssl.SSLCertVerificationError):
            return getattr(link, "verify_code", 0), " ".join(str(part) for part in link.args[-1:])
    return 0, ""
