"""The SQLite file in which the practice services remember what they granted; it keeps digests, never a token."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
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
DROP INDEX IF EXISTS tokens_by_grant;
CREATE INDEX IF NOT EXISTS tokens_by_grant_kind ON tokens (grant_id, kind, issued);
CREATE INDEX IF NOT EXISTS grants_by_owner ON grants (provider, owner);
CREATE TABLE IF NOT EXISTS endings (grant_id TEXT PRIMARY KEY, why TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS tokens_by_expiry ON tokens (expires);
CREATE TABLE IF NOT EXISTS connections (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, tenant TEXT NOT NULL, auth_event TEXT NOT NULL,
    created REAL NOT NULL, updated REAL NOT NULL, UNIQUE (user, tenant)) STRICT;
CREATE TABLE IF NOT EXISTS companies (realm TEXT PRIMARY KEY, condition TEXT NOT NULL) STRICT;
"""


class Transaction:
    """One request's hold on the state: everything it changes is kept together, or not at all."""

    def __init__(self, connection: sqlite3.Connection, give_back: Callable[[], None]) -> None:
        self.db = connection
        self._give_back = give_back
        self._is_open = True
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            give_back()
            raise

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
            self._give_back()


class State:
    """Hand out transactions on one file, which several processes may share, or on memory.

    Connections to the file stay open for the next request: whoever closes the last one writes the whole log back.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file: Path | None = None
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = Lock()
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
            return Transaction(self._memory, self._memory_lock.release)
        connection = self._opened()
        return Transaction(connection, lambda: self._put_by(connection))

    def close(self) -> None:
        """Close what is open; what was kept stays in the file."""
        if self._memory is not None:
            self._memory.close()
        with self._idle_lock:
            while self._idle:
                self._idle.pop().close()

    def _opened(self) -> sqlite3.Connection:
        with self._idle_lock:
            if self._idle:
                return self._idle.pop()
        return _connect(str(self._file))

    def _put_by(self, connection: sqlite3.Connection) -> None:
        with self._idle_lock:
            self._idle.append(connection)

    def _prepare(self, file: Path) -> None:
        connection = _connect(str(file))
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(_SCHEMA)
        self._put_by(connection)

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
