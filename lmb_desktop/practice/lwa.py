"""Login with Amazon's token address: code or refresh token in, access token out, with Amazon's own refusals."""

from __future__ import annotations

import secrets
from hmac import compare_digest

from flask import Blueprint, Response, g, jsonify, request

from lmb_desktop.practice.desk import grants, parts
from lmb_desktop.practice.grants import Grant
from lmb_desktop.practice.registered_apps import AmazonApp
from lmb_desktop.practice.seller_access import new_access_token, new_refresh_token

_BAD_REFRESH = (
    "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission."
)
_BAD_CODE = "The request has an invalid grant parameter : code"
_STATUS = {"invalid_client": 401}


class _Refusal(Exception):
    """One of the error answers of the token address."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.error = error
        self.description = description


def add_to(amazon: Blueprint) -> None:
    """Add the token address; every region shares it."""
    amazon.add_url_rule("/auth/o2/token", "token", _token, methods=["POST"])


def _token() -> Response:
    try:
        app = _client_of_form()
        kind = _field("grant_type")
        if kind == "refresh_token":
            return _refreshed(app)
        if kind == "authorization_code":
            return _exchanged(app)
        raise _Refusal(
            "unsupported_grant_type", "The authorization grant type is not supported by the authorization server"
        )
    except _Refusal as refusal:
        body = {
            "error": refusal.error,
            "error_description": refusal.description,
            "error_index": secrets.token_hex(8),
            "request_id": secrets.token_hex(16),
        }
        answer = jsonify(body)
        answer.status_code = _STATUS.get(refusal.error, 400)
        return answer


def _client_of_form() -> AmazonApp:
    """Return the app that asks; raises _Refusal in the order Amazon was seen to check."""
    if request.mimetype != "application/x-www-form-urlencoded":
        raise _Refusal("invalid_client", "Client authentication failed")  # seen when fields were sent as JSON
    _field("grant_type")
    app = parts().apps.amazon_by_client(_field("client_id"))
    secret = _field("client_secret")
    if app is None or not compare_digest(app.client_secret.encode(), secret.encode()):
        raise _Refusal("invalid_client", "Client authentication failed")
    return app


def _field(name: str) -> str:
    """Return one field of the form; raises _Refusal when it is missing, empty or repeated."""
    values = request.form.getlist(name)
    if len(values) != 1 or not values[0]:
        raise _Refusal("invalid_request", f"The request is missing a required parameter : {name}")
    return values[0]


def _refreshed(app: AmazonApp) -> Response:
    text = _field("refresh_token")
    found = grants().token("refresh", text)
    if found is None or not found.is_good:
        raise _Refusal("invalid_grant", _BAD_REFRESH)
    if found.grant.facts["client_id"] != app.client_id:
        raise _Refusal("unauthorized_client", "Not authorized for requested operation")
    g.refreshed = found.grant.id
    return _answer(found.grant, text)  # Amazon repeats the same refresh token


def _exchanged(app: AmazonApp) -> Response:
    found = grants().token("code", _field("code"))
    if found is None:
        raise _Refusal("invalid_grant", _BAD_CODE)
    was_good = found.is_good
    grants().spend(found)
    redirect_uri = request.form.get("redirect_uri") or found.facts.get("redirect_uri")
    if not was_good or found.grant.provider != "amazon" or redirect_uri != found.facts.get("redirect_uri"):
        raise _Refusal("invalid_grant", _BAD_CODE)
    if found.grant.facts["client_id"] != app.client_id:
        raise _Refusal("unauthorized_client", "Not authorized for requested operation")
    return _answer(found.grant, new_refresh_token(grants(), found.grant))


def _answer(grant: Grant, refresh_token: str) -> Response:
    return jsonify(
        access_token=new_access_token(grants(), grant),
        refresh_token=refresh_token,
        token_type="bearer",
        expires_in=3600,
    )
