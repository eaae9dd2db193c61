"""The consent page of the practice Seller Central: application ID and state in, selling partner ID and code out."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request, session, url_for

from lmb_desktop.practice.desk import grants, parts
from lmb_desktop.practice.pages import go_to, page, this_address
from lmb_desktop.practice.people import Seller
from lmb_desktop.practice.registered_apps import AmazonApp
from lmb_desktop.practice.seller_access import CONSENT_LIFE_S, authorise, new_code
from lmb_desktop.practice.seller_central import for_seller, refusal_page

_JOURNEY_S = 600.0  # Amazon allows ten minutes for the whole consent
_REASONS = {
    "MD1000": "The application is a draft and was opened without version=beta.",
    "MD5101": "The redirect address is not registered with the application.",
    "MD5110": "The redirect address holds a # sign.",
    "MD9100": "The application has no login or redirect address, so it cannot be authorised this way.",
    "SPDC8143": "Only the account's primary user, or a user with full permission for apps, can authorise.",
    "CONSENT_LIMIT_REACHED": "The application has used up the authorisations that Amazon allows it.",
    "SPSA0404": "Amazon does not support this kind of business entity.",
    "Expired": "The consent took longer than ten minutes. Start again.",
    "Unknown": "There is no application with this ID.",
    "State": "The state parameter is missing.",
}


def add_to(pages: Blueprint) -> None:
    """Add the consent page and the page that names what is wrong."""
    pages.add_url_rule("/apps/authorize/consent", "consent", for_seller(_consent), methods=["GET", "POST"])
    pages.add_url_rule("/apps/authorize/error", "consent_error", _error)
    pages.add_url_rule("/apps/authorize/cancelled", "consent_cancelled", _cancelled)


def _consent(seller: Seller) -> Response:
    app = parts().apps.amazon_by_application(request.args.get("application_id", ""))
    wrong = _fault(app, seller)
    if wrong or app is None:
        return go_to(f"{url_for('seller_central.consent_error')}?{urlencode({'errorCode': wrong})}")
    refusal = refusal_page(seller)
    if refusal is not None:
        return refusal
    if request.method == "GET":
        session["consent-began"] = parts().clock.now()
        return _question(seller, app, problem="")
    if "cancel" in request.form:
        return go_to(url_for("seller_central.consent_cancelled"))
    if not request.form.get("agree-1"):
        return _question(seller, app, problem="Tick the box to go on.")
    return _answer(seller, app)


def _fault(app: AmazonApp | None, seller: Seller) -> str:
    """Return Amazon's code of what is wrong with this request, or nothing (SP-API guide, "Authorization errors")."""
    ordered = parts().faults.take_failure("consent")
    if ordered is not None:
        return ordered
    if app is None:
        return "Unknown"
    wanted = request.args.get("redirect_uri")
    began = session.get("consent-began", parts().clock.now())
    faults = {
        "MD9100": not app.redirect_uris,
        "MD1000": app.is_draft and request.args.get("version") != "beta",
        "MD5110": wanted is not None and "#" in wanted,
        "MD5101": wanted is not None and wanted not in app.redirect_uris,
        "State": not request.args.get("state"),
        "SPDC8143": not seller.is_primary,
        "Expired": request.method == "POST" and parts().clock.now() - began > _JOURNEY_S,
    }
    return next((code for code, is_so in faults.items() if is_so), "")


def _question(seller: Seller, app: AmazonApp, *, problem: str) -> Response:
    return page("amazon_consent.html", seller=seller, app=app, problem=problem, address=this_address())


def _answer(seller: Seller, app: AmazonApp) -> Response:
    chosen = seller.account(request.form.get("account", "")) or seller.accounts[0]
    redirect_uri = request.args.get("redirect_uri") or app.redirect_uris[0]
    grant = authorise(grants(), seller=seller, account=chosen, app=app, life_s=CONSENT_LIFE_S)
    session.pop("consent-began", None)
    answer = {
        "state": request.args["state"],
        "selling_partner_id": chosen.seller_id,
        "spapi_oauth_code": new_code(grants(), grant, redirect_uri),
    }
    return go_to(f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(answer)}")


def _error() -> Response:
    code = request.args.get("errorCode", "")
    text = _REASONS.get(code, "The application cannot be authorised.")
    return page("seller_refused.html", status=400, code=code if code in _REASONS else "", text=text, seller=None)


def _cancelled() -> Response:
    text = "You did not authorise the application. Nothing was changed."
    return page("seller_refused.html", code="", text=text, seller=None)
