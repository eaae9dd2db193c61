"""Folders: private to the user, one id each, and errors in our own words."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from lmb_desktop.core.errors import DiskFull, FolderNotWritable, StoreDamaged, StoreError
from lmb_desktop.gateways.folders import Folders, default_folders, translated


def mode(path: Path) -> int:
    """Return a path's permission bits."""
    return path.stat().st_mode & 0o777


@pytest.fixture(autouse=True)
def _open_umask():
    """Let nothing but the program itself make things private."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_everything_that_is_made_is_private(data_folder: Path):
    folders = default_folders(data_folder / "deep" / "er").practice
    folders.make()
    folders.folder_id()
    made = [data_folder / "deep", data_folder / "deep" / "er", folders.data, folders.log, folders.locks]
    assert [mode(path) for path in made] == [0o700] * 5
    assert mode(folders.data / "folder-id") == 0o600


def test_a_folder_that_was_open_to_others_is_closed(data_folder: Path):
    data_folder.mkdir(mode=0o777)
    Folders(data_folder).make()
    assert mode(data_folder) == 0o700


def test_the_default_place_is_the_users_own(home: Path):
    assert home in default_folders().data.parents
    assert default_folders().data.name == "lmb-desktop"


def test_a_relative_folder_is_made_whole():
    assert default_folders(Path("somewhere")).data == Path.cwd() / "somewhere"


def test_practice_lies_in_a_folder_of_its_own(data_folder: Path):
    folders = Folders(data_folder)
    assert folders.practice.data == data_folder / "practice"
    folders.make()
    folders.practice.make()
    assert folders.folder_id() != folders.practice.folder_id()


def test_the_id_of_a_folder_stays(data_folder: Path):
    Folders(data_folder).make()
    assert Folders(data_folder).folder_id() == Folders(data_folder).folder_id()


def test_programs_that_start_at_once_agree_on_the_id(data_folder: Path):
    Folders(data_folder).make()
    found: list[str] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        found.append(Folders(data_folder).folder_id())

    threads = [threading.Thread(target=start) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (8, 1)
    assert [path.name for path in data_folder.glob("folder-id*")] == ["folder-id"]


def test_a_file_system_without_hard_links_has_an_id_too(data_folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    Folders(data_folder).make()
    assert Folders(data_folder).folder_id() == Folders(data_folder).folder_id()


@pytest.mark.parametrize("content", [b"", b"  \n", b"short", b"\xff\xfe", b"g" * 32])
def test_a_damaged_id_is_said_and_never_replaced(data_folder: Path, content: bytes):
    folders = Folders(data_folder)
    folders.make()
    (data_folder / "folder-id").write_bytes(content)
    with pytest.raises(StoreDamaged):
        folders.folder_id()
    assert (data_folder / "folder-id").read_bytes() == content


def test_a_file_in_the_place_of_the_folder_is_said(data_folder: Path):
    data_folder.write_text("in the way", "utf-8")
    with pytest.raises(StoreError):
        Folders(data_folder).make()
    with pytest.raises(StoreError):
        Folders(data_folder).folder_id()


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EACCES, FolderNotWritable), (errno.EIO, StoreError)],
)
def test_errors_of_the_system_get_their_meaning(number: int, kind: type[StoreError]):
    assert type(translated(OSError(number, "words"), Path("x"))) is kind


def test_a_full_disk_leaves_no_half_made_folder_id(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = Folders(data_folder)
    folders.make()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(DiskFull):
            folders.folder_id()
    assert list(data_folder.glob("folder-id*")) == []
    assert folders.folder_id() == folders.folder_id()
