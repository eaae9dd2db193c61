"""One program without windows: real stores, locks and Xero gateway, a keyring in a file, one clock for both sides.

The tests of several processes run it; its orders come as arguments.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import ConnectionPorts, Connections
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Renewal, SignIn
from lmb_desktop.gateways import keyring_backend
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.clock import FileClock
from lmb_desktop.gateways.history_store import SqliteHistory
from lmb_desktop.gateways.ledger_sign_in import LedgerGateway
from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.gateways.secret_store import KeyringSecretStore
from lmb_desktop.gateways.web import Web
from tests.fakes.keyring_backends import FileBackend
from tests.fakes.services import ScriptedAmazon
from tests.gateways.network.conftest import settings_from

FOLDER_ID = "0123456789abcdef0123456789abcdef"


class NotingGateway(LedgerGateway):
    """Notes in a file when a refresh begins and ends; dies with its answer in hand where it is told to."""

    notes: Path
    dies = False

    def renew(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> Renewal:
        """Refresh, with a note before and after."""
        self._note("begins")
        try:
            renewal = super().renew(sign_in, refresh_token, cancel)
        finally:
            self._note("ends")
        if self.dies:
            os.kill(os.getpid(), signal.SIGKILL)
        return renewal

    def _note(self, word: str) -> None:
        # One write that appends is whole, whoever else writes.
        with self.notes.open("ab", buffering=0) as file:
            file.write(f"{word} {os.getpid()}\n".encode())


def connections_of(folder: Path, raw: dict) -> Connections:
    """Return the connections of a program on this folder, with the settings of practice services."""
    backend = FileBackend(folder / "keyring.json")
    keyring_backend.trusted_backend = lambda: backend
    clock, settings = FileClock(folder / "clock"), settings_from(raw)
    ledger = NotingGateway(lambda: settings, clock, web=Web(clock, pauses_s=(0.01, 0.01)))
    ledger.notes = folder / "refreshes"
    path = folder / "accounts.sqlite3"
    return Connections(
        ConnectionPorts(
            SqliteAccountStore(path),
            SqliteHistory(path),
            KeyringSecretStore(FOLDER_ID),
            FolderLocks(folder / "locks"),
            clock,
            ScriptedAmazon(),
            ledger,
        )
    )


def main(folder: Path, order: str, times: int) -> None:
    """Check all accounts a number of times once told to begin, or die in the middle of a check."""
    connections = connections_of(folder, json.loads((folder / "services.json").read_text("utf-8")))
    NotingGateway.dies = order == "die"
    print("ready", flush=True)
    sys.stdin.readline()
    ids = [view.account.id for view in connections.overview().accounts]
    for _time in range(times):
        overview = connections.check(ids, CancelToken())
        print(*(view.state.value for view in overview.accounts), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
