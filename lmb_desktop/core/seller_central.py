"""Addresses in Seller Central: which page to open for a region and a method."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import Region
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import AmazonSettings, ServiceSettings

MWS_REGISTRATION_PATH = "/gp/mws/registration/register.html"
DEVELOPER_CONSOLE_PATH = "/sellingpartner/developerconsole"
CONSENT_PATH = "/apps/authorize/consent"
MANAGE_APPS_PATH = "/apps/manage"


def seller_central_url(region: Region, method: Method, settings: ServiceSettings) -> str:
    """Return the address "Visit Seller Central" opens: the MWS registration filled in, or the app page of SP-API."""
    base = _base(region, settings)
    if method is Method.SP_API:
        return base + DEVELOPER_CONSOLE_PATH
    developer = settings.amazon.mws
    # The names in which public MWS clients handed the developer over; the id belongs to the region.
    query = {
        "signInPageDisplayed": "1",
        "devAuth": "1",
        "developerName": developer.developer_name,
        "devMWSAccountId": developer.developer_ids.get(region.slug, ""),
    }
    return f"{base}{MWS_REGISTRATION_PATH}?{urlencode(query, quote_via=quote)}"


def consent_url(base: str, amazon: AmazonSettings, state: Secret, *, is_draft: bool) -> str:
    """Return the address of the consent page on a Seller Central host; `is_draft` opens the app before it is published.

    The names are those of the Selling Partner API guide, "Website authorization workflow".
    """
    query = {
        "application_id": amazon.application_id,
        "state": state.reveal(),
        "redirect_uri": amazon.consent_redirect_uri,
    }
    draft = {"version": "beta"} if is_draft else {}
    return f"{base}{CONSENT_PATH}?{urlencode(query | draft)}"


def seller_central_home_url(region: Region, settings: ServiceSettings) -> str:
    """Return the first page of a region's Seller Central."""
    return f"{_base(region, settings)}/"


def manage_apps_url(region: Region, settings: ServiceSettings) -> str:
    """Return the page on which a seller takes an authorisation back: Manage Your Apps."""
    return _base(region, settings) + MANAGE_APPS_PATH


def _base(region: Region, settings: ServiceSettings) -> str:
    return settings.endpoint("seller_central") or f"https://{region.seller_central_host}"
