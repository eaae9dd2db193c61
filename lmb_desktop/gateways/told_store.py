"""ToldStore on the settings of account lists: needs beside their accounts, what is about the program with the real."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.announcing import Told

NEEDS, CLOSING = "told.needs", "told.closing"
YES = "yes"


class StoredTold:
    """Keep what was told. Raises StoreError only."""

    def __init__(self, store: AccountStore, real: AccountStore) -> None:
        self._store = store
        self._real = real

    def told(self) -> Told:
        """Return when each need was told; what cannot be read counts as not told."""
        try:
            found = json.loads(self._store.setting(NEEDS) or "{}")
            return {str(key): datetime.fromisoformat(at).astimezone(UTC) for key, at in found.items()}
        except (AttributeError, TypeError, ValueError):
            return {}

    def keep_told(self, told: Told) -> None:
        """Keep that, in place of what was kept before."""
        text = json.dumps({key: at.astimezone(UTC).isoformat() for key, at in sorted(told.items())})
        self._store.put_settings({NEEDS: text if told else None})

    def has_told_closing(self) -> bool:
        """Tell whether the user knows that the program goes on when its window is closed."""
        return self._real.setting(CLOSING) == YES

    def keep_told_closing(self) -> None:
        """Keep that the user knows it."""
        self._real.put_settings({CLOSING: YES})
