"""Connections to one file that wait for their next use. Opening one anew for each call costs more than most calls.

Whoever closes the last connection also moves the log of changes into the file and waits for the disk: twice as long
as the change itself. What a stopped program leaves open, the next one finds whole.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

KEPT = 2
"""Connections that wait at most; each has a cache of its own."""

Place = tuple[int, int]
"""What tells one file from another that has taken its name."""


class DatabasePool:
    """Lend connections, each to one user at a time; they are closed at the latest when the program ends."""

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self._path = path
        self._connect = connect
        self._lock = threading.Lock()
        self._waiting: list[tuple[Place, sqlite3.Connection]] = []
        self._lent: dict[int, Place] = {}
        self._finalizer = weakref.finalize(self, _close_all, self._waiting, self._lock)

    def take(self) -> sqlite3.Connection:
        """Return a connection to the file that has the name now; raises OSError or sqlite3.Error."""
        found = self._path.stat()
        place = (found.st_dev, found.st_ino)
        with self._lock:
            stale = [connection for known, connection in self._waiting if known != place]
            self._waiting[:] = [each for each in self._waiting if each[0] == place]
            connection = self._waiting.pop()[1] if self._waiting else None
        for each in stale:
            _close(each)
        if connection is None:
            connection = self._connect()
        with self._lock:
            self._lent[id(connection)] = place
        return connection

    def give_back(self, connection: sqlite3.Connection) -> None:
        """Let a connection wait for its next use, unless enough of them do."""
        with self._lock:
            place = self._lent.pop(id(connection))
            if len(self._waiting) < KEPT:
                self._waiting.append((place, connection))
                return
        connection.close()

    def drop(self, connection: sqlite3.Connection) -> None:
        """Close a connection that had trouble."""
        with self._lock:
            self._lent.pop(id(connection), None)
        _close(connection)

    def close(self) -> None:
        """Close what waits; the next use opens anew."""
        _close_all(self._waiting, self._lock)


def _close_all(waiting: list[tuple[Place, sqlite3.Connection]], lock: threading.Lock) -> None:
    with lock:
        closing, waiting[:] = list(waiting), []
    for _place, connection in closing:
        _close(connection)


def _close(connection: sqlite3.Connection) -> None:
    # What cannot be written now stands in the log of changes, and is moved at the next start.
    with contextlib.suppress(sqlite3.Error):
        connection.close()
