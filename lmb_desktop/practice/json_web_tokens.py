"""Tokens in the shape of RFC 7519, signed with the state's own key; clients read them and verify nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping


def signed(claims: Mapping[str, object], key: str) -> str:
    """Return the claims as a compact JSON Web Token with an HS256 signature (RFC 7515 section 3.1)."""
    head = _part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "practice"}).encode())
    body = _part(json.dumps(dict(claims)).encode())
    mark = hmac.new(key.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{_part(mark)}"


def _part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
