"""Saving of the ledger half: a consent, new or again, or a shared connection. Knows no widgets; it only tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.parting import LeftBehind
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.ledger_sign_in import ChosenOrganisation
from lmb_desktop.widgets.tasks import Tasks

KEYRING_MS = 1000


@dataclass(frozen=True)
class SavedLedger:
    """What was saved: the account as it is now, and all that is known."""

    view: AccountView
    known: Overview
    is_shared: bool
    left: LeftBehind | None = None
    """The connection used before, where there was another one."""


class LedgerSaving(QObject):
    """Save one ledger half at a time; a save that has begun is never interrupted."""

    saved = Signal(object)
    """A SavedLedger."""
    failed = Signal(object)
    """An LmbError; `again` repeats the same save."""
    keyring_slow = Signal()

    def __init__(self, tasks: Tasks, work: WorkPorts, parent: QObject, *, keyring_ms: int = KEYRING_MS) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._again: Callable[[], None] = self._forgotten
        self._slow = QTimer(self, interval=keyring_ms, singleShot=True)
        self._slow.timeout.connect(self.keyring_slow)
        self.is_busy = False

    def save(self, account_id: str, chosen: ChosenOrganisation) -> None:
        """Save a consent and the organisation that the person confirmed."""

        def work(_cancel: CancelToken) -> SavedLedger:
            connections, left = self._work.connections, list[LeftBehind]()
            view = connections.save_ledger_half(
                account_id,
                grant=chosen.grant,
                organisation=chosen.organisation,
                facts=chosen.facts,
                left=left.append,
            )
            return SavedLedger(view, connections.overview(), is_shared=False, left=next(iter(left), None))

        self._run(work, lambda: self.save(account_id, chosen))

    def share(self, account_id: str, link_id: str) -> None:
        """Point the account to a connection that exists."""

        def work(_cancel: CancelToken) -> SavedLedger:
            connections, left = self._work.connections, list[LeftBehind]()
            view = connections.share_link(account_id, link_id, left=left.append)
            return SavedLedger(view, connections.overview(), is_shared=True, left=next(iter(left), None))

        self._run(work, lambda: self.share(account_id, link_id))

    def reconnect(self, account_id: str, link_id: str, chosen: ChosenOrganisation) -> None:
        """Sign a connection in again, for the account and all others that use it; another organisation is refused."""

        def work(cancel: CancelToken) -> SavedLedger:
            connections = self._work.connections
            known = connections.reconnect_ledger(
                link_id, grant=chosen.grant, organisation=chosen.organisation, facts=chosen.facts, cancel=cancel
            )
            return SavedLedger(connections.view(account_id), known, is_shared=False)

        self._run(work, lambda: self.reconnect(account_id, link_id, chosen))

    def again(self) -> None:
        """Repeat the save that failed."""
        if not self.is_busy:
            self._again()

    def forget(self) -> None:
        """Forget what could be repeated: its sign-in has ended."""
        self._again = self._forgotten

    def _run(self, work: Callable[[CancelToken], SavedLedger], again: Callable[[], None]) -> None:
        self._again = again
        self.is_busy = True
        self._slow.start()
        self._tasks.run(self, work, self._on_saved, self._on_failed)

    def _on_saved(self, outcome: SavedLedger) -> None:
        self._rest()
        self.forget()
        self.saved.emit(outcome)

    def _on_failed(self, error: LmbError) -> None:
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self.is_busy = False
        self._slow.stop()

    def _forgotten(self) -> None:
        """There is nothing to repeat."""
