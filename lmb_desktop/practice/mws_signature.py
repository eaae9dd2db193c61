"""Signature Version 2 as the server checks it; written from Amazon's signing rules, shared with no client."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")
_HASHES = {"HmacSHA256": hashlib.sha256, "HmacSHA1": hashlib.sha1}


def expected_signature(fields: Mapping[str, str], *, method: str, host: str, path: str, secret_key: str) -> str:
    """Return the signature these fields ought to carry (MWS developer guide, "Signing a query request").

    Raises KeyError when SignatureMethod names a hash MWS does not know; without a name it is HmacSHA256.
    """
    # The names are ordered as they are, not as they are encoded.
    names = sorted((name for name in fields if name != "Signature"), key=str.encode)
    query = "&".join(f"{_encoded(name)}={_encoded(fields[name])}" for name in names)
    text = f"{method}\n{host.lower()}\n{path or '/'}\n{query}"
    digest = hmac.new(secret_key.encode(), text.encode(), _HASHES[fields.get("SignatureMethod", "HmacSHA256")]).digest()
    return base64.b64encode(digest).decode()


def is_known_method(name: str) -> bool:
    """Tell whether this is a hash that MWS signs with."""
    return name in _HASHES


def _encoded(text: str) -> str:
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode())
