"""Clients and several accounts at once: what is seen, selected, opened, and done, by mouse and by keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.account_list_model import ROWS_AT_ONCE
from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.shell.acts import Act
from tests.fakes.shown_accounts import (
    WindowDesk,
    clients_of_a_practice,
    of_client,
    one_account,
    overview,
    saved_account,
    twelve_accounts,
)
from tests.fakes.window_ports import NOW
from tests.shell.conftest import OpenWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window: OpenWindow) -> AccountsWindow:
    """Give the window with twelve accounts of seven clients, the list focused."""
    window = open_window(clients_of_a_practice())
    table_of(window).setFocus()
    return window


def table_of(window: AccountsWindow) -> AccountsTable:
    """Return the list."""
    return window.findChild(AccountsTable, "accountsTable")


def seen(window: AccountsWindow) -> list[str]:
    """Return the rows that are seen, clients and open accounts, from top to bottom."""
    table, names = table_of(window), []
    model = table.model()
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        names.append(top.data())
        if table.isExpanded(top):
            names += [model.index(below, 0, top).data() for below in range(model.rowCount(top))]
    return names


def row_of(window: AccountsWindow, name: str) -> QModelIndex:
    """Return the row that shows this name."""
    model = table_of(window).model()
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    rows = [*tops, *(model.index(at, 0, top) for top in tops for at in range(model.rowCount(top)))]
    return next(row for row in rows if row.data() == name)


def click(window: AccountsWindow, name: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click a row."""
    table = table_of(window)
    table.scrollTo(row_of(window, name))
    place = table.visualRect(row_of(window, name)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def picked(window: AccountsWindow) -> tuple[str, ...]:
    """Return the ids of the accounts that are selected."""
    return table_of(window).picked().ids


def head_of(window: AccountsWindow) -> str:
    """Return whose details are shown."""
    return window.findChild(QWidget, "detailsPane").accessibleName()


def test_clients_stand_a_to_z_with_their_accounts_below(window: AccountsWindow) -> None:
    assert seen(window)[:5] == ["Blue Door Books", "Blue Door UK", "Blue Door US", "Fern & Slate", "Fern & Slate EU"]


def test_where_nobody_has_a_client_there_is_no_heading(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    assert seen(window)[:3] == ["Blue Door UK", "Blue Door US", "Fern & Slate EU"]
    assert not window.findChild(QAction, "collapseAllAction").isEnabled()


def test_the_arrow_keys_close_and_open_a_client(window: AccountsWindow) -> None:
    table = table_of(window)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(table, key)
    assert seen(window)[:2] == ["Blue Door Books", "Fern & Slate"]
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert seen(window)[:2] == ["Blue Door Books", "Blue Door UK"]


def test_enter_on_a_client_closes_and_opens_it(window: AccountsWindow) -> None:
    click(window, "Harbour Tea Ltd")
    QTest.keyClick(table_of(window), Qt.Key.Key_Return)
    assert "Harbour Tea UK" not in seen(window)
    QTest.keyClick(table_of(window), Qt.Key.Key_Return)
    assert "Harbour Tea UK" in seen(window)


def test_all_clients_close_and_open_at_once(window: AccountsWindow) -> None:
    window.findChild(QAction, "collapseAllAction").trigger()
    assert len(seen(window)) == 7
    window.findChild(QAction, "expandAllAction").trigger()
    assert len(seen(window)) == 19


def test_closed_clients_stay_closed_through_news_and_search(window: AccountsWindow) -> None:
    table_of(window).collapse(row_of(window, "Harbour Tea Ltd"))
    known = window.overview
    window.show_overview(replace(known, accounts=known.accounts[:-1]), NOW)
    assert "Harbour Tea UK" not in seen(window)
    search = window.findChild(QLineEdit, "accountSearchEdit")
    search.setText("harbour")
    assert seen(window) == ["Harbour Tea Ltd", "Harbour Tea JP", "Harbour Tea UK", "Harbour Tea US"]
    search.clear()
    assert "Harbour Tea UK" not in seen(window)


def test_closed_clients_are_remembered(desk: WindowDesk, qtbot: QtBot, home: object) -> None:
    file = home / "layout.ini"
    for is_second in (False, True):
        window = AccountsWindow(lambda: desk.parts(layout_file=file), layout_file=file)
        qtbot.addWidget(window, before_close_func=lambda each: each.close_quietly())
        window.show_overview(clients_of_a_practice(), NOW)
        window.show()
        if is_second:
            assert "Fern & Slate EU" not in seen(window)
        table_of(window).collapse(row_of(window, "Fern & Slate"))
        window.close_quietly()


def test_a_layout_file_that_somebody_broke_closes_nothing(desk: WindowDesk, qtbot: QtBot, home: object) -> None:
    file = home / "layout.ini"
    file.write_text("[General]\nversion=2\nclosed_clients=[1, {\n", "utf-8")
    window = AccountsWindow(lambda: desk.parts(layout_file=file), layout_file=file)
    qtbot.addWidget(window, before_close_func=lambda each: each.close_quietly())
    window.show_overview(clients_of_a_practice(), NOW)
    assert len(seen(window)) == 19


def test_an_account_of_a_closed_client_is_shown_when_it_is_chosen(window: AccountsWindow) -> None:
    window.findChild(QAction, "collapseAllAction").trigger()
    window.select_account("northlight-us")
    assert "Northlight US" in seen(window)
    assert picked(window) == ("northlight-us",)


def test_a_client_shows_its_counts_its_ledgers_and_the_way_to_another_account(
    window: AccountsWindow, qtbot: QtBot
) -> None:
    click(window, "Northlight Cycles")
    pane = window.findChild(QWidget, "detailsPane")
    assert head_of(window) == "Details of Northlight Cycles"
    texts = [part.accessibleDescription() for part in pane.findChildren(QWidget) if part.isVisible()]
    assert "Renew soon: 1\nConnected: 1" in texts
    assert "Northlight Cycles: QuickBooks\nConnected" in texts
    with qtbot.waitSignal(window.add_account_wanted) as wanted:
        window.findChild(QPushButton, "addForClientButton").click()
    assert wanted.args == ["Northlight Cycles"]


def test_the_accounts_without_a_client_have_no_way_to_another_one_of_theirs(open_window: OpenWindow) -> None:
    loose = of_client(None, saved_account("Loose UK"))
    window = open_window(overview(of_client("Tea", saved_account("Harbour Tea UK")), loose))
    click(window, "No client")
    assert not window.findChild(QPushButton, "addForClientButton").isVisible()


def test_several_are_selected_with_ctrl_and_shift(window: AccountsWindow) -> None:
    click(window, "Blue Door UK")
    click(window, "Northlight US", CTRL)
    assert picked(window) == ("blue-door-uk", "northlight-us")
    click(window, "Blue Door UK")
    click(window, "Fern & Slate EU", SHIFT)
    assert picked(window) == ("blue-door-uk", "blue-door-us", "fern-&-slate-eu")


def test_several_are_selected_by_the_keyboard_alone(window: AccountsWindow) -> None:
    QTest.keyClick(table_of(window), Qt.Key.Key_Down, SHIFT)
    assert picked(window) == ("blue-door-uk", "blue-door-us")
    QTest.keyClick(table_of(window), Qt.Key.Key_A, CTRL)
    assert len(picked(window)) == 12
    assert head_of(window) == "Details of 12 accounts selected"


def test_the_details_of_several_offer_what_can_be_done_with_all(
    window: AccountsWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    click(window, "Blue Door UK")
    click(window, "Kestrel AU", CTRL)
    with qtbot.waitSignal(window.act_wanted) as wanted:
        window.findChild(QToolButton, "moveToClientLink").click()
    assert wanted.args == [Act.MOVE_TO_CLIENT, ("blue-door-uk", "kestrel-au")]
    with qtbot.waitSignal(window.export_wanted) as wanted:
        window.findChild(QToolButton, "exportLink").click()
    assert wanted.args == [("blue-door-uk", "kestrel-au")]
    window.findChild(QPushButton, "checkNowButton").click()
    qtbot.waitUntil(lambda: desk.connections.checked == [["blue-door-uk", "kestrel-au"]])


def test_a_client_stands_for_its_accounts(window: AccountsWindow, desk: WindowDesk, qtbot: QtBot) -> None:
    click(window, "Harbour Tea Ltd")
    window.findChild(QAction, "checkNowAction").trigger()
    qtbot.waitUntil(lambda: desk.connections.checked == [["harbour-tea-jp", "harbour-tea-uk", "harbour-tea-us"]])


def test_the_menu_of_several_offers_only_what_can_be_done_with_several(window: AccountsWindow) -> None:
    click(window, "Blue Door UK")
    click(window, "Saltmarsh UK", CTRL)
    window.findChild(QPushButton, "moreButton").menu().aboutToShow.emit()
    entries = window.findChild(QMenu, "moreMenu").actions()
    assert [entry.text().replace("&", "") for entry in entries if entry.isVisible()] == [
        *("Check now", "Pause", "Resume", "Move to another client…", "Save for another computer…")
    ]
    assert all(entry.isEnabled() for entry in entries)
    assert not window.findChild(QAction, "deleteAction").isEnabled()


def test_more_holds_the_acts_for_one_account(window: AccountsWindow) -> None:
    click(window, "Blue Door UK")
    window.findChild(QPushButton, "moreButton").menu().aboutToShow.emit()
    names = [entry.objectName() for entry in window.findChild(QMenu, "moreMenu").actions()]
    assert {"renameAction", "askOwnerAction", "disconnectLedgerAction", "deleteAction"} <= set(names)


def test_news_keep_the_selection_and_the_place_of_the_list(open_window: OpenWindow) -> None:
    shops = [of_client(f"Client {n // 4:02}", saved_account(f"Shop {n:03}")) for n in range(200)]
    window = open_window(overview(*shops))
    table = table_of(window)
    window.select_account("shop-150")
    click(window, "Shop 151", CTRL)
    place = table.verticalScrollBar().value()
    assert place > 0
    window.show_overview(overview(*shops[1:]), NOW)
    assert picked(window) == ("shop-150", "shop-151")
    assert table.verticalScrollBar().value() == place


def test_select_all_reaches_rows_that_were_not_scrolled_to(open_window: OpenWindow) -> None:
    window = open_window(overview(*(saved_account(f"Shop {n:03}") for n in range(3 * ROWS_AT_ONCE))))
    table_of(window).setFocus()
    QTest.keyClick(table_of(window), Qt.Key.Key_A, CTRL)
    assert len(picked(window)) == 3 * ROWS_AT_ONCE


def test_scrolling_and_the_end_key_reach_the_last_account(open_window: OpenWindow) -> None:
    shops = [of_client(f"Client {n // 4:03}", saved_account(f"Shop {n:04}")) for n in range(1000)]
    window = open_window(overview(*shops))
    table = table_of(window)
    assert table.model().rowCount() < 250
    bar = table.verticalScrollBar()
    for _time in range(250):
        if table.model().rowCount() == 250:
            break
        bar.setValue(bar.maximum())
        table.executeDelayedItemsLayout()
    assert table.model().rowCount() == 250
    window.show_overview(overview(*shops[1:]), NOW)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    assert picked(window) == ("shop-0999",)


def test_closing_all_of_many_clients_fills_the_list_with_clients(open_window: OpenWindow, qtbot: QtBot) -> None:
    shops = [of_client(f"Client {n // 4:03}", saved_account(f"Shop {n:04}")) for n in range(1000)]
    window = open_window(overview(*shops))
    window.findChild(QAction, "collapseAllAction").trigger()
    table = table_of(window)
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
    assert not any(table.isExpanded(table.model().index(row, 0)) for row in range(table.model().rowCount()))


def test_accounts_sort_inside_their_clients(window: AccountsWindow) -> None:
    table_of(window).header().setSortIndicator(5, Qt.SortOrder.AscendingOrder)
    assert seen(window)[:2] == ["Blue Door Books", "Blue Door UK"]
    at = seen(window).index("Northlight Cycles")
    assert seen(window)[at + 1 : at + 3] == ["Northlight US", "Northlight EU"]


def test_the_filter_keeps_the_clients_of_what_needs_the_user(window: AccountsWindow) -> None:
    window.findChild(QToolButton, "needsYouButton").click()
    assert seen(window) == [
        *("Fern & Slate", "Fern & Slate EU", "Kestrel Candles", "Kestrel AU", "Northlight Cycles", "Northlight US")
    ]


def test_a_search_without_a_hit_selects_nothing(window: AccountsWindow) -> None:
    window.findChild(QLineEdit, "accountSearchEdit").setText("zebra")
    assert not window.findChild(QWidget, "detailsPane").isVisible()
    assert not window.findChild(QAction, "checkNowAction").isEnabled()
    assert window.findChild(QPushButton, "accountMenuButton").text() == "No account chosen"


def test_the_menu_button_names_what_is_selected(window: AccountsWindow) -> None:
    button = window.findChild(QPushButton, "accountMenuButton")
    click(window, "Harbour Tea Ltd")
    assert button.text() == "Harbour Tea Ltd"
    QTest.keyClick(table_of(window), Qt.Key.Key_A, CTRL)
    assert button.text() == "12 accounts"


def test_what_is_deleted_leaves_the_first_account_selected(window: AccountsWindow) -> None:
    window.select_account("kestrel-au")
    known = window.overview
    left = tuple(view for view in known.accounts if view.account.id != "kestrel-au")
    window.show_overview(replace(known, accounts=left), NOW)
    assert picked(window) == ("blue-door-uk",)


def test_the_last_account_leaves_the_empty_state(open_window: OpenWindow) -> None:
    window = open_window(one_account())
    window.show_overview(Overview(), NOW)
    assert window.findChild(QPushButton, "emptyAddAccountButton").isVisible()
    assert not window.findChild(QAction, "deleteAction").isEnabled()
