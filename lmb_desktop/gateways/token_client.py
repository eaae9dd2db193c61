"""TokenClient: address, PKCE pair, exchange and refresh by requests-oauthlib, with each of its traps closed here."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import requests
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AnswerUnusable, CertificateUntrusted, Offline, ServiceTrouble
from lmb_desktop.core.errors.family import Fact
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.gateways.endpoints import checked
from lmb_desktop.gateways.errand import TOKEN_LIMIT, Errand, abandonable
from lmb_desktop.gateways.secure_transport import http_allowed
from lmb_desktop.gateways.token_answer import TokenRefused, Tokens, tokens_in
from lmb_desktop.gateways.web import Web
from lmb_desktop.gateways.web_guard import guard
from lmb_desktop.gateways.web_reply import Reply

VERIFIER_LENGTH = 64
"""Characters of a PKCE verifier; 43 to 128 are allowed (RFC 7636 section 4.1)."""
LINGER_S = 1.5
"""Seconds that a refresh is still waited for when somebody gives up: its answer may hold the only good token."""
# At DEBUG these print codes, headers and tokens.
TALKATIVE = ("requests_oauthlib", "oauthlib")


@dataclass(frozen=True)
class OAuthClient:
    """How this program presents itself to one provider; without a secret it is a public client."""

    service: str
    client_id: str
    token_url: str
    client_secret: Secret = EMPTY
    headers: Mapping[str, str] = field(default_factory=dict)
    is_secret_in_body: bool = False
    """Amazon wants the secret beside the id among the fields of the form, and no header."""

    @property
    def auth(self) -> HTTPBasicAuth | None:
        """Return the Basic authentication, or None: a public client sends its id in the body and no header."""
        if not self.client_secret or self.is_secret_in_body:
            return None
        # As bytes, because requests cannot write text beyond Latin-1; Intuit takes both parts as they are.
        return HTTPBasicAuth(self.client_id.encode(), self.client_secret.reveal().encode())


@dataclass(frozen=True)
class AuthorizeAddress:
    """The address that opens a sign-in, and what must be kept until its answer comes."""

    url: str
    state: Secret
    verifier: Secret


class TokenClient:
    """Talk OAuth 2.0 to a provider. Compares no state: that is the attempt's work, before a code comes here."""

    def __init__(self, web: Web) -> None:
        self._web = web

    def authorize_address(
        self, client_id: str, authorize_url: str, *, redirect_uri: str, scopes: Sequence[str], has_pkce: bool
    ) -> AuthorizeAddress:
        """Return a new address with fresh state, and a fresh PKCE pair (S256) where the provider offers that."""
        _hush()
        client = WebApplicationClient(client_id)
        session = OAuth2Session(client=client, redirect_uri=redirect_uri, scope=list(scopes))
        state, verifier, challenge = secrets.token_urlsafe(32), "", {}
        if has_pkce:
            verifier = client.create_code_verifier(VERIFIER_LENGTH)
            challenge = {
                "code_challenge": client.create_code_challenge(verifier, "S256"),
                "code_challenge_method": "S256",
            }
        checked(authorize_url)
        with http_allowed(authorize_url):
            url, _state = session.authorization_url(authorize_url, state, **challenge)
        return AuthorizeAddress(url, Secret(state), Secret(verifier))

    def exchange(
        self, client: OAuthClient, code: Secret, cancel: CancelToken, *, redirect_uri: str, verifier: Secret
    ) -> Tokens:
        """Exchange a code, once: a code that was sent must not be sent again. Raises TokenRefused and the usual."""

        proof: dict[str, Any] = {"code_verifier": verifier.reveal()} if verifier else {}
        if client.is_secret_in_body:
            proof["client_secret"] = client.client_secret.reveal()

        def fetch(session: OAuth2Session) -> None:
            session.redirect_uri = redirect_uri
            session.fetch_token(
                checked(client.token_url),
                code=code.reveal(),
                auth=client.auth,
                include_client_id=client.auth is None,
                headers=_headers(client),
                **proof,
            )

        sent = (code, verifier, client.client_secret)
        try:
            return self._fetched(client, fetch, cancel, needs_refresh_token=True, sent=sent)
        except CertificateUntrusted as error:
            # The sign-in page was shown, so whoever showed it trusts an issuer that we do not.
            facts: dict[str, Fact] = {**error.facts, "moment": "after-sign-in"}
            seen = CertificateUntrusted(details=error.details, **facts)
        raise seen

    def refresh(self, client: OAuthClient, refresh_token: Secret, cancel: CancelToken) -> Tokens:
        """Refresh; a lost connection is tried again. Raises TokenRefused and the usual.

        The refresh token comes back empty where the provider sent none, and the old one goes on (RFC 6749 section 6).
        Of several failures the one is raised after which the token may have been used up.
        """

        public_id: dict[str, Any] = {} if client.auth else {"client_id": client.client_id}

        def fetch(session: OAuth2Session) -> None:
            session.refresh_token(
                checked(client.token_url),
                refresh_token=refresh_token.reveal(),
                auth=client.auth,
                headers=_headers(client),
                **public_id,
            )

        sent = (refresh_token, client.client_secret)
        doubts: list[Offline | ServiceTrouble] = []

        def attempt() -> Tokens:
            try:
                return self._fetched(client, fetch, cancel, needs_refresh_token=False, sent=sent, linger_s=LINGER_S)
            except (Offline, ServiceTrouble) as error:
                if doubts and not error.is_open:
                    # What came before counts on: its answer may have been the only good token.
                    raise doubts[-1] from None
                doubts.extend([error] if error.is_open else [])
                raise

        return self._web.patiently(attempt, cancel)

    def _fetched(
        self,
        client: OAuthClient,
        fetch: Callable[[OAuth2Session], None],
        cancel: CancelToken,
        *,
        needs_refresh_token: bool,
        sent: tuple[Secret, ...],
        linger_s: float = 0.0,
    ) -> Tokens:
        """Run one call of requests-oauthlib; the answer is judged before the library sees it."""
        errand = Errand(client.service, TOKEN_LIMIT, linger_s)
        asked_at = self._web.clock.now()

        def work(stop: threading.Event) -> Tokens | TokenRefused:
            found: list[Tokens] = []

            def judge(response: requests.Response) -> requests.Response:
                reply = Reply.of(response, client.service, asked_at, sent=sent)
                found.append(tokens_in(reply, needs_refresh_token=needs_refresh_token))
                return response

            # No scope: the library would raise a bare Warning, and lose the tokens, when a provider grants more.
            session = OAuth2Session(client=WebApplicationClient(client.client_id))
            session.register_compliance_hook("access_token_response", judge)
            session.register_compliance_hook("refresh_token_response", judge)
            # A connection of its own: a pooled one may be dead, and a code cannot be sent twice.
            with closing(HTTPAdapter()) as adapter:
                guard(session, errand, stop, adapter=adapter)
                return _called(session, client, fetch) or found[0]

        _hush()
        outcome = abandonable(work, errand, cancel)
        if isinstance(outcome, TokenRefused):
            raise outcome
        return outcome


def _called(session: OAuth2Session, client: OAuthClient, fetch: Callable[[OAuth2Session], None]) -> TokenRefused | None:
    """Make the call; a refusal is returned instead of raised, so that it leaves no frames with secrets behind."""
    try:
        with http_allowed(client.token_url):
            fetch(session)
    except TokenRefused as refusal:
        return refusal.with_traceback(None)
    except OAuth2Error as error:
        # Cannot happen after our own judgement, except for an address without https.
        problem = f"it was not understood ({type(error).__name__})"
        raise AnswerUnusable(service=client.service, problem=problem) from None
    return None


def _headers(client: OAuthClient) -> dict[str, str]:
    kinds = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    return kinds | dict(client.headers)


def _hush() -> None:
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
