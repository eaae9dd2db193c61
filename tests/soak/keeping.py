"""The one place that knows how the program keeps connections alive, so that the soak follows when that changes."""

from __future__ import annotations

from datetime import timedelta

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.parts import Parts

A_DAY = timedelta(hours=24)


def check_due(parts: Parts, *, everything: bool) -> int:
    """Check what is due, or everything after something went wrong; return how many accounts that were."""
    connections = parts.connections
    now = parts.clock.now()
    due = [view.account.id for view in connections.overview().accounts if everything or _is_due(view, now)]
    connections.check(due, CancelToken())
    return len(due)


def _is_due(view: AccountView, now: object) -> bool:
    halves = (view.seller, view.ledger)
    if any(half.state in (State.UNREACHABLE, State.LOCKED) for half in halves):
        return True
    return any(half.last_ok is None or now - half.last_ok >= A_DAY for half in halves)  # type: ignore[operator]
