"""The SQLite file in which the practice services remember what they granted; it keeps digests, never a token."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path
from threading import Lock

_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS grants (
    id TEXT PRIMARY KEY, provider TEXT NOT NULL, owner TEXT NOT NULL, subject TEXT NOT NULL,
    facts TEXT NOT NULL, created REAL NOT NULL, ended REAL) STRICT;
CREATE TABLE IF NOT EXISTS tokens (
    digest TEXT PRIMARY KEY, kind TEXT NOT NULL, grant_id TEXT NOT NULL, facts TEXT NOT NULL,
    issued REAL NOT NULL, expires REAL, spent REAL) STRICT;
CREATE INDEX IF NOT EXISTS tokens_by_grant ON tokens (grant_id);
CREATE INDEX IF NOT EXISTS tokens_by_expiry ON tokens (expires);
CREATE TABLE IF NOT EXISTS connections (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, tenant TEXT NOT NULL, auth_event TEXT NOT NULL,
    created REAL NOT NULL, updated REAL NOT NULL, UNIQUE (user, tenant)) STRICT;
CREATE TABLE IF NOT EXISTS companies (realm TEXT PRIMARY KEY, condition TEXT NOT NULL) STRICT;
"""


class Transaction:
    """One request's hold on the state: everything it changes is kept together, or not at all."""

    def __init__(self, connection: sqlite3.Connection, shared: Lock | None) -> None:
        self.db = connection
        self._shared = shared
        self._is_open = True
        connection.execute("BEGIN IMMEDIATE")

    def keep(self) -> None:
        """Commit, once."""
        self._end("COMMIT")

    def undo(self) -> None:
        """Roll back, unless it was kept."""
        self._end("ROLLBACK")

    def _end(self, statement: str) -> None:
        if not self._is_open:
            return
        self._is_open = False
        try:
            self.db.execute(statement)
        finally:
            if self._shared is None:
                self.db.close()
            else:
                self._shared.release()


class State:
    """Hand out transactions on one file, which several processes may share, or on memory."""

    def __init__(self, folder: Path | None) -> None:
        self._file: Path | None = None
        self._memory: sqlite3.Connection | None = None
        self._memory_lock = Lock()
        if folder is None:
            self._memory = _connect(":memory:")
            self._memory.executescript(_SCHEMA)
        else:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = folder / "practice-services.sqlite3"
            self._file.touch(mode=0o600)
            self._prepare(self._file)
        self.page_key = self._key("pages")
        self.token_key = self._key("tokens")

    def begin(self) -> Transaction:
        """Start a transaction; raises sqlite3.OperationalError when another process holds the file for 20 s."""
        if self._memory is not None:
            self._memory_lock.acquire()
            return Transaction(self._memory, self._memory_lock)
        return Transaction(_connect(str(self._file)), None)

    def close(self) -> None:
        """Let go of the memory; a file needs no closing."""
        if self._memory is not None:
            self._memory.close()

    @staticmethod
    def _prepare(file: Path) -> None:
        connection = _connect(str(file))
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_SCHEMA)
        finally:
            connection.close()

    def _key(self, name: str) -> str:
        """Return a key made once and kept, so that every process on this state signs alike."""
        transaction = self.begin()
        try:
            transaction.db.execute("INSERT OR IGNORE INTO keys VALUES (?, ?)", (name, secrets.token_urlsafe(32)))
            row = transaction.db.execute("SELECT value FROM keys WHERE name = ?", (name,)).fetchone()
            transaction.keep()
        finally:
            transaction.undo()
        return str(row["value"])


def _connect(where: str) -> sqlite3.Connection:
    connection = sqlite3.connect(where, timeout=20, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection
