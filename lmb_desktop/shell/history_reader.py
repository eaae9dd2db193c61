"""Reads the history of the account that is shown, in the background, once the user rests on it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.history import HistoryEntry
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks

RESTS_MS = 150
"""So long an account must stay shown before its history is read: holding an arrow key down reads nothing."""


class HistoryReader(QObject):
    """Read one history at a time; what is not wanted any more is dropped."""

    read = Signal(str, object, datetime)
    """The history of the account with this id, newest first, and when it was read."""

    def __init__(self, tasks: Tasks, work: WorkPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._account_id = ""
        self._reading: CancelToken | None = None
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTS_MS)
        self._resting.timeout.connect(self._read)

    def want(self, account_id: str) -> None:
        """Read the history of this account soon; an empty id wants none."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._account_id = account_id
        if account_id:
            self._resting.start()
        else:
            self._resting.stop()

    def _read(self) -> None:
        account_id = self._account_id

        def work(_cancel: CancelToken) -> tuple[tuple[HistoryEntry, ...], datetime]:
            return self._work.connections.arranging.history(account_id), self._work.clock.now()

        self._reading = self._tasks.run(self, work, lambda outcome: self.read.emit(account_id, *outcome))
