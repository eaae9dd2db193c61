"""Children: each measurement runs in processes of its own, started the way people start the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE_S = 120
FOUND = "bench: "
"""How the line of a child begins that says what it found; libraries print what they like before and after."""


def environment(**changed: str) -> dict[str, str]:
    """Return the environment of a child; people's Pythons keep what they have compiled."""
    found = os.environ | changed
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    # What a web engine would be told by somebody else's start.
    return {name: value for name, value in found.items() if not name.startswith("QTWEBENGINE_")}


def run_child(module: str, *arguments: str, changed: Mapping[str, str] | None = None) -> Any:
    """Run a module of this package and return what it told; raises when it told nothing."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    outcome = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=environment(**(changed or {})),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    lines = [line.removeprefix(FOUND) for line in outcome.stdout.splitlines() if line.startswith(FOUND)]
    if not lines:
        raise RuntimeError(f"{' '.join(command)} told nothing (exit {outcome.returncode}):\n{outcome.stderr[-2000:]}")
    return json.loads(lines[-1])


def tell(found: object) -> None:
    """Say in a child what it found."""
    print(f"{FOUND}{json.dumps(found)}", flush=True)
