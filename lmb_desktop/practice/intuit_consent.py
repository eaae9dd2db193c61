"""Intuit's consent: is the authorize address right, and what it means that a user connects a company. No pages."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from oauthlib.oauth2 import OAuth2Error

from lmb_desktop.practice.desk import grants
from lmb_desktop.practice.intuit_tokens import intuit_oauth
from lmb_desktop.practice.people import LedgerUser
from lmb_desktop.practice.xero_consent import QuestionWrong

AUTHORIZE = "/connect/oauth2"


def scopes_of(question: str) -> list[str]:
    """Return the permissions an authorize address asks for; raises QuestionWrong."""
    try:
        scopes = intuit_oauth().check_question(question)
    except OAuth2Error as error:
        raise QuestionWrong(str(error.error), error.description or "") from error
    if not parse_qs(urlsplit(question).query).get("state"):
        raise QuestionWrong("invalid_request", "The state query parameter is missing.")
    return scopes


def allow(user: LedgerUser, realm: str, question: str) -> str:
    """Write down that a user connected a company, and return the address that takes the answer to the program."""
    scopes = scopes_of(question)
    consent = grants().open(provider="quickbooks", owner=user.id, subject=realm, facts={"scopes": scopes})
    return f"{intuit_oauth().answer_address(question, consent)}&{urlencode({'realmId': realm})}"
