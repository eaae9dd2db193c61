"""Checking: one live read of each half, many at once, and the facts that came of it stored where they still belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from lmb_desktop.core.account import Account, SellerIdCheck, SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.checked_facts import failed, fine
from lmb_desktop.core.errors import Cancelled, LmbError, NoSuchAccount, SecretNotKept, StoreError
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.kept_secret import seller_credentials
from lmb_desktop.core.lanes import Lanes, LaneTask, Progress
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.pace import Pace
from lmb_desktop.core.ports import SellerCheck
from lmb_desktop.core.renewing import RenewalPorts, Renewing
from lmb_desktop.core.rhythm import ChainTask, Plan
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import OrganisationFacts, SignIn

Told = Callable[[Progress], None]


def quietly(_progress: Progress) -> None:
    """Tell nobody how far a check has come."""


class CheckPorts(RenewalPorts, Protocol):
    """What checking needs of the world."""

    @property
    def seller_check(self) -> SellerCheck:
        """Amazon."""
        ...


class Checking:
    """Check halves live and store what came of it."""

    def __init__(self, renewing: Renewing, ports: CheckPorts) -> None:
        self._ports = ports
        self._renewing = renewing
        self._pace = Pace(ports.clock)

    def run(self, plan: Plan, cancel: CancelToken, *, told: Told = quietly, only_due: bool = False) -> None:
        """Ask about everything in a plan, each provider in its lane; raises StoreError and Cancelled only.

        With `only_due` what somebody else has asked about since the plan was made is passed over.
        """
        tasks = [self._seller_task(account, cancel, only_due=only_due) for account in plan.accounts]
        tasks += [self._chain_task(chain, cancel, only_due=only_due) for chain in plan.chains]
        Lanes(tasks, cancel, told).run()

    def _seller_task(self, account: Account, cancel: CancelToken, *, only_due: bool) -> LaneTask:
        def ask() -> LmbError | None:
            current = self._ports.store.account(account.id)
            if current is None or not current.seller_slot or current.paused_at is not None:
                return None
            if only_due and current.seller_facts.asked_at != account.seller_facts.asked_at:
                return None
            return self._check_seller(current, cancel)

        return LaneTask("amazon", ask, lambda trouble: self._fail_seller(account, trouble))

    def _check_seller(self, account: Account, cancel: CancelToken) -> LmbError | None:
        if not self._pace.take("amazon", f"{account.seller_id} {account.region}"):
            return None
        try:
            entry = self._ports.secrets.get(account.id, account.seller_slot)
            identity = self._ports.seller_check.verify(seller_credentials(entry, account), cancel)
        except (Cancelled, StoreError):
            raise
        except SecretNotKept:
            # Another process holds it, or held it until it ended: the row says so by itself.
            return None
        except LmbError as error:
            self._fail_seller(account, error)
            return error
        if account.id_check is SellerIdCheck.CONFIRMED:
            # Said once, by whichever call or by the consent page; that no call can tell today takes nothing back.
            identity = replace(identity, id_check=SellerIdCheck.CONFIRMED)
        self._put_seller(account, fine(account.seller_facts, self._ports.clock.now()), identity)
        return None

    def _fail_seller(self, account: Account, error: LmbError) -> None:
        self._put_seller(account, failed(account.seller_facts, error, self._ports.clock.now()))

    def _put_seller(self, account: Account, facts: HalfFacts, identity: SellerIdentity | None = None) -> None:
        try:
            self._ports.store.put_seller_facts(account.id, facts, slot=account.seller_slot, identity=identity)
        except NoSuchAccount:
            # Removed while Amazon was asked.
            return

    def _chain_task(self, chain: ChainTask, cancel: CancelToken, *, only_due: bool) -> LaneTask:
        def ask() -> LmbError | None:
            if only_due and self._was_asked(chain):
                return None
            links = [link for link in chain.links if self._pace.take(link.provider.value, link.organisation_id)]
            return self._check_chain(chain.sign_in, links, cancel) if links else None

        def give_up(trouble: LmbError) -> None:
            for link in chain.links:
                self._fail_link(link, trouble)

        return LaneTask(chain.sign_in.provider.value, ask, give_up)

    def _was_asked(self, chain: ChainTask) -> bool:
        current = self._ports.store.sign_in(chain.sign_in.id)
        if current is None or current.chain.renewed_at != chain.sign_in.chain.renewed_at:
            return True
        found = [self._ports.store.link(link.id) for link in chain.links]
        asked = [link.facts.asked_at for link in found if link is not None]
        return asked != [link.facts.asked_at for link in chain.links]

    def _check_chain(self, sign_in: SignIn, links: list[LedgerLink], cancel: CancelToken) -> LmbError | None:
        try:
            renewal = self._renewing.renew(sign_in, cancel)
        except (Cancelled, StoreError):
            raise
        except SecretNotKept:
            return None
        except LmbError as error:
            for link in links:
                self._fail_link(link, error)
            return error
        troubles = [self._read_link(link, renewal.access_token, cancel) for link in links]
        return next((trouble for trouble in troubles if trouble is not None), None)

    def _read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> LmbError | None:
        try:
            found = self._ports.ledger.read_link(link, access_token, cancel)
        except (Cancelled, StoreError):
            raise
        except LmbError as error:
            self._fail_link(link, error)
            return error
        self._put_link(link, fine(link.facts, self._ports.clock.now()), found)
        return None

    def _fail_link(self, link: LedgerLink, error: LmbError) -> None:
        self._put_link(link, failed(link.facts, error, self._ports.clock.now()))

    def _put_link(self, link: LedgerLink, facts: HalfFacts, found: OrganisationFacts | None = None) -> None:
        """Store what a read brought, unless a new consent has come in meanwhile: the answer was about the old one."""
        with self._ports.locks.hold(consent_lock(link)):
            current = self._ports.store.link(link.id)
            if current is None or _consent(current) != _consent(link):
                return
            current = replace(current, facts=facts)
            if found is not None:
                current = replace(
                    current,
                    organisation_name=found.name or current.organisation_name,
                    legal_name=found.legal_name or current.legal_name,
                    country=found.country or current.country,
                    base_currency=found.base_currency or current.base_currency,
                )
            self._ports.store.put_link(current)


def consent_lock(owner: LedgerLink | SignIn) -> str:
    """Return the name of the lock under which the sign-ins and links of a provider change."""
    return f"consent-{owner.provider.value}"


def _consent(link: LedgerLink) -> tuple[object, ...]:
    return link.sign_in_id, link.facts.consented_at
