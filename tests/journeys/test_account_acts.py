"""What is done with accounts, in the real program against the practice services, and what is left of it afterwards."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import WrongAccount, WrongSeller
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.parts import CLOCK_FILE
from lmb_desktop.practice import PracticeServer
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.settings_dialog import SettingsDialog
from tests.journeys import screen, walk
from tests.journeys.gui_thread import GuiThreadRule
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.made_accounts import MadeAccounts
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves

TEA, FERN = "Harbour Tea Ltd", "Fern & Slate"


@pytest.fixture
def made(session: Session, orders: Orders, server: PracticeServer) -> Iterator[MadeAccounts]:
    """Give a maker of accounts in the folder of the session."""
    maker = MadeAccounts(session.arguments, orders, server.base_url)
    yield maker
    maker.close()


class Office:
    """The running program: its desk, and what it shows."""

    def __init__(self, session: Session, *, is_empty: bool = False) -> None:
        mode = session.start().mode
        assert mode is not None
        self.window, self.desk = mode.window, mode.desk
        self.news: list[str] = []
        self.undo: list[Callable[[], None]] = []
        self.desk.told.connect(self._on_told)
        if is_empty:
            # The first start with an app and no account opens the wizard.
            screen.found("accountWizard")
            walk.leave()
        else:
            screen.wait(lambda: self.window.overview.accounts, "the accounts are shown")

    def perform(self, act: Act, *views: AccountView) -> None:
        """Let the desk do an act, as the window's menu does."""
        self.desk.perform(act, [view.account.id for view in views], self.window.overview)

    def shown(self, view: AccountView) -> AccountView | None:
        """Return an account as the window shows it now."""
        return self.window.overview.view(view.account.id)

    def _on_told(self, title: str, _text: str, undo: Callable[[], None] | None) -> None:
        self.news.append(title)
        if undo is not None:
            self.undo.append(undo)


@pytest.fixture
def one(made: MadeAccounts) -> AccountView:
    """Give an account connected to Harbour Tea Ltd in Xero."""
    view = made.seller("Harbour Tea UK", "harbour-tea", "europe", client=TEA)
    return made.connect(view, Provider.XERO, "three-organisations")


@pytest.fixture
def other(made: MadeAccounts, one: AccountView) -> AccountView:
    """Give a second account that shares the ledger of the first."""
    view = made.seller("Harbour Tea US", "harbour-tea", "north-america", client=TEA)
    assert one.link is not None
    return made.parts.connections.share_link(view.account.id, one.link.id)


def choose_file(name: str, path: Path) -> None:
    """Type a path in a file dialog and press its button."""
    chooser = screen.found(name, QFileDialog)
    chooser.selectFile(str(path))
    chooser.accept()
    screen.wait(lambda: screen.find(name) is None, "the file dialog closes")


def test_an_account_is_moved_to_a_client_and_back(session: Session, one: AccountView) -> None:
    office = Office(session)
    office.perform(Act.MOVE_TO_CLIENT, one)
    screen.write("moveClientCombo", "Blue Door Books")
    screen.click("moveButton")
    screen.wait(lambda: office.news, "the move is told")
    assert session.accounts()[0]["client"] == "Blue Door Books"
    screen.wait(lambda: _client(office, one) == "Blue Door Books", "the window shows the client")
    office.undo[0]()
    screen.wait(lambda: _client(office, one) == TEA, "the client from before")
    assert session.accounts()[0]["client"] == TEA


def test_a_paused_account_asks_nobody_anything_until_it_is_resumed(
    session: Session,
    made: MadeAccounts,
    one: AccountView,
    orders: Orders,
    server: PracticeServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office(session)
    office.perform(Act.PAUSE, one)
    screen.wait(lambda: halves(session.accounts()) == {"Harbour Tea UK": ("paused", "paused")}, "the pause")
    clock, days = tmp_path / "clock", timedelta(days=3)
    clock.write_text((made.parts.clock.now() + days).isoformat(), "utf-8")
    monkeypatch.setenv(CLOCK_FILE, str(clock))
    orders("clock", offset_s=days.total_seconds())
    later = MadeAccounts(session.arguments, orders, server.base_url)
    before = orders.routes()
    assert later.parts.connections.check_due(CancelToken()).overview is None
    assert orders.routes() == before
    screen.wait(lambda: _is_paused(office, one), "the window shows the pause")
    office.perform(Act.RESUME, one)
    screen.wait(lambda: not made.view(one.account.id).is_paused, "the account is resumed")
    later.parts.connections.check_due(CancelToken())
    assert orders.routes()["xero.organisation"] > before["xero.organisation"]
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok")}
    later.close()


def test_disconnecting_a_shared_ledger_keeps_it_and_the_last_account_ends_it_at_xero(
    session: Session, made: MadeAccounts, one: AccountView, other: AccountView, orders: Orders
) -> None:
    office = Office(session)
    office.perform(Act.DISCONNECT_LEDGER, one)
    screen.click("disconnectButton")
    screen.wait(lambda: len(office.news) == 1, "the first is disconnected")
    assert "xero.disconnect" not in orders.routes()
    assert _checked(made, other) == "ok"
    office.perform(Act.DISCONNECT_LEDGER, other)
    screen.click("disconnectButton")
    screen.wait(lambda: len(office.news) == 2, "the second is disconnected")
    assert orders.routes()["xero.disconnect"] == 1
    assert [grant for grant in orders("grants") if grant["provider"] == "xero"] == []
    assert made.parts.connections.overview().links == ()
    assert [view["ledger"] for view in session.accounts()] == [None, None]


def test_one_of_two_organisations_of_a_sign_in_ends_and_the_other_stays(
    session: Session, made: MadeAccounts, one: AccountView, orders: Orders
) -> None:
    second = made.seller("Harbour Tea IE", "fern-and-slate", "europe")
    second = made.connect(second, Provider.XERO, "three-organisations", entry=1)
    office = Office(session)
    office.perform(Act.DISCONNECT_LEDGER, one)
    screen.click("disconnectButton")
    screen.wait(lambda: office.news, "the first is disconnected")
    assert (orders.routes()["xero.disconnect"], orders.routes().get("xero.revoke", 0)) == (1, 0)
    assert _checked(made, second) == "ok"


def test_disconnecting_quickbooks_revokes_the_consent(session: Session, made: MadeAccounts, orders: Orders) -> None:
    view = made.connect(
        made.seller("Northlight US", "northlight-cycles", "north-america"), Provider.QUICKBOOKS, "one-company"
    )
    office = Office(session)
    office.perform(Act.DISCONNECT_LEDGER, view)
    screen.click("disconnectButton")
    screen.wait(lambda: office.news, "it is disconnected")
    assert orders.routes()["quickbooks.revoke"] == 1
    assert [grant for grant in orders("grants") if grant["provider"] == "quickbooks"] == []


def test_a_service_that_is_down_is_named_and_the_connection_is_forgotten_here(
    session: Session, made: MadeAccounts, one: AccountView, orders: Orders, own_keyring: KeyringDouble
) -> None:
    office = Office(session)
    orders("down", service="xero")
    office.perform(Act.DISCONNECT_LEDGER, one)
    dialog = screen.found("disconnectLedgerDialog")
    screen.click("disconnectButton")
    notice = dialog.findChild(type(office.window.notice), "notice")
    screen.wait(lambda: notice.property("kind") == "attention", "the outcome")
    assert "Settings › Connected apps" in notice.property("text")
    assert len(own_keyring.secrets()) == 1
    screen.click("disconnectCancelButton")
    assert made.parts.connections.overview().links == ()


def test_amazons_token_is_forgotten_and_the_account_waits_for_another(
    session: Session, one: AccountView, own_keyring: KeyringDouble
) -> None:
    office = Office(session)
    office.perform(Act.DISCONNECT_SELLER, one)
    screen.click("manageAppsButton")
    assert session.browser.newest().endswith("/seller-central/apps/manage")
    screen.click("disconnectButton")
    screen.wait(lambda: office.news, "Amazon is disconnected")
    assert len(own_keyring.secrets()) == 1
    assert halves(session.accounts()) == {"Harbour Tea UK": ("not-finished", "ok")}


def test_a_deleted_account_leaves_no_secret_no_row_and_no_history(
    session: Session, made: MadeAccounts, one: AccountView, own_keyring: KeyringDouble, orders: Orders
) -> None:
    office = Office(session)
    assert made.parts.connections.arranging.history(one.account.id)
    office.perform(Act.DELETE, one)
    screen.write("deleteNameEdit", "Harbour Tea UK")
    screen.click("deleteButton")
    screen.wait(lambda: office.news == ["Harbour Tea UK is deleted"], "it is deleted")
    screen.wait(lambda: not office.window.overview.accounts, "the window shows it no more")
    assert own_keyring.secrets() == []
    assert session.accounts() == []
    assert [grant for grant in orders("grants") if grant["provider"] == "xero"] == []
    with closing(sqlite3.connect(made.parts.folders.store)) as file:
        tables = ("accounts", "ledger_links", "sign_ins", "clients", "history")
        rows = {table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    assert rows == dict.fromkeys(tables, 0)


def test_accounts_move_to_another_computer_and_wait_there_for_the_same_identities(
    session: Session,
    made: MadeAccounts,
    one: AccountView,
    other: AccountView,
    orders: Orders,
    server: PracticeServer,
    tmp_path: Path,
    own_keyring: KeyringDouble,
) -> None:
    office, file = Office(session), tmp_path / "accounts.json"
    office.perform(Act.EXPORT, one, other)
    screen.click("saveAccountsButton")
    choose_file("saveAccountsChooser", file)
    screen.click("noticeActionButton")
    screen.wait(lambda: set(halves(session.accounts()).values()) == {("paused", "paused")}, "the accounts here pause")
    _holds_no_secret(file, own_keyring)
    session.close()

    session.arguments[1] = str(tmp_path / "elsewhere")
    there = MadeAccounts(session.arguments, orders, server.base_url)
    there.parts.connections.overview()
    Office(session, is_empty=True).desk.choose_file_to_take_in()
    choose_file("takeInChooser", file)
    screen.click("takeInButton")
    screen.wait(lambda: len(session.accounts()) == 2, "the accounts are taken in")
    waiting = session.accounts()
    assert {view["name"]: (view["client"], view["seller"]["reason"], view["ledger"]["reason"]) for view in waiting} == {
        "Harbour Tea UK": (TEA, "moved", "moved"),
        "Harbour Tea US": (TEA, "moved", "moved"),
    }
    _sign_in_there(there)
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok"), "Harbour Tea US": ("reauthorise", "ok")}
    there.close()


def _sign_in_there(there: MadeAccounts) -> None:
    """Sign in as another seller and organisation, which is refused, then as the same ones."""
    known = there.parts.connections.overview()
    view = next(view for view in known.accounts if view.account.region == "europe")
    assert view.link is not None
    grant, organisation, facts = there.consent(Provider.XERO, "one-organisation")
    with pytest.raises(WrongAccount):
        there.parts.connections.reconnect_ledger(
            view.link.id, grant=grant, organisation=organisation, facts=facts, cancel=CancelToken()
        )
    assert there.parts.connections.overview() == known
    grant, organisation, facts = there.consent(Provider.XERO, "three-organisations")
    there.parts.connections.reconnect_ledger(
        view.link.id, grant=grant, organisation=organisation, facts=facts, cancel=CancelToken()
    )
    with pytest.raises(WrongSeller):
        there.reauthorise(view, "fern-and-slate")
    there.reauthorise(view, "harbour-tea")


def test_settings_are_saved_and_the_program_starts_with_the_computer_or_not(
    session: Session, made: MadeAccounts, one: AccountView, home: Path
) -> None:
    entry = home / ".config" / "autostart" / "lmb-desktop.desktop"
    office = Office(session)
    for is_on in (True, False):
        office.desk.open_settings()
        screen.wait(lambda: screen.is_ready("saveSettingsButton"), "the settings are read")
        assert screen.found("startAtLoginCheck", QCheckBox).isChecked() is not is_on
        screen.click("startAtLoginCheck")
        screen.choose("checkRhythmCombo", "Every week" if is_on else "Every 6 hours")
        screen.click("saveSettingsButton")
        screen.wait(lambda: screen.find("settingsDialog") is None, "the settings are saved")
        assert entry.exists() is is_on
        assert made.parts.preferences.read().rhythm.value == ("weekly" if is_on else "six-hours")
        if is_on:
            assert "--hidden" in entry.read_text("utf-8")


def test_a_start_with_the_computer_that_cannot_be_written_is_said(
    session: Session, one: AccountView, home: Path
) -> None:
    folder = home / ".config" / "autostart"
    folder.write_text("no folder", "utf-8")
    office = Office(session)
    office.desk.open_settings()
    screen.click("startAtLoginCheck")
    screen.click("saveSettingsButton")
    dialog = screen.found("settingsDialog", SettingsDialog)
    screen.wait(lambda: "could not be changed" in dialog.start.said(), "the refusal stands at its box")
    assert dialog.isVisible()


def test_the_report_is_written_by_the_program_itself(session: Session, one: AccountView, tmp_path: Path) -> None:
    office = Office(session)
    office.desk.open_diagnostics()
    screen.click("saveReportButton")
    choose_file("saveReportChooser", tmp_path / "report.txt")
    screen.wait((tmp_path / "report.txt").exists, "the report is saved")
    report = (tmp_path / "report.txt").read_text("utf-8")
    assert "Account 1: europe, sp-api" in report
    assert one.account.seller_id not in report
    assert "Harbour" not in report


def test_no_act_keeps_the_gui_thread_waiting(
    session: Session, made: MadeAccounts, one: AccountView, other: AccountView, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(session)
    rule = GuiThreadRule(monkeypatch)
    office.desk.rename(one.account.id, "Teapots UK", office.window.overview)
    screen.wait(lambda: len(office.news) == 1, "renamed")
    office.perform(Act.PAUSE, one, other)
    screen.wait(lambda: len(office.news) == 2, "paused")
    office.desk.open_diagnostics()
    screen.click("copyReportButton")
    screen.click("closeDiagnosticsButton")
    office.desk.open_settings()
    screen.click("saveSettingsButton")
    screen.wait(lambda: screen.find("settingsDialog") is None, "settings saved")
    office.perform(Act.DISCONNECT_LEDGER, one)
    screen.click("disconnectButton")
    screen.wait(lambda: len(office.news) == 3, "disconnected")
    screen.wait(lambda: office.shown(other) is not None, "shown")
    office.perform(Act.DELETE, other)
    screen.write("deleteNameEdit", "Harbour Tea US")
    screen.click("deleteButton")
    screen.wait(lambda: len(office.news) == 4, "deleted")
    assert rule.complaints == []


def _checked(made: MadeAccounts, view: AccountView) -> str:
    """Return the state of an account's ledger after a live check."""
    checked = made.parts.connections.check([view.account.id], CancelToken()).view(view.account.id)
    return checked.ledger.state.value if checked is not None else ""


def _is_paused(office: Office, view: AccountView) -> bool:
    shown = office.shown(view)
    return shown is not None and shown.is_paused


def _client(office: Office, view: AccountView) -> str | None:
    shown = office.shown(view)
    return shown.account.client if shown is not None else None


def _holds_no_secret(file: Path, keyring: KeyringDouble) -> None:
    text = file.read_text("utf-8")
    assert json.loads(text)["format"] == "lmb-desktop-accounts"
    kept = [json.loads(secret) for secret in keyring.secrets()]
    values = [entry.get("token") or entry["refresh_token"] for entry in kept]
    assert len(values) == 3
    assert [value for value in values if value in text] == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
