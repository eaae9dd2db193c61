"""Rename in the list, pause, resume, move, and the way back; and the history of the account that is shown."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import AccountGone, NameTaken, StoreBusy
from lmb_desktop.core.history import Event
from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.history_panel import HistoryPanel
from lmb_desktop.shell.name_editor import NameEditor
from lmb_desktop.widgets.notice import Notice
from tests.fakes.shown_accounts import WindowDesk, clients_of_a_practice, twelve_accounts
from tests.fakes.window_ports import NOW
from tests.shell.conftest import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow) -> AccountsWindow:
    """Give the window with twelve accounts of seven clients, Kestrel AU selected, the list focused."""
    window = open_window(clients_of_a_practice())
    window.select_account("kestrel-au")
    table_of(window).setFocus()
    return window


def table_of(window: AccountsWindow) -> AccountsTable:
    """Return the list."""
    return window.findChild(AccountsTable, "accountsTable")


def said(window: AccountsWindow) -> str:
    """Return what the notice says."""
    return window.findChild(Notice, "notice").property("text")


def name_of(window: AccountsWindow, account_id: str) -> str:
    """Return the name the window shows for an account."""
    view = window.overview.view(account_id)
    assert view is not None
    return view.account.name


def begin_renaming(window: AccountsWindow) -> QLineEdit:
    """Press F2 and return the field that opens."""
    QTest.keyClick(table_of(window), Qt.Key.Key_F2)
    field = window.findChild(NameEditor, "renameEdit")
    assert field.isVisible()
    assert field.hasFocus()
    return field


def written(field: QLineEdit, text: str) -> None:
    """Write another name and press Enter."""
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_f2_renames_in_the_list_and_says_so(window: AccountsWindow, qtbot: QtBot) -> None:
    field = begin_renaming(window)
    assert field.selectedText() == "Kestrel AU"
    assert field.accessibleName() == "New name of Kestrel AU"
    written(field, "Kestrel  Australia ")
    qtbot.waitUntil(lambda: said(window) == "Kestrel AU is now called Kestrel Australia")
    assert name_of(window, "kestrel-au") == "Kestrel Australia"
    assert not field.isVisible()
    assert table_of(window).hasFocus()
    assert table_of(window).current_id() == "kestrel-au"


def test_escape_leaves_the_name_as_it_was(window: AccountsWindow) -> None:
    field = begin_renaming(window)
    QTest.keyClicks(field, "Something")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert name_of(window, "kestrel-au") == "Kestrel AU"
    assert table_of(window).hasFocus()


def test_enter_without_a_change_saves_nothing(window: AccountsWindow, desk: WindowDesk) -> None:
    desk.connections.arranging.troubles.append(StoreBusy())
    QTest.keyClick(begin_renaming(window), Qt.Key.Key_Return)
    assert desk.connections.arranging.troubles
    assert said(window) == ""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("harbour tea uk", "Another account has this name already.\nChoose another one."),
        ("x" * 61, "A name has at most 60 characters."),
        (" ", "Enter a name for the account."),
    ],
    ids=["taken", "too long", "empty"],
)
def test_a_name_that_cannot_be_taken_is_said_and_kept(window: AccountsWindow, name: str, why: str) -> None:
    field = begin_renaming(window)
    written(field, name)
    assert said(window) == why
    assert field.isVisible()
    assert field.text() == name
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert said(window) == ""


def test_a_name_that_somebody_else_took_meanwhile_is_kept_too(
    window: AccountsWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    desk.connections.arranging.troubles.append(NameTaken(name="Kestrel Australia"))
    field = begin_renaming(window)
    written(field, "Kestrel Australia")
    qtbot.waitUntil(lambda: said(window).startswith("Another account has this name already."))
    assert field.text() == "Kestrel Australia"
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name_of(window, "kestrel-au") == "Kestrel Australia")


def test_turning_elsewhere_saves_the_name(window: AccountsWindow, qtbot: QtBot) -> None:
    field = begin_renaming(window)
    QTest.keyClicks(field, "Kestrel Two")
    window.findChild(QLineEdit, "accountSearchEdit").setFocus()
    qtbot.waitUntil(lambda: name_of(window, "kestrel-au") == "Kestrel Two")


def test_news_do_not_disturb_the_name_that_is_being_written(window: AccountsWindow) -> None:
    field = begin_renaming(window)
    QTest.keyClicks(field, "Kest")
    window.show_overview(clients_of_a_practice(), NOW)
    assert field.isVisible()
    assert field.text() == "Kest"
    QTest.keyClick(field, Qt.Key.Key_F2)
    assert field.text() == "Kest"


def test_an_account_that_is_gone_closes_the_field(window: AccountsWindow) -> None:
    field = begin_renaming(window)
    QTest.keyClicks(field, "Kest")
    window.findChild(QLineEdit, "accountSearchEdit").setText("harbour")
    assert not field.isVisible()


def test_a_rename_is_taken_back_by_its_button(window: AccountsWindow, qtbot: QtBot) -> None:
    written(begin_renaming(window), "Kestrel Australia")
    qtbot.waitUntil(lambda: said(window) != "")
    button = window.findChild(QPushButton, "noticeActionButton")
    assert button.text() == "Undo"
    button.click()
    qtbot.waitUntil(lambda: name_of(window, "kestrel-au") == "Kestrel AU")
    assert said(window) == ""


def test_a_pause_is_taken_back_with_the_keyboard(window: AccountsWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    window.findChild(QAction, "pauseAction").trigger()
    qtbot.waitUntil(lambda: said(window).startswith("Kestrel AU paused"))
    assert window.findChild(QAction, "resumeAction").isVisible()
    assert not window.findChild(QAction, "pauseAction").isVisible()
    QTest.keyClick(table_of(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.overview.view("kestrel-au").is_paused)
    assert not window.findChild(QAction, "undoAction").isEnabled()


def test_several_are_paused_and_only_these_are_resumed_again(window: AccountsWindow, qtbot: QtBot) -> None:
    table_of(window).selectAll()
    window.ask_for(Act.PAUSE, table_of(window).picked().ids)
    qtbot.waitUntil(lambda: said(window).startswith("11 accounts paused"))
    window.findChild(QAction, "undoAction").trigger()
    qtbot.waitUntil(lambda: not window.overview.view("kestrel-au").is_paused)
    assert window.overview.view("saltmarsh-uk").is_paused


def test_the_step_of_a_paused_account_resumes_it(window: AccountsWindow, qtbot: QtBot) -> None:
    window.select_account("saltmarsh-uk")
    window.findChild(QPushButton, "resumeButton").click()
    qtbot.waitUntil(lambda: said(window) == "Saltmarsh UK resumed")
    assert not window.overview.view("saltmarsh-uk").is_paused


def test_a_move_brings_everyone_back_to_where_they_were(window: AccountsWindow, qtbot: QtBot) -> None:
    views = [window.overview.view(each) for each in ("kestrel-au", "blue-door-uk")]
    window.arranger.move_to_client(views, "Elsewhere")
    qtbot.waitUntil(lambda: said(window) == "2 accounts moved to Elsewhere")
    assert window.overview.view("kestrel-au").account.client == "Elsewhere"
    window.findChild(QAction, "undoAction").trigger()
    qtbot.waitUntil(lambda: window.overview.view("kestrel-au").account.client == "Kestrel Candles")
    assert window.overview.view("blue-door-uk").account.client == "Blue Door Books"


def test_what_cannot_be_saved_is_said(window: AccountsWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    desk.connections.arranging.troubles.append(StoreBusy())
    window.findChild(QAction, "pauseAction").trigger()
    qtbot.waitUntil(lambda: said(window).startswith("The account list is in use"))
    assert not window.overview.view("kestrel-au").is_paused


def test_what_could_not_be_saved_stays_said_and_trying_again_does_it(
    window: AccountsWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    desk.connections.arranging.troubles.append(StoreBusy())
    window.findChild(QAction, "pauseAction").trigger()
    qtbot.waitUntil(lambda: said(window).startswith("The account list is in use"))
    window.show_overview(desk.connections.known, NOW)
    assert said(window).startswith("The account list is in use")
    window.findChild(QPushButton, "noticeActionButton").click()
    qtbot.waitUntil(lambda: window.overview.view("kestrel-au").is_paused)
    qtbot.waitUntil(lambda: said(window).startswith("Kestrel AU paused"))


def test_an_account_that_another_program_deleted_is_said_and_leaves_the_list(
    window: AccountsWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    known = desk.connections.known
    rest = tuple(view for view in known.accounts if view.account.id != "kestrel-au")
    desk.connections.known = replace(known, accounts=rest)
    desk.connections.arranging.troubles.append(AccountGone())
    window.findChild(QAction, "pauseAction").trigger()
    qtbot.waitUntil(lambda: window.overview.view("kestrel-au") is None)
    assert said(window).startswith("This account is no longer here\n")
    assert not window.findChild(QPushButton, "noticeActionButton").isVisible()


def test_the_way_back_goes_when_something_else_is_said(window: AccountsWindow, qtbot: QtBot) -> None:
    window.findChild(QAction, "pauseAction").trigger()
    qtbot.waitUntil(lambda: window.findChild(QAction, "undoAction").isEnabled())
    window.show_error(StoreBusy())
    assert not window.findChild(QAction, "undoAction").isEnabled()
    assert window.findChild(QPushButton, "noticeActionButton").text() == "Try again"


def test_the_way_back_goes_by_itself_after_a_while(window: AccountsWindow, qtbot: QtBot) -> None:
    window.contents.news._undoing.setInterval(0)
    window.findChild(QAction, "pauseAction").trigger()
    qtbot.waitUntil(lambda: window.overview.view("kestrel-au").is_paused)
    qtbot.waitUntil(lambda: said(window) == "" and not window.findChild(QAction, "undoAction").isEnabled())


def history_of(window: AccountsWindow) -> HistoryPanel:
    """Return the part with the history."""
    return window.findChild(HistoryPanel)


def test_the_history_of_the_account_is_read_and_shown_newest_first(
    window: AccountsWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    desk.connections.arranging.note("blue-door-uk", (Event.PAUSED, ""), (Event.RENAMED, "Blue Door UK"))
    window.select_account("blue-door-uk")
    qtbot.waitUntil(lambda: history_of(window).isVisible())
    assert [text.partition("\n")[0] for text in history_of(window).texts()] == ["Paused", "Renamed to Blue Door UK"]
    window.select_account("blue-door-us")
    assert not history_of(window).isVisible()


def test_a_long_history_shows_the_newest_five_and_all_on_demand(
    window: AccountsWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    desk.connections.arranging.note("blue-door-uk", *((event, "Harbour Tea Ltd") for event in Event))
    window.select_account("blue-door-uk")
    qtbot.waitUntil(lambda: history_of(window).isVisible())
    assert len(history_of(window).texts()) == 5
    more = window.findChild(QToolButton, "showAllHistoryLink")
    assert more.text() == f"Show all {len(Event)}"
    more.click()
    assert len(history_of(window).texts()) == len(Event)
    assert all("{" not in label.text() for label in window.findChildren(QLabel))
    more.click()
    assert len(history_of(window).texts()) == 5


def test_running_through_the_list_reads_one_history(window: AccountsWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "kestrel-au" in desk.connections.arranging.asked)
    desk.connections.arranging.asked.clear()
    for _time in range(4):
        QTest.keyClick(table_of(window), Qt.Key.Key_Up)
    last = table_of(window).current_id()
    assert last == "harbour-tea-jp"
    qtbot.waitUntil(lambda: desk.connections.arranging.asked == [last])


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_F5])
def test_keys_ask_for_their_act(window: AccountsWindow, desk: WindowDesk, qtbot: QtBot, key: Qt.Key) -> None:
    asked: list[object] = []
    window.act_wanted.connect(lambda act, ids: asked.append((act, ids)))
    QTest.keyClick(table_of(window), key)
    if key == Qt.Key.Key_Delete:
        assert asked == [(Act.DELETE, ("kestrel-au",))]
    else:
        qtbot.waitUntil(lambda: len(desk.connections.checked) == 1)


@pytest.mark.parametrize(
    ("account_id", "act"),
    [
        ("fern-&-slate-eu", Act.SIGN_IN_LEDGER),
        ("northlight-us", Act.REAUTHORISE_SELLER),
        ("kestrel-au", Act.CARRY_ON),
    ],
)
def test_enter_opens_the_remedy(window: AccountsWindow, qtbot: QtBot, account_id: str, act: Act) -> None:
    window.select_account(account_id)
    with qtbot.waitSignal(window.act_wanted) as wanted:
        QTest.keyClick(table_of(window), Qt.Key.Key_Return)
    assert wanted.args == [act, (account_id,)]


def test_the_links_of_a_half_ask_for_their_act(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    for name, act in (
        ("reauthoriseLink", Act.REAUTHORISE_SELLER),
        ("disconnectAmazonLink", Act.DISCONNECT_SELLER),
        ("disconnectLedgerLink", Act.DISCONNECT_LEDGER),
    ):
        with qtbot.waitSignal(window.act_wanted) as wanted:
            window.findChild(QToolButton, name).click()
        assert wanted.args == [act, ("blue-door-uk",)]


def test_the_halves_are_reached_with_tab_in_reading_order(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    window.select_account("fern-&-slate-eu")
    reached: list[str] = []
    step = window.findChild(QPushButton, "signInAgainButton")
    step.setFocus()
    for _time in range(6):
        reached.append(QWidget.focusWidget(window).objectName())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert reached == [
        *("signInAgainButton", "ledgerHelpButton", "disconnectLedgerLink"),
        *("reauthoriseLink", "disconnectAmazonLink", "checkNowButton"),
    ]
