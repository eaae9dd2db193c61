"""What the account store reads: everything in one piece, or one row; a row with no more than a mark is left out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from lmb_desktop.core.account import Account
from lmb_desktop.core.holdings import Beginning, Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import SignIn
from lmb_desktop.gateways.account_rows import account_of, link_of, sign_in_of

CLIENTS = "SELECT id, name FROM clients"
ACCOUNTS = "SELECT * FROM accounts WHERE seller_slot IS NOT NULL"
ACCOUNT = "SELECT * FROM accounts WHERE seller_slot IS NOT NULL AND id = ?"
SIGN_INS = "SELECT * FROM sign_ins WHERE slot IS NOT NULL"
SIGN_IN = "SELECT * FROM sign_ins WHERE slot IS NOT NULL AND id = ?"
LINKS = "SELECT * FROM ledger_links"
LISTED = "SELECT id, name, client_id, link_id FROM accounts WHERE seller_slot IS NOT NULL"
SOME_ACCOUNTS = "SELECT * FROM accounts WHERE seller_slot IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
SOME_LINKS = "SELECT * FROM ledger_links WHERE id IN (SELECT value FROM json_each(?))"
SOME_SIGN_INS = "SELECT * FROM sign_ins WHERE slot IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
ON_LINK = "SELECT * FROM accounts WHERE seller_slot IS NOT NULL AND link_id = ?"
LINK = "SELECT * FROM ledger_links WHERE id = ?"


def read_holdings(connection: sqlite3.Connection) -> Holdings:
    """Return everything that is saved."""
    clients = _clients(connection)
    return Holdings(
        tuple(account_of(row, clients) for row in connection.execute(ACCOUNTS)),
        tuple(sign_in_of(row) for row in connection.execute(SIGN_INS)),
        tuple(link_of(row) for row in connection.execute(LINKS)),
    )


def read_beginning(connection: sqlite3.Connection, rows: int) -> Beginning:
    """Return the first clients of the list with about so many accounts, all of them where there are not many more."""
    clients = _clients(connection)
    listed = connection.execute(LISTED).fetchall()
    ids = _first_ids(listed, clients, rows)
    if len(ids) == len(listed):
        return Beginning(read_holdings(connection), ids, is_all=True)
    link_ids = {row["link_id"] for row in listed if row["id"] in ids} - {None}
    needed = [row["id"] for row in listed if row["id"] in ids or row["link_id"] in link_ids]
    links = [link_of(row) for row in connection.execute(SOME_LINKS, [_listed(link_ids)])]
    sign_ins = connection.execute(SOME_SIGN_INS, [_listed({link.sign_in_id for link in links})])
    accounts = connection.execute(SOME_ACCOUNTS, [_listed(needed)])
    holdings = Holdings(
        tuple(account_of(row, clients) for row in accounts), tuple(map(sign_in_of, sign_ins)), tuple(links)
    )
    return Beginning(holdings, ids, is_all=False)


def read_around(connection: sqlite3.Connection, account_id: str) -> Holdings:
    """Return an account, its link and sign-in, and the accounts that share the link."""
    account = read_account(connection, account_id)
    link = read_link(connection, account.link_id) if account is not None and account.link_id else None
    if account is None or link is None:
        return Holdings((account,) if account is not None else ())
    clients = _clients(connection)
    sharing = tuple(account_of(row, clients) for row in connection.execute(ON_LINK, [link.id]))
    sign_in = read_sign_in(connection, link.sign_in_id)
    return Holdings(sharing, (sign_in,) if sign_in is not None else (), (link,))


def read_account(connection: sqlite3.Connection, account_id: str) -> Account | None:
    """Return one account, or None."""
    row = connection.execute(ACCOUNT, [account_id]).fetchone()
    return account_of(row, _clients(connection)) if row else None


def read_sign_in(connection: sqlite3.Connection, sign_in_id: str) -> SignIn | None:
    """Return one sign-in, or None."""
    row = connection.execute(SIGN_IN, [sign_in_id]).fetchone()
    return sign_in_of(row) if row else None


def read_link(connection: sqlite3.Connection, link_id: str) -> LedgerLink | None:
    """Return one link, or None."""
    row = connection.execute(LINK, [link_id]).fetchone()
    return link_of(row) if row else None


def _clients(connection: sqlite3.Connection) -> dict[str, str]:
    return {row["id"]: row["name"] for row in connection.execute(CLIENTS)}


def _first_ids(listed: Sequence[sqlite3.Row], clients: Mapping[str, str], rows: int) -> frozenset[str]:
    """Return the accounts of the first clients, A to Z and those without one last, as the list shows them."""
    groups: dict[str | None, list[sqlite3.Row]] = {}
    for row in listed:
        groups.setdefault(row["client_id"], []).append(row)
    if groups.keys() <= {None}:
        by_name = sorted(listed, key=lambda row: row["name"].casefold())
        return frozenset(row["id"] for row in by_name[:rows])
    found: list[str] = []
    for client_id in sorted(groups, key=lambda each: (each is None, clients.get(each or "", "").casefold())):
        found += [row["id"] for row in groups[client_id]]
        if len(found) >= rows:
            break
    return frozenset(found)


def _listed(ids: Iterable[str]) -> str:
    return json.dumps(list(ids))
