"""The person at the computers: adds accounts, and signs in again, through the program's own doors."""

from __future__ import annotations

from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import LedgerGrant, Provider
from tests.soak.cast import Books, Part
from tests.soak.stage import START, Stage


class Person:
    """Do what people do."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._tokens: dict[str, str] = {}
        self._seller_ids: dict[str, str] = {}

    def authorise_early(self) -> None:
        """Let some sellers authorise the public app long before the year begins; nobody in the program knows when."""
        for part in self._stage.cast:
            if part.is_public and part.method is Method.SP_API:
                self._tokens[part.account_id] = self._seller_token(part)
        self._stage.clock.forward(START - self._stage.clock.now)

    def add(self, part: Part) -> None:
        """Add an account: both halves, or one half and a ledger connection that is there already."""
        self.authorise_seller(part)
        connections = self._stage.machine_of(part).parts.connections
        shared = next((link for link in connections.overview().links if _is_to(link.link, part.books)), None)
        if shared is None:
            self.sign_in(part)
        else:
            connections.share_link(part.account_id, shared.link.id)
            self._stage.story.tell(part.account_id, "shares a ledger connection", counted="ledger connections shared")
        self._stage.story.tell(part.account_id, "added", counted="accounts added")

    def authorise_seller(self, part: Part) -> AccountView:
        """Fetch a token in Seller Central, verify it live and save the Amazon half."""
        parts = self._stage.machine_of(part).parts
        token = self._tokens.pop(part.account_id, None) or self._seller_token(part)
        credentials = SellerCredentials(part.region, part.method, self._seller_ids[part.account_id], Secret(token))
        identity = parts.seller_check.verify(credentials, CancelToken())
        return parts.connections.save_seller_half(
            part.account_id, name=part.name, credentials=credentials, identity=identity
        )

    def sign_in(self, part: Part) -> AccountView:
        """Consent at the ledger as a browser would, exchange, read live and save the ledger half."""
        parts, books = self._stage.machine_of(part).parts, part.books
        grant = self._consent(part)
        organisation = next(one for one in grant.organisations if one.id == books.organisation_id)
        facts = parts.ledger_sign_in.read(grant, organisation, CancelToken())
        return parts.connections.save_ledger_half(part.account_id, grant=grant, organisation=organisation, facts=facts)

    def _consent(self, part: Part) -> LedgerGrant:
        door, books = self._stage.machine_of(part).parts.ledger_sign_in, part.books
        attempt = door.begin(books.provider)
        address = self._stage.services.order(
            "consent", url=attempt.authorize_url, user=books.user, organisations=self._chosen(books)
        )["address"]
        return door.exchange(attempt, attempt.judge(address, self._stage.clock.now), CancelToken())

    def _chosen(self, books: Books) -> list[str]:
        """Return what is ticked on the consent page: at Xero now and then everything the login has."""
        if books.provider is Provider.QUICKBOOKS or self._stage.dice.random() < 0.7:
            return [books.organisation_id]
        return sorted({one.books.organisation_id for one in self._stage.cast if one.books.user_id == books.user_id})

    def _seller_token(self, part: Part) -> str:
        given = self._stage.services.order(
            "authorise", seller=part.seller, region=part.region, method=part.method.value, public=part.is_public
        )
        self._seller_ids[part.account_id] = given["seller_id"]
        return str(given.get("refresh_token") or given["mws_auth_token"])


def _is_to(link: LedgerLink, books: Books) -> bool:
    return (link.provider, link.organisation_id) == (books.provider, books.organisation_id)
