"""Verification: one Verify from the button to the saved half. Knows neither fields nor notice; it only tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from lmb_desktop.core.account import SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError, RateLimited
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.pages.seller_errands import NewSeller, SellerErrand, Verify
from lmb_desktop.widgets.tasks import Tasks


@dataclass(frozen=True)
class Patience:
    """How long to wait before the page says that something takes its time, and the beat of the countdown."""

    answer_ms: int = 8000
    keyring_ms: int = 1000
    beat_ms: int = 1000


@dataclass(frozen=True)
class Verified:
    """What was confirmed and saved, and all that is saved now."""

    asked: Verify
    identity: SellerIdentity
    known: Overview


class Stage(Enum):
    """What a verification is doing."""

    RESTING = "resting"
    ASKING = "asking"
    WAITING = "waiting"
    SAVING = "saving"


class Verification(QObject):
    """Ask Amazon, save the half, and tell how it goes; one at a time."""

    begun = Signal(Stage)
    """Asking or saving has begun: the page is busy until one of the signals below."""
    answer_slow = Signal()
    keyring_slow = Signal()
    throttled = Signal(object)
    """Amazon asked to slow down (a RateLimited); it is asked again by itself."""
    counted = Signal(int)
    """Seconds left until Amazon is asked again."""
    refused = Signal(object)
    """Amazon, or the way to it, said no: an LmbError."""
    not_saved = Signal(object)
    """Amazon said yes, but the half could not be saved: an LmbError. `save_again` needs no second answer."""
    found = Signal(object)
    """A SellerIdentity that is saved next: what Amazon confirmed is shown before."""
    answered = Signal(object)
    """A SellerIdentity that a person has to accept; `save_again` then saves it."""
    settled = Signal()
    """A write has come to its end, whatever its outcome and whoever still wants to know it."""
    saved = Signal(object)
    """A Verified; it also comes for a save that was under way when somebody pressed Stop."""

    def __init__(
        self,
        tasks: Tasks,
        work: WorkPorts,
        *,
        patience: Patience,
        parent: QObject,
        errand: SellerErrand | None = None,
        is_to_be_accepted: Callable[[SellerIdentity], bool] = lambda _identity: False,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._errand = errand or NewSeller()
        self._is_to_be_accepted = is_to_be_accepted
        self._stage = Stage.RESTING
        self._asked: Verify | None = None
        self._identity: SellerIdentity | None = None
        self._asking = CancelToken()
        self._is_writing = False
        self._seconds_left = 0
        self._slow_answer = _timer(self, patience.answer_ms, self.answer_slow)
        self._slow_keyring = _timer(self, patience.keyring_ms, self.keyring_slow)
        self._beat = QTimer(self, interval=patience.beat_ms)
        self._beat.timeout.connect(self._on_beat)

    @property
    def is_busy(self) -> bool:
        """Tell whether Amazon is asked, waited for, or the half is being saved."""
        return self._stage is not Stage.RESTING

    @property
    def is_writing(self) -> bool:
        """Tell whether a half is being written; that is never interrupted."""
        return self._is_writing

    def start(self, asked: Verify) -> None:
        """Ask Amazon about these credentials; what was under way is dropped."""
        self.forget()
        self._asked = asked
        self._enter(Stage.ASKING)
        self._asking = self._tasks.run(self, lambda cancel: self._ask(asked, cancel), self._on_answer, self._on_refused)

    def save_again(self) -> None:
        """Save what Amazon has confirmed, without asking it once more."""
        if self._asked is None or self._identity is None:
            return
        self._enter(Stage.SAVING)
        # One write of a record at a time: one that somebody gave up waiting for may still be under way.
        if not self._is_writing:
            self._write(self._asked, self._identity)

    def stop(self) -> None:
        """Stop asking, waiting and counting; a save that has begun is not interrupted, its outcome is still told."""
        self._asking.cancel()
        self._enter(Stage.RESTING)

    def forget(self) -> None:
        """Stop, and forget an answer that was not saved: the fields have changed."""
        self.stop()
        self._asked = self._identity = None

    def _ask(self, asked: Verify, cancel: CancelToken) -> SellerIdentity:
        return self._errand.ask(self._work, asked, cancel)

    def _on_answer(self, identity: SellerIdentity) -> None:
        self._identity = identity
        if self._is_to_be_accepted(identity):
            self._enter(Stage.RESTING)
            self.answered.emit(identity)
        else:
            self.found.emit(identity)
            self.save_again()

    def _on_refused(self, error: LmbError) -> None:
        if not isinstance(error, RateLimited):
            self._enter(Stage.RESTING)
            self.refused.emit(error)
            return
        self._seconds_left = max(1, error.wait_s)
        self._enter(Stage.WAITING)
        self.throttled.emit(error)
        self.counted.emit(self._seconds_left)

    def _on_beat(self) -> None:
        self._seconds_left -= 1
        if self._seconds_left > 0:
            self.counted.emit(self._seconds_left)
        elif self._asked is not None:
            self.start(self._asked)

    def _write(self, asked: Verify, identity: SellerIdentity) -> None:
        def save(_cancel: CancelToken) -> Verified:
            self._errand.save(self._work, asked, identity)
            return Verified(asked, identity, self._work.connections.overview())

        self._is_writing = True
        self._tasks.run(self, save, self._on_saved, lambda error: self._on_not_saved(asked, error))

    def _on_saved(self, outcome: Verified) -> None:
        self._is_writing = False
        if self._is_next_due(outcome.asked):
            self.save_again()
        elif outcome.asked is self._asked:
            self.forget()
        self.saved.emit(outcome)
        self._settle()

    def _on_not_saved(self, asked: Verify, error: LmbError) -> None:
        self._is_writing = False
        if self._is_next_due(asked):
            self.save_again()
        elif self._stage is Stage.SAVING:
            self._enter(Stage.RESTING)
            self.not_saved.emit(error)
        self._settle()

    def _settle(self) -> None:
        if not self._is_writing:
            self.settled.emit()

    def _is_next_due(self, written: Verify) -> bool:
        return self._stage is Stage.SAVING and written is not self._asked

    def _enter(self, stage: Stage) -> None:
        self._stage = stage
        timers = {Stage.ASKING: self._slow_answer, Stage.SAVING: self._slow_keyring, Stage.WAITING: self._beat}
        for timer in timers.values():
            timer.stop()
        if stage in timers:
            timers[stage].start()
        if stage in (Stage.ASKING, Stage.SAVING):
            self.begun.emit(stage)


def _timer(parent: QObject, after_ms: int, slot: SignalInstance) -> QTimer:
    timer = QTimer(parent, interval=after_ms, singleShot=True)
    timer.timeout.connect(slot)
    return timer
