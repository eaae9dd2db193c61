"""AccountStore on SQLite: accounts, sign-ins, links, settings. There is no column a secret fits in."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from lmb_desktop.core.account import Account, SellerIdentity, folded
from lmb_desktop.core.errors import DuplicateAccount, NameTaken, NoSuchAccount, StoreDamaged
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.holdings import Holdings, RecordKind, SavingMark
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import SignIn
from lmb_desktop.gateways.account_rows import (
    Row,
    account_of,
    link_of,
    participations_text,
    row_of_account,
    row_of_half_facts,
    row_of_link,
    row_of_sign_in,
    sign_in_of,
)
from lmb_desktop.gateways.database import Database

TABLES = {RecordKind.ACCOUNT: "accounts", RecordKind.SIGN_IN: "sign_ins"}
BARE_ROWS = {
    RecordKind.ACCOUNT: "DELETE FROM accounts WHERE id = ? AND seller_slot IS NULL",
    RecordKind.SIGN_IN: "DELETE FROM sign_ins WHERE id = ? AND slot IS NULL",
}
UNMARK = {
    RecordKind.ACCOUNT: "UPDATE accounts SET saving_slot = NULL, saving_holder = NULL WHERE id = ?",
    RecordKind.SIGN_IN: "UPDATE sign_ins SET saving_slot = NULL, saving_holder = NULL WHERE id = ?",
}
ENDED = (
    "UPDATE accounts SET seller_holder = 'ended' WHERE seller_holder = ? AND seller_slot LIKE 'memory-%'",
    "UPDATE sign_ins SET holder = 'ended' WHERE holder = ? AND slot LIKE 'memory-%'",
)
MARKS = {
    RecordKind.ACCOUNT: "SELECT id, saving_slot, saving_holder FROM accounts WHERE saving_slot IS NOT NULL",
    RecordKind.SIGN_IN: "SELECT id, saving_slot, saving_holder FROM sign_ins WHERE saving_slot IS NOT NULL",
}


class SqliteAccountStore:
    """Keep the account list in one file; every call is one transaction. Raises StoreError only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = Database(path)

    def holdings(self) -> Holdings:
        """Return everything that is saved; rows that hold no more than a mark are left out."""
        with self._database.reading() as connection:
            clients = {row["id"]: row["name"] for row in connection.execute("SELECT id, name FROM clients")}
            accounts = connection.execute("SELECT * FROM accounts WHERE seller_slot IS NOT NULL")
            sign_ins = connection.execute("SELECT * FROM sign_ins WHERE slot IS NOT NULL")
            links = connection.execute("SELECT * FROM ledger_links")
            try:
                return Holdings(
                    tuple(account_of(row, clients) for row in accounts),
                    tuple(sign_in_of(row) for row in sign_ins),
                    tuple(link_of(row) for row in links),
                )
            except (ValueError, TypeError, KeyError) as error:
                raise StoreDamaged(place=str(self._path), details=type(error).__name__) from error

    def put_mark(self, mark: SavingMark) -> None:
        """Note that a slot of a record is being written; makes a bare row where there is none."""
        with self._database.writing() as connection:
            _upsert(connection, TABLES[mark.kind], {"id": mark.record, **_mark_columns(mark)})

    def clear_mark(self, kind: RecordKind, record: str) -> None:
        """Take a note back; a row that never got more than its note goes with it."""
        with self._database.writing() as connection:
            connection.execute(BARE_ROWS[kind], [record])
            connection.execute(UNMARK[kind], [record])

    def marks(self) -> tuple[SavingMark, ...]:
        """Return the notes that stand."""
        with self._database.reading() as connection:
            return tuple(
                SavingMark(kind, row["id"], row["saving_slot"], row["saving_holder"])
                for kind, query in MARKS.items()
                for row in connection.execute(query)
            )

    def put_account(self, account: Account, *, leftover: SavingMark | None = None) -> None:
        """Save an account's row; `leftover` replaces its mark, None clears it. Raises DuplicateAccount or NameTaken."""
        with self._database.writing() as connection:
            _refuse_twins(connection, account)
            _upsert(connection, "accounts", {**row_of_account(account), **_mark_columns(leftover)})

    def put_ledger(
        self, account_id: str, sign_in: SignIn, link: LedgerLink, *, leftover: SavingMark | None = None
    ) -> None:
        """Save a sign-in and a link, and point the account to the link; raises NoSuchAccount."""
        with self._database.writing() as connection:
            _upsert(connection, "sign_ins", {**row_of_sign_in(sign_in), **_mark_columns(leftover)})
            _upsert(connection, "ledger_links", row_of_link(link))
            _update(connection, account_id, {"link_id": link.id})

    def put_sign_in(self, sign_in: SignIn, *, leftover: SavingMark | None = None) -> None:
        """Save a sign-in alone; `leftover` replaces its mark, None clears it."""
        with self._database.writing() as connection:
            _upsert(connection, "sign_ins", {**row_of_sign_in(sign_in), **_mark_columns(leftover)})

    def point_to_link(self, account_id: str, link_id: str | None) -> None:
        """Point an account to a link that exists; raises NoSuchAccount."""
        with self._database.writing() as connection:
            _update(connection, account_id, {"link_id": link_id})

    def rename_account(self, account_id: str, name: str) -> None:
        """Rename an account; raises NameTaken or NoSuchAccount."""
        with self._database.writing() as connection:
            _refuse_name(connection, account_id, name)
            _update(connection, account_id, {"name": name, "folded_name": folded(name)})

    def put_seller_facts(
        self, account_id: str, facts: HalfFacts, *, slot: str = "", identity: SellerIdentity | None = None
    ) -> None:
        """Save what is known about an account's Amazon half; raises NoSuchAccount.

        With `slot` only while the row still points there: an answer about older credentials is dropped.
        """
        row = dict(row_of_half_facts(facts))
        if identity is not None:
            row |= {
                "store_name": identity.store_name,
                "participations": participations_text(identity.participations),
            }
        with self._database.writing() as connection:
            query = "SELECT 1 FROM accounts WHERE id = ? AND seller_slot <> ?"
            if not slot or connection.execute(query, [account_id, slot]).fetchone() is None:
                _update(connection, account_id, row)

    def put_link(self, link: LedgerLink) -> None:
        """Save what is known about a link."""
        with self._database.writing() as connection:
            _upsert(connection, "ledger_links", row_of_link(link))

    def remove_account(self, account_id: str) -> None:
        """Delete an account's row."""
        self._execute("DELETE FROM accounts WHERE id = ?", account_id)

    def remove_link(self, link_id: str) -> None:
        """Delete a link's row."""
        self._execute("DELETE FROM ledger_links WHERE id = ?", link_id)

    def remove_sign_in(self, sign_in_id: str) -> None:
        """Delete a sign-in's row."""
        self._execute("DELETE FROM sign_ins WHERE id = ?", sign_in_id)

    def end_holder(self, holder: str) -> None:
        """Note that what a program held in memory is gone, though its process may live on."""
        with self._database.writing() as connection:
            for statement in ENDED:
                connection.execute(statement, [holder])

    def setting(self, key: str) -> str | None:
        """Return a setting, or None."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
            return None if row is None else str(row["value"])

    def put_settings(self, values: Mapping[str, str | None]) -> None:
        """Save settings in one transaction; None deletes."""
        with self._database.writing() as connection:
            for key, value in values.items():
                if value is None:
                    connection.execute("DELETE FROM settings WHERE key = ?", [key])
                else:
                    _upsert(connection, "settings", {"key": key, "value": value})

    def _execute(self, statement: str, row_id: str) -> None:
        with self._database.writing() as connection:
            connection.execute(statement, [row_id])


def _mark_columns(mark: SavingMark | None) -> Row:
    return {"saving_slot": mark.slot if mark else None, "saving_holder": mark.holder if mark else None}


def _upsert(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Insert a row or change the one with its key, by the first column."""
    # Loaded for writing only: reading the list at the start does without its tenth of a second.
    import sqlite_utils

    sqlite_utils.Database(connection).table(table).upsert(dict(row), pk=next(iter(row)))


def _update(connection: sqlite3.Connection, account_id: str, row: Row) -> None:
    query = "SELECT 1 FROM accounts WHERE id = ? AND seller_slot IS NOT NULL"
    if connection.execute(query, [account_id]).fetchone() is None:
        raise NoSuchAccount(name=account_id)
    _upsert(connection, "accounts", {"id": account_id, **row})


def _refuse_twins(connection: sqlite3.Connection, account: Account) -> None:
    twin = connection.execute(
        "SELECT id, name FROM accounts WHERE seller_id = ? AND region = ? AND id <> ?",
        [account.seller_id, account.region, account.id],
    ).fetchone()
    if twin is not None:
        facts = {"name": twin["name"], "seller_id": account.seller_id, "region": account.region, "client": ""}
        raise DuplicateAccount(account_id=twin["id"], **facts)
    _refuse_name(connection, account.id, account.name)


def _refuse_name(connection: sqlite3.Connection, account_id: str, name: str) -> None:
    query = "SELECT 1 FROM accounts WHERE folded_name = ? AND id <> ?"
    if connection.execute(query, [folded(name), account_id]).fetchone() is not None:
        raise NameTaken(name=name)
