"""QuickBooks: sign-in with Basic authentication, one company a consent, one read, renewal and revocation."""

from __future__ import annotations

from lmb_desktop.core.attempt import Answer, Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AnswerMalformed, AppMissing, Offline, ServiceTrouble, SettingsError
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, Renewal, SignIn
from lmb_desktop.gateways.claims import claims_of
from lmb_desktop.gateways.endpoints import ledger_endpoints
from lmb_desktop.gateways.ledger_answers import (
    exchange_refused,
    new_chain,
    refresh_refused,
    renewed_chain,
    withdrawn,
)
from lmb_desktop.gateways.quickbooks_answers import Person, company_in, fault_in, person_in, raise_for_busy, refusal
from lmb_desktop.gateways.token_answer import TokenRefused, Tokens
from lmb_desktop.gateways.token_client import OAuthClient, TokenClient
from lmb_desktop.gateways.web import ANY_TROUBLE, Question, Web
from lmb_desktop.gateways.web_reply import Reply, text_of

SCOPES = ("com.intuit.quickbooks.accounting", "openid", "profile", "email")
QUICKBOOKS = Provider.QUICKBOOKS
SANDBOX, PRODUCTION = "sandbox", "production"
MINOR_VERSION = "75"
# Without this header Intuit does not tell when the chain ends for good (Intuit developer blog, November 2025).
HARD_END = {"x-include-refresh-token-hard-expires-in": "true"}


class QuickBooks:
    """Everything this program asks of Intuit, with the settings of one moment."""

    def __init__(self, web: Web, tokens: TokenClient, settings: ServiceSettings) -> None:
        self._web = web
        self._tokens = tokens
        self._settings = settings
        self._app = settings.quickbooks

    def begin(self, redirect_uri: str = "") -> Attempt:
        """Return a new attempt; raises AppMissing. Intuit offers no PKCE: state, single use and company bind it."""
        redirect_uri = redirect_uri or self._app.redirect_uri
        if not redirect_uri:
            raise AppMissing(service=QUICKBOOKS.label)
        client, endpoints = self._client(), ledger_endpoints(self._settings, QUICKBOOKS)
        address = self._tokens.authorize_address(
            client.client_id, endpoints.authorize, redirect_uri=redirect_uri, scopes=SCOPES, has_pkce=False
        )
        return Attempt(
            provider=QUICKBOOKS,
            environment=self._app.environment,
            authorize_url=address.url,
            redirect_uri=redirect_uri,
            state=address.state,
            verifier=EMPTY,
            issued_at=self._web.clock.now(),
            issuer=endpoints.issuer,
        )

    def exchange(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> LedgerGrant:
        """Exchange the code and ask who consented; the company's name comes with the first read.

        Raises AnswerMalformed when the tokens are another company's than the answer said, and the usual.
        """
        tokens = self._exchanged(attempt, answer, cancel)
        identity = claims_of(tokens.id_token)
        realm_id = text_of(identity.get("realmid"))
        if realm_id and realm_id != answer.realm_id:
            raise AnswerMalformed(service=QUICKBOOKS.label, problem="company")
        who = self._person(tokens.access_token, attempt.environment, cancel)
        subject = text_of(identity.get("sub"))
        if who.user_id and subject and who.user_id != subject:
            # OpenID Connect Core section 5.3.2: user info about somebody else must not be used.
            who = Person(subject, "")
        return LedgerGrant(
            provider=QUICKBOOKS,
            environment=attempt.environment,
            user_id=who.user_id or subject,
            authorised_by=who.words,
            refresh_token=tokens.refresh_token,
            access_token=tokens.access_token,
            chain=new_chain(tokens, QUICKBOOKS),
            organisations=(Organisation(answer.realm_id, ""),),
        )

    def read(self, grant: LedgerGrant, organisation: Organisation, cancel: CancelToken) -> OrganisationFacts:
        """Read the company with a fresh consent, which proves that the company is this consent's.

        Raises NoRights, SubscriptionEnded and the usual.
        """

        def facts(reply: Reply) -> OrganisationFacts:
            return self._facts(reply, organisation, is_demo=grant.environment == SANDBOX, is_fresh=True)

        question = self._question(organisation.id, grant.access_token, grant.environment)
        return self._web.ask(question, cancel, facts)

    def renew(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> Renewal:
        """Refresh once; raises GrantEnded, AppRefused and the usual."""
        try:
            tokens = self._tokens.refresh(self._client(), refresh_token, cancel)
        except TokenRefused as refused:
            error = refresh_refused(QUICKBOOKS, refused, chain=sign_in.chain, now=self._web.clock.now())
        else:
            chain = renewed_chain(sign_in.chain, tokens, QUICKBOOKS)
            return Renewal(tokens.refresh_token or refresh_token, tokens.access_token, chain)
        raise error

    def read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> OrganisationFacts:
        """Read a link's company; raises GrantEnded, NoRights, SubscriptionEnded and the usual."""
        organisation = Organisation(link.organisation_id, link.organisation_name)

        def facts(reply: Reply) -> OrganisationFacts:
            return self._facts(reply, organisation, is_demo=link.is_demo, is_fresh=False)

        # A company of the sandbox stays one, whatever the settings say by now.
        environment = SANDBOX if link.is_demo else PRODUCTION
        return self._web.ask(self._question(organisation.id, access_token, environment), cancel, facts)

    def revoke(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> None:
        """End the consent, which is one company; raises GrantEnded where it had ended before."""

        def accept(reply: Reply) -> None:
            reply.raise_for_trouble()
            if reply.status in (400, 401):
                raise withdrawn(QUICKBOOKS, reply.details(text_of(reply.soft_object().get("error"))))
            if not reply.is_good:
                raise reply.unusable(f"it refused with status {reply.status}")

        client, url = self._client(), ledger_endpoints(self._settings, QUICKBOOKS, sign_in.environment).revoke
        question = Question(
            QUICKBOOKS.label,
            "POST",
            url,
            headers={"Accept": "application/json"},
            json={"token": refresh_token.reveal()},
            auth=(client.client_id.encode(), client.client_secret.reveal().encode()),
        )
        self._web.ask(question, cancel, accept)

    def _client(self) -> OAuthClient:
        if not self._app.client_id or not self._app.client_secret:
            raise AppMissing(service=QUICKBOOKS.label)
        token_url = ledger_endpoints(self._settings, QUICKBOOKS).token
        return OAuthClient(QUICKBOOKS.label, self._app.client_id, token_url, self._app.client_secret, HARD_END)

    def _exchanged(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> Tokens:
        try:
            return self._tokens.exchange(
                self._client(), answer.code, cancel, redirect_uri=attempt.redirect_uri, verifier=EMPTY
            )
        except TokenRefused as refused:
            error = exchange_refused(QUICKBOOKS, refused, " ".join(SCOPES))
        raise error

    def _person(self, access_token: Secret, environment: str, cancel: CancelToken) -> Person:
        def read(reply: Reply) -> Person:
            reply.raise_for_trouble()
            return person_in(reply)

        url = ledger_endpoints(self._settings, QUICKBOOKS, environment).userinfo
        question = Question(QUICKBOOKS.label, "GET", url, headers=_bearer(access_token), retries_on=ANY_TROUBLE)
        try:
            return self._web.ask(question, cancel, read)
        except (Offline, ServiceTrouble, SettingsError):
            # It only says who authorised; the code is spent, and the connection must not end for that.
            return Person("", "")

    def _question(self, realm_id: str, access_token: Secret, environment: str) -> Question:
        base_url = ledger_endpoints(self._settings, QUICKBOOKS, environment).api
        url = f"{base_url}/v3/company/{realm_id}/companyinfo/{realm_id}?minorversion={MINOR_VERSION}"
        return Question(QUICKBOOKS.label, "GET", url, headers=_bearer(access_token), retries_on=ANY_TROUBLE)

    def _facts(self, reply: Reply, organisation: Organisation, *, is_demo: bool, is_fresh: bool) -> OrganisationFacts:
        fault = fault_in(reply)
        raise_for_busy(reply, fault)
        if fault is not None or not reply.is_good:
            raise refusal(reply, fault, organisation.name, is_fresh=is_fresh)
        return company_in(reply, organisation.id, self._web.clock.now(), is_demo=is_demo)


def _bearer(access_token: Secret) -> dict[str, str]:
    return {"Authorization": f"Bearer {access_token.reveal()}", "Accept": "application/json"}
