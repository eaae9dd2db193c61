"""The practice services in a process of their own, and orders to them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from bench.children import ROOT, environment


@dataclass(frozen=True)
class Practice:
    """Running practice services: the settings that point at them, and their control interface."""

    settings_toml: str
    control_url: str
    control_key: str

    def order(self, name: str, **facts: Any) -> Any:
        """Give one order and return what came back."""
        headers = {"X-Practice-Key": self.control_key}
        reply = requests.post(f"{self.control_url}/{name}", json=facts, headers=headers, timeout=30)
        reply.raise_for_status()
        return reply.json()

    def write_settings(self, folder: Path) -> Path:
        """Write the settings into a file and return it."""
        file = folder / "services.toml"
        file.write_text(self.settings_toml, "utf-8")
        return file


@contextmanager
def practice_services() -> Iterator[Practice]:
    """Start them, and end them at the end of the with-block."""
    command = [sys.executable, "-m", "lmb_desktop.practice", "--stop-with-stdin"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines = []
        while (line := process.stdout.readline()) not in ("", "# ready\n"):
            lines.append(line)
        yield Practice("".join(lines), _quoted(lines, "control_url"), _quoted(lines, "control_key"))
        process.stdin.close()


def _quoted(lines: list[str], name: str) -> str:
    return next(line.split('"')[1] for line in lines if line.startswith(f"# {name}"))
