"""SpApiCheck: "does this refresh token open this seller's account in this region?", asked of SP-API."""

from __future__ import annotations

from collections.abc import Sequence

from lmb_desktop.core.account import Participation, SellerApp, SellerCredentials, SellerIdCheck, SellerIdentity
from lmb_desktop.core.again import Again
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AnswerUnusable,
    AppMissing,
    AppRefused,
    ClockWrong,
    CredentialsRefused,
    NoMarketplaces,
    Offline,
    RateLimited,
    RoleMissing,
    ServiceTrouble,
    SettingsError,
)
from lmb_desktop.core.marketplaces import MarketplaceBook, Region
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.gateways.endpoints import SP_API, amazon_token_url, sp_api_base
from lmb_desktop.gateways.lwa import AMAZON, access_token
from lmb_desktop.gateways.seller_regions import Listing, raise_if_elsewhere, sold_in, takes_part_in
from lmb_desktop.gateways.sp_api import AccessTokenRefused, Door, SpApi
from lmb_desktop.gateways.web import Web

NO_ANSWER = (
    AccessTokenRefused,
    AnswerUnusable,
    AppRefused,
    ClockWrong,
    Offline,
    RoleMissing,
    ServiceTrouble,
    SettingsError,
)
"""What a region may say that only means: nothing to be learnt here."""


class SpApiCheck:
    """One Verify by SP-API: three requests where all is well, a fourth where the first Seller ID check cannot tell."""

    def __init__(
        self, web: Web, settings: ServiceSettings, *, book: MarketplaceBook, cancel: CancelToken, again: Again
    ) -> None:
        self._web = web
        self._settings = settings
        self._book = book
        self._cancel = cancel
        self._again = again
        self._api = SpApi(web, cancel, again)

    def verify(self, credentials: SellerCredentials) -> SellerIdentity:
        """Return what Amazon confirmed; raises SignInError, Offline, ServiceTrouble, ClockWrong, Cancelled."""
        region = self._book.region(credentials.region)
        app = self._app(credentials)
        door, listings = self._opened(app, credentials.token, region)
        participations = sold_in(listings, self._book, region)
        if not takes_part_in(participations, region):
            raise_if_elsewhere(participations, self._book, region)
            self._probe(door, region)
            raise NoMarketplaces(region=region.name)
        own = [entry for entry in participations if entry.marketplace_id in region.marketplace_ids]
        selling_in = [entry for entry in own if entry.is_participating]
        return SellerIdentity(
            seller_id=credentials.seller_id,
            store_name=_store_name(listings, selling_in[0].marketplace_id),
            participations=participations,
            id_check=self._id_check(credentials, door, selling_in),
            verified_at=self._web.clock.now(),
        )

    def _id_check(
        self, credentials: SellerCredentials, door: Door, selling_in: Sequence[Participation]
    ) -> SellerIdCheck:
        if credentials.is_id_proven:
            return SellerIdCheck.CONFIRMED
        return self._api.check_seller_id(door, credentials.seller_id, selling_in)

    def _app(self, credentials: SellerCredentials) -> SellerApp:
        amazon = self._settings.amazon
        app = credentials.own_app or SellerApp(amazon.client_id, amazon.client_secret)
        if not app.client_id or not app.client_secret:
            raise AppMissing(service=AMAZON)
        return app

    def _opened(self, app: SellerApp, token: Secret, region: Region) -> tuple[Door, list[Listing]]:
        """Return the open door and the seller's marketplaces; a stale access token gets one new exchange."""
        for is_last in (False, True):
            door = Door(sp_api_base(self._settings, region.sp_api_region), self._access_token(app, token))
            try:
                return door, self._api.listings(door)
            except AccessTokenRefused as refusal:
                if is_last:
                    self._probe(door, region)
                    raise CredentialsRefused(service=AMAZON, details=str(refusal)) from None
                self._again()
            except RoleMissing:
                # Amazon refuses a token of another region without a word of why.
                self._probe(door, region)
                raise
        raise AssertionError("the second refusal has been raised")

    def _access_token(self, app: SellerApp, token: Secret) -> Secret:
        url = amazon_token_url(self._settings)
        return access_token(self._web, url, app, refresh_token=token, cancel=self._cancel)

    def _probe(self, door: Door, region: Region) -> None:
        """Ask the other two regions once whether they know this token; raises WrongRegion when one does.

        Raises RateLimited where that cannot be told before one of them may be asked again.
        """
        busy: RateLimited | None = None
        for code in SP_API:
            try:
                other = sp_api_base(self._settings, code)
                if code == region.sp_api_region or other == door.base_url:
                    continue
                listings = self._api.listings(Door(other, door.access_token), is_probe=True)
            except RateLimited as error:
                busy = error
                continue
            except NO_ANSWER:
                continue
            raise_if_elsewhere(sold_in(listings, self._book, region), self._book, region)
        if busy is not None:
            raise busy


def _store_name(listings: list[Listing], marketplace_id: str) -> str:
    """Return the store's name in the first marketplace, else any it has."""
    names = {listing.marketplace_id: listing.store_name for listing in listings if listing.store_name}
    return names.get(marketplace_id) or next(iter(names.values()), "")
