"""The program started a second time on the same data folder: the first one's window comes, the second one leaves."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from lmb_desktop import app
from lmb_desktop.app import ALREADY_RUNNING, STAYS_HIDDEN, one_instance
from lmb_desktop.app.one_instance import take_seat
from lmb_desktop.command_line import Options, parse
from lmb_desktop.gateways.meeting_place import LifeLock, meeting_place
from tests.journeys import screen
from tests.journeys.program import ROOT, environment

LEAVES_WITHIN_S = 40


@pytest.fixture
def arguments(data_folder: Path, services: Path) -> list[str]:
    """Give the arguments of a program that is live."""
    return ["--data-dir", str(data_folder), "--services", str(services)]


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Give a function that starts the program as people do, in a process of its own."""
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "lmb_desktop", *arguments]
        program = subprocess.Popen(command, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True)
        processes.append(program)
        return program

    yield start
    for program in processes:
        program.kill()
        program.wait()
        if program.stderr is not None:
            program.stderr.close()


def run_program(arguments: list[str], walk: Callable[[], object]) -> int:
    """Run the program in this process as `lmb-desktop` does, walk in it, and quit; returns its exit code."""
    troubles: list[AssertionError] = []

    def walk_and_quit() -> None:
        try:
            walk()
        except AssertionError as trouble:
            troubles.append(trouble)
        finally:
            QApplication.exit(0)

    QTimer.singleShot(0, walk_and_quit)
    code = app.main(parse(arguments))
    screen.settle()
    if troubles:
        raise troubles[0]
    return code


def left_after_waking(program: subprocess.Popen[str]) -> bool:
    """Let this process run on until a program has left; tell whether it left as a second start does."""
    screen.wait(lambda: program.poll() is not None, "the second start leaves")
    said = program.communicate()[1].splitlines()
    return (program.returncode, said) == (0, [ALREADY_RUNNING])


@pytest.mark.own_process
@pytest.mark.usefixtures("qtbot", "own_keyring")
def test_a_second_start_brings_the_hidden_windows_of_the_first_to_the_front(arguments, started) -> None:
    def walk() -> None:
        window, wizard = screen.found("accountsWindow"), screen.found("accountWizard")
        for each in (wizard, window):
            each.hide()
        assert left_after_waking(started(*arguments))
        screen.wait(lambda: wizard.isActiveWindow(), "the wizard is in front")
        assert (window.isVisible(), wizard.isVisible()) == (True, True)

    assert run_program(arguments, walk) == 0


@pytest.mark.own_process
@pytest.mark.usefixtures("qtbot", "own_keyring")
def test_a_minimised_window_comes_back_as_large_as_it_was(arguments, started) -> None:
    def walk() -> None:
        screen.found("accountWizard").close()
        window = screen.found("accountsWindow")
        window.setWindowState(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowMinimized)
        assert left_after_waking(started(*arguments))
        screen.wait(window.isActiveWindow, "the window is in front")
        assert window.windowState() & Qt.WindowState.WindowMaximized
        assert not window.isMinimized()

    assert run_program(arguments, walk) == 0


@pytest.mark.own_process
@pytest.mark.usefixtures("qtbot", "own_keyring")
def test_an_open_dialog_stays_in_front(arguments, started) -> None:
    def walk() -> None:
        screen.found("accountWizard").close()
        window = screen.found("accountsWindow")
        screen.wait(lambda: screen.is_ready("accountMenuButton"), "the accounts are read")
        window.app_credentials_wanted.emit("")
        dialog = screen.found("appCredentialsDialog")
        window.hide()
        assert left_after_waking(started(*arguments))
        screen.wait(dialog.isActiveWindow, "the dialog is in front")
        assert window.isVisible()
        dialog.close()

    assert run_program(arguments, walk) == 0


@pytest.mark.own_process
@pytest.mark.usefixtures("qtbot", "own_keyring")
def test_a_second_start_in_practice_mode_wakes_the_same_program(arguments, started, data_folder: Path) -> None:
    def walk() -> None:
        screen.found("accountWizard").hide()
        screen.found("accountsWindow").hide()
        assert left_after_waking(started(*arguments, "--practice"))
        screen.found("accountWizard")
        assert not (data_folder / "practice").exists()

    assert run_program(arguments, walk) == 0


@pytest.mark.own_process
@pytest.mark.usefixtures("qtbot", "own_keyring")
def test_a_second_start_that_is_to_be_hidden_opens_no_window(arguments, started) -> None:
    def walk() -> None:
        window = screen.found("accountsWindow")
        screen.found("accountWizard").hide()
        window.hide()
        hidden = started(*arguments, "--hidden")
        screen.wait(lambda: hidden.poll() is not None, "the second start leaves")
        assert (hidden.returncode, hidden.communicate()[1]) == (0, f"{STAYS_HIDDEN}\n")
        screen.settle()
        assert not window.isVisible()

    assert run_program(arguments, walk) == 0


@pytest.mark.own_process
@pytest.mark.usefixtures("qtbot", "own_keyring")
def test_another_data_folder_is_another_program(arguments, home: Path) -> None:
    def walk() -> None:
        window = screen.found("accountsWindow")
        screen.found("accountWizard").hide()
        window.hide()
        seat = take_seat(Options(data_dir=home / "other"))
        assert seat is not None
        seat.close()
        screen.settle()
        assert not window.isVisible()

    assert run_program(arguments, walk) == 0


@pytest.mark.own_process
@pytest.mark.usefixtures("qtbot", "own_keyring")
def test_after_quitting_the_next_start_is_the_first_again(arguments) -> None:
    for _start in range(2):
        assert run_program(arguments, lambda: screen.found("accountWizard")) == 0


def all_but_one_leave(programs: list[subprocess.Popen[str]]) -> subprocess.Popen[str]:
    """Wait until one program is left, which the others have woken; returns it."""
    screen.wait(lambda: sum(program.poll() is None for program in programs) == 1, "all but one leave")
    (first,) = [program for program in programs if program.poll() is None]
    assert all(left_after_waking(program) for program in programs if program is not first)
    return first


@pytest.mark.usefixtures("qtbot")
@pytest.mark.own_process
def test_of_starts_at_once_one_runs_and_is_woken_by_all_others(arguments, started, data_folder: Path) -> None:
    place = meeting_place(data_folder)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(place.server_name)
    first = all_but_one_leave([started(*arguments) for _each in range(3)])
    assert not LifeLock(place.lock).take()
    first.send_signal(signal.SIGTERM)
    said = first.communicate(timeout=LEAVES_WITHIN_S)[1].splitlines()
    # Offscreen windows cannot be raised, and Qt says so each time somebody does.
    assert first.returncode == 0
    assert "This plugin does not support raise()" in said
    assert set(said) <= {f"This plugin does not support {name}()" for name in ("raise", "propagateSizeHints")}
    assert LifeLock(place.lock).take()
    assert not Path(place.server_name).exists()


@pytest.mark.usefixtures("qtbot")
@pytest.mark.own_process
def test_after_a_program_was_killed_the_next_start_is_the_first(arguments, started, data_folder: Path) -> None:
    first = all_but_one_leave([started(*arguments) for _each in range(2)])
    first.kill()
    first.wait()
    assert Path(meeting_place(data_folder).server_name).is_socket()
    assert run_program(arguments, lambda: screen.found("accountWizard")) == 0


@pytest.mark.usefixtures("qtbot")
@pytest.mark.own_process
def test_a_program_that_does_not_answer_is_named(
    arguments, data_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(one_instance, "PATIENCE_S", 0)
    stuck = LifeLock(meeting_place(data_folder).lock)
    assert stuck.take()
    said: list[str] = []

    def read_and_quit() -> None:
        problem = screen.found("startProblem")
        said.append(problem.notice.property("text"))
        screen.click("quitButton")

    QTimer.singleShot(0, read_and_quit)
    assert app.main(parse(arguments)) == 3
    stuck.release()
    assert f"It has the data folder {data_folder} open." in said[0]
    assert "ProgramSilent" in capsys.readouterr().err
    assert not data_folder.exists()


@pytest.mark.own_process
def test_a_computer_without_a_place_to_meet_keeps_nobody_out(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, allowed_log: Callable[[str], None]
) -> None:
    def refuse(_data: Path) -> None:
        raise PermissionError

    allowed_log("WARNING lmb_desktop.app.one_instance: Other starts")
    monkeypatch.setattr(one_instance, "meeting_place", refuse)
    seats = [take_seat(Options(data_dir=data_folder)) for _start in range(2)]
    assert None not in seats


@pytest.mark.own_process
def test_the_self_check_asks_for_no_seat(data_folder: Path, started) -> None:
    lock = LifeLock(meeting_place(data_folder).lock)
    assert lock.take()
    checked = started("--data-dir", str(data_folder), "--self-check")
    assert (checked.communicate(timeout=90)[1], checked.returncode) == ("", 0)
