"""AccountFiles: reads and writes the files that carry accounts to another computer."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from lmb_desktop.core.errors import AccountFileUnusable
from lmb_desktop.gateways.folders import PRIVATE_FILE, translated

LARGEST = 30_000_000
"""Bytes a file may have; twenty thousand accounts take about half of it."""


class AccountFiles:
    """Read and write whole text files; raises StoreError only."""

    def read(self, path: str) -> str:
        """Return a file's text; raises AccountFileUnusable for one that is no text, too large or not there."""
        place = Path(path)
        try:
            if not place.is_file():
                # A folder; or a device, which might never end.
                raise AccountFileUnusable(place=place.name, problem="cannot be read", details="not a file")
            with place.open("rb") as file:
                content = file.read(LARGEST + 1)
            if len(content) > LARGEST:
                raise AccountFileUnusable(place=place.name, problem="is too large to hold accounts")
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise AccountFileUnusable(place=place.name, problem="holds no text") from error
        except OSError as error:
            raise AccountFileUnusable(
                place=place.name, problem="cannot be read", details=error.strerror or ""
            ) from error

    def save(self, path: str, text: str) -> None:
        """Write a file as one piece, readable by its owner only; what stood there before stays until then."""
        place = Path(path)
        try:
            number, name = tempfile.mkstemp(dir=place.parent, prefix=".lmb-desktop-")
            draft = Path(name)
            try:
                with os.fdopen(number, "w", encoding="utf-8") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                draft.chmod(PRIVATE_FILE)
                draft.replace(place)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise translated(error, place) from error
