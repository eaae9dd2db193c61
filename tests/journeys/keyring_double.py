"""A keyring that outlives the program and belongs to the test: entries in one file outside every data folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Lock

from keyring.backends import SecretService
from keyring.errors import PasswordDeleteError

NAME = "keyring.backends.SecretService.Keyring"


class KeyringDouble:
    """Keep entries in a file of the test."""

    priority = 5

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()

    def __call__(self) -> KeyringDouble:
        """Stand in for the class of a system's keyring: the program builds that by its name, and no other."""
        return self

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

    def tokens(self) -> list[str]:
        """Return the tokens among them, as a provider knows them."""
        kept = [json.loads(secret) for secret in self.secrets()]
        return [entry.get("token") or entry["refresh_token"] for entry in kept]

    def _entries(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        return found

    def _keep(self, entries: dict[str, str]) -> None:
        self._file.write_text(json.dumps(entries), "utf-8")


def install(double: KeyringDouble) -> None:
    """Put the double in the place of the Secret Service, for the life of this process."""
    os.environ["PYTHON_KEYRING_BACKEND"] = NAME
    vars(SecretService)["Keyring"] = double
