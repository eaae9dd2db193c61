"""Preferences: kept beside the accounts, and whole whatever another version left there."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from lmb_desktop.core.errors import DiskFull
from lmb_desktop.core.preferences import CheckRhythm, Preferences
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.preferences import StoredPreferences
from tests.fakes.account_store import MemoryAccountStore


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, data_folder: Path):
    if request.param == "memory":
        return MemoryAccountStore()
    data_folder.mkdir(mode=0o700)
    return SqliteAccountStore(data_folder / "accounts.sqlite3")


def test_what_holds_at_first_is_a_daily_look_with_notifications_and_a_clean_clipboard(store) -> None:
    assert StoredPreferences(store).read() == Preferences(True, True, CheckRhythm.DAILY)


def test_every_choice_comes_back(store) -> None:
    for notifies, clears, rhythm in product([True, False], [True, False], CheckRhythm):
        chosen = Preferences(notifies=notifies, clears_clipboard=clears, rhythm=rhythm)
        StoredPreferences(store).save(chosen)
        assert StoredPreferences(store).read() == chosen


@pytest.mark.parametrize("odd", ["", "hourly", "NO", "null"])
def test_what_is_not_known_keeps_its_first_value(store, odd: str) -> None:
    keys = ("preference.notifies", "preference.clears-clipboard", "preference.rhythm")
    store.put_settings(dict.fromkeys(keys, odd))
    assert StoredPreferences(store).read() == Preferences()


def test_choices_are_saved_all_or_none(store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_values: object) -> None:
        raise DiskFull

    monkeypatch.setattr(store, "put_settings", full)
    with pytest.raises(DiskFull):
        StoredPreferences(store).save(Preferences(notifies=False))
    assert StoredPreferences(store).read() == Preferences()
