"""SP-API: which marketplaces does an access token open, and does the Seller ID belong to it? Read-only calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from lmb_desktop.core.account import Participation, SellerIdCheck
from lmb_desktop.core.again import Again, freely
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AppRefused, RoleMissing, SellerIdDiffers
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.seller_credentials import is_seller_id
from lmb_desktop.gateways.lwa import AMAZON
from lmb_desktop.gateways.seller_regions import Listing
from lmb_desktop.gateways.web import ANY_TROUBLE, Question, Web
from lmb_desktop.gateways.web_reply import Reply, currency_of, name_of, object_of, objects_of, raise_for_clock, text_of

# Any ASIN does: the answer names the seller even when there is no such product (Product Fees API v0).
ANY_ASIN = "B000000000"


class AccessTokenRefused(Exception):
    """Amazon says that the access token is revoked, malformed or invalid: time for a new exchange."""


@dataclass(frozen=True)
class Door:
    """One region's SP-API and the token that opens it; shows neither when printed, as the token is a Secret."""

    base_url: str
    access_token: Secret


class SpApi:
    """Ask the Selling Partner API; `again` is asked before the marketplaces are asked for once more."""

    def __init__(self, web: Web, cancel: CancelToken, again: Again = freely) -> None:
        self._web = web
        self._cancel = cancel
        self._again = again

    def listings(self, door: Door, *, is_probe: bool = False) -> list[Listing]:
        """Return the marketplaces of the seller (Sellers API v1, getMarketplaceParticipations); a probe asks once.

        Raises AccessTokenRefused, RoleMissing for a refusal without a reason, AppRefused, and what the web raises.
        """
        question = self._question("GET", door, "/sellers/v1/marketplaceParticipations")
        paid = replace(question, is_asked_once=is_probe, again=self._again)
        return self._web.ask(paid, self._cancel, _listings_in)

    def check_seller_id(self, door: Door, seller_id: str, selling_in: Sequence[Participation]) -> SellerIdCheck:
        """Tell whether the Seller ID belongs to the token, by Listings Items, else by Product Fees.

        Raises SellerIdDiffers when Amazon says it is another one, and what the web raises.
        """
        marketplace = selling_in[0]
        query = urlencode({"marketplaceIds": marketplace.marketplace_id, "pageSize": "1"})
        path = f"/listings/2021-08-01/items/{quote(seller_id, safe='')}?{query}"
        question = self._question("GET", door, path)
        if self._web.ask(question, self._cancel, lambda reply: _listings_items_answer(reply, seller_id)):
            return SellerIdCheck.CONFIRMED
        return self._by_fees(door, seller_id, marketplace)

    def _by_fees(self, door: Door, seller_id: str, marketplace: Participation) -> SellerIdCheck:
        request = {
            "MarketplaceId": marketplace.marketplace_id,
            "IsAmazonFulfilled": False,
            "PriceToEstimateFees": {"ListingPrice": {"CurrencyCode": marketplace.currency, "Amount": 10}},
            "Identifier": "LMBDesktop",
        }
        path = f"/products/fees/v0/items/{ANY_ASIN}/feesEstimate"
        question = self._question("POST", door, path, json={"FeesEstimateRequest": request})
        found = self._web.ask(question, self._cancel, _seller_id_in)
        if not found:
            return SellerIdCheck.NOT_CHECKABLE
        if found != seller_id:
            raise SellerIdDiffers(given=seller_id, found=found if is_seller_id(found) else "")
        return SellerIdCheck.CONFIRMED

    def _question(self, method: str, door: Door, path: str, *, json: dict[str, object] | None = None) -> Question:
        headers = {
            "x-amz-access-token": door.access_token.reveal(),
            "x-amz-date": self._web.clock.now().strftime("%Y%m%dT%H%M%SZ"),
            "Accept": "application/json",
        }
        return Question(AMAZON, method, door.base_url + path, headers=headers, json=json, retries_on=ANY_TROUBLE)


def _listings_in(reply: Reply) -> list[Listing]:
    reply.raise_for_trouble()
    if not reply.is_good:
        _raise_refusal(reply)
    found = reply.json()
    # The published model's own example is the bare list.
    payload = object_of(found).get("payload") if not isinstance(found, list) else found
    if not isinstance(payload, list):
        raise reply.unusable("the list of marketplaces is missing")
    return [_listing(entry) for entry in objects_of(payload)]


def _listing(entry: dict[str, Any]) -> Listing:
    marketplace, part = object_of(entry.get("marketplace")), object_of(entry.get("participation"))
    return Listing(
        marketplace_id=text_of(marketplace.get("id")),
        currency=currency_of(marketplace.get("defaultCurrencyCode")),
        store_name=name_of(entry.get("storeName")),
        is_participating=part.get("isParticipating") is True,
        has_suspended_listings=part.get("hasSuspendedListings") is True,
    )


def _raise_refusal(reply: Reply) -> None:
    """Raise what a refusal of the participations call means; the reason stands in `details`, not in the message."""
    code, reason = _error_in(reply)
    said = f"error {code} {reason}".strip()
    if reply.status not in (401, 403):
        raise reply.unusable(f"it refused with status {reply.status}", said)
    if "secret" in reason.lower() and "expired" in reason.lower():
        raise AppRefused(service=AMAZON, details=reply.details(said))
    if "revoked, malformed or invalid" in reason.lower() or reply.status == 401:
        raise AccessTokenRefused(reply.details(said))
    raise_for_clock(reply, said)
    raise RoleMissing(service=AMAZON, details=reply.details(said))


def _error_in(reply: Reply) -> tuple[str, str]:
    """Return the code and the reason of the first error; where `details` is empty, what else the message says."""
    errors = objects_of(reply.soft_object().get("errors"))
    first = errors[0] if errors else {}
    code, details = text_of(first.get("code")), text_of(first.get("details"))
    message = text_of(first.get("message"))
    return code, details or ("" if reply.status == 403 else message)


def _listings_items_answer(reply: Reply, seller_id: str) -> bool:
    """Tell whether Listings Items confirms the Seller ID; False means that this call cannot tell."""
    reply.raise_for_trouble()
    if reply.is_good:
        return True
    errors = objects_of(reply.soft_object().get("errors"))
    words = " ".join(f"{text_of(error.get('message'))} {text_of(error.get('details'))}" for error in errors)
    names_it = any(name in words.lower().replace(" ", "") for name in ("sellerid", "merchantid"))
    if reply.status == 400 and names_it and any(text_of(error.get("code")) == "InvalidInput" for error in errors):
        raise SellerIdDiffers(given=seller_id, found="", details=reply.details("error InvalidInput", words))
    return False


def _seller_id_in(reply: Reply) -> str:
    """Return the Seller ID that Product Fees names, also beside a status of ClientError; empty where it says none."""
    reply.raise_for_trouble()
    result = object_of(object_of(reply.soft_object().get("payload")).get("FeesEstimateResult"))
    return text_of(object_of(result.get("FeesEstimateIdentifier")).get("SellerId")) if reply.is_good else ""
