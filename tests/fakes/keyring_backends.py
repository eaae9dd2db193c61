"""Doubles of keyring backends: one that works, and those that fail in the ways real ones do."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from filelock import FileLock
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

Place = tuple[str, str]


class WorkingBackend(KeyringBackend):
    """Keep entries in a dictionary; `longest` is what one entry holds, as on Windows."""

    priority = -1  # type: ignore[assignment]  # keyring's own search never picks it

    def __init__(self, longest: int = 1280) -> None:
        super().__init__()
        self.entries: dict[Place, str] = {}
        self.longest = longest
        self.writes: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        """Return an entry or None."""
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry; too long a one fails outside keyring's own errors."""
        if len(password) > self.longest:
            raise OSError(1783, "The stub received bad data")
        self.writes.append(service)
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry; raises PasswordDeleteError when there is none."""
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class LockedBackend(WorkingBackend):
    """Say that it is locked."""

    def get_password(self, service: str, username: str) -> str | None:
        """Refuse."""
        raise KeyringLocked("a secret stands in this text: canary")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Refuse."""
        raise KeyringLocked("a secret stands in this text: canary")


class MissingBackend(WorkingBackend):
    """Say that there is none."""

    def get_password(self, service: str, username: str) -> str | None:
        """Refuse."""
        raise NoKeyringError("none")


class LyingBackend(WorkingBackend):
    """Seem to write, and keep nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""


class HangingBackend(WorkingBackend):
    """Wait for a password prompt until the test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        """Wait."""
        self.gate.wait()
        return super().get_password(service, username)


class FileBackend(WorkingBackend):
    """Keep entries in a file of the test, so that several processes share them."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._lock = FileLock(path.with_suffix(".lock"), is_singleton=False, thread_local=False)
        self.entries = {}

    def _load(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        return found

    def get_password(self, service: str, username: str) -> str | None:
        """Return an entry or None."""
        return self._load().get(service)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry."""
        with self._lock:
            self._save(self._load() | {service: password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry."""
        with self._lock:
            self._save({name: value for name, value in self._load().items() if name != service})

    def _save(self, entries: dict[str, str]) -> None:
        # As one piece: others read while this one writes.
        draft = self._path.with_suffix(".draft")
        draft.write_text(json.dumps(entries), "utf-8")
        draft.replace(self._path)

    def services(self) -> list[str]:
        """Return the names of the entries."""
        return sorted(self._load())
