"""A real process is killed in the middle of an act over the real stores; the next one finds one truth, no orphan."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import ConnectionPorts, Connections
from lmb_desktop.gateways import keyring_backend
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.history_store import SqliteHistory
from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.gateways.secret_store import KeyringSecretStore
from tests.core.conftest import FERN, save_ledger, save_seller
from tests.fakes.keyring_backends import FileBackend
from tests.fakes.services import ScriptedAmazon, ScriptedLedger, StandingClock, ledger_grant

FOLDER_ID = "0123456789abcdef0123456789abcdef"
STEPS = [
    (KeyringSecretStore, "put"),
    (SqliteAccountStore, "put_account"),
    (SqliteAccountStore, "put_ledger"),
    (SqliteAccountStore, "put_sign_in"),
    (SqliteAccountStore, "remove_link"),
    (SqliteAccountStore, "remove_account"),
    (SqliteAccountStore, "remove_sign_in"),
    (KeyringSecretStore, "forget"),
]
KILLED = """
import os, signal, sys
from pathlib import Path
from tests.gateways import test_killed_process as scene

folder, act, owner, name, when = Path(sys.argv[1]), *sys.argv[2:]
kind = next(kind for kind, step in scene.STEPS if kind.__name__ == owner and step == name)
real = getattr(kind, name)

def killing(self, *arguments, **named):
    if when == "after":
        real(self, *arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(kind, name, killing)
scene.ACTS[act](scene.connections_of(folder))
print("nobody was killed")
"""


def connections_of(folder: Path) -> Connections:
    """Return connections over the real stores, with a keyring in a file."""
    backend = FileBackend(folder / "keyring.json")
    keyring_backend.trusted_backend = lambda: backend
    store = SqliteAccountStore(folder / "accounts.sqlite3")
    secrets, clock = KeyringSecretStore(FOLDER_ID), StandingClock()
    locks = FolderLocks(folder / "locks")
    history = SqliteHistory(folder / "accounts.sqlite3")
    return Connections(ConnectionPorts(store, history, secrets, locks, clock, ScriptedAmazon(), ScriptedLedger(clock)))


ACTS = {
    "seller": lambda connections: save_seller(connections, token="new"),
    "ledger": lambda connections: save_ledger(connections, "acc-1", ledger_grant("new"), FERN),
    "check": lambda connections: connections.check(["acc-1"], CancelToken()),
    "disconnect": lambda connections: connections.parting.disconnect_ledger("acc-1", CancelToken()),
    "leave": lambda connections: connections.parting.disconnect_seller("acc-1"),
    "remove": lambda connections: connections.parting.remove("acc-1", CancelToken()),
}
PARTING_MOMENTS = [
    ("disconnect", "remove_link", "before"),
    ("disconnect", "remove_link", "after"),
    ("disconnect", "forget", "after"),
    ("disconnect", "remove_sign_in", "before"),
    ("leave", "put_account", "after"),
    ("remove", "remove_link", "after"),
    ("remove", "remove_account", "before"),
    ("remove", "remove_account", "after"),
]
MOMENTS = [
    ("seller", "put", "before"),
    ("seller", "put", "after"),
    ("seller", "put_account", "before"),
    ("seller", "put_account", "after"),
    ("seller", "forget", "after"),
    ("ledger", "put", "after"),
    ("ledger", "put_ledger", "after"),
    ("check", "put", "after"),
    ("check", "put_sign_in", "after"),
]


@pytest.fixture(autouse=True)
def _real_backend_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the system's keyring back after the test."""
    monkeypatch.setattr(keyring_backend, "trusted_backend", keyring_backend.trusted_backend)


@pytest.mark.parametrize(("act", "name", "when"), MOMENTS)
def test_a_process_killed_in_the_middle_leaves_one_truth(data_folder: Path, act: str, name: str, when: str) -> None:
    data_folder.mkdir(mode=0o700)
    first = connections_of(data_folder)
    save_seller(first, token="old")
    save_ledger(first, "acc-1", ledger_grant("old"), FERN)
    kill(data_folder, act, name, when)

    connections = connections_of(data_folder)
    connections.tidy()
    store = SqliteAccountStore(data_folder / "accounts.sqlite3")
    holdings = store.holdings()
    account, sign_in = holdings.accounts[0], holdings.sign_ins[0]
    kept = json.loads((data_folder / "keyring.json").read_text("utf-8"))
    pointed = {f"lmb-desktop/{FOLDER_ID}/{account.id}/{account.seller_slot}": ("old", "new")}
    pointed[f"lmb-desktop/{FOLDER_ID}/{sign_in.id}/{sign_in.slot}"] = ("old", "new", "old+")
    for entry, tokens in pointed.items():
        record = json.loads(kept[entry])
        assert (record.get("refresh_token") or record["token"]) in tokens
    left = set(kept) - set(pointed)
    if act == "check":
        # The token before the last rotation stays for Xero's time of grace.
        left = {entry for entry in left if sign_in.id not in entry}
    assert (left, store.marks()) == (set(), ())
    connections.check(["acc-1"], CancelToken())
    assert connections.view("acc-1").is_finished


def kill(folder: Path, act: str, name: str, when: str) -> None:
    """Let a process of its own do the act until it is killed there."""
    owner = next(kind.__name__ for kind, step in STEPS if step == name)
    command = [sys.executable, "-c", KILLED, str(folder), act, owner, name, when]
    outcome = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stdout) == (-signal.SIGKILL, ""), outcome.stderr


@pytest.mark.parametrize(("act", "name", "when"), PARTING_MOMENTS)
def test_a_process_killed_while_it_parts_leaves_no_secret_of_what_is_gone(data_folder, act, name, when) -> None:
    data_folder.mkdir(mode=0o700)
    first = connections_of(data_folder)
    save_seller(first)
    save_ledger(first, "acc-1", ledger_grant(), FERN)
    kill(data_folder, act, name, when)

    connections = connections_of(data_folder)
    connections.tidy()
    store = SqliteAccountStore(data_folder / "accounts.sqlite3")
    assert store.marks() == ()
    assert_pointed(data_folder, store)
    if store.account("acc-1") is not None:
        ACTS[act](connections)
    assert_pointed(data_folder, store)
    assert act == "leave" or store.holdings().sign_ins == ()
    assert act != "remove" or json.loads((data_folder / "keyring.json").read_text("utf-8")) == {}


def assert_pointed(folder: Path, store: SqliteAccountStore) -> None:
    """Assert that all rows have their secrets and that no other lies in the keyring."""
    holdings = store.holdings()
    pointed = {f"{one.id}/{one.seller_slot}" for one in holdings.accounts if one.seller_slot}
    pointed |= {f"{one.id}/{one.slot}" for one in holdings.sign_ins}
    kept = set(json.loads((folder / "keyring.json").read_text("utf-8")))
    missing = {name for name in pointed if f"lmb-desktop/{FOLDER_ID}/{name}" not in kept}
    # What a refresh replaced stays for Xero's time of grace, as long as its row does.
    records = {one.id for one in holdings.sign_ins}
    extra = {name for name in kept if name.split("/", 2)[2] not in pointed and name.split("/")[2] not in records}
    assert (missing, extra) == (set(), set())
