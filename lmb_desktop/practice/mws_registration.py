"""The MWS developer pages of the practice Seller Central: details, agreement, Seller ID and MWS Auth Token."""

from __future__ import annotations

from flask import Blueprint, Response, request

from lmb_desktop.practice.desk import grants, parts
from lmb_desktop.practice.pages import page
from lmb_desktop.practice.people import Seller, SellerAccount
from lmb_desktop.practice.seller_access import authorise_mws
from lmb_desktop.practice.seller_central import for_seller, may_authorise

_PATH = "/gp/mws/registration/register.html"


def add_to(pages: Blueprint) -> None:
    """Add the three steps; each posts to the address of the first, as the old pages did."""
    pages.add_url_rule(_PATH, "mws_register", for_seller(may_authorise(_register)), methods=["GET", "POST"])


def _register(seller: Seller) -> Response:
    name, number = _developer()
    if request.method == "GET":
        return _details(seller, name, number, problem="")
    account, problem = _account_for(seller, name, number)
    if account is None:
        return _details(seller, name, number, problem=problem)
    if request.form.get("step") != "agreement":
        return _agreement(seller, name, number, problem="")
    if not (request.form.get("agree-1") and request.form.get("agree-2")):
        return _agreement(seller, name, number, problem="Tick both boxes to go on.")
    token = authorise_mws(grants(), account, number)
    return page("mws_done.html", seller=seller, account=account, token=token, developer=name)


def _details(seller: Seller, name: str, number: str, *, problem: str) -> Response:
    return page("mws_details.html", seller=seller, developer=name, number=_grouped(number), problem=problem)


def _agreement(seller: Seller, name: str, number: str, *, problem: str) -> Response:
    return page("mws_agreement.html", seller=seller, developer=name, number=_grouped(number), problem=problem)


def _developer() -> tuple[str, str]:
    """Return developer name and ID from the form, or as the address prefilled them (also its older spelling)."""
    name = request.form.get("developer-name") or request.args.get("developerName")
    number = request.form.get("developer-id") or request.args.get("devMWSAccountId")
    name = name or request.args.get("applicationName", "")
    number = number or request.args.get("appDevMWSAccountId", "")
    return name.strip(), number.replace("-", "").replace(" ", "")


def _account_for(seller: Seller, name: str, number: str) -> tuple[SellerAccount | None, str]:
    """Return the seller account a developer ID may be authorised in, or what is wrong with the details."""
    if not name or len(number) != 12 or not number.isdigit():
        return None, "Enter the developer's name and the 12-digit developer ID."
    regions = [region for region, known in parts().apps.mws.ids.items() if known == number]
    if not regions:
        return None, "There is no developer with this ID."
    account = seller.account(regions[0])
    if account is None:
        return None, "This developer ID belongs to a region in which you have no seller account."
    return account, ""


def _grouped(number: str) -> str:
    """Show twelve digits in groups of four, as Amazon does."""
    return f"{number[:4]}-{number[4:8]}-{number[8:]}" if len(number) == 12 else number
