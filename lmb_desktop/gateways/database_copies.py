"""Copies of the account list, taken before it is upgraded; the three newest stay."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from lmb_desktop.gateways.folders import PRIVATE_FILE

COPIES = 3
UNFINISHED = ".part"


def copy_aside(path: Path) -> Path:
    """Copy a file, its write-ahead log included, and return the copy; a copy that fails leaves no part behind."""
    number = max((_number(copy) for copy in _copies(path)), default=0) + 1
    target = path.with_name(f"{path.name}.backup.{number}")
    part = target.with_name(target.name + UNFINISHED)
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=PRIVATE_FILE)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(_copies(path), key=_number)[:-COPIES]:
        old.unlink()
    return target


def _copies(path: Path) -> list[Path]:
    found = path.parent.glob(f"{path.name}.backup.*")
    return [copy for copy in found if copy.suffix[1:].isdigit()]


def _number(copy: Path) -> int:
    return int(copy.suffix[1:])
