"""SecretMemory: secrets that the user chose to keep until the program quits; shared by all data folders of a run."""

from __future__ import annotations

import threading

from lmb_desktop.core.secret import Secret

Place = tuple[str, str, str]
"""Folder id, record id, slot."""


class SecretMemory:
    """Hold secrets in memory, and the choice to do so; safe to use from any thread."""

    def __init__(self) -> None:
        self._kept: dict[Place, Secret] = {}
        self._lock = threading.Lock()
        self.is_chosen = False

    def put(self, place: Place, secret: Secret) -> None:
        """Hold a secret."""
        with self._lock:
            self._kept[place] = secret

    def get(self, place: Place) -> Secret | None:
        """Return a secret, or None."""
        with self._lock:
            return self._kept.get(place)

    def forget(self, place: Place) -> None:
        """Drop a secret; one that is not there is no error."""
        with self._lock:
            self._kept.pop(place, None)
