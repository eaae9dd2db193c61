"""Locks and processes: one at a time across threads and processes, and who still runs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from lmb_desktop.core.errors import StoreBusy, StoreError
from lmb_desktop.gateways import processes
from lmb_desktop.gateways.locks import FolderLocks

HOLDER = """
import sys
from pathlib import Path
from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.gateways.processes import own_name
with FolderLocks(Path(sys.argv[1])).hold("chain-1"):
    print(own_name(), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_process(tmp_path: Path):
    """Give a process that holds a lock until its input ends, and its name for marks."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        if process.poll() is None:
            process.kill()


def test_another_process_waits_and_is_told(tmp_path: Path, other_process):
    process, _name = other_process
    locks = FolderLocks(tmp_path, patience_s=0.05)
    with pytest.raises(StoreBusy), locks.hold("chain-1"):
        pass
    with locks.hold("chain-2"):
        pass
    process.communicate("")
    with locks.hold("chain-1"):
        pass


def test_a_lock_is_free_when_its_process_is_killed(tmp_path: Path, other_process):
    process, _name = other_process
    process.kill()
    process.wait()
    with FolderLocks(tmp_path, patience_s=5).hold("chain-1"):
        pass


def test_two_threads_do_not_hold_one_lock_at_once(tmp_path: Path):
    locks, inside, most = FolderLocks(tmp_path), [], []

    def work() -> None:
        for _number in range(10):
            with locks.hold("x"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (30, 1)


def test_a_lock_is_freed_by_an_error_inside(tmp_path: Path):
    locks = FolderLocks(tmp_path, patience_s=0.05)
    with pytest.raises(ZeroDivisionError), locks.hold("x"):
        _wrong = 1 / 0
    with locks.hold("x"):
        pass


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path):
    with FolderLocks(tmp_path / "locks").hold("../../Chain 1"):
        pass
    assert [path.parent.name for path in tmp_path.rglob("*.lock")] in ([], ["locks"])
    assert list(tmp_path.parent.glob("*hain*.lock")) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(StoreError), FolderLocks(tmp_path / "file").hold("x"):
        pass


def test_a_process_is_alive_under_its_own_name_only_while_it_runs(other_process):
    process, name = other_process
    assert processes.is_alive(name)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    # Dead but not buried: nobody has asked for its exit code yet.
    assert psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE
    assert not processes.is_alive(name)
    process.wait()
    assert not processes.is_alive(name)


def test_a_number_used_again_is_another_process():
    pid, started = processes.own_name().split(":")
    assert processes.is_alive(f"{pid}:{started}")
    assert not processes.is_alive(f"{pid}:{float(started) - 60:.2f}")


@pytest.mark.parametrize("name", ["", "x", "1", ":", f"{2**70}:1", "-1:1", "1:x"])
def test_a_name_that_is_none_is_nobody(name: str):
    assert not processes.is_alive(name)
