"""The real program in this process, and what its commands say of the same folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lmb_desktop import app, commands
from lmb_desktop.app.program import Program
from lmb_desktop.command_line import parse
from lmb_desktop.shell.tray import TraySystem
from tests.journeys import screen
from tests.journeys.walk import Details

ROOT = Path(__file__).parents[2]


@dataclass
class BrowserStandIn:
    """Stands in for the system browser: remembers what the program asked it to open."""

    opened: list[str] = field(default_factory=list)
    works: bool = True

    def open(self, url: str) -> bool:
        """Note an address."""
        self.opened.append(url)
        return self.works

    def newest(self) -> str:
        """Wait for an address and return the last one."""
        screen.wait(lambda: self.opened, "the browser is asked to open a page")
        return self.opened[-1]


class Session:
    """Start and close the program on one folder, as often as a journey needs."""

    def __init__(self, arguments: list[str], capture: pytest.CaptureFixture[str]) -> None:
        self.arguments = arguments
        self.browser = BrowserStandIn()
        self._capture = capture
        self._program: Program | None = None

    def start(self, *, open_url: Callable[[str], bool] | None = None) -> Program:
        """Start the program and wait for its window."""
        self._program = app.start(self.arguments, open_url=open_url or self.browser.open)
        screen.found("accountsWindow")
        return self._program

    def start_hidden(self, tray: TraySystem) -> Program:
        """Start the program in a tray, without its window."""
        self._program = app.start([*self.arguments, "--hidden"], open_url=self.browser.open, tray=tray)
        return self._program

    def close(self) -> None:
        """Close the program; safe to call twice."""
        if self._program is not None:
            self._program.close()
            self._program = None
            screen.settle()

    def accounts(self) -> list[dict[str, Any]]:
        """Return what `lmb-desktop accounts --json` lists."""
        return self._ask("accounts")[1]

    def check(self) -> tuple[int, list[dict[str, Any]]]:
        """Return the exit code of `lmb-desktop check --json` and what it lists."""
        return self._ask("check")

    def _ask(self, command: str) -> tuple[int, list[dict[str, Any]]]:
        self._capture.readouterr()
        code = commands.run(parse([*self.arguments, command, "--json"]))
        out = self._capture.readouterr().out
        return code, json.loads(out)["accounts"]


def halves(accounts: list[dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
    """Return the state of both halves of each account, by its name."""
    return {one["name"]: (one["seller"]["state"], (one["ledger"] or {}).get("state")) for one in accounts}


def environment() -> dict[str, str]:
    """Return the environment for another process, without what the web engine was told in this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("QTWEBENGINE_")}


def alone(how_far: str, session: Session, details: Details, keyring_file: Path | None) -> subprocess.Popen[str]:
    """Start the program of a session in a process of its own and let it be walked as `tests.journeys.alone` says."""
    command = [sys.executable, "-m", "tests.journeys.alone", how_far, str(keyring_file or "none"), *session.arguments]
    program = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdin is not None
    program.stdin.write(f"{details.seller_id}\n{details.token}\n")
    program.stdin.flush()
    return program
