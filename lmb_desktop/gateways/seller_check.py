"""SellerGateway: the port SellerCheck, by whichever way the account uses (SP-API or MWS)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from lmb_desktop.core.account import Method, SellerCredentials, SellerIdentity
from lmb_desktop.core.again import Again, freely
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import YEAR
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

    def verify(self, credentials: SellerCredentials, cancel: CancelToken, again: Again = freely) -> SellerIdentity:
        """Return what Amazon confirmed; raises SignInError, Offline, ServiceTrouble, ClockWrong, Cancelled."""
        settings = self._settings()
        kind = MwsCheck if credentials.method is Method.MWS else SpApiCheck
        identity = kind(self._web, settings, book=self._book, cancel=cancel, again=again).verify(credentials)
        return replace(identity, ends_at=_end(credentials, settings, identity))


def _end(credentials: SellerCredentials, settings: ServiceSettings, identity: SellerIdentity) -> datetime | None:
    """Return when an authorisation given now ends: that of a public app, which has an application ID, after a year."""
    is_public = bool(settings.amazon.application_id) and credentials.own_app is None
    return identity.verified_at + YEAR if is_public and credentials.method is Method.SP_API else None
