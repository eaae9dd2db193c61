"""Files of accounts: written as one piece for their owner's eyes, and read with care."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from lmb_desktop.core.errors import AccountFileUnusable, DiskFull, FolderNotWritable, StoreError
from lmb_desktop.core.messages import message_for
from lmb_desktop.gateways import account_files
from lmb_desktop.gateways.account_files import AccountFiles

TEXT = '{"name": "Harbour “Tea” 茶\u3000"}\n'


@pytest.fixture
def files() -> AccountFiles:
    return AccountFiles()


def left_in(folder: Path) -> list[str]:
    """List what lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


def test_a_text_comes_back_and_its_file_is_for_the_owner_only(files: AccountFiles, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    files.save(str(path), TEXT)
    assert files.read(str(path)) == TEXT
    assert left_in(tmp_path) == ["accounts.json"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_private_once_it_is_replaced(files: AccountFiles, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_text("old", "utf-8")
    path.chmod(0o644)
    files.save(str(path), TEXT)
    assert files.read(str(path)) == TEXT
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EIO, StoreError)])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(files, tmp_path, monkeypatch, number, kind, step):
    path = tmp_path / "accounts.json"
    path.write_text("old", "utf-8")

    def fail(*_args) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(kind):
        files.save(str(path), TEXT)
    assert (path.read_text("utf-8"), left_in(tmp_path)) == ("old", ["accounts.json"])


def test_a_name_as_long_as_a_name_may_be_is_saved(files: AccountFiles, tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250 + ".json")
    files.save(str(path), TEXT)
    assert files.read(str(path)) == TEXT


def test_a_place_that_cannot_be_written_is_said(files: AccountFiles, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for place in (folder, tmp_path / "missing" / "accounts.json"):
        with pytest.raises(FolderNotWritable):
            files.save(str(place), TEXT)
    assert left_in(tmp_path) == ["folder"]


def test_a_byte_order_mark_is_no_part_of_the_text(files: AccountFiles, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_text(TEXT, "utf-8-sig")
    assert files.read(str(path)) == TEXT


def test_what_is_no_text_is_refused(files: AccountFiles, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert problem(files, path) == "holds no text"


def test_what_is_too_large_is_refused_without_being_read_whole(files, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(account_files, "LARGEST", 10)
    path = tmp_path / "accounts.json"
    path.write_bytes(b"1234567890")
    assert files.read(str(path)) == "1234567890"
    path.write_bytes(b"12345678901")
    assert problem(files, path) == "is too large to hold accounts"


def test_what_is_not_there_or_no_file_cannot_be_read(files: AccountFiles, tmp_path: Path) -> None:
    places = [tmp_path, tmp_path / "missing"]
    if hasattr(os, "mkfifo"):
        # It would wait for a writer for ever.
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    if Path("/dev/zero").exists():
        places.append(Path("/dev/zero"))
    for place in places:
        assert problem(files, place) == "cannot be read"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_cannot_be_read(files: AccountFiles, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.touch(mode=0o000)
    assert problem(files, path) == "cannot be read"


def problem(files: AccountFiles, path: Path) -> str:
    """Return why a file is refused; its name is said, and its folder is not."""
    with pytest.raises(AccountFileUnusable) as caught:
        files.read(str(path))
    assert caught.value.fact("place") == path.name
    assert path.name in message_for(caught.value).sentence
    return caught.value.fact("problem")
