"""The one place that knows how the program keeps connections alive: the same calls as the tray's, at its times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.lanes import Progress
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.rhythm import FIRST_RETRY
from lmb_desktop.parts import Parts

_OWED = timedelta(minutes=45)
"""While an answer to a refresh is owed the program is given its own times; of other troubles several are one look."""


def look(parts: Parts) -> dict[str, object]:
    """Look at what is due in the rhythm the user chose; tell how many questions that were, and when to look again."""
    told = _Told()
    every = parts.preferences.read().rhythm.every
    outcome = parts.connections.check_due(CancelToken(), every=every, told=told)
    overview = outcome.overview or parts.connections.overview()
    next_at = outcome.next_at
    return {
        "asked": told.total,
        "next_at": None if next_at is None else next_at.isoformat(),
        "is_owed": is_owed(overview, parts.clock.now()),
    }


def check(parts: Parts, account_ids: Sequence[str]) -> dict[str, object]:
    """Check now, as a person does who selects accounts; the program looks again soon after."""
    told = _Told()
    overview = parts.connections.check(account_ids, CancelToken(), told=told)
    now = parts.clock.now()
    next_at = now + FIRST_RETRY
    return {"asked": told.total, "next_at": next_at.isoformat(), "is_owed": is_owed(overview, now)}


def is_owed(overview: Overview, now: datetime) -> bool:
    """Tell whether a refresh was sent a short while ago whose answer is not there yet."""
    sent = [view.sign_in.chain.renewing_at for view in overview.accounts if view.sign_in is not None]
    return any(moment is not None and now - moment < _OWED for moment in sent)


class _Told:
    def __init__(self) -> None:
        self.total = 0

    def __call__(self, progress: Progress) -> None:
        self.total = progress.total
