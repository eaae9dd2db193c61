"""ConnectionPorts: what changing and reading accounts needs of the world."""

from __future__ import annotations

from dataclasses import dataclass

from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.history import History
from lmb_desktop.core.ports import Clock, LedgerSignIn, Locks, SecretStore, SellerCheck


@dataclass(frozen=True)
class ConnectionPorts:
    """The two stores, the locks between processes, the time and the services."""

    store: AccountStore
    history: History
    secrets: SecretStore
    locks: Locks
    clock: Clock
    seller_check: SellerCheck
    ledger: LedgerSignIn
