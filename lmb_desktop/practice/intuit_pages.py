"""Intuit's authorize address: sign in, choose a company where there are several, Connect or Cancel."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from lmb_desktop.practice.intuit_consent import AUTHORIZE, allow, scopes_of
from lmb_desktop.practice.intuit_tokens import ACCOUNTING
from lmb_desktop.practice.ledger_sign_in import LedgerSignIn
from lmb_desktop.practice.pages import go_to, page, this_address
from lmb_desktop.practice.people import LedgerUser, People
from lmb_desktop.practice.xero_consent import QuestionWrong

_WORDS = {
    ACCOUNTING: "View and change the company's accounting data",
    "openid": "Know who you are",
    "profile": "See your name",
    "email": "See your e-mail address",
}


def add_to(quickbooks: Blueprint, people: People) -> None:
    """Add signing in and consent."""
    signing_in = LedgerSignIn("quickbooks", "QuickBooks", people.quickbooks)
    signing_in.add_to(quickbooks)
    quickbooks.add_url_rule(AUTHORIZE, "authorize", lambda: _authorize(signing_in), methods=["GET", "POST"])


def _authorize(signing_in: LedgerSignIn) -> Response:
    try:
        scopes = scopes_of(this_address())
    except QuestionWrong as wrong:
        return _error_page(wrong.error, wrong.description)
    user = signing_in.user()
    if user is None:
        return signing_in.ask()
    if request.method == "GET":
        return _question(user, scopes, problem="")
    if "cancel" in request.form:
        answer = urlencode({"error": "access_denied", "state": request.args["state"]})
        return go_to(f"{request.args['redirect_uri']}?{answer}")
    return _allowed(user, scopes)


def _error_page(error: str, description: str) -> Response:
    if "redirect" in description.lower():
        description = (
            "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs section "
            "of the app's settings."
        )
    return page("intuit_error.html", status=400, error=error, description=description)


def _question(user: LedgerUser, scopes: list[str], *, problem: str) -> Response:
    return page(
        "intuit_consent.html",
        user=user,
        words=[_WORDS.get(scope, scope) for scope in scopes],
        problem=problem,
        address=this_address(),
    )


def _allowed(user: LedgerUser, scopes: list[str]) -> Response:
    chosen = user.books[0]["id"] if len(user.books) == 1 else request.form.get("company", "")
    if user.book(chosen) is None:
        return _question(user, scopes, problem="Choose a company.")
    return go_to(allow(user, chosen, this_address()))
