"""ConsentGateway: the port SellerConsent. Opens Amazon's consent page for an attempt and exchanges its code, once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from lmb_desktop.core.account import SellerGrant
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AppIncomplete, AppMissing, AppRefused, CodeExpired, LmbError
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.ports import Clock
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.seller_central import consent_url
from lmb_desktop.core.seller_consent import CODE_LIFETIME, ConsentAnswer, ConsentAttempt
from lmb_desktop.core.service_settings import AmazonSettings, ServiceSettings
from lmb_desktop.gateways.endpoints import amazon_token_url, seller_central_base
from lmb_desktop.gateways.lwa import AMAZON, FORM
from lmb_desktop.gateways.token_answer import TokenRefused
from lmb_desktop.gateways.token_client import OAuthClient, TokenClient
from lmb_desktop.gateways.web import Web


class ConsentGateway:
    """Let sellers authorise the program's Amazon app; safe to use from several threads."""

    def __init__(
        self, settings: Callable[[], ServiceSettings], clock: Clock, book: MarketplaceBook, *, web: Web | None = None
    ) -> None:
        self._settings = settings
        self._book = book
        self._clock = clock
        self._tokens = TokenClient(web or Web(clock))

    def begin(self, region: str, *, is_draft: bool = False) -> ConsentAttempt:
        """Return a new attempt with fresh state; raises AppMissing, AppIncomplete or SettingsError."""
        settings = self._settings()
        amazon = _complete(settings.amazon)
        base = seller_central_base(settings, self._book.region(region))
        state = Secret(secrets.token_urlsafe(32))
        return ConsentAttempt(
            region=region,
            authorize_url=consent_url(base, amazon, state, is_draft=is_draft or amazon.draft_app),
            redirect_uri=amazon.consent_redirect_uri,
            state=state,
            issued_at=self._clock.now(),
        )

    def exchange(self, attempt: ConsentAttempt, answer: ConsentAnswer, cancel: CancelToken) -> SellerGrant:
        """Exchange the code, once; raises CodeExpired, AppRefused, Offline, ServiceTrouble or Cancelled."""
        settings = self._settings()
        amazon = _complete(settings.amazon)
        client = OAuthClient(
            AMAZON, amazon.client_id, amazon_token_url(settings), amazon.client_secret, FORM, is_secret_in_body=True
        )
        try:
            tokens = self._tokens.exchange(
                client, answer.code, cancel, redirect_uri=attempt.redirect_uri, verifier=EMPTY
            )
        except TokenRefused as refusal:
            error = _refused(refusal)
        else:
            return SellerGrant(answer.seller_id, tokens.refresh_token, answer.is_named_by_amazon)
        raise error


def _complete(amazon: AmazonSettings) -> AmazonSettings:
    """Return the app when nothing that a consent needs is missing."""
    if not amazon.application_id or not amazon.client_id:
        raise AppMissing(service=AMAZON)
    if not amazon.client_secret or not amazon.consent_redirect_uri:
        raise AppIncomplete(service=AMAZON)
    return amazon


def _refused(refusal: TokenRefused) -> LmbError:
    """Return what an OAuth error of Amazon means for a code; the code counts, not the status."""
    if refusal.code in ("invalid_grant", "access_denied"):
        minutes = CODE_LIFETIME // timedelta(minutes=1)
        return CodeExpired(service=AMAZON, minutes=minutes, details=refusal.details)
    # The application ID and the client ID may be of two apps (SP-API guide, "Authorization errors").
    if refusal.code in ("invalid_client", "unauthorized_client"):
        return AppRefused(service=AMAZON, details=refusal.details)
    return refusal.reply.refused_as(refusal.code, refusal.description)
