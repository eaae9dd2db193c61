"""The tray's menu: for no account, one, a few, twelve, hundreds; in words; and what its lines do."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.menu_lines import MenuActs
from lmb_desktop.shell.tray_menu import TrayActs, TrayMenu, tool_tip
from tests.fakes.shown_accounts import (
    clients_of_a_practice,
    of_client,
    one_account,
    overview,
    saved_account,
    twelve_accounts,
)
from tests.fakes.window_ports import NOW

END = ["-", "Open LMB Desktop", "Quit"]


@dataclass
class Asked:
    """Notes what the lines of a menu asked for."""

    of: list[object] = field(default_factory=list)

    def acts(self) -> TrayActs:
        """Return acts that are noted here."""

        def note(*what: object) -> None:
            self.of.append(what[0] if len(what) == 1 else what)

        lines = MenuActs(note, note, lambda: note("needing"), lambda name: note("client", name), says_states=True)
        names = ("all", "check", "add", "open", "quit")
        return TrayActs(lines, *[lambda name=name: note(name) for name in names])


@pytest.fixture
def asked() -> Asked:
    """Give a place where what was asked is noted."""
    return Asked()


@pytest.fixture
def menu(qtbot: QtBot, asked: Asked) -> TrayMenu:
    """Give a tray menu that is not written yet."""
    owner = QObject(QApplication.instance())
    menu = TrayMenu(asked.acts(), owner)
    qtbot.addWidget(menu)
    return menu


def lines(menu: QMenu) -> list[str]:
    """Return the lines of a menu."""
    return ["-" if line.isSeparator() else line.text() for line in menu.actions()]


def line(menu: QMenu, text: str) -> QAction:
    """Return the line with this text."""
    return next(each for each in menu.actions() if each.text() == text)


def filled(menu: TrayMenu, known: Overview | None, *, is_practice: bool = False) -> list[str]:
    """Write a menu and return its lines."""
    menu.fill(known, is_practice=is_practice)
    return lines(menu)


def practice_of(count: int, clients: int = 40) -> Overview:
    """Return many accounts of many clients; the first of each needs the user."""
    accounts = [
        of_client(f"Client {number % clients:03}", saved_account(f"Shop {number:04}")) for number in range(count)
    ]
    return overview(*accounts)


def test_before_the_accounts_are_read_it_says_so_and_leads_into_the_program(menu: TrayMenu) -> None:
    assert filled(menu, None) == ["LMB Desktop: reading the accounts", "-", "Add new account…", *END]


def test_without_accounts_it_says_so_and_leads_to_the_first(menu: TrayMenu) -> None:
    assert filled(menu, Overview()) == ["LMB Desktop: no account yet", "-", "Add new account…", *END]
    assert not menu.actions()[0].isEnabled()


def test_a_single_account_needs_no_head(menu: TrayMenu) -> None:
    assert filled(menu, one_account()) == ["Harbour Tea UK", "-", "Check all now", "Add new account…", *END]


def test_a_few_accounts_stand_in_one_list_in_words(menu: TrayMenu) -> None:
    few = Overview(twelve_accounts().accounts[:8])
    assert filled(menu, few) == [
        "LMB Desktop: 2 accounts need you",
        "-",
        "Fern && Slate EU: sign in to Xero again…",
        "Kestrel AU: connect the ledger…",
        "-",
        "Fern && Slate EU: sign in again",
        "Kestrel AU: not finished",
        "Harbour Tea JP: not reachable",
        "Blue Door UK",
        "Blue Door US",
        "Harbour Tea UK",
        "Harbour Tea US",
        "Northlight EU",
        "-",
        "Check all now",
        "Add new account…",
        *END,
    ]


def test_twelve_accounts_stand_under_their_clients_worst_first(menu: TrayMenu) -> None:
    assert filled(menu, clients_of_a_practice()) == [
        "LMB Desktop: 3 accounts need you",
        "-",
        "Fern && Slate EU: sign in to Xero again…",
        "Northlight US: renew Amazon within 18 days…",
        "Kestrel AU: connect the ledger…",
        "-",
        "Fern && Slate",
        "Northlight Cycles",
        "Kestrel Candles",
        "Harbour Tea Ltd",
        "Saltmarsh Pottery",
        "Blue Door Books",
        "Orchard Lane Toys",
        "-",
        "Check all now",
        "Add new account…",
        *END,
    ]


def test_a_client_is_filled_when_it_opens_and_only_then(menu: TrayMenu) -> None:
    menu.fill(clients_of_a_practice(), is_practice=False)
    part = line(menu, "Harbour Tea Ltd").menu()
    assert part.actions() == []
    part.aboutToShow.emit()
    assert lines(part) == ["Harbour Tea JP: not reachable", "Harbour Tea UK", "Harbour Tea US"]


def test_hundreds_of_accounts_are_summed_up_and_lead_to_the_window(menu: TrayMenu, asked: Asked) -> None:
    shown = filled(menu, practice_of(200))
    assert shown[0] == "LMB Desktop: 200 accounts need you"
    assert shown[7] == "195 more need you…"
    assert sum(text.startswith("Client ") for text in shown) == 15
    assert shown[-6:] == ["Show all accounts…", "Check all now", "Add new account…", *END]
    for text in ("195 more need you…", "Show all accounts…"):
        line(menu, text).trigger()
    assert asked.of == ["needing", "all"]


def test_its_lines_open_the_remedy_select_the_account_and_lead_on(menu: TrayMenu, asked: Asked) -> None:
    menu.fill(Overview(twelve_accounts().accounts[:8]), is_practice=False)
    for text in (
        "Kestrel AU: connect the ledger…",
        "Fern && Slate EU: sign in to Xero again…",
        "Harbour Tea UK",
        "Check all now",
        "Add new account…",
        "Open LMB Desktop",
        "Quit",
    ):
        line(menu, text).trigger()
    assert asked.of == [
        (Act.CARRY_ON, ("kestrel-au",)),
        (Act.SIGN_IN_LEDGER, ("fern-&-slate-eu",)),
        "harbour-tea-uk",
        "check",
        "add",
        "open",
        "quit",
    ]


def test_a_locked_keyring_is_one_line_for_all(menu: TrayMenu, asked: Asked) -> None:
    locked = {"trouble": "keyring-locked", "trouble_at": NOW}
    menu.fill(overview(saved_account("One UK", **locked), saved_account("Two UK", **locked)), is_practice=False)
    line(menu, "Keyring locked: unlock and check again").trigger()
    assert asked.of == [(Act.CHECK, ("one-uk", "two-uk"))]


def test_practice_mode_is_named(menu: TrayMenu) -> None:
    assert filled(menu, Overview(), is_practice=True)[0] == "LMB Desktop (practice): no account yet"
    assert filled(menu, one_account(), is_practice=True)[:3] == ["LMB Desktop (practice)", "-", "Harbour Tea UK"]


def test_it_has_its_own_named_action_for_a_new_account_however_often_it_is_written(menu: TrayMenu) -> None:
    for known in (Overview(), one_account(), practice_of(60), None) * 3:
        menu.fill(known, is_practice=False)
        assert [each.text() for each in menu.actions() if each.objectName() == "addNewAccountAction"] == [
            "Add new account…"
        ]


def test_written_anew_it_keeps_nothing_of_before(menu: TrayMenu, qtbot: QtBot) -> None:
    menu.fill(practice_of(60), is_practice=False)
    qtbot.waitUntil(lambda: len(menu.findChildren(QObject)) > 15)
    before = len(menu.findChildren(QObject))
    for _round in range(20):
        menu.fill(practice_of(60), is_practice=False)
    qtbot.waitUntil(lambda: len(menu.findChildren(QObject)) == before)


@pytest.mark.parametrize(
    ("known", "tip"),
    [
        (None, "LMB Desktop: reading the accounts"),
        (Overview(), "LMB Desktop: no account yet"),
        (one_account(), "LMB Desktop: 1 account, connected"),
        (twelve_accounts(), "LMB Desktop: 12 accounts, 3 need you"),
    ],
)
def test_the_tool_tip_says_how_the_accounts_are(known: Overview | None, tip: str, qtbot: QtBot) -> None:
    assert tool_tip(known, is_practice=False) == tip
