"""Renaming: saves the name of an account whose Amazon half is saved already. One at a time; the last name wins."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks


class Renaming(QObject):
    """Save names one after the other."""

    saved = Signal(Overview)
    refused = Signal(object)
    """The name could not be saved: an LmbError, NameTaken among them."""

    def __init__(self, tasks: Tasks, work: WorkPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._is_writing = False
        self._next: tuple[str, str] | None = None

    def save(self, account_id: str, name: str) -> None:
        """Save a name, after the one that is being saved."""
        self._next = (account_id, name)
        if not self._is_writing:
            self._write()

    def _write(self) -> None:
        if self._next is None:
            return
        (account_id, name), self._next = self._next, None

        def rename(_cancel: CancelToken) -> Overview:
            self._work.connections.rename(account_id, name)
            return self._work.connections.overview()

        self._is_writing = True
        self._tasks.run(self, rename, self._on_saved, self._on_refused)

    def _on_saved(self, known: Overview) -> None:
        self._is_writing = False
        self.saved.emit(known)
        self._write()

    def _on_refused(self, error: LmbError) -> None:
        self._is_writing = False
        if self._next is None:
            self.refused.emit(error)
        self._write()
