"""History on SQLite: a table beside the accounts; deleting an account deletes its history."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from lmb_desktop.core.errors import StoreDamaged
from lmb_desktop.core.history import Event, HistoryEntry
from lmb_desktop.gateways.account_rows import text_of
from lmb_desktop.gateways.database import Database

NOTE = (
    "INSERT INTO history (account_id, at, event, detail) "
    "SELECT id, ?, ?, ? FROM accounts WHERE id = ? AND seller_slot IS NOT NULL"
)
KNOWN = frozenset(event.value for event in Event)


class SqliteHistory:
    """Keep the history of accounts in the account list's file. Raises StoreError only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = Database(path)

    def note(self, *entries: HistoryEntry) -> None:
        """Add entries; those of an account that has gone meanwhile are dropped."""
        with self._database.writing() as connection:
            for entry in entries:
                connection.execute(NOTE, [text_of(entry.at), entry.event.value, entry.detail, entry.account_id])

    def of(self, account_id: str) -> tuple[HistoryEntry, ...]:
        """Return an account's history, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM history WHERE account_id = ? ORDER BY id DESC", [account_id])
            try:
                return tuple(_entry(row) for row in rows if row["event"] in KNOWN)
            except (ValueError, TypeError) as error:
                raise StoreDamaged(place=str(self._path), details=type(error).__name__) from error


def _entry(row: sqlite3.Row) -> HistoryEntry:
    return HistoryEntry(row["account_id"], datetime.fromisoformat(row["at"]), Event(row["event"]), row["detail"])
