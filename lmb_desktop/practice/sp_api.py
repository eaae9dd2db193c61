"""The Selling Partner API's Sellers, Listings Items and Product Fees calls, with the refusals of the real one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, request

from lmb_desktop.practice.desk import ServiceFace, grants, parts
from lmb_desktop.practice.grants import Token
from lmb_desktop.practice.people import Participation, SellerAccount
from lmb_desktop.practice.rates import Limit

_DENIED = "Access to requested resource is denied."
_LIMITS = {"sellers": Limit(0.016, 15), "listings": Limit(5.0, 5), "fees": Limit(1.0, 2)}
_REASONS = {"secret-expired": "The LWA secret token you provided has expired."}
"""Refusals that tests may order, by what Amazon's page about rotating credentials says in details."""
_ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True)
class Caller:
    """Who asks, once the access token was accepted for this region and role."""

    token: Token
    account: SellerAccount


def service() -> Blueprint:
    """Return the SP-API of all three regions; each region is a path of its own."""
    amazon = Blueprint("amazon", __name__, url_prefix="/amazon")
    base = "/sp-api/<region>"
    amazon.add_url_rule(f"{base}/sellers/v1/marketplaceParticipations", "participations", _participations)
    amazon.add_url_rule(f"{base}/listings/2021-08-01/items/<seller_id>", "listings", _listings)
    amazon.add_url_rule(f"{base}/products/fees/v0/items/<asin>/feesEstimate", "fees", _fees, methods=["POST"])
    amazon.add_url_rule(f"{base}/<path:rest>", "unknown", _unknown, methods=_ANY_METHOD)
    amazon.after_request(_with_request_id)
    return amazon


def face() -> ServiceFace:
    """Return how SP-API words throttling and an outage."""
    return ServiceFace(
        throttled=lambda: refused(429, "QuotaExceeded", "You exceeded your quota for the requested resource."),
        unavailable=lambda: refused(503, "ServiceUnavailable", "Temporary overloading or maintenance of the server."),
    )


def refused(status: int, code: str, message: str, *, details: str = "") -> Response:
    """Make an error answer of the SP-API; for a 403 the reason stands in details."""
    answer = jsonify(errors=[{"code": code, "message": message, "details": details}])
    answer.status_code = status
    answer.headers["x-amzn-ErrorType"] = f"{code}Exception"
    return answer


def let_in(region: str, role: str) -> Caller | Response:
    """Return who asks, or the refusal: user agent, token, region, role and limit are looked at, in that order."""
    agent = request.headers.get("user-agent", "")
    if "(" not in agent or "Language=" not in agent or len(agent) > 500:
        return refused(400, "InvalidInput", "Invalid user-agent header.", details="The Language attribute is required.")
    ordered = parts().faults.take_failure("amazon")
    if ordered is not None:
        return _denied(_REASONS.get(ordered, ""))
    text = request.headers.get("x-amz-access-token")
    if not text:
        return _denied("Access token is missing in the request header.")
    token = grants().token("access", text)
    if token is None or not token.is_good or token.grant.provider != "amazon":
        return _denied("The access token you provided is revoked, malformed or invalid.")
    owner = parts().people.owner_of(token.grant.owner)
    is_here = token.grant.facts["sp_api_region"].lower() == region
    if owner is None or not is_here or role not in token.grant.facts["roles"]:
        return _denied("")  # Amazon does not say which of these it was
    key = f"{role} {token.grant.owner} {token.grant.subject}"
    if not parts().rates.take(key, _LIMITS[role]):
        return face().throttled()
    return Caller(token=token, account=owner[1])


def _denied(details: str) -> Response:
    answer = refused(403, "Unauthorized", _DENIED, details=details)
    answer.headers["x-amzn-ErrorType"] = "AccessDeniedException"
    return answer


def _participations(region: str) -> Response:
    caller = let_in(region, "sellers")
    if isinstance(caller, Response):
        return caller
    rows = [_participation(one, caller.account.store_name) for one in caller.account.participations]
    return _limited(jsonify(payload=rows), "sellers")


def _participation(one: Participation, store_name: str) -> dict[str, Any]:
    return {
        "marketplace": {
            "id": one.marketplace.id,
            "name": one.marketplace.name,
            "countryCode": one.marketplace.country_code,
            "defaultCurrencyCode": one.marketplace.currency,
            "defaultLanguageCode": one.marketplace.language,
            "domainName": one.marketplace.domain_name,
        },
        "storeName": store_name,
        "participation": {
            "isParticipating": one.is_participating,
            "hasSuspendedListings": one.has_suspended_listings,
        },
    }


def _listings(region: str, seller_id: str) -> Response:
    """Answer searchListingsItems, which tells whether a seller ID is the caller's own."""
    caller = let_in(region, "listings")
    if isinstance(caller, Response):
        return caller
    wanted = [one for part in request.args.getlist("marketplaceIds") for one in part.split(",") if one]
    if not wanted:
        return refused(
            400,
            "InvalidInput",
            "Request has missing or invalid parameters and cannot be parsed.",
            details="marketplaceIds",
        )
    if not set(wanted) <= caller.account.marketplace_ids:
        return _denied("The marketplaces are not valid for the region.")
    if seller_id != caller.account.seller_id:
        return refused(400, "InvalidInput", "Invalid 'sellerId' provided.")
    return _limited(jsonify(numberOfResults=0, pagination={}, items=[]), "listings")


def _fees(region: str, asin: str) -> Response:
    """Answer getMyFeesEstimateForASIN; no practice product exists, and the seller ID stands in that answer too."""
    caller = let_in(region, "fees")
    if isinstance(caller, Response):
        return caller
    body = request.get_json(silent=True)
    wanted = body.get("FeesEstimateRequest") if isinstance(body, dict) else None
    if not isinstance(wanted, dict):
        wanted = {}
    missing = [name for name in ("MarketplaceId", "PriceToEstimateFees", "Identifier") if not wanted.get(name)]
    if missing:
        return refused(400, "InvalidInput", "Request has missing or invalid parameters.", details=", ".join(missing))
    if wanted["MarketplaceId"] not in caller.account.marketplace_ids:
        return _denied("The marketplaces are not valid for the region.")
    result = {
        "Status": "ClientError",
        "FeesEstimateIdentifier": {
            "MarketplaceId": wanted["MarketplaceId"],
            "SellerId": caller.account.seller_id,
            "IdType": "ASIN",
            "IdValue": asin,
            "IsAmazonFulfilled": bool(wanted.get("IsAmazonFulfilled")),
            "PriceToEstimateFees": wanted["PriceToEstimateFees"],
            "SellerInputIdentifier": wanted["Identifier"],
        },
        "Error": {
            "Type": "Sender",
            "Code": "InvalidParameterValue",
            "Message": "There is a client-side error. Please verify your inputs.",
            "Detail": [],
        },
    }
    return _limited(jsonify(payload={"FeesEstimateResult": result}), "fees")


def _unknown(region: str, rest: str) -> Response:
    return _denied("")


def _limited(answer: Response, role: str) -> Response:
    answer.headers["x-amzn-RateLimit-Limit"] = str(_LIMITS[role].per_second)
    return answer


def _with_request_id(answer: Response) -> Response:
    answer.headers["x-amzn-RequestId"] = secrets.token_hex(8)
    return answer
