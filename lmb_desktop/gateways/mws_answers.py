"""What MWS answers: pages of participations, and errors with what they mean. XML in, facts out; asks nobody."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from lmb_desktop.core.errors import (
    AppRefused,
    ClockDoubtful,
    CredentialsRefused,
    LmbError,
    MwsAccessDenied,
    MwsClosed,
    NoMarketplaces,
    NotProfessional,
    RoleMissing,
    SellerIdDiffers,
)
from lmb_desktop.gateways.lwa import AMAZON
from lmb_desktop.gateways.seller_regions import Listing
from lmb_desktop.gateways.web_reply import Reply, currency_of, raise_for_clock
from lmb_desktop.gateways.xml_answer import elements, local_name, text_below, xml_root

MWS = f"{AMAZON} MWS"
"""How the service itself is called, where Amazon is not to blame."""
KEY_AT_FAULT = frozenset({"InvalidAccessKeyId", "InvalidClientTokenId", "SignatureDoesNotMatch"})
TROUBLE = frozenset({"InternalError", "InputStreamDisconnected"})
SLOW_DOWN = frozenset({"RequestThrottled", "QuotaExceeded"})


@dataclass(frozen=True)
class Page:
    """One page of ListMarketplaceParticipations; without a next token it is the last."""

    listings: tuple[Listing, ...]
    seller_ids: frozenset[str]
    next_token: str


@dataclass(frozen=True)
class Refusal:
    """One error of MWS."""

    code: str
    message: str


@dataclass(frozen=True)
class Asked:
    """What a refusal is about."""

    seller_id: str
    region_name: str


def page_in(reply: Reply) -> Page:
    """Return the page in a good answer; raises AnswerUnusable."""
    md5 = reply.headers.get("Content-MD5", "").strip()
    digest = hashlib.md5(reply.body, usedforsecurity=False).digest()
    if md5 and md5 != base64.b64encode(digest).decode():
        raise reply.unusable("it was damaged on its way")
    root = xml_root(reply.body)
    if root is None or not local_name(root).startswith("ListMarketplaceParticipations"):
        raise reply.unusable("it is not the list of marketplaces")
    currencies = {
        text_below(one, "MarketplaceId"): currency_of(text_below(one, "DefaultCurrencyCode"))
        for one in elements(root, "Marketplace")
    }
    rows = list(elements(root, "Participation"))
    return Page(
        listings=tuple(_listing(row, currencies) for row in rows),
        seller_ids=frozenset(filter(None, (text_below(row, "SellerId") for row in rows))),
        next_token=next((one.text or "" for one in elements(root, "NextToken")), "").strip(),
    )


def refusal_in(reply: Reply) -> Refusal | None:
    """Return the first error in an answer, or None where it is no error of MWS."""
    root = xml_root(reply.body)
    errors = [] if root is None or local_name(root) != "ErrorResponse" else list(elements(root, "Error"))
    return Refusal(text_below(errors[0], "Code"), text_below(errors[0], "Message")) if errors else None


def error_of(reply: Reply, refusal: Refusal, asked: Asked) -> LmbError:
    """Return what a refusal means (MWS developer guide, "Errors"); raises ClockWrong where our time is the reason."""
    said = (f"error {refusal.code}", refusal.message)
    words = refusal.message.lower()
    if refusal.code in SLOW_DOWN or reply.status == 429:
        return reply.rate_limited(*said)
    if refusal.code in TROUBLE or reply.status >= 500:
        return reply.trouble(*said)
    raise_for_clock(reply, *said)
    details = reply.details(*said)
    if refusal.code in KEY_AT_FAULT:
        return AppRefused(service=AMAZON, method="mws", details=details)
    if "invalid seller id" in words:
        return SellerIdDiffers(given=asked.seller_id, found="", details=details)
    if refusal.code == "AccessDenied":
        return _access_denied(words, asked, details)
    if refusal.code == "InvalidParameterValue":
        return _value_refused(reply, refusal, asked)
    return reply.refused_as(refusal.code, refusal.message)


def closed(reason: str, details: str = "") -> MwsClosed:
    """Return the error that explains that MWS is gone."""
    return MwsClosed(reason=reason, details=details)


def _access_denied(words: str, asked: Asked, details: str) -> LmbError:
    """Tell the reasons of AccessDenied apart by their texts; MWS has one code for all of them."""
    if "not valid for sellerid" in words:
        return CredentialsRefused(service=AMAZON, details=details)
    if "eligible" in words or "professional" in words:
        return NotProfessional(details=details)
    if "marketplace" in words and "participation" not in words:
        return NoMarketplaces(region=asked.region_name, details=details)
    if "access to" in words and "denied" in words:
        return RoleMissing(service=AMAZON, method="mws", details=details)
    return MwsAccessDenied(service=AMAZON, details=details)


def _value_refused(reply: Reply, refusal: Refusal, asked: Asked) -> LmbError:
    """Tell by the text which value was refused: our time, or what the person typed."""
    words, details = refusal.message.lower(), reply.details(f"error {refusal.code}", refusal.message)
    if "expired" in words or "timestamp" in words:
        return ClockDoubtful(details=details)
    if "sellerid" in words or "merchant" in words:
        return SellerIdDiffers(given=asked.seller_id, found="", details=details)
    if "mwsauthtoken" in words:
        return CredentialsRefused(service=AMAZON, details=details)
    return reply.refused_as(refusal.code, refusal.message)


def _listing(row: Element, currencies: dict[str, str]) -> Listing:
    marketplace_id = text_below(row, "MarketplaceId")
    return Listing(
        marketplace_id=marketplace_id,
        currency=currencies.get(marketplace_id, ""),
        # Only marketplaces where the seller is active are listed (Sellers API reference).
        is_participating=True,
        has_suspended_listings=text_below(row, "HasSellerSuspendedListings").lower() == "yes",
    )
