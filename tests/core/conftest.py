"""An office of doubles: two stores, locks, clock and services, and processes that come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import ConnectionPorts, Connections
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import LedgerGrant, Organisation
from tests.fakes.account_store import MemoryAccountStore
from tests.fakes.history import MemoryHistory
from tests.fakes.secret_store import Keyring, MemorySecretStore
from tests.fakes.services import (
    SELLER_ID,
    NotedLocks,
    ScriptedAmazon,
    ScriptedLedger,
    StandingClock,
    ledger_grant,
    organisation_facts,
    seller_identity,
)

FERN = Organisation("org-1", "Fern & Slate Ltd", "connection-1")
BLUE = Organisation("org-2", "Blue Door Books Ltd", "connection-2")


@dataclass
class Office:
    """One data folder, one keyring, and the processes that work with them."""

    store: MemoryAccountStore = field(default_factory=MemoryAccountStore)
    keyring: Keyring = field(default_factory=Keyring)
    clock: StandingClock = field(default_factory=StandingClock)
    amazon: ScriptedAmazon = field(default_factory=ScriptedAmazon)

    def __post_init__(self) -> None:
        self.locks = NotedLocks()
        self.history = MemoryHistory(self.store)
        self.ledger = ScriptedLedger(self.clock)
        self.secrets = MemorySecretStore(self.keyring, "one")
        self.connections = self.process(self.secrets)

    def process(self, secrets: MemorySecretStore, wrap: Callable[[object], Any] = lambda port: port) -> Connections:
        """Return the connections of a process; `wrap` may stand between it and the stores."""
        self.locks = NotedLocks()
        return Connections(
            ConnectionPorts(
                wrap(self.store), self.history, wrap(secrets), self.locks, self.clock, self.amazon, self.ledger
            )
        )

    def another_process(self, holder: str = "two") -> MemorySecretStore:
        """Return the secret store of a process that starts now."""
        return MemorySecretStore(self.keyring, holder)

    def save_seller(
        self, account_id: str = "acc-1", *, name: str = "Harbour Tea UK", token: str = "token-1", **others: Any
    ) -> AccountView:
        """Save an Amazon half."""
        return save_seller(self.connections, account_id, name=name, token=token, **others)

    def save_ledger(
        self, account_id: str = "acc-1", grant: LedgerGrant | None = None, organisation: Organisation = FERN
    ) -> AccountView:
        """Save a ledger half."""
        return save_ledger(self.connections, account_id, grant or ledger_grant(), organisation)

    def check(self, *account_ids: str) -> None:
        """Check accounts live."""
        self.connections.check(list(account_ids or ("acc-1",)), CancelToken())

    def view(self, account_id: str = "acc-1") -> AccountView:
        """Return an account as it is shown."""
        return self.connections.view(account_id)

    def orphans(self) -> set[tuple[str, str]]:
        """List the entries of the keyring that no row points to."""
        holdings = self.store.holdings()
        pointed = {(account.id, account.seller_slot) for account in holdings.accounts}
        return set(self.keyring.entries) - pointed - {(sign_in.id, sign_in.slot) for sign_in in holdings.sign_ins}


def save_seller(
    connections: Connections,
    account_id: str = "acc-1",
    *,
    name: str = "Harbour Tea UK",
    token: str = "token-1",
    region: str = "europe",
    seller_id: str = SELLER_ID,
) -> AccountView:
    """Save an Amazon half."""
    credentials = SellerCredentials(region, Method.SP_API, seller_id, Secret(token))
    identity = seller_identity(seller_id)
    return connections.save_seller_half(account_id, name=name, credentials=credentials, identity=identity)


def save_ledger(
    connections: Connections, account_id: str, grant: LedgerGrant, organisation: Organisation
) -> AccountView:
    """Save a ledger half."""
    facts = organisation_facts(organisation.id, organisation.name)
    return connections.save_ledger_half(account_id, grant=grant, organisation=organisation, facts=facts)


@pytest.fixture
def office() -> Office:
    """Give an office in which nothing has happened."""
    return Office()
