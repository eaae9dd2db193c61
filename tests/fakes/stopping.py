"""Stops a program between any two steps of an act: a wrapper that counts what is changed and gives up at step n."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

CHANGES = frozenset({"put", "forget", "put_mark", "clear_mark", "put_account", "put_ledger", "put_sign_in"})
CHANGES |= {"put_settings", "put_renewing", "change_seller_facts", "change_link_facts"}
CHANGES |= {"point_to_link", "remove_account", "remove_link", "remove_sign_in"}


class Killed(BaseException):
    """The process has gone: nothing runs after this, not even what cleans up."""


@dataclass
class Stop:
    """Where to stop: before or after step n, by dying or by one error; `steps` is the walk so far."""

    at: int
    is_after: bool = False
    error: BaseException | None = None
    steps: list[str] = field(default_factory=list)

    def wrap(self, port: object) -> Any:
        """Return a port whose changes are counted."""
        return _Counted(port, self)

    def step(self, name: str, work: Callable[[], object]) -> object:
        """Do one step, or stop there."""
        if self.error is None and len(self.steps) > self.at:
            raise Killed
        self.steps.append(name)
        is_here = len(self.steps) - 1 == self.at
        if is_here and not self.is_after:
            raise self.error or Killed
        outcome = work()
        if is_here:
            raise self.error or Killed
        return outcome


class _Counted:
    def __init__(self, port: object, stop: Stop) -> None:
        self._port = port
        self._stop = stop

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if name not in CHANGES:
            return found
        return lambda *args, **named: self._stop.step(name, lambda: found(*args, **named))
