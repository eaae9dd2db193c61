"""A double of the secret store: one keyring in memory that several made-up processes share."""

from __future__ import annotations

from dataclasses import dataclass, field

from lmb_desktop.core.errors import SecretLost, SecretNotKept, SecretStoreError
from lmb_desktop.core.ports import MEMORY
from lmb_desktop.core.secret import Secret


@dataclass
class Keyring:
    """What outlives a process: the entries, which processes run, and what is wrong with it."""

    entries: dict[tuple[str, str], Secret] = field(default_factory=dict)
    alive: set[str] = field(default_factory=set)
    trouble: SecretStoreError | None = None

    def check(self) -> None:
        """Raise the trouble there is."""
        if self.trouble is not None:
            raise self.trouble


@dataclass
class MemorySecretStore:
    """The secret store of one made-up process."""

    keyring: Keyring = field(default_factory=Keyring)
    holder: str = "one"
    keeps_until_quit: bool = False
    memory: dict[tuple[str, str], Secret] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keyring.alive.add(self.holder)

    def keep_until_quit(self) -> None:
        """Hold new secrets in memory from now on."""
        self.keeps_until_quit = True

    def free_slot(self, busy: str) -> str:
        """Return the slot to write next."""
        letter = "b" if busy.removeprefix(MEMORY) == "a" else "a"
        return f"{MEMORY}{letter}" if self.keeps_until_quit else letter

    def put(self, record: str, slot: str, secret: Secret) -> None:
        """Write a secret."""
        if slot.startswith(MEMORY):
            self.memory[record, slot] = secret
            return
        self.keyring.check()
        self.keyring.entries[record, slot] = secret

    def get(self, record: str, slot: str) -> Secret:
        """Return a secret; raises SecretLost or SecretNotKept."""
        if slot.startswith(MEMORY):
            if (record, slot) not in self.memory:
                raise SecretNotKept
            return self.memory[record, slot]
        self.keyring.check()
        if (record, slot) not in self.keyring.entries:
            raise SecretLost
        return self.keyring.entries[record, slot]

    def forget(self, record: str, slot: str) -> None:
        """Delete a secret."""
        if slot.startswith(MEMORY):
            self.memory.pop((record, slot), None)
            return
        self.keyring.check()
        self.keyring.entries.pop((record, slot), None)

    def is_alive(self, holder: str) -> bool:
        """Tell whether a made-up process runs."""
        return holder in self.keyring.alive

    def end(self) -> None:
        """End this process: its memory goes, the keyring stays."""
        self.keyring.alive.discard(self.holder)
        self.memory.clear()
