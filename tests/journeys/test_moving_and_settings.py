"""Accounts that move to another computer, the settings, and the report for support, by the window's own menus."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.settings_dialog import SettingsDialog
from tests.journeys import again, hand, screen, walk, web_view
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.made_accounts import MadeAccounts
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves

TEA = "Harbour Tea Ltd"
UK, US = "Harbour Tea UK", "Harbour Tea US"


def test_accounts_move_to_another_computer_and_wait_there_for_the_same_identities(
    session: Session,
    one: AccountView,
    other: AccountView,
    orders: Orders,
    tmp_path: Path,
    own_keyring: KeyringDouble,
) -> None:
    file = tmp_path / "accounts.json"
    session.start()
    hand.select(UK, US)
    hand.from_menu_bar("Tools/Move to another computer", "exportAction")
    screen.click("saveAccountsButton")
    hand.choose_file("saveAccountsChooser", str(file))
    screen.click("noticeActionButton")
    hand.told("2 accounts paused")
    assert set(halves(session.accounts()).values()) == {("paused", "paused")}
    _holds_no_secret(file, own_keyring)
    session.close()

    session.arguments[1] = str(tmp_path / "elsewhere")
    session.start()
    # The first start with an app and no account opens the wizard.
    screen.found("accountWizard")
    walk.leave()
    hand.from_menu_bar("Tools/Move to another computer", "takeInAction")
    hand.choose_file("takeInChooser", str(file))
    screen.click("takeInButton")
    hand.told("2 accounts taken in")
    waiting = session.accounts()
    assert {view["name"]: (view["client"], view["seller"]["reason"], view["ledger"]["reason"]) for view in waiting} == {
        UK: (TEA, "moved", "moved"),
        US: (TEA, "moved", "moved"),
    }
    _sign_in_there(session, orders)
    assert halves(session.accounts()) == {UK: ("ok", "ok"), US: ("reauthorise", "ok")}


def _sign_in_there(session: Session, orders: Orders) -> None:
    """Sign in as another organisation and seller, which is refused, then as the same ones."""
    hand.select(UK)
    hand.from_more("signInAgainAction")
    refused = again.reconnecting()
    _sign_in(entry=1)
    screen.wait(lambda: again.notice(refused)[1] == "L-05", "another organisation is refused")
    assert {view["ledger"]["state"] for view in session.accounts()} == {"reauthorise"}
    screen.press_escape(refused)
    hand.from_more("signInAgainAction")
    _sign_in(entry=0)
    screen.click("closeReconnectButton")
    screen.click("reauthoriseAmazonButton")
    dialog = again.reauthorising()
    _verify(orders.details("fern-and-slate", "europe").token)
    screen.wait(lambda: again.notice(dialog)[1] == "A-16", "another seller is refused")
    assert {view["seller"]["state"] for view in session.accounts()} == {"reauthorise"}
    _verify(orders.details("harbour-tea", "europe").token)
    screen.click("closeReauthoriseButton")


def _sign_in(entry: int) -> None:
    """Sign in to Xero in the dialog that is open, and confirm the organisation."""
    dialog = again.reconnecting()
    screen.click("reconnectButton")
    web_view.sign_in("three-organisations")
    web_view.allow(entry)
    again.confirm(dialog)


def _verify(token: str) -> None:
    screen.write("tokenEdit", token)
    screen.click("verifyButton")


def test_settings_are_saved_and_the_program_starts_with_the_computer_or_not(
    session: Session, made: MadeAccounts, one: AccountView, home: Path
) -> None:
    entry = home / ".config" / "autostart" / "lmb-desktop.desktop"
    session.start()
    for is_on in (True, False):
        hand.from_menu_bar("Tools", "settingsAction")
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
    (home / ".config" / "autostart").write_text("no folder", "utf-8")
    session.start()
    hand.from_menu_bar("Tools", "settingsAction")
    screen.click("startAtLoginCheck")
    screen.click("saveSettingsButton")
    dialog = screen.found("settingsDialog", SettingsDialog)
    screen.wait(lambda: "could not be changed" in dialog.start.said(), "the refusal stands at its box")
    assert dialog.isVisible()


def test_the_report_is_written_by_the_program_itself(session: Session, one: AccountView, tmp_path: Path) -> None:
    session.start()
    hand.from_menu_bar("Tools", "diagnosticsAction")
    screen.click("saveReportButton")
    hand.choose_file("saveReportChooser", str(tmp_path / "report.txt"))
    screen.wait((tmp_path / "report.txt").exists, "the report is saved")
    report = (tmp_path / "report.txt").read_text("utf-8")
    assert "Account 1: europe, sp-api" in report
    assert one.account.seller_id not in report
    assert "Harbour" not in report


def _holds_no_secret(file: Path, keyring: KeyringDouble) -> None:
    text = file.read_text("utf-8")
    assert json.loads(text)["format"] == "lmb-desktop-accounts"
    values = keyring.tokens()
    assert len(values) == 3
    assert [value for value in values if value in text] == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
