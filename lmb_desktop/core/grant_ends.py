"""Grant ends: which message tells of a grant that ended. Texts stand in the catalogue."""

from __future__ import annotations


def grant_key(is_amazon: bool, reason: str) -> str:
    """Return the catalogue key of a grant that ended, by whose it was and why it ended."""
    if is_amazon:
        return "grant-expired-amazon" if reason == "expired" else "grant-ended-amazon"
    return {"idle-too-long": "grant-idle", "expired": "grant-expired-ledger"}.get(reason, "grant-ended-ledger")
