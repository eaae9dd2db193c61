"""The accounts window: loading, empty, full; what is asked of it and what it asks for."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import Offline, StoreBusy, StoreDamaged
from lmb_desktop.core.lanes import Progress
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.service_settings import ServiceSettings, XeroSettings
from lmb_desktop.shell.account_order import Column
from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.shell.acts import Act
from lmb_desktop.widgets.moments import clock_time
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.practice_band import PracticeBand
from tests.fakes.shown_accounts import WindowDesk, one_account, twelve_accounts
from tests.fakes.window_ports import NOW
from tests.shell.conftest import OpenWindow, open_dialog


def table_of(window: AccountsWindow) -> AccountsTable:
    """Return the list."""
    return child(window, AccountsTable, "accountsTable")


def child(window: QWidget, kind: type, name: str) -> object:
    """Return the named widget."""
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def status_of(window: AccountsWindow) -> str:
    """Return what the row at the foot says."""
    return child(window, QWidget, "statusRow").accessibleName()


def shown_names(window: AccountsWindow) -> list[str]:
    """Return the names in the list."""
    model = table_of(window).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def press(window: AccountsWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_before_the_first_overview_neither_list_nor_empty_state_is_seen(open_window: OpenWindow) -> None:
    window = open_window(None)
    assert not table_of(window).isVisible()
    assert not child(window, QPushButton, "emptyAddAccountButton").isVisible()
    assert status_of(window) == "Reading the accounts…"


def test_without_accounts_the_way_to_the_first_one_stands_in_the_middle(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(Overview())
    add = child(window, QPushButton, "emptyAddAccountButton")
    assert add.isVisible()
    qtbot.waitUntil(add.hasFocus)
    with qtbot.waitSignal(window.add_account_wanted):
        QTest.keyClick(add, Qt.Key.Key_Return)


def test_without_accounts_practice_mode_is_offered_but_not_in_practice_mode(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    live, practice = open_window(Overview()), open_window(Overview(), is_practice=True)
    with qtbot.waitSignal(live.practice_wanted):
        child(live, QPushButton, "tryPracticeButton").click()
    assert child(practice, QPushButton, "tryPracticeButton").isHidden()


def test_app_credentials_are_offered_while_no_provider_is_configured(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    window = open_window(Overview())
    link = child(window, QToolButton, "emptyAppCredentialsButton")
    assert link.isVisible()
    with qtbot.waitSignal(window.app_credentials_wanted):
        link.click()
    desk.settings = ServiceSettings(xero=XeroSettings(client_id="0123"))
    window.show_overview(Overview(), NOW)
    assert not link.isVisible()


def test_the_foot_tells_how_many_accounts_need_the_user(open_window: OpenWindow) -> None:
    assert status_of(open_window(twelve_accounts())).startswith("12 accounts, 3 need you Last check today at ")
    assert status_of(open_window(one_account())).startswith("1 account, connected")
    assert status_of(open_window(Overview())) == "No accounts"


def test_the_first_account_is_current_and_the_menu_button_names_it(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    button = child(window, QPushButton, "accountMenuButton")
    assert button.accessibleName() == "Account: Blue Door UK, connected"
    window.select_account("fern-&-slate-eu")
    assert button.accessibleName() == "Account: Fern & Slate EU, sign in again"


def test_enter_carries_an_unfinished_account_on(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    window.select_account("kestrel-au")
    with qtbot.waitSignal(window.act_wanted) as wanted:
        QTest.keyClick(table_of(window), Qt.Key.Key_Return)
    assert wanted.args == [Act.CARRY_ON, ("kestrel-au",)]


def test_a_double_click_carries_an_unfinished_account_on(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    table = table_of(window)
    window.select_account("kestrel-au")
    place = table.visualRect(table.currentIndex()).center()
    with qtbot.waitSignal(window.act_wanted) as wanted:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [Act.CARRY_ON, ("kestrel-au",)]


def test_carry_on_stands_in_the_details_of_an_unfinished_account_only(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    assert window.findChild(QPushButton, "carryOnButton") is None
    window.select_account("kestrel-au")
    button = child(window, QPushButton, "carryOnButton")
    qtbot.waitUntil(button.isVisible)
    with qtbot.waitSignal(window.act_wanted) as wanted:
        button.click()
    assert wanted.args == [Act.CARRY_ON, ("kestrel-au",)]


def test_enter_on_a_finished_account_turns_to_its_details(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(one_account())
    table_of(window).setFocus()
    with qtbot.assertNotEmitted(window.act_wanted):
        QTest.keyClick(table_of(window), Qt.Key.Key_Return)
    assert child(window, QPushButton, "checkNowButton").hasFocus()


def test_search_filters_while_typing_and_escape_clears_it(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    search = child(window, QLineEdit, "accountSearchEdit")
    QTest.keyClicks(search, "harbour")
    assert shown_names(window) == ["Harbour Tea JP", "Harbour Tea UK", "Harbour Tea US"]
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert len(shown_names(window)) == 12


def test_a_search_without_a_hit_says_what_was_looked_for(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    search = child(window, QLineEdit, "accountSearchEdit")
    QTest.keyClicks(search, "zebra")
    back = child(window, QToolButton, "showAllAccountsButton")
    assert back.isVisible()
    assert back.text() == "Clear search"
    back.click()
    assert len(shown_names(window)) == 12
    assert table_of(window).isVisible()


def test_the_filter_shows_how_many_need_the_user_and_hides_the_others(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    button = child(window, QToolButton, "needsYouButton")
    assert button.text() == "Needs you (3)"
    button.click()
    assert shown_names(window) == ["Fern & Slate EU", "Kestrel AU", "Northlight US"]


def test_selecting_a_hidden_account_clears_what_hides_it(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    child(window, QToolButton, "needsYouButton").click()
    window.select_account("saltmarsh-ca")
    assert table_of(window).current_id() == "saltmarsh-ca"
    assert not child(window, QToolButton, "needsYouButton").isChecked()


def test_a_click_on_a_header_sorts_the_list(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    header = table_of(window).header()
    place = QPoint(header.sectionViewportPosition(Column.ENDS_IN) + 40, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown_names(window)[0] == "Fern & Slate EU"


def test_check_all_checks_every_account_and_shows_it(open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    window = open_window(one_account())
    desk.connections.gate.shut()
    child(window, QToolButton, "checkAllButton").click()
    qtbot.waitUntil(lambda: status_of(window).startswith("Checking…"))
    assert not child(window, QPushButton, "checkNowButton").isEnabled()
    desk.connections.gate.open()
    qtbot.waitUntil(lambda: not status_of(window).startswith("Checking…"))
    assert desk.connections.checked == [["harbour-tea-uk"]]
    assert child(window, QPushButton, "checkNowButton").isEnabled()


def test_a_quick_check_does_not_flash(open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    window = open_window(one_account())
    seen: list[str] = []
    window.checks.shown_changed.connect(lambda: seen.append("shown"))
    child(window, QPushButton, "checkNowButton").click()
    qtbot.waitUntil(lambda: desk.connections.checked == [["harbour-tea-uk"]])
    qtbot.waitUntil(lambda: not window.checks.running_ids)
    assert seen == []


def test_an_account_under_way_is_not_checked_twice(open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    window = open_window(one_account())
    desk.connections.gate.shut()
    for _press in range(3):
        child(window, QToolButton, "checkAllButton").click()
    desk.connections.gate.open()
    qtbot.waitUntil(lambda: not window.checks.running_ids)
    assert len(desk.connections.checked) == 1


def test_a_check_leaves_the_current_account_and_the_search_as_they_are(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    window = open_window(twelve_accounts())
    window.select_account("northlight-us")
    child(window, QToolButton, "checkAllButton").click()
    qtbot.waitUntil(lambda: bool(desk.connections.checked) and not window.checks.running_ids)
    assert table_of(window).current_id() == "northlight-us"


def test_closing_while_checking_cancels_the_check(open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    window = open_window(one_account())
    desk.connections.gate.shut()
    child(window, QToolButton, "checkAllButton").click()
    qtbot.waitUntil(lambda: bool(desk.connections.checked))
    with qtbot.waitSignal(window.quit_wanted):
        window.close()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)


def test_closing_quietly_does_not_leave_the_program(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(one_account())
    with qtbot.assertNotEmitted(window.quit_wanted):
        window.close_quietly()
    assert not window.isVisible()


def test_reloading_shows_what_is_saved_and_selects_the_new_account(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    window = open_window(one_account())
    desk.connections.known = twelve_accounts()
    window.reload_and_select("saltmarsh-uk")
    qtbot.waitUntil(lambda: len(window.overview.accounts) == 12)
    assert table_of(window).current_id() == "saltmarsh-uk"


def test_an_account_left_unfinished_is_told_with_the_way_to_carry_on(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    window = open_window(Overview())
    desk.connections.known = twelve_accounts()
    window.reload_and_tell_unfinished("kestrel-au")
    notice = child(window, Notice, "notice")
    qtbot.waitUntil(lambda: notice.property("kind") == "info")
    assert notice.property("text").startswith("Kestrel AU is saved as not finished")
    assert notice.isVisible()
    with qtbot.waitSignal(window.act_wanted) as wanted:
        child(notice, QPushButton, "noticeActionButton").click()
    assert wanted.args == [Act.CARRY_ON, ("kestrel-au",)]
    assert notice.property("kind") == "none"


def test_accounts_that_cannot_be_read_are_told_and_tried_again(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    window = open_window(one_account())
    desk.connections.troubles.append(StoreBusy())
    window.reload()
    notice = child(window, Notice, "notice")
    qtbot.waitUntil(lambda: notice.property("kind") == "bad")
    assert notice.property("messageId") == "store-busy"
    child(notice, QPushButton, "noticeActionButton").click()
    qtbot.waitUntil(lambda: notice.property("kind") == "none")


def test_try_again_after_a_check_that_failed_checks_the_same_accounts_again(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    window = open_window(twelve_accounts())
    notice = child(window, QWidget, "notice")
    ids = ["fern-&-slate-eu", "kestrel-au"]
    desk.connections.troubles.append(StoreBusy())
    window.ask_for(Act.CHECK, ids)
    qtbot.waitUntil(lambda: notice.property("messageId") == "store-busy")
    window.reload()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert notice.property("messageId") == "store-busy"
    desk.connections.troubles.append(StoreBusy())
    again = child(window, QPushButton, "noticeActionButton")
    qtbot.waitUntil(again.isVisible)
    again.click()
    qtbot.waitUntil(lambda: len(desk.connections.checked) == 2 and notice.property("messageId") == "store-busy")
    qtbot.waitUntil(again.isVisible)
    again.click()
    qtbot.waitUntil(lambda: len(desk.connections.checked) == 3 and desk.tasks.is_idle)
    assert [sorted(checked) for checked in desk.connections.checked] == [ids] * 3
    qtbot.waitUntil(lambda: notice.property("kind") == "none")


def test_a_check_that_comes_to_its_end_takes_back_that_another_did_not(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    window = open_window(twelve_accounts())
    notice = child(window, QWidget, "notice")
    desk.connections.troubles.append(StoreBusy())
    window.ask_for(Act.CHECK, ["kestrel-au"])
    qtbot.waitUntil(lambda: notice.property("messageId") == "store-busy")
    window.ask_for(Act.CHECK, ["kestrel-au"])
    qtbot.waitUntil(lambda: notice.property("kind") == "none")


def test_an_error_that_a_second_try_cannot_mend_has_no_button(open_window: OpenWindow) -> None:
    window = open_window(one_account())
    window.show_error(StoreDamaged(place="accounts.sqlite3"))
    assert not child(window, QPushButton, "noticeActionButton").isVisible()
    window.show_error(Offline(service="Amazon", reason="no connection"))
    assert child(window, QPushButton, "noticeActionButton").text() == "Try again"


def test_the_keyboard_asks_for_a_new_account(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(one_account())
    with qtbot.waitSignal(window.add_account_wanted):
        press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_the_details_open_and_close_with_a_key(open_window: OpenWindow) -> None:
    window = open_window(one_account())
    table_of(window).setFocus()
    details = child(window, QWidget, "detailsPane")
    assert details.isVisible()
    press(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert not details.isVisible()
    press(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert details.isVisible()


def test_find_turns_to_the_search_and_show_all_back_to_the_list(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    table_of(window).setFocus()
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert child(window, QLineEdit, "accountSearchEdit").hasFocus()
    QTest.keyClicks(window.focusWidget(), "kestrel")
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert len(shown_names(window)) == 12
    assert table_of(window).hasFocus()


def texts_of(menu: QMenu) -> list[str]:
    """Return the entries of a menu that are seen."""
    return [entry.text().replace("&", "") for entry in menu.actions() if entry.text() and entry.isVisible()]


def test_the_menus_offer_everything_there_is(open_window: OpenWindow) -> None:
    window = open_window(one_account())
    menus = [action.menu() for action in window.menuBar().actions()]
    account = [
        *("Add new account…", "Carry on…", "Sign in to Xero again…", "Re-authorise Amazon…", "Check now"),
        *("Check all now", "Rename", "Move to a client…", "Change ledger…", "Pause", "Ask the owner…"),
        *("Open in Seller Central", "Open in Xero", "Disconnect Xero…", "Disconnect Amazon…", "Delete…", "Quit"),
    ]
    assert [texts_of(menu) for menu in menus] == [
        account,
        ["Find", "Needs you only", "Show all accounts", "Expand all", "Collapse all", "Details"],
        ["App credentials…", "Settings…", "Move to another computer", "Practice mode…", "Diagnostics…"],
        ["Guide", "About LMB Desktop"],
    ]
    moving = next(entry.menu() for entry in menus[2].actions() if entry.menu() is not None)
    assert texts_of(moving) == ["Save for another computer…", "Save all accounts…", "Take in accounts from a file…"]


@pytest.mark.parametrize(("played", "is_on"), [("xero_authorize", False), ("quickbooks_authorize", True)])
def test_a_ledger_page_is_offered_only_where_there_is_one_and_the_menu_says_why(
    open_window: OpenWindow, desk: WindowDesk, played: str, is_on: bool
) -> None:
    desk.settings = ServiceSettings(endpoints={played: "http://127.0.0.1:9/authorize"})
    window = open_window(one_account())
    action = child(window, QAction, "openLedgerAction")
    why = "" if is_on else "Xero is played on this computer, where it has no page to open."
    shown = action.toolTip() if action.toolTip() != "Open in Xero" else ""
    assert (action.isEnabled(), shown) == (is_on, why)
    menu = QMenu()
    window.contents.actions.acts.add_to(menu)
    assert menu.toolTipsVisible()


@pytest.mark.parametrize(
    ("name", "signal", "arguments"),
    [
        ("settingsAction", "settings_wanted", []),
        ("diagnosticsAction", "diagnostics_wanted", []),
        ("takeInAction", "import_wanted", []),
        ("exportAllAction", "export_wanted", [("harbour-tea-uk",)]),
        ("exportAction", "export_wanted", [("harbour-tea-uk",)]),
        ("appCredentialsAction", "app_credentials_wanted", [""]),
        ("practiceAction", "practice_wanted", []),
        ("addNewAccountAction", "add_account_wanted", [""]),
    ],
)
def test_each_entry_asks_for_what_it_says(
    open_window: OpenWindow, qtbot: QtBot, name: str, signal: str, arguments: list[object]
) -> None:
    window = open_window(one_account())
    with qtbot.waitSignal(getattr(window, signal)) as wanted:
        child(window, QAction, name).trigger()
    assert wanted.args == arguments


def test_practice_mode_stands_under_a_band_and_in_the_title(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(Overview(), is_practice=True)
    band = child(window, PracticeBand, "practiceBand")
    assert band.isVisible()
    assert band.width() == window.width()
    assert window.windowTitle() == "LMB Desktop (practice)"
    with qtbot.waitSignal(window.leave_practice_wanted):
        child(band, QToolButton, "leavePracticeButton").click()


def test_dialogs_of_practice_mode_carry_the_band_too(open_window: OpenWindow) -> None:
    window = open_window(Overview(), is_practice=True)
    window.contents.actions.about.trigger()
    dialog = open_dialog("aboutDialog")
    band = child(dialog, PracticeBand, "practiceBand")
    assert band.isVisible()
    assert band.y() == 0
    dialog.reject()


def test_the_organisation_steps_aside_first_and_the_region_next(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    table = table_of(window)
    scale = table.columns.scale()
    for width, hidden in ((900, set()), (700, {Column.ORGANISATION}), (560, {Column.ORGANISATION, Column.REGION})):
        table.setMinimumWidth(0)
        table.resize(round(width * scale), 500)
        assert {column for column in Column if table.isColumnHidden(column)} == hidden


def test_the_window_fits_on_its_least_size_without_cutting_a_column(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    window.resize(1024, 640)
    assert window.size() == QSize(1024, 640)
    table = table_of(window)
    assert table.header().length() <= table.viewport().width()


def test_size_and_columns_are_remembered(desk: WindowDesk, qtbot: QtBot, home: object) -> None:
    file = home / "layout.ini"
    for expected in (None, 700):
        window = AccountsWindow(lambda: desk.parts(layout_file=file), layout_file=file)
        qtbot.addWidget(window, before_close_func=lambda each: each.close_quietly())
        window.show_overview(one_account(), NOW)
        window.show()
        if expected is None:
            table_of(window).header().resizeSection(Column.AMAZON, 171)
            window.contents.actions.details.setChecked(False)
        else:
            assert table_of(window).header().sectionSize(Column.AMAZON) == 171
            assert not window.contents.actions.details.isChecked()
        window.close_quietly()


def test_the_context_menu_holds_the_acts_for_the_row(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    window.select_account("kestrel-au")
    table_of(window).menu_wanted.emit(QPoint(10, 10))
    menu = child(window, QMenu, "accountContextMenu")
    possible = [entry.text().replace("&", "") for entry in menu.actions() if entry.isEnabled() and entry.text()]
    assert possible[:3] == ["Carry on…", "Re-authorise Amazon…", "Check now"]
    assert "Disconnect Ledger…" not in possible
    menu.close()


def test_the_next_check_is_told_and_stands_beside_what_cannot_be_reached(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    window.select_account("harbour-tea-jp")
    window.show_next_check(NOW + timedelta(hours=5))
    time = clock_time(NOW + timedelta(hours=5))
    assert status_of(window).endswith(f"Next at {time}.")
    assert any(label.text().endswith(f"Trying again today at {time}.") for label in window.findChildren(QLabel))
    window.show_next_check(None)
    assert "Next" not in status_of(window)


def test_a_check_tells_how_far_it_is(open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    desk.connections.told = [Progress(6, 18)]
    desk.connections.gate.shut()
    child(window, QToolButton, "checkAllButton").click()
    qtbot.waitUntil(lambda: status_of(window).startswith("Checking 4 of 11"))
    desk.connections.gate.open()
    qtbot.waitUntil(lambda: status_of(window).startswith("12 accounts"))


def test_where_the_program_goes_on_closing_only_hides(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(one_account())
    assert not child(window, QAction, "closeWindowAction").isVisible()
    window.set_hides_on_close(True)
    with qtbot.assertNotEmitted(window.quit_wanted), qtbot.waitSignal(window.hidden_by_user):
        child(window, QAction, "closeWindowAction").trigger()
    window.show()
    with qtbot.waitSignal(window.quit_wanted):
        child(window, QAction, "quitAction").trigger()


def test_the_last_check_is_told_with_the_day(open_window: OpenWindow) -> None:
    window = open_window(one_account())
    window.show_overview(one_account(), NOW + timedelta(days=1))
    assert "Last check yesterday at " in status_of(window)
