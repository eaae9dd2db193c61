"""AccountStore on SQLite: accounts, sign-ins, links, settings. There is no column a secret fits in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from lmb_desktop.core.account import Account, SellerIdentity, folded
from lmb_desktop.core.account_store import Change
from lmb_desktop.core.errors import StoreDamaged
from lmb_desktop.core.holdings import Beginning, Holdings, RecordKind, SavingMark
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import OrganisationFacts, SignIn
from lmb_desktop.gateways.account_facts import change_link_facts, change_seller_facts
from lmb_desktop.gateways.account_reads import (
    read_account,
    read_around,
    read_beginning,
    read_holdings,
    read_link,
    read_sign_in,
)
from lmb_desktop.gateways.account_rows import row_of_account, row_of_link, row_of_sign_in, text_of
from lmb_desktop.gateways.account_writes import (
    client_id_for,
    drop_empty_clients,
    mark_columns,
    refuse_name,
    refuse_twins,
    update_account,
    upsert,
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
LEAVE_LINK = "UPDATE accounts SET link_id = NULL WHERE id = ? AND link_id = ?"
REMOVE_ACCOUNT = ("DELETE FROM history WHERE account_id = ?", "DELETE FROM accounts WHERE id = ?")
Found = TypeVar("Found")


class SqliteAccountStore:
    """Keep the account list in one file; every call is one transaction. Raises StoreError only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = Database(path)

    def close(self) -> None:
        """Close the file for now; the next call opens it anew."""
        self._database.close()

    def holdings(self) -> Holdings:
        """Return everything that is saved; rows that hold no more than a mark are left out."""

        return self._read(read_holdings)

    def beginning(self, rows: int) -> Beginning:
        """Return what the list shows first, about so many accounts: long lists are not read whole for a first look."""
        return self._read(lambda connection: read_beginning(connection, rows))

    def around(self, account_id: str) -> Holdings:
        """Return one account with its ledger connection and the accounts that share it; nothing where it is gone."""
        return self._read(lambda connection: read_around(connection, account_id))

    def refuse_twins(self, account_id: str, *, name: str, seller_id: str, region: str) -> None:
        """Raise DuplicateAccount or NameTaken when another account has this seller in this region, or this name."""
        with self._database.reading() as connection:
            refuse_twins(connection, account_id, name=name, seller_id=seller_id, region=region)

    def account(self, account_id: str) -> Account | None:
        """Return one account, or None."""
        return self._read(lambda connection: read_account(connection, account_id))

    def sign_in(self, sign_in_id: str) -> SignIn | None:
        """Return one sign-in, or None."""
        return self._read(lambda connection: read_sign_in(connection, sign_in_id))

    def link(self, link_id: str) -> LedgerLink | None:
        """Return one link, or None."""
        return self._read(lambda connection: read_link(connection, link_id))

    def put_mark(self, mark: SavingMark) -> None:
        """Note that a slot of a record is being written; makes a bare row where there is none."""
        with self._database.writing() as connection:
            upsert(connection, TABLES[mark.kind], {"id": mark.record, **mark_columns(mark)})

    def clear_mark(self, kind: RecordKind, record: str) -> None:
        """Take a note back; a row that never got more than its note goes with it."""
        # A note that a power cut brings back only lets `tidy` look again.
        with self._database.writing(is_durable=False) as connection:
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
            client = {"client_id": client_id_for(connection, account.client)}
            upsert(connection, "accounts", {**row_of_account(account), **client, **mark_columns(leftover)})
            drop_empty_clients(connection)

    def put_ledger(
        self, account_id: str | None, sign_in: SignIn, link: LedgerLink, *, leftover: SavingMark | None = None
    ) -> None:
        """Save a sign-in and a link, and point the account, if one is named, to the link; raises AccountGone."""
        with self._database.writing() as connection:
            upsert(connection, "sign_ins", {**row_of_sign_in(sign_in), **mark_columns(leftover)})
            upsert(connection, "ledger_links", row_of_link(link))
            if account_id is not None:
                update_account(connection, account_id, {"link_id": link.id})

    def put_sign_in(self, sign_in: SignIn, *, leftover: SavingMark | None = None) -> None:
        """Save a sign-in alone; `leftover` replaces its mark, None clears it."""
        with self._database.writing() as connection:
            upsert(connection, "sign_ins", {**row_of_sign_in(sign_in), **mark_columns(leftover)})

    def put_renewing(self, sign_in_id: str, at: datetime | None) -> None:
        """Note that a refresh is sent, or with None that its outcome is known."""
        with self._database.writing() as connection:
            connection.execute("UPDATE sign_ins SET renewing_at = ? WHERE id = ?", [text_of(at), sign_in_id])

    def put_client(self, account_ids: Sequence[str], client: str | None) -> None:
        """Put accounts under a client, made when there is none of that name; None takes them out of theirs."""
        with self._database.writing() as connection:
            row = {"client_id": client_id_for(connection, client)}
            for account_id in account_ids:
                update_account(connection, account_id, row)
            drop_empty_clients(connection)

    def put_paused(self, account_ids: Sequence[str], at: datetime | None) -> None:
        """Pause accounts from a time on, or with None let them be checked again; raises AccountGone."""
        with self._database.writing() as connection:
            for account_id in account_ids:
                update_account(connection, account_id, {"paused_at": text_of(at)})

    def put_imported(self, holdings: Holdings) -> None:
        """Save accounts with their links from another computer, all or none; raises DuplicateAccount or NameTaken."""
        with self._database.writing() as connection:
            for sign_in in holdings.sign_ins:
                upsert(connection, "sign_ins", row_of_sign_in(sign_in))
            for link in holdings.links:
                upsert(connection, "ledger_links", row_of_link(link))
            for account in holdings.accounts:
                _refuse_twins(connection, account)
                client = {"client_id": client_id_for(connection, account.client)}
                upsert(connection, "accounts", {**row_of_account(account), **client})

    def point_to_link(self, account_id: str, link_id: str | None) -> None:
        """Point an account to a link that exists; raises AccountGone."""
        with self._database.writing() as connection:
            update_account(connection, account_id, {"link_id": link_id})

    def rename_account(self, account_id: str, name: str) -> None:
        """Rename an account; raises NameTaken or AccountGone."""
        with self._database.writing() as connection:
            refuse_name(connection, account_id, name)
            update_account(connection, account_id, {"name": name, "folded_name": folded(name)})

    def change_seller_facts(self, account: Account, change: Change, *, identity: SellerIdentity | None = None) -> None:
        """Change what is known about an account's Amazon half while it stands on the same credentials."""
        with self._database.writing(is_durable=False) as connection:
            change_seller_facts(connection, account, change, identity=identity)

    def change_link_facts(self, link: LedgerLink, change: Change, *, found: OrganisationFacts | None = None) -> None:
        """Change what is known about a link while it stands on the same consent."""
        with self._database.writing(is_durable=False) as connection:
            change_link_facts(connection, link, change, found=found)

    def remove_account(self, account_id: str, *, leftover: SavingMark | None = None) -> None:
        """Delete an account's row and its history; `leftover` stays behind as a bare row."""
        with self._database.writing() as connection:
            for statement in REMOVE_ACCOUNT:
                connection.execute(statement, [account_id])
            if leftover is not None:
                upsert(connection, "accounts", {"id": account_id, **mark_columns(leftover)})
            drop_empty_clients(connection)

    def remove_link(self, link_id: str, *, leaving: str | None = None) -> None:
        """Delete a link's row, and take the account that is leaving off it first."""
        with self._database.writing() as connection:
            connection.execute(LEAVE_LINK, [leaving, link_id])
            connection.execute("DELETE FROM ledger_links WHERE id = ?", [link_id])

    def remove_sign_in(self, sign_in_id: str) -> None:
        """Delete a sign-in's row."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sign_ins WHERE id = ?", [sign_in_id])

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
                    upsert(connection, "settings", {"key": key, "value": value})

    def _read(self, read: Callable[[sqlite3.Connection], Found]) -> Found:
        with self._database.reading() as connection:
            try:
                return read(connection)
            except (ValueError, TypeError, KeyError) as error:
                raise StoreDamaged(place=str(self._path), details=type(error).__name__) from error


def _refuse_twins(connection: sqlite3.Connection, account: Account) -> None:
    refuse_twins(connection, account.id, name=account.name, seller_id=account.seller_id, region=account.region)
