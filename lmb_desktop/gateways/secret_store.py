"""SecretStore on the system's keyring: two slots a record, long secrets split, and memory where the user chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lmb_desktop.core.errors import SecretLost, SecretNotKept, SecretStoreRefused, SecretTooLong
from lmb_desktop.core.ports import MEMORY
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways import processes
from lmb_desktop.gateways.secret_memory import SecretMemory
from lmb_desktop.gateways.watchdog import Watchdog

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

ENTRY_LENGTH = 1200
"""Characters one entry holds at most, under the 1,280 that one Windows credential holds."""
MOST_PARTS = 8
PATIENCE_S = 60.0
USER = "lmb-desktop"
SPLIT_MARK = "lmb-desktop-parts:"
PART_COUNTS = frozenset(str(count) for count in range(1, MOST_PARTS + 1))


class KeyringSecretStore:
    """Keep secrets under `lmb-desktop/<folder id>/<record id>/<slot>`. Raises SecretStoreError only."""

    def __init__(self, folder_id: str, *, memory: SecretMemory | None = None, patience_s: float = PATIENCE_S) -> None:
        self._folder_id = folder_id
        self._watchdog = Watchdog(patience_s)
        self._memory = memory or SecretMemory()
        self._holder = processes.own_name()

    @property
    def holder(self) -> str:
        """Name this process, for marks and for secrets held in memory."""
        return self._holder

    @property
    def keeps_until_quit(self) -> bool:
        """Tell whether new secrets are held in memory."""
        return self._memory.is_chosen

    def keep_until_quit(self) -> None:
        """Hold new secrets in memory from now on."""
        self._memory.is_chosen = True

    def free_slot(self, busy: str) -> str:
        """Return the slot to write next, given the one in use."""
        letter = "b" if busy.removeprefix(MEMORY) == "a" else "a"
        return f"{MEMORY}{letter}" if self._memory.is_chosen else letter

    def put(self, record: str, slot: str, secret: Secret) -> None:
        """Write a secret and read it back; raises SecretTooLong before anything is written."""
        if slot.startswith(MEMORY):
            self._memory.put((self._folder_id, record, slot), secret)
            return
        parts = _parts(secret)
        self._watchdog.call(lambda: self._write(record, slot, parts))
        if self.get(record, slot) != secret:
            raise SecretStoreRefused

    def get(self, record: str, slot: str) -> Secret:
        """Return a secret; raises SecretLost, or SecretNotKept for a slot in another process's memory."""
        if slot.startswith(MEMORY):
            kept = self._memory.get((self._folder_id, record, slot))
            if kept is None:
                raise SecretNotKept
            return kept
        return cast("Secret", self._watchdog.call(lambda: self._read(record, slot)))

    def forget(self, record: str, slot: str) -> None:
        """Delete a secret; one that is not there is no error."""
        if slot.startswith(MEMORY):
            self._memory.forget((self._folder_id, record, slot))
            return
        self._watchdog.call(lambda: self._delete(record, slot))

    def is_alive(self, holder: str) -> bool:
        """Tell whether the process that left a mark still runs."""
        return holder == self._holder or processes.is_alive(holder)

    def _service(self, record: str, slot: str, part: int = 0) -> str:
        # One service name a value: on Windows entries that share one are moved about at each write.
        name = f"lmb-desktop/{self._folder_id}/{record}/{slot}"
        return f"{name}/{part}" if part else name

    def _write(self, record: str, slot: str, parts: list[str]) -> None:
        """Write the parts first and the index last, so that a stop in between leaves no half secret to be read."""
        backend = _backend()
        if backend.get_password(self._service(record, slot, 1), USER) is not None:
            # A longer secret lay here, or a part of one: nothing of it may outlive a shorter secret.
            self._delete(record, slot)
        if len(parts) == 1:
            backend.set_password(self._service(record, slot), USER, parts[0])
            return
        for number, part in enumerate(parts, 1):
            backend.set_password(self._service(record, slot, number), USER, part)
        backend.set_password(self._service(record, slot), USER, SPLIT_MARK + str(len(parts)))

    def _read(self, record: str, slot: str) -> Secret:
        backend = _backend()
        first = backend.get_password(self._service(record, slot), USER)
        if first is None:
            raise SecretLost
        if not first.startswith(SPLIT_MARK):
            return Secret(first)
        count = first.removeprefix(SPLIT_MARK)
        if count not in PART_COUNTS:
            raise SecretLost
        parts = [backend.get_password(self._service(record, slot, number + 1), USER) for number in range(int(count))]
        if None in parts:
            raise SecretLost
        return Secret("".join(part for part in parts if part is not None))

    def _delete(self, record: str, slot: str) -> None:
        """Delete the index, then the parts from the last one on: what a stop leaves is found by counting up again."""
        backend = _backend()
        _delete_entry(backend, self._service(record, slot))
        names = [self._service(record, slot, number) for number in range(1, MOST_PARTS + 1)]
        count = next((at for at, name in enumerate(names) if backend.get_password(name, USER) is None), MOST_PARTS)
        for name in reversed(names[:count]):
            _delete_entry(backend, name)


def _delete_entry(backend: KeyringBackend, name: str) -> None:
    if backend.get_password(name, USER) is not None:
        backend.delete_password(name, USER)


def _backend() -> KeyringBackend:
    # The keyring library is loaded when a secret is really asked for: listing accounts does without it.
    from lmb_desktop.gateways.keyring_backend import trusted_backend

    return trusted_backend()


def _parts(secret: Secret) -> list[str]:
    value = secret.reveal()
    if len(value) <= ENTRY_LENGTH and not value.startswith(SPLIT_MARK):
        return [value]
    parts = [value[at : at + ENTRY_LENGTH] for at in range(0, len(value), ENTRY_LENGTH)]
    if len(parts) > MOST_PARTS:
        raise SecretTooLong(length=len(value), limit=ENTRY_LENGTH * MOST_PARTS)
    return parts if len(parts) > 1 else [value[:1], value[1:]]
