"""SellerGateway: the port SellerCheck, by whichever way the account uses (SP-API or MWS)."""

from __future__ import annotations

from collections.abc import Callable

from lmb_desktop.core.account import Method, SellerCredentials, SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.ports import Clock
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.gateways.mws import MwsCheck
from lmb_desktop.gateways.sp_api_check import SpApiCheck
from lmb_desktop.gateways.web import Web


class SellerGateway:
    """Ask Amazon whether credentials open this seller's account in this region; safe to use from several threads."""

    def __init__(
        self, settings: Callable[[], ServiceSettings], clock: Clock, book: MarketplaceBook, *, web: Web | None = None
    ) -> None:
        self._settings = settings
        self._book = book
        self._web = web or Web(clock)

    def verify(self, credentials: SellerCredentials, cancel: CancelToken) -> SellerIdentity:
        """Return what Amazon confirmed; raises SignInError, Offline, ServiceTrouble, ClockWrong, Cancelled."""
        kind = MwsCheck if credentials.method is Method.MWS else SpApiCheck
        return kind(self._web, self._settings(), book=self._book, cancel=cancel).verify(credentials)
