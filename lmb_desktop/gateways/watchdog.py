"""Watchdog: calls that may block for ever, such as an unlock prompt, run on a thread of their own and are given up."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lmb_desktop.core.errors import (
    SecretStoreError,
    SecretStoreLocked,
    SecretStoreMissing,
    SecretStoreRefused,
    SecretStoreSlow,
)

RESTS_S = 5.0
"""How long the thread waits for another call: starting one anew takes longer than most calls."""
LOCKED = frozenset({"KeyringLocked", "InitError"})
"""keyring's errors for a locked collection, and for one that the service cannot open: nobody unlocked or made it."""


@dataclass
class _Call:
    work: Callable[[], Any]
    value: Any = None
    problem: Exception | None = None
    has_ended: threading.Event = field(default_factory=threading.Event)


class Watchdog:
    """Let one keyring call at a time run, and give it up after a while."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._calls: queue.SimpleQueue[_Call] = queue.SimpleQueue()
        self._has_thread = False

    def call(self, work: Callable[[], Any]) -> Any:
        """Return what the call returns; raises SecretStoreSlow, or the meaning of what the backend raised."""
        if not self._lock.acquire(timeout=self._patience_s):
            raise SecretStoreSlow
        call = _Call(work)
        self._calls.put(call)
        if not self._has_thread:
            self._has_thread = True
            threading.Thread(target=self._serve, name="keyring", daemon=True).start()
        if not call.has_ended.wait(self._patience_s):
            raise SecretStoreSlow
        if call.problem is not None:
            raise meaning(call.problem) from None
        return call.value

    def _serve(self) -> None:
        """Do one call after the other; the lock is held from the question until its call has ended."""
        while True:
            try:
                call = self._calls.get(timeout=RESTS_S)
            except queue.Empty:
                # Whoever has the lock has a call for this thread.
                if self._lock.acquire(blocking=False):
                    self._has_thread = False
                    self._lock.release()
                    return
                continue
            try:
                call.value = call.work()
            except Exception as problem:
                call.problem = problem
            finally:
                self._lock.release()
                call.has_ended.set()


def meaning(problem: Exception) -> SecretStoreError:
    """Return what a backend's exception means; backends raise what they like, and none of it is passed on."""
    if isinstance(problem, SecretStoreError):
        return problem
    details = type(problem).__name__
    # By name, so that listing accounts need not load the keyring library.
    names = {kind.__name__ for kind in type(problem).__mro__}
    if "NoKeyringError" in names:
        return SecretStoreMissing(details=details)
    if names & LOCKED:
        return SecretStoreLocked(details=details)
    return SecretStoreRefused(details=details)
