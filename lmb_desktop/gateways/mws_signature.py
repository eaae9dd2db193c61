"""Signature Version 2: how MWS requests are signed (MWS developer guide, "Signing a query request"). No network."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from lmb_desktop.core.secret import Secret


def canonical_query(fields: Mapping[str, str]) -> str:
    """Return names and values, percent-encoded and joined in the byte order of the names as they were given."""
    ordered = sorted(fields.items(), key=lambda pair: pair[0].encode())
    return "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in ordered)


def signature(method: str, url: str, fields: Mapping[str, str], *, secret_key: Secret) -> str:
    """Return the signature of a request to an address: HMAC-SHA256 in base64."""
    text = "\n".join((method, signed_host(url), urlsplit(url).path or "/", canonical_query(fields)))
    digest = hmac.new(secret_key.reveal().encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def signed_host(url: str) -> str:
    """Return the host as it is signed: in lower case, without its port, in brackets where it is an IPv6 address."""
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def signed_body(url: str, fields: Mapping[str, str], secret_key: Secret) -> bytes:
    """Return the body of a POST with its signature added, encoded as it was signed."""
    sign = signature("POST", url, fields, secret_key=secret_key)
    return f"{canonical_query(fields)}&Signature={_encoded(sign)}".encode()


def _encoded(text: str) -> str:
    """Percent-encode as UTF-8; letters, digits and - _ . ~ stay."""
    return quote(text, safe="-_.~")
