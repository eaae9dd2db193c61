"""The file of the account list: private, upgraded with a copy, refused when newer, and its failures named."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from lmb_desktop.core import errors
from lmb_desktop.gateways import database, migrations, steps
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.database import Database
from tests.gateways.test_account_store import an_account

SECRET_WORDS = ("token", "secret", "password", "verifier", "code", "access_key")


@pytest.fixture
def path(data_folder: Path) -> Path:
    """Give the place of an account list that is not there yet."""
    data_folder.mkdir(mode=0o700)
    return data_folder / "accounts.sqlite3"


@pytest.fixture
def newer_version(monkeypatch: pytest.MonkeyPatch):
    """Give a way to make this a version with one more step."""

    def upgrade(step) -> None:
        newer = Migrations("lmb_desktop")
        for known in migrations.steps._migrations:
            newer(name=known.name)(known.fn)
        newer(name="newest")(step)
        monkeypatch.setattr(migrations, "steps", newer)
        monkeypatch.setattr(steps, "STEP_NAMES", (*steps.STEP_NAMES, "newest"))

    return upgrade


def add_column(db: sqlite_utils.Database) -> None:
    """Make one more column, as a later version would."""
    db.table("accounts").add_column("note", str)


def mode(path: Path) -> int:
    """Return a path's permission bits."""
    return path.stat().st_mode & 0o777


def test_the_names_of_the_steps_are_the_names_of_the_migrations():
    assert tuple(step.name for step in migrations.steps._migrations) == steps.STEP_NAMES


def test_the_file_and_all_that_belongs_to_it_are_private(path: Path):
    before = os.umask(0)
    try:
        with Database(path).writing() as connection:
            connection.execute("INSERT INTO settings VALUES ('a', 'b')")
            found = sorted(path.parent.glob("accounts.sqlite3*"))
            assert [mode(each) for each in found] == [0o600] * len(found)
            assert len(found) >= 2
    finally:
        os.umask(before)


def test_the_file_uses_a_write_ahead_log_and_strict_tables(path: Path):
    with Database(path).reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    ours = {row["name"]: row["strict"] for row in tables if not row["name"].startswith(("_", "sqlite_"))}
    assert ours == dict.fromkeys(("accounts", "clients", "history", "ledger_links", "settings", "sign_ins"), 1)


def test_there_is_no_column_a_secret_fits_in(path: Path):
    with Database(path).reading() as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [row["name"] for table in tables for row in connection.execute(f"PRAGMA table_info({table})")]
    assert [name for name in columns if any(word in name for word in SECRET_WORDS)] == []


def test_a_transaction_that_fails_leaves_nothing(path: Path):
    base = Database(path)

    def fail() -> None:
        with base.writing() as connection:
            connection.execute("INSERT INTO settings VALUES ('a', 'b')")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with base.reading() as connection:
        assert connection.execute("SELECT * FROM settings").fetchall() == []


def test_programs_that_start_at_once_make_one_file(path: Path):
    barrier, problems = threading.Barrier(4), []

    def start() -> None:
        barrier.wait()
        try:
            SqliteAccountStore(path).holdings()
        except errors.StoreError as error:
            problems.append(error)

    threads = [threading.Thread(target=start) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_an_upgrade_copies_the_file_first(path: Path, newer_version):
    SqliteAccountStore(path).put_account(an_account())
    newer_version(add_column)
    assert len(SqliteAccountStore(path).holdings().accounts) == 1
    copies = sorted(path.parent.glob("*.backup.*"))
    assert [copy.name for copy in copies] == ["accounts.sqlite3.backup.1"]
    assert mode(copies[0]) == 0o600
    with closing(sqlite3.connect(copies[0])) as copy:
        assert copy.execute("SELECT name FROM accounts").fetchall() == [("Harbour Tea UK",)]
        applied = {row[0] for row in copy.execute("SELECT name FROM _sqlite_migrations")}
        assert applied == set(steps.STEP_NAMES) - {"newest"}


def test_a_new_or_an_up_to_date_file_is_not_copied(path: Path):
    SqliteAccountStore(path).holdings()
    SqliteAccountStore(path).holdings()
    assert list(path.parent.glob("*.backup.*")) == []


def test_the_three_newest_copies_stay(path: Path, newer_version):
    SqliteAccountStore(path).put_account(an_account())
    for number in (1, 2, 9, 10):
        path.with_name(f"{path.name}.backup.{number}").write_text("old", "utf-8")
    path.with_name(f"{path.name}.backup.mine").write_text("not one of ours", "utf-8")
    newer_version(add_column)
    SqliteAccountStore(path).holdings()
    left = {copy.name.removeprefix("accounts.sqlite3.backup.") for copy in path.parent.glob("*.backup.*")}
    assert left == {"9", "10", "11", "mine"}


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, newer_version):
    SqliteAccountStore(path).put_account(an_account())

    def broken(db: sqlite_utils.Database) -> None:
        add_column(db)
        db.execute("INSERT INTO nowhere VALUES (1)")

    newer_version(broken)
    with pytest.raises(errors.StoreError):
        SqliteAccountStore(path).holdings()
    with closing(sqlite3.connect(path)) as file:
        columns = [row[1] for row in file.execute("PRAGMA table_info(accounts)")]
        assert ("note" in columns, file.execute("SELECT count(*) FROM accounts").fetchone()[0]) == (False, 1)
        applied = {row[0] for row in file.execute("SELECT name FROM _sqlite_migrations")}
        assert applied == set(steps.STEP_NAMES) - {"newest"}


def test_a_file_from_a_newer_version_is_refused_and_not_touched(path: Path):
    SqliteAccountStore(path).put_account(an_account())
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
        file.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('lmb_desktop', 'of_the_future')")
        file.commit()
    before = path.read_bytes()
    with pytest.raises(errors.StoreTooNew) as caught:
        SqliteAccountStore(path).holdings()
    assert caught.value.fact("step") == "of_the_future"
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.backup.*")) == []


@pytest.mark.parametrize(
    "content", [b"this is no database at all, only text" * 50, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_file_is_named_and_not_touched(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(errors.StoreDamaged) as caught:
        SqliteAccountStore(path).holdings()
    assert caught.value.fact("place") == str(path)
    assert path.read_bytes() == content


def test_a_file_damaged_in_its_middle_is_named(path: Path):
    store = SqliteAccountStore(path)
    store.put_account(an_account())
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    with pytest.raises(errors.StoreDamaged):
        SqliteAccountStore(path).holdings()


def test_a_row_that_another_hand_has_written_is_named(path: Path):
    store = SqliteAccountStore(path)
    store.put_account(an_account())
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE accounts SET method = 'carrier pigeon'")
        file.commit()
    with pytest.raises(errors.StoreDamaged):
        store.holdings()


def test_an_empty_file_becomes_an_account_list(path: Path):
    path.touch()
    assert SqliteAccountStore(path).holdings().accounts == ()


def test_a_full_disk_is_named_and_what_was_saved_stays(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = SqliteAccountStore(path)
    store.put_account(an_account())
    real = database.connect

    def on_a_full_disk(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
        connection = real(path, mode=mode)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    store.close()
    monkeypatch.setattr(database, "connect", on_a_full_disk)
    with pytest.raises(errors.DiskFull):
        store.put_settings({f"key-{number}": "x" * 4000 for number in range(20)})
    monkeypatch.undo()
    store.close()
    assert (len(store.holdings().accounts), store.setting("key-0")) == (1, None)


def test_a_file_somebody_else_writes_for_too_long_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = SqliteAccountStore(path)
    store.holdings()
    store.close()
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.StoreBusy):
            store.put_settings({"a": "b"})
        # Reading goes on meanwhile.
        assert store.holdings().accounts == ()


def test_a_file_that_goes_while_the_program_runs_is_never_made_anew_by_accident(path: Path):
    store = SqliteAccountStore(path)
    store.put_account(an_account())
    for file in path.parent.glob("accounts.sqlite3*"):
        file.unlink()
    with pytest.raises(errors.StoreError):
        store.holdings()
    assert not path.exists()


def test_a_folder_that_is_not_there_is_an_error_of_the_store(tmp_path: Path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(errors.StoreError):
        SqliteAccountStore(tmp_path / "file" / "accounts.sqlite3").holdings()


def test_no_error_of_the_store_carries_sqlites_words(path: Path):
    path.write_bytes(b"no database" * 100)
    with pytest.raises(errors.StoreError) as caught:
        SqliteAccountStore(path).holdings()
    assert caught.value.details.split()[0] == "DatabaseError"
    assert "file is not a database" not in f"{caught.value!r} {caught.value.details}"
