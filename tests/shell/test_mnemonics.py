"""A letter pressed with Alt means one thing in every window, dialog and menu."""

import pytest
from PySide6.QtWidgets import QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.app_credentials_dialog import AppCredentialsDialog
from tests.fakes.mnemonics import claimed_twice, claimed_twice_in_menus, repeated, texts_of
from tests.fakes.shown_accounts import WindowDesk, clients_of_a_practice, twelve_accounts
from tests.shell.conftest import OpenWindow
from tests.shell.test_windows_for_everyone import MAKERS


@pytest.mark.parametrize("is_practice", [False, True], ids=["live", "practice"])
@pytest.mark.parametrize(
    "shown", [Overview(), twelve_accounts(), clients_of_a_practice()], ids=["empty", "twelve", "clients"]
)
def test_no_letter_stands_twice_in_the_accounts_window(
    open_window: OpenWindow, shown: Overview, is_practice: bool
) -> None:
    window = open_window(shown, is_practice=is_practice)
    assert len(texts_of(window.findChild(QMenuBar))) == 4
    assert claimed_twice(window) == []
    assert claimed_twice_in_menus(window) == []


def test_no_letter_stands_twice_whatever_is_selected(open_window: OpenWindow) -> None:
    window = open_window(clients_of_a_practice())
    table = window.findChild(AccountsTable, "accountsTable")
    for view in window.overview.accounts:
        window.select_account(view.account.id)
        assert claimed_twice(window) == []
        assert claimed_twice_in_menus(window) == []
    for selects in (lambda: table.select_client("Harbour Tea Ltd"), table.selectAll):
        selects()
        assert claimed_twice(window) == []
        assert claimed_twice_in_menus(window) == []


@pytest.mark.parametrize("name", MAKERS)
def test_no_letter_stands_twice_in_a_dialog(desk: WindowDesk, qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = MAKERS[name](desk, parent)
    dialog.show()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert claimed_twice(dialog) == []
    dialog.close()


@pytest.mark.parametrize("provider", ["amazon", "xero", "quickbooks"])
def test_no_letter_stands_twice_on_a_tab_of_the_app_credentials(desk: WindowDesk, qtbot: QtBot, provider: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = AppCredentialsDialog(desk.parts(), provider, parent)
    dialog.show()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert claimed_twice(dialog) == []
    dialog.close()


def test_the_walk_finds_a_letter_that_stands_twice() -> None:
    assert repeated(["&Account", "&Add new account", "Save && &close"]) == ["a: &Account", "a: &Add new account"]
