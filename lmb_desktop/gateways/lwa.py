"""Login with Amazon: a refresh token in, an access token out, and what Amazon's refusals mean."""

from __future__ import annotations

from lmb_desktop.core.account import SellerApp
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AppRefused, CredentialsRefused, LmbError
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.errand import TOKEN_LIMIT
from lmb_desktop.gateways.token_answer import TokenRefused, Tokens, tokens_in
from lmb_desktop.gateways.web import Question, Web

AMAZON = "Amazon"
# Amazon wants the fields as a form, with its character set named (SP-API guide, "Connecting to the SP-API").
FORM = {"Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", "Accept": "application/json"}
_TOKEN_AT_FAULT = frozenset({"invalid_grant", "unauthorized_client", "access_denied"})


def access_token(web: Web, token_url: str, app: SellerApp, *, refresh_token: Secret, cancel: CancelToken) -> Secret:
    """Exchange a refresh token; Amazon does not rotate it.

    Raises CredentialsRefused for the token, AppRefused for the app's own id or secret, and what the web raises.
    """
    fields = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token.reveal(),
        "client_id": app.client_id,
        "client_secret": app.client_secret.reveal(),
    }
    question = Question(AMAZON, "POST", token_url, headers=FORM, form=fields, limit=TOKEN_LIMIT)

    def judged() -> Tokens | TokenRefused:
        try:
            return web.ask(question, cancel, lambda reply: tokens_in(reply, needs_refresh_token=False))
        except TokenRefused as refusal:
            return refusal

    outcome = judged()
    if isinstance(outcome, TokenRefused):
        raise refused(outcome)
    return outcome.access_token


def refused(refusal: TokenRefused) -> LmbError:
    """Return what an OAuth error of Amazon means; the code counts, not the status."""
    if refusal.code in _TOKEN_AT_FAULT:
        return CredentialsRefused(service=AMAZON, details=refusal.details)
    if refusal.code == "invalid_client":
        return AppRefused(service=AMAZON, details=refusal.details)
    return refusal.reply.refused_as(refusal.code, refusal.description)
