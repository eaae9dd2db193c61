"""Renaming: saves name and client of an account whose Amazon half is saved. One at a time; the last ones win."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.account import Account, folded
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks


@dataclass(frozen=True)
class Label:
    """What an account is called, and whom it belongs to (nobody with an empty text)."""

    account_id: str
    name: str
    client: str = ""

    def differs_from(self, account: Account) -> bool:
        """Tell whether an account is saved under another name or client."""
        return self.name != account.name or self.has_other_client(account)

    def has_other_client(self, account: Account) -> bool:
        """Tell whether an account belongs to somebody else; clients are the same whatever their capitals."""
        return folded(self.client) != folded(account.client or "")


class Renaming(QObject):
    """Save labels one after the other."""

    saved = Signal(Overview)
    refused = Signal(object)
    """The label could not be saved: an LmbError, NameTaken among them."""

    def __init__(self, tasks: Tasks, work: WorkPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._is_writing = False
        self._next: Label | None = None

    @property
    def is_writing(self) -> bool:
        """Tell whether a label is being saved, so that what is known of it is about to change."""
        return self._is_writing

    def save(self, label: Label) -> None:
        """Save a label, after the one that is being saved."""
        self._next = label
        if not self._is_writing:
            self._write()

    def _write(self) -> None:
        if self._next is None:
            return
        label, self._next = self._next, None

        def write(_cancel: CancelToken) -> Overview:
            connections = self._work.connections
            view = connections.overview().view(label.account_id)
            if view is not None and view.account.name != label.name:
                connections.rename(label.account_id, label.name)
            if view is not None and label.has_other_client(view.account):
                connections.arranging.move_to_client([label.account_id], label.client or None)
            return connections.overview()

        self._is_writing = True
        self._tasks.run(self, write, self._on_saved, self._on_refused)

    def _on_saved(self, known: Overview) -> None:
        self._is_writing = False
        self.saved.emit(known)
        self._write()

    def _on_refused(self, error: LmbError) -> None:
        self._is_writing = False
        if self._next is None:
            self.refused.emit(error)
        self._write()
