"""What the account store reads: everything in one piece, or one row; a row with no more than a mark is left out."""

from __future__ import annotations

import sqlite3

from lmb_desktop.core.account import Account
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import SignIn
from lmb_desktop.gateways.account_rows import account_of, link_of, sign_in_of

CLIENTS = "SELECT id, name FROM clients"
ACCOUNTS = "SELECT * FROM accounts WHERE seller_slot IS NOT NULL"
ACCOUNT = "SELECT * FROM accounts WHERE seller_slot IS NOT NULL AND id = ?"
SIGN_INS = "SELECT * FROM sign_ins WHERE slot IS NOT NULL"
SIGN_IN = "SELECT * FROM sign_ins WHERE slot IS NOT NULL AND id = ?"
LINKS = "SELECT * FROM ledger_links"
LINK = "SELECT * FROM ledger_links WHERE id = ?"


def read_holdings(connection: sqlite3.Connection) -> Holdings:
    """Return everything that is saved."""
    clients = _clients(connection)
    return Holdings(
        tuple(account_of(row, clients) for row in connection.execute(ACCOUNTS)),
        tuple(sign_in_of(row) for row in connection.execute(SIGN_INS)),
        tuple(link_of(row) for row in connection.execute(LINKS)),
    )


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
