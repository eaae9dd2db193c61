"""What a person does with accounts in the real window, against the practice services, and what is left afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.parts import CLOCK_FILE
from lmb_desktop.practice import PracticeServer
from tests.fakes.clock_file import set_clock
from tests.journeys import hand, screen
from tests.journeys.gui_thread import GuiThreadRule
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.made_accounts import MadeAccounts
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves

TEA = "Harbour Tea Ltd"
UK, US = "Harbour Tea UK", "Harbour Tea US"
CONTROL = Qt.KeyboardModifier.ControlModifier


def clients(session: Session) -> dict[str, str | None]:
    """Return the client of each account, as the command line lists them."""
    return {one["name"]: one["client"] for one in session.accounts()}


def checked(made: MadeAccounts, view: AccountView) -> str:
    """Return the state of an account's ledger after a live check."""
    after = made.parts.connections.check([view.account.id], CancelToken()).view(view.account.id)
    return after.ledger.state.value if after is not None else ""


def test_an_account_is_renamed_in_the_list_and_back(session: Session, one: AccountView, other: AccountView) -> None:
    session.start()
    hand.select(UK)
    hand.press(Qt.Key.Key_F2)
    screen.write("renameEdit", "Teapots")
    screen.press_keys(Qt.Key.Key_Return)
    hand.told("Harbour Tea UK is now called Teapots")
    assert set(clients(session)) == {"Teapots", US}
    hand.place_of("Teapots")
    hand.press(Qt.Key.Key_Z, CONTROL)
    hand.place_of(UK)
    assert set(clients(session)) == {UK, US}
    # A name that another account has is refused, and Esc leaves the old one.
    hand.from_more("renameAction")
    screen.write("renameEdit", US.lower())
    screen.press_keys(Qt.Key.Key_Return)
    screen.wait(lambda: hand.news()[0] == "bad", "the refusal")
    screen.press_keys(Qt.Key.Key_Escape)
    screen.wait(lambda: screen.find("renameEdit") is None, "the field closes")
    assert set(clients(session)) == {UK, US}


def test_accounts_are_moved_to_a_client_alone_and_together_and_back(
    session: Session, one: AccountView, other: AccountView, fern: AccountView
) -> None:
    session.start()
    hand.select("Fern EU")
    hand.from_context_menu("moveToClientAction")
    screen.write("moveClientCombo", "Blue Door Books")
    screen.click("moveButton")
    hand.told("Fern EU moved to Blue Door Books")
    assert clients(session) == {UK: TEA, US: TEA, "Fern EU": "Blue Door Books"}
    screen.click("noticeActionButton")
    screen.wait(lambda: clients(session)["Fern EU"] is None, "no client, as before")
    hand.select(UK, US)
    hand.from_menu_bar("Account", "moveToClientAction")
    screen.write("moveClientCombo", "Teapots Group")
    screen.click("moveButton")
    hand.told("2 accounts moved to Teapots Group")
    assert clients(session) == {UK: "Teapots Group", US: "Teapots Group", "Fern EU": None}
    hand.press(Qt.Key.Key_Z, CONTROL)
    screen.wait(lambda: clients(session) == {UK: TEA, US: TEA, "Fern EU": None}, "the clients from before")


def test_one_several_and_all_accounts_are_checked(
    session: Session, one: AccountView, other: AccountView, fern: AccountView, orders: Orders
) -> None:
    session.start()
    hand.select("Fern EU")
    asked = _sellers_asked(orders)
    screen.click("checkNowButton")
    screen.wait(lambda: _sellers_asked(orders) == asked + 1, "one account is checked")
    _wait_for_rest()
    hand.select(UK, "Fern EU")
    hand.from_context_menu("checkNowAction")
    screen.wait(lambda: _sellers_asked(orders) == asked + 3, "two accounts are checked")
    _wait_for_rest()
    orders("slow", service="amazon", seconds=0.4)
    before, said = [view.seller.last_ok for view in hand.window().overview.accounts], set[str]()
    hand.window().checks.progressed.connect(lambda _progress: said.add(hand.window().contents._status.left.text()))
    hand.press(Qt.Key.Key_F5)
    screen.wait(lambda: hand.window().checks.shown_ids, "the accounts are shown as being checked")
    _wait_for_rest()
    assert any(text.startswith("Checking ") and text.endswith(" of 3") for text in said), said
    assert _sellers_asked(orders) == asked + 6
    assert all(view.seller.last_ok > last_ok for view in hand.window().overview.accounts for last_ok in before)


def test_a_paused_account_asks_nobody_anything_until_it_is_resumed(
    session: Session,
    made: MadeAccounts,
    one: AccountView,
    other: AccountView,
    orders: Orders,
    server: PracticeServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session.start()
    hand.select(UK, US)
    screen.click("pauseLink")
    hand.told("2 accounts paused")
    assert set(halves(session.accounts()).values()) == {("paused", "paused")}
    clock, days = tmp_path / "clock", timedelta(days=3)
    set_clock(clock, made.parts.clock.now() + days)
    monkeypatch.setenv(CLOCK_FILE, str(clock))
    orders("clock", offset_s=days.total_seconds())
    later = MadeAccounts(session.arguments, orders, server.base_url)
    before = orders.routes()
    assert later.parts.connections.check_due(CancelToken()).overview is None
    hand.press(Qt.Key.Key_F5)
    screen.wait(lambda: not screen.found("checkNowButton").isEnabled(), "nothing can be checked")
    assert session.check()[0] == 0
    assert orders.routes() == before
    hand.select(UK)
    screen.click("resumeButton")
    hand.told("Harbour Tea UK resumed")
    later.parts.connections.check_due(CancelToken())
    assert orders.routes()["xero.organisation"] > before["xero.organisation"]
    assert halves(session.accounts()) == {UK: ("ok", "ok"), US: ("paused", "paused")}
    hand.press(Qt.Key.Key_Z, CONTROL)
    screen.wait(lambda: set(halves(session.accounts()).values()) == {("paused", "paused")}, "resuming is taken back")
    later.close()


def test_disconnecting_a_shared_ledger_keeps_it_and_the_last_account_ends_it_at_xero(
    session: Session, made: MadeAccounts, one: AccountView, other: AccountView, orders: Orders
) -> None:
    session.start()
    hand.select(UK)
    screen.click("disconnectLedgerLink")
    screen.click("disconnectButton")
    hand.told("The connection stays for 1 other account")
    assert "xero.disconnect" not in orders.routes()
    assert checked(made, other) == "ok"
    hand.select(US)
    hand.from_menu_bar("Account", "disconnectLedgerAction")
    screen.click("disconnectButton")
    hand.told("The connection has ended at Xero too")
    assert orders.routes()["xero.disconnect"] == 1
    assert [grant for grant in orders("grants") if grant["provider"] == "xero"] == []
    assert made.parts.connections.overview().links == ()
    assert [view["ledger"] for view in session.accounts()] == [None, None]


def test_one_of_two_organisations_of_a_sign_in_ends_and_the_other_stays(
    session: Session, made: MadeAccounts, one: AccountView, fern: AccountView, orders: Orders
) -> None:
    second = made.connect(fern, Provider.XERO, "three-organisations", entry=1)
    session.start()
    hand.select(UK)
    hand.from_context_menu("disconnectLedgerAction")
    screen.click("disconnectButton")
    hand.told("Harbour Tea Ltd is disconnected")
    assert (orders.routes()["xero.disconnect"], orders.routes().get("xero.revoke", 0)) == (1, 0)
    assert checked(made, second) == "ok"


def test_disconnecting_quickbooks_revokes_the_consent(session: Session, made: MadeAccounts, orders: Orders) -> None:
    view = made.seller("Northlight US", "northlight-cycles", "north-america")
    made.connect(view, Provider.QUICKBOOKS, "one-company")
    session.start()
    hand.select("Northlight US")
    hand.from_more("disconnectLedgerAction")
    screen.click("disconnectButton")
    hand.told("The connection has ended at QuickBooks too")
    assert orders.routes()["quickbooks.revoke"] == 1
    assert [grant for grant in orders("grants") if grant["provider"] == "quickbooks"] == []


def test_a_service_that_is_down_is_named_and_the_connection_is_forgotten_here(
    session: Session, made: MadeAccounts, one: AccountView, orders: Orders, own_keyring: KeyringDouble
) -> None:
    session.start()
    orders("down", service="xero")
    hand.select(UK)
    hand.from_more("disconnectLedgerAction")
    dialog = screen.found("disconnectLedgerDialog")
    screen.click("disconnectButton")
    notice = dialog.findChild(type(hand.window().contents.notice), "notice")
    screen.wait(lambda: notice.property("kind") == "attention", "the outcome")
    assert "Settings › Connected apps" in notice.property("text")
    assert len(own_keyring.secrets()) == 1
    screen.click("disconnectCancelButton")
    assert made.parts.connections.overview().links == ()


def test_amazons_token_is_forgotten_and_the_account_waits_for_another(
    session: Session, one: AccountView, own_keyring: KeyringDouble
) -> None:
    session.start()
    hand.select(UK)
    screen.click("disconnectAmazonLink")
    screen.click("manageAppsButton")
    assert session.browser.newest().endswith("/seller-central/apps/manage")
    screen.click("disconnectButton")
    hand.told("Amazon is disconnected from Harbour Tea UK")
    assert len(own_keyring.secrets()) == 1
    assert halves(session.accounts()) == {UK: ("not-finished", "ok")}


@pytest.mark.parametrize("is_told", [True, False], ids=["telling Xero", "without telling Xero"])
def test_a_deleted_account_leaves_no_secret_no_row_and_no_history(
    session: Session,
    made: MadeAccounts,
    one: AccountView,
    own_keyring: KeyringDouble,
    orders: Orders,
    is_told: bool,
) -> None:
    session.start()
    assert made.parts.connections.arranging.history(one.account.id)
    hand.select(UK)
    hand.press(Qt.Key.Key_Delete)
    if not is_told:
        screen.click("tellProviderCheck")
    screen.write("deleteNameEdit", "Harbour")
    assert not screen.found("deleteButton").isEnabled()
    screen.write("deleteNameEdit", UK)
    screen.click("deleteButton")
    hand.told("Harbour Tea UK is deleted")
    screen.wait(lambda: not hand.window().overview.accounts, "the window shows it no more")
    assert own_keyring.secrets() == []
    assert session.accounts() == []
    assert [grant["provider"] for grant in orders("grants") if grant["provider"] == "xero"] == ["xero"] * (not is_told)
    with closing(sqlite3.connect(made.parts.folders.store)) as file:
        tables = ("accounts", "ledger_links", "sign_ins", "clients", "history")
        rows = {table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    assert rows == dict.fromkeys(tables, 0)


def test_an_account_that_another_program_deleted_is_said_to_be_gone_and_leaves_the_list(
    session: Session, made: MadeAccounts, one: AccountView, fern: AccountView
) -> None:
    session.start()
    hand.select("Fern EU")
    made.parts.connections.parting.remove(fern.account.id, CancelToken())
    hand.from_context_menu("carryOnAction")
    hand.told("This account is no longer here")
    screen.wait(lambda: hand.window().overview.view(fern.account.id) is None, "Fern EU leaves the list")
    screen.settle()
    hand.told("This account is no longer here")


def test_what_to_ask_the_owner_is_copied_and_holds_no_secret(
    session: Session, one: AccountView, own_keyring: KeyringDouble, server: PracticeServer
) -> None:
    session.start()
    hand.select(UK)
    hand.from_more("askOwnerAction")
    about = screen.found("askOwnerCombo", QComboBox)
    texts = []
    for entry in [about.itemText(index) for index in range(about.count())]:
        screen.choose("askOwnerCombo", entry)
        screen.click("copyOwnerTextButton")
        texts.append(QApplication.clipboard().text())
        assert texts[-1] == screen.found("ownerText", QPlainTextEdit).toPlainText()
    assert any(server.base_url in text for text in texts)  # the way to Seller Central
    assert any(TEA in text and "Xero" in text for text in texts)
    secrets = own_keyring.tokens()
    assert len(secrets) == 2
    assert [secret for secret in secrets for text in texts if secret in text] == []
    screen.click("closeAskOwnerButton")


def test_seller_central_and_the_ledger_open_in_the_browser(
    session: Session, made: MadeAccounts, services: Path
) -> None:
    view = made.seller("Northlight US", "northlight-cycles", "north-america")
    made.connect(view, Provider.QUICKBOOKS, "one-company")
    # The practice ledgers have no pages to look at, so the program is told of none for this one.
    kept = [line for line in services.read_text("utf-8").splitlines() if not line.startswith("quickbooks_authorize")]
    services.write_text("\n".join(kept), "utf-8")
    session.start()
    hand.select("Northlight US")
    hand.from_context_menu("openSellerCentralAction")
    assert session.browser.newest().endswith("/seller-central/")
    hand.from_menu_bar("Account", "openLedgerAction")
    screen.wait(lambda: len(session.browser.opened) == 2, "the ledger's page")
    assert session.browser.newest().startswith("https://")
    assert "qbo.intuit.com" in session.browser.newest()
    session.browser.works = False
    hand.from_more("openSellerCentralAction")
    screen.click("copyLinkButton")
    assert QApplication.clipboard().text() == session.browser.newest()
    screen.click("closeLinkButton")


def test_no_act_keeps_the_gui_thread_waiting(
    session: Session, one: AccountView, other: AccountView, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.start()
    rule = GuiThreadRule(monkeypatch)
    hand.select(UK)
    hand.press(Qt.Key.Key_F2)
    screen.write("renameEdit", "Teapots UK")
    screen.press_keys(Qt.Key.Key_Return)
    hand.told("is now called Teapots UK")
    hand.select("Teapots UK", US)
    hand.from_context_menu("pauseAction")
    hand.told("2 accounts paused")
    hand.from_menu_bar("Tools", "diagnosticsAction")
    screen.click("copyReportButton")
    screen.click("closeDiagnosticsButton")
    hand.from_menu_bar("Tools", "settingsAction")
    screen.click("saveSettingsButton")
    screen.wait(lambda: screen.find("settingsDialog") is None, "settings saved")
    hand.select("Teapots UK")
    hand.from_more("disconnectLedgerAction")
    screen.click("disconnectButton")
    hand.told("is disconnected from Teapots UK")
    hand.select(US)
    hand.press(Qt.Key.Key_Delete)
    screen.write("deleteNameEdit", US)
    screen.click("deleteButton")
    hand.told("Harbour Tea US is deleted")
    assert rule.complaints == []


def _sellers_asked(orders: Orders) -> int:
    return orders.routes().get("amazon.participations", 0)


def _wait_for_rest() -> None:
    checks = hand.window().checks
    screen.wait(lambda: not checks.running_ids and not checks.shown_ids, "the check ends")
