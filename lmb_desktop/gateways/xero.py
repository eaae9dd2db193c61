"""Xero: sign-in with PKCE and no secret, the organisations of a consent, one read, renewal and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote, urlencode

from lmb_desktop.core.attempt import Answer, Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AppMissing, NoOrganisation
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, Renewal, SignIn
from lmb_desktop.gateways.claims import claims_of
from lmb_desktop.gateways.endpoints import ledger_endpoints
from lmb_desktop.gateways.ledger_answers import (
    exchange_refused,
    new_chain,
    person,
    refresh_refused,
    renewed_chain,
    withdrawn,
)
from lmb_desktop.gateways.token_answer import TokenRefused, Tokens
from lmb_desktop.gateways.token_client import OAuthClient, TokenClient
from lmb_desktop.gateways.web import Question, Web
from lmb_desktop.gateways.web_reply import Reply, text_of
from lmb_desktop.gateways.xero_answers import (
    Connection,
    all_connections_in,
    connections_in,
    fresh_refusal,
    no_rights,
    organisation_in,
    organisations_of,
    refusal_detail,
    unnamed_refusal,
)

SCOPES = ("openid", "profile", "email", "offline_access", "accounting.settings.read")
ENVIRONMENT = "production"
"""Xero has one environment; its demo companies live in it."""
XERO = Provider.XERO

Result = TypeVar("Result")


class Xero:
    """Everything this program asks of Xero, with the settings of one moment."""

    def __init__(self, web: Web, tokens: TokenClient, settings: ServiceSettings) -> None:
        self._web = web
        self._tokens = tokens
        self._app = settings.xero
        self._endpoints = ledger_endpoints(settings, XERO)

    def begin(self, redirect_uri: str = "") -> Attempt:
        """Return a new attempt; raises AppMissing."""
        redirect_uri = redirect_uri or next(iter(self._app.redirect_uris), "")
        if not self._app.client_id or not redirect_uri:
            raise AppMissing(service=XERO.label)
        address = self._tokens.authorize_address(
            self._app.client_id, self._endpoints.authorize, redirect_uri=redirect_uri, scopes=SCOPES, has_pkce=True
        )
        return Attempt(
            provider=XERO,
            environment=ENVIRONMENT,
            authorize_url=address.url,
            redirect_uri=redirect_uri,
            state=address.state,
            verifier=address.verifier,
            issued_at=self._web.clock.now(),
            issuer=self._endpoints.issuer,
        )

    def exchange(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> LedgerGrant:
        """Exchange the code and ask which organisations this consent chose; raises NoOrganisation and the usual."""
        tokens = self._exchanged(attempt, answer, cancel)
        claims, identity = claims_of(tokens.access_token), claims_of(tokens.id_token)
        chosen, others = self._chosen(tokens.access_token, text_of(claims.get("authentication_event_id")), cancel)
        names = [text_of(identity.get(name)) for name in ("given_name", "family_name")]
        names = names if any(names) else [text_of(identity.get("name"))]
        return LedgerGrant(
            provider=XERO,
            environment=ENVIRONMENT,
            user_id=text_of(claims.get("xero_userid")),
            authorised_by=person(names, text_of(identity.get("email"))),
            refresh_token=tokens.refresh_token,
            access_token=tokens.access_token,
            chain=new_chain(tokens, XERO),
            organisations=organisations_of(chosen),
            others=organisations_of(others),
        )

    def read(self, grant: LedgerGrant, organisation: Organisation, cancel: CancelToken) -> OrganisationFacts:
        """Read an organisation with a fresh consent; raises NoRights, ScopeRefused, ConnectionLimit and the usual."""

        def facts(reply: Reply) -> OrganisationFacts:
            if not reply.is_good:
                raise fresh_refusal(reply, organisation.name, " ".join(SCOPES))
            return organisation_in(reply, organisation.id, self._web.clock.now())

        return self._organisation(grant.access_token, organisation.id, cancel, read=facts)

    def renew(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> Renewal:
        """Refresh once; raises GrantEnded, AppRefused and the usual."""
        try:
            tokens = self._tokens.refresh(self._client(), refresh_token, cancel)
        except TokenRefused as refusal:
            error = refresh_refused(XERO, refusal, chain=sign_in.chain, now=self._web.clock.now())
        else:
            chain = renewed_chain(sign_in.chain, tokens, XERO)
            return Renewal(tokens.refresh_token or refresh_token, tokens.access_token, chain)
        raise error

    def read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> OrganisationFacts:
        """Read a link's organisation; raises GrantEnded when it was disconnected in Xero, NoRights when it was not."""

        def facts(reply: Reply) -> OrganisationFacts | Reply:
            if reply.is_good:
                return organisation_in(reply, link.organisation_id, self._web.clock.now())
            if reply.status in (401, 403):
                return reply
            raise unnamed_refusal(reply)

        found = self._organisation(access_token, link.organisation_id, cancel, read=facts)
        if isinstance(found, OrganisationFacts):
            return found
        details = found.details(refusal_detail(found))
        if found.status == 403 and link.organisation_id.lower() in self._linked(access_token, cancel):
            raise no_rights(link.organisation_name, details)
        raise withdrawn(XERO, details)

    def unlink(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> bool:
        """End one organisation's connection; tells whether this person has others linked to the app."""
        linked = self._connections(access_token, {}, cancel, parse=all_connections_in)
        of_this = [one for one in linked if one.organisation.id.lower() == link.organisation_id.lower()]
        for one in of_this:
            url = f"{self._endpoints.connections}/{quote(one.organisation.connection_id, safe='')}"
            self._web.ask(Question(XERO.label, "DELETE", url, headers=_bearer(access_token)), cancel, _accept_gone)
        return len(linked) > len(of_this)

    def revoke(self, _sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> None:
        """End the whole sign-in, and with it every organisation this person linked to the app."""
        form = {"token": refresh_token.reveal(), "client_id": self._app.client_id}
        self._web.ask(Question(XERO.label, "POST", self._endpoints.revoke, form=form), cancel, _accept)

    def _client(self) -> OAuthClient:
        if not self._app.client_id:
            raise AppMissing(service=XERO.label)
        return OAuthClient(XERO.label, self._app.client_id, self._endpoints.token)

    def _exchanged(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> Tokens:
        try:
            return self._tokens.exchange(
                self._client(), answer.code, cancel, redirect_uri=attempt.redirect_uri, verifier=attempt.verifier
            )
        except TokenRefused as refusal:
            error = exchange_refused(XERO, refusal, " ".join(SCOPES))
        raise error

    def _chosen(
        self, access_token: Secret, event_id: str, cancel: CancelToken
    ) -> tuple[list[Connection], list[Connection]]:
        """Return what this consent chose, or else everything its person ever linked, for the person to pick from."""
        if event_id:
            filtered = self._connections(access_token, {"authEventId": event_id}, cancel)
            chosen = [one for one in filtered if one.event_id in ("", event_id)]
            if chosen:
                return chosen, []
        others = self._connections(access_token, {}, cancel)
        if not others:
            raise NoOrganisation(service=XERO.label)
        return [], others

    def _linked(self, access_token: Secret, cancel: CancelToken) -> frozenset[str]:
        linked = self._connections(access_token, {}, cancel)
        return frozenset(one.organisation.id.lower() for one in linked)

    def _connections(
        self,
        access_token: Secret,
        query: dict[str, str],
        cancel: CancelToken,
        *,
        parse: Callable[[Reply], list[Connection]] = connections_in,
    ) -> list[Connection]:
        def read(reply: Reply) -> list[Connection]:
            reply.raise_for_trouble()
            if not reply.is_good:
                raise unnamed_refusal(reply)
            return parse(reply)

        url = self._endpoints.connections + (f"?{urlencode(query)}" if query else "")
        return self._web.ask(Question(XERO.label, "GET", url, headers=_bearer(access_token)), cancel, read)

    def _organisation(
        self, access_token: Secret, tenant_id: str, cancel: CancelToken, *, read: Callable[[Reply], Result]
    ) -> Result:
        def judged(reply: Reply) -> Result:
            reply.raise_for_trouble()
            return read(reply)

        headers = {**_bearer(access_token), "xero-tenant-id": tenant_id}
        question = Question(XERO.label, "GET", f"{self._endpoints.api}/Organisation", headers=headers)
        return self._web.ask(question, cancel, judged)


def _bearer(access_token: Secret) -> dict[str, str]:
    # Without Accept the answer may be XML.
    return {"Authorization": f"Bearer {access_token.reveal()}", "Accept": "application/json"}


def _accept(reply: Reply) -> None:
    reply.raise_for_trouble()
    if not reply.is_good:
        raise unnamed_refusal(reply)


def _accept_gone(reply: Reply) -> None:
    if reply.status != 404:
        _accept(reply)
