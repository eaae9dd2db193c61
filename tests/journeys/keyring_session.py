"""A desktop session with a real Secret Service keyring: a bus, gnome-keyring, and processes that see both."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psutil

from tests.journeys.program import ROOT, environment

IS_AVAILABLE = all(shutil.which(program) for program in ("dbus-daemon", "gnome-keyring-daemon"))
ENTRIES = """
import contextlib, json, secretstorage
with contextlib.closing(secretstorage.dbus_init()) as bus:
    items = secretstorage.get_default_collection(bus).get_all_items()
    print(json.dumps([item.get_secret().decode() for item in items]))
"""
BEAT_S = 0.1


@dataclass
class Ended:
    """What a process left behind: how it ended, what it said, and how its child processes were started."""

    code: int
    out: str
    err: str
    children: dict[int, str] = field(default_factory=dict)
    """Arguments and environment of every child process that was seen, by its number."""


class KeyringSession:
    """Run processes beside a keyring that is unlocked; everything ends with the session."""

    def __init__(self, home: Path) -> None:
        self._environment = environment()
        self._environment.pop("PYTHON_KEYRING_BACKEND", None)
        self._environment["HOME"] = str(home)
        self._keyrings = home / ".local" / "share" / "keyrings"
        self._daemons: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        """Start the bus, then the keyring with a password, which makes and unlocks its collection."""
        self._keyrings.mkdir(parents=True, exist_ok=True)
        bus = self._start("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1")
        assert bus.stdout is not None
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        keyring = self._start("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
        assert keyring.stdin is not None
        keyring.stdin.write("a password")
        keyring.stdin.close()
        assert keyring.stdout is not None
        keyring.stdout.readline()
        return self

    def __exit__(self, *_error: object) -> None:
        """End both."""
        for daemon in reversed(self._daemons):
            daemon.terminate()
            daemon.wait(10)
            for end in (daemon.stdin, daemon.stdout):
                if end is not None:
                    end.close()

    def run(self, *arguments: str, given: str = "", patience_s: float = 110.0, **settings: str) -> Ended:
        """Run Python with these arguments to its end, watching the processes it starts."""
        program = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment | settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        watch = ChildWatch(program.pid)
        try:
            out, err = program.communicate(given, timeout=patience_s)
        finally:
            program.kill()
            watch.stop()
        return Ended(program.returncode, out, err, watch.seen)

    def accounts(self, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
        """Return the exit code of a command of the program in a new process, and the accounts it lists."""
        ended = self.run("-m", "lmb_desktop", *arguments, "--json")
        return ended.code, json.loads(ended.out)["accounts"]

    def entries(self) -> list[dict[str, Any]]:
        """Return every entry that lies in the keyring, as the program wrote it."""
        ended = self.run("-c", ENTRIES)
        assert ended.code == 0, ended.err
        return [json.loads(entry) for entry in json.loads(ended.out)]

    def _start(self, *command: str) -> subprocess.Popen[str]:
        daemon = subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._daemons.append(daemon)
        return daemon


class ChildWatch:
    """Write down arguments and environment of the processes that a process starts, until it is stopped."""

    def __init__(self, pid: int) -> None:
        self.seen: dict[int, str] = {}
        self._pid = pid
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(BEAT_S):
            try:
                for child in psutil.Process(self._pid).children(recursive=True):
                    if child.pid not in self.seen:
                        self.seen[child.pid] = f"{child.cmdline()} {child.environ()}"
            except psutil.Error:
                continue  # it ended while it was looked at
