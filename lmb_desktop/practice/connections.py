"""Which Xero organisations each user linked to the app: one row a pair, whatever number of consents named it."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass

from lmb_desktop.practice.clock import PracticeClock


@dataclass(frozen=True)
class Connection:
    """One organisation linked by one user."""

    id: str
    user: str
    tenant: str
    auth_event: str
    created: float
    updated: float


class Connections:
    """Read and write connections, and the condition of companies and organisations, within one transaction."""

    def __init__(self, db: sqlite3.Connection, clock: PracticeClock) -> None:
        self._db = db
        self._clock = clock

    def link(self, *, user: str, tenant: str, auth_event: str) -> None:
        """Link an organisation, or renew the link under the new consent."""
        now = self._clock.now()
        self._db.execute(
            "INSERT INTO connections VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (user, tenant) "
            "DO UPDATE SET auth_event = excluded.auth_event, updated = excluded.updated",
            (str(uuid.uuid4()), user, tenant, auth_event, now, now),
        )

    def of_user(self, user: str) -> list[Connection]:
        """Return everything this user linked, oldest first."""
        rows = self._db.execute("SELECT * FROM connections WHERE user = ? ORDER BY created, rowid", (user,))
        return [Connection(**dict(row)) for row in rows.fetchall()]

    def all(self) -> list[Connection]:
        """Return everything everybody linked, oldest first."""
        rows = self._db.execute("SELECT * FROM connections ORDER BY created, rowid").fetchall()
        return [Connection(**dict(row)) for row in rows]

    def unlink(self, connection_id: str, *, user: str) -> bool:
        """Remove one link of this user; False when there is none with this id."""
        cursor = self._db.execute("DELETE FROM connections WHERE id = ? AND user = ?", (connection_id, user))
        return cursor.rowcount == 1

    def unlink_all(self, user: str) -> None:
        """Remove every link of this user."""
        self._db.execute("DELETE FROM connections WHERE user = ?", (user,))

    def unlink_tenant(self, tenant: str) -> None:
        """Remove an organisation's links of every user, as when it is disconnected inside Xero."""
        self._db.execute("DELETE FROM connections WHERE tenant = ?", (tenant,))

    def company_condition(self, realm: str) -> str:
        """Return ok, access-lost or subscription-ended for a QuickBooks company or a Xero organisation."""
        row = self._db.execute("SELECT condition FROM companies WHERE realm = ?", (realm,)).fetchone()
        return "ok" if row is None else str(row["condition"])

    def set_company_condition(self, realm: str, condition: str) -> None:
        """Put a QuickBooks company or a Xero organisation into a condition."""
        self._db.execute("INSERT OR REPLACE INTO companies VALUES (?, ?)", (realm, condition))
