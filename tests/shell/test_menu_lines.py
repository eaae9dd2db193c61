"""The lines that the account menu and the tray share: what needs the user, accounts, clients, and what they do."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.menu_lines import LISTED_AT_MOST, MenuActs, add_accounts, add_needs, emptied
from tests.fakes.shown_accounts import (
    clients_of_a_practice,
    of_client,
    overview,
    saved_account,
    saved_ledger,
    twelve_accounts,
)
from tests.fakes.window_ports import NOW


@dataclass
class Asked:
    """Notes what the lines asked for."""

    of: list[object] = field(default_factory=list)

    def acts(self) -> MenuActs:
        """Return acts that are noted here."""
        return MenuActs(
            select=lambda account_id: self.of.append(account_id),
            act=lambda act, ids: self.of.append((act, ids)),
            show_needing=lambda: self.of.append("needing"),
            show_client=lambda client: self.of.append(("client", client)),
        )


@pytest.fixture
def asked() -> Asked:
    """Give a place where what was asked is noted."""
    return Asked()


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    """Give an empty menu."""
    menu = QMenu()
    qtbot.addWidget(menu)
    return menu


def lines(menu: QMenu) -> list[str]:
    """Return the lines of a menu."""
    return ["-" if line.isSeparator() else line.text() for line in menu.actions()]


def line(menu: QMenu, text: str) -> QAction:
    """Return the line with this text."""
    return next(each for each in menu.actions() if each.text() == text)


def opened(menu: QMenu, text: str) -> QMenu:
    """Return the sub-menu of a line, filled as it is when it opens."""
    part = line(menu, text).menu()
    part.aboutToShow.emit()
    return part


def one(**facts: object) -> Overview:
    """Return one account with a Xero connection, with these facts about its Amazon half."""
    return overview(
        saved_account("Harbour Tea UK", link="tea", **facts), ledgers=(saved_ledger("tea", "Harbour Tea Ltd"),)
    )


def need_of(known: Overview, menu: QMenu, asked: Asked) -> tuple[str, object]:
    """Return the one line about what needs the user, and what it does."""
    add_needs(menu, known.accounts, asked.acts())
    (only,) = menu.actions()
    only.trigger()
    return only.text(), asked.of[-1]


def test_what_needs_the_user_comes_worst_first_and_opens_its_remedy(menu: QMenu, asked: Asked) -> None:
    assert add_needs(menu, twelve_accounts().accounts, asked.acts())
    assert lines(menu) == [
        "Fern && Slate EU: sign in to Xero again…",
        "Northlight US: renew Amazon within 18 days…",
        "Kestrel AU: connect the ledger…",
    ]
    for each in menu.actions():
        each.trigger()
    assert asked.of == [
        (Act.SIGN_IN_LEDGER, ("fern-&-slate-eu",)),
        (Act.REAUTHORISE_SELLER, ("northlight-us",)),
        (Act.CARRY_ON, ("kestrel-au",)),
    ]


def test_nothing_is_said_while_nothing_needs_the_user(menu: QMenu, asked: Asked) -> None:
    assert not add_needs(menu, one().accounts, asked.acts())
    assert lines(menu) == []


def test_a_ledger_that_a_check_renews_is_checked(menu: QMenu, asked: Asked) -> None:
    known = overview(
        saved_account("Harbour Tea UK", link="tea"), ledgers=(saved_ledger("tea", "Harbour Tea Ltd", days_left=5),)
    )
    assert need_of(known, menu, asked) == (
        "Harbour Tea UK: renew Xero within 5 days",
        (Act.CHECK, ("harbour-tea-uk",)),
    )


@pytest.mark.parametrize(
    ("seller", "ledger", "text", "act"),
    [
        ("app-refused", "", "Harbour Tea UK: check the app credentials for Amazon…", Act.SELLER_APP),
        ("", "app-refused", "Harbour Tea UK: check the app credentials for Xero…", Act.LEDGER_APP),
        ("", "subscription-ended", "Harbour Tea UK: renew the Xero subscription, then check again", Act.CHECK),
    ],
)
def test_what_no_consent_mends_leads_to_what_does(
    menu: QMenu, asked: Asked, seller: str, ledger: str, text: str, act: Act
) -> None:
    refused = {half: {"refused_at": NOW, "refusal": half} if half else {} for half in (seller, ledger)}
    known = overview(
        saved_account("Harbour Tea UK", link="tea", **refused[seller]),
        ledgers=(saved_ledger("tea", "Harbour Tea Ltd", **refused[ledger]),),
    )
    assert need_of(known, menu, asked) == (text, (act, ("harbour-tea-uk",)))


@pytest.mark.parametrize(
    ("method", "seller", "ledger", "text"),
    [
        (Method.MWS, "app-refused", "", "correct the MWS access key"),
        (Method.SP_API, "", "subscription-ended", "renew the Xero subscription"),
    ],
)
def test_what_would_be_checked_again_is_resumed_where_it_is_paused(
    menu: QMenu, asked: Asked, method: Method, seller: str, ledger: str, text: str
) -> None:
    refused = {half: {"refused_at": NOW, "refusal": half} if half else {} for half in (seller, ledger)}
    account = replace(saved_account("Harbour Tea UK", link="tea", paused_at=NOW, **refused[seller]), method=method)
    known = overview(account, ledgers=(saved_ledger("tea", "Harbour Tea Ltd", **refused[ledger]),))
    assert need_of(known, menu, asked) == (f"Harbour Tea UK: {text}, then resume", (Act.RESUME, ("harbour-tea-uk",)))


def test_a_pause_before_an_end_is_resumed(menu: QMenu, asked: Asked) -> None:
    ledger = saved_ledger("tea", "Harbour Tea Ltd", Provider.QUICKBOOKS, days_left=9)
    known = overview(saved_account("Harbour Tea UK", link="tea", paused_at=NOW), ledgers=(ledger,))
    assert need_of(known, menu, asked) == (
        "Harbour Tea UK: resume, QuickBooks ends within 9 days",
        (Act.RESUME, ("harbour-tea-uk",)),
    )


def test_a_last_day_is_called_today(menu: QMenu, asked: Asked) -> None:
    text, act = need_of(one(ends_at=NOW + timedelta(hours=3)), menu, asked)
    assert text == "Harbour Tea UK: renew Amazon today…"
    assert act == (Act.REAUTHORISE_SELLER, ("harbour-tea-uk",))


def test_an_amazon_half_that_was_disconnected_is_connected(menu: QMenu, asked: Asked) -> None:
    gone = replace(saved_account("Harbour Tea UK", link="tea"), seller_slot="")
    known = overview(gone, ledgers=(saved_ledger("tea", "Harbour Tea Ltd"),))
    assert need_of(known, menu, asked) == (
        "Harbour Tea UK: connect Amazon…",
        (Act.CARRY_ON, ("harbour-tea-uk",)),
    )


def test_a_locked_keyring_is_one_line_for_all_and_checks_them(menu: QMenu, asked: Asked) -> None:
    locked = {"trouble": "keyring-locked", "trouble_at": NOW}
    known = overview(saved_account("One UK", **locked), saved_account("Two UK", **locked))
    assert need_of(known, menu, asked) == (
        "Keyring locked: unlock and check again",
        (Act.CHECK, ("one-uk", "two-uk")),
    )


def test_more_than_five_are_summed_up(menu: QMenu, asked: Asked) -> None:
    add_needs(menu, overview(*(saved_account(f"Shop {n:02}") for n in range(40))).accounts, asked.acts())
    assert len(lines(menu)) == 6
    line(menu, "35 more need you…").trigger()
    assert asked.of == ["needing"]


def test_a_few_accounts_stand_in_one_list_under_the_names_of_their_clients(menu: QMenu, asked: Asked) -> None:
    known = overview(
        of_client("Blue Door Books", saved_account("Blue Door UK", last_ok=NOW)),
        of_client("Fern & Slate", saved_account("Fern & Slate EU", refused_at=NOW, refusal="withdrawn")),
        saved_account("Harbour Tea UK"),
    )
    add_accounts(menu, known.accounts, asked.acts())
    assert lines(menu) == [
        "Fern && Slate",
        "Fern && Slate EU",
        "Blue Door Books",
        "Blue Door UK",
        "No client",
        "Harbour Tea UK",
    ]
    assert [each.isEnabled() for each in menu.actions()] == [False, True] * 3


def test_a_few_accounts_of_one_client_or_none_have_no_heading(menu: QMenu, asked: Asked) -> None:
    add_accounts(menu, one().accounts, asked.acts())
    assert lines(menu) == ["Harbour Tea UK"]


def test_many_accounts_without_clients_are_one_list_that_ends(menu: QMenu, asked: Asked) -> None:
    add_accounts(menu, overview(*(saved_account(f"Shop {n:02}") for n in range(40))).accounts, asked.acts())
    assert len(lines(menu)) == LISTED_AT_MOST


def test_many_accounts_have_a_sub_menu_for_each_client_worst_first(menu: QMenu, asked: Asked) -> None:
    add_accounts(menu, clients_of_a_practice().accounts, asked.acts(), current_id="harbour-tea-uk")
    assert lines(menu) == [
        "Fern && Slate",
        "Northlight Cycles",
        "Kestrel Candles",
        "Harbour Tea Ltd",
        "Saltmarsh Pottery",
        "Blue Door Books",
        "Orchard Lane Toys",
    ]
    assert all(not each.menu().actions() for each in menu.actions())
    part = opened(menu, "Harbour Tea Ltd")
    assert lines(part) == ["Harbour Tea JP", "Harbour Tea UK", "Harbour Tea US"]
    assert [each.isChecked() for each in part.actions()] == [False, True, False]
    line(part, "Harbour Tea US").trigger()
    assert asked.of == ["harbour-tea-us"]


def test_without_a_current_account_nothing_can_be_ticked(menu: QMenu, asked: Asked) -> None:
    add_accounts(menu, one().accounts, asked.acts())
    assert not menu.actions()[0].isCheckable()


def test_a_client_of_many_accounts_leads_to_all_of_them(menu: QMenu, asked: Asked) -> None:
    many = (of_client("Tea & Co", saved_account(f"Shop {number:02}")) for number in range(30))
    add_accounts(menu, overview(*many, saved_account("Alone UK")).accounts, asked.acts())
    part = opened(menu, "Tea && Co")
    assert lines(part)[19:] == ["Shop 19", "-", "Show all of Tea && Co…"]
    line(part, "Show all of Tea && Co…").trigger()
    assert asked.of == [("client", "Tea & Co")]


def many_clients() -> tuple[AccountView, ...]:
    """Return 200 accounts of 100 clients; two clients need the user."""
    views = []
    for number in range(200):
        facts = {"refused_at": NOW, "refusal": "withdrawn"} if number in (120, 180) else {}
        client = f"Client {number // 2:03}"
        views.append(of_client(client, saved_account(f"Shop {number:03}", link="tea", **facts)))
    return overview(*views, ledgers=(saved_ledger("tea", "Harbour Tea Ltd"),)).accounts


def test_of_many_clients_the_worst_and_the_ones_used_last_are_listed(menu: QMenu, asked: Asked) -> None:
    add_accounts(menu, many_clients(), asked.acts(), recent=("Client 077", "Client 099"))
    assert len(lines(menu)) == LISTED_AT_MOST
    assert lines(menu)[:2] == ["Client 060", "Client 090"]
    assert lines(menu)[-2:] == ["Client 077", "Client 099"]


def test_a_menu_written_anew_keeps_nothing_of_before(menu: QMenu, asked: Asked, qtbot: QtBot) -> None:
    for _time in range(3):
        add_accounts(emptied(menu), clients_of_a_practice().accounts, asked.acts())
    assert len(menu.actions()) == 7
    qtbot.waitUntil(lambda: len(menu.findChildren(QMenu)) == 7)
