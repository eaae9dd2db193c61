"""Orders of the control interface for what a person does in a browser: one call in the place of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from lmb_desktop.practice import intuit_consent, xero_consent
from lmb_desktop.practice.desk import grants, parts
from lmb_desktop.practice.people import LedgerUser
from lmb_desktop.practice.seller_access import CONSENT_LIFE_S, authorise, authorise_mws, new_refresh_token


def authorise_seller(facts: Mapping[str, Any]) -> dict[str, str]:
    """Authorise our app, or the seller's own, for a seller and region: what the pages of Seller Central do.

    With `public` the authorisation ends after a year, as the consent page's do; `missing_roles` are roles that the
    app was not given.
    """
    seller = parts().people.seller(facts["seller"])
    account = seller.account(facts.get("region", "europe")) if seller else None
    if seller is None or account is None:
        raise ValueError("no such seller, or the seller has no account in this region")
    if facts.get("method", "sp-api") == "mws":
        token = authorise_mws(grants(), account, parts().apps.mws.ids[account.region])
        return {"seller_id": account.seller_id, "mws_auth_token": token}
    if "missing_roles" in facts:
        seller = replace(seller, missing_roles=frozenset(facts["missing_roles"]))
    app = parts().apps.amazon_by_key(facts.get("app", seller.app))
    life_s = CONSENT_LIFE_S if facts.get("public") else None
    grant = authorise(grants(), seller=seller, account=account, app=app, life_s=life_s)
    return {
        "seller_id": account.seller_id,
        "refresh_token": new_refresh_token(grants(), grant),
        "client_id": app.client_id,
        "client_secret": app.client_secret,
    }


def consent(facts: Mapping[str, Any]) -> dict[str, str]:
    """Sign in as a ledger user, allow what an authorize address asks for, and say where a browser would end up.

    `url` is the program's authorize address, `user` a key, `organisations` names or ids: at Intuit exactly one.
    """
    path = urlsplit(facts["url"]).path
    question = f"{path}?{urlsplit(facts['url']).query}"
    everybody = {f"/xero{xero_consent.AUTHORIZE}": "xero", f"/intuit{intuit_consent.AUTHORIZE}": "quickbooks"}
    ledger = everybody.get(path)
    if ledger is None:
        raise ValueError(f"{path} is nobody's authorize address")
    user = _user(parts().people.xero if ledger == "xero" else parts().people.quickbooks, facts["user"])
    chosen = [_book(user, wanted) for wanted in facts.get("organisations", ())]
    try:
        if ledger == "xero":
            return {"address": xero_consent.allow(user, chosen, question)}
        (realm,) = chosen
        return {"address": intuit_consent.allow(user, realm, question)}
    except xero_consent.QuestionWrong as wrong:
        raise ValueError(str(wrong)) from wrong


def _user(users: tuple[LedgerUser, ...], key: str) -> LedgerUser:
    found = next((one for one in users if one.key == key), None)
    if found is None:
        raise ValueError(f"there is no user {key}")
    return found


def _book(user: LedgerUser, wanted: str) -> str:
    """Return the id of an organisation or company that is named by id or name; raises ValueError."""
    found = next((str(book["id"]) for book in user.books if wanted in (book["id"], book["name"])), None)
    if found is None:
        raise ValueError(f"{user.key} has no {wanted}")
    return found
