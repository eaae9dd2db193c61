"""Where the starts of one data folder meet: one name each folder and user, and a lock that dies with its process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from lmb_desktop.gateways.meeting_place import LONGEST_PATH, LifeLock, meeting_place

HOLDER = """
import sys
from pathlib import Path
from lmb_desktop.gateways.meeting_place import LifeLock
lock = LifeLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def runtime(home: Path) -> Path:
    """Give the folder the system keeps for this user's sockets."""
    return home / "run"


def holder_of(lock: Path) -> subprocess.Popen[str]:
    """Start a process that takes the lock and keeps it until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(lock)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_one_folder_is_one_place_however_it_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / "data"
    folder.mkdir()
    (home / "link").symlink_to(folder)
    monkeypatch.chdir(home)
    written = [folder, home / "link", Path("data"), home / "run" / ".." / "data", Path(f"{folder}/")]
    assert {meeting_place(each) for each in written} == {meeting_place(folder)}


def test_a_folder_that_is_not_made_yet_has_its_place_already(home: Path) -> None:
    before = meeting_place(home / "data")
    (home / "data").mkdir()
    assert meeting_place(home / "data") == before


def test_other_folders_are_other_places(home: Path) -> None:
    folders = [home / "data", home / "data" / "practice", home / "Data", home]
    assert len({meeting_place(each).server_name for each in folders}) == len(folders)


def test_another_user_has_another_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = meeting_place(home)
    monkeypatch.setattr("lmb_desktop.gateways.meeting_place._user", lambda: "4711")
    assert meeting_place(home).server_name != own.server_name


@pytest.mark.parametrize("data", ["d" * 200, "/".join("d" * 100 for _each in range(10)), "Bücher \udcff"])
def test_a_name_fits_into_a_socket_whatever_the_folder_is_called(home: Path, runtime: Path, data: str) -> None:
    place = meeting_place(home / data)
    assert len(os.fsencode(place.server_name)) <= LONGEST_PATH
    assert Path(place.server_name).parent == place.lock.parent == runtime


def test_nothing_is_made_before_it_is_needed(home: Path, runtime: Path) -> None:
    meeting_place(home / "data")
    assert (list(runtime.iterdir()), (home / "data").exists()) == ([], False)


def in_fallback(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that is used where the system has none, and check that it is private."""
    temporary = home / "tmp"
    temporary.mkdir(exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr("lmb_desktop.gateways.meeting_place._user", lambda: "4711")
    folder = meeting_place(home / "data").lock.parent
    assert folder == temporary / "lmb-desktop-4711"
    assert folder.stat().st_mode & 0o077 == 0
    return folder


def test_without_a_private_runtime_folder_one_is_made(
    home: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime.chmod(0o755)
    in_fallback(home, monkeypatch)
    runtime.chmod(0o700)
    assert meeting_place(home / "data").lock.parent == runtime
    runtime.rmdir()
    in_fallback(home, monkeypatch)
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    in_fallback(home, monkeypatch)


def test_a_runtime_folder_with_too_long_a_path_is_passed_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = home / ("r" * LONGEST_PATH)
    long.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    in_fallback(home, monkeypatch)


@pytest.mark.parametrize("kind", ["open", "link", "file"])
def test_a_folder_that_somebody_laid_out_is_refused(
    home: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    runtime.rmdir()
    laid_out = in_fallback(home, monkeypatch)
    laid_out.rmdir()
    if kind == "open":
        laid_out.mkdir()
        laid_out.chmod(0o777)
    elif kind == "link":
        (home / "theirs").mkdir(mode=0o700)
        laid_out.symlink_to(home / "theirs")
    else:
        laid_out.touch(mode=0o600)
    with pytest.raises(OSError, match="lmb-desktop-4711"):
        meeting_place(home / "data")


def test_one_process_at_a_time_has_the_lock(runtime: Path) -> None:
    path = runtime / "one.lock"
    process = holder_of(path)
    lock = LifeLock(path)
    assert not lock.take()
    end(process)
    assert lock.take()
    assert lock.take()
    assert not LifeLock(path).take()
    lock.release()
    lock.release()
    assert LifeLock(path).take()


def test_the_lock_is_private_and_never_a_link(home: Path, runtime: Path) -> None:
    path = runtime / "one.lock"
    lock = LifeLock(path)
    assert lock.take()
    assert path.stat().st_mode & 0o077 == 0
    lock.release()
    path.unlink()
    path.symlink_to(home / "elsewhere")
    with pytest.raises(OSError, match=r"one\.lock"):
        LifeLock(path).take()
    assert not (home / "elsewhere").exists()


def test_a_process_started_meanwhile_does_not_keep_the_lock(runtime: Path) -> None:
    lock = LifeLock(runtime / "one.lock")
    assert lock.take()
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    lock.release()
    assert LifeLock(runtime / "one.lock").take()
    child.communicate()
