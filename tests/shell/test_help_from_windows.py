"""The windows' way into the help: the menu, notices, the details of an account, dialogs and what they say."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QMenuBar, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import CredentialsRefused, StartAtLoginRefused, StoreBusy, StoreTooNew
from lmb_desktop.core.help_of_messages import MESSAGE_HELP
from lmb_desktop.shell.app_credentials_dialog import AppCredentialsDialog
from lmb_desktop.shell.reauthorise_dialog import ReauthoriseDialog
from lmb_desktop.shell.start_problem import StartProblem
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.again_desk import AgainDesk
from tests.fakes.shown_accounts import WindowDesk, clients_of_a_practice, twelve_accounts
from tests.fakes.window_ports import REFRESH_TOKEN
from tests.house.source import ROOT
from tests.shell.again_on_screen import show
from tests.shell.conftest import OpenWindow
from tests.shell.desk_office import DeskOffice
from tests.shell.test_windows_for_everyone import MAKERS


def asked_of(window: QWidget) -> list[str]:
    """Return the list that gathers what help a window is asked for."""
    places: list[str] = []
    window.help_wanted.connect(places.append)
    return places


def ask(window: QWidget, name: str) -> None:
    """Click a link to the help that can be seen."""
    shown = [button for button in window.findChildren(QToolButton, name) if not button.isHidden()]
    assert len(shown) == 1, name
    shown[0].click()


def test_the_guide_stands_in_the_help_menu_with_its_key(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    places = asked_of(window)
    window.contents.actions.guide.trigger()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert places == ["contents", "contents"]
    assert window.contents.actions.guide.objectName() == "guideAction"


def ways_through(menu: QMenu | QMenuBar, *before: str) -> set[str]:
    """Return the ways to every entry of a menu, written as the help writes them."""
    ways: set[str] = set()
    for entry in menu.actions():
        way = (*before, entry.text().replace("&", ""))
        ways |= {" › ".join(way)} | (ways_through(entry.menu(), *way) if entry.menu() is not None else set())
    return ways


@pytest.mark.parametrize("is_practice", [False, True], ids=["live", "practice"])
def test_every_way_through_the_menus_that_the_help_names_is_there(open_window: OpenWindow, is_practice: bool) -> None:
    window = open_window(twelve_accounts(), is_practice=is_practice)
    ways = ways_through(window.menuBar())
    pages = [path.read_text("utf-8") for path in (ROOT / "lmb_desktop" / "resources" / "help").glob("*.md")]
    named = {" ".join(way.split()) for page in pages for way in re.findall(r"\*\*(Tools ›[^*]+)\*\*", page)}
    leads_in = {"Tools › Practice mode…"} if is_practice else set()
    assert len(named) >= 5
    assert named - leads_in - ways == set()


def test_an_error_in_the_windows_notice_leads_to_its_place(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    places = asked_of(window)
    window.show_error(StoreBusy())
    ask(window.contents.notice, "noticeHelpButton")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert places == [MESSAGE_HELP["store-busy"]] * 2


@pytest.mark.parametrize(
    ("name", "half", "place"),
    [
        ("Fern & Slate EU", "ledger", MESSAGE_HELP["grant-idle"]),
        ("Kestrel AU", "ledger", "first-steps#stop-and-carry-on"),
    ],
)
def test_what_is_said_about_a_half_leads_to_its_place(
    open_window: OpenWindow, name: str, half: str, place: str
) -> None:
    window = open_window(twelve_accounts())
    places = asked_of(window)
    window.select_account(next(one.account.id for one in window.overview.accounts if one.account.name == name))
    ask(window, f"{half}HelpButton")
    assert places == [place]


def test_a_half_about_which_nothing_is_said_has_no_link(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    fine = next(one for one in window.overview.accounts if one.account.name == "Harbour Tea UK")
    window.select_account(fine.account.id)
    assert all(button.isHidden() for name in ("amazon", "ledger") for button in links(window, f"{name}HelpButton"))


def links(window: QWidget, name: str) -> list[QToolButton]:
    """Return the links of a name."""
    found = window.findChildren(QToolButton, name)
    assert found, name
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_f1_in_every_dialog_asks_the_window_below(
    desk: WindowDesk, open_window: OpenWindow, qtbot: QtBot, name: str
) -> None:
    window = open_window(clients_of_a_practice())
    places = asked_of(window)
    dialog = MAKERS[name](desk, window)
    assert isinstance(dialog, DialogFrame)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and desk.tasks.is_idle)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert places == [dialog.help_at()]
    assert places[0]
    dialog.done(0)


def test_a_refusal_in_the_dialog_that_authorises_again_leads_to_its_place(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks)
    desk.connect(desk.add())
    shown = show(ReauthoriseDialog, desk, "harbour-tea-uk", qtbot)
    places = asked_of(shown.dialog)
    shown.write("tokenEdit", "Atza|IwEBIExampleAccessTokenOfATest")
    ask(shown.dialog, "tokenEditHelpButton")
    desk.amazon.outcomes = [CredentialsRefused(service="Amazon")]
    shown.write("tokenEdit", REFRESH_TOKEN)
    shown.press("verifyButton")
    shown.wait_for("A-08")
    ask(shown.dialog, "noticeHelpButton")
    assert places == [MESSAGE_HELP["A-04"], MESSAGE_HELP["credentials-refused"]]


def test_a_start_that_cannot_be_switched_leads_to_its_place(desk_office: DeskOffice) -> None:
    desk_office.login.refusal = StartAtLoginRefused(place="the autostart folder", reason="read-only")
    desk_office.desk.open_settings()
    dialog = desk_office.dialog("settingsDialog")
    places = asked_of(dialog)
    desk_office.settle()
    dialog.findChild(QCheckBox, "startAtLoginCheck").click()
    dialog.findChild(QPushButton, "saveSettingsButton").click()
    desk_office.qtbot.waitUntil(lambda: "(read-only)" in dialog.start.said())
    ask(dialog, "startAtLoginCheckHelpButton")
    assert places == [MESSAGE_HELP["start-at-login-refused"]]


def test_faults_of_app_credentials_lead_to_their_places(desk: WindowDesk, qtbot: QtBot) -> None:
    dialog = AppCredentialsDialog(desk.parts())
    qtbot.addWidget(dialog)
    places = asked_of(dialog)
    dialog.open()
    save = dialog.findChild(QPushButton, "saveAppCredentialsButton")
    qtbot.waitUntil(save.isEnabled)
    for value in ("amzn1.sp.solution.1", "something", "amzn1.application-oa2-client.7c41d0e2b9f84a6f"):
        dialog.findChild(QLineEdit, "amazon_client_id_edit").setText(value)
        save.click()
        is_secret = value.startswith("amzn1.app")
        ask(dialog, f"amazon_client_{'secret' if is_secret else 'id'}_editHelpButton")
    assert places == [MESSAGE_HELP[key] for key in ("A-05", "empty-client-id", "empty-client-secret")]


def test_a_start_that_fails_leads_to_its_place(qtbot: QtBot) -> None:
    problem = StartProblem(StoreTooNew(step=9))
    qtbot.addWidget(problem)
    places = asked_of(problem)
    problem.open()
    ask(problem, "noticeHelpButton")
    assert places == [MESSAGE_HELP["store-too-new"]]
