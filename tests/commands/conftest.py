"""Commands run in this process, over a data folder of the test, or as the real program in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lmb_desktop.__main__ import RISKY, main
from lmb_desktop.core.connections import ConnectionPorts, Connections
from lmb_desktop.gateways import keyring_backend
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.folders import Folders
from lmb_desktop.gateways.history_store import SqliteHistory
from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.gateways.secret_store import KeyringSecretStore
from lmb_desktop.parts import Parts
from tests.core.conftest import FERN, save_ledger, save_seller
from tests.fakes.keyring_backends import WorkingBackend
from tests.fakes.services import ScriptedAmazon, ScriptedLedger, StandingClock, ledger_grant

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_risky_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a program of an earlier test in this process has set for its web engine."""
    for name in RISKY:
        monkeypatch.delenv(name, raising=False)


@dataclass(frozen=True)
class Outcome:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what was printed as JSON."""
        return json.loads(self.out)


@dataclass
class Services:
    """The services that commands of this process meet."""

    amazon: ScriptedAmazon
    ledger: ScriptedLedger
    clock: StandingClock
    backend: WorkingBackend
    folders: Folders

    @property
    def connections(self) -> Connections:
        """Return the accounts, for preparing a test."""
        self.folders.make()
        ports = ConnectionPorts(
            SqliteAccountStore(self.folders.store),
            SqliteHistory(self.folders.store),
            KeyringSecretStore(self.folders.folder_id()),
            FolderLocks(self.folders.locks),
            self.clock,
            self.amazon,
            self.ledger,
        )
        return Connections(ports)

    def save_account(self, account_id: str = "acc-1", **named: str) -> None:
        """Save an account with both halves."""
        save_seller(self.connections, account_id, **named)
        save_ledger(self.connections, account_id, ledger_grant(at=self.clock.now()), FERN)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch, data_folder: Path) -> Services:
    """Put doubles in the place of the services, the clock and the keyring of this process."""
    clock, backend = StandingClock(), WorkingBackend()
    found = Services(ScriptedAmazon(), ScriptedLedger(clock), clock, backend, Folders(data_folder))
    monkeypatch.setattr(keyring_backend, "trusted_backend", lambda: backend)
    monkeypatch.setattr(Parts, "seller_check", property(lambda _parts: found.amazon))
    monkeypatch.setattr(Parts, "ledger_sign_in", property(lambda _parts: found.ledger))
    monkeypatch.setattr(Parts, "clock", property(lambda _parts: clock))
    return found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Give a way to run a command in this process."""

    def command(*arguments: str) -> Outcome:
        try:
            code = main(list(arguments))
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return command


@pytest.fixture
def program(home: Path) -> Iterator[Callable[..., Outcome]]:
    """Give a way to run the real program, from another folder, where Qt cannot be imported."""
    blocked = home / "no-qt"
    (blocked / "PySide6").mkdir(parents=True)
    (blocked / "PySide6" / "__init__.py").write_text("raise ImportError('a command loads no Qt')", "utf-8")

    def command(*arguments: str, **environment: str) -> Outcome:
        variables = os.environ | {"PYTHONPATH": os.pathsep.join((str(blocked), str(ROOT)))} | environment
        outcome = subprocess.run(
            [sys.executable, "-m", "lmb_desktop", *arguments],
            env=variables,
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
            timeout=90,
        )
        return Outcome(outcome.returncode, outcome.stdout, outcome.stderr)

    return command
