"""StartCommand: what the system runs to start this program again, whole paths only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

HIDDEN = "--hidden"
WINDOWED = ("lmb-desktop-window.exe", "pythonw.exe")
"""The starts without a console that stand beside the ones with, on Windows."""


@dataclass(frozen=True)
class StartCommand:
    """The parts of a command line: the program, and the options it was given."""

    program: tuple[str, ...]
    data_dir: Path | None = None
    services: Path | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the command line, part by part."""
        data_dir = ("--data-dir", str(self.data_dir)) if self.data_dir else ()
        services = ("--services", str(self.services)) if self.services else ()
        return (*self.program, HIDDEN, *data_dir, *services)


def running_program(platform: str, executable: str, *, is_frozen: bool) -> tuple[str, ...]:
    """Return how the running program is started: the frozen one by itself, from source by its Python."""
    path = Path(executable).absolute()
    if platform == "win32":
        beside = path.with_name(WINDOWED[0] if is_frozen else WINDOWED[1])
        path = beside if beside.is_file() else path
    return (str(path),) if is_frozen else (str(path), "-m", "lmb_desktop")


def start_command(data_dir: Path | None, services: Path | None) -> StartCommand:
    """Return the command that starts the running program with these options, from whatever folder."""
    return StartCommand(
        running_program(sys.platform, sys.executable, is_frozen=bool(getattr(sys, "frozen", False))),
        data_dir.absolute() if data_dir else None,
        services.absolute() if services else None,
    )
