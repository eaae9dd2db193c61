"""A second, third and tenth account, added by the account menu and by the tray's menu, with shared and own ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.practice import PracticeServer
from tests.fakes.tray import FakeTray
from tests.journeys import hand, screen, walk
from tests.journeys.made_accounts import MadeAccounts
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves

CROWD = ("north-america", "europe", "north-america", "australia", "europe", "japan")
"""Where the first sellers of the crowd sell."""
UK, US, FERN, KESTREL = "Harbour Tea UK", "Harbour Tea US", "Fern EU", "Kestrel AU"
ADD = "Add new account…"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PracticeServer]:
    """Give practice services with enough sellers for ten accounts."""
    with PracticeServer(state_folder=tmp_path / "services", crowd=len(CROWD)) as running:
        yield running


def test_the_account_menu_adds_a_second_third_and_tenth_account(
    session: Session, orders: Orders, server: PracticeServer
) -> None:
    session.start()
    _add(orders, UK, "harbour-tea", "europe")
    _sign_in("xero", "three-organisations")
    hand.from_account_menu(ADD)
    _add(orders, US, "harbour-tea", "north-america", suggested="europe")
    _share("Harbour Tea Ltd")
    hand.from_account_menu(ADD)
    _add(orders, FERN, "fern-and-slate", "europe", suggested="north-america")
    _sign_in("quickbooks", "two-companies", entry=1)
    _make_six_more(session, orders, server, shared_with=UK)
    session.close()
    session.start()
    menu = _nine_in_the_account_menu()
    hand.choose(menu, ADD)
    _add(orders, KESTREL, "kestrel-candles", "australia", suggested="japan")
    _sign_in("xero", "three-organisations", entry=1)
    _all_ten_are_connected(session)
    assert _ledger(session, KESTREL) == ("xero", "Harbour Tea Ireland")


def test_the_tray_menu_adds_a_second_third_and_tenth_account(
    session: Session, orders: Orders, server: PracticeServer
) -> None:
    system = FakeTray()
    program = session.start_hidden(system)
    screen.wait(lambda: "no account yet" in system.icon.toolTip(), "the accounts are read")
    assert hand.from_tray_menu(system, ADD)[0] == "LMB Desktop: no account yet"
    _add(orders, UK, "harbour-tea", "europe")
    _sign_in("xero", "three-organisations")
    _hide(system, "1 account, connected")
    hand.from_tray_menu(system, ADD)
    _add(orders, FERN, "fern-and-slate", "europe", suggested="europe")
    _sign_in("quickbooks", "two-companies", entry=1)
    _hide(system, "2 accounts, all connected")
    hand.from_tray_menu(system, ADD)
    _add(orders, US, "harbour-tea", "north-america", suggested="europe")
    _share("Harbour Tea USA Inc", of_several=True)
    _hide(system, "3 accounts, all connected")
    _make_six_more(session, orders, server, shared_with=UK)
    # The menu is read anew each time it opens.
    hand.from_tray_menu(system, "Open LMB Desktop")
    _hide(system, "9 accounts, all connected")
    assert not program.mode.window.isVisible()
    hand.from_tray_menu(system, ADD)
    _add(orders, KESTREL, "kestrel-candles", "australia", suggested="japan")
    _share("Harbour Tea Ltd", of_several=True)
    _hide(system, "10 accounts, all connected")
    _all_ten_are_connected(session)
    assert (_ledger(session, US), _ledger(session, KESTREL)) == (
        ("quickbooks", "Harbour Tea USA Inc"),
        ("xero", "Harbour Tea Ltd"),
    )


def _add(orders: Orders, name: str, seller: str, region: str, *, suggested: str = "") -> None:
    """Walk the wizard to page 4; the region of the account before is the suggestion."""
    screen.wait(lambda: screen.page_name() == "regionPage", "page 1")
    assert screen.wizard().currentPage().group.chosen_key() == suggested
    walk.to_page_four(region, name, orders.details(seller, region))


def _sign_in(provider: str, person: str, entry: int = 0) -> None:
    walk.sign_in(provider, person, entry)
    walk.confirm()
    walk.finish()


def _share(organisation: str, *, of_several: bool = False) -> None:
    """Use the connection of the account before, which is suggested, also among several."""
    screen.wait(lambda: screen.is_ready("useExistingLedgerButton"), "a connection that exists")
    combo = screen.find("existingLedgerCombo")
    if of_several:
        assert isinstance(combo, QComboBox)
        assert combo.currentText().startswith(organisation)
    walk.share()
    walk.finish()


def _make_six_more(session: Session, orders: Orders, server: PracticeServer, *, shared_with: str) -> list[AccountView]:
    """Save accounts four to nine as an earlier run would have: some share a ledger, some bring their own."""
    made = MadeAccounts(session.arguments, orders, server.base_url)
    connections = made.parts.connections
    link = next(view.link for view in connections.overview().accounts if view.account.name == shared_with)
    assert link is not None
    views = []
    for number, region in enumerate(CROWD, 1):
        view = made.seller(f"Crowd {number}", f"crowd-{number}", region, client=f"Client {number % 3}")
        if number == 2:
            view = made.connect(view, Provider.QUICKBOOKS, "one-company")
        else:
            view = connections.share_link(view.account.id, link.id)
        views.append(view)
    made.close()
    return views


def _nine_in_the_account_menu() -> hand.QMenu:
    """Open the account menu: of nine accounts the clients stand in it, and the way to a new one is the last line."""
    hand.place_of(UK)
    screen.click("accountMenuButton")
    menu = screen.found("accountMenu", hand.QMenu)
    said = hand.lines(menu)
    assert {"Client 0", "Client 1", "Client 2"} < set(said)
    assert said[-1] == ADD
    return menu


def _hide(system: FakeTray, said: str) -> None:
    """Close the window into the tray once the tray knows how the accounts are."""
    screen.wait(lambda: system.icon.toolTip() == f"LMB Desktop: {said}", f"{said}, not {system.icon.toolTip()}")
    hand.window().close()
    screen.settle()


def _all_ten_are_connected(session: Session) -> None:
    code, accounts = session.check()
    assert (code, set(halves(accounts).values()), len(accounts)) == (0, {("ok", "ok")}, 10)


def _ledger(session: Session, name: str) -> tuple[str, str]:
    ledger = next(one["ledger"] for one in session.accounts() if one["name"] == name)
    return ledger["provider"], ledger["organisation_name"]
