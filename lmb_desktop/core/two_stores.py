"""The act that orders account store and secret store: stop it between any two steps, and no half truth is left."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from lmb_desktop.core.errors import SecretStoreError
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.ports import AccountStore, Locks, SecretStore
from lmb_desktop.core.secret import Secret

Point = Callable[[str, SavingMark | None], None]
"""Save the row that points to a new slot, with the mark that is left over for the old one."""


class TwoStores:
    """Write a secret and the row that points to it as one act."""

    def __init__(self, store: AccountStore, secrets: SecretStore, locks: Locks) -> None:
        self._store = store
        self._secrets = secrets
        self._locks = locks

    def write(
        self,
        kind: RecordKind,
        record: str,
        *,
        current: str,
        secret: Secret,
        point: Point,
        keeps_old: bool = False,
    ) -> None:
        """Mark, write into the free slot, read back, point the row to it, empty the old slot.

        `keeps_old` leaves the old slot as it is, for a refresh chain's time of grace. Raises what the stores raise;
        then the row points to the old slot as before and the new one is empty.
        """
        slot = self._secrets.free_slot(current)
        self._store.put_mark(SavingMark(kind, record, slot, self._secrets.holder))
        # A keyring entry must not outlive a chain that moved into memory.
        moves_out = slot.startswith("memory") and not current.startswith("memory")
        forgets = bool(current) and (moves_out or not keeps_old)
        leftover = SavingMark(kind, record, current, self._secrets.holder) if forgets else None
        try:
            self._secrets.put(record, slot, secret)
            point(slot, leftover)
        except BaseException:
            self._undo(kind, record, slot)
            raise
        if leftover is not None:
            self._undo(kind, record, current)

    def tidy(self) -> None:
        """Finish or undo the acts whose process has gone; marks of a live process are passed over.

        Where the keyring cannot be had, the mark stays for another day. Raises StoreError only.
        """
        with self._locks.hold("tidy"):
            pointed = self._pointed_slots()
            for mark in self._store.marks():
                if self._secrets.is_alive(mark.holder):
                    continue
                if (mark.record, mark.slot) in pointed:
                    self._store.clear_mark(mark.kind, mark.record)
                else:
                    self._undo(mark.kind, mark.record, mark.slot)

    def _pointed_slots(self) -> set[tuple[str, str]]:
        holdings = self._store.holdings()
        accounts = {(account.id, account.seller_slot) for account in holdings.accounts}
        return accounts | {(sign_in.id, sign_in.slot) for sign_in in holdings.sign_ins}

    def _undo(self, kind: RecordKind, record: str, slot: str) -> None:
        # Where the keyring does not even let go of the slot, the mark stays, and `tidy` tries again another day.
        with contextlib.suppress(SecretStoreError):
            self._secrets.forget(record, slot)
            self._store.clear_mark(kind, record)
