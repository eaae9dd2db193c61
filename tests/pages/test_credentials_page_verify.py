"""Page 3, Verify: what is asked, what is said meanwhile, and what counts as verified."""

from __future__ import annotations

import re
import threading

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lmb_desktop.core import errors
from lmb_desktop.core.account import Method, SellerApp, SellerCredentials, SellerIdCheck
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.pace import ALLOWANCES, Pace
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.verifying import Verifying
from lmb_desktop.pages.verification import Patience
from tests.fakes.window_ports import (
    MWS_TOKEN,
    REFRESH_TOKEN,
    SELLER_ID,
    Desk,
    DeskFor,
    account,
    identity,
    sells_in,
)
from tests.pages.details_on_page import (
    EUROPE,
    chips,
    field,
    filled,
    line,
    paste,
    press,
    says,
    shown,
    type_in,
    verified,
    wait_for,
)

QUICK = Patience(answer_ms=1, keyring_ms=1, beat_ms=1)


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(EUROPE)


def test_verify_asks_amazon_once_with_what_stands_in_the_fields(desk: Desk, qtbot: QtBot) -> None:
    verified(desk, qtbot)
    expected = SellerCredentials("europe", Method.SP_API, SELLER_ID, Secret(REFRESH_TOKEN))
    assert desk.seller_check.asked == [expected]


def test_the_sellers_own_app_goes_along(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    press(page, "ownAppButton")
    line(page, "client_id").setText("amzn1.application-oa2-client.0a1b")
    line(page, "client_secret").setText("amzn1.oa2-cs.v1.0a1b")
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    own_app = SellerApp("amzn1.application-oa2-client.0a1b", Secret("amzn1.oa2-cs.v1.0a1b"))
    assert desk.seller_check.asked[0].own_app == own_app


def test_mws_is_asked_with_its_token(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    page = filled(desk, qtbot)
    line(page, "token").setText(MWS_TOKEN)
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    assert desk.seller_check.asked == [SellerCredentials("europe", Method.MWS, SELLER_ID, Secret(MWS_TOKEN))]


def test_while_amazon_is_asked_the_fields_are_read_only_and_verify_is_off(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    desk.seller_check.gate.shut()
    press(page, "verifyButton")
    assert says(page) == (
        "busy",
        "",
        "Asking Amazon…\nChecking the token, the Seller ID and the marketplaces.",
    )
    assert all(line(page, name).isReadOnly() for name in ("name", "seller_id", "token"))
    assert line(page, "seller_id").isEnabled()
    assert not page.row.button.isEnabled()
    assert not page.isComplete()
    assert page.may_go_back()
    desk.seller_check.gate.open()
    qtbot.waitUntil(lambda: page.draft.is_verified)
    assert not line(page, "seller_id").isReadOnly()


def test_a_slow_answer_is_explained(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot, QUICK)
    desk.seller_check.gate.shut()
    press(page, "verifyButton")
    text = "Asking Amazon…\nStill waiting for Amazon. It usually answers within a few seconds."
    qtbot.waitUntil(lambda: says(page)[2] == text)
    desk.seller_check.gate.open()
    qtbot.waitUntil(lambda: page.draft.is_verified)


def test_stop_goes_back_to_before_without_a_notice(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    desk.seller_check.gate.shut()
    press(page, "verifyButton")
    press(page, "noticeStopButton")
    assert says(page)[0] == "none"
    assert page.row.button.isEnabled()
    assert not line(page, "token").isReadOnly()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert not page.draft.is_verified
    assert desk.connections.saved == []


def test_leaving_the_page_stops_the_check(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    desk.seller_check.gate.shut()
    press(page, "verifyButton")
    page.cleanupPage()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert says(page)[0] == "none"
    assert desk.connections.saved == []


def test_success_names_store_seller_and_marketplaces(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    assert says(page) == (
        "good",
        "verified",
        (
            f"Amazon confirms: Harbour Tea, seller {SELLER_ID}\n"
            "The token and the Seller ID belong together. It sells in 4 marketplaces:"
        ),
    )
    assert chips(page) == ["United Kingdom GBP", "Germany EUR", "France EUR", "Spain EUR"]


def test_after_success_next_is_on_and_the_main_step(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    with qtbot.waitSignals([page.verified, page.completeChanged, page.draft_changed, page.main_step_changed]):
        press(page, "verifyButton")
    assert page.isComplete()
    assert page.main_step() is None
    assert not page.row.button.isEnabled()
    assert page.row.findChildren(QLabel)[-1].text() == "Verified just now"


def test_one_marketplace_is_not_called_several(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [identity(sells_in("GB"), sells_in("DE", is_participating=False))]
    page = verified(desk, qtbot)
    assert says(page)[2].endswith("It sells in one marketplace:")
    assert chips(page) == ["United Kingdom GBP"]


def test_a_seller_id_no_call_can_check_is_said_so(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [identity(id_check=SellerIdCheck.NOT_CHECKABLE)]
    page = verified(desk, qtbot)
    assert says(page) == (
        "info",
        "verified-unchecked",
        (
            "Amazon accepts the token of the store Harbour Tea\n"
            "Whether it belongs to this Seller ID could not be checked: the app lacks the role for it. Compare the "
            "store name, then press Next."
        ),
    )
    assert page.isComplete()
    assert len(chips(page)) == 4


def test_suspended_listings_are_said_and_stop_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [identity(sells_in("GB"), sells_in("DE", has_suspended_listings=True))]
    page = verified(desk, qtbot)
    assert chips(page) == ["United Kingdom GBP", "Germany EUR, suspended"]
    texts = [label.text() for label in page.notice.findChildren(QLabel)]
    assert any("Amazon reports suspended listings there; connecting still works." in text for text in texts)


@pytest.mark.parametrize("name", ["seller_id", "token"])
def test_editing_a_field_undoes_the_verification(desk: Desk, qtbot: QtBot, name: str) -> None:
    page = verified(desk, qtbot)
    type_in(page, name, "X")
    assert not page.isComplete()
    assert says(page)[0] == "none"
    assert page.main_step() is page.row.button
    assert page.row.button.isEnabled()


def test_using_another_app_undoes_the_verification(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    press(page, "ownAppButton")
    assert not page.isComplete()


def test_trying_again_asks_again(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.Offline(service="Amazon", reason="no network"), identity()]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-20")
    with qtbot.waitSignal(page.verified):
        press(page, "noticeActionButton")


def test_a_service_that_slows_us_down_is_asked_again_by_itself(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.RateLimited(service="Amazon", wait_s=3, status=429), identity()]
    page = filled(desk, qtbot, QUICK)
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    assert len(desk.seller_check.asked) == 2


def test_verify_pressed_again_and_again_is_slowed_down_here_and_goes_on_by_itself(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.verifying = Verifying(desk.seller_check, Pace(desk.clock))
    page = filled(desk, qtbot)
    for number in range(ALLOWANCES["amazon"].burst):
        type_in(page, "token", str(number))
        with qtbot.waitSignal(page.verified):
            press(page, "verifyButton")
    asked = len(desk.seller_check.asked)
    type_in(page, "token", "X")
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-18")
    assert page.row.button.text().replace("&", "") == "Verify details (63 s)"
    assert not page.row.button.isEnabled()
    assert len(desk.seller_check.asked) == asked


def test_what_was_slowed_down_here_is_asked_when_its_time_has_come(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.verifying = Verifying(desk.seller_check, Pace(desk.clock))
    page = filled(desk, qtbot, QUICK)
    typed = SellerCredentials("europe", Method.SP_API, SELLER_ID, Secret(REFRESH_TOKEN))
    pace = desk.connections.verifying
    done = threading.Thread(target=lambda: [pace.verify(typed, CancelToken()) for _time in range(15)])
    done.start()
    done.join()
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
        wait_for(page, qtbot, "A-18")
        desk.clock.move(ALLOWANCES["amazon"].refill)


def test_the_seconds_left_are_counted_on_the_button(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.RateLimited(service="Amazon", wait_s=42, status=429)]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-18")
    kind, message_id, text = says(page)
    assert (kind, message_id) == ("attention", "A-18")
    assert re.fullmatch(
        r"Amazon asked LMB Desktop to slow down\n"
        r"Trying again at \d+:\d\d.*; you do not need to do anything\.",
        text,
    )
    assert page.row.button.text().replace("&", "") == "Verify details (42 s)"
    assert not page.row.button.isEnabled()
    assert line(page, "token").isReadOnly()


def test_waiting_for_a_slow_service_can_be_stopped(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.RateLimited(service="Amazon", wait_s=42, status=429)]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-18")
    qtbot.waitUntil(lambda: page.notice.isVisible())
    press(page, "noticeStopButton")
    assert says(page)[0] == "none"
    assert page.row.button.text().replace("&", "") == "Verify details"
    assert page.row.button.isEnabled()


def test_a_seller_connected_already_is_said_before_amazon_is_asked(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE, account("one", name="Harbour Tea UK"))
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-10")
    assert says(page) == (
        "bad",
        "A-10",
        (
            "This seller account is connected already\n"
            f"{SELLER_ID} in Europe is already connected as 'Harbour Tea UK'. Open that account instead of adding it "
            "twice."
        ),
    )
    assert desk.seller_check.asked == []
    with qtbot.waitSignal(page.open_account_wanted) as wanted:
        press(page, "noticeActionButton")
    assert wanted.args == ["one"]


def test_the_same_seller_in_another_region_is_another_account(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE, account("one", region="north-america"))
    verified(desk, qtbot)
    assert len(desk.connections.accounts) == 2


def test_a_name_taken_meanwhile_is_said_under_the_name(desk: Desk, qtbot: QtBot) -> None:
    desk.connections.accounts["two"] = account("two", name="Amazon Europe", seller_id="A2OTHER")
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    qtbot.waitUntil(lambda: field(page, "name").message_kind() == "error")
    assert field(page, "name").message_text() == "Another account has this name already. Choose another one."
    assert says(page)[0] == "none"
    qtbot.waitUntil(lambda: not page.row.button.isEnabled())
    line(page, "name").setText("Harbour Tea EU")
    assert page.row.button.isEnabled()


def test_a_warning_of_shape_is_shown_while_verify_goes_on(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    paste(page, "seller_id", "AB1")
    desk.seller_check.gate.shut()
    press(page, "verifyButton")
    assert field(page, "seller_id").message_kind() == "attention"
    assert says(page)[0] == "busy"
    desk.seller_check.gate.open()
    qtbot.waitUntil(lambda: page.draft.is_verified)


def test_nothing_is_done_where_details_are_missing(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert not page.row.button.isEnabled()
    assert desk.seller_check.asked == []
