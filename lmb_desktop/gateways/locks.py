"""Locks between processes: files in the data folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from lmb_desktop.core.errors import StoreBusy
from lmb_desktop.gateways.folders import PRIVATE_FILE, make_private, translated

PATIENCE_S = 60.0


class FolderLocks:
    """Let one thread of one process at a time do something in a data folder."""

    def __init__(self, folder: Path, patience_s: float = PATIENCE_S) -> None:
        self._folder = folder
        self._patience_s = patience_s

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold the named lock; raises StoreBusy after a while, StoreError when the folder cannot be written."""
        path = self._folder / f"{re.sub(r'[^a-z0-9-]', '_', name)}.lock"
        try:
            make_private(self._folder)
            lock = FileLock(path, timeout=self._patience_s, is_singleton=False, thread_local=False, mode=PRIVATE_FILE)
            lock.acquire()
        except Timeout as error:
            raise StoreBusy(details=f"lock {path.name}") from error
        except OSError as error:
            raise translated(error, path) from error
        try:
            yield
        finally:
            lock.release()
