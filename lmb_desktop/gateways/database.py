"""Opens the account list: private file, WAL, backup before migrations, refusal of newer files, errors translated."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from lmb_desktop.core.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, StoreTooNew
from lmb_desktop.gateways.folders import PRIVATE_FILE, translated
from lmb_desktop.gateways.steps import STEP_NAMES

BUSY_S = 10.0
COPIES = 3


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
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for one transaction, rolled back on any error; raises StoreError."""
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self._is_ready:
                self._make_ready()
            connection = self._connect()
            try:
                yield connection
            finally:
                connection.close()
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            # A call of ours that makes no sense: a bug, and to be seen as one.
            raise
        except sqlite3.Error as error:
            raise self._meaning(error) from error
        except Timeout as error:
            raise StoreBusy(details="another process is upgrading the account list") from error
        except OSError as error:
            raise translated(error, self._path) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _make_ready(self) -> None:
        """Create or upgrade the file, one process and thread at a time; nothing of a newer file is touched."""
        with FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=BUSY_S, mode=PRIVATE_FILE):
            applied = self._applied()
            unknown = applied - set(STEP_NAMES)
            if unknown:
                raise StoreTooNew(step=min(unknown))
            if not self._path.exists():
                self._path.touch(mode=PRIVATE_FILE)
            self._path.chmod(PRIVATE_FILE)
            if applied != set(STEP_NAMES):
                self._upgrade(is_old=bool(applied))
            self._is_ready = True

    def _upgrade(self, *, is_old: bool) -> None:
        if is_old:
            self._copy_aside()
        # sqlite-utils takes a tenth of a second to load; a start with an up-to-date file does without it.
        from lmb_desktop.gateways.migrations import apply

        apply(self._path)

    def _applied(self) -> set[str]:
        """Return the steps the file knows, read without changing it."""
        if not self._path.exists() or self._path.stat().st_size == 0:
            return set()
        connection = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, timeout=BUSY_S)
        try:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
            return {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")} if found else set()
        finally:
            connection.close()

    def _copy_aside(self) -> None:
        """Copy the file before it is changed; the three newest copies stay."""
        number = max((int(copy.suffix[1:]) for copy in self._copies()), default=0) + 1
        target = self._path.with_name(f"{self._path.name}.backup.{number}")
        source = self._connect()
        copy = sqlite3.connect(target)
        try:
            target.chmod(PRIVATE_FILE)
            source.backup(copy)
        finally:
            copy.close()
            source.close()
        for old in sorted(self._copies(), key=lambda each: int(each.suffix[1:]))[:-COPIES]:
            old.unlink()

    def _copies(self) -> list[Path]:
        found = self._path.parent.glob(f"{self._path.name}.backup.*")
        return [copy for copy in found if copy.suffix[1:].isdigit()]

    def _meaning(self, error: sqlite3.Error) -> StoreError:
        details = f"{type(error).__name__} {getattr(error, 'sqlite_errorname', '')}".strip()
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreBusy(details=details)
        if name.startswith("SQLITE_FULL") or shutil.disk_usage(self._path.parent).free == 0:
            return DiskFull(details=details)
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or (
            isinstance(error, sqlite3.DatabaseError) and not name
        ):
            return StoreDamaged(place=str(self._path), details=details)
        return StoreError(place=str(self._path), details=details)
