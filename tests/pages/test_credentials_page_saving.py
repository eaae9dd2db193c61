"""Page 3, saving: the half is kept as soon as Amazon confirms it, and what is said where that fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lmb_desktop.core import errors
from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.secret import Secret
from lmb_desktop.pages.credentials_page import CredentialsPage
from lmb_desktop.pages.verification import Patience
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from tests.fakes.window_ports import REFRESH_TOKEN, SELLER_ID, Desk, DeskFor, account, view_of
from tests.pages.details_on_page import (
    EUROPE,
    action_text,
    field,
    filled,
    leave,
    line,
    press,
    says,
    shown,
    type_in,
    verified,
    wait_for,
)

QUICK = Patience(answer_ms=5000, keyring_ms=1, beat_ms=1)


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(EUROPE)


def keyring_dialog(page: CredentialsPage) -> KeyringDialog:
    found = page.findChild(KeyringDialog, "keyringDialog")
    assert found is not None
    return found


def test_the_half_is_saved_as_soon_as_amazon_confirms_it(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    with qtbot.waitSignals([page.accounts_changed, page.verified]):
        press(page, "verifyButton")
    credentials = SellerCredentials("europe", Method.SP_API, SELLER_ID, Secret(REFRESH_TOKEN))
    assert desk.connections.saved == [("Amazon Europe", credentials)]
    assert page.draft.is_seller_saved
    assert desk.session.known.view("new") is not None
    assert not page.has_unsaved_text()


def test_what_amazon_confirmed_is_shown_before_it_is_saved(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    desk.connections.gate.shut()
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: says(page)[2].endswith("Saving the details…"))
    assert says(page)[0] == "busy"
    assert says(page)[2].splitlines() == [
        f"Amazon confirms: Harbour Tea, seller {SELLER_ID}",
        "It sells in 4 marketplaces: United Kingdom GBP, Germany EUR, France EUR, Spain EUR",
        "Saving the details…",
    ]
    assert desk.connections.saved == []
    desk.connections.gate.open()
    qtbot.waitUntil(page.isComplete)


def test_a_slow_keyring_is_said(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot, QUICK)
    desk.connections.gate.shut()
    press(page, "verifyButton")
    text = "Waiting for the keyring\nIt may be asking for a password in another window."
    qtbot.waitUntil(lambda: says(page)[2] == text)
    assert says(page)[0] == "busy"
    desk.connections.gate.open()
    qtbot.waitUntil(page.isComplete)


def test_without_a_keyring_the_person_is_asked_and_nothing_counts_as_verified(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.troubles = [errors.SecretStoreMissing()]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "keyring-missing")
    assert says(page)[2] == (
        "No keyring was found on this computer\nLMB Desktop keeps sign-ins in a keyring and nowhere else. Set one up, "
        "or keep this sign-in in memory until you quit."
    )
    assert not page.isComplete()
    assert keyring_dialog(page).isVisible()
    keyring_dialog(page).reject()


def test_until_i_quit_saves_without_asking_amazon_again(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.troubles = [errors.SecretStoreMissing()]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "keyring-missing")
    with qtbot.waitSignal(page.verified):
        keyring_dialog(page).until_quit_chosen.emit()
    keyring_dialog(page).reject()
    assert desk.work.fake_secrets.keeps_until_quit
    assert len(desk.seller_check.asked) == 1
    assert page.isComplete()


def test_a_keyring_set_up_meanwhile_is_used_without_asking_amazon_again(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.troubles = [errors.SecretStoreMissing()]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "keyring-missing")
    with qtbot.waitSignal(page.verified):
        keyring_dialog(page).try_again_chosen.emit()
    keyring_dialog(page).reject()
    assert not desk.work.fake_secrets.keeps_until_quit
    assert len(desk.seller_check.asked) == 1


def test_the_notice_offers_until_i_quit_after_the_dialog_was_closed(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.troubles = [errors.SecretStoreMissing()]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "keyring-missing")
    keyring_dialog(page).reject()
    qtbot.waitUntil(lambda: action_text(page) == "Until I quit")
    with qtbot.waitSignal(page.verified):
        press(page, "noticeActionButton")
    assert desk.work.fake_secrets.keeps_until_quit


TROUBLES: list[tuple[LmbError, str]] = [
    (errors.SecretStoreLocked(), "keyring-locked"),
    (errors.SecretStoreRefused(), "keyring-refused"),
    (errors.SecretStoreSlow(), "keyring-slow"),
    (errors.StoreBusy(), "store-busy"),
    (errors.DiskFull(), "disk-full"),
]


@pytest.mark.parametrize(("error", "message_id"), TROUBLES, ids=[entry[1] for entry in TROUBLES])
def test_a_save_that_failed_can_be_tried_again_without_asking_amazon(
    desk: Desk, qtbot: QtBot, error: LmbError, message_id: str
) -> None:
    desk.connections.troubles = [error]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, message_id)
    assert not page.isComplete()
    qtbot.waitUntil(lambda: action_text(page) == "Try again")
    with qtbot.waitSignal(page.verified):
        press(page, "noticeActionButton")
    assert len(desk.seller_check.asked) == 1


def test_a_token_the_keyring_cannot_hold_is_said_with_its_length(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.troubles = [errors.SecretTooLong(length=9700, limit=9600)]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "secret-too-long")
    assert "It has 9700 characters; 9600 fit." in says(page)[2]
    assert page.focusWidget() is line(page, "token")


def test_an_edit_after_a_failed_save_forgets_the_answer(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.troubles = [errors.SecretStoreLocked()]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "keyring-locked")
    type_in(page, "token", "X")
    assert says(page)[0] == "none"
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    assert len(desk.seller_check.asked) == 2


def test_a_save_that_could_not_be_stopped_any_more_counts(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot, QUICK)
    desk.connections.gate.shut()
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: says(page)[2].startswith("Waiting for the keyring"))
    press(page, "noticeStopButton")
    assert says(page)[0] == "none"
    assert page.row.button.isEnabled()
    desk.connections.gate.open()
    qtbot.waitUntil(page.isComplete)
    assert says(page)[1] == "verified"


def test_a_late_save_of_other_details_leaves_the_new_ones_unverified(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot, QUICK)
    desk.connections.gate.shut()
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: says(page)[2].startswith("Waiting for the keyring"))
    press(page, "noticeStopButton")
    type_in(page, "token", "X")
    with qtbot.waitSignal(page.accounts_changed):
        desk.connections.gate.open()
    assert page.draft.is_seller_saved
    assert not page.isComplete()


def test_a_new_check_saves_after_the_write_that_nobody_waits_for(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot, QUICK)
    desk.connections.gate.shut()
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: says(page)[2].startswith("Waiting for the keyring"))
    press(page, "noticeStopButton")
    line(page, "token").setText(REFRESH_TOKEN + "NEW")
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: len(desk.seller_check.asked) == 2)
    desk.connections.gate.open()
    qtbot.waitUntil(page.isComplete)
    assert [credentials.token for _name, credentials in desk.connections.saved] == [
        Secret(REFRESH_TOKEN),
        Secret(REFRESH_TOKEN + "NEW"),
    ]


def test_editing_the_name_keeps_the_verification_and_saves_the_name_when_it_is_left(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    line(page, "name").setText("Harbour Tea UK")
    assert page.isComplete()
    assert says(page)[1] == "verified"
    assert desk.connections.renamed == []
    with qtbot.waitSignal(page.accounts_changed):
        leave(page, "name")
    assert desk.connections.renamed == ["Harbour Tea UK"]
    assert page.step_answer() == "Harbour Tea UK"


def test_a_name_that_did_not_change_is_not_saved_again(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    leave(page, "name")
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert desk.connections.renamed == []


def test_an_empty_name_keeps_next_off_and_is_not_saved(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    line(page, "name").setText("")
    leave(page, "name")
    assert not page.isComplete()
    assert desk.connections.renamed == []


def test_a_new_name_that_is_taken_meanwhile_is_said_and_can_be_changed(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    desk.connections.accounts["two"] = account("two", name="Harbour Tea", seller_id="A2OTHER")
    line(page, "name").setText("Harbour Tea")
    leave(page, "name")
    qtbot.waitUntil(lambda: field(page, "name").message_kind() == "error")
    qtbot.waitUntil(lambda: not page.isComplete())
    assert page.draft.is_verified
    line(page, "name").setText("Harbour Tea EU")
    with qtbot.waitSignal(page.accounts_changed):
        leave(page, "name")
    assert desk.connections.renamed == ["Harbour Tea EU"]
    assert page.isComplete()


def test_a_name_that_could_not_be_saved_can_be_tried_again(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    desk.connections.troubles = [errors.StoreBusy()]
    line(page, "name").setText("Harbour Tea UK")
    leave(page, "name")
    wait_for(page, qtbot, "store-busy")
    with qtbot.waitSignal(page.accounts_changed):
        press(page, "noticeActionButton")
    assert desk.connections.renamed == ["Harbour Tea UK"]
    assert says(page)[1] == "verified"


def test_verifying_again_saves_under_the_same_account(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    type_in(page, "token", "X")
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    assert list(desk.connections.accounts) == ["new"]


def test_an_account_verified_earlier_says_when(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(AccountDraft.resumed(view_of(account())), account())
    page = shown(desk, qtbot)
    assert page.row.findChildren(QLabel)[-1].text() == "Verified on 25 October 2026"
    desk.clock.move(-timedelta(days=30))
    page.initializePage()
    assert page.row.findChildren(QLabel)[-1].text() == "Verified just now"
