"""The act that orders account store and secret store: stop it between any two steps, and no half truth is left."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.errors import SecretLost, SecretStoreError, SecretStoreSlow, StoreBusy, StoreError
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.ports import MEMORY, SLOTS, Locks, SecretStore
from lmb_desktop.core.secret import Secret

Point = Callable[[str, SavingMark | None], None]
"""Save the row that points to a new slot, with the mark that is left over for the old one."""

RECORD_LOCKS = {RecordKind.ACCOUNT: "account", RecordKind.SIGN_IN: "chain"}


def record_lock(kind: RecordKind, record: str) -> str:
    """Return the name of the lock that whoever writes or tidies a record's secret holds."""
    return f"{RECORD_LOCKS[kind]}-{record}"


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
        """Mark, write into the free slot, read back, point the row to it, empty the old slot. Hold the record's lock.

        `keeps_old` leaves the old slot as it is, for a refresh chain's time of grace. Raises what the stores raise;
        then the row points to the old slot as before and the new one is empty, or marked for `tidy`.
        """
        slot = self._secrets.free_slot(current)
        try:
            self._store.put_mark(self._mark(kind, record, slot))
            self._secrets.put(record, slot, secret)
            point(slot, self._leftover(kind, record, current=current, slot=slot, keeps_old=keeps_old))
        except SecretStoreSlow:
            # The call that was given up may still write; the mark stays for `tidy`.
            raise
        except BaseException:
            self._settle_quietly(kind, record)
            raise
        if not keeps_old and not slot.startswith(MEMORY):
            self._settle_quietly(kind, record, pointed=slot)

    def drop(self, kind: RecordKind, record: str, *, current: str, point: Point) -> None:
        """Take a record's secret away: point its row to no slot, then empty all of them. Hold the record's lock.

        Raises what the stores raise, and then nothing has changed; what the keyring keeps after all `tidy` empties.
        """
        self.assert_answers(record, current)
        point("", self._mark(kind, record, current or SLOTS[0]))
        self._settle_quietly(kind, record, pointed="")

    def assert_answers(self, record: str, slot: str) -> None:
        """Raise what the keyring raises when asked for a record's secret: one that is silent now would keep it."""
        if slot:
            with contextlib.suppress(SecretLost):
                self._secrets.get(record, slot)

    def tidy(self) -> None:
        """Undo the acts whose process has gone, and empty the slots nobody points to; live marks are passed over.

        Where the keyring does not let go of a slot, or another process is at it, its mark stays, and another day's
        `tidy` tries again.
        """
        with contextlib.suppress(StoreBusy, SecretStoreSlow), self._locks.hold("tidy"):
            for mark in self._store.marks():
                if not self._secrets.is_alive(mark.holder):
                    self._tidy(mark)

    def _tidy(self, mark: SavingMark) -> None:
        try:
            with self._locks.hold(record_lock(mark.kind, mark.record)):
                if mark in self._store.marks():
                    self._settle(mark.kind, mark.record, self._pointed(mark.kind, mark.record))
        except SecretStoreSlow:
            # It would let every other mark wait as long.
            raise
        except (SecretStoreError, StoreBusy):
            return

    def forget(self, record: str) -> None:
        """Empty every slot of a record; raises SecretStoreError."""
        self._empty(record, but="")

    def _mark(self, kind: RecordKind, record: str, slot: str) -> SavingMark:
        return SavingMark(kind, record, slot, self._secrets.holder)

    def _leftover(
        self, kind: RecordKind, record: str, *, current: str, slot: str, keeps_old: bool
    ) -> SavingMark | None:
        """Return the mark that outlives the act until all slots but the new one are empty.

        Also where the row pointed to none: an act before this one may have left something behind.
        """
        is_kept = keeps_old and not slot.startswith(MEMORY)
        return None if is_kept else self._mark(kind, record, current or slot)

    def _pointed(self, kind: RecordKind, record: str) -> str:
        if kind is RecordKind.ACCOUNT:
            account = self._store.account(record)
            return account.seller_slot if account else ""
        sign_in = self._store.sign_in(record)
        return sign_in.slot if sign_in else ""

    def _settle(self, kind: RecordKind, record: str, pointed: str) -> None:
        self._empty(record, but=pointed)
        self._store.clear_mark(kind, record)

    def _settle_quietly(self, kind: RecordKind, record: str, pointed: str | None = None) -> None:
        # Where a store does not even allow this, the mark stays, and `tidy` tries again another day.
        with contextlib.suppress(SecretStoreError, StoreError):
            self._settle(kind, record, self._pointed(kind, record) if pointed is None else pointed)

    def _empty(self, record: str, *, but: str) -> None:
        for slot in SLOTS:
            if slot != but:
                self._secrets.forget(record, slot)
