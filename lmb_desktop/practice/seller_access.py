"""Who may do what in Seller Central, and the Amazon grants that come of it. No pages and no addresses."""

from __future__ import annotations

import hashlib
import secrets

from lmb_desktop.practice.grants import Grant, Grants
from lmb_desktop.practice.people import Seller, SellerAccount
from lmb_desktop.practice.registered_apps import AmazonApp

CODE_LIFE_S = 300.0  # five minutes: Selling Partner API Developer Guide
ACCESS_LIFE_S = 3600.0
CONSENT_LIFE_S = 365 * 86_400.0  # public apps are authorised for a year: SP-API guide, "Renew authorizations"
MWS_LIFE_S = 365 * 86_400.0
_ALL_ROLES = frozenset({"sellers", "listings", "fees"})


def authorise(
    grants: Grants, *, seller: Seller, account: SellerAccount, app: AmazonApp, life_s: float | None = None
) -> Grant:
    """Write down that a seller account authorised an app; earlier authorisations stay."""
    ends = None if life_s is None else grants.now + life_s
    facts = {
        "client_id": app.client_id,
        "seller_id": account.seller_id,
        "sp_api_region": account.sp_api_region,
        "roles": sorted(_ALL_ROLES - seller.missing_roles),
        "ends": ends,
    }
    return grants.open(provider="amazon", owner=account.seller_id, subject=app.client_id, facts=facts)


def new_refresh_token(grants: Grants, grant: Grant) -> str:
    """Make one more refresh token of an authorisation; it does not cancel the earlier ones."""
    text = "Atzr|IwEB" + secrets.token_urlsafe(180)
    ends = grant.facts["ends"]
    grants.issue(text, kind="refresh", grant=grant, life_s=None if ends is None else ends - grants.now)
    return text


def new_access_token(grants: Grants, grant: Grant) -> str:
    """Make an access token that lives an hour."""
    text = "Atza|IwEB" + secrets.token_urlsafe(240)
    grants.issue(text, kind="access", grant=grant, life_s=ACCESS_LIFE_S)
    return text


def new_code(grants: Grants, grant: Grant, redirect_uri: str) -> str:
    """Make the code that the consent page sends back; it lives five minutes."""
    text = secrets.token_urlsafe(24)
    grants.issue(text, kind="code", grant=grant, life_s=CODE_LIFE_S, facts={"redirect_uri": redirect_uri})
    return text


def authorise_mws(grants: Grants, account: SellerAccount, developer_id: str) -> str:
    """Authorise an MWS developer, or show again what was authorised, and return the MWS Auth Token."""
    standing = grants.live("mws", owner=account.seller_id, subject=developer_id)
    found = [one for one in standing if one.facts["ends"] > grants.now]
    grant = found[-1] if found else _new_mws_grant(grants, account, developer_id)
    return mws_token(grant)


def mws_token(grant: Grant) -> str:
    """Return the MWS Auth Token of a grant; made from its id, so that it need not be kept."""
    digest = hashlib.sha256(f"mws auth token of {grant.id}".encode()).hexdigest()
    return f"amzn.mws.{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"


def _new_mws_grant(grants: Grants, account: SellerAccount, developer_id: str) -> Grant:
    facts = {"ends": grants.now + MWS_LIFE_S}
    return grants.open(provider="mws", owner=account.seller_id, subject=developer_id, facts=facts)
