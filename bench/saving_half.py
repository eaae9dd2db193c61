"""Saving: the first half of a new account by the program's act, against its commits and keyring calls done bare.

Bare means: the two transactions in which the act marks a row and points it to its secret, each on a connection of
its own as open as the program's, and as many keyring calls as the act made. The keyring is one in memory.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.children import ROOT, run_child, tell
from bench.made_accounts import made_holdings, made_store
from bench.made_keyring import MadeKeyring, install
from bench.rows import Row, ratio_row
from lmb_desktop.command_line import parse
from lmb_desktop.core.account import Account, Method, SellerCredentials, SellerIdCheck, SellerIdentity
from lmb_desktop.core.connections import Connections
from lmb_desktop.core.secret import Secret
from lmb_desktop.parts import Parts

ACCOUNTS = 10
SAVES = 5
"""Saves for each round."""


def measure(rounds: int) -> list[Row]:
    """Save and do it bare in turn, on the disk that the project lies on."""
    with TemporaryDirectory(dir=ROOT, prefix=".bench-") as folder:
        made_store(Path(folder), ACCOUNTS)
        own, bare = run_child("saving_half", str(rounds * SAVES), "--data-dir", folder)
    return [ratio_row("saving one half of an account", own, bare, unit="ms", budget=1.5)]


def main(times: int, arguments: list[str]) -> None:
    """Tell the milliseconds of each save and of each bare one."""
    keyring = install()
    parts = Parts(parse(arguments))
    connections, bare = parts.connections, Bare(parts.folders.store, keyring)
    fresh = made_holdings(ACCOUNTS + times + 1, datetime.now(UTC)).accounts[ACCOUNTS:]
    # The first one loads what is loaded late.
    _save(connections, fresh[0])
    calls = tuple(keyring.calls)
    found: tuple[list[float], list[float]] = ([], [])
    for account in fresh[1:]:
        began = time.perf_counter()
        _save(connections, account)
        between = time.perf_counter()
        bare.save(account.id, calls)
        found[0].append((between - began) * 1000)
        found[1].append((time.perf_counter() - between) * 1000)
    tell(found)


class Bare:
    """The commits and calls of one save, and nothing else."""

    def __init__(self, store: Path, keyring: MadeKeyring) -> None:
        self._store = store
        self._keyring = keyring
        connection = sqlite3.connect(store)
        row = connection.execute("SELECT * FROM accounts").fetchone()
        self._columns = [entry[1] for entry in connection.execute("PRAGMA table_info(accounts)")]
        self._row = dict(zip(self._columns, row, strict=True))
        connection.close()

    def save(self, record: str, calls: tuple[str, ...]) -> None:
        """Commit a mark, call the keyring, commit the row."""
        self._commit("UPDATE accounts SET saving_slot = 'b', saving_holder = 'bench' WHERE id = :id", {"id": record})
        name = f"lmb-desktop/bench/{record}/b"
        for call in calls:
            if call == "get":
                self._keyring.get_password(name, "")
            else:
                self._keyring.set_password(name, "", "x" * 400)
        columns = ", ".join(f"{name} = :{name}" for name in self._columns)
        self._commit(f"UPDATE accounts SET {columns} WHERE id = :id", self._row | {"id": self._row["id"]})  # noqa: S608

    def _commit(self, statement: str, values: dict[str, object]) -> None:
        connection = sqlite3.connect(self._store, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement, values)
        connection.commit()
        connection.close()


def _save(connections: Connections, account: Account) -> None:
    token = Secret("Atzr|" + "x" * 360)
    credentials = SellerCredentials(account.region, Method.SP_API, account.seller_id, token)
    identity = SellerIdentity(
        account.seller_id, account.store_name, account.participations, SellerIdCheck.CONFIRMED, datetime.now(UTC)
    )
    connections.save_seller_half(account.id, name=account.name, credentials=credentials, identity=identity)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
