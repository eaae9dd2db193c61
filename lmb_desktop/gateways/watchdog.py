"""Watchdog: calls that may block for ever, such as an unlock prompt, run on a thread of their own and are given up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from lmb_desktop.core.errors import (
    SecretStoreError,
    SecretStoreLocked,
    SecretStoreMissing,
    SecretStoreRefused,
    SecretStoreSlow,
)

LOCKED = frozenset({"KeyringLocked", "InitError"})
"""keyring's errors for a locked collection, and for one that the service cannot open: nobody unlocked or made it."""


class Watchdog:
    """Let one keyring call at a time run, and give it up after a while."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._lock = threading.Lock()

    def call(self, work: Callable[[], Any]) -> Any:
        """Return what the call returns; raises SecretStoreSlow, or the meaning of what the backend raised."""
        if not self._lock.acquire(timeout=self._patience_s):
            raise SecretStoreSlow
        outcome: dict[str, Any] = {}

        def run() -> None:
            try:
                outcome["value"] = work()
            except Exception as problem:
                outcome["problem"] = problem
            finally:
                self._lock.release()

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience_s)
        if thread.is_alive():
            raise SecretStoreSlow
        if "problem" in outcome:
            raise meaning(outcome["problem"]) from None
        return outcome.get("value")


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
