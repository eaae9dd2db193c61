"""The control interface, for tests and the tour only: POST JSON with the key of this start."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import Any

from flask import Blueprint, Response, jsonify, request

from lmb_desktop.practice import control_consents, control_grants
from lmb_desktop.practice.desk import connections, parts
from lmb_desktop.practice.faults import CannedAnswer, Outage

_LARGEST_CANNED = 16_000_000
Order = Callable[[Mapping[str, Any]], object]


def service() -> Blueprint:
    """Return the control interface: /control/ORDER."""
    control = Blueprint("control", __name__, url_prefix="/control")
    control.add_url_rule("/<order>", "order", _obey, methods=["POST"])
    return control


def _obey(order: str) -> Response:
    given = request.headers.get("X-Practice-Key", "")
    if not compare_digest(given.encode(), parts().control_key.encode()):
        return _refused(403, "The X-Practice-Key header does not hold the key of this start.")
    facts = request.get_json(silent=True) or {}
    known = _ORDERS.get(order)
    if known is None or not isinstance(facts, dict):
        return _refused(404, f"There is no order {order}; there are {', '.join(sorted(_ORDERS))}.")
    try:
        found = known(facts)
    except (KeyError, ValueError, TypeError) as error:
        return _refused(400, f"{type(error).__name__}: {error}")
    return jsonify({} if found is None else found)


def _refused(status: int, problem: str) -> Response:
    answer = jsonify(problem=problem)
    answer.status_code = status
    return answer


def _slow(facts: Mapping[str, Any]) -> None:
    parts().faults.be_slow(facts.get("service", "*"), float(facts["seconds"]))


def _down(facts: Mapping[str, Any]) -> None:
    outage = Outage(facts.get("mode", "503")) if facts.get("on", True) else None
    parts().faults.be_down(facts.get("service", "*"), outage)


def _throttle(facts: Mapping[str, Any]) -> None:
    parts().faults.throttle(facts.get("service", "*"), bool(facts.get("on", True)))


def _answer(facts: Mapping[str, Any]) -> None:
    body = base64.b64decode(facts["body_base64"]) if "body_base64" in facts else str(facts.get("body", "")).encode()
    size = int(facts.get("size", 0))
    if size > _LARGEST_CANNED:
        raise ValueError(f"size is over {_LARGEST_CANNED}")
    if size:
        body = ((body or b"x") * (size // len(body or b"x") + 1))[:size]
    parts().faults.answer(
        CannedAnswer(
            target=facts["route"],
            times=int(facts.get("times", 1)),
            status=int(facts.get("status", 200)),
            body=body,
            content_type=facts.get("content_type", "application/json"),
            headers=facts.get("headers", {}),
        )
    )


def _fail(facts: Mapping[str, Any]) -> None:
    parts().faults.fail(facts["service"], facts["code"], int(facts.get("times", 1)))


def _lose_refresh(facts: Mapping[str, Any]) -> None:
    parts().faults.lose_refresh(facts["service"], int(facts.get("times", 1)))


def _clock(facts: Mapping[str, Any]) -> dict[str, float]:
    parts().clock.move_to_offset(float(facts["offset_s"]))
    return {"now": parts().clock.now()}


def _company(facts: Mapping[str, Any]) -> None:
    condition = facts["condition"]
    if condition not in ("ok", "access-lost", "subscription-ended"):
        raise ValueError(condition)
    connections().set_company_condition(facts.get("organisation") or facts["realm"], condition)


def _ceiling(facts: Mapping[str, Any]) -> None:
    parts().faults.set_ceiling(int(facts["organisations"]))


def _counts(_facts: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    return parts().log.counts()


def _requests(_facts: Mapping[str, Any]) -> list[dict[str, object]]:
    return parts().log.entries()


def _reset(_facts: Mapping[str, Any]) -> None:
    """Cancel orders, fill limits, forget the request log, set the clock right; grants stay."""
    parts().faults.forget()
    parts().rates.forget()
    parts().log.forget()
    parts().clock.move_to_offset(0)


_ORDERS: Mapping[str, Order] = {
    "slow": _slow,
    "down": _down,
    "throttle": _throttle,
    "answer": _answer,
    "fail": _fail,
    "lose-refresh": _lose_refresh,
    "clock": _clock,
    "company": _company,
    "ceiling": _ceiling,
    "counts": _counts,
    "requests": _requests,
    "reset": _reset,
    "revoke": control_grants.revoke,
    "authorise": control_consents.authorise_seller,
    "consent": control_consents.consent,
    "grants": control_grants.standing,
    "chains": control_grants.chains,
}
