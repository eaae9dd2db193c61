"""Puts the practice services together: one web application, one transaction and one log line a request."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, make_response, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date

from lmb_desktop.practice import (
    amazon_consent,
    control,
    intuit_api,
    intuit_pages,
    lwa,
    mws,
    mws_registration,
    seller_central,
    sp_api,
    xero_api,
    xero_pages,
)
from lmb_desktop.practice.desk import Parts, ServiceFace
from lmb_desktop.practice.faults import LostAnswer, Outage, Route
from lmb_desktop.practice.pages import add_pages
from lmb_desktop.practice.request_log import LoggedRequest

_LARGEST_BODY = 1_000_000
_OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


def build_application(parts: Parts) -> Flask:
    """Build the application that plays Amazon, Xero and Intuit."""
    app = Flask("lmb_desktop.practice", static_folder=None)
    app.secret_key = parts.state.page_key
    app.config.update(
        MAX_CONTENT_LENGTH=_LARGEST_BODY,
        SESSION_COOKIE_NAME="lmb-practice",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.extensions["practice"] = parts
    faces = _add_services(app, parts)
    _add_request_rules(app, parts, faces)
    add_pages(app)
    return app


def _add_services(app: Flask, parts: Parts) -> Mapping[str, ServiceFace]:
    seller_pages = seller_central.service()
    mws_registration.add_to(seller_pages)
    amazon_consent.add_to(seller_pages)
    amazon = sp_api.service()
    lwa.add_to(amazon)
    xero = xero_api.service()
    xero_pages.add_to(xero, parts.people)
    quickbooks = intuit_api.service()
    intuit_pages.add_to(quickbooks, parts.people)
    for blueprint in (seller_pages, amazon, mws.service(), xero, quickbooks, control.service()):
        app.register_blueprint(blueprint)
    return {
        "amazon": sp_api.face(),
        "mws": mws.face(),
        "xero": xero_api.face(),
        "quickbooks": intuit_api.face(),
    }


def _add_request_rules(app: Flask, parts: Parts, faces: Mapping[str, ServiceFace]) -> None:
    def before() -> Response | None:
        if request.host.rsplit(":", 1)[0].lower() not in _OWN_HOSTS:
            return make_response("Unknown host\n", 421)
        request.get_data(cache=True, parse_form_data=False)  # an unread body would reset the connection
        route = _route()
        if route.service != "control":
            refusal = _ordered_answer(parts, faces, route)
            if refusal is not None:
                return refusal
        g.transaction = parts.state.begin()
        return None

    def after(response: Response) -> Response:
        if "transaction" in g:
            (g.transaction.undo if g.get("has_failed") else g.transaction.keep)()
        route = _route()
        # Everybody's answers tell the time of the services, which tests may move.
        response.headers.setdefault("Date", http_date(parts.clock.now()))
        if route.service not in ("control", ""):
            parts.log.add(_logged(parts, route, response.status_code))
            if _is_lost(parts, route, response.status_code):
                request.environ["practice.drop"] = True
        return response

    def last(_error: BaseException | None) -> None:
        if "transaction" in g:
            g.transaction.undo()

    def failed(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        app.logger.error("The practice service failed", exc_info=error)
        g.has_failed = True
        return make_response("The practice service failed\n", 500)

    app.before_request(before)
    app.after_request(after)
    app.teardown_request(last)
    app.register_error_handler(Exception, failed)


def _route() -> Route:
    return Route(service=request.blueprint or "", name=request.endpoint or "")


def _ordered_answer(parts: Parts, faces: Mapping[str, ServiceFace], route: Route) -> Response | None:
    """Do what the control interface ordered for this route; None when nothing stands in the way."""
    parts.faults.wait(route)
    face = faces.get(route.service)
    outage = parts.faults.outage(route)
    if outage is Outage.DROPS_CONNECTION:
        request.environ["practice.drop"] = True
        return make_response("", 503)
    if outage is Outage.ANSWERS_503:
        return face.unavailable() if face else make_response("Service unavailable\n", 503)
    canned = parts.faults.take_canned(route)
    if canned is not None:
        headers = {"Content-Type": canned.content_type, **canned.headers}
        return Response(canned.body, canned.status, headers=headers)
    if parts.faults.is_throttled(route):
        return face.throttled() if face else make_response("Too many requests\n", 429)
    return None


def _is_lost(parts: Parts, route: Route, status: int) -> bool:
    """Tell whether this is the answer to a refresh, and to be lost as ordered."""
    if not route.name.endswith(".token") or request.form.get("grant_type") != "refresh_token" or status != 200:
        return False
    answer = LostAnswer(service=route.service, grant=g.get("refreshed", ""), at=parts.clock.now())
    return parts.faults.take_lost_refresh(answer)


def _logged(parts: Parts, route: Route, status: int) -> LoggedRequest:
    return LoggedRequest(
        at=parts.clock.now(),
        method=request.method,
        path=request.path,
        service=route.service,
        route=route.name,
        query_keys=sorted(request.args),
        form_keys=sorted(request.form),
        header_keys=sorted(name.lower() for name, _value in request.headers),
        grant_type=request.form.get("grant_type", ""),
        status=status,
    )
