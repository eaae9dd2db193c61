"""The account menu at the top right: what it names, offers and does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.shell.acts import Act
from tests.fakes.shown_accounts import (
    WindowDesk,
    clients_of_a_practice,
    of_client,
    one_account,
    overview,
    saved_account,
    saved_ledger,
    twelve_accounts,
)
from tests.fakes.window_ports import NOW
from tests.shell.conftest import OpenWindow


def opened_menu(window: AccountsWindow) -> QMenu:
    """Open the account menu with the mouse and return it."""
    button = window.findChild(QPushButton, "accountMenuButton")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = window.findChild(QMenu, "accountMenu")
    assert menu.isVisible()
    return menu


def lines(menu: QMenu) -> list[str]:
    """Return the lines of a menu, with a dash for each line between parts."""
    return ["-" if entry.isSeparator() else entry.text() for entry in menu.actions()]


def entry(menu: QMenu, text: str) -> object:
    """Return the first line with this text."""
    return next(each for each in menu.actions() if each.text() == text)


def test_without_accounts_it_says_so_and_leads_to_the_first(open_window: OpenWindow) -> None:
    menu = opened_menu(open_window(Overview()))
    assert lines(menu) == ["No account yet", "-", "&Add new account…"]
    assert not menu.actions()[0].isEnabled()
    menu.close()


def test_a_single_account_is_ticked(open_window: OpenWindow) -> None:
    menu = opened_menu(open_window(one_account()))
    assert lines(menu) == ["Harbour Tea UK", "-", "Check a&ll now", "-", "&Add new account…"]
    assert menu.actions()[0].isChecked()
    menu.close()


def test_a_few_accounts_stand_below_what_needs_the_user(open_window: OpenWindow) -> None:
    gone = saved_account("Kestrel AU", region="australia")
    known = overview(gone, saved_account("Harbour Tea UK", link="tea"), ledgers=(saved_ledger("tea", "Tea Ltd"),))
    menu = opened_menu(open_window(known))
    assert lines(menu) == [
        *("Needs you", "Kestrel AU: connect the ledger…", "-", "Kestrel AU", "Harbour Tea UK", "-"),
        *("Check a&ll now", "-", "&Add new account…"),
    ]
    menu.close()


def test_many_accounts_stand_in_sub_menus_of_their_clients(open_window: OpenWindow) -> None:
    menu = opened_menu(open_window(clients_of_a_practice()))
    assert lines(menu)[:6] == [
        "Needs you",
        "Fern && Slate EU: sign in to Xero again…",
        "Northlight US: renew Amazon within 18 days…",
        "Kestrel AU: connect the ledger…",
        "-",
        "Fern && Slate",
    ]
    assert lines(menu)[-6:] == [
        *("Orchard Lane Toys", "-", "&Show all accounts", "Check a&ll now", "-", "&Add new account…")
    ]
    menu.close()


def test_a_client_of_many_accounts_is_shown_in_the_window(open_window: OpenWindow) -> None:
    many = (of_client("Tea & Co", saved_account(f"Shop {number:02}")) for number in range(30))
    window = open_window(overview(*many, saved_account("Alone UK")))
    window.contents.actions.needs_you.setChecked(True)
    menu = opened_menu(window)
    part = entry(menu, "Tea && Co").menu()
    part.aboutToShow.emit()
    entry(part, "Show all of Tea && Co…").trigger()
    menu.close()
    assert not window.contents.actions.needs_you.isChecked()
    assert window.findChild(QPushButton, "accountMenuButton").text() == "Tea && Co"


def test_it_always_ends_with_the_named_action_for_a_new_account(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    menu = opened_menu(window)
    assert menu.actions()[-1].objectName() == "addNewAccountAction"
    with qtbot.waitSignal(window.add_account_wanted):
        QTest.keyClick(menu, Qt.Key.Key_Up)
        QTest.keyClick(menu, Qt.Key.Key_Return)


def test_choosing_an_account_makes_it_the_current_one(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    menu = opened_menu(window)
    entry(menu, "Saltmarsh CA").trigger()
    menu.close()
    assert window.findChild(QPushButton, "accountMenuButton").text() == "Saltmarsh CA"


def test_choosing_what_an_account_needs_asks_for_its_remedy(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(twelve_accounts())
    menu = opened_menu(window)
    for text, asked in (
        ("Kestrel AU: connect the ledger…", [Act.CARRY_ON, ("kestrel-au",)]),
        ("Fern && Slate EU: sign in to Xero again…", [Act.SIGN_IN_LEDGER, ("fern-&-slate-eu",)]),
    ):
        with qtbot.waitSignal(window.act_wanted) as wanted:
            entry(menu, text).trigger()
        assert wanted.args == asked
    menu.close()


def test_a_locked_keyring_is_one_line_for_all_and_checks_them(
    open_window: OpenWindow, desk: WindowDesk, qtbot: QtBot
) -> None:
    locked = {"trouble": "keyring-locked", "trouble_at": NOW}
    window = open_window(overview(saved_account("One UK", **locked), saved_account("Two UK", **locked)))
    menu = opened_menu(window)
    assert lines(menu).count("Keyring locked: unlock and check again") == 1
    entry(menu, "Keyring locked: unlock and check again").trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(desk.connections.checked))
    assert sorted(desk.connections.checked[0]) == ["one-uk", "two-uk"]


def test_more_than_five_needs_are_summed_up_and_lead_to_the_filter(open_window: OpenWindow) -> None:
    window = open_window(overview(*(saved_account(f"Shop {number:02}") for number in range(40))))
    menu = opened_menu(window)
    assert lines(menu)[6] == "35 more need you…"
    assert sum(text.startswith("Shop") and ":" not in text for text in lines(menu)) == 15
    entry(menu, "35 more need you…").trigger()
    menu.close()
    assert window.contents.actions.needs_you.isChecked()


def test_a_long_name_loses_its_middle(open_window: OpenWindow) -> None:
    name = "A very long account name of a business with many words in it"
    menu = opened_menu(open_window(overview(saved_account(name))))
    assert menu.actions()[0].text().startswith("A very")
    assert "…" in menu.actions()[0].text()
    menu.close()


def test_the_menu_opens_with_the_keyboard(open_window: OpenWindow) -> None:
    window = open_window(one_account())
    button = window.findChild(QPushButton, "accountMenuButton")
    QTest.keyClick(button, Qt.Key.Key_Down)
    menu = window.findChild(QMenu, "accountMenu")
    assert menu.isVisible()
    menu.close()
