"""The person at the computers: adds accounts, signs in again, parts, all through the program's own doors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lmb_desktop.core.account import Method, SellerCredentials, SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import LinkView
from lmb_desktop.core.parting import Parted
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider
from tests.soak.cast import Books, Part
from tests.soak.machine import Machine
from tests.soak.stage import START, Stage
from tests.soak.truth import digest_of


@dataclass(frozen=True)
class Consent:
    """What a sign-in brought: the grant, the organisation that was picked, and what it said of itself."""

    grant: LedgerGrant
    organisation: Organisation
    facts: OrganisationFacts


class Person:
    """Do what people do."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._tokens: dict[str, str] = {}
        self._seller_ids: dict[str, str] = {}
        self.refused: set[str] = set()
        self.unreachable: set[tuple[str, str]] = set()
        """User and organisation of links that were given up after their sign-in had ended: they stay at Xero."""
        """Digests of refresh tokens that came with the wrong organisation and were not kept."""

    def authorise_early(self, parts: Iterable[Part]) -> None:
        """Let some sellers authorise the public app long before the year begins; nobody in the program knows when."""
        for part in parts:
            if part.is_public and part.method is Method.SP_API:
                self._tokens[part.account_id] = self._seller_token(part)
        self._stage.clock.to(START)

    def add(self, part: Part) -> None:
        """Add an account: both halves, or one half and a ledger connection that is there already."""
        credentials, identity = self.authorised(part)
        self._stage.machine_of(part).parts.connections.save_seller_half(
            part.account_id, name=part.name, credentials=credentials, identity=identity
        )
        self.connect_ledger(part)
        self._stage.story.tell(part.account_id, "added", counted="accounts added")

    def connect_ledger(self, part: Part) -> None:
        """Point an account to its books: share a connection that works, or sign in. Also Change ledger."""
        connections = self._stage.machine_of(part).parts.connections
        shared = self.link_to(self._stage.machine_of(part), part.books)
        if shared is None or shared.health.state is not State.OK:
            found = self.consent(part, part.books)
            connections.save_ledger_half(
                part.account_id, grant=found.grant, organisation=found.organisation, facts=found.facts
            )
            self._stage.story.tell(part.account_id, f"signs in to {part.books.organisation}")
        else:
            connections.share_link(part.account_id, shared.link.id)
            self._stage.story.tell(part.account_id, "shares a ledger connection", counted="ledger connections shared")

    def reconnect_seller(self, part: Part, as_part: Part | None = None) -> None:
        """Authorise Amazon again, as the seller of an account or as another one; raises as `Connections` does."""
        credentials, identity = self.authorised(as_part or part)
        connections = self._stage.machine_of(part).parts.connections
        connections.reconnect_seller(part.account_id, credentials=credentials, identity=identity)

    def reconnect_ledger(self, part: Part, as_books: Books | None = None) -> None:
        """Sign in again, to the books of an account or to others; raises as `Connections` does."""
        found = self.consent(part, as_books or part.books)
        if as_books is not None:
            self.refused.add(digest_of(found.grant.refresh_token.reveal()))
        link = self.link_to(self._stage.machine_of(part), part.books)
        assert link is not None
        self._stage.machine_of(part).parts.connections.reconnect_ledger(
            link.link.id,
            grant=found.grant,
            organisation=found.organisation,
            facts=found.facts,
            cancel=CancelToken(),
        )

    def remove(self, part: Part) -> Parted:
        """Delete an account."""
        return self._stage.machine_of(part).parts.connections.parting.remove(part.account_id, CancelToken())

    def authorised(self, part: Part) -> tuple[SellerCredentials, SellerIdentity]:
        """Fetch a token in Seller Central and verify it live."""
        token = self._tokens.pop(part.account_id, None) or self._seller_token(part)
        credentials = SellerCredentials(part.region, part.method, self._seller_ids[part.account_id], Secret(token))
        return credentials, self._stage.machine_of(part).parts.seller_check.verify(credentials, CancelToken())

    def consent(self, part: Part, books: Books) -> Consent:
        """Consent at the ledger as a browser would, exchange the code and read the organisation live."""
        door = self._stage.machine_of(part).parts.ledger_sign_in
        attempt = door.begin(books.provider)
        address = self._stage.services.order(
            "consent", url=attempt.authorize_url, user=books.user, organisations=self._ticked(part, books)
        )["address"]
        grant = door.exchange(attempt, attempt.judge(address, self._stage.clock.now), CancelToken())
        organisation = next(one for one in grant.organisations if one.id == books.organisation_id)
        return Consent(grant, organisation, door.read(grant, organisation, CancelToken()))

    def link_to(self, machine: Machine, books: Books) -> LinkView | None:
        """Return the connection to these books that a computer has, or None."""
        wanted = (books.provider, books.organisation_id)
        links = machine.parts.connections.overview().links
        return next((one for one in links if (one.link.provider, one.link.organisation_id) == wanted), None)

    def _ticked(self, part: Part, books: Books) -> list[str]:
        """Return what is ticked on the consent page: at Xero now and then all that the login has connected here."""
        if books.provider is Provider.QUICKBOOKS or self._stage.dice.random() < 0.7:
            return [books.organisation_id]
        links = self._stage.machine_of(part).parts.connections.overview().links
        own = {one.link.organisation_id for one in links if one.sign_in.user_id == books.user_id}
        return sorted(own | {books.organisation_id})

    def _seller_token(self, part: Part) -> str:
        given = self._stage.services.order(
            "authorise", seller=part.seller, region=part.region, method=part.method.value, public=part.is_public
        )
        self._seller_ids[part.account_id] = given["seller_id"]
        return str(given.get("refresh_token") or given["mws_auth_token"])
