"""Writing a small file of this user's so that nobody ever reads half of it."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from lmb_desktop.gateways.folders import PRIVATE_FILE, make_private


def write_private(path: Path, content: bytes) -> None:
    """Give a file this content, readable by this user only, whole or not at all; raises OSError."""
    make_private(path.parent)
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
