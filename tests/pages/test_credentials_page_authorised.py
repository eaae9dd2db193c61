"""Page 3 where Amazon authorised the account on page 2: nothing to type but a name, and a refusal leads back there."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import SellerGrant
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import (
    CredentialsRefused,
    DuplicateAccount,
    LmbError,
    Offline,
    RoleMissing,
    SellerIdDiffers,
    WrongRegion,
)
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.pages.credentials_page import CredentialsPage
from tests.fakes.window_ports import SELLER_ID, Desk, DeskFor, identity
from tests.pages.details_on_page import action_text, line, press, says, shown

GRANT = SellerGrant(SELLER_ID, Secret("Atzr|made-up"), is_id_proven=True)


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(AccountDraft(account_id="new").with_region("europe").with_consent(GRANT))


def verified(desk: Desk, qtbot: QtBot) -> CredentialsPage:
    page = shown(desk, qtbot)
    page.row.button.click()
    qtbot.waitUntil(lambda: says(page)[0] not in ("none", "busy"))
    return page


def test_the_seller_id_can_be_read_and_no_token_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert (line(page, "seller_id").text(), line(page, "seller_id").isReadOnly()) == (SELLER_ID, True)
    assert [page.form.token.isVisible(), page.form.own_app_button.isVisible()] == [False, False]
    assert page.row.button.isEnabled()
    assert page.first_focus() is line(page, "name")


def test_what_amazon_gave_is_verified_and_saved(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    sent = desk.seller_check.asked[0]
    assert (sent.seller_id, sent.token, sent.own_app, sent.is_id_proven) == (SELLER_ID, GRANT.token, None, True)
    assert says(page)[:2] == ("good", "verified")
    assert page.isComplete()
    assert line(page, "seller_id").isReadOnly()


def test_an_app_taken_away_meanwhile_asks_for_no_other(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    desk.settings = ServiceSettings()
    page.settings_changed()
    assert not line(page, "client_id").isVisible()
    assert desk.session.draft.consent == GRANT


@pytest.mark.parametrize(
    ("error", "message_id"),
    [
        (CredentialsRefused(service="Amazon"), "A-08"),
        (RoleMissing(service="Amazon"), "A-12"),
        (SellerIdDiffers(given=SELLER_ID, found=""), "seller-id-differs"),
    ],
)
def test_a_refusal_leads_back_to_amazons_page(desk: Desk, qtbot: QtBot, error: LmbError, message_id: str) -> None:
    desk.seller_check.outcomes = [error]
    page = verified(desk, qtbot)
    assert says(page)[:2] == ("bad", message_id)
    assert "paste" not in says(page)[2]
    assert "Copy the token" not in says(page)[2]
    assert action_text(page) == "Authorise again"
    with qtbot.waitSignal(page.authorise_again_wanted):
        press(page, "noticeActionButton")


@pytest.mark.parametrize(
    ("error", "message_id"),
    [
        (Offline(service="Amazon", reason="no route"), "A-20"),
        (DuplicateAccount(seller_id=SELLER_ID, name="Harbour Tea UK", account_id="one"), "A-10"),
    ],
)
def test_other_refusals_keep_their_own_way_out(desk: Desk, qtbot: QtBot, error: LmbError, message_id: str) -> None:
    desk.seller_check.outcomes = [error]
    page = verified(desk, qtbot)
    assert says(page)[1] == message_id
    assert page.row.button.isEnabled()
    assert desk.session.draft.consent == GRANT


def test_the_region_that_amazon_named_keeps_the_authorisation(desk: Desk, qtbot: QtBot) -> None:
    wrong = WrongRegion(found="North America", found_slug="north-america", chosen="Europe")
    desk.seller_check.outcomes = [wrong, identity()]
    page = verified(desk, qtbot)
    press(page, "noticeActionButton")
    qtbot.waitUntil(lambda: says(page)[0] == "good")
    assert [asked.region for asked in desk.seller_check.asked] == ["europe", "north-america"]
    assert desk.seller_check.asked[1].token == GRANT.token


def test_without_the_consent_the_fields_are_those_of_a_token_again(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    desk.session.draft = desk.session.draft.without_consent()
    page.initializePage()
    assert (line(page, "seller_id").text(), line(page, "seller_id").isReadOnly()) == ("", False)
    assert page.form.token.isVisible()
    assert not page.row.button.isEnabled()
