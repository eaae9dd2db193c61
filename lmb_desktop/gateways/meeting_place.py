"""Where the starts of one data folder meet: the name of a local socket, and a lock that lives as long as its process.

Neither lies in the data folder: that may be on a network drive or a memory stick, which have no sockets, and its path
may be longer than a socket's name can be.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lmb_desktop.gateways.folders import PRIVATE_FILE, PRIVATE_FOLDER

LONGEST_PATH = 100
"""Bytes a socket's path may have; systems allow 103 and more."""
NAME_LENGTH = 20
TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""How the systems say that another process has a lock."""


@dataclass(frozen=True)
class MeetingPlace:
    """What all starts of one user with one data folder agree on."""

    server_name: str
    lock: Path


def meeting_place(data: Path) -> MeetingPlace:
    """Return where starts with this data folder meet; raises OSError when this user has no private place for it."""
    real = os.path.normcase(os.path.realpath(data))
    marked = _fingerprint(f"{_user()}\0{real}")
    name = f"lmb-desktop-{marked}"
    folder = _private_folder(len(name))
    # Windows names its pipes outside the file system, and no other user's program may open ours.
    return MeetingPlace(name if sys.platform == "win32" else str(folder / name), folder / f"{name}.lock")


def _fingerprint(text: str) -> str:
    """Return a short name that hardly any other text shares (FNV-1a, 128 bits, folded); it keeps nothing secret."""
    # The library for it brings OpenSSL along, and takes as long to load as all else before the first paint.
    found = 0x6C62272E07BB014262B821756295C58D
    for byte in text.encode("utf-8", "surrogateescape"):
        found = (found ^ byte) * 0x1000000000000000000013B % 2**128
    return f"{(found >> 80 ^ found) % 2**80:0{NAME_LENGTH}x}"


class LifeLock:
    """A lock that the system takes back when its process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        """Take the lock without waiting; False while another process has it. Raises OSError."""
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), PRIVATE_FILE)
        try:
            _lock(file)
        except OSError as error:
            os.close(file)
            if error.errno in TAKEN:
                return False
            raise
        self._file = file
        return True

    def release(self) -> None:
        """Give the lock back; its file stays, since removing it would let two processes hold two files."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


# Each system has its own module for locks. The library used elsewhere takes longer to load than a window to be painted.
if sys.platform == "win32":
    import getpass
    import msvcrt

    def _user() -> str:
        return getpass.getuser()

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _private_folder(_name_length: int) -> Path:
        """Return this user's own folder for passing things."""
        return Path(tempfile.gettempdir())

else:
    import fcntl

    def _user() -> str:
        return str(os.getuid())

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _private_folder(name_length: int) -> Path:
        """Return a folder on this computer that only this user can write to; raises OSError."""
        for folder in (Path(os.environ.get("XDG_RUNTIME_DIR", "")), Path(f"/run/user/{_user()}")):
            length = len(os.fsencode(folder)) + 1 + name_length
            if folder.is_absolute() and length <= LONGEST_PATH and _is_private(folder):
                return folder
        folder = Path(tempfile.gettempdir()) / f"lmb-desktop-{_user()}"
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        if not _is_private(folder):
            raise PermissionError(errno.EPERM, "not this user's own, or open to others", str(folder))
        return folder

    def _is_private(folder: Path) -> bool:
        """Tell whether a folder is this user's own and closed to everybody else."""
        try:
            found = folder.lstat()
        except OSError:
            return False
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
