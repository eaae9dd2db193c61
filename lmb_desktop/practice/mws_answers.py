"""The XML that Amazon MWS Sellers answers with: participations, service status, errors."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree

from flask import Response

from lmb_desktop.practice.people import Participation

NAMESPACE = "https://mws.amazonservices.com/Sellers/2011-07-01"
STATUS_OF_CODE = {
    "InputStreamDisconnected": 400,
    "InvalidParameterValue": 400,
    "AccessDenied": 401,
    "InvalidAccessKeyId": 403,
    "SignatureDoesNotMatch": 403,
    "InvalidAddress": 404,
    "InternalError": 500,
    "QuotaExceeded": 503,
    "RequestThrottled": 503,
}


def participations(
    action: str, rows: Sequence[Participation], *, seller_id: str, next_token: str | None, at: datetime
) -> Response:
    """Answer with one page of the seller's marketplaces."""
    root, result = _opened(action)
    if next_token is not None:
        _child(result, "NextToken", next_token)
    listed = _child(result, "ListParticipations")
    markets = _child(result, "ListMarketplaces")
    for row in rows:
        participation = _child(listed, "Participation")
        _child(participation, "MarketplaceId", row.marketplace.id)
        _child(participation, "SellerId", seller_id)
        _child(participation, "HasSellerSuspendedListings", "Yes" if row.has_suspended_listings else "No")
        market = _child(markets, "Marketplace")
        _child(market, "MarketplaceId", row.marketplace.id)
        _child(market, "Name", row.marketplace.name)
        _child(market, "DefaultCountryCode", row.marketplace.country_code)
        _child(market, "DefaultCurrencyCode", row.marketplace.currency)
        _child(market, "DefaultLanguageCode", row.marketplace.language)
        _child(market, "DomainName", row.marketplace.domain_name)
    return _closed(root, at)


def service_status(at: datetime) -> Response:
    """Answer GetServiceStatus: all is well."""
    root, result = _opened("GetServiceStatus")
    _child(result, "Status", "GREEN")
    _child(result, "Timestamp", _timestamp(at))
    return _closed(root, at)


def error(code: str, message: str, at: datetime) -> Response:
    """Answer with one of the errors of the MWS developer guide."""
    root = ElementTree.Element("ErrorResponse", xmlns=NAMESPACE)
    entry = _child(root, "Error")
    _child(entry, "Type", "Receiver" if STATUS_OF_CODE.get(code, 400) >= 500 else "Sender")
    _child(entry, "Code", code)
    _child(entry, "Message", message)
    _child(entry, "Detail")
    request_id = str(uuid.uuid4())
    _child(root, "RequestID", request_id)
    return _response(root, request_id, at, status=STATUS_OF_CODE.get(code, 400))


def _opened(action: str) -> tuple[ElementTree.Element, ElementTree.Element]:
    root = ElementTree.Element(f"{action}Response", xmlns=NAMESPACE)
    return root, _child(root, f"{action}Result")


def _closed(root: ElementTree.Element, at: datetime) -> Response:
    request_id = str(uuid.uuid4())
    _child(_child(root, "ResponseMetadata"), "RequestId", request_id)
    return _response(root, request_id, at)


def _child(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name)
    child.text = text
    return child


def _response(root: ElementTree.Element, request_id: str, at: datetime, *, status: int = 200) -> Response:
    body = b'<?xml version="1.0"?>\n' + ElementTree.tostring(root, encoding="utf-8")
    headers = {
        "Content-Type": "text/xml",
        "x-mws-request-id": request_id,
        "x-mws-timestamp": _timestamp(at),
        "Content-MD5": base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode(),
    }
    return Response(body, status, headers=headers)


def _timestamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
