"""Page 3, Verify refused: the message for each answer, and the one thing its button does."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lmb_desktop.core import errors
from lmb_desktop.core.account import Method
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.service_settings import AmazonSettings, ServiceSettings
from tests.fakes.window_ports import (
    MWS_TOKEN,
    REFRESH_TOKEN,
    SELLER_ID,
    Desk,
    DeskFor,
    identity,
    sells_in,
)
from tests.pages.details_on_page import (
    EUROPE,
    action_text,
    field,
    filled,
    line,
    press,
    says,
    wait_for,
)


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(EUROPE)


REFUSALS: list[tuple[LmbError, str, str, str]] = [
    (
        errors.WrongRegion(found="North America", found_slug="north-america", chosen="Europe"),
        "A-07",
        (
            "This seller account is registered in North America, not Europe\n"
            "Change the region to North America and keep everything else?"
        ),
        "Change the region to North America",
    ),
    (
        errors.CredentialsRefused(service="Amazon"),
        "A-08",
        (
            "Amazon does not recognise this token for this app\nUsually it was copied from a different app, or access "
            "was withdrawn. Create a fresh one in Seller Central and paste it here."
        ),
        "Visit Seller Central",
    ),
    (
        errors.AppRefused(service="Amazon"),
        "A-11",
        (
            "Amazon rejected the app's own ID or secret, not the seller's token\nIf the secret was changed in the last "
            "180 days, enter the new one under App credentials."
        ),
        "App credentials…",
    ),
    (
        errors.RoleMissing(service="Amazon"),
        "A-12",
        (
            "Amazon accepted the sign-in but did not show this seller's marketplaces\n"
            "Most likely one of these: the account is registered in another region; the app lacks the role Product "
            "Listing or Selling Partner Insights; the app was given a role after this token was made. After adding a "
            "role the seller must authorise again."
        ),
        "Visit Seller Central",
    ),
    (
        errors.Offline(service="Amazon", reason="no route to the computer"),
        "A-20",
        (
            "Amazon could not be reached from this computer (no route to the computer)\n"
            "Your details are kept; try again when you are online."
        ),
        "Try again",
    ),
    (
        errors.TimedOut(service="Amazon", reason="no answer in time"),
        "A-20",
        (
            "Amazon could not be reached from this computer (no answer in time)\nYour "
            "details are kept; try again when you are online."
        ),
        "Try again",
    ),
    (
        errors.ClockWrong(minutes=12),
        "A-21",
        "This computer's clock is 12 minutes wrong\nThat makes sign-ins fail. Correct the clock and try again.",
        "Try again",
    ),
    (
        errors.SellerIdDiffers(given=SELLER_ID, found="A1OTHERSELLER1"),
        "seller-id-differs",
        "This token belongs to another seller account\nCopy the token and the Seller ID from the same account.",
        "",
    ),
    (
        errors.MwsClosed(reason="the host is gone"),
        "mws-closed",
        (
            "Amazon closed this service in 2024\nMWS does not answer any more (the host is gone). Use the refresh "
            "token instead."
        ),
        "Use the refresh token",
    ),
    (
        errors.NoMarketplaces(region="europe"),
        "no-marketplaces",
        (
            "This seller does not sell in Europe\nAmazon accepted the sign-in, but no marketplace of Europe belongs "
            "to it. Choose the region where the account sells."
        ),
        "Choose another region",
    ),
    (
        errors.NotProfessional(),
        "A-17",
        "Amazon offers this kind of access only to Professional selling accounts",
        "",
    ),
]


@pytest.mark.parametrize(
    ("error", "message_id", "text", "action"), REFUSALS, ids=[type(entry[0]).__name__ for entry in REFUSALS]
)
def test_each_refusal_has_its_message_and_one_thing_to_do(
    desk: Desk, qtbot: QtBot, error: LmbError, message_id: str, text: str, action: str
) -> None:
    desk.seller_check.outcomes = [error]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, message_id)
    assert says(page) == ("bad", message_id, text)
    qtbot.waitUntil(lambda: action_text(page) == action)
    assert not page.isComplete()
    assert page.main_step() is page.row.button
    assert (line(page, "seller_id").text(), line(page, "token").text()) == (SELLER_ID, REFRESH_TOKEN)


def test_a_refused_token_is_said_under_the_field_and_selected(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.CredentialsRefused(service="Amazon")]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-08")
    assert field(page, "token").message_text() == "Amazon did not accept this token."
    assert page.focusWidget() is line(page, "token")
    assert line(page, "token").selectedText() != ""


def test_what_amazon_said_about_the_token_goes_when_it_is_asked_again(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.CredentialsRefused(service="Amazon"), identity()]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-08")
    press(page, "verifyButton")
    assert field(page, "token").message_kind() == "none"
    qtbot.waitUntil(page.isComplete)


def test_a_refused_token_offers_seller_central_again(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.CredentialsRefused(service="Amazon")]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-08")
    press(page, "noticeActionButton")
    assert desk.opened == ["https://sellercentral-europe.amazon.com/sellingpartner/developerconsole"]
    assert says(page)[1] == "seller-central-opened"


def test_without_a_browser_the_link_can_be_copied_here_too(desk: Desk, qtbot: QtBot) -> None:
    desk.can_open = False
    desk.seller_check.outcomes = [errors.CredentialsRefused(service="Amazon")]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-08")
    press(page, "noticeActionButton")
    assert says(page)[1] == "browser-not-opened"
    press(page, "noticeActionButton")
    assert QGuiApplication.clipboard().text().startswith("https://sellercentral-europe.amazon.com/")


def test_another_sellers_token_leads_to_the_seller_id(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.SellerIdDiffers(given=SELLER_ID, found="")]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "seller-id-differs")
    assert page.focusWidget() is line(page, "seller_id")


def test_the_region_found_can_be_taken_and_is_asked_at_once(desk: Desk, qtbot: QtBot) -> None:
    wrong = errors.WrongRegion(found="North America", found_slug="north-america", chosen="Europe")
    desk.seller_check.outcomes = [wrong, identity(sells_in("US"))]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-07")
    with qtbot.waitSignal(page.verified):
        press(page, "noticeActionButton")
    assert [asked.region for asked in desk.seller_check.asked] == ["europe", "north-america"]
    assert (page.draft.region, page.draft.is_visited) == ("north-america", True)
    assert line(page, "name").text() == "Amazon Europe"


def test_a_refused_app_of_the_program_leads_to_app_credentials(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.AppRefused(service="Amazon")]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-11")
    with qtbot.waitSignal(page.app_credentials_wanted) as wanted:
        press(page, "noticeActionButton")
    assert wanted.args == ["amazon"]


def test_a_refused_app_of_the_seller_leads_to_its_secret_on_this_page(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = ServiceSettings()
    desk.seller_check.outcomes = [errors.AppRefused(service="Amazon")]
    page = filled(desk, qtbot)
    line(page, "client_id").setText("amzn1.application-oa2-client.0a1b")
    line(page, "client_secret").setText("amzn1.oa2-cs.v1.0a1b")
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-11")
    assert says(page)[2].endswith("enter the new one here.")
    assert action_text(page) == ""
    assert page.focusWidget() is line(page, "client_secret")


def test_a_closed_service_leads_to_the_refresh_token(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    desk.seller_check.outcomes = [errors.MwsClosed(reason="the host is gone")]
    page = filled(desk, qtbot)
    line(page, "token").setText(MWS_TOKEN)
    press(page, "verifyButton")
    wait_for(page, qtbot, "mws-closed")
    press(page, "noticeActionButton")
    assert page.draft.method is Method.SP_API
    assert line(page, "token").accessibleName() == "Refresh token"


def test_mws_without_keys_is_said_before_anybody_is_asked(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    desk.settings = ServiceSettings(amazon=AmazonSettings("amzn1.application-oa2-client.1"))
    page = filled(desk, qtbot)
    line(page, "token").setText(MWS_TOKEN)
    press(page, "verifyButton")
    assert says(page)[1:] == (
        "app-missing-mws",
        (
            "No access key for MWS is known yet\nIt comes from the settings file that LMB Desktop starts with, and "
            "whoever makes that can add it there. Or use the refresh token instead."
        ),
    )
    press(page, "noticeActionButton")
    assert page.draft.method is Method.SP_API
    assert desk.seller_check.asked == []


def test_a_refused_key_of_mws_leads_to_the_refresh_token_since_no_dialog_takes_it(
    desk_for: DeskFor, qtbot: QtBot
) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    desk.seller_check.outcomes = [errors.AppRefused(service="Amazon", method="mws")]
    page = filled(desk, qtbot)
    line(page, "token").setText(MWS_TOKEN)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-11")
    assert action_text(page) == "Use the refresh token"
    press(page, "noticeActionButton")
    assert page.draft.method is Method.SP_API


def test_a_seller_that_sells_elsewhere_leads_to_the_choice_of_regions(desk: Desk, qtbot: QtBot) -> None:
    desk.seller_check.outcomes = [errors.NoMarketplaces(region="europe")]
    page = filled(desk, qtbot)
    press(page, "verifyButton")
    wait_for(page, qtbot, "no-marketplaces")
    with qtbot.waitSignal(page.region_wanted):
        press(page, "noticeActionButton")


def test_rights_that_are_given_among_the_authorised_apps_lead_there(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    desk.seller_check.outcomes = [errors.RoleMissing(service="Amazon", method="mws")]
    page = filled(desk, qtbot)
    line(page, "token").setText(MWS_TOKEN)
    press(page, "verifyButton")
    wait_for(page, qtbot, "A-12")
    press(page, "noticeActionButton")
    assert desk.opened == ["https://sellercentral-europe.amazon.com/apps/manage"]
