"""App credentials that the user entered: ids in the account list's settings, secrets in the keyring."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from lmb_desktop.core.app_credentials import AppCredentialsChanges, AppCredentialsFacts, AppEntry
from lmb_desktop.core.ports import AccountStore, Clock, Locks, SecretStore
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.service_settings import SettingsLayer
from lmb_desktop.gateways.settings_shape import SECRETS, SHAPE

RECORDS = {
    "amazon.client_secret": "app-amazon",
    "amazon.mws.secret_key": "app-amazon-mws",
    "quickbooks.client_secret": "app-quickbooks",
}
TEXTS = tuple(key for key, kind in SHAPE.items() if kind is str and key not in SECRETS and "endpoints." not in key)


class UserAppCredentials:
    """Read and save the user's own apps. Slow: never called on the GUI thread."""

    def __init__(
        self,
        *,
        store: AccountStore,
        secrets: SecretStore,
        locks: Locks,
        clock: Clock,
        given: Callable[[], tuple[SettingsLayer, ...]],
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._locks = locks
        self._clock = clock
        self._given = given
        self._known: dict[str, Secret] = {}
        self._known_lock = threading.Lock()

    def layer(self) -> SettingsLayer:
        """Return what the user entered as a layer of settings; raises StoreError or SecretStoreError."""
        values: dict[str, object] = {key: self._store.setting(f"app.{key}") or "" for key in TEXTS}
        for key in SECRETS:
            secret = self._secret(key)
            if secret:
                values[key] = secret
        return SettingsLayer("user", values)

    def read(self) -> AppCredentialsFacts:
        """Return what is known with its origins; raises StoreError or SettingsError."""
        entries: dict[str, AppEntry] = {}
        for layer in self._given():
            for key, value in layer.values.items():
                if key in SECRETS and value:
                    entries[key] = AppEntry(origin=layer.origin, has_secret=True)
                elif value and isinstance(value, str):
                    entries[key] = AppEntry(value, layer.origin)
        for key in TEXTS:
            value = self._store.setting(f"app.{key}")
            if value:
                entries[key] = AppEntry(value, "user")
        for key, record in RECORDS.items():
            if self._store.setting(f"{record}.slot"):
                saved_at = self._store.setting(f"{record}.saved_at")
                moment = datetime.fromisoformat(saved_at) if saved_at else None
                entries[key] = AppEntry(origin="user", has_secret=True, saved_at=moment)
        return AppCredentialsFacts(entries)

    def save(self, changes: AppCredentialsChanges) -> None:
        """Save the changes, secrets first; the settings that point to them follow in one transaction."""
        with self._locks.hold("app-credentials"):
            pointers: dict[str, str | None] = {}
            old: list[tuple[str, str]] = []
            for key, secret in changes.secrets.items():
                record = RECORDS[key]
                busy = self._store.setting(f"{record}.slot") or ""
                if busy:
                    old.append((record, busy))
                pointers |= self._kept(record, busy, secret)
            self._store.put_settings({f"app.{key}": value or None for key, value in changes.values.items()} | pointers)
            with self._known_lock:
                self._known.clear()
            for record, slot in old:
                self._secrets.forget(record, slot)

    def _kept(self, record: str, busy: str, secret: Secret) -> dict[str, str | None]:
        if not secret:
            return {f"{record}.slot": None, f"{record}.saved_at": None}
        slot = self._secrets.free_slot(busy)
        self._secrets.put(record, slot, secret)
        return {f"{record}.slot": slot, f"{record}.saved_at": self._clock.now().isoformat()}

    def _secret(self, key: str) -> Secret | None:
        """Return a kept secret; asked of the keyring once a run, since every settings look-up needs it."""
        record = RECORDS[key]
        slot = self._store.setting(f"{record}.slot")
        if not slot:
            return None
        with self._known_lock:
            if key not in self._known:
                self._known[key] = self._secrets.get(record, slot)
            return self._known[key]
