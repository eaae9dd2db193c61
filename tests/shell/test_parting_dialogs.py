"""Disconnect and delete: what is asked, what really ends, and what is said where a provider could not be told."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QToolButton

from lmb_desktop.core.account_file import AccountFile
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import Offline, SecretStoreLocked
from lmb_desktop.core.sign_in import Organisation
from lmb_desktop.shell.acts import Act
from lmb_desktop.widgets.notice import Notice
from tests.core.conftest import BLUE
from tests.shell.desk_office import DeskOffice

UK, US = "harbour-tea-uk", "harbour-tea-us"


def texts(dialog: QDialog) -> str:
    """Return everything a dialog says."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def press(dialog: QDialog, name: str) -> None:
    """Press a button of a dialog."""
    button = dialog.findChild(QPushButton, name)
    assert button.isEnabled(), name
    button.click()


def notice(dialog: QDialog) -> tuple[str, str]:
    """Return kind and text of a dialog's notice."""
    found = dialog.findChild(Notice)
    return found.property("kind"), found.property("text")


def default_button(dialog: QDialog) -> str:
    """Return the text of the button that Enter presses."""
    return next(button.text() for button in dialog.findChildren(QPushButton) if button.isDefault())


def delete(desk: DeskOffice, account_id: str) -> QDialog:
    """Open the question before an account is deleted, with its name typed in."""
    desk.perform(Act.DELETE, account_id)
    dialog = desk.dialog("deleteDialog")
    QTest.keyClicks(dialog.findChild(QLineEdit, "deleteNameEdit"), desk.view(account_id).account.name.upper())
    return dialog


def test_a_ledger_is_disconnected_after_a_question_and_xero_is_told(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.perform(Act.DISCONNECT_LEDGER, UK)
    dialog = desk_office.dialog("disconnectLedgerDialog")
    assert "Disconnect Fern & Slate Ltd from Harbour Tea UK?" in texts(dialog)
    assert "LMB Desktop forgets this sign-in and tells Xero. What was posted stays." in texts(dialog)
    assert default_button(dialog) == "Cancel"
    press(dialog, "disconnectButton")
    title = "Fern & Slate Ltd is disconnected from Harbour Tea UK"
    desk_office.qtbot.waitUntil(lambda: desk_office.told.news == [(title, "The connection has ended at Xero too.")])
    assert desk_office.told.changed == [UK]
    assert [found for found, _token in desk_office.office.ledger.unlinked] == ["org-1"]
    assert desk_office.view(UK).link is None
    assert desk_office.find("disconnectLedgerDialog") is None


def test_a_shared_connection_stays_and_xero_hears_nothing(desk_office: DeskOffice) -> None:
    for name, region in (("Harbour Tea UK", "europe"), ("Harbour Tea US", "north-america"), ("Tea AU", "australia")):
        desk_office.add(name, region=region)
    desk_office.perform(Act.DISCONNECT_LEDGER, UK)
    dialog = desk_office.dialog("disconnectLedgerDialog")
    assert "The connection stays for 2 other accounts. What was posted stays." in texts(dialog)
    assert "tells Xero" not in texts(dialog)
    press(dialog, "disconnectButton")
    desk_office.qtbot.waitUntil(lambda: len(desk_office.told.news) == 1)
    assert desk_office.told.news[0][1] == "The connection stays for 2 other accounts."
    assert desk_office.office.ledger.unlinked == []
    assert desk_office.view(US).link is not None


def test_other_organisations_of_the_same_sign_in_are_named_as_staying(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    third = Organisation("org-3", "Third Ltd", "connection-3")
    desk_office.add("Harbour Tea US", region="north-america", ledger=third)
    view = desk_office.view(US)
    assert view.link is not None
    assert view.sign_in is not None
    link = desk_office.office.store.links[view.link.id]
    first = desk_office.view(UK).sign_in
    assert first is not None
    desk_office.office.store.links[link.id] = type(link)(**{**link.__dict__, "sign_in_id": first.id})
    desk_office.perform(Act.DISCONNECT_LEDGER, UK)
    said = texts(desk_office.dialog("disconnectLedgerDialog"))
    assert "Other organisations of the same sign-in stay connected." in said


@pytest.mark.parametrize(
    ("ledger", "place"), [(None, "open Settings › Connected apps there"), (BLUE, "open Apps there, find the app")]
)
def test_a_provider_that_could_not_be_told_is_named_with_the_way_to_end_it_by_hand(
    desk_office: DeskOffice, ledger: Organisation | None, place: str
) -> None:
    desk_office.add("Harbour Tea UK", **({"ledger": ledger} if ledger else {}))
    provider = "QuickBooks" if ledger else "Xero"
    desk_office.office.ledger.parting = Offline(service=provider, reason="no route")
    desk_office.perform(Act.DISCONNECT_LEDGER, UK)
    dialog = desk_office.dialog("disconnectLedgerDialog")
    press(dialog, "disconnectButton")
    desk_office.qtbot.waitUntil(lambda: notice(dialog)[0] == "attention")
    assert (
        f"{provider} was not told: {provider} could not be reached from this computer (no route). " in notice(dialog)[1]
    )
    assert "This connection is forgotten on this computer" in notice(dialog)[1]
    assert place in notice(dialog)[1]
    assert default_button(dialog) == "Close"
    assert not dialog.findChild(QPushButton, "disconnectButton").isVisible()
    assert desk_office.told.news == []
    assert desk_office.told.changed == [UK]
    assert desk_office.view(UK).link is None
    dialog.reject()


def test_a_locked_keyring_changes_nothing_and_a_second_try_ends_it(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.office.keyring.trouble = SecretStoreLocked()
    desk_office.perform(Act.DISCONNECT_LEDGER, UK)
    dialog = desk_office.dialog("disconnectLedgerDialog")
    press(dialog, "disconnectButton")
    desk_office.qtbot.waitUntil(lambda: notice(dialog)[0] == "bad")
    assert "The keyring is locked" in notice(dialog)[1]
    assert desk_office.told.changed == []
    desk_office.office.keyring.trouble = None
    assert desk_office.view(UK).link is not None
    press(dialog, "noticeActionButton")
    desk_office.qtbot.waitUntil(lambda: len(desk_office.told.news) == 1)
    assert desk_office.view(UK).link is None


def test_a_parting_under_way_can_be_stopped_before_anything_has_ended(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    waits, goes_on = threading.Event(), threading.Event()

    def hold() -> None:
        waits.set()
        goes_on.wait(5)

    desk_office.office.ledger.meanwhile = hold
    desk_office.perform(Act.DISCONNECT_LEDGER, UK)
    dialog = desk_office.dialog("disconnectLedgerDialog")
    press(dialog, "disconnectButton")
    desk_office.qtbot.waitUntil(waits.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert notice(dialog) == ("busy", "Stopping…")
    goes_on.set()
    desk_office.qtbot.waitUntil(lambda: notice(dialog)[0] == "none")
    assert desk_office.view(UK).link is not None
    assert desk_office.told.changed == []
    assert dialog.findChild(QPushButton, "disconnectButton").isEnabled()
    dialog.reject()
    assert desk_office.find("disconnectLedgerDialog") is None


def test_amazons_token_is_forgotten_and_its_own_switch_is_named_and_opened(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.perform(Act.DISCONNECT_SELLER, UK)
    dialog = desk_office.dialog("disconnectSellerDialog")
    switch = "To withdraw the access itself, use Manage Your Apps › Disable in Seller Central."
    assert "Disconnect Amazon from Harbour Tea UK?" in texts(dialog)
    assert switch in texts(dialog)
    assert default_button(dialog) == "Cancel"
    dialog.findChild(QToolButton, "manageAppsButton").click()
    assert desk_office.opened == ["https://sellercentral-europe.amazon.com/apps/manage"]
    press(dialog, "disconnectButton")
    title = "Amazon is disconnected from Harbour Tea UK"
    desk_office.qtbot.waitUntil(lambda: desk_office.told.news == [(title, f"The token is forgotten here. {switch}")])
    assert (desk_office.view(UK).seller.reason, desk_office.view(UK).account.seller_slot) == ("disconnected", "")
    assert desk_office.view(UK).link is not None


def test_delete_is_off_until_the_name_stands_there_and_enter_cancels(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.perform(Act.DELETE, UK)
    dialog = desk_office.dialog("deleteDialog")
    line, button = dialog.findChild(QLineEdit, "deleteNameEdit"), dialog.findChild(QPushButton, "deleteButton")
    assert dialog.focusWidget() is line
    for typed, is_on in (("Harbour Tea", False), (" UK", True), ("x", False)):
        QTest.keyClicks(line, typed)
        assert button.isEnabled() is is_on, typed
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert default_button(dialog) == "Cancel"
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk_office.settle()
    assert desk_office.view(UK)


def test_a_deleted_account_leaves_nothing_behind(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    dialog = delete(desk_office, UK)
    assert dialog.findChild(QCheckBox, "tellProviderCheck").isChecked()
    press(dialog, "deleteButton")
    desk_office.qtbot.waitUntil(lambda: len(desk_office.told.news) == 1)
    assert desk_office.told.news[0] == (
        "Harbour Tea UK is deleted",
        "Its sign-ins and its history are removed from this computer. The connection has ended at Xero too.",
    )
    assert desk_office.told.changed == [""]
    assert desk_office.office.keyring.entries == {}
    assert desk_office.office.store.holdings().accounts == ()
    assert len(desk_office.office.ledger.unlinked) == 1


def test_an_account_that_was_moved_away_is_deleted_without_telling(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    dialog = delete(desk_office, UK)
    assert "Leave it out for an account that was moved to another computer" in texts(dialog)
    dialog.findChild(QCheckBox, "tellProviderCheck").click()
    press(dialog, "deleteButton")
    desk_office.qtbot.waitUntil(lambda: len(desk_office.told.news) == 1)
    assert desk_office.told.news[0][1] == "Its sign-ins and its history are removed from this computer."
    assert (desk_office.office.ledger.unlinked, desk_office.office.ledger.renewed_with) == ([], [])
    assert desk_office.office.keyring.entries == {}


def test_a_shared_connection_is_not_asked_about_and_stays(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.add("Harbour Tea US", region="north-america")
    dialog = delete(desk_office, UK)
    assert dialog.findChild(QCheckBox, "tellProviderCheck") is None
    assert "The connection stays for 1 other account." in texts(dialog)
    press(dialog, "deleteButton")
    desk_office.qtbot.waitUntil(lambda: len(desk_office.told.news) == 1)
    assert desk_office.view(US).link is not None
    assert desk_office.office.ledger.unlinked == []


def test_an_account_from_another_computer_has_no_sign_in_to_tell_with(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    file = desk_office.office.connections.moving.exported([UK])
    other = DeskOffice(desk_office.parts.tasks, desk_office.qtbot)
    text = AccountFile.read(file.text(), place="f", regions=["europe"])
    added = other.office.connections.moving.imported(text).added[0]
    dialog = delete(other, added)
    assert dialog.findChild(QCheckBox, "tellProviderCheck") is None
    dialog.reject()
    other.perform(Act.DISCONNECT_LEDGER, added)
    dialog = other.dialog("disconnectLedgerDialog")
    assert "LMB Desktop forgets this connection. What was posted stays." in texts(dialog)
    press(dialog, "disconnectButton")
    title = "Fern & Slate Ltd is disconnected from Harbour Tea UK"
    other.qtbot.waitUntil(lambda: other.told.news == [(title, "")])


@pytest.mark.parametrize(
    ("act", "name", "button"),
    [
        (Act.DISCONNECT_LEDGER, "disconnectLedgerDialog", "disconnectButton"),
        (Act.DISCONNECT_SELLER, "disconnectSellerDialog", "disconnectButton"),
        (Act.DELETE, "deleteDialog", "deleteButton"),
    ],
)
def test_an_account_that_another_program_deleted_meanwhile_is_said_and_can_only_be_closed(
    desk_office: DeskOffice, act: Act, name: str, button: str
) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.perform(act, UK)
    dialog = desk_office.dialog(name)
    if act is Act.DELETE:
        QTest.keyClicks(dialog.findChild(QLineEdit, "deleteNameEdit"), "Harbour Tea UK")
    desk_office.office.connections.parting.remove(UK, CancelToken())
    press(dialog, button)
    desk_office.qtbot.waitUntil(lambda: notice(dialog)[0] == "attention")
    assert notice(dialog)[1].startswith("This account is no longer here\n")
    assert len(desk_office.told.changed) == 1
    assert not dialog.findChild(QPushButton, button).isVisible()
    assert default_button(dialog) == "Close"


def test_an_account_deleted_without_xero_hearing_is_gone_all_the_same(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.office.ledger.parting = Offline(service="Xero", reason="no route")
    dialog = delete(desk_office, UK)
    press(dialog, "deleteButton")
    desk_office.qtbot.waitUntil(lambda: notice(dialog)[0] == "attention")
    assert notice(dialog)[1].startswith("Harbour Tea UK is deleted\n")
    assert "Xero was not told" in notice(dialog)[1]
    assert desk_office.known.accounts == ()
    dialog.reject()
