"""KeepingAlive: looks after the connections while the program runs. When to look is the core's; it shows nothing."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError, Offline
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.vigil import TICK_S, Vigil
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks

SHOWS_AFTER_MS = 300
OUT_OF_REACH = frozenset({Offline.slug, *(kind.slug for kind in Offline.__subclasses__())})
"""Whatever kept a service from answering may be over when the computer has another network."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Times:
    """The clocks of this computer, and chance; tests bring their own."""

    wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    between: Callable[[float, float], float] = random.SystemRandom().uniform


@dataclass
class _Look:
    """A look under way; `has_ended` is set by the worker, whatever came of it."""

    cancel: CancelToken
    has_ended: threading.Event
    is_overdue: bool = False


@dataclass(frozen=True)
class _Seen:
    """What a look brought."""

    overview: Overview
    next_at: datetime | None
    now: datetime


class KeepingAlive(QObject):
    """Look at what is due, one look at a time, and tell what is known afterwards."""

    overview_ready = Signal(Overview, datetime)
    """What is known after a look, and when that was."""
    next_check_changed = Signal(object)
    """When something is due next (a datetime), or None."""
    checking_changed = Signal(bool)
    """A look that takes long enough to be shown began, or ended."""

    def __init__(
        self,
        tasks: Tasks,
        work: WorkPorts,
        *,
        is_busy: Callable[[], bool] = lambda: False,
        times: Times | None = None,
        timer: QTimer | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Build it, at rest. While `is_busy`, such as during a check of everything, no look begins."""
        super().__init__(parent)
        self._tasks, self._work, self._is_busy = tasks, work, is_busy
        self._times = times or Times()
        self._vigil = Vigil(self._times.between)
        self._look: _Look | None = None
        self._is_running = self._is_shown = False
        self._timer = timer or QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_tick)
        self._appearing = QTimer(self)
        self._appearing.setSingleShot(True)
        self._appearing.setInterval(SHOWS_AFTER_MS)
        self._appearing.timeout.connect(lambda: self._show(True))

    def start(self) -> None:
        """Begin: the first look comes soon."""
        if not self._is_running:
            self._is_running = True
            self._vigil.begin(self._times.wall(), self._times.monotonic())
            self._arm()

    def stop(self) -> None:
        """End for good; a look under way is asked to stop."""
        self._is_running = False
        self._timer.stop()
        if self._look is not None:
            self._look.cancel.cancel()
        self._end_look()

    def come_online(self) -> None:
        """Look again soon, also at what was out of reach: the network is back."""
        if self._is_running:
            self._vigil.come_online(self._times.monotonic())
            self._arm()

    def _on_tick(self) -> None:
        if not self._is_running:
            return
        self._notice_crash()
        if self._vigil.tick(self._times.wall(), self._times.monotonic()):
            self._try_look()
        elif self._look is None and self._vigil.waits_for_time:
            # The program's time may be a file's; reading it is no work for this thread.
            self._tasks.run(self, lambda _cancel: self._work.clock.now(), self._on_time, lambda _error: None)
        self._arm()

    def _on_time(self, now: datetime) -> None:
        next_at = self._vigil.next_at
        if self._is_running and next_at is not None and now >= next_at:
            self._try_look()

    def _notice_crash(self) -> None:
        # A bug in a look is told elsewhere, and nobody tells the look: it must not be the last one.
        if self._look is None or not self._look.has_ended.is_set():
            return
        if self._look.is_overdue:
            self._fail()
        else:
            self._look.is_overdue = True

    def _try_look(self) -> None:
        if self._is_blocked():
            return
        asks_again = self._vigil.look(self._times.monotonic())
        has_ended = threading.Event()

        def look(cancel: CancelToken) -> _Seen:
            try:
                return self._look_now(cancel, asks_again=asks_again)
            finally:
                has_ended.set()

        self._look = _Look(self._tasks.run(self, look, self._on_seen, self._on_failed), has_ended)
        self._appearing.start()

    def _look_now(self, cancel: CancelToken, *, asks_again: bool) -> _Seen:
        connections = self._work.connections
        stranded = out_of_reach(connections.overview()) if asks_again else []
        if stranded:
            connections.check(stranded, cancel)
        every = self._work.preferences.read().rhythm.every
        outcome = connections.check_due(cancel, every=every)
        # What is shown changes with time alone, too: days run out.
        overview = outcome.overview if outcome.overview is not None else connections.overview()
        return _Seen(overview, outcome.next_at, self._work.clock.now())

    def _on_seen(self, seen: _Seen) -> None:
        self._end_look()
        if not self._is_running:
            return
        is_new = seen.next_at != self._vigil.next_at
        self._vigil.seen(self._times.monotonic(), seen.next_at)
        self.overview_ready.emit(seen.overview, seen.now)
        if is_new:
            self.next_check_changed.emit(seen.next_at)
        self._arm()

    def _on_failed(self, error: LmbError) -> None:
        log.info("The connections could not be looked after: %s", error.slug)
        self._fail()

    def _fail(self) -> None:
        self._end_look()
        self._vigil.failed(self._times.monotonic())
        self._arm()

    def _end_look(self) -> None:
        self._look = None
        self._appearing.stop()
        self._show(False)

    def _show(self, is_checking: bool) -> None:
        if is_checking != self._is_shown:
            self._is_shown = is_checking
            self.checking_changed.emit(is_checking)

    def _is_blocked(self) -> bool:
        return self._look is not None or self._is_busy()

    def _arm(self) -> None:
        if self._is_running:
            # What waits for something else to end is asked about each minute.
            wait_s = TICK_S if self._is_blocked() else self._vigil.wait_s(self._times.monotonic())
            self._timer.start(round(wait_s * 1000))


def out_of_reach(overview: Overview) -> list[str]:
    """Return the accounts that nobody answered for, because of the way there."""
    return [
        view.account.id
        for view in overview.accounts
        if not view.is_paused and {view.seller.reason, view.ledger.reason} & OUT_OF_REACH
    ]
