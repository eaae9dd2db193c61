"""Connections that wait for their next use: lent to one user at a time, never to another file, closed in the end."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lmb_desktop.core import errors
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.database import Database

SIDES = ("accounts.sqlite3-shm", "accounts.sqlite3-wal")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of an account list."""
    return tmp_path / "accounts.sqlite3"


def sides(path: Path) -> list[str]:
    """Return the names of what lies beside the file."""
    return sorted(each.name for each in path.parent.iterdir() if each.name in SIDES)


def test_a_connection_is_used_again(path: Path) -> None:
    database = Database(path)
    with database.reading() as first:
        pass
    with database.writing() as second:
        assert second is first


def test_two_who_read_at_once_have_a_connection_each(path: Path) -> None:
    database = Database(path)
    with database.reading() as first, database.reading() as second:
        assert first is not second


def test_a_connection_that_had_trouble_is_not_used_again(path: Path) -> None:
    database = Database(path)
    used: list[sqlite3.Connection] = []

    def write() -> None:
        with database.writing() as connection:
            used.append(connection)
            connection.execute("INSERT INTO settings (key, value) VALUES ('a', 'b')")
            raise LookupError

    with pytest.raises(LookupError):
        write()
    with database.reading() as second:
        assert second is not used[0]
        assert second.execute("SELECT COUNT(*) FROM settings").fetchone()[0] == 0


def test_a_brisk_change_leaves_no_haste_behind(path: Path) -> None:
    database = Database(path)
    with database.writing(is_durable=False) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 1
    with database.writing() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_what_lies_beside_an_open_file_is_private(path: Path) -> None:
    store = SqliteAccountStore(path)
    store.put_settings({"a": "b"})
    modes = [stat.S_IMODE((path.parent / name).stat().st_mode) for name in sides(path)]
    assert modes == [0o600, 0o600]


def test_closing_leaves_one_whole_file_and_the_next_call_opens_it(path: Path) -> None:
    store = SqliteAccountStore(path)
    store.put_settings({"a": "b"})
    store.close()
    assert sides(path) == []
    assert store.setting("a") == "b"


def test_a_program_that_ends_leaves_one_whole_file(path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom lmb_desktop.gateways.account_store import SqliteAccountStore\n"
        "store = SqliteAccountStore(Path(sys.argv[1]))\nstore.put_settings({'a': 'b'})\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, timeout=60)
    assert (sides(path), SqliteAccountStore(path).setting("a")) == ([], "b")


def test_a_file_that_takes_the_place_of_another_is_the_one_that_is_read(path: Path) -> None:
    store, other = SqliteAccountStore(path), path.with_name("other.sqlite3")
    store.put_settings({"whose": "first"})
    newer = SqliteAccountStore(other)
    newer.put_settings({"whose": "second"})
    newer.close()
    for name in sides(path):
        (path.parent / name).unlink()
    other.replace(path)
    assert store.setting("whose") == "second"


def test_many_threads_write_one_after_the_other(path: Path) -> None:
    store = SqliteAccountStore(path)
    troubles: list[errors.StoreError] = []

    def write(number: int) -> None:
        try:
            for turn in range(5):
                store.put_settings({f"key-{number}-{turn}": "x"})
        except errors.StoreError as error:
            troubles.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert all(store.setting(f"key-{number}-4") == "x" for number in range(8))
