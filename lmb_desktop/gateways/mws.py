"""MwsCheck: "does this MWS token open this seller's account in this region?", asked of Amazon MWS as it was."""

from __future__ import annotations

from lmb_desktop.core.account import SellerCredentials, SellerIdCheck, SellerIdentity
from lmb_desktop.core.again import Again
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AnswerUnusable,
    AppMissing,
    LmbError,
    NoMarketplaces,
    Offline,
    PortalInTheWay,
    ProxySilent,
    ProxyWantsPassword,
    SellerIdDiffers,
)
from lmb_desktop.core.marketplaces import MarketplaceBook, Region
from lmb_desktop.core.seller_credentials import is_seller_id
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.gateways.endpoints import mws_base
from lmb_desktop.gateways.lwa import AMAZON
from lmb_desktop.gateways.mws_answers import MWS, Asked, Page, closed, error_of, page_in, refusal_in
from lmb_desktop.gateways.mws_signature import signed_body
from lmb_desktop.gateways.seller_regions import Listing, raise_if_elsewhere, sold_in, takes_part_in
from lmb_desktop.gateways.web import Question, Web
from lmb_desktop.gateways.web_reply import Reply

VERSION = "2011-07-01"
ACTION = "ListMarketplaceParticipations"
MOST_PAGES = 20
"""Pages that are read at most; a service that always promises another one must not keep us."""
RETRIES_ON = frozenset({500, 502, 504})  # 503 is how MWS says "slow down"
# What the real hosts may answer now that the developer keys are deleted (Amazon's notices of April 2024).
GONE_CODES = frozenset({"AccessDenied", "InvalidAccessKeyId", "InvalidAddress", "InvalidClientTokenId"})
ON_THE_WAY = (PortalInTheWay, ProxySilent, ProxyWantsPassword)
"""What says for certain that the real host was not reached, so that nothing is known of it."""
NO_MWS = "a web page came, so this is no MWS; check the address of mws in the service settings"


class MwsCheck:
    """One Verify by MWS: one request, and one more for each further page."""

    def __init__(
        self, web: Web, settings: ServiceSettings, *, book: MarketplaceBook, cancel: CancelToken, again: Again
    ) -> None:
        self._web = web
        self._settings = settings
        self._book = book
        self._cancel = cancel
        self._again = again

    def verify(self, credentials: SellerCredentials) -> SellerIdentity:
        """Return what Amazon confirmed; raises SignInError (MwsClosed too), Offline, ServiceTrouble, Cancelled."""
        region = self._book.region(credentials.region)
        base_url = mws_base(self._settings, region)
        if not base_url:
            raise closed(f"there never was an MWS for {region.name}")
        developer = self._settings.amazon.mws
        if not developer.access_key_id or not developer.secret_key:
            raise AppMissing(service=MWS)
        listings = self._listings(f"{base_url}/Sellers/{VERSION}", credentials)
        return self._identity(credentials, listings, region)

    def _listings(self, url: str, credentials: SellerCredentials) -> list[Listing]:
        listings: list[Listing] = []
        seller_ids: frozenset[str] = frozenset()
        step = {"Action": ACTION}
        for number in range(MOST_PAGES):
            if number:
                self._again()
            page = self._page(url, credentials, step)
            listings += page.listings
            seller_ids |= page.seller_ids
            if not page.next_token:
                break
            step = {"Action": f"{ACTION}ByNextToken", "NextToken": page.next_token}
        others = sorted(seller_ids - {credentials.seller_id})
        if others:
            raise SellerIdDiffers(given=credentials.seller_id, found=next(filter(is_seller_id, others), ""))
        return listings

    def _page(self, url: str, credentials: SellerCredentials, step: dict[str, str]) -> Page:
        form = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Accept": "text/xml"}
        body = signed_body(url, self._fields(credentials, step), self._settings.amazon.mws.secret_key)
        question = Question(
            AMAZON,
            "POST",
            url,
            headers=form,
            body=body,
            signed_secrets=(credentials.token, self._settings.amazon.mws.secret_key),
            retries_on=RETRIES_ON,
            again=self._again,
        )
        is_real = not self._settings.endpoint("mws")
        asked = Asked(credentials.seller_id, self._book.region(credentials.region).name)
        try:
            return self._web.ask(question, self._cancel, lambda reply: _page_of(reply, asked, is_real=is_real))
        except (Offline, AnswerUnusable) as error:
            meaning = _meaning(error, is_real=is_real)
        raise meaning

    def _fields(self, credentials: SellerCredentials, step: dict[str, str]) -> dict[str, str]:
        """Return the parameters to sign; the token is left out where developer and seller are one."""
        token = credentials.token.reveal()
        return {
            "AWSAccessKeyId": self._settings.amazon.mws.access_key_id,
            "SellerId": credentials.seller_id,
            "SignatureMethod": "HmacSHA256",
            "SignatureVersion": "2",
            "Timestamp": self._web.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": VERSION,
            **({"MWSAuthToken": token} if token else {}),
            **step,
        }

    def _identity(self, credentials: SellerCredentials, listings: list[Listing], region: Region) -> SellerIdentity:
        participations = sold_in(listings, self._book, region)
        if not takes_part_in(participations, region):
            raise_if_elsewhere(participations, self._book, region)
            raise NoMarketplaces(region=region.name)
        return SellerIdentity(
            seller_id=credentials.seller_id,
            store_name="",
            participations=participations,
            id_check=SellerIdCheck.CONFIRMED,
            verified_at=self._web.clock.now(),
        )


def _page_of(reply: Reply, asked: Asked, *, is_real: bool) -> Page:
    """Return the page in an answer; raises what its refusal means, and MwsClosed for what only a ruin would say."""
    if reply.is_good:
        return page_in(reply)
    refusal = refusal_in(reply)
    if refusal is None:
        reply.raise_for_trouble()
        kind = reply.headers.get("Content-Type", "").lower()
        raise reply.unusable(NO_MWS if "html" in kind else f"it refused with status {reply.status}")
    if is_real and refusal.code in GONE_CODES:
        raise closed(f"it answered {refusal.code}", reply.details(f"error {refusal.code}", refusal.message))
    raise error_of(reply, refusal, asked)


def _meaning(error: Offline | AnswerUnusable, *, is_real: bool) -> LmbError:
    """Return what it means that MWS gave no answer of its own: the real one is gone, a stand-in is misplaced."""
    if is_real:
        is_on_the_way = isinstance(error, ON_THE_WAY)
        return error if is_on_the_way else closed(error.fact("reason") or error.fact("problem"), error.details)
    if isinstance(error, PortalInTheWay) and error.fact("sign") == "page":
        return AnswerUnusable(service=MWS, problem=NO_MWS, details=error.details)
    return error
