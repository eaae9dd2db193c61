"""SignInFlow: one sign-in from its start to its grant, in the web view or in the browser. Shows nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from lmb_desktop.core.attempt import Answer, Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AnswerRepeated, Cancelled, ListenerBlocked, LmbError, SignInTimedOut
from lmb_desktop.core.ports import Listener
from lmb_desktop.core.sign_in import LedgerGrant, Provider
from lmb_desktop.widgets.browser_way import OpenDoor, loopback_redirects
from lmb_desktop.widgets.sign_in_parts import SignInParts

TICK_MS = 1000


class Way(Enum):
    """Where the person signs in."""

    VIEW = "view"
    BROWSER = "browser"


@dataclass(frozen=True)
class BrowserStart:
    """A sign-in that goes on in the browser; without a listener the address is pasted."""

    attempt: Attempt
    listener: Listener | None = None
    blocked: ListenerBlocked | None = None


class SignInFlow(QObject):
    """Run one sign-in at a time; each start is clean: a new attempt, a new listener, and the old ones ended."""

    view_wanted = Signal(object)
    """An Attempt, to be opened in the web view."""
    browser_wanted = Signal(object)
    """A BrowserStart: its address is to be opened in the browser."""
    minutes_left = Signal(int)
    """How long this sign-in stays open."""
    answered = Signal()
    """Our answer came; the provider is asked what it brings."""
    granted = Signal(object)
    """A LedgerGrant."""
    failed = Signal(object)
    """An LmbError: this sign-in is over."""
    address_refused = Signal(object)
    """An LmbError about a pasted address; the sign-in stays open."""

    def __init__(self, parts: SignInParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._attempt: Attempt | None = None
        self._running: list[CancelToken] = []
        self._door = OpenDoor()
        self._judging = threading.Lock()
        self._minutes = 0
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._on_tick)

    @property
    def attempt(self) -> Attempt | None:
        """Return the attempt that waits for its answer, if any."""
        return self._attempt

    @property
    def is_running(self) -> bool:
        """Tell whether a sign-in is under way, from its start to its grant."""
        return bool(self._running) or self._attempt is not None

    def start(self, provider: Provider, way: Way) -> None:
        """Begin a new sign-in; what was under way is dropped."""
        self.stop()
        if way is Way.VIEW:
            self._run(lambda _cancel: self._parts.work.ledger_sign_in.begin(provider), self._on_view_begun)
            return
        redirects = loopback_redirects(self._parts.settings(), provider)
        door = self._door = OpenDoor()
        self._run(
            lambda cancel: self._begin_in_browser(provider, redirects, door=door, cancel=cancel), self._on_browser_begun
        )

    def answer(self, url: str) -> None:
        """Take the address that the web view caught; one that is not ours ends the sign-in."""
        self._take(url, self._on_failed)

    def paste(self, url: str) -> None:
        """Take an address that the person pasted; one that is not ours leaves the sign-in open."""
        self._take(url, self._on_paste_refused)

    def stop(self) -> None:
        """End the sign-in without a word."""
        for token in self._running:
            token.cancel()
        self._running = []
        self._end_attempt()
        self._shut_door()

    def _begin_in_browser(
        self, provider: Provider, redirects: tuple[str, ...], *, door: OpenDoor, cancel: CancelToken
    ) -> BrowserStart:
        ledger = self._parts.work.ledger_sign_in
        if not redirects:
            return BrowserStart(ledger.begin(provider))
        try:
            listener = door.hold(self._parts.work.browser_door.listen(redirects))
        except ListenerBlocked as blocked:
            return BrowserStart(ledger.begin(provider), blocked=blocked)
        try:
            cancel.raise_if_cancelled()
            return BrowserStart(ledger.begin(provider, redirect_uri=listener.redirect_uri), listener)
        except (LmbError, Cancelled):
            listener.close()
            raise

    def _on_view_begun(self, attempt: Attempt) -> None:
        self._open_attempt(attempt)
        self.view_wanted.emit(attempt)

    def _on_browser_begun(self, start: BrowserStart) -> None:
        self._open_attempt(start.attempt)
        attempt, listener = start.attempt, start.listener
        if listener is not None:
            timeout_s = self._seconds_left(attempt)
            self._run(
                lambda cancel: listener.wait(lambda url: self._judge(attempt, url), cancel, timeout_s),
                lambda answer: self._on_answer(attempt, answer),
            )
        self.browser_wanted.emit(start)

    def _on_answer(self, attempt: Attempt, answer: Answer) -> None:
        if self._attempt is not attempt:
            return
        self.stop()
        self._run(lambda cancel: self._parts.work.ledger_sign_in.exchange(attempt, answer, cancel), self._on_granted)
        self.answered.emit()

    def _take(self, url: str, refused: Callable[[LmbError], None]) -> None:
        attempt = self._attempt
        if attempt is not None:
            self._run(
                lambda _cancel: self._judge(attempt, url), lambda answer: self._on_answer(attempt, answer), refused
            )

    def _judge(self, attempt: Attempt, url: str) -> Answer:
        # Listener and pasted address may come at once; the attempt must be used once.
        with self._judging:
            return attempt.judge(url, self._parts.work.clock.now())

    def _on_granted(self, grant: LedgerGrant) -> None:
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

    def _open_attempt(self, attempt: Attempt) -> None:
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

    def _seconds_left(self, attempt: Attempt) -> float:
        return max(0.0, (attempt.expires_at - self._parts.clock().now()) / timedelta(seconds=1))

    def _on_tick(self) -> None:
        if self._attempt is None:
            return
        seconds_s = self._seconds_left(self._attempt)
        if seconds_s <= 0:
            minutes = int(self._attempt.lifetime / timedelta(minutes=1))
            self._on_failed(SignInTimedOut(service=self._attempt.provider.label, minutes=minutes))
            return
        minutes = int(-(-seconds_s // 60))
        if minutes != self._minutes:
            self._minutes = minutes
            self.minutes_left.emit(minutes)
