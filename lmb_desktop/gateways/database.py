"""Opens the account list: private file, WAL, and an upgrade before the first use. Errors are translated here."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lmb_desktop.core.errors import DiskFull, FolderNotWritable, StoreBusy, StoreDamaged, StoreError, StoreTooNew
from lmb_desktop.gateways import steps
from lmb_desktop.gateways.database_copies import copy_aside
from lmb_desktop.gateways.folders import PRIVATE_FILE, translated
from lmb_desktop.gateways.locks import FolderLocks

BUSY_S = 10.0


class Database:
    """Open short connections to one account list; every with-block is one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_ready = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for reading one consistent picture; raises StoreError."""
        with self._opened() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self, *, is_durable: bool = True) -> Iterator[sqlite3.Connection]:
        """Give a connection for one transaction, rolled back on any error; raises StoreError.

        One that is not durable is whole all the same, but a power cut may take it back: for what can be asked again.
        """
        with self._opened() as connection:
            if not is_durable:
                connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep the file open for the length of a with-block; raises StoreError.

        Whoever closes the last connection moves the log of changes into the file and waits for the disk twice: too
        much for each of the thousands of short connections of a check.
        """
        with self._opened() as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            yield

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self._is_ready:
                self._make_ready()
            connection = connect(self._path)
            try:
                connection.execute("PRAGMA foreign_keys=ON")
                connection.execute("PRAGMA synchronous=FULL")
                yield connection
            finally:
                connection.close()
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            # A call of ours that makes no sense: a bug, and to be seen as one.
            raise
        except sqlite3.Error as error:
            raise self._meaning(error) from error
        except OSError as error:
            raise translated(error, self._path) from error

    def _make_ready(self) -> None:
        """Create or upgrade the file; a file from a newer version is only read."""
        if not self._path.exists() or self._pending():
            # Two programs may start at once on a new folder: one of them makes the file.
            with FolderLocks(self._path.parent / "locks").hold("upgrade"):
                self._upgrade()
        self._path.chmod(PRIVATE_FILE)
        connection = connect(self._path)
        try:
            # The file keeps it.
            connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()
        self._is_ready = True

    def _upgrade(self) -> None:
        self._path.touch(mode=PRIVATE_FILE)
        if not self._pending():
            return
        if self._applied():
            copy_aside(self._path)
        # sqlite-utils takes a tenth of a second to load; a start with an up-to-date file does without it.
        from lmb_desktop.gateways.migrations import apply

        apply(self._path)

    def _pending(self) -> set[str]:
        """Return the steps that have not been applied; raises StoreTooNew for a file that knows one we do not."""
        applied, known = self._applied(), set(steps.STEP_NAMES)
        unknown = applied - known
        if unknown:
            raise StoreTooNew(step=min(unknown))
        return known - applied

    def _applied(self) -> set[str]:
        """Return the steps the file knows, read without changing it."""
        if self._path.stat().st_size == 0:
            return set()
        connection = connect(self._path, mode="ro")
        try:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
            if found is None:
                return set()
            rows = connection.execute("SELECT name FROM _sqlite_migrations").fetchall()
            return {row["name"] for row in rows}
        finally:
            connection.close()

    def _meaning(self, error: sqlite3.Error) -> StoreError:
        name = getattr(error, "sqlite_errorname", "") or ""
        details = f"{type(error).__name__} {name}".strip()
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreBusy(details=details)
        if name.startswith("SQLITE_FULL") or _is_disk_full(self._path.parent):
            return DiskFull(details=details)
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            return FolderNotWritable(place=str(self._path.parent), reason="the file cannot be opened", details=details)
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return StoreDamaged(place=str(self._path), details=details)
        return StoreError(place=str(self._path), details=details)


def connect(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """Open a file that exists; one that has gone is never made anew by accident, unprotected and empty."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_S, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _is_disk_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free == 0
    except OSError:
        return False
