"""Page 3, before anybody is asked: what stands in the fields, what is wrong with it, and when Verify is on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.widgets.link_button import LinkButton
from tests.fakes.window_ports import (
    MWS_TOKEN,
    REFRESH_TOKEN,
    SELLER_ID,
    Desk,
    DeskFor,
    account,
    amazon_app,
    overview_of,
    view_of,
)
from tests.pages.details_on_page import EUROPE, FIELDS, field, filled, leave, line, paste, press, says, shown, type_in

A_01 = (
    "That is the ID of the United Kingdom marketplace, not your Seller ID. In Seller Central open Settings > Account "
    "info and copy the Merchant token."
)
A_02 = (
    "A Seller ID has only capital letters and digits and starts with A. Copy it from Settings > Account info > "
    "Merchant token."
)
A_03 = (
    "This is an MWS token. Amazon switched MWS off in 2024, so nobody can use it any more. Press Visit Seller Central "
    "to create a new authorisation."
)
A_04 = "This is an access token; it stops working after an hour. Copy the refresh token instead - it begins with Atzr|."
A_05 = (
    "This is the app's solution ID. The client ID begins with amzn1.application-oa2-client. You find it under View "
    "next to LWA credentials."
)
A_06 = "The token looks cut off. Use the copy button in Seller Central rather than selecting the text by hand."


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(EUROPE)


def test_every_field_has_its_name_for_automation(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert {line(page, name).accessibleIdentifier() for name in FIELDS} == set(FIELDS.values())
    assert line(page, "token").accessibleName() == "Refresh token"
    assert line(page, "token").echoMode() is QLineEdit.EchoMode.Password
    assert page.form.own_app_button.objectName() == "ownAppButton"


def test_a_suggested_name_stands_in_the_field_selected(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert line(page, "name").text() == "Amazon Europe"
    assert line(page, "name").selectedText() == "Amazon Europe"
    assert desk.session.draft.name == "Amazon Europe"
    assert not desk.session.draft.is_name_edited


def test_the_suggestion_is_a_name_nobody_has(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE, account(name="AMAZON europe")), qtbot)
    assert line(page, "name").text() == "Amazon Europe 2"


def test_the_first_focus_is_the_first_empty_field(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.first_focus() is line(page, "seller_id")


@pytest.mark.parametrize(
    ("name", "text", "message", "kind"),
    [
        ("seller_id", "A1F83G8C2ARO7P", A_01, "error"),
        ("seller_id", "shop@example.com", A_02, "attention"),
        ("seller_id", "https://sellercentral.amazon.com/x", A_02, "attention"),
        ("seller_id", "Harbour Tea", A_02, "attention"),
        ("token", MWS_TOKEN, A_03, "error"),
        ("token", "Atza|IwEBIExampleAccessTokenOfATestSeller0123456789", A_04, "error"),
        ("token", "Atzr|IwEBIExampleRefresh…", A_06, "attention"),
        ("token", "Atzr|short", A_06, "attention"),
        ("token", "Atzr|IwEBIExampleRefreshToken OfATestSeller0123456789", A_06, "attention"),
        ("seller_id", "AB1", "This does not look like a Seller ID; check it once more.", "attention"),
    ],
)
def test_a_wrong_shape_is_said_under_the_field_at_once_after_a_paste(
    desk: Desk, qtbot: QtBot, name: str, text: str, message: str, kind: str
) -> None:
    page = shown(desk, qtbot)
    paste(page, name, text)
    assert (field(page, name).message_text(), field(page, name).message_kind()) == (message, kind)


def test_the_solution_id_is_not_taken_for_the_client_id(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = ServiceSettings()
    page = shown(desk, qtbot)
    paste(page, "client_id", "amzn1.sp.solution.0a1b2c3d")
    assert (field(page, "client_id").message_text(), field(page, "client_id").message_kind()) == (A_05, "error")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("seller_id", "A1F83G8C2ARO7P"),
        ("token", MWS_TOKEN),
        ("token", "Atza|IwEBIExampleAccessTokenOfATestSeller0123456789"),
        ("seller_id", ""),
        ("token", ""),
        ("name", " "),
    ],
)
def test_a_certain_fault_stops_verify_before_the_network(desk: Desk, qtbot: QtBot, name: str, text: str) -> None:
    page = filled(desk, qtbot)
    assert page.row.button.isEnabled()
    line(page, name).setText(text)
    assert not page.row.button.isEnabled()


def test_the_links_below_two_fields_at_fault_have_names_of_their_own(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    line(page, "seller_id").setText("A1F83G8C2ARO7P")
    line(page, "token").setText(MWS_TOKEN)
    links = [one for one in page.findChildren(LinkButton) if one.isVisible() and "Link" in one.objectName()]
    assert {"sellerIdEditLinkButton", "tokenEditLinkButton", "tokenEditOtherLinkButton"} <= {
        one.objectName() for one in links
    }
    assert len({one.objectName() for one in links}) == len(links)
    assert all(one.accessibleIdentifier() == one.objectName() for one in links)


@pytest.mark.parametrize(
    ("name", "text"), [("seller_id", "shop@example.com"), ("token", "Atzr|short"), ("seller_id", "AB1")]
)
def test_a_fault_that_may_be_none_lets_verify_go_on(desk: Desk, qtbot: QtBot, name: str, text: str) -> None:
    page = filled(desk, qtbot)
    line(page, name).setText(text)
    assert page.row.button.isEnabled()


def test_nothing_is_said_while_somebody_types(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    type_in(page, "seller_id", "Shop 1")
    assert field(page, "seller_id").message_kind() == "none"
    leave(page, "seller_id")
    assert field(page, "seller_id").message_text() == A_02


def test_typing_takes_back_what_was_said_about_the_field(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    paste(page, "seller_id", "A1F83G8C2ARO7P")
    type_in(page, "seller_id", "X")
    assert field(page, "seller_id").message_kind() == "none"


def test_an_empty_field_is_a_fault_only_once_somebody_has_touched_it(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    leave(page, "seller_id")
    assert field(page, "seller_id").message_kind() == "none"
    type_in(page, "seller_id", "A")
    QTest.keyClick(line(page, "seller_id"), Qt.Key.Key_Backspace)
    leave(page, "seller_id")
    assert field(page, "seller_id").message_text() == "Enter the Seller ID."


@pytest.mark.parametrize(
    "pasted",
    [
        f"  {SELLER_ID}\n",
        f"Seller ID: {SELLER_ID}",
        f"“{SELLER_ID}”",
        f"\u200b{SELLER_ID}\ufeff",
        SELLER_ID.lower(),
        f"Merchant token: {SELLER_ID}\r\n",
    ],
)
def test_a_pasted_seller_id_is_cleaned_silently(desk: Desk, qtbot: QtBot, pasted: str) -> None:
    page = shown(desk, qtbot)
    paste(page, "seller_id", pasted)
    assert line(page, "seller_id").text() == SELLER_ID
    assert field(page, "seller_id").message_kind() == "none"
    assert desk.session.draft.seller_id == SELLER_ID


def test_a_pasted_token_is_cleaned_silently_and_keeps_its_case(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    wrapped = f'"{REFRESH_TOKEN[:20]}\n{REFRESH_TOKEN[20:]}"\n'
    paste(page, "token", wrapped)
    assert line(page, "token").text() == REFRESH_TOKEN
    assert field(page, "token").message_kind() == "none"


def test_a_name_is_taken_once_ignoring_case(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = filled(desk_for(EUROPE, account()), qtbot)
    line(page, "name").setText("harbour  TEA uk")
    leave(page, "name")
    assert field(page, "name").message_text() == "Another account has this name already. Choose another one."
    assert not page.row.button.isEnabled()


def test_a_name_left_empty_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "name").selectAll()
    QTest.keyClick(line(page, "name"), Qt.Key.Key_Backspace)
    leave(page, "name")
    assert field(page, "name").message_text() == "Enter a name for the account."


def test_a_long_name_is_counted_near_its_end(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "name").setText("x" * 54)
    assert field(page, "name").message_text() == ""
    type_in(page, "name", "x")
    assert field(page, "name").message_text() == "55 of 60 characters"
    line(page, "name").setText("x" * 61)
    assert field(page, "name").message_text() == "A name has at most 60 characters."
    assert not page.row.button.isEnabled()


def test_a_token_of_mws_offers_the_mws_method_and_keeps_the_fields(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "seller_id").setText(SELLER_ID)
    paste(page, "token", MWS_TOKEN)
    page.form.token.link_triggered.emit()
    assert desk.session.draft.method is Method.MWS
    assert (line(page, "seller_id").text(), line(page, "token").text()) == (SELLER_ID, MWS_TOKEN)
    assert line(page, "token").accessibleName() == "MWS Auth Token"
    assert field(page, "token").message_text() == "Begins with “amzn.mws.”."
    assert page.row.button.isEnabled()


def test_a_refresh_token_under_mws_offers_the_refresh_token(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    page = shown(desk, qtbot)
    paste(page, "token", REFRESH_TOKEN)
    assert field(page, "token").message_kind() == "error"
    page.form.token.link_triggered.emit()
    assert desk.session.draft.method is Method.SP_API
    assert field(page, "token").message_kind() == "none"


def test_the_sellers_own_app_stands_behind_a_link_where_an_app_is_configured(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    assert not line(page, "client_id").isVisible()
    press(page, "ownAppButton")
    assert line(page, "client_id").isVisible()
    assert not page.row.button.isEnabled()
    line(page, "client_id").setText("amzn1.application-oa2-client.0a1b")
    line(page, "client_secret").setText("amzn1.oa2-cs.v1.0a1b")
    assert page.row.button.isEnabled()
    own_app = desk.session.draft.own_app
    assert own_app is not None
    assert own_app.client_id == "amzn1.application-oa2-client.0a1b"
    press(page, "ownAppButton")
    assert desk.session.draft.own_app is None
    assert page.row.button.isEnabled()


def test_the_app_is_asked_for_where_none_is_configured(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = ServiceSettings()
    page = filled(desk, qtbot)
    assert line(page, "client_id").isVisible()
    assert not page.form.own_app_button.isVisible()
    assert not page.row.button.isEnabled()


def test_an_app_entered_meanwhile_can_be_used_instead(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = ServiceSettings()
    page = filled(desk, qtbot)
    desk.settings = amazon_app()
    page.settings_changed()
    press(page, "ownAppButton")
    assert not line(page, "client_id").isVisible()
    assert page.row.button.isEnabled()


def test_mws_needs_no_app_of_the_seller(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    desk.settings = ServiceSettings()
    page = shown(desk, qtbot)
    assert not line(page, "client_id").isVisible()
    assert not page.form.own_app_button.isVisible()


def test_enter_goes_to_the_next_empty_field_while_verify_is_off(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "seller_id").setText(SELLER_ID)
    QTest.keyClick(line(page, "seller_id"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.focusWidget() is line(page, "token"))


def test_what_was_typed_is_kept_when_the_page_is_shown_again(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    page.cleanupPage()
    page.initializePage()
    assert (line(page, "seller_id").text(), line(page, "token").text()) == (SELLER_ID, REFRESH_TOKEN)
    assert says(page)[0] == "none"


def test_the_next_account_starts_with_empty_fields(desk: Desk, qtbot: QtBot) -> None:
    page = filled(desk, qtbot)
    desk.session.draft = AccountDraft(account_id="next").with_region("japan")
    page.initializePage()
    assert line(page, "name").text() == "Amazon Japan"
    assert (line(page, "seller_id").text(), line(page, "token").text()) == ("", "")
    assert not page.row.button.isEnabled()


def test_typed_details_are_unsaved_until_they_are_verified(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert not page.has_unsaved_text()
    type_in(page, "seller_id", "A")
    assert page.has_unsaved_text()


def test_a_resumed_account_is_verified_and_shows_where_its_token_lies(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(AccountDraft.resumed(view_of(account())), account())
    page = shown(desk, qtbot)
    assert page.isComplete()
    assert line(page, "token").text() == ""
    assert line(page, "token").placeholderText().endswith("kept in this computer's keyring")
    assert not page.has_unsaved_text()
    assert page.main_step() is None


def test_editing_a_resumed_account_asks_for_the_token_again(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(AccountDraft.resumed(view_of(account())), account())
    page = shown(desk, qtbot)
    type_in(page, "seller_id", "X")
    assert not page.isComplete()
    assert line(page, "token").placeholderText() == ""
    assert not page.row.button.isEnabled()


def test_a_name_taken_by_an_account_found_later_keeps_next_off(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(AccountDraft.resumed(view_of(account())), account())
    page = shown(desk, qtbot)
    desk.session.known = overview_of(account(), account("two", name="Harbour Tea DE", seller_id="A2", region="japan"))
    line(page, "name").setText("Harbour Tea DE")
    assert not page.isComplete()


def test_tab_goes_in_reading_order(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = ServiceSettings()
    page = shown(desk, qtbot)
    stops, at = [], line(page, "name")
    for _step in range(60):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(page):
            stops.append(at.objectName())
        at = at.nextInFocusChain()
    named = [name for name in stops if name in {*FIELDS.values(), "verifyButton"}]
    assert named[:6] == [*FIELDS.values(), "verifyButton"]
