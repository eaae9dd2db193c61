"""LedgerGateway: the port LedgerSignIn; each call goes to the provider it is about, with the settings of the moment."""

from __future__ import annotations

from collections.abc import Callable

from lmb_desktop.core.attempt import Answer, Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.ports import Clock
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, Renewal, SignIn
from lmb_desktop.gateways.quickbooks import QuickBooks
from lmb_desktop.gateways.token_client import TokenClient
from lmb_desktop.gateways.web import Web
from lmb_desktop.gateways.xero import Xero


class LedgerGateway:
    """Sign in at Xero or Intuit, renew, read and revoke; safe to use from several threads."""

    def __init__(self, settings: Callable[[], ServiceSettings], clock: Clock, *, web: Web | None = None) -> None:
        self._settings = settings
        self._web = web or Web(clock)
        self._tokens = TokenClient(self._web)

    def begin(self, provider: Provider, redirect_uri: str = "") -> Attempt:
        """Return a new attempt: fresh state and PKCE pair, the address to open; raises AppMissing."""
        return self._service(provider).begin(redirect_uri)

    def exchange(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> LedgerGrant:
        """Exchange the code and ask which organisations it reaches and who consented.

        Raises SignInError, Offline, ServiceTrouble, Cancelled.
        """
        return self._service(attempt.provider).exchange(attempt, answer, cancel)

    def read(self, grant: LedgerGrant, organisation: Organisation, cancel: CancelToken) -> OrganisationFacts:
        """Read an organisation live with the grant's access token; the answer must be this organisation's."""
        return self._service(grant.provider).read(grant, organisation, cancel)

    def renew(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> Renewal:
        """Refresh once; raises GrantEnded on a refusal. Store the new token before the access token is used."""
        return self._service(sign_in.provider).renew(sign_in, refresh_token, cancel)

    def read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> OrganisationFacts:
        """Read a link's organisation live; raises GrantEnded where access was withdrawn."""
        return self._service(link.provider).read_link(link, access_token, cancel)

    def unlink(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> bool:
        """End one organisation's connection at Xero; tells whether this person has others linked to the app there."""
        return Xero(self._web, self._tokens, self._settings()).unlink(link, access_token, cancel)

    def revoke(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> None:
        """End a whole sign-in at the provider; raises GrantEnded where it had ended before."""
        self._service(sign_in.provider).revoke(sign_in, refresh_token, cancel)

    def _service(self, provider: Provider) -> Xero | QuickBooks:
        kind = Xero if provider is Provider.XERO else QuickBooks
        return kind(self._web, self._tokens, self._settings())
