"""The whole program while no window is open: closing, hidden starts, a tray that comes and goes, news, quitting."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from lmb_desktop import app
from lmb_desktop.app.program import Program
from lmb_desktop.core import vigil
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import Connections
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell import announcer
from lmb_desktop.shell.tray import MISSES, Tray
from tests.fakes.tray import FakeTray
from tests.journeys import hand, screen
from tests.journeys.again import reconnecting
from tests.journeys.program import ROOT, Session, environment
from tests.journeys.saved_shops import save_shops

REASON = QSystemTrayIcon.ActivationReason
Start = Callable[..., Program]
pytestmark = pytest.mark.usefixtures("qtbot", "own_keyring")


@pytest.fixture
def system() -> FakeTray:
    """Give the tray of a desktop."""
    return FakeTray()


@pytest.fixture
def arguments(data_folder: Path, services: Path) -> list[str]:
    """Give the arguments of a program that is live."""
    return ["--data-dir", str(data_folder), "--services", str(services)]


@pytest.fixture
def start(arguments: list[str], system: FakeTray) -> Iterator[Start]:
    """Give a function that starts the program on a desktop with this tray."""
    programs: list[Program] = []

    def start_one(*more: str) -> Program:
        programs.append(app.start([*arguments, *more], open_url=lambda _url: False, tray=system))
        return programs[-1]

    yield start_one
    for program in programs:
        if shiboken6.isValid(program):
            program.close()
    screen.settle()


def tray_of(program: Program) -> Tray:
    """Return the program's tray."""
    return program.findChild(Tray)


def opened(program: Program) -> Program:
    """Wait until a program has read its accounts and looked for a tray."""
    window = program.mode.window
    screen.wait(lambda: window.overview.accounts or screen.find("accountWizard"), "the accounts are read")
    screen.wait(lambda: (tray := tray_of(program)) and (tray.is_there or tray._looks), "the tray is looked for")
    return program


def line(menu: QMenu, text: str) -> Callable[[], None]:
    """Return what choosing a line of a menu does."""
    return next(each.trigger for each in menu.actions() if each.text() == text)


def test_with_a_tray_closing_hides_the_window_and_says_so_once(start: Start, system: FakeTray, data_folder: Path):
    save_shops(data_folder, 1)
    program = opened(start())
    window = program.mode.window
    window.close()
    screen.wait(lambda: system.said, "the program says that it keeps running")
    assert not window.isVisible()
    system.icon.activated.emit(REASON.Trigger)
    assert window.isVisible()
    window.close()
    screen.settle()
    assert [title for title, _text in system.said] == ["LMB Desktop keeps running"]


def test_the_next_start_does_not_say_it_again(start: Start, system: FakeTray, data_folder: Path):
    save_shops(data_folder, 1)
    for _start in range(2):
        program = opened(start())
        program.mode.window.close()
        screen.wait(lambda: system.said, "the program says that it keeps running")
        screen.settle()
        program.close()
        system.icons.clear()
    assert len(system.said) == 1


def test_without_a_tray_closing_quits(start: Start, system: FakeTray, data_folder: Path):
    save_shops(data_folder, 1)
    system.there = False
    program = opened(start())
    wanted: list[int] = []
    program.mode.quit_wanted.connect(wanted.append)
    program.mode.window.close()
    assert wanted == [0]


def test_a_hidden_start_shows_nothing_and_a_click_shows_what_a_start_shows(start: Start, system: FakeTray):
    program = start("--hidden")
    screen.wait(lambda: "no account yet" in system.icon.toolTip(), "the accounts are read")
    screen.settle()
    assert screen.windows() == []
    system.icon.activated.emit(REASON.Trigger)
    screen.found("accountWizard")
    assert program.mode.window.isVisible()


def test_a_hidden_start_waits_for_a_late_tray(start: Start, system: FakeTray):
    system.there = False
    program = start("--hidden")
    screen.settle()
    assert not program.mode.window.isVisible()
    system.there = True
    tray_of(program).look()
    screen.settle()
    assert not program.mode.window.isVisible()
    assert system.icon.isVisible()


def test_a_hidden_start_shows_its_window_when_no_tray_comes(start: Start, system: FakeTray):
    system.there = False
    program = start("--hidden")
    for _second in range(60):
        tray_of(program).look()
    screen.wait(program.mode.window.isVisible, "the window is shown")
    screen.found("accountWizard")


def test_a_hidden_start_shows_its_window_at_once_where_no_tray_can_come(start: Start, system: FakeTray):
    system.there = system.coming = False
    assert start("--hidden").mode.window.isVisible()


def test_a_hidden_start_that_cannot_open_its_folder_says_so(start: Start, services: Path):
    services.write_text("[nonsense", "utf-8")
    start("--hidden")
    screen.found("startProblem")


def test_when_the_tray_goes_the_hidden_window_comes_back(start: Start, system: FakeTray, data_folder: Path):
    save_shops(data_folder, 1)
    program = opened(start())
    program.mode.window.close()
    system.there = False
    for _look in range(MISSES):
        tray_of(program).look()
    assert program.mode.window.isVisible()
    assert not program.mode.window._hides_on_close


def test_switching_to_practice_mode_keeps_one_icon(start: Start, system: FakeTray, data_folder: Path):
    save_shops(data_folder, 2)
    program = opened(start())
    before = system.icon.icon().pixmap(32).toImage()
    program.switch(True)
    screen.wait(lambda: "(practice): no account yet" in system.icon.toolTip(), "practice mode is in the tray")
    assert system.icon.icon().pixmap(32).toImage() != before
    program.switch(False)
    screen.wait(lambda: system.icon.toolTip() == "LMB Desktop: 2 accounts, 1 needs you", "the real accounts are back")
    assert program.mode.window.isVisible()


def test_the_menu_leads_to_accounts_clients_filters_and_the_wizard(start: Start, system: FakeTray, data_folder: Path):
    names = save_shops(data_folder, 12)
    program = opened(start("--hidden"))
    window, menu = program.mode.window, system.icon.contextMenu()
    screen.wait(lambda: "12 accounts" in system.icon.toolTip(), "the tray knows the accounts")
    menu.aboutToShow.emit()
    part = next(each.menu() for each in menu.actions() if each.text() == "Harbour Tea Ltd")
    part.aboutToShow.emit()
    assert [each.text() for each in part.actions()] == [names[7], names[2]]
    line(part, names[2])()
    assert window.isVisible()
    assert window.contents.pane.picked().single.account.name == names[2]
    line(menu, "Add new account…")()
    screen.found("accountWizard")


def test_a_line_of_the_menu_opens_what_an_account_needs(session: Session, system: FakeTray, data_folder: Path):
    save_shops(data_folder, 2)
    program = session.start_hidden(system)
    screen.wait(lambda: "1 needs you" in system.icon.toolTip(), "the accounts are read")
    hand.from_tray_menu(system, "Fern & Slate UK: sign in to Xero again…")
    assert reconnecting().windowTitle().startswith("Sign in to Xero again – Fern & Slate UK")
    assert program.mode.window.isVisible()


def test_what_needs_the_user_is_told_while_no_window_is_active_and_a_click_leads_there(
    start: Start, system: FakeTray, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(announcer, "GATHERS_MS", 1)
    save_shops(data_folder, 2)
    program = start("--hidden")
    screen.wait(lambda: system.said, "the news is told")
    assert system.said == [("Fern & Slate UK: sign in to Xero again", "Xero ended the connection. Nothing is lost.")]
    system.icon.messageClicked.emit()
    assert program.mode.window.isVisible()
    assert program.mode.window.contents.pane.picked().single.account.id == "account-1"
    assert reconnecting().windowTitle().startswith("Sign in to Xero again – Fern & Slate UK")


def test_what_was_known_before_a_late_tray_is_told_once_it_comes(
    start: Start, system: FakeTray, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(announcer, "GATHERS_MS", 1)
    # No look at the connections comes to the help of this test.
    monkeypatch.setattr(vigil, "FIRST_S", (1e6, 1e6))
    save_shops(data_folder, 2)
    system.there = False
    program = start("--hidden")
    screen.wait(lambda: program.mode.window.overview.accounts, "the accounts are read")
    system.there = True
    tray_of(program).look()
    screen.wait(lambda: system.said, "the news is told")


def test_the_connections_are_looked_after_without_a_window(
    start: Start, system: FakeTray, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(vigil, "FIRST_S", (0.0, 0.0))
    monkeypatch.setattr(announcer, "GATHERS_MS", 1)
    save_shops(data_folder, 1)
    program = start("--hidden")
    shown: list[int] = []
    program.mode.window.overview_shown.connect(lambda overview: shown.append(len(overview.accounts)))
    screen.wait(lambda: len(shown) >= 2, "the accounts are looked at")
    assert not program.mode.window.isVisible()


@pytest.mark.own_process
def test_quitting_from_the_tray_ends_a_program_that_is_checking(
    arguments: list[str], system: FakeTray, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    save_shops(data_folder, 3)
    monkeypatch.setattr("lmb_desktop.shell.tray.DesktopTray", lambda: system)
    troubles: list[AssertionError] = []
    checking = threading.Event()

    def check_for_a_minute(_connections: object, _ids: object, cancel: CancelToken, **_told: object) -> Overview:
        checking.set()
        cancel.wait(60)
        return Overview()

    monkeypatch.setattr(Connections, "check", check_for_a_minute)

    def walk() -> None:
        try:
            screen.wait(lambda: system.icons and system.icon.isVisible(), "the icon is there")
            menu = system.icon.contextMenu()
            screen.wait(lambda: "Check all now" in [each.text() for each in menu.actions()], "the accounts are read")
            line(menu, "Check all now")()
            screen.wait(checking.is_set, "the check is under way")
            line(menu, "Quit")()
        except AssertionError as trouble:
            troubles.append(trouble)
            QApplication.exit(1)

    QTimer.singleShot(0, walk)
    assert app.main(app.parse([*arguments, "--hidden"])) == 0
    screen.settle()
    assert troubles == []


def test_the_dock_brings_the_window_back(start: Start, data_folder: Path):
    save_shops(data_folder, 1)
    program = opened(start())
    program.mode.window.close()
    program.background.follow_dock(Qt.ApplicationState.ApplicationInactive)
    assert not program.mode.window.isVisible()
    program.background.follow_dock(Qt.ApplicationState.ApplicationActive)
    assert program.mode.window.isVisible()


def test_without_a_tray_a_hidden_start_shows_the_window_and_closing_it_quits(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom PySide6.QtCore import QTimer\nfrom PySide6.QtWidgets import QApplication\n"
        "from lmb_desktop import app\nprogram = app.start(sys.argv[1:])\nwindow = program.mode.window\n"
        "print(window.isVisible())\nQTimer.singleShot(500, window.close)\ncode = QApplication.exec()\nprogram.close()\n"
        "print(code)\n"
    )
    command = [sys.executable, "-c", program, *arguments, "--hidden"]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=90, check=False
    )
    assert (ended.stdout.split(), ended.returncode) == (["True", "0"], 0)
