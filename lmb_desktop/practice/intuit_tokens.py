"""Intuit's token rules: Basic authentication, no PKCE, a refresh token that changes once a day, five years at most."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from hmac import compare_digest
from typing import Any

from flask import Response, request
from oauthlib.oauth2 import OAuth2Error

from lmb_desktop.practice.desk import grants, parts
from lmb_desktop.practice.grants import Ending, Grant, Grants, Token
from lmb_desktop.practice.json_web_tokens import signed
from lmb_desktop.practice.ledger_oauth import FORM, LedgerOAuth, LedgerValidator, error_answer
from lmb_desktop.practice.people import LedgerUser

ACCESS_LIFE_S = 3600
ACCOUNTING = "com.intuit.quickbooks.accounting"
_REFRESH_LIFE_S = 8_726_400.0  # 101 days, as in Intuit's own SDK examples
HARD_LIFE_S = 5 * 365 * 86_400
_SAME_VALUE_S = 86_400.0
_PREVIOUS_LIFE_S = 86_400.0  # "Your previous refresh tokens expire 24 hours after you receive a new one": Intuit's SDKs
_HARD_EXPIRY_HEADER = "x-include-refresh-token-hard-expires-in"


class IntuitValidator(LedgerValidator):
    """The rules of a confidential client at Intuit."""

    provider = "quickbooks"
    scopes = frozenset({ACCOUNTING, "openid", "profile", "email", "phone", "address"})

    def is_pkce_required(self, client_id: str, request: Any) -> bool:
        """Know no PKCE."""
        return False

    def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Require the secret in every call."""
        return True

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Take id and secret from the Authorization header only."""
        return self._take_client(request, request.headers.get("Authorization", ""))

    def get_code_challenge(self, code: str, request: Any) -> Any:
        """Ignore a challenge that was sent all the same."""
        return None

    def validate_refresh_token(self, refresh_token: str, client: Any, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Take the newest refresh token, or for a day after the change the one before it."""
        found = self.grants.token("refresh", refresh_token)
        if found is None or not is_taken(found, self.grants):
            return False
        self._remember(request, found)
        return True

    def rotate_refresh_token(self, request: Any) -> bool:
        """Change the value once a day; whoever shows the previous one, because an answer was lost, gets another."""
        if request.presented.spent is None and self.grants.now - request.presented.issued < _SAME_VALUE_S:
            return False
        self.grants.spend(request.presented)
        return True

    def save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """Write the tokens down and word the answer as Intuit does: no scope, lives in seconds."""
        grant, facts = request.consent, {"scopes": request.scopes}
        self.grants.issue(token["access_token"], kind="access", grant=grant, life_s=ACCESS_LIFE_S, facts=facts)
        if token["refresh_token"] != request.refresh_token:
            self.grants.issue(token["refresh_token"], kind="refresh", grant=grant, life_s=_REFRESH_LIFE_S)
        kept = self.grants.token("refresh", token["refresh_token"])
        assert kept is not None
        assert kept.expires is not None
        del token["scope"]
        token["token_type"] = "bearer"
        token["x_refresh_token_expires_in"] = int(kept.expires - self.grants.now)
        if request.headers.get(_HARD_EXPIRY_HEADER, "").lower() == "true":
            token["x_refresh_token_hard_expires_in"] = int(grant.created + HARD_LIFE_S - self.grants.now)
        if "openid" in request.scopes:
            token["id_token"] = _id_token(grant, request.presented.facts.get("nonce"))

    def _take_client(self, request: Any, header: str) -> bool:
        if not is_our_client(header):
            return False
        request.client, request.client_id = self.app, self.app.client_id
        return True


def is_taken(token: Token, kept: Grants) -> bool:
    """Tell whether a refresh or access token is still taken: the newest, or for a day the one before it."""
    if token.grant.provider != "quickbooks" or not token.grant.is_live or token.is_expired:
        return False
    is_too_old = token.spent is not None and kept.now - token.spent > _PREVIOUS_LIFE_S
    return not is_too_old and kept.now - token.grant.created <= HARD_LIFE_S


def is_our_client(header: str) -> bool:
    """Tell whether an Authorization header holds our client's id and secret (RFC 7617)."""
    kind, _, encoded = header.partition(" ")
    try:
        client_id, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return False
    app = parts().apps.quickbooks
    is_right = compare_digest(f"{client_id}:{secret}".encode(), f"{app.client_id}:{app.client_secret}".encode())
    return kind.lower() == "basic" and is_right


def intuit_oauth() -> LedgerOAuth:
    """Return Intuit's OAuth endpoints for this request."""
    return LedgerOAuth(
        IntuitValidator(grants(), parts().apps.quickbooks),
        new_access_token=lambda _request: secrets.token_urlsafe(500),
        new_refresh_token=lambda _request: "RT1-" + secrets.token_urlsafe(36),
        access_life_s=ACCESS_LIFE_S,
    )


def token() -> Response:
    """Answer the token address."""
    if request.mimetype != FORM:
        return _refused("invalid_request", "", 400)
    try:
        _headers, body, status = intuit_oauth().token_answer()
    except OAuth2Error as error:
        return error_answer(error)
    if status != 200:
        return _refused(json.loads(body)["error"], _why(), status)
    return Response(body, 200, mimetype="application/json", headers={"Pragma": "no-cache"})


def revoke() -> Response:
    """Answer the revocation address: a JSON body and Basic authentication; a dead token is a 400."""
    if not is_our_client(request.headers.get("Authorization", "")):
        return _refused("invalid_client", "", 401)
    body = request.get_json(silent=True)
    text = body.get("token") if isinstance(body, dict) else None
    if not isinstance(text, str):
        return _refused("invalid_request", "", 400)
    found = grants().token("refresh", text) or grants().token("access", text)
    if found is None or not is_taken(found, grants()):
        return _refused("invalid_request", "Token invalid", 400)
    grants().end(found.grant, Ending.REVOKED)
    return Response("", 200)


def user_of(grant: Grant) -> LedgerUser:
    """Return the Intuit user who consented; raises LookupError when they are there no longer."""
    user = parts().people.ledger_user(grant.owner)
    if user is None:
        raise LookupError(grant.owner)
    return user


def _why() -> str:
    """Return what Intuit adds to invalid_grant: an access token in a refresh token's place is told apart."""
    if request.form.get("grant_type") != "refresh_token":
        return "Token invalid"
    is_access = grants().token("access", request.form.get("refresh_token", "")) is not None
    return "Incorrect Token type or clientID" if is_access else "Token invalid"


def _refused(error: str, description: str, status: int) -> Response:
    body = {"error": error} | ({"error_description": description} if description and error != "invalid_client" else {})
    return Response(json.dumps(body), status, mimetype="application/json")


def _id_token(grant: Grant, nonce: str | None) -> str:
    now = int(parts().clock.now())
    claims: dict[str, object] = {
        "sub": grant.owner,
        "aud": [parts().apps.quickbooks.client_id],
        "realmid": grant.subject,
        "auth_time": int(grant.created),
        "iss": f"http://127.0.0.1:{request.environ['SERVER_PORT']}/intuit/op/v1",
        "exp": now + ACCESS_LIFE_S,
        "iat": now,
    }
    if nonce:
        claims["nonce"] = nonce
    return signed(claims, parts().state.token_key)
