"""What was told lies with the accounts and survives a restart; what nobody can read counts as not told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.told_store import NEEDS, StoredTold
from tests.fakes.services import NOW


@pytest.fixture
def stores(tmp_path: Path) -> tuple[SqliteAccountStore, SqliteAccountStore]:
    """Give the account list of practice mode and the real one."""
    return SqliteAccountStore(tmp_path / "practice.sqlite3"), SqliteAccountStore(tmp_path / "real.sqlite3")


def test_what_was_told_is_known_after_a_restart(stores, tmp_path: Path) -> None:
    told = {"acc-1 ledger-ended": NOW, "keyring keyring-locked": NOW.astimezone(timezone(timedelta(hours=9)))}
    StoredTold(*stores).keep_told(told)
    again = StoredTold(SqliteAccountStore(tmp_path / "practice.sqlite3"), stores[1])
    assert again.told() == told
    assert all(at.tzinfo is UTC for at in again.told().values())


def test_what_is_kept_replaces_what_was_kept(stores) -> None:
    store = StoredTold(*stores)
    store.keep_told({"acc-1 ledger-ended": NOW})
    store.keep_told({})
    assert store.told() == {}


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"a": 5}', '{"a": "yesterday"}', "null"])
def test_what_nobody_can_read_counts_as_not_told(stores, text: str) -> None:
    mode: AccountStore = stores[0]
    mode.put_settings({NEEDS: text})
    assert StoredTold(*stores).told() == {}


def test_a_time_without_its_zone_is_taken_as_it_stands(stores) -> None:
    stores[0].put_settings({NEEDS: '{"a": "2026-11-24T10:00:00"}'})
    assert StoredTold(*stores).told()["a"] == datetime(2026, 11, 24, 10).astimezone(UTC)


def test_that_closing_only_hides_is_told_once_for_both_modes(stores) -> None:
    mode, real = stores
    assert not StoredTold(mode, real).has_told_closing()
    StoredTold(mode, real).keep_told_closing()
    assert StoredTold(real, real).has_told_closing()
    assert StoredTold(mode, real).has_told_closing()
