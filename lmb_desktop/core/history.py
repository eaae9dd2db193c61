"""History: what was done to an account and when, as a bookkeeper looks it up later. Facts only, no sentences."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from lmb_desktop.core.errors import StoreError


class Event(StrEnum):
    """What happened to an account. `detail` of the entry names the organisation, the client or the store."""

    SELLER_CONNECTED = "seller-connected"
    SELLER_REAUTHORISED = "seller-reauthorised"
    SELLER_DISCONNECTED = "seller-disconnected"
    LEDGER_CONNECTED = "ledger-connected"
    LEDGER_SHARED = "ledger-shared"
    LEDGER_SIGNED_IN = "ledger-signed-in"
    LEDGER_CHANGED = "ledger-changed"
    LEDGER_DISCONNECTED = "ledger-disconnected"
    RENAMED = "renamed"
    CLIENT_CHANGED = "client-changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    MOVED_HERE = "moved-here"


@dataclass(frozen=True)
class HistoryEntry:
    """One line of an account's history."""

    account_id: str
    at: datetime
    event: Event
    detail: str = ""


class History(Protocol):
    """Keep the history of accounts. Raises StoreError only."""

    def note(self, *entries: HistoryEntry) -> None:
        """Add entries; those of an account that has gone meanwhile are dropped."""
        ...

    def of(self, account_id: str) -> tuple[HistoryEntry, ...]:
        """Return an account's history, newest first."""
        ...


def note_done(history: History, *entries: HistoryEntry) -> None:
    """Note what has been done already: a line that cannot be written does not undo it, and is left out."""
    with contextlib.suppress(StoreError):
        history.note(*entries)
