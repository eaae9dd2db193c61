"""The live checks under way: which accounts, started by whom, shown without flashing. Judges no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.lanes import Progress
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks

APPEARS_AFTER_MS = 300
STAYS_MS = 500
_LOOKS_EVERY_MS = 200


@dataclass
class _Run:
    """One check under way: its accounts, and how far its workers said it is."""

    ids: frozenset[str]
    progress: Progress | None = None

    @property
    def finished(self) -> int:
        """Return how many accounts that is; the work is counted in questions, of which there may be more."""
        told = self.progress
        return len(self.ids) * told.finished // told.total if told is not None and told.total else 0


class AccountChecks(QObject):
    """Check accounts in the background; an account under way is not checked twice at once."""

    finished = Signal(Overview, datetime)
    """What is known after a check, and when that was."""
    failed = Signal(object, object)
    """An LmbError that kept the check from its end, and the ids it was for; what accounts answered is no failure."""
    shown_changed = Signal()
    """Other accounts show the busy ring."""
    running_changed = Signal()
    """A check began or ended."""
    progressed = Signal(object)
    """What is shown may have come further: `progress`."""

    def __init__(self, tasks: Tasks, work: WorkPorts, parent: QObject) -> None:
        """Build it, at rest."""
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._running: dict[CancelToken, _Run] = {}
        self._shown: frozenset[str] = frozenset()
        self._appearing = self._single_shot(APPEARS_AFTER_MS)
        self._staying = self._single_shot(STAYS_MS)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS_EVERY_MS)
        self._looking.timeout.connect(lambda: self.progressed.emit(self.progress))

    @property
    def running_ids(self) -> frozenset[str]:
        """Return the accounts that are being checked."""
        return frozenset().union(*(run.ids for run in self._running.values()))

    @property
    def shown_ids(self) -> frozenset[str]:
        """Return the accounts that show the busy ring: quick answers never do."""
        return self._shown

    @property
    def progress(self) -> tuple[int, int] | None:
        """Return how many accounts are finished, of how many under way; None while nothing is shown."""
        runs = self._running.values()
        if not self._shown or not runs:
            return None
        return sum(run.finished for run in runs), sum(len(run.ids) for run in runs)

    def is_about(self, overview: Overview) -> bool:
        """Tell whether everything there is to check is being checked."""
        return bool(overview.accounts) and self.running_ids >= {view.account.id for view in overview.accounts}

    def start(self, account_ids: Sequence[str]) -> None:
        """Check these accounts, but for those under way."""
        running = self.running_ids
        wanted = [account_id for account_id in account_ids if account_id not in running]
        if not wanted:
            return
        run = _Run(frozenset(wanted))

        def tell(progress: Progress) -> None:
            # Called by workers: what is shown looks here from time to time.
            run.progress = progress

        def check(cancel: CancelToken) -> tuple[Overview, datetime]:
            overview = self._work.connections.check(wanted, cancel, told=tell)
            return overview, self._work.clock.now()

        # The outcome comes back through the event loop, so it always finds the entry made here.
        cancel = self._tasks.run(
            self,
            check,
            lambda outcome: self._on_done(cancel, outcome),
            lambda error: self._on_failed(cancel, tuple(wanted), error),
        )
        self._running[cancel] = run
        self._appearing.start()
        self.running_changed.emit()

    def stop(self) -> None:
        """Cancel what is under way."""
        for cancel in self._running:
            cancel.cancel()
        self._running.clear()
        self._show()

    def _on_done(self, cancel: CancelToken, outcome: tuple[Overview, datetime]) -> None:
        self._end(cancel)
        self.finished.emit(*outcome)

    def _on_failed(self, cancel: CancelToken, ids: Sequence[str], error: LmbError) -> None:
        self._end(cancel)
        self.failed.emit(error, ids)

    def _end(self, cancel: CancelToken) -> None:
        self._running.pop(cancel, None)
        if not self._staying.isActive():
            self._show()
        self.running_changed.emit()

    def _show(self) -> None:
        if not self._running:
            self._appearing.stop()
        elif self._appearing.isActive():
            return
        wanted = self.running_ids
        if wanted == self._shown:
            return
        if wanted - self._shown:
            self._staying.start()
        self._shown = wanted
        if wanted:
            self._looking.start()
        else:
            self._looking.stop()
        self.shown_changed.emit()

    def _single_shot(self, interval_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(self._show)
        return timer
