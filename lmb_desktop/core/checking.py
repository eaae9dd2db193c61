"""Checking: one live read of each half, many at once, and the facts that came of it stored where they still belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from lmb_desktop.core.account import Account, SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.checked_facts import failed, fine
from lmb_desktop.core.errors import (
    NO_KEYRING,
    Cancelled,
    LmbError,
    SecretLost,
    SecretNotKept,
    SecretStoreError,
    SecretStoreSlow,
    StoreBusy,
    StoreError,
)
from lmb_desktop.core.kept_secret import seller_credentials
from lmb_desktop.core.lanes import Lanes, LaneTask, Progress
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.pace import Pace
from lmb_desktop.core.ports import MEMORY, SellerCheck
from lmb_desktop.core.renewing import RenewalPorts, Renewing
from lmb_desktop.core.rhythm import ChainTask, Plan
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import SignIn
from lmb_desktop.core.verifying import Verifying

Told = Callable[[Progress], None]
CLOSED = (*NO_KEYRING, SecretStoreSlow)
"""The keyring's answers that are the same for every entry."""


def quietly(_progress: Progress) -> None:
    """Tell nobody how far a check has come."""


class CheckPorts(RenewalPorts, Protocol):
    """What checking needs of the world."""

    @property
    def seller_check(self) -> SellerCheck:
        """Amazon."""
        ...


@dataclass
class _Run:
    """One run over many halves; once the keyring is found closed it is asked no more, for each time may be a prompt."""

    cancel: CancelToken
    only_due: bool
    closed: SecretStoreError | None = None

    def learn(self, error: LmbError) -> None:
        if isinstance(error, CLOSED):
            self.closed = error

    def closed_for(self, slot: str) -> SecretStoreError | None:
        return None if slot.startswith(MEMORY) else self.closed


class Checking:
    """Check halves live and store what came of it."""

    def __init__(self, renewing: Renewing, ports: CheckPorts, *, pace: Pace, verifying: Verifying) -> None:
        self._ports = ports
        self._renewing = renewing
        self._pace = pace
        self._verifying = verifying

    def run(self, plan: Plan, cancel: CancelToken, *, told: Told = quietly, only_due: bool = False) -> None:
        """Ask about everything in a plan, each provider in its lane; raises StoreError and Cancelled only.

        With `only_due` what somebody else has asked about since the plan was made is passed over.
        """
        run = _Run(cancel, only_due)
        self._try_keyring(plan, run)
        tasks = [self._seller_task(account, run) for account in plan.accounts]
        tasks += [self._chain_task(chain, run) for chain in plan.chains]
        Lanes(tasks, cancel, told).run()

    def _try_keyring(self, plan: Plan, run: _Run) -> None:
        """Ask the keyring once before many are asked at the same time: where it is locked, it shows one prompt."""
        run.cancel.raise_if_cancelled()
        places = [(account.id, account.seller_slot) for account in plan.accounts]
        places += [(chain.sign_in.id, chain.sign_in.slot) for chain in plan.chains]
        place = next((place for place in places if not place[1].startswith(MEMORY)), None)
        if place is not None:
            try:
                self._ports.secrets.get(*place)
            except SecretLost:
                return
            except SecretStoreError as error:
                run.learn(error)

    def _seller_task(self, account: Account, run: _Run) -> LaneTask:
        def ask() -> LmbError | None:
            current = self._ports.store.account(account.id)
            if current is None or not current.seller_slot or current.paused_at is not None:
                return None
            if run.only_due and current.seller_facts.asked_at != account.seller_facts.asked_at:
                return None
            return self._check_seller(current, run)

        return LaneTask("amazon", _one_of_many(ask), lambda trouble: self._fail_seller(account, trouble))

    def _check_seller(self, account: Account, run: _Run) -> LmbError | None:
        try:
            identity = self._seller_identity(account, run)
        except (Cancelled, StoreError):
            raise
        except SecretNotKept:
            # Another process holds it, or held it until it ended: the row says so by itself.
            return None
        except LmbError as error:
            run.learn(error)
            self._fail_seller(account, error)
            return error
        if identity is None:
            return None
        now = self._ports.clock.now()
        self._ports.store.change_seller_facts(account, lambda facts: fine(facts, now), identity=identity)
        return None

    def _seller_identity(self, account: Account, run: _Run) -> SellerIdentity | None:
        closed = run.closed_for(account.seller_slot)
        if closed is not None:
            raise closed
        entry = self._ports.secrets.get(account.id, account.seller_slot)
        return self._verifying.check(seller_credentials(entry, account), run.cancel)

    def _fail_seller(self, account: Account, error: LmbError) -> None:
        now = self._ports.clock.now()
        self._ports.store.change_seller_facts(account, lambda facts: failed(facts, error, now))

    def _chain_task(self, chain: ChainTask, run: _Run) -> LaneTask:
        def ask() -> LmbError | None:
            if run.only_due and self._was_asked(chain):
                return None
            links = [link for link in chain.links if self._pace.take(link.provider.value, link.organisation_id)]
            return self._check_chain(chain.sign_in, links, run) if links else None

        def give_up(trouble: LmbError) -> None:
            for link in chain.links:
                self._fail_link(link, trouble)

        return LaneTask(chain.sign_in.provider.value, _one_of_many(ask), give_up)

    def _was_asked(self, chain: ChainTask) -> bool:
        current = self._ports.store.sign_in(chain.sign_in.id)
        if current is None or current.chain.renewed_at != chain.sign_in.chain.renewed_at:
            return True
        found = [self._ports.store.link(link.id) for link in chain.links]
        asked = [link.facts.asked_at for link in found if link is not None]
        return asked != [link.facts.asked_at for link in chain.links]

    def _check_chain(self, sign_in: SignIn, links: list[LedgerLink], run: _Run) -> LmbError | None:
        try:
            closed = run.closed_for(sign_in.slot)
            if closed is not None:
                raise closed
            renewal = self._renewing.renew(sign_in, run.cancel)
        except (Cancelled, StoreError):
            raise
        except SecretNotKept:
            return None
        except LmbError as error:
            run.learn(error)
            for link in links:
                self._fail_link(link, error)
            return error
        troubles = [self._read_link(link, renewal.access_token, run.cancel) for link in links]
        return next((trouble for trouble in troubles if trouble is not None), None)

    def _read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> LmbError | None:
        try:
            found = self._ports.ledger.read_link(link, access_token, cancel)
        except (Cancelled, StoreError):
            raise
        except LmbError as error:
            self._fail_link(link, error)
            return error
        now = self._ports.clock.now()
        self._ports.store.change_link_facts(link, lambda facts: fine(facts, now), found=found)
        return None

    def _fail_link(self, link: LedgerLink, error: LmbError) -> None:
        now = self._ports.clock.now()
        self._ports.store.change_link_facts(link, lambda facts: failed(facts, error, now))


def consent_lock(owner: LedgerLink | SignIn) -> str:
    """Return the name of the lock under which the sign-ins and links of a provider change."""
    return f"consent-{owner.provider.value}"


def _one_of_many(ask: Callable[[], LmbError | None]) -> Callable[[], LmbError | None]:
    """Return a question that is left for later where another process is at it for long: the others go on."""

    def patient() -> LmbError | None:
        try:
            return ask()
        except StoreBusy as error:
            return error

    return patient
