"""The dialog that signs in to a ledger again, in every state and with every outcome."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AppMissing,
    ConsentDenied,
    NoOrganisation,
    Offline,
    SecretStoreLocked,
    SecretStoreMissing,
    SecretStoreRefused,
    StoreBusy,
)
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.reconnect_dialog import ReconnectDialog
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.again_desk import AgainDesk
from tests.fakes.ledger_ports import DEMO, HARBOUR_TEA, IRELAND, facts_of, grant_of
from tests.shell.again_on_screen import Shown, show

IN_BROWSER = "reconnectInBrowserButton"


@pytest.fixture
def desk(tasks: Tasks) -> AgainDesk:
    """Give a folder with one account that is connected to Xero."""
    desk = AgainDesk(tasks)
    desk.connect(desk.add())
    return desk


@pytest.fixture
def ended(desk: AgainDesk, qtbot: QtBot) -> Shown:
    """Give the dialog for an account whose connection Xero has ended."""
    desk.end_ledgers()
    return show(ReconnectDialog, desk, "harbour-tea-uk", qtbot)


def test_it_says_what_ended_what_is_restored_and_what_is_kept(ended: Shown) -> None:
    assert ended.dialog.windowTitle() == "Sign in to Xero again – Harbour Tea UK"
    assert ended.dialog.head.title() == "Sign in to Xero again"
    assert ended.dialog.head.sign_name() == "state-reauthorise"
    assert ended.dialog.head.text().startswith("Xero withdrew this connection.")
    assert ended.facts() == {
        "Organisation": "Harbour Tea Ltd, United Kingdom",
        "Account": "Harbour Tea UK",
        "Kept": "Name, settings and history",
    }
    assert ended.default() == "reconnectButton"
    assert ended.dialog.hint.text().startswith("Choose the same organisation when Xero asks.")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("idle-too-long", "Xero ends a connection that has not been used for 60 days."),
        ("withdrawn", "Xero withdrew this connection."),
        ("secret-lost", "The sign-in is no longer in the keyring."),
        ("moved", "This account came from another computer."),
    ],
)
def test_the_message_follows_the_reason(desk: AgainDesk, qtbot: QtBot, reason: str, words: str) -> None:
    desk.end_ledgers(reason)
    shown = show(ReconnectDialog, desk, "harbour-tea-uk", qtbot)
    assert words in shown.dialog.head.text()
    assert "…" not in shown.dialog.head.text()


def test_a_connection_that_works_may_be_renewed_all_the_same(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = show(ReconnectDialog, desk, "harbour-tea-uk", qtbot)
    assert shown.dialog.head.text() == "The connection works. Signing in again renews it."


def test_quickbooks_is_called_by_its_name_and_has_a_company(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks)
    desk.connect(desk.add(), grant_of(HARBOUR_TEA, provider=Provider.QUICKBOOKS))
    desk.end_ledgers()
    shown = show(ReconnectDialog, desk, "harbour-tea-uk", qtbot)
    assert shown.dialog.head.title() == "Sign in to QuickBooks again"
    assert "Company" in shown.facts()
    assert "same company when QuickBooks asks" in shown.dialog.hint.text()


@pytest.mark.parametrize(
    ("says", "message_id", "button"),
    [
        ({"is_demo": True}, "L-07", "&Use it for testing"),
        ({"base_currency": "AUD"}, "base-currency-unused", "&Use it with AUD as base currency"),
        ({"name": "Harbour Tea Limited"}, "", "&Use this organisation"),
    ],
    ids=["a demo company by now", "another base currency", "another name"],
)
def test_what_does_not_fit_and_is_new_is_said_before_it_is_used(
    ended: Shown, says: dict[str, object], message_id: str, button: str
) -> None:
    before = ended.desk.kept()
    ended.desk.ledger.reads = {HARBOUR_TEA.id: [facts_of(HARBOUR_TEA, **says)]}
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    assert ended.said == ("attention" if message_id else "good", message_id)
    assert ended.find("confirmOrganisationButton").text() == button
    assert ended.desk.kept() == before
    ended.confirm()
    ended.wait_for_title("Xero is connected again")


def test_what_was_accepted_when_it_was_connected_is_not_said_again(desk: AgainDesk, qtbot: QtBot) -> None:
    desk.connect(desk.add("Kestrel AU", region="australia", client="Kestrel"))
    link = desk.view("harbour-tea-uk").link
    desk.store.links[link.id] = replace(link, is_demo=True, base_currency="AUD")
    desk.end_ledgers()
    shown = show(ReconnectDialog, desk, "harbour-tea-uk", qtbot)
    desk.ledger.reads = {HARBOUR_TEA.id: [facts_of(HARBOUR_TEA, is_demo=True, base_currency="AUD")]}
    shown.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    assert shown.said[0] == "good"
    shown.confirm()
    shown.wait_for_title("Xero is connected again")


def test_the_technical_reply_stands_behind_what_ended_and_behind_nothing_else(ended: Shown) -> None:
    assert ended.find("headCopyDetailsButton") is None
    height = ended.dialog.height()
    ended.press("headDetailsButton")
    ended.qtbot.waitUntil(lambda: ended.dialog.height() > height)
    ended.press("headCopyDetailsButton")
    assert QGuiApplication.clipboard().text() == "answered 400; error invalid_grant"
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    assert ended.dialog.head.text() == "You gave access to Harbour Tea Ltd."
    assert (ended.find("headDetailsButton"), ended.find("headCopyDetailsButton")) == (None, None)
    ended.confirm()
    ended.wait_for_title("Xero is connected again")
    assert (ended.find("headDetailsButton"), ended.default()) == (None, "closeReconnectButton")


def test_another_organisation_is_refused_and_not_offered_for_testing(ended: Shown) -> None:
    ended.signed_in(IN_BROWSER, grant_of(DEMO))
    assert ended.find("confirmOrganisationButton").text() == "&Use this organisation"
    ended.confirm()
    ended.wait_for("L-05")


def test_one_organisation_needs_no_choice_but_its_name_is_shown_before_anything_is_saved(ended: Shown) -> None:
    before = ended.desk.kept()
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA, refresh_token=grant_of().access_token))
    assert ended.find("organisationCombo") is None
    assert ended.dialog.head.text() == "You gave access to Harbour Tea Ltd."
    assert ended.default() == "confirmOrganisationButton"
    assert ended.desk.kept() == before
    ended.confirm()
    ended.wait_for_title("Xero is connected again")
    assert ended.dialog.head.sign_name() == "state-ok"
    assert ended.dialog.head.text() == "Checked just now. Harbour Tea UK is restored."
    assert ended.default() == "closeReconnectButton"
    assert not any(ended.find(name) for name in ("reconnectButton", IN_BROWSER, "cancelReconnectButton"))
    assert ended.changed == [True]


def test_of_several_organisations_the_expected_one_is_chosen_and_read(ended: Shown) -> None:
    ended.signed_in(IN_BROWSER, grant_of(IRELAND, HARBOUR_TEA, DEMO))
    assert ended.find("organisationCombo").currentText() == "Harbour Tea Ltd"
    assert ended.desk.ledger.read_ids == ["org-1"]
    ended.confirm()
    ended.wait_for_title("Xero is connected again")


def test_where_the_expected_one_is_missing_none_is_chosen(ended: Shown) -> None:
    ended.signed_in(IN_BROWSER, grant_of(IRELAND, DEMO))
    assert ended.find("organisationCombo").currentIndex() == -1
    assert not ended.is_on("confirmOrganisationButton")


def test_another_organisation_changes_nothing_and_leads_to_change_ledger(ended: Shown) -> None:
    wanted: list[str] = []
    ended.dialog.change_ledger_wanted.connect(wanted.append)
    before = ended.desk.kept()
    ended.signed_in(IN_BROWSER, grant_of(IRELAND))
    ended.confirm()
    ended.wait_for("L-05")
    assert ended.text.startswith("You picked Harbour Tea Ireland; this connection belongs to Harbour Tea Ltd")
    assert (ended.desk.kept(), ended.changed) == (before, [])
    assert ended.is_on("confirmOrganisationButton")
    ended.press("noticeActionButton")
    assert wanted == ["harbour-tea-uk"]
    assert not ended.dialog.isVisible()


def test_after_another_organisation_the_right_one_may_still_be_chosen(ended: Shown) -> None:
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA, IRELAND))
    ended.choose("Harbour Tea Ireland")
    ended.confirm()
    ended.wait_for("L-05")
    ended.choose("Harbour Tea Ltd")
    ended.confirm()
    ended.wait_for_title("Xero is connected again")


def test_all_accounts_on_the_connection_are_named_and_counted(desk: AgainDesk, qtbot: QtBot) -> None:
    link = desk.view("harbour-tea-uk").link
    desk.connections.share_link(desk.add("Harbour Tea US", region="north-america"), link.id)
    desk.connect(desk.add("Kestrel AU", region="australia"), grant_of(IRELAND), IRELAND)
    desk.end_ledgers()
    shown = show(ReconnectDialog, desk, "harbour-tea-uk", qtbot)
    assert shown.facts()["Also restores"] == "Harbour Tea US, Kestrel AU"
    shown.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    shown.confirm()
    shown.wait_for_title("Xero is connected again")
    assert shown.dialog.head.text() == "Checked just now. 3 accounts are restored."


def test_an_account_that_another_person_does_not_restore_is_named(desk: AgainDesk, qtbot: QtBot) -> None:
    desk.connect(desk.add("Kestrel AU", region="australia"), grant_of(IRELAND), IRELAND)
    desk.end_ledgers()
    shown = show(ReconnectDialog, desk, "harbour-tea-uk", qtbot)
    shown.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA, user_id="somebody else"))
    shown.confirm()
    shown.wait_for_title("Xero is connected again")
    assert shown.dialog.head.text() == (
        "Checked just now. Harbour Tea UK is restored. These still need a sign-in of their own: Kestrel AU."
    )


@pytest.mark.parametrize(
    ("error", "message_id", "wanted"),
    [
        (ConsentDenied(service="Xero"), "L-01", []),
        (NoOrganisation(service="Xero"), "L-06", []),
        (Offline(service="Xero", reason="no answer"), "A-20", []),
        (AppMissing(service="Xero"), "app-missing", ["xero"]),
    ],
    ids=lambda value: value.slug if hasattr(value, "slug") else "",
)
def test_what_ends_a_sign_in_is_said_and_the_dialog_is_as_before(
    ended: Shown, error: Exception, message_id: str, wanted: list[str]
) -> None:
    before = ended.desk.kept()
    ended.desk.ledger.grants = [error]
    ended.press(IN_BROWSER)
    ended.answer()
    ended.wait_for(message_id)
    assert ended.dialog.panel.stage is Stage.CLOSED
    assert ended.is_on("reconnectButton")
    assert ended.desk.kept() == before
    if wanted:
        ended.press("noticeActionButton")
    assert ended.credentials == wanted


@pytest.mark.parametrize("trouble", [SecretStoreMissing(), SecretStoreLocked()], ids=["missing", "locked"])
def test_without_a_keyring_it_is_asked_what_to_do_as_on_page_four(ended: Shown, trouble: Exception) -> None:
    before = ended.desk.store.holdings()
    ended.desk.ring.trouble = trouble
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    ended.confirm()
    dialog = ended.dialog.findChild(KeyringDialog)
    assert dialog.isVisible()
    assert ended.said == ("bad", trouble.slug)
    assert ended.desk.store.holdings() == before
    dialog.until_quit_chosen.emit()
    ended.wait_for_title("Xero is connected again")


def test_a_save_that_fails_can_be_repeated(ended: Shown) -> None:
    ended.desk.ring.trouble = SecretStoreRefused()
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    ended.confirm()
    ended.wait_for("keyring-refused")
    ended.desk.ring.trouble = None
    ended.press("noticeActionButton")
    ended.wait_for_title("Xero is connected again")


def test_an_account_that_another_program_deleted_meanwhile_is_told_to_the_windows_too(ended: Shown) -> None:
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    connections = ended.desk.connections
    elsewhere = Thread(target=lambda: connections.parting.remove("harbour-tea-uk", CancelToken(), tells_provider=False))
    elsewhere.start()
    elsewhere.join()
    ended.confirm()
    ended.wait_for("link-gone")
    assert ended.changed == [True]


def test_closed_during_a_save_it_goes_on_and_the_window_hears_of_it(ended: Shown) -> None:
    ended.desk.store_door.gate.shut()
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    ended.press("confirmOrganisationButton")
    ended.qtbot.waitUntil(ended.dialog.is_saving)
    ended.dialog.reject()
    assert not ended.dialog.isVisible()
    ended.desk.store_door.gate.open()
    ended.qtbot.waitUntil(lambda: ended.changed == [True])
    assert ended.desk.view("harbour-tea-uk").ledger.state == "ok"
    ended.qtbot.waitUntil(lambda: not shiboken6.isValid(ended.dialog))


def test_closed_during_a_save_that_fails_the_window_is_told_why(ended: Shown) -> None:
    heard: list[Exception] = []
    ended.desk.tasks.failed_unheard.connect(heard.append)
    ended.desk.store_door.troubles = [StoreBusy()]
    ended.desk.store_door.gate.shut()
    ended.signed_in(IN_BROWSER, grant_of(HARBOUR_TEA))
    ended.press("confirmOrganisationButton")
    ended.qtbot.waitUntil(ended.dialog.is_saving)
    ended.dialog.reject()
    ended.desk.store_door.gate.open()
    ended.qtbot.waitUntil(lambda: len(heard) == 1)
    assert isinstance(heard[0], StoreBusy)
    ended.qtbot.waitUntil(lambda: not shiboken6.isValid(ended.dialog))


def test_closed_while_signing_in_it_stops_listening_and_goes(ended: Shown) -> None:
    ended.press(IN_BROWSER)
    ended.qtbot.waitUntil(lambda: ended.dialog.panel.stage is Stage.BROWSER)
    listener = ended.desk.door.listeners[-1]
    ended.dialog.reject()
    ended.qtbot.waitUntil(lambda: listener.is_closed)
    ended.qtbot.waitUntil(lambda: not shiboken6.isValid(ended.dialog))
    assert ended.changed == []
