"""A keyring that outlives the program and belongs to the test: entries in one file outside every data folder."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class KeyringDouble(KeyringBackend):
    """Keep entries in a file of the test; it bears the name of a system's keyring, since others are refused."""

    priority = 0  # never chosen by itself, only by set_keyring

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._lock = Lock()

    def get_password(self, service: str, username: str) -> str | None:
        """Return an entry or None."""
        with self._lock:
            return self._entries().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry."""
        with self._lock:
            self._keep(self._entries() | {f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry; raises PasswordDeleteError when there is none."""
        with self._lock:
            entries = self._entries()
            if entries.pop(f"{service} {username}", None) is None:
                raise PasswordDeleteError("no such entry")
            self._keep(entries)

    def secrets(self) -> list[str]:
        """Return every secret that is kept."""
        with self._lock:
            return list(self._entries().values())

    def _entries(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        return found

    def _keep(self, entries: dict[str, str]) -> None:
        self._file.write_text(json.dumps(entries), "utf-8")


KeyringDouble.__module__, KeyringDouble.__qualname__ = "keyring.backends.SecretService", "Keyring"
