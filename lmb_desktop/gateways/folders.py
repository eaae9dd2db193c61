"""Folders: where data, log and locks live, readable by this user only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from lmb_desktop.core.errors import DiskFull, StoreError

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@dataclass(frozen=True)
class Folders:
    """The places of one data folder, live or practice."""

    data: Path

    @property
    def store(self) -> Path:
        """Return the account list's file."""
        return self.data / "accounts.sqlite3"

    @property
    def log(self) -> Path:
        """Return the log's folder."""
        return self.data / "log"

    @property
    def locks(self) -> Path:
        """Return the locks' folder."""
        return self.data / "locks"

    @property
    def services(self) -> Path:
        """Return where the practice services keep their state."""
        return self.data / "services"

    @property
    def layout(self) -> Path:
        """Return where the windows remember sizes and columns."""
        return self.data / "layout.ini"

    @property
    def practice(self) -> Folders:
        """Return the practice folder inside this one."""
        return Folders(self.data / "practice")

    def make(self) -> None:
        """Make what is missing, private to this user; raises StoreError or DiskFull."""
        try:
            for folder in (self.data, self.log, self.locks):
                folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
            self.data.chmod(PRIVATE_FOLDER)
        except OSError as error:
            raise translated(error, self.data) from error

    def folder_id(self) -> str:
        """Return the id under which this folder's secrets lie in the keyring; made at the first call."""
        path = self.data / "folder-id"
        try:
            if not path.exists():
                fresh = self.data / f"folder-id.{uuid.uuid4().hex}"
                fresh.write_text(uuid.uuid4().hex, "utf-8")
                fresh.chmod(PRIVATE_FILE)
                # A link, not a rename: of two processes that start at once the first one's id stays.
                try:
                    path.hardlink_to(fresh)
                except FileExistsError:
                    pass
                finally:
                    fresh.unlink()
            return path.read_text("utf-8").strip()
        except OSError as error:
            raise translated(error, path) from error


def default_folders(data_dir: Path | None = None) -> Folders:
    """Return the folders under DIR, or this user's own place."""
    return Folders(
        data_dir.absolute() if data_dir else Path(platformdirs.user_data_path("lmb-desktop", appauthor=False))
    )


def translated(error: OSError, place: Path) -> StoreError:
    """Return what an operating system error about our files means to the person."""
    if error.errno in (28, 122):  # no space left; quota used up
        return DiskFull(details=f"{type(error).__name__} {error.errno}")
    return StoreError(place=str(place), details=f"{type(error).__name__} {error.errno}: {error.strerror}")
