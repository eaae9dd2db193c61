"""PreferenceStore on the settings of an account list."""

from __future__ import annotations

from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.preferences import CheckRhythm, Preferences

NOTIFIES, CLEARS_CLIPBOARD, RHYTHM = "preference.notifies", "preference.clears-clipboard", "preference.rhythm"
YES, NO = "yes", "no"


class StoredPreferences:
    """Keep the preferences beside the accounts. Raises StoreError only."""

    def __init__(self, store: AccountStore) -> None:
        self._store = store

    def read(self) -> Preferences:
        """Return the preferences; what is not known, or from another version, keeps its first value."""
        rhythm = self._store.setting(RHYTHM)
        known = {one.value: one for one in CheckRhythm}
        return Preferences(
            notifies=self._store.setting(NOTIFIES) != NO,
            clears_clipboard=self._store.setting(CLEARS_CLIPBOARD) != NO,
            rhythm=known.get(rhythm or "", CheckRhythm.DAILY),
        )

    def save(self, preferences: Preferences) -> None:
        """Save all of them in one transaction."""
        self._store.put_settings(
            {
                NOTIFIES: YES if preferences.notifies else NO,
                CLEARS_CLIPBOARD: YES if preferences.clears_clipboard else NO,
                RHYTHM: preferences.rhythm.value,
            }
        )
