"""Xero's consent: is the authorize address right, and what it means that a user allows it. No pages."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from urllib.parse import parse_qs, urlencode, urlsplit

from oauthlib.oauth2 import OAuth2Error

from lmb_desktop.practice.desk import connections, grants, parts
from lmb_desktop.practice.people import LedgerUser
from lmb_desktop.practice.xero_tokens import xero_oauth

AUTHORIZE = "/identity/connect/authorize"


class QuestionWrong(Exception):
    """What is wrong with an authorize address, as the provider's error page says it."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(f"{error} {description}".strip())
        self.error = error
        self.description = description


def scopes_of(question: str) -> list[str]:
    """Return the permissions an authorize address asks for; raises QuestionWrong."""
    if parse_qs(urlsplit(question).query).get("code_challenge_method") != ["S256"]:
        raise QuestionWrong("invalid_request", "code challenge required")
    try:
        return xero_oauth().check_question(question)
    except OAuth2Error as error:
        raise QuestionWrong(_in_xero_words(error), error.description or "") from error


def allow(user: LedgerUser, tenants: Iterable[str], question: str) -> str:
    """Write down that a user linked organisations, and return the address that takes the answer to the program."""
    scopes = scopes_of(question)
    before = grants().live("xero", owner=user.id)
    every_scope = set(scopes).union(*(one.facts["scopes"] for one in before))  # Xero adds permissions up
    consent = grants().open(
        provider="xero",
        owner=user.id,
        subject=parts().apps.xero.client_id,
        facts={"scopes": sorted(every_scope), "user": user.key},
    )
    for tenant in tenants:
        connections().link(user=user.id, tenant=tenant, auth_event=consent.id)
    extras = urlencode({"scope": " ".join(scopes), "session_state": secrets.token_urlsafe(24)})
    return f"{xero_oauth().answer_address(question, consent)}&{extras}"


def _in_xero_words(error: OAuth2Error) -> str:
    """Name the mistake as Xero's error page does (troubleshooting page: unauthorized_client, invalid_scope ...)."""
    unknown_client = "client_id" in (error.description or "").lower()
    return "unauthorized_client" if unknown_client else str(error.error)
