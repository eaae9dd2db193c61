"""What the account store writes inside one transaction: rows by their key, refusals of twins, clients by their name."""

from __future__ import annotations

import os
import sqlite3
from functools import cache

from lmb_desktop.core.account import folded
from lmb_desktop.core.errors import AccountGone, DuplicateAccount, NameTaken
from lmb_desktop.core.holdings import SavingMark
from lmb_desktop.gateways.account_rows import Row

EMPTY_CLIENTS = "DELETE FROM clients WHERE id NOT IN (SELECT client_id FROM accounts WHERE client_id IS NOT NULL)"


def mark_columns(mark: SavingMark | None) -> Row:
    """Return the columns of a mark, or of none."""
    return {"saving_slot": mark.slot if mark else None, "saving_holder": mark.holder if mark else None}


def upsert(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Insert a row or change the one with its key, by the first column."""
    connection.execute(_upsert(table, tuple(row)), tuple(row.values()))


def update(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Change the row with the key in the first column, if it is there."""
    connection.execute(_update(table, tuple(row)), (*tuple(row.values())[1:], next(iter(row.values()))))


def update_account(connection: sqlite3.Connection, account_id: str, row: Row) -> None:
    """Change columns of an account; raises AccountGone."""
    query = "SELECT 1 FROM accounts WHERE id = ? AND seller_slot IS NOT NULL"
    if connection.execute(query, [account_id]).fetchone() is None:
        raise AccountGone
    update(connection, "accounts", {"id": account_id, **row})


def refuse_twins(connection: sqlite3.Connection, account_id: str, *, name: str, seller_id: str, region: str) -> None:
    """Raise DuplicateAccount or NameTaken when another account has this seller in this region, or this name."""
    twin = connection.execute(
        "SELECT accounts.id, accounts.name, clients.name AS client FROM accounts "
        "LEFT JOIN clients ON clients.id = accounts.client_id "
        "WHERE seller_id = ? AND region = ? AND accounts.id <> ?",
        [seller_id, region, account_id],
    ).fetchone()
    if twin is not None:
        facts = {"seller_id": seller_id, "region": region, "client": twin["client"] or ""}
        raise DuplicateAccount(account_id=twin["id"], name=twin["name"], **facts)
    refuse_name(connection, account_id, name)


def refuse_name(connection: sqlite3.Connection, account_id: str, name: str) -> None:
    """Raise NameTaken when another account has this name."""
    query = "SELECT 1 FROM accounts WHERE folded_name = ? AND id <> ?"
    if connection.execute(query, [folded(name), account_id]).fetchone() is not None:
        raise NameTaken(name=name)


def client_id_for(connection: sqlite3.Connection, client: str | None) -> str | None:
    """Return the id of a client by its name, made when there is none of that name; None for no client."""
    if client is None or not folded(client):
        return None
    found = connection.execute("SELECT id FROM clients WHERE folded_name = ?", [folded(client)]).fetchone()
    if found is not None:
        return str(found["id"])
    client_id = os.urandom(16).hex()
    upsert(connection, "clients", {"id": client_id, "name": client, "folded_name": folded(client)})
    return client_id


def drop_empty_clients(connection: sqlite3.Connection) -> None:
    """Delete the clients that no account belongs to any more."""
    connection.execute(EMPTY_CLIENTS)


# Tables and columns are names of this program's own, never a value. sqlite-utils would ask the file for its tables
# before each write, which a check of a thousand accounts does four thousand times.
@cache
def _upsert(table: str, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    places = ", ".join("?" for _name in columns)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) "  # noqa: S608 - see above
        f"ON CONFLICT ({columns[0]}) DO UPDATE SET {changes}"
    )


@cache
def _update(table: str, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f"{name} = ?" for name in columns[1:])
    return f"UPDATE {table} SET {changes} WHERE {columns[0]} = ?"  # noqa: S608 - see above
