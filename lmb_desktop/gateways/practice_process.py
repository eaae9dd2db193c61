"""PracticeProcess: the practice services in a process of their own, which ends with the one that started it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from lmb_desktop.core.errors import Offline

PATIENCE_S = 30.0
LEAVING_S = 1.0
READY = "# ready"


class PracticeProcess:
    """Start the practice services once, keep their settings, end them."""

    def __init__(self, state_folder: Path) -> None:
        self._state_folder = state_folder
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._settings = ""

    def settings_text(self) -> str:
        """Start the services if need be and return the service settings that point at them (TOML); raises Offline."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._start()
            return self._settings

    @property
    def is_running(self) -> bool:
        """Tell whether the services run."""
        process = self._process
        return process is not None and process.poll() is None

    def close(self) -> None:
        """End the services; they end when their standard input closes, and are made to within a second."""
        with self._lock:
            process, self._process = self._process, None
        if process is None or process.stdin is None or process.stdout is None:
            return
        process.stdin.close()
        try:
            process.wait(LEAVING_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def _start(self) -> None:
        """Start the services, on the port they had before where they had one: pages that are open still work."""
        self._state_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        before = re.search(r"://[^/:]+:(\d+)/", self._settings)
        for port in ([before[1]] if before else []) + ["0"]:
            process = self._started(port)
            lines = _lines_until_ready(process)
            if lines:
                self._process, self._settings = process, "".join(lines)
                return
            _end(process)
        raise Offline(service="Practice", reason="the practice services did not start")

    def _started(self, port: str) -> subprocess.Popen[str]:
        arguments = ["--port", port, "--state", str(self._state_folder), "--stop-with-stdin"]
        # The package may be importable here only, from the folder this program was started in.
        root = str(Path(__file__).resolve().parents[2])
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
        return subprocess.Popen(
            [*_program(), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
        )


def _lines_until_ready(process: subprocess.Popen[str]) -> list[str]:
    """Return what the services print until they listen, or nothing when they ended first."""
    watchdog = threading.Timer(PATIENCE_S, process.kill)
    watchdog.daemon = True
    watchdog.start()
    lines: list[str] = []
    try:
        for line in process.stdout or ():
            if line.strip() == READY:
                return lines
            lines.append(line)
        return []
    finally:
        watchdog.cancel()


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _program() -> list[str]:
    """Return how this program starts its practice services: from source, or from a frozen bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--practice-services"]
    return [sys.executable, "-m", "lmb_desktop.practice"]
