"""Xero's token rules: public client, PKCE, refresh tokens that rotate with thirty minutes of grace."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any

from flask import Response, request
from oauthlib.oauth2 import OAuth2Error

from lmb_desktop.practice.desk import connections, grants, parts
from lmb_desktop.practice.grants import Ending, Grants, Token
from lmb_desktop.practice.json_web_tokens import signed
from lmb_desktop.practice.ledger_oauth import FORM, LedgerOAuth, LedgerValidator, error_answer
from lmb_desktop.practice.people import LedgerUser

ACCESS_LIFE_S = 1800
_REFRESH_LIFE_S = 60 * 86_400.0
_GRACE_S = 1800.0
_ID_LIFE_S = 300
_TWINS = (
    "accounting.settings", "accounting.contacts", "accounting.attachments", "accounting.invoices",
    "accounting.payments", "accounting.banktransactions", "accounting.manualjournals",
)  # fmt: skip
_REPORTS = (
    "aged", "balancesheet", "banksummary", "budgetsummary", "executivesummary", "profitandloss", "trialbalance",
    "taxreports",
)  # fmt: skip
GRANULAR_SCOPES = frozenset(
    {"openid", "profile", "email", "offline_access", "accounting.budgets.read"}
    | {scope + twin for scope in _TWINS for twin in ("", ".read")}
    | {f"accounting.reports.{name}.read" for name in _REPORTS}
)


class XeroValidator(LedgerValidator):
    """The rules of a "Mobile or desktop app" client at Xero."""

    provider = "xero"
    scopes = GRANULAR_SCOPES

    def is_pkce_required(self, client_id: str, request: Any) -> bool:
        """Require PKCE: there is no secret."""
        return True

    def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Treat a header or secret as an attempt to authenticate, which then fails."""
        return "Authorization" in request.headers or request.client_secret is not None

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Refuse: this client has nothing to authenticate with."""
        return False

    def authenticate_client_id(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Know the client by its id alone."""
        return self.validate_client_id(client_id, request)

    def validate_refresh_token(self, refresh_token: str, client: Any, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Take the newest token, or the one before it for half an hour after its first use.

        A copy that is used later than that ends the chain: nobody can tell the program's token from a thief's.
        """
        found = self.grants.token("refresh", refresh_token)
        if found is None or not is_taken(found, self.grants):
            if found is not None and found.grant.provider == self.provider and _is_used_up(found, self.grants):
                self.grants.end(found.grant, Ending.REUSED)
            return False
        self.grants.spend(found)
        self._remember(request, found)
        return True

    def save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """Write the tokens down; what was not asked for is not given."""
        grant, scopes = request.consent, set(request.scopes)
        facts = {"scopes": sorted(scopes)}
        self.grants.issue(token["access_token"], kind="access", grant=grant, life_s=ACCESS_LIFE_S, facts=facts)
        if "offline_access" in scopes:
            presented: Token = request.presented
            generation = int(presented.facts.get("generation", 0)) + 1
            self.grants.issue(
                token["refresh_token"],
                kind="refresh",
                grant=grant,
                life_s=_REFRESH_LIFE_S,
                facts={"generation": generation},
            )
        else:
            del token["refresh_token"]
        if "openid" in scopes:
            token["id_token"] = _id_token(self.grants, request)

    def revoke_token(self, token: str, token_type_hint: str, request: Any, *args: Any, **kwargs: Any) -> None:
        """End the consent and, as reported of Xero, every organisation its user linked."""
        found = self.grants.token("refresh", token) or self.grants.token("access", token)
        if found is not None and found.grant.provider == self.provider:
            self.grants.end(found.grant, Ending.REVOKED)
            connections().unlink_all(found.grant.owner)


def is_taken(token: Token, kept: Grants) -> bool:
    """Tell whether a refresh token is still taken: the newest, or for half an hour the one before it."""
    if token.grant.provider != "xero" or not token.grant.is_live or token.is_expired or _is_used_up(token, kept):
        return False
    newest_used = kept.newest_spent(token.grant, "refresh")
    return newest_used is None or token.facts["generation"] >= newest_used.facts["generation"]


def _is_used_up(token: Token, kept: Grants) -> bool:
    return token.spent is not None and kept.now - token.spent > _GRACE_S


def xero_oauth() -> LedgerOAuth:
    """Return Xero's OAuth endpoints for this request."""
    return LedgerOAuth(
        XeroValidator(grants(), parts().apps.xero),
        new_access_token=_access_token,
        new_refresh_token=lambda _request: secrets.token_urlsafe(192),
        access_life_s=ACCESS_LIFE_S,
    )


def token() -> Response:
    """Answer the token address; every refusal is a 400 that names its error and little else."""
    if request.mimetype != FORM:
        return _as_xero(json.dumps({"error": "invalid_request"}), 400)
    ordered = parts().faults.take_failure("xero")
    if ordered is not None:
        return _as_xero(json.dumps({"error": ordered}), 400)
    try:
        _headers, body, status = xero_oauth().token_answer()
    except OAuth2Error as error:
        return error_answer(error)
    return _as_xero(body, status)


def revoke() -> Response:
    """Answer the revocation address: 200 and nothing, whether the token was known or not (RFC 7009 section 2.2)."""
    try:
        _headers, body, status = xero_oauth().revocation_answer()
    except OAuth2Error as error:
        return error_answer(error)
    return Response("", 200) if status == 200 else _as_xero(body, status)


def user_of(user_id: str) -> LedgerUser:
    """Return the Xero user with this id; raises LookupError for somebody who is there no longer."""
    user = parts().people.ledger_user(user_id)
    if user is None:
        raise LookupError(user_id)
    return user


def issuer() -> str:
    """Return the issuer named in tokens, which is the one of the printed settings."""
    return f"http://127.0.0.1:{request.environ['SERVER_PORT']}/xero/issuer"


def _as_xero(body: str, status: int) -> Response:
    if status != 200:
        body, status = json.dumps({"error": json.loads(body)["error"]}), 400
    return Response(body, status, mimetype="application/json", headers={"Pragma": "no-cache"})


def _access_token(request: Any) -> str:
    now = int(parts().clock.now())
    claims = {
        "nbf": now,
        "exp": now + ACCESS_LIFE_S,
        "iss": issuer(),
        "aud": f"{issuer()}/resources",
        "client_id": parts().apps.xero.client_id,
        "sub": request.consent.owner.replace("-", ""),
        "auth_time": int(request.consent.created),
        "xero_userid": request.consent.owner,
        "authentication_event_id": request.consent.id,
        "jti": secrets.token_hex(16),
        "scope": _in_order(request.scopes),
        "amr": ["pwd"],
    }
    return signed(claims, parts().state.token_key)


def _id_token(kept: Grants, request: Any) -> str:
    user = user_of(request.consent.owner)
    now = int(kept.now)
    claims: dict[str, object] = {
        "iss": issuer(),
        "aud": parts().apps.xero.client_id,
        "iat": now,
        "exp": now + _ID_LIFE_S,
        "sub": user.id.replace("-", ""),
        "xero_userid": user.id,
    }
    nonce = request.presented.facts.get("nonce")
    if nonce:
        claims["nonce"] = nonce
    if "email" in request.scopes:
        claims["email"] = user.email
    if "profile" in request.scopes:
        claims.update(given_name=user.given_name, family_name=user.family_name, preferred_username=user.email)
        claims["name"] = f"{user.given_name} {user.family_name}"
    return signed(claims, parts().state.token_key)


def _in_order(scopes: Sequence[str]) -> list[str]:
    return sorted(set(scopes))
