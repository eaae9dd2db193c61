"""Orders of the control interface about grants: take one back, list them, say what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from lmb_desktop.practice.desk import connections, grants, parts
from lmb_desktop.practice.endings import outlook_of, standing_of
from lmb_desktop.practice.grants import Ending, Grant

_PROVIDERS = ("amazon", "mws", "xero", "quickbooks")


def revoke(facts: Mapping[str, Any]) -> dict[str, int]:
    """End the grants of a seller_id, a Xero user or organisation, or a QuickBooks realm; say how many ended.

    An organisation is only unlinked: its user's tokens stay good, as when it is disconnected inside Xero.
    """
    if "organisation" in facts:
        connections().unlink_tenant(facts["organisation"])
        return {"ended": 0}
    wanted = {facts[name] for name in ("seller_id", "user", "realm", "grant") if name in facts}
    if not wanted:
        raise ValueError("name a seller_id, user, realm, grant or organisation")
    ended = [one for one in _standing() if wanted & {one.owner, one.subject, one.id, _key_of(one.owner)}]
    for one in ended:
        grants().end(one, Ending.ORDERED)
    return {"ended": len(ended)}


def standing(_facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the grants that stand, without any token."""
    return [
        {"id": one.id, "provider": one.provider, "owner": one.owner, "subject": one.subject, "created": one.created}
        for one in _standing()
    ]


def chains(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Tell of every grant whether it stands, until when and why not, and which organisations Xero's users linked.

    With `digests` (SHA-256 of tokens, in hexadecimal) also which grant each stands for, and whether it is taken now.
    """
    every = {one.id: outlook_of(one, grants()) for one in grants().all()}
    return {
        "chains": [asdict(one) | {"key": _key_of(one.owner)} for one in every.values()],
        "connections": [asdict(one) for one in connections().all()],
        "tokens": {digest: asdict(standing_of(digest, grants())) for digest in facts.get("digests", ())},
        "lost": [asdict(one) for one in parts().faults.lost_answers()],
    }


def _standing() -> list[Grant]:
    return [one for name in _PROVIDERS for one in grants().live(name)]


def _key_of(owner: str) -> str:
    user = parts().people.ledger_user(owner)
    return user.key if user else ""
