"""Preferences: what the user chose about checks, notifications and the clipboard. Kept with the real accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol


class CheckRhythm(Enum):
    """How often a connection that gives no trouble is looked at; each look also renews the ledger's sign-in."""

    SIX_HOURS = "six-hours"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def every(self) -> timedelta:
        """Return the time between two looks."""
        return {"six-hours": timedelta(hours=6), "daily": timedelta(days=1), "weekly": timedelta(days=7)}[self.value]


@dataclass(frozen=True)
class Preferences:
    """The user's choices, with what holds until there are any."""

    notifies: bool = True
    clears_clipboard: bool = True
    rhythm: CheckRhythm = CheckRhythm.DAILY


class PreferenceStore(Protocol):
    """Keep the preferences. Slow: never called on the GUI thread. Raises StoreError only."""

    def read(self) -> Preferences:
        """Return the preferences; what is not known keeps its first value."""
        ...

    def save(self, preferences: Preferences) -> None:
        """Save all of them in one transaction."""
        ...
