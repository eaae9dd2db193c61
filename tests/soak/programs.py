"""The processes of the soak, as the director sees them: workers, commands, and the practice services."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

import requests

ROOT = Path(__file__).parents[2]
PATIENCE_S = 300.0


class Worker:
    """One tray program on one data folder; killed and started anew as the director likes."""

    def __init__(self, arguments: list[str], output: TextIO) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.worker", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        )
        self._is_asked = True  # it says by itself when it is ready

    def ask(self, **order: object) -> None:
        """Give an order; `answer` takes what comes of it."""
        self.answer()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        self._is_asked = True

    def answer(self) -> dict[str, Any]:
        """Wait for the answer to what was asked last; raises WorkerDied."""
        if not self._is_asked:
            return {}
        self._is_asked = False
        watchdog = threading.Timer(PATIENCE_S, self._process.kill)
        watchdog.start()
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        watchdog.cancel()
        if not line:
            raise WorkerDied(f"a worker ended with {self._process.wait()}")
        found: dict[str, Any] = json.loads(line)
        return found

    def kill(self) -> None:
        """Kill it wherever it is."""
        self._process.send_signal(signal.SIGKILL)
        self.wait()

    def quit(self) -> None:
        """Let it end by itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self.wait()

    def wait(self) -> None:
        """Wait until it has gone."""
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


class WorkerDied(AssertionError):
    """A worker ended that nobody killed."""


class Services:
    """The practice services on one port and one state folder, through restarts."""

    def __init__(self, state: Path, crowd: int, output: TextIO) -> None:
        self._arguments = ["--state", str(state), "--crowd", str(crowd)]
        self._output = output
        self._port = "0"
        self._answered: Counter[str] = Counter()
        self.settings = ""
        self._start()

    def order(self, name: str, **facts: Any) -> Any:
        """Give an order of the control interface and return what came of it."""
        headers = {"X-Practice-Key": self._fact("control_key")}
        reply = requests.post(f"{self._fact('control_url')}/{name}", json=facts, headers=headers, timeout=60)
        assert reply.status_code == 200, f"{name}: {reply.text}"
        return reply.json()

    def answered(self) -> Counter[str]:
        """Return how many requests each route has answered, over all restarts."""
        return self._answered + Counter(self.order("counts")["routes"])

    def restart(self) -> None:
        """Kill the services and start them on the same port and state; orders are forgotten, grants are not."""
        self._answered = self.answered()
        self._process.kill()
        self._leave()
        self._start()

    def stop(self) -> None:
        """End the services."""
        self._process.terminate()
        self._leave()

    def _leave(self) -> None:
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _start(self) -> None:
        command = [sys.executable, "-m", "lmb_desktop.practice", "--port", self._port, *self._arguments]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=self._output, text=True, env=dict(os.environ)
        )
        assert self._process.stdout is not None
        lines = []
        for line in self._process.stdout:
            if line.strip() == "# ready":
                break
            lines.append(line)
        else:
            raise WorkerDied("the practice services did not start")
        self.settings = "".join(lines)
        self._port = self._fact("control_url").split(":")[2].partition("/")[0]

    def _fact(self, name: str) -> str:
        found = re.search(rf'^# {name} = "(.*)"$', self.settings, re.MULTILINE)
        assert found is not None
        return found[1]


def run_check(keyring: Path, services: Path, data: Path, *names: str) -> subprocess.Popen[str]:
    """Start `lmb-desktop check NAME… --json`."""
    command = [sys.executable, "-m", "tests.soak.command", str(keyring)]
    options = ["--services", str(services), "--data-dir", str(data), "check", *names, "--json"]
    return subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
