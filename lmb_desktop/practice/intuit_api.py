"""Intuit's data addresses: CompanyInfo and user info, with both spellings of faults and the limits."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from flask import Blueprint, Response, jsonify, request

from lmb_desktop.practice import intuit_faults, intuit_tokens
from lmb_desktop.practice.desk import ServiceFace, connections, grants, parts
from lmb_desktop.practice.grants import Token
from lmb_desktop.practice.rates import Limit

_PER_MINUTE = Limit(500 / 60, 500)
_PER_SECOND = Limit(10.0, 10)


def service() -> Blueprint:
    """Return Intuit's token, revocation, user and company addresses."""
    quickbooks = Blueprint("quickbooks", __name__, url_prefix="/intuit")
    quickbooks.add_url_rule("/oauth2/v1/tokens/bearer", "token", intuit_tokens.token, methods=["POST"])
    quickbooks.add_url_rule("/v2/oauth2/tokens/revoke", "revoke", intuit_tokens.revoke, methods=["POST"])
    quickbooks.add_url_rule("/v1/openid_connect/userinfo", "userinfo", _user_info)
    quickbooks.add_url_rule("/v3/company/<realm>/companyinfo/<number>", "company", _company)
    quickbooks.add_url_rule("/v3/company/<realm>/query", "query", _query)
    quickbooks.after_request(_with_transaction_id)
    return quickbooks


def face() -> ServiceFace:
    """Return how Intuit words throttling and an outage."""
    return ServiceFace(
        throttled=intuit_faults.throttled,
        unavailable=lambda: Response("<html><body>Service Unavailable</body></html>", 503, mimetype="text/html"),
    )


def _caller() -> Token | None:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    token = grants().token("access", text.strip()) if kind.lower() == "bearer" else None
    return token if token is not None and token.is_good and token.grant.provider == "quickbooks" else None


def _user_info() -> Response:
    """Answer with what the scopes of the token allow; without openid the address is closed."""
    token = _caller()
    if token is None or "openid" not in token.facts["scopes"]:
        return intuit_faults.expired()
    user = intuit_tokens.user_of(token.grant)
    known: dict[str, Any] = {"sub": user.id}
    if "profile" in token.facts["scopes"]:
        known |= {"givenName": user.given_name, "familyName": user.family_name}
    if "email" in token.facts["scopes"]:
        known |= {"email": user.email, "emailVerified": True}
    return jsonify(known)


def _company(realm: str, number: str) -> Response:
    book = _book(realm)
    if isinstance(book, Response):
        return book
    if number != realm:
        return intuit_faults.service_fault(
            "610", "Object Not Found", "Something you're trying to use has been made inactive."
        )
    return _answer({"CompanyInfo": _company_info(book), "time": _time()})


def _query(realm: str) -> Response:
    book = _book(realm)
    if isinstance(book, Response):
        return book
    if "from companyinfo" not in request.args.get("query", "").lower():
        return intuit_faults.service_fault("4000", "Error parsing query", "QueryParserError")
    return _answer({"QueryResponse": {"CompanyInfo": [_company_info(book)], "maxResults": 1}, "time": _time()})


def _book(realm: str) -> Mapping[str, Any] | Response:
    """Return the company of the address, when this token opens it; else the refusal."""
    token = _caller()
    if token is None:
        return intuit_faults.expired()
    if token.grant.subject != realm or intuit_tokens.ACCOUNTING not in token.facts["scopes"]:
        return intuit_faults.not_authorised()
    for name, limit in (("minute", _PER_MINUTE), ("second", _PER_SECOND)):
        if not parts().rates.take(f"quickbooks {name} {realm}", limit):
            return intuit_faults.throttled()
    condition = connections().company_condition(realm)
    if condition == "access-lost":
        detail = "The user who connected this company does not have access to it any more."
        return intuit_faults.service_fault("120", "Authorization Failure", detail, status=401)
    if condition == "subscription-ended":
        return intuit_faults.service_fault(
            "6190", "Invalid Company Status", "Subscription period has ended or canceled."
        )
    book = intuit_tokens.user_of(token.grant).book(realm)
    return intuit_faults.not_authorised() if book is None else book


def _company_info(book: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "CompanyName": book["name"],
        "LegalName": book["legal_name"],
        "CompanyAddr": {"Id": "1", **book["address"]},
        "Country": book["country"],
        "Email": {"Address": book["email"]},
        "WebAddr": {},
        "SupportedLanguages": "en",
        "FiscalYearStartMonth": book["fiscal_year_start"],
        "NameValue": [
            {"Name": "SubscriptionStatus", "Value": "PAID"},
            {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
            {"Name": "CompanyType", "Value": "Other"},
        ],
        "domain": "QBO",
        "sparse": False,
        "Id": "1",
        "SyncToken": "4",
        "MetaData": {"CreateTime": "2024-03-04T09:15:00-08:00", "LastUpdatedTime": "2026-05-06T10:20:00-07:00"},
    }


def _answer(body: Mapping[str, Any]) -> Response:
    """Answer as JSON where the caller says so, and as XML otherwise."""
    if "application/json" in request.headers.get("Accept", ""):
        return jsonify(body)
    root = ElementTree.Element("IntuitResponse", xmlns="http://schema.intuit.com/finance/v3", time=_time())
    info = body["CompanyInfo"] if "CompanyInfo" in body else body["QueryResponse"]["CompanyInfo"][0]
    company = ElementTree.SubElement(root, "CompanyInfo")
    for name in ("Id", "CompanyName", "LegalName", "Country", "FiscalYearStartMonth"):
        ElementTree.SubElement(company, name).text = info[name]
    return Response(ElementTree.tostring(root, encoding="utf-8"), mimetype="application/xml")


def _time() -> str:
    return parts().clock.utc().isoformat(timespec="milliseconds")


def _with_transaction_id(answer: Response) -> Response:
    answer.headers["intuit_tid"] = f"1-{uuid.uuid4().hex[:8]}-{uuid.uuid4().hex[:24]}"
    return answer
