"""App credentials: the Amazon, Xero and Intuit apps of the owner, as the dialog reads and changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from lmb_desktop.core.secret import Secret

ORIGIN_BUILD = "build"
ORIGIN_FILE = "file"
ORIGIN_USER = "user"


@dataclass(frozen=True)
class AppEntry:
    """One value of an app, by its key such as `amazon.client_id`; a secret's own value is never in it."""

    value: str = ""
    origin: str = ""
    """Where it came from: `build`, `file` or `user`; empty while there is none."""
    has_secret: bool = False
    saved_at: datetime | None = None
    """When the user saved it, where that is known."""

    @property
    def is_given(self) -> bool:
        """Tell whether it came with the program or from a settings file, so that the user cannot change it here."""
        return self.origin in (ORIGIN_BUILD, ORIGIN_FILE) and bool(self.value or self.has_secret)


@dataclass(frozen=True)
class AppCredentialsFacts:
    """All values of the three apps, and which accounts stand on them."""

    entries: Mapping[str, AppEntry] = field(default_factory=dict)

    def entry(self, key: str) -> AppEntry:
        """Return the value with this key; an empty one when nothing is known."""
        return self.entries.get(key, AppEntry())


@dataclass(frozen=True)
class AppCredentialsChanges:
    """What the user changed; an empty text or secret takes a value away, a key left out stays as it is."""

    values: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Secret] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changes."""
        return not self.values and not self.secrets


class AppCredentials(Protocol):
    """Keep what the user entered: ids in the store, secrets in the keyring. Slow: never called on the GUI thread."""

    def read(self) -> AppCredentialsFacts:
        """Return what is known, with its origins; raises StoreError, SecretStoreError or SettingsError."""
        ...

    def save(self, changes: AppCredentialsChanges) -> None:
        """Save the changes; raises StoreError or SecretStoreError, and then nothing half-made counts."""
        ...
