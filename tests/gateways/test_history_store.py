"""The contract of the history: the table beside the accounts and the double in memory keep the same promises."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lmb_desktop.core.errors import StoreDamaged
from lmb_desktop.core.history import Event, HistoryEntry
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.history_store import SqliteHistory
from tests.fakes.account_store import MemoryAccountStore
from tests.fakes.history import MemoryHistory
from tests.fakes.services import NOW
from tests.gateways.test_account_store import an_account


@pytest.fixture(params=["file", "memory"])
def both(request: pytest.FixtureRequest, data_folder: Path):
    """Give a store with one account, and its history: the real ones, then their doubles."""
    if request.param == "memory":
        store = MemoryAccountStore()
        history = MemoryHistory(store)
    else:
        data_folder.mkdir(mode=0o700)
        path = data_folder / "accounts.sqlite3"
        store, history = SqliteAccountStore(path), SqliteHistory(path)
    store.put_account(an_account())
    return store, history


def entry(event: Event = Event.RENAMED, detail: str = "", account_id: str = "acc-1", **later: float) -> HistoryEntry:
    """Return a line of history."""
    return HistoryEntry(account_id, NOW + timedelta(**later), event, detail)


def test_lines_come_back_newest_first_by_the_order_they_were_written_in(both) -> None:
    _store, history = both
    entries = [entry(event, f"detail “{event}” 茶", hours=-number) for number, event in enumerate(Event)]
    history.note(*entries[:5])
    history.note(*entries[5:])
    history.note()
    assert history.of("acc-1") == tuple(reversed(entries))


def test_lines_of_nobody_are_dropped_and_the_others_kept(both) -> None:
    store, history = both
    store.put_mark(SavingMark(RecordKind.ACCOUNT, "bare", "a", "1:1"))
    history.note(entry(account_id="nobody"), entry(), entry(account_id="bare"))
    assert (history.of("acc-1"), history.of("nobody"), history.of("bare")) == ((entry(),), (), ())


def test_the_history_goes_with_its_account_and_does_not_come_back(both) -> None:
    store, history = both
    store.put_account(an_account("acc-2", name="Second", region="japan"))
    history.note(entry(), entry(account_id="acc-2"))
    store.remove_account("acc-1")
    assert (history.of("acc-1"), len(history.of("acc-2"))) == ((), 1)
    store.put_account(an_account())
    assert history.of("acc-1") == ()


def damaged(folder: Path, statement: str) -> SqliteHistory:
    """Give a history in whose file somebody has written."""
    path = folder / "accounts.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    return SqliteHistory(path)


@pytest.fixture
def folder(data_folder: Path) -> Path:
    data_folder.mkdir(mode=0o700)
    path = data_folder / "accounts.sqlite3"
    SqliteAccountStore(path).put_account(an_account())
    SqliteHistory(path).note(entry(), replace(entry(), event=Event.PAUSED))
    return data_folder


def test_an_event_of_another_version_is_passed_over(folder: Path) -> None:
    history = damaged(folder, "UPDATE history SET event = 'teleported' WHERE event = 'paused'")
    assert history.of("acc-1") == (entry(),)


def test_a_time_that_cannot_be_read_is_damage_and_no_bug(folder: Path) -> None:
    history = damaged(folder, "UPDATE history SET at = 'yesterday'")
    with pytest.raises(StoreDamaged):
        history.of("acc-1")
