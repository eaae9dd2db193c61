"""The faults of Intuit's data addresses: the gateway writes small letters, the service capital ones."""

from __future__ import annotations

from xml.etree import ElementTree

from flask import Response, jsonify, request

from lmb_desktop.practice.desk import parts


def expired() -> Response:
    """Refuse a token that is malformed, unknown or past its hour: 3200."""
    return _gateway_fault(401, "3200", name="AuthenticationFailed", detail="Token expired", kind="AUTHENTICATION")


def not_authorised() -> Response:
    """Refuse a token that does not open this company: 3100."""
    return _gateway_fault(403, "3100", name="ApplicationAuthorizationFailed", detail="", kind="AUTHORIZATION")


def throttled() -> Response:
    """Refuse one request too many: 3001."""
    return _gateway_fault(429, "3001", name="ThrottleExceeded", detail="Throttled", kind="SERVICE")


def service_fault(code: str, message: str, detail: str, *, status: int = 400) -> Response:
    """Refuse in the service's own spelling; in XML when the caller did not ask for JSON."""
    if not _wants_json():
        return _as_xml(status, code, message=message, detail=detail)
    fault = {
        "Error": [{"Message": message, "Detail": detail, "code": code, "element": ""}],
        "type": "AUTHENTICATION" if status == 401 else "ValidationFault",
    }
    answer = jsonify(Fault=fault, time=parts().clock.utc().isoformat(timespec="milliseconds"))
    answer.status_code = status
    return answer


def _gateway_fault(status: int, code: str, *, name: str, detail: str, kind: str) -> Response:
    message = f"message={name}; errorCode=00{code}; statusCode={status}"
    if not _wants_json():
        return _as_xml(status, code, message=message, detail=detail)
    entry = {"message": message, "detail": detail, "code": code, "element": None}
    answer = jsonify(
        warnings=None,
        intuitObject=None,
        fault={"error": [entry], "type": kind},
        report=None,
        queryResponse=None,
        requestId=None,
        time=int(parts().clock.now() * 1000),
        status=None,
    )
    answer.status_code = status
    return answer


def _wants_json() -> bool:
    return "application/json" in request.headers.get("Accept", "") or "userinfo" in request.path


def _as_xml(status: int, code: str, *, message: str, detail: str) -> Response:
    root = ElementTree.Element("IntuitResponse", xmlns="http://schema.intuit.com/finance/v3")
    fault = ElementTree.SubElement(root, "Fault", type="AUTHENTICATION" if status == 401 else "ValidationFault")
    error = ElementTree.SubElement(fault, "Error", code=code)
    ElementTree.SubElement(error, "Message").text = message
    ElementTree.SubElement(error, "Detail").text = detail
    return Response(ElementTree.tostring(root, encoding="utf-8"), status, mimetype="application/xml")
