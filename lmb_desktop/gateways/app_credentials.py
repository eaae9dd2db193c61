"""App credentials that the user entered: ids in the account list's settings, secrets in the keyring."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.app_credentials import AppCredentialsChanges, AppCredentialsFacts, AppEntry
from lmb_desktop.core.errors import SecretLost, SecretStoreError, SecretStoreSlow, SettingsError, StoreError
from lmb_desktop.core.ports import MEMORY, SLOTS, Clock, Locks, SecretStore
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.service_settings import SettingsLayer, merged
from lmb_desktop.gateways.settings_shape import SECRETS, SHAPE, problem_of

RECORDS = {
    "amazon.client_secret": "app-amazon",
    "amazon.mws.secret_key": "app-amazon-mws",
    "quickbooks.client_secret": "app-quickbooks",
}
TEXTS = tuple(key for key, kind in SHAPE.items() if kind is str and key not in SECRETS and "endpoints." not in key)
LOCK = "app-credentials"
PLACE = "App credentials"


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
        self._known: dict[tuple[str, str], Secret] = {}
        self._known_lock = threading.Lock()

    def ids(self) -> SettingsLayer:
        """Return the ids the user entered as a layer of settings; raises StoreError."""
        return SettingsLayer("user", {key: self._store.setting(f"app.{key}") or "" for key in TEXTS})

    def secrets(self) -> SettingsLayer:
        """Return the secrets the user entered; one that was lost counts as none. Raises SecretStoreError."""
        found = {key: self._secret(key) for key in SECRETS}
        return SettingsLayer("user", {key: secret for key, secret in found.items() if secret})

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
            slot = self._store.setting(f"{record}.slot") or ""
            if slot and (not slot.startswith(MEMORY) or self._secret(key)):
                saved_at = self._store.setting(f"{record}.saved_at")
                moment = datetime.fromisoformat(saved_at) if saved_at else None
                entries[key] = AppEntry(origin="user", has_secret=True, saved_at=moment)
        return AppCredentialsFacts(entries)

    def save(self, changes: AppCredentialsChanges) -> None:
        """Save the changes: secrets into free slots first, then the settings that point to them in one transaction.

        Raises SettingsError for a value of the wrong shape before anything is written; StoreError, SecretStoreError.
        """
        self._refuse_wrong(changes)
        with self._locks.hold(LOCK):
            slots = {RECORDS[key]: self._slots(RECORDS[key]) for key in changes.secrets}
            try:
                self._write(changes, slots)
            except SecretStoreSlow:
                # The call that was given up may still write; the note stays for `tidy`.
                raise
            except BaseException:
                self._settle_quietly(slots)
                raise
            finally:
                with self._known_lock:
                    self._known.clear()
            # In memory the old secret is not asked for: the keyring is what does not work. `tidy` does it another day.
            self._settle_quietly(record for record, (_old, new) in slots.items() if not new.startswith(MEMORY))

    def tidy(self) -> None:
        """Empty the slots that a save left behind whose process has gone; raises StoreError."""
        noted = {record: self._store.setting(f"{record}.saving") for record in RECORDS.values()}
        left = [record for record, holder in noted.items() if holder and not self._secrets.is_alive(holder)]
        if left:
            with self._locks.hold(LOCK):
                self._settle_quietly(left)

    def _refuse_wrong(self, changes: AppCredentialsChanges) -> None:
        problem = next(filter(None, (problem_of(key, value) for key, value in changes.values.items() if value)), "")
        if problem:
            raise SettingsError(place=PLACE, problem=problem)
        values = {**self.ids().values, **changes.values}
        merged(*self._given(), SettingsLayer("user", values, dict.fromkeys(values, PLACE)))

    def _write(self, changes: AppCredentialsChanges, slots: Mapping[str, tuple[str, str]]) -> None:
        self._store.put_settings({f"{record}.saving": self._secrets.holder for record in slots})
        pointers: dict[str, str | None] = {}
        for key, secret in changes.secrets.items():
            pointers |= self._kept(RECORDS[key], slots[RECORDS[key]][1], secret)
        texts = {f"app.{key}": value or None for key, value in changes.values.items()}
        self._store.put_settings(texts | pointers)

    def _slots(self, record: str) -> tuple[str, str]:
        """Return the slot in use (or an empty text) and the one to write next."""
        busy = self._store.setting(f"{record}.slot") or ""
        return busy, self._secrets.free_slot(busy)

    def _kept(self, record: str, slot: str, secret: Secret) -> dict[str, str | None]:
        if not secret:
            return {f"{record}.slot": None, f"{record}.saved_at": None}
        self._secrets.put(record, slot, secret)
        return {f"{record}.slot": slot, f"{record}.saved_at": self._clock.now().isoformat()}

    def _settle_quietly(self, records: Iterable[str]) -> None:
        """Empty slots that nothing points to; where a store does not let go, the note stays for `tidy`."""
        for record in records:
            with contextlib.suppress(SecretStoreError, StoreError):
                pointed = self._store.setting(f"{record}.slot")
                for slot in SLOTS:
                    if slot != pointed:
                        self._secrets.forget(record, slot)
                self._store.put_settings({f"{record}.saving": None})

    def _secret(self, key: str) -> Secret | None:
        """Return a kept secret; asked of the keyring once a run, since every settings look-up needs it."""
        record = RECORDS[key]
        slot = self._store.setting(f"{record}.slot")
        if not slot:
            return None
        with self._known_lock:
            # By slot as well: another process may have saved a new one meanwhile.
            if (record, slot) not in self._known:
                try:
                    self._known[record, slot] = self._secrets.get(record, slot)
                except SecretLost:
                    # Removed outside, or held in memory by a program that has ended: it must be entered again.
                    return None
            return self._known[record, slot]
