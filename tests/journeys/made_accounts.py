"""Accounts made without the wizard: real consents at the practice services, saved by the program's own core."""

from __future__ import annotations

import uuid

from lmb_desktop.command_line import parse
from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider
from lmb_desktop.parts import Parts
from tests.journeys.orders import Orders
from tests.practice.browser import Browser

LISTS = {Provider.XERO: "organisation", Provider.QUICKBOOKS: "company"}


class MadeAccounts:
    """Save accounts in a data folder as the wizard would, and sign in at the practice ledgers as a person would."""

    def __init__(self, arguments: list[str], orders: Orders, base_url: str) -> None:
        self.parts = Parts(parse(arguments))
        self.parts.settings()
        self._orders = orders
        self._base_url = base_url

    def seller(self, name: str, seller: str, region: str, *, client: str = "") -> AccountView:
        """Save an Amazon half."""
        brought = self._orders.details(seller, region)
        credentials = SellerCredentials(region, Method.SP_API, brought.seller_id, Secret(brought.token))
        identity = self.parts.seller_check.verify(credentials, CancelToken())
        return self.parts.connections.save_seller_half(
            uuid.uuid4().hex, name=name, credentials=credentials, identity=identity, client=client
        )

    def reauthorise(self, view: AccountView, seller: str) -> AccountView:
        """Authorise Amazon again for an account, as this seller; raises WrongSeller when it is another one."""
        brought = self._orders.details(seller, view.account.region)
        credentials = SellerCredentials(view.account.region, Method.SP_API, brought.seller_id, Secret(brought.token))
        identity = self.parts.seller_check.verify(credentials, CancelToken())
        return self.parts.connections.reconnect_seller(view.account.id, credentials=credentials, identity=identity)

    def connect(self, view: AccountView, provider: Provider, person: str, entry: int = 0) -> AccountView:
        """Save a ledger half after a consent."""
        grant, organisation, facts = self.consent(provider, person, entry)
        return self.parts.connections.save_ledger_half(
            view.account.id, grant=grant, organisation=organisation, facts=facts
        )

    def consent(
        self, provider: Provider, person: str, entry: int = 0
    ) -> tuple[LedgerGrant, Organisation, OrganisationFacts]:
        """Sign in as a practice person, allow access to the entry of the list, and read the organisation."""
        sign_in, browser = self.parts.ledger_sign_in, Browser(self._base_url)
        attempt = sign_in.begin(provider)
        page = browser.open(attempt.authorize_url).click(f"person-{person}")
        books = page.options(LISTS[provider]) if page.has(LISTS[provider]) else []
        chosen = {LISTS[provider]: books[entry]} if books else {}
        page.click("allow", **chosen)
        browser.close()
        grant = sign_in.exchange(attempt, attempt.judge(page.outside, self.parts.clock.now()), CancelToken())
        organisation = next((one for one in grant.organisations if one.id in chosen.values()), grant.organisations[0])
        return grant, organisation, sign_in.read(grant, organisation, CancelToken())

    def view(self, account_id: str) -> AccountView:
        """Return an account as it is saved now."""
        return self.parts.connections.view(account_id)

    def close(self) -> None:
        """Let go of the folder."""
        self.parts.close()
