"""The clock of a file, set while a program may be reading it: it sees the one time or the other, never half of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def set_clock(file: Path, moment: datetime) -> None:
    """Let a program that goes by this file have this time."""
    fresh = file.with_suffix(".fresh")
    fresh.write_text(moment.isoformat(), "utf-8")
    fresh.replace(file)
