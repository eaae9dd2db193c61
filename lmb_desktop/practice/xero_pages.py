"""Xero's authorize address: sign in, permissions in plain words, one organisation, Allow or Cancel."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from lmb_desktop.practice.desk import connections
from lmb_desktop.practice.ledger_sign_in import LedgerSignIn
from lmb_desktop.practice.pages import go_to, page, this_address
from lmb_desktop.practice.people import LedgerUser, People
from lmb_desktop.practice.xero_consent import AUTHORIZE, QuestionWrong, allow, scopes_of

_WORDS = {
    "openid": "Know who you are",
    "profile": "See your name",
    "email": "See your e-mail address",
    "offline_access": "Stay connected while you are away",
    "accounting.settings": "View and change the organisation's settings",
    "accounting.settings.read": "View the organisation's settings",
}
_EVERY = "all"


def add_to(xero: Blueprint, people: People) -> None:
    """Add signing in and consent."""
    signing_in = LedgerSignIn("xero", "Xero", people.xero)
    signing_in.add_to(xero)
    xero.add_url_rule(AUTHORIZE, "authorize", lambda: _authorize(signing_in), methods=["GET", "POST"])


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
        return _denied()
    return _allowed(user, scopes)


def _error_page(error: str, description: str) -> Response:
    return page("xero_error.html", status=500, error=error, description=description)


def _question(user: LedgerUser, scopes: list[str], *, problem: str) -> Response:
    linked = {one.tenant for one in connections().of_user(user.id)}
    may_take_all = len(user.books) > 1 and "bulk_connect:false" not in request.args.get("acr_values", "")
    return page(
        "xero_consent.html",
        user=user,
        words=[_WORDS.get(scope, scope) for scope in scopes],
        linked=linked,
        may_take_all=may_take_all,
        problem=problem,
        address=this_address(),
    )


def _denied() -> Response:
    answer = {"error": "access_denied", "error_description": "TenantConsent status DENIED"}
    if request.args.get("state"):
        answer["state"] = request.args["state"]
    return go_to(f"{request.args['redirect_uri']}?{urlencode(answer)}")


def _allowed(user: LedgerUser, scopes: list[str]) -> Response:
    chosen = request.form.get("organisation", "")
    books = [book for book in user.books if chosen in (book["id"], _EVERY)]
    if user.books and not books:
        return _question(user, scopes, problem="Choose an organisation.")
    return go_to(allow(user, [book["id"] for book in books], this_address()))
