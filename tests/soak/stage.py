"""The stage: folder, clock, keyring, services and computers of one soak, in one place for everybody who acts on it."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lmb_desktop.command_line import Options
from lmb_desktop.core.overview import AccountView
from lmb_desktop.parts import CLOCK_FILE, Parts
from tests.soak import keyring_box, quick
from tests.soak.cast import MACHINES, Books, Part, cast_of
from tests.soak.clock import Clock
from tests.soak.keyring_box import KeyringBox
from tests.soak.machine import Machine
from tests.soak.programs import Services, Worker
from tests.soak.story import Story

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AGED = timedelta(days=200)
"""How long before the year some sellers authorised the public app: that ends within it."""


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Give a folder in memory where there is one.

    Programs are killed here, computers are not: what is in memory survives as a disk would, without the waiting.
    """
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lmb-soak-", dir=place) as folder:
        yield Path(folder)


class Stage:
    """Everything there is; made once, and struck at the end."""

    def __init__(self, folder: Path, *, accounts: int, seed: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.cast: list[Part] = cast_of(accounts)
        self._parts = {part.account_id: part for part in self.cast}
        self.clock = Clock(folder / "now", START - AGED)
        os.environ[CLOCK_FILE] = str(folder / "now")
        self.story = Story(self.clock)
        self.keyring_file = folder / "keyring.sqlite3"
        self.keyring = KeyringBox(self.keyring_file, obeys=False)
        keyring_box.install(self.keyring)
        quick.shorten_pauses()
        self.output = (folder / "output.txt").open("a+", encoding="utf-8")
        self.services = Services(folder / "services", accounts, self.output)
        self.settings = folder / "services.toml"
        self.settings.write_text(self.services.settings, "utf-8")
        self.machines = {name: self._machine(name) for name in MACHINES}

    def part(self, account_id: str) -> Part:
        """Return the account with this id, with the books it posts to now."""
        return self._parts[account_id]

    def rebook(self, part: Part, books: Books) -> Part:
        """Let an account post to other books from now on."""
        self._parts[part.account_id] = replace(part, books=books)
        return self._parts[part.account_id]

    def machine_of(self, part: Part) -> Machine:
        """Return the computer an account is kept on."""
        return self.machines[part.machine]

    def views(self, machine: Machine) -> list[AccountView]:
        """Return what a program on this computer would show now."""
        return list(machine.parts.connections.overview().accounts)

    def view(self, part: Part) -> AccountView | None:
        """Return what a program would show of an account now; None while there is no such account."""
        return self.machine_of(part).parts.connections.overview().view(part.account_id)

    def new_worker(self, machine: Machine) -> Worker:
        """Start a program on a computer."""
        worker = Worker([str(self.keyring_file), str(self.settings), str(machine.data)], self.output)
        machine.workers.append(worker)
        self.story.counts["programs started"] += 1
        return worker

    def strike(self) -> None:
        """End every process."""
        for machine in self.machines.values():
            for worker in machine.workers:
                worker.kill()
            machine.workers.clear()
            machine.parts.close()
        self.services.stop()
        self.output.close()

    def _machine(self, name: str) -> Machine:
        data = self.folder / name
        parts = Parts(Options(services=self.settings, data_dir=data))
        parts.settings()
        return Machine(name, data, parts, on_since=START, wakes_at=START)
