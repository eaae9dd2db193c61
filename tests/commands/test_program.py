"""The real program in a process of its own: no Qt, no network library for a list, a cleared environment, practice."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lmb_desktop.__main__ import RISKY
from lmb_desktop.core.connections import ConnectionPorts, Connections
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.folders import Folders
from lmb_desktop.gateways.history_store import SqliteHistory
from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.gateways.secret_store import KeyringSecretStore
from tests.commands.conftest import ROOT
from tests.core.conftest import FERN, save_ledger, save_seller
from tests.fakes.services import ScriptedAmazon, ScriptedLedger, StandingClock, ledger_grant

PRACTICE = "--practice"


def test_a_list_needs_no_qt_no_network_and_no_keyring(program, home: Path):
    lazy = home / "lazy.py"
    lazy.write_text(
        "import sys\n"
        "for name in ('requests', 'keyring', 'sqlite_utils', 'flask', 'oauthlib'): sys.modules[name] = None\n"
        "from lmb_desktop.__main__ import main\n"
        "sys.exit(main(['accounts', '--json']))\n",
        "utf-8",
    )
    # The first start makes the file, for which sqlite-utils is needed; the second only reads it.
    assert program("accounts", "--json").code == 0
    command = [sys.executable, str(lazy)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout)["accounts"] == []


@pytest.mark.parametrize("command", [["accounts"], ["accounts", "--json"], ["check"], ["diagnostics"], ["--version"]])
def test_no_command_loads_qt(program, command):
    outcome = program(*command)
    assert (outcome.code, outcome.err) == (0, "")


def test_the_data_folder_is_private_and_there_is_no_other(program, home: Path, data_folder: Path):
    assert program("accounts").code == 0
    files = [path for path in data_folder.rglob("*") if path.is_file()]
    assert stat.S_IMODE(data_folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert not (home / ".local" / "share" / "lmb-desktop").exists()


def test_an_option_names_another_folder(program, home: Path, data_folder: Path):
    assert program("--data-dir", str(home / "elsewhere"), "accounts").code == 0
    assert (home / "elsewhere" / "accounts.sqlite3").exists()
    assert not data_folder.exists()


@pytest.mark.parametrize("name", RISKY)
def test_a_risky_setting_of_the_environment_is_cleared_and_said(program, name):
    outcome = program("accounts", "--json", **{name: "1"})
    assert (outcome.code, outcome.json["accounts"]) == (0, [])
    assert outcome.err == f"lmb-desktop: {name} is set in the environment; it was not used.\n"


def test_what_was_kept_until_quit_by_a_program_that_ended_is_said(program, data_folder: Path):
    folders, clock = Folders(data_folder), StandingClock()
    folders.make()
    secrets = KeyringSecretStore(folders.folder_id())
    secrets.keep_until_quit()
    store = SqliteAccountStore(folders.store)
    history, locks = SqliteHistory(folders.store), FolderLocks(folders.locks)
    connections = Connections(
        ConnectionPorts(store, history, secrets, locks, clock, ScriptedAmazon(), ScriptedLedger(clock))
    )
    save_seller(connections)
    save_ledger(connections, "acc-1", ledger_grant(), FERN)
    # This process holds the secrets and runs: another one sees that they are there.
    assert program("accounts", "--json").json["accounts"][0]["seller"]["state"] == "ok"
    with closing(sqlite3.connect(folders.store)) as file:
        for table, column in (("accounts", "seller_holder"), ("sign_ins", "holder")):
            file.execute(f"UPDATE {table} SET {column} = '1:1.00'")
        file.commit()
    outcome = program("accounts", "--json")
    account = outcome.json["accounts"][0]
    assert outcome.code == 1
    for half in (account["seller"], account["ledger"]):
        assert (half["state"], half["reason"]) == ("not-finished", "secret-not-kept")
    # A check asks nobody, and finds the same.
    assert program("check", "--json").json["accounts"][0]["seller"]["reason"] == "secret-not-kept"


def test_practice_has_a_folder_of_its_own_and_says_its_mode(program, data_folder: Path):
    outcome = program(PRACTICE, "accounts", "--json")
    assert (outcome.code, outcome.json) == (0, {"version": 1, "mode": "practice", "accounts": []})
    assert (data_folder / "practice" / "accounts.sqlite3").exists()
    assert not (data_folder / "accounts.sqlite3").exists()


def test_practice_works_whatever_is_configured(program, home: Path):
    wrong = home / "services.toml"
    wrong.write_text("[endpoints]\nmws = 'https://evil.example'", "utf-8")
    outcome = program("--services", str(wrong), PRACTICE, "accounts", "--json")
    assert (outcome.code, outcome.json["mode"]) == (0, "practice")


def test_practice_is_checked_with_its_own_services_which_end_with_the_command(program):
    outcome = program(PRACTICE, "check", "--json")
    assert (outcome.code, outcome.json, outcome.err) == (0, {"version": 1, "mode": "practice", "accounts": []}, "")


def test_the_variable_asks_for_practice_as_well(program):
    assert program("accounts", "--json", LMB_DESKTOP_PRACTICE="1").json["mode"] == "practice"


def test_practice_where_nothing_is_configured_is_a_matter_of_the_windows(program):
    outcome = program("accounts", "--json", LMB_DESKTOP_PRACTICE_IF_UNCONFIGURED="1")
    assert outcome.json["mode"] == "live"
