"""Amazon MWS Sellers as it was: signed query requests, XML answers, quotas."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hmac import compare_digest

from flask import Blueprint, Response, request

from lmb_desktop.practice import mws_answers
from lmb_desktop.practice.desk import ServiceFace, grants, parts
from lmb_desktop.practice.mws_signature import expected_signature, is_known_method
from lmb_desktop.practice.people import SellerAccount
from lmb_desktop.practice.rates import Limit
from lmb_desktop.practice.seller_access import mws_token

_VERSION = "2011-07-01"
_CLOCK_TOLERANCE_S = 15 * 60
_PAGE_ROWS = 5
_LISTING = "ListMarketplaceParticipations"
_NEXT_PAGE = "ListMarketplaceParticipationsByNextToken"
_LIMITS = {"listing": Limit(1 / 60, 15), "status": Limit(1 / 300, 2)}
_MESSAGES = {
    "InputStreamDisconnected": "There was an error reading the input stream.",
    "InternalError": "There was an unspecified server failure.",
    "QuotaExceeded": "The total number of requests in an hour was exceeded.",
    "RequestThrottled": "The frequency of requests was greater than allowed.",
    "AccessDenied": "Access denied",
}


class _Refusal(Exception):
    """One of the error answers of MWS."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message or _MESSAGES.get(code, code)


def service() -> Blueprint:
    """Return MWS; its base is the same for every region, as one server plays them all."""
    blueprint = Blueprint("mws", __name__, url_prefix="/mws")
    methods = ["GET", "POST", "PUT", "DELETE"]
    blueprint.add_url_rule(f"/Sellers/{_VERSION}", "sellers", _sellers, methods=methods)
    blueprint.add_url_rule("/", "home", _unknown, methods=methods)
    blueprint.add_url_rule("/<path:rest>", "unknown", _unknown, methods=methods)
    return blueprint


def face() -> ServiceFace:
    """Return how MWS words throttling and an outage."""
    return ServiceFace(
        throttled=lambda: _error("RequestThrottled"),
        unavailable=lambda: _error("InternalError"),
    )


def _error(code: str, message: str = "") -> Response:
    return mws_answers.error(code, message or _MESSAGES.get(code, code), parts().clock.utc())


def _unknown(rest: str = "") -> Response:
    return _error("InvalidAddress", f"Resource /{rest} is not found on this server.")


def _sellers() -> Response:
    ordered = parts().faults.take_failure("mws")
    if ordered is not None:
        return _error(ordered)
    try:
        fields = _fields()
        _check_frame(fields)
        action = fields["Action"]
        if action == "GetServiceStatus":
            _take("status", "anybody")
            return mws_answers.service_status(parts().clock.utc())
        _check_signature(fields)
        account = _authorised(fields)
        _take("listing", f"{account.seller_id} {fields['AWSAccessKeyId']}")
        return _listing(action, fields, account)
    except _Refusal as refusal:
        return _error(refusal.code, refusal.message)


def _fields() -> dict[str, str]:
    """Return the parameters of query or form; a name given twice or bytes that are no UTF-8 are refused."""
    if request.method not in ("GET", "POST"):
        raise _Refusal("InvalidAddress", f"Operation {request.method} is not allowed.")
    try:
        request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Refusal("InputStreamDisconnected") from error
    given = request.args if request.method == "GET" else request.form
    repeated = [name for name in given if len(given.getlist(name)) > 1]
    if repeated:
        raise _Refusal("InvalidParameterValue", f"Parameter {repeated[0]} is given more than once.")
    return {name: str(given[name]) for name in given}


def _check_frame(fields: Mapping[str, str]) -> None:
    """Look at what every request needs, before any right is looked at."""
    if not request.headers.get("User-Agent"):
        raise _Refusal("InvalidParameterValue", "The User-Agent header is missing.")
    if fields.get("Action") not in (_LISTING, _NEXT_PAGE, "GetServiceStatus"):
        raise _Refusal("InvalidAddress", f"Operation {fields.get('Action', '')} is not found.")
    if fields.get("Version") != _VERSION:
        raise _Refusal("InvalidParameterValue", f"Value {fields.get('Version', '')} for parameter Version is invalid.")


def _check_signature(fields: Mapping[str, str]) -> None:
    developer = parts().apps.mws
    if fields.get("AWSAccessKeyId") != developer.access_key_id:
        raise _Refusal("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
    if fields.get("SignatureVersion") != "2" or not is_known_method(fields.get("SignatureMethod", "")):
        raise _Refusal("InvalidParameterValue", "Value for parameter SignatureVersion or SignatureMethod is invalid.")
    _check_timestamp(fields.get("Timestamp", ""))
    host = request.host if request.host.endswith("]") else request.host.rsplit(":", 1)[0]
    expected = expected_signature(
        fields, method=request.method, host=host, path=request.path, secret_key=developer.secret_key
    )
    if not compare_digest(expected.encode(), fields.get("Signature", "").encode()):
        message = "The request signature we calculated does not match the signature you provided."
        raise _Refusal("SignatureDoesNotMatch", message)


def _check_timestamp(text: str) -> None:
    try:
        sent = datetime.fromisoformat(text)
    except ValueError as error:
        raise _Refusal("InvalidParameterValue", f"Value {text} for parameter Timestamp is invalid.") from error
    sent = sent if sent.tzinfo else sent.replace(tzinfo=UTC)
    if abs(sent.timestamp() - parts().clock.now()) > _CLOCK_TOLERANCE_S:
        raise _Refusal(
            "InvalidParameterValue", f"Value {text} for parameter Timestamp is invalid. Reason: Request expired."
        )


def _authorised(fields: Mapping[str, str]) -> SellerAccount:
    """Return the account that the token opens; raises AccessDenied as MWS worded it."""
    seller_id = fields.get("SellerId", "")
    owner = parts().people.owner_of(seller_id)
    if owner is None:
        raise _Refusal("AccessDenied", "Invalid seller id")
    if not owner[0].is_professional:
        raise _Refusal("AccessDenied", "The seller has no eligible account for MWS.")
    token = fields.get("MWSAuthToken", "")
    now = parts().clock.now()
    standing = [one for one in grants().live("mws", owner=seller_id) if one.facts["ends"] > now]
    if not any(compare_digest(mws_token(one).encode(), token.encode()) for one in standing):
        raise _Refusal("AccessDenied", "MWSAuthToken is not valid for SellerId and AWSAccountId.")
    if "sellers" in owner[0].missing_roles:
        raise _Refusal("AccessDenied", f"Access to Sellers.{fields['Action']} is denied")
    return owner[1]


def _listing(action: str, fields: Mapping[str, str], account: SellerAccount) -> Response:
    rows = [one for one in account.participations if one.is_participating]
    start = _start(fields.get("NextToken", "")) if action == _NEXT_PAGE else 0
    ends_at = start + _PAGE_ROWS
    return mws_answers.participations(
        action,
        rows[start:ends_at],
        seller_id=account.seller_id,
        next_token=_next_token(ends_at) if ends_at < len(rows) else None,
        at=parts().clock.utc(),
    )


def _next_token(start: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"start": start}).encode()).decode()


def _start(next_token: str) -> int:
    try:
        return int(json.loads(base64.urlsafe_b64decode(next_token))["start"])
    except (ValueError, KeyError, TypeError) as error:
        raise _Refusal("InvalidParameterValue", "Value for parameter NextToken is invalid.") from error


def _take(limit: str, who: str) -> None:
    if not parts().rates.take(f"mws {limit} {who}", _LIMITS[limit]):
        raise _Refusal("RequestThrottled")
