"""Tasks: run work off the GUI thread and bring its outcome back. One pool, one queued signal, nothing else crosses."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import Cancelled, LmbError

THREADS = 6
LEAVING_S = 2.0
"""Seconds that leaving the program waits for work that was asked to stop."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Ticket:
    owner: QObject
    cancel: CancelToken
    work: Callable[[CancelToken], Any]
    done: Callable[[Any], None]
    failed: Callable[[LmbError], None] | None


class Tasks(QObject):
    """Run `work` on a worker thread; `done` or `failed` follow on the GUI thread, unless the owner is gone."""

    failed_unheard = Signal(object)
    """An LmbError that nobody asked to hear of; the windows show it in their notice."""
    crashed = Signal(object)
    """An exception that is a bug of ours."""
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: queue.SimpleQueue[_Ticket | None] = queue.SimpleQueue()
        self._open: set[CancelToken] = set()
        self._threads: list[threading.Thread] = []
        self._is_closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[CancelToken], Any],
        done: Callable[[Any], None],
        failed: Callable[[LmbError], None] | None = None,
    ) -> CancelToken:
        """Start work and return the token that cancels it; a cancelled outcome is dropped without a word."""
        cancel = CancelToken()
        if self._is_closed:
            return cancel
        self._open.add(cancel)
        if len(self._threads) < THREADS and len(self._open) > len(self._threads):
            self._add_thread()
        self._waiting.put(_Ticket(owner, cancel, work, done, failed))
        return cancel

    @property
    def is_idle(self) -> bool:
        """Tell whether no work is under way and no outcome is waiting to be delivered."""
        return not self._open

    def close(self) -> None:
        """Cancel everything, wait at most two seconds, deliver nothing any more."""
        self._is_closed = True
        for cancel in self._open:
            cancel.cancel()
        for _thread in self._threads:
            self._waiting.put(None)
        end = time.monotonic() + LEAVING_S
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _add_thread(self) -> None:
        # Daemons: what still runs when the program leaves is a time-limited call and may end with the process.
        thread = threading.Thread(target=self._serve, name=f"work-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        while (ticket := self._waiting.get()) is not None:
            outcome: Any = None
            error: BaseException | None = None
            try:
                ticket.cancel.raise_if_cancelled()
                outcome = ticket.work(ticket.cancel)
            except Exception as problem:
                error = problem
            if self._is_closed:
                return
            self._finished.emit(ticket, outcome, error)
            del ticket, outcome, error

    def _on_finished(self, ticket: _Ticket, outcome: Any, error: BaseException | None) -> None:
        self._open.discard(ticket.cancel)
        if self._is_closed or ticket.cancel.is_cancelled or isinstance(error, Cancelled):
            return
        if not shiboken6.isValid(ticket.owner):
            return
        if error is None:
            ticket.done(outcome)
        elif isinstance(error, LmbError):
            self._tell(ticket, error)
        else:
            log.error("Unexpected error in background work", exc_info=error)
            self.crashed.emit(error)

    def _tell(self, ticket: _Ticket, error: LmbError) -> None:
        if ticket.failed is not None:
            ticket.failed(error)
        else:
            self.failed_unheard.emit(error)
