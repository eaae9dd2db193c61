"""The practice Seller Central: signing in, the apps console, the Merchant token page, Manage your apps."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from lmb_desktop.practice.desk import grants, parts
from lmb_desktop.practice.grants import Ending
from lmb_desktop.practice.pages import go_to, own_address, page, sign_in, sign_out, signed_in, this_address
from lmb_desktop.practice.people import Seller
from lmb_desktop.practice.seller_access import authorise, new_refresh_token

_REALM = "seller-central"
SellerPage = Callable[[Seller], Response]


def service() -> Blueprint:
    """Return the pages of Seller Central; every Seller Central host is this one."""
    pages = Blueprint("seller_central", __name__, url_prefix="/seller-central")
    pages.add_url_rule("/", "home", for_seller(_home))
    pages.add_url_rule("/sign-in", "sign_in", _sign_in, methods=["GET", "POST"])
    pages.add_url_rule("/sign-out", "sign_out", _sign_out)
    console = for_seller(may_authorise(_console))
    pages.add_url_rule("/sellingpartner/developerconsole", "console", console)
    pages.add_url_rule(
        "/sellingpartner/developerconsole/authorise", "authorise", for_seller(may_authorise(_authorise)),
        methods=["GET", "POST"],
    )  # fmt: skip
    pages.add_url_rule(
        "/sellingpartner/developerconsole/credentials", "credentials", for_seller(may_authorise(_credentials))
    )
    pages.add_url_rule(
        "/sw/AccountInfo/MerchantToken/step/MerchantToken", "merchant_token", for_seller(_merchant_token)
    )
    pages.add_url_rule("/apps/manage", "manage", for_seller(_manage), methods=["GET", "POST"])
    return pages


def for_seller(show: SellerPage) -> Callable[[], Response]:
    """Let a page be seen by a signed-in seller only; others sign in first and come back."""

    @wraps(show)
    def guarded() -> Response:
        seller = parts().people.seller(signed_in(_REALM) or "")
        if seller is None:
            query = urlencode({"return": this_address()})
            return go_to(f"{url_for('seller_central.sign_in')}?{query}")
        return show(seller)

    return guarded


def may_authorise(show: SellerPage) -> SellerPage:
    """Keep those out whom Amazon lets authorise nothing: secondary users, Individual plans."""

    @wraps(show)
    def guarded(seller: Seller) -> Response:
        refusal = refusal_page(seller)
        return show(seller) if refusal is None else refusal

    return guarded


def refusal_page(seller: Seller) -> Response | None:
    """Return the page that says why this seller may not authorise an app, or None."""
    if not seller.is_primary:
        text = (
            "You do not have access to this page. Only the account's primary user, or a user with full permission "
            "for apps, can authorise developers."
        )
        return _refused("SPDC8143", text, seller)
    if not seller.is_professional:
        text = "Your account has the Individual selling plan. Only Professional selling accounts can use this."
        return _refused("Professional", text, seller)
    return None


def _refused(code: str, text: str, seller: Seller) -> Response:
    return page("seller_refused.html", status=403, code=code, text=text, seller=seller)


def _sign_in() -> Response:
    back = own_address(request.values.get("return", ""), url_for("seller_central.home"))
    problem = ""
    email = request.form.get("email", "").strip().lower()
    if request.method == "POST":
        person = request.form.get("person", "")
        found = [one for one in parts().people.sellers if one.key == person or (not person and one.email == email)]
        if found and (person or request.form.get("password")):
            sign_in(_REALM, found[0].key)
            return go_to(back)
        problem = "Enter a password; any will do." if found else "There is no practice seller with this e-mail."
    everybody, asked_for = parts().people.sellers, request.args.get("person")
    people = [one for one in everybody if one.is_shown or one.key == asked_for]
    return page("seller_sign_in.html", back=back, problem=problem, email=email, people=people)


def _sign_out() -> Response:
    sign_out(_REALM)
    back = own_address(request.args.get("return", ""), url_for("seller_central.home"))
    return go_to(f"{url_for('seller_central.sign_in')}?{urlencode({'return': back})}")


def _home(seller: Seller) -> Response:
    return page("seller_home.html", seller=seller)


def _console(seller: Seller) -> Response:
    return page("seller_console.html", seller=seller, app=parts().apps.amazon_by_key(seller.app))


def _authorise(seller: Seller) -> Response:
    app = parts().apps.amazon_by_key(seller.app)
    shown_for, token = "", ""
    account = seller.account(request.form.get("region", ""))
    if request.method == "POST" and account is not None:
        standing = grants().live("amazon", owner=account.seller_id, subject=app.client_id)
        grant = standing[-1] if standing else authorise(grants(), seller=seller, account=account, app=app)
        token, shown_for = new_refresh_token(grants(), grant), account.region
    return page("seller_authorise.html", seller=seller, app=app, token=token, shown_for=shown_for)


def _credentials(seller: Seller) -> Response:
    return page("seller_credentials.html", seller=seller, app=parts().apps.amazon_by_key(seller.app))


def _merchant_token(seller: Seller) -> Response:
    return page("seller_merchant_token.html", seller=seller)


def _manage(seller: Seller) -> Response:
    ids = {account.seller_id for account in seller.accounts}
    standing = [one for name in ("amazon", "mws") for one in grants().live(name) if one.owner in ids]
    if request.method == "POST" and refusal_page(seller) is None:
        for one in standing:
            if one.id == request.form.get("grant"):
                grants().end(one, Ending.DISABLED)
        return go_to(url_for("seller_central.manage"))
    rows = [(one, _app_name(one.provider, one.subject)) for one in standing]
    return page("seller_manage.html", seller=seller, rows=rows)


def _app_name(provider: str, subject: str) -> str:
    apps = parts().apps
    if provider == "mws":
        return f"{apps.mws.name} (MWS developer {subject})"
    app = apps.amazon_by_client(subject)
    return app.name if app else subject
