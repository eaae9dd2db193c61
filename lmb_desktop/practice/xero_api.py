"""Xero's data addresses: connections and Organisation, with Xero's refusals, limits and two spellings of keys."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from flask import Blueprint, Response, jsonify, request

from lmb_desktop.practice import xero_tokens
from lmb_desktop.practice.connections import Connection
from lmb_desktop.practice.desk import ServiceFace, connections, grants, parts
from lmb_desktop.practice.grants import Token
from lmb_desktop.practice.rates import Limit

_MINUTE = Limit(1.0, 60)
_DAY = Limit(1000 / 86_400, 1000)
_APP_MINUTE = Limit(10_000 / 60, 10_000)
_SETTINGS = frozenset({"accounting.settings", "accounting.settings.read"})


def service() -> Blueprint:
    """Return Xero's token, connection and accounting addresses."""
    xero = Blueprint("xero", __name__, url_prefix="/xero")
    xero.add_url_rule("/connect/token", "token", xero_tokens.token, methods=["POST"])
    xero.add_url_rule("/connect/revocation", "revoke", xero_tokens.revoke, methods=["POST"])
    xero.add_url_rule("/connections", "connections", _connections)
    xero.add_url_rule("/connections/<connection_id>", "disconnect", _disconnect, methods=["DELETE"])
    xero.add_url_rule("/api.xro/2.0/Organisation", "organisation", _organisation)
    return xero


def face() -> ServiceFace:
    """Return how Xero words throttling and an outage."""
    return ServiceFace(
        throttled=lambda: _too_many("minute", 30),
        unavailable=lambda: Response("The service is unavailable.", 503, mimetype="text/html"),
    )


def _caller() -> Token | Response:
    """Return the access token of this request, or the 401 that Xero gives."""
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    token = grants().token("access", text.strip()) if kind.lower() == "bearer" else None
    if token is None or token.grant.provider != "xero" or not token.grant.is_live:
        return _unauthorised("AuthenticationUnsuccessful")
    if token.is_expired:
        at = datetime.fromtimestamp(token.expires or 0, UTC).strftime("%m/%d/%Y %H:%M:%S")
        return _unauthorised(f"TokenExpired: token expired at {at}")
    return token


def _unauthorised(detail: str) -> Response:
    answer = jsonify(Type=None, Title="Unauthorized", Status=401, Detail=detail, Instance=str(uuid.uuid4()))
    answer.status_code = 401
    return answer


def _forbidden(detail: str = "AuthenticationUnsuccessful") -> Response:
    answer = jsonify(type=None, title="Forbidden", status=403, detail=detail, instance=str(uuid.uuid4()))
    answer.status_code = 403
    return answer


def _connections() -> Response:
    token = _caller()
    if isinstance(token, Response):
        return token
    wanted = request.args.get("authEventId")
    found = connections().of_user(token.grant.owner)
    return jsonify([_described(one) for one in found if wanted in (None, "", one.auth_event)])


def _described(one: Connection) -> dict[str, Any]:
    book = xero_tokens.user_of(one.user).book(one.tenant)
    return {
        "id": one.id,
        "authEventId": one.auth_event,
        "tenantId": one.tenant,
        "tenantType": "ORGANISATION",
        "tenantName": None if book is None else book["name"],
        "createdDateUtc": _seven_digits(one.created),
        "updatedDateUtc": _seven_digits(one.updated),
    }


def _seven_digits(at: float) -> str:
    """Write a time as Xero's examples do: seven fraction digits and no offset."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0"


def _disconnect(connection_id: str) -> Response:
    token = _caller()
    if isinstance(token, Response):
        return token
    was_there = connections().unlink(connection_id, user=token.grant.owner)
    return Response("", 204 if was_there else 404)


def _organisation() -> Response:
    token = _caller()
    if isinstance(token, Response):
        return token
    if not _SETTINGS & set(token.facts["scopes"]):
        return _unauthorised("AuthorizationUnsuccessful")
    tenant = request.headers.get("xero-tenant-id", "").lower()
    book = xero_tokens.user_of(token.grant.owner).book(tenant)
    if book is None or tenant not in {one.tenant for one in connections().of_user(token.grant.owner)}:
        return _forbidden()
    if connections().company_condition(tenant) != "ok":
        return _forbidden()  # Xero does not say whether the organisation or the person's rights are gone
    if _is_above_ceiling(tenant):
        return _forbidden("The app has reached its limit of connected organisations")
    for name, limit in (("minute", _MINUTE), ("day", _DAY)):
        if not parts().rates.take(f"xero {name} {tenant}", limit):
            return _too_many(name, parts().rates.wait_s(f"xero {name} {tenant}", limit))
    parts().rates.take("xero app", _APP_MINUTE)
    wants_json = "application/json" in request.headers.get("Accept", "")
    answer = jsonify(_envelope(book)) if wants_json else _as_xml(book)
    answer.headers["X-MinLimit-Remaining"] = str(parts().rates.left(f"xero minute {tenant}", _MINUTE))
    answer.headers["X-DayLimit-Remaining"] = str(parts().rates.left(f"xero day {tenant}", _DAY))
    answer.headers["X-AppMinLimit-Remaining"] = str(parts().rates.left("xero app", _APP_MINUTE))
    return answer


def _is_above_ceiling(tenant: str) -> bool:
    """Tell whether the app reached its number of organisations before this one was linked."""
    linked = list(dict.fromkeys(one.tenant for one in connections().all()))
    ceiling = parts().faults.ceiling
    return ceiling is not None and tenant in linked[ceiling:]


def _too_many(problem: str, wait_s: int) -> Response:
    headers = {"X-Rate-Limit-Problem": problem, "Retry-After": str(wait_s)}
    return Response("", 429, headers=headers)


def _envelope(book: Mapping[str, Any]) -> dict[str, Any]:
    now_ms = int(parts().clock.now() * 1000)
    return {
        "Id": str(uuid.uuid4()),
        "Status": "OK",
        "ProviderName": "LMB Desktop practice",
        "DateTimeUTC": f"/Date({now_ms})/",
        "Organisations": [_organisation_of(book)],
    }


def _organisation_of(book: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Name": book["name"],
        "LegalName": book["legal_name"],
        "PaysTax": True,
        "Version": book["version"],
        "OrganisationType": "COMPANY",
        "BaseCurrency": book["currency"],
        "CountryCode": book["country"],
        "IsDemoCompany": book["is_demo"],
        "OrganisationStatus": "ACTIVE",
        "FinancialYearEndDay": 31,
        "FinancialYearEndMonth": 3,
        "SalesTaxBasis": "ACCRUALS",
        "SalesTaxPeriod": "QUARTERLY",
        "PeriodLockDate": "/Date(1767139200000+0000)/",
        "CreatedDateUTC": "/Date(1700000000000)/",
        "OrganisationEntityType": "COMPANY",
        "Timezone": book["timezone"],
        "ShortCode": book["short_code"],
        "OrganisationID": book["id"],
        "Edition": "BUSINESS",
        "Class": book["class"],
        "Addresses": [],
        "Phones": [],
        "ExternalLinks": [],
        "PaymentTerms": {},
    }


def _as_xml(book: Mapping[str, Any]) -> Response:
    root = ElementTree.Element("Response")
    ElementTree.SubElement(root, "Status").text = "OK"
    found = ElementTree.SubElement(ElementTree.SubElement(root, "Organisations"), "Organisation")
    for name, value in _organisation_of(book).items():
        if isinstance(value, str | int):
            ElementTree.SubElement(found, name).text = str(value).lower() if isinstance(value, bool) else str(value)
    return Response(ElementTree.tostring(root, encoding="utf-8"), mimetype="text/xml")
