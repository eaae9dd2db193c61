"""A double of the history in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from lmb_desktop.core.history import HistoryEntry
from tests.fakes.account_store import MemoryAccountStore


@dataclass
class MemoryHistory:
    """Keep entries in a list; those of accounts that are gone are not told."""

    store: MemoryAccountStore
    entries: list[HistoryEntry] = field(default_factory=list)

    def note(self, *entries: HistoryEntry) -> None:
        """Add entries of accounts that exist."""
        self.entries += [entry for entry in entries if entry.account_id in self.store.accounts]

    def of(self, account_id: str) -> tuple[HistoryEntry, ...]:
        """Return an account's history, newest first."""
        self.entries = [entry for entry in self.entries if entry.account_id in self.store.accounts]
        return tuple(entry for entry in reversed(self.entries) if entry.account_id == account_id)
