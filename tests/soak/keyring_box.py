"""A keyring that several processes share: one SQLite file outside every data folder, told to be in trouble or not.

It stands in for the Secret Service by that name, because the program builds no other kind of keyring.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from keyring.backends import SecretService
from keyring.errors import KeyringLocked, PasswordDeleteError

NAME = "keyring.backends.SecretService.Keyring"
SLOW_S = 0.15
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (place TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mode (name TEXT NOT NULL);
"""


class Mode(StrEnum):
    """How the keyring is."""

    FINE = "fine"
    LOCKED = "locked"
    MISSING = "missing"
    SLOW = "slow"


class KeyringBox:
    """Keep entries; `obeys` is off for the director, who looks into the box whatever its mode."""

    def __init__(self, file: Path, *, obeys: bool = True) -> None:
        self._file = file
        self._obeys = obeys
        with self._open() as box:
            box.executescript(_SCHEMA)

    @property
    def priority(self) -> int:
        """Answer as a keyring that is there; raises RuntimeError as one that is not."""
        if self._mode() is Mode.MISSING:
            raise RuntimeError("no keyring service")
        return 5

    def __call__(self) -> KeyringBox:
        """Stand in for the class as well as for its one object."""
        return self

    def get_password(self, service: str, username: str) -> str | None:
        """Return an entry or None."""
        self._meet_trouble()
        with self._open() as box:
            row = box.execute("SELECT value FROM entries WHERE place = ?", (f"{service} {username}",)).fetchone()
        return None if row is None else str(row[0])

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry."""
        self._meet_trouble()
        with self._open() as box:
            box.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (f"{service} {username}", password))

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry; raises PasswordDeleteError when there is none."""
        self._meet_trouble()
        with self._open() as box:
            gone = box.execute("DELETE FROM entries WHERE place = ?", (f"{service} {username}",)).rowcount
        if not gone:
            raise PasswordDeleteError("no such entry")

    def entries(self) -> dict[str, str]:
        """Return everything that is kept."""
        with self._open() as box:
            return {str(place): str(value) for place, value in box.execute("SELECT place, value FROM entries")}

    def be(self, mode: Mode) -> None:
        """Be in a mode from now on, for every process."""
        with self._open() as box:
            box.execute("DELETE FROM mode")
            box.execute("INSERT INTO mode VALUES (?)", (mode.value,))

    def _mode(self) -> Mode:
        if not self._obeys:
            return Mode.FINE
        with self._open() as box:
            row = box.execute("SELECT name FROM mode").fetchone()
        return Mode.FINE if row is None else Mode(row[0])

    def _meet_trouble(self) -> None:
        mode = self._mode()
        if mode is Mode.LOCKED:
            raise KeyringLocked("the collection is locked")
        if mode is Mode.MISSING:
            raise RuntimeError("the service has gone")
        if mode is Mode.SLOW:
            time.sleep(SLOW_S)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        box = sqlite3.connect(self._file, timeout=30, isolation_level=None)
        try:
            box.execute("PRAGMA journal_mode=WAL")
            box.execute("PRAGMA synchronous=OFF")
            yield box
        finally:
            box.close()


def install(box: KeyringBox) -> None:
    """Put the box in the place of the Secret Service, for the life of this process."""
    os.environ["PYTHON_KEYRING_BACKEND"] = NAME
    vars(SecretService)["Keyring"] = box
