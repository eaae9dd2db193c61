"""SignInFlow: one sign-in from its start to its grant, in the web view or in the browser. Shows nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.core.attempt import Answer
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AnswerRepeated, Cancelled, ListenerBlocked, LmbError, SignInTimedOut
from lmb_desktop.core.one_time_attempt import OneTimeAttempt
from lmb_desktop.core.ports import Listener
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.browser_way import OpenDoor
from lmb_desktop.widgets.sign_in_asking import Asking, LedgerAsking
from lmb_desktop.widgets.sign_in_parts import SignInParts

TICK_MS = 1000


class Way(Enum):
    """Where the person signs in."""

    VIEW = "view"
    BROWSER = "browser"


@dataclass(frozen=True)
class BrowserStart:
    """A sign-in that goes on in the browser; without a listener the address is pasted."""

    attempt: OneTimeAttempt
    listener: Listener | None = None
    blocked: ListenerBlocked | None = None


class SignInFlow(QObject):
    """Run one sign-in at a time; each start is clean: a new attempt, a new listener, and the old ones ended."""

    view_wanted = Signal(object)
    """An attempt, to be opened in the web view."""
    browser_wanted = Signal(object)
    """A BrowserStart: its address is to be opened in the browser."""
    minutes_left = Signal(int)
    """How long this sign-in stays open."""
    answered = Signal()
    """Our answer came; the provider is asked what it brings."""
    granted = Signal(object)
    """What the exchange brought: a LedgerGrant or a SellerGrant."""
    failed = Signal(object)
    """An LmbError: this sign-in is over."""
    address_refused = Signal(object)
    """An LmbError about a pasted address; the sign-in stays open."""

    def __init__(self, parts: SignInParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._asking: Asking | None = None
        self._attempt: OneTimeAttempt | None = None
        self._running: list[CancelToken] = []
        self._door = OpenDoor()
        self._judging = threading.Lock()
        self._minutes = 0
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._on_tick)

    @property
    def attempt(self) -> OneTimeAttempt | None:
        """Return the attempt that waits for its answer, if any."""
        return self._attempt

    @property
    def is_running(self) -> bool:
        """Tell whether a sign-in is under way, from its start to its grant."""
        return bool(self._running) or self._attempt is not None

    def start(self, provider: Provider, way: Way) -> None:
        """Begin a new sign-in at a ledger provider; what was under way is dropped."""
        self.begin(LedgerAsking(self._parts.work, provider, self._parts.settings()), way)

    def begin(self, asking: Asking, way: Way) -> None:
        """Begin a new sign-in; what was under way is dropped."""
        self.stop()
        self._asking = asking
        if way is Way.VIEW:
            self._run(lambda _cancel: asking.begin(), self._on_view_begun)
            return
        door = self._door = OpenDoor()
        self._run(lambda cancel: self._begin_in_browser(asking, door, cancel), self._on_browser_begun)

    def answer(self, url: str) -> None:
        """Take the address that the web view caught; one that is not ours ends the sign-in."""
        self._take(url, self._on_failed)

    def paste(self, url: str) -> None:
        """Take an address that the person pasted; one that is not ours leaves the sign-in open."""
        self._take(url, self._on_paste_refused)

    def type_in(self, judge: Callable[[datetime], object]) -> None:
        """Take what the person typed instead of an address; `judge` makes an answer of it, at the time given."""
        attempt = self._attempt
        if attempt is not None:
            self._run(
                lambda _cancel: self._judged(lambda: judge(self._parts.work.clock.now())),
                lambda answer: self._on_answer(attempt, answer),
                self._on_paste_refused,
            )

    def stop(self) -> None:
        """End the sign-in without a word."""
        for token in self._running:
            token.cancel()
        self._running = []
        self._end_attempt()
        self._shut_door()

    def _begin_in_browser(self, asking: Asking, door: OpenDoor, cancel: CancelToken) -> BrowserStart:
        if not asking.redirects:
            return BrowserStart(asking.begin())
        try:
            listener = door.hold(self._parts.work.browser_door.listen(asking.redirects))
        except ListenerBlocked as blocked:
            return BrowserStart(asking.begin(), blocked=blocked)
        try:
            cancel.raise_if_cancelled()
            return BrowserStart(asking.begin(listener.redirect_uri), listener)
        except (LmbError, Cancelled):
            listener.close()
            raise

    def _on_view_begun(self, attempt: OneTimeAttempt) -> None:
        self._open_attempt(attempt)
        self.view_wanted.emit(attempt)

    def _on_browser_begun(self, start: BrowserStart) -> None:
        self._open_attempt(start.attempt)
        attempt, listener = start.attempt, start.listener
        if listener is not None:
            timeout_s = self._seconds_left(attempt)
            self._run(
                # Only ledgers have an address here to listen on.
                lambda cancel: listener.wait(lambda url: cast(Answer, self._judge(attempt, url)), cancel, timeout_s),
                lambda answer: self._on_answer(attempt, answer),
            )
        self.browser_wanted.emit(start)

    def _on_answer(self, attempt: OneTimeAttempt, answer: object) -> None:
        asking = self._asking
        if self._attempt is not attempt or asking is None:
            return
        self.stop()
        self._run(lambda cancel: asking.exchange(attempt, answer, cancel), self._on_granted)
        self.answered.emit()

    def _take(self, url: str, refused: Callable[[LmbError], None]) -> None:
        attempt = self._attempt
        if attempt is not None:
            self._run(
                lambda _cancel: self._judge(attempt, url), lambda answer: self._on_answer(attempt, answer), refused
            )

    def _judge(self, attempt: OneTimeAttempt, url: str) -> object:
        return self._judged(lambda: attempt.judge(url, self._parts.work.clock.now()))

    def _judged(self, judge: Callable[[], object]) -> object:
        # Listener and pasted address may come at once; the attempt must be used once.
        with self._judging:
            return judge()

    def _on_granted(self, grant: object) -> None:
        self.stop()
        self.granted.emit(grant)

    def _on_paste_refused(self, error: LmbError) -> None:
        attempt = self._attempt
        # The answer may have come through the listener at the same moment; then that one goes on.
        is_overtaken = isinstance(error, AnswerRepeated)
        if attempt is not None and (is_overtaken or not attempt.is_used):
            self.address_refused.emit(error)
        elif not is_overtaken:
            self._on_failed(error)

    def _on_failed(self, error: LmbError) -> None:
        self.stop()
        self.failed.emit(error)

    def _run(
        self,
        work: Callable[[CancelToken], Any],
        done: Callable[[Any], None],
        failed: Callable[[LmbError], None] | None = None,
    ) -> None:
        self._running.append(self._parts.tasks.run(self, work, done, failed or self._on_failed))

    def _open_attempt(self, attempt: OneTimeAttempt) -> None:
        self._running = []
        self._attempt = attempt
        self._minutes = 0
        self._ticker.start()
        self._on_tick()

    def _end_attempt(self) -> None:
        self._attempt = None
        self._ticker.stop()

    def _shut_door(self) -> None:
        listener = self._door.shut()
        if listener is not None:
            self._parts.tasks.run(self, lambda _cancel: listener.close(), lambda _nothing: None)

    def _seconds_left(self, attempt: OneTimeAttempt) -> float:
        return max(0.0, (attempt.expires_at - self._parts.clock().now()) / timedelta(seconds=1))

    def _on_tick(self) -> None:
        if self._attempt is None:
            return
        seconds_s = self._seconds_left(self._attempt)
        if seconds_s <= 0:
            minutes = int(self._attempt.lifetime / timedelta(minutes=1))
            self._on_failed(SignInTimedOut(service=self._attempt.service, minutes=minutes))
            return
        minutes = int(-(-seconds_s // 60))
        if minutes != self._minutes:
            self._minutes = minutes
            self.minutes_left.emit(minutes)
