"""Claims: what a JSON web token says about itself. Read, not verified: it came straight from the provider."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from lmb_desktop.core.secret import Secret


def claims_of(token: Secret) -> dict[str, Any]:
    """Return the claims of a token (RFC 7519 section 3), or nothing where it is opaque or cannot be read."""
    parts = token.reveal().split(".")
    if len(parts) != 3:
        return {}
    try:
        found = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
