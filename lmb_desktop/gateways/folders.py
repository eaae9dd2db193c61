"""Folders: where data, log and locks live, readable by this user only."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path

from lmb_desktop.core.errors import DiskFull, FolderNotWritable, StoreDamaged, StoreError

NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.ENOENT, errno.EISDIR)
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
                make_private(folder)
            self.data.chmod(PRIVATE_FOLDER)
        except OSError as error:
            raise translated(error, self.data) from error

    def folder_id(self) -> str:
        """Return the id under which this folder's secrets lie in the keyring; made at the first call.

        Raises StoreError, or StoreDamaged for a file that holds none: a made-up one would lose every secret.
        """
        path = self.data / "folder-id"
        try:
            if not path.exists():
                _make_id(path)
            found = path.read_text("utf-8").strip()
        except OSError as error:
            raise translated(error, path) from error
        except UnicodeDecodeError as error:
            raise StoreDamaged(place=str(path)) from error
        if not re.fullmatch(r"[0-9a-f]{32}", found):
            raise StoreDamaged(place=str(path))
        return found


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, all for this user only; raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def _make_id(path: Path) -> None:
    # Once in the life of a folder; every start does without it.
    import uuid

    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    try:
        fresh.touch(mode=PRIVATE_FILE)
        with fresh.open("w", encoding="utf-8") as file:
            file.write(uuid.uuid4().hex)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _put_in_place(fresh: Path, path: Path) -> None:
    """Give a whole file its name, unless another process was first."""
    try:
        # A link, not a rename: of two processes that start at once the first one's id stays.
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    except OSError:
        # A file system without hard links, such as a memory stick's.
        if not path.exists():
            fresh.replace(path)


def default_folders(data_dir: Path | None = None) -> Folders:
    """Return the folders under DIR, or this user's own place."""
    if data_dir:
        return Folders(data_dir.absolute())
    # A start that was told its folder does without it.
    import platformdirs

    return Folders(Path(platformdirs.user_data_path("lmb-desktop", appauthor=False)))


def translated(error: OSError, place: Path) -> StoreError:
    """Return what an operating system error about our files means to the person."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return DiskFull(details=f"{type(error).__name__} {error.errno}")
    if error.errno in NOT_WRITABLE:
        return FolderNotWritable(place=str(place), reason=os.strerror(error.errno or 0).lower())
    return StoreError(place=str(place), details=f"{type(error).__name__} {error.errno}: {error.strerror}")
