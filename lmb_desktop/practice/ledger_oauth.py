"""What both practice ledgers share of OAuth: oauthlib's server side over our grants. Providers differ in subclasses.

oauthlib's request carries whatever it was given, so it is typed Any; we put two things on it: presented, the Token
that was shown, and consent, the Grant it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, g, jsonify, request
from oauthlib.oauth2 import (
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    OAuth2Error,
    RefreshTokenGrant,
    RequestValidator,
    RevocationEndpoint,
    TokenEndpoint,
)

from lmb_desktop.practice.grants import Grant, Grants, Token
from lmb_desktop.practice.registered_apps import LedgerApp

CODE_LIFE_S = 300.0  # five minutes
FORM = "application/x-www-form-urlencoded"


class LedgerValidator(RequestValidator):
    """Answer oauthlib's questions from the grants of one request."""

    provider = ""
    scopes: frozenset[str] = frozenset()

    def __init__(self, grants: Grants, app: LedgerApp) -> None:
        self.grants = grants
        self.app = app

    def validate_client_id(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Know the one registered client."""
        request.client = self.app
        return client_id == self.app.client_id

    def validate_redirect_uri(self, client_id: str, redirect_uri: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Take a registered return address, letter by letter."""
        return redirect_uri in self.app.redirect_uris

    def get_default_redirect_uri(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Have no default: the address must be sent."""

    def validate_response_type(self, client_id: str, response_type: str, *_rest: Any, **_more: Any) -> bool:
        """Offer the code flow only."""
        return response_type == "code"

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        """Have no default: permissions must be asked for."""
        return []

    def validate_scopes(self, client_id: str, scopes: Sequence[str], *_rest: Any, **_more: Any) -> bool:
        """Take permissions this provider still grants."""
        return bool(scopes) and set(scopes) <= self.scopes

    def save_authorization_code(self, client_id: str, code: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """Tie the code to its consent, return address and PKCE challenge."""
        facts = {
            "redirect_uri": request.redirect_uri,
            "challenge": request.code_challenge,
            "challenge_method": request.code_challenge_method,
            "nonce": request.nonce,
        }
        self.grants.issue(code["code"], kind="code", grant=request.consent, life_s=CODE_LIFE_S, facts=facts)

    def validate_grant_type(self, client_id: str, grant_type: str, *_rest: Any, **_more: Any) -> bool:
        """Offer code exchange and refresh."""
        return grant_type in ("authorization_code", "refresh_token")

    def validate_code(self, client_id: str, code: str, *rest: Any, **_more: Any) -> bool:
        """Take a code once, within five minutes, with the return address it was made for."""
        request = rest[-1]  # oauthlib passes client and request, by position
        found = self.grants.token("code", code)
        if found is None or found.grant.provider != self.provider:
            return False
        self.grants.spend(found)
        self._remember(request, found)
        return found.is_good and request.redirect_uri == found.facts["redirect_uri"]

    def confirm_redirect_uri(self, *_facts: Any, **_more: Any) -> bool:
        """Agree: validate_code has compared it already."""
        return True

    def get_code_challenge(self, code: str, request: Any) -> Any:
        """Return the PKCE challenge the code was made with."""
        return request.presented.facts["challenge"]

    def get_code_challenge_method(self, code: str, request: Any) -> Any:
        """Return how the challenge was made."""
        return request.presented.facts["challenge_method"]

    def invalidate_authorization_code(self, client_id: str, code: str, request: Any, *args: Any, **kwargs: Any) -> None:
        """Do nothing: a code is spent as soon as it is shown, even wrongly."""

    def get_original_scopes(self, refresh_token: str, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        """Return what was consented to."""
        return list(request.consent.facts["scopes"])

    def _remember(self, request: Any, presented: Token) -> None:
        g.refreshed = presented.grant.id
        request.presented = presented
        request.consent = presented.grant
        request.user = presented.grant.owner
        request.scopes = list(presented.grant.facts["scopes"])


class LedgerOAuth:
    """oauthlib's endpoints for one request at one provider."""

    def __init__(
        self,
        validator: LedgerValidator,
        *,
        new_access_token: Callable[[Any], str],
        new_refresh_token: Callable[[Any], str],
        access_life_s: int,
    ) -> None:
        bearer: Any = BearerToken(
            validator,
            token_generator=new_access_token,
            refresh_token_generator=new_refresh_token,
            expires_in=access_life_s,
        )
        code = AuthorizationCodeGrant(validator)
        kinds = {"authorization_code": code, "refresh_token": RefreshTokenGrant(validator)}
        self._authorization = AuthorizationEndpoint("code", bearer, {"code": code})
        self._token = TokenEndpoint("authorization_code", bearer, kinds)
        self._revocation = RevocationEndpoint(validator)

    def check_question(self, question: str) -> list[str]:
        """Return the permissions an authorize address asks for; raises OAuth2Error naming what is wrong with it."""
        scopes, _facts = self._authorization.validate_authorization_request(_as_https(question))
        return list(scopes)

    def answer_address(self, question: str, consent: Grant) -> str:
        """Return the return address of an authorize address, with a new code for this consent."""
        headers, _body, _status = self._authorization.create_authorization_response(
            _as_https(question), credentials={"consent": consent}
        )
        return str(headers["Location"])

    def token_answer(self) -> tuple[dict[str, str], str, int]:
        """Return headers, body and status for a call of the token address; raises OAuth2Error."""
        answer: tuple[dict[str, str], str, int] = self._token.create_token_response(
            _address(), body=_body(), headers=dict(request.headers)
        )
        return answer

    def revocation_answer(self) -> tuple[dict[str, str], str, int]:
        """Return headers, body and status for a call of the revocation address; raises OAuth2Error."""
        answer: tuple[dict[str, str], str, int] = self._revocation.create_revocation_response(
            _address(), body=_body(), headers=dict(request.headers)
        )
        return answer


def error_answer(error: OAuth2Error) -> Response:
    """Return an OAuth error that oauthlib raised instead of answering."""
    answer = jsonify(error=error.error)
    answer.status_code = error.status_code
    return answer


def _address() -> str:
    return _as_https(request.full_path.rstrip("?"))


def _as_https(path: str) -> str:
    """Return a path as an address that oauthlib takes: it refuses http, which is all a practice server has."""
    return f"https://localhost{path}"


def _body() -> str:
    return request.get_data(as_text=True)
