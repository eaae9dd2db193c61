"""Orders of the control interface about grants: take one back, give one without the pages, list them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lmb_desktop.practice.desk import connections, grants, parts
from lmb_desktop.practice.grants import Grant
from lmb_desktop.practice.seller_access import authorise, authorise_mws, new_refresh_token

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
        grants().end(one)
    return {"ended": len(ended)}


def authorise_seller(facts: Mapping[str, Any]) -> dict[str, str]:
    """Authorise our app, or the seller's own, for a seller and region: what the pages of Seller Central do."""
    seller = parts().people.seller(facts["seller"])
    account = seller.account(facts.get("region", "europe")) if seller else None
    if seller is None or account is None:
        raise ValueError("no such seller, or the seller has no account in this region")
    if facts.get("method", "sp-api") == "mws":
        token = authorise_mws(grants(), account, parts().apps.mws.ids[account.region])
        return {"seller_id": account.seller_id, "mws_auth_token": token}
    app = parts().apps.amazon_by_key(facts.get("app", seller.app))
    grant = authorise(grants(), seller=seller, account=account, app=app)
    return {
        "seller_id": account.seller_id,
        "refresh_token": new_refresh_token(grants(), grant),
        "client_id": app.client_id,
        "client_secret": app.client_secret,
    }


def standing(_facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the grants that stand, without any token."""
    return [
        {"id": one.id, "provider": one.provider, "owner": one.owner, "subject": one.subject, "created": one.created}
        for one in _standing()
    ]


def _standing() -> list[Grant]:
    return [one for name in _PROVIDERS for one in grants().live(name)]


def _key_of(owner: str) -> str:
    users = (*parts().people.xero, *parts().people.quickbooks)
    return next((user.key for user in users if user.id == owner), "")
