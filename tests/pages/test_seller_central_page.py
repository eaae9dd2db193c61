"""Page 2: which page of Seller Central is opened, what is said, and what else can be chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method, SellerGrant
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.pages.seller_central_page import SellerCentralPage
from tests.fakes.window_ports import Desk, DeskFor, amazon_app

EUROPE = AccountDraft(account_id="new").with_region("europe")
SP_API_URL = "https://sellercentral-europe.amazon.com/sellingpartner/developerconsole"
MWS_URL = (
    "https://sellercentral-europe.amazon.com/gp/mws/registration/register.html?signInPageDisplayed=1&devAuth=1"
    "&developerName=Practice%20Books&devMWSAccountId=1234-5678-9012"
)


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(EUROPE)


def shown(desk: Desk, qtbot: QtBot) -> SellerCentralPage:
    page = SellerCentralPage(desk.session, desk.parts)
    qtbot.addWidget(page)
    page.initializePage()
    page.resize(660, 560)
    page.show()
    return page


def press(page: SellerCentralPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def choose_mws(page: SellerCentralPage) -> None:
    radio = page.findChild(QRadioButton, "methodMws")
    assert radio is not None
    radio.click()


def says(page: SellerCentralPage) -> tuple[str, str, str]:
    notice = page.notice
    return notice.property("kind"), notice.property("messageId"), notice.property("text")


def test_visit_opens_the_app_page_of_the_region(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    press(page, "visitSellerCentralButton")
    assert desk.opened == [SP_API_URL]
    assert says(page) == (
        "info",
        "seller-central-opened",
        (
            "Seller Central is open in your browser\n"
            "Come back here when you have the token and the Seller ID. This window waits."
        ),
    )
    assert desk.session.draft.is_visited


def test_for_mws_the_developer_of_the_region_is_filled_in(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    choose_mws(page)
    press(page, "visitSellerCentralButton")
    assert desk.opened == [MWS_URL]


def test_next_is_always_on(desk: Desk, qtbot: QtBot) -> None:
    assert shown(desk, qtbot).isComplete()


def test_visiting_is_the_main_step_until_the_page_was_opened(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.main_step() is page.visit_button
    with qtbot.waitSignal(page.main_step_changed):
        press(page, "visitSellerCentralButton")
    assert page.main_step() is None


def test_the_link_can_be_copied_instead(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    press(page, "copySellerCentralLinkButton")
    assert QGuiApplication.clipboard().text() == SP_API_URL
    assert says(page)[2] == "The link is copied\nPaste it into a private window of your browser."
    assert page.main_step() is None


def test_a_browser_that_does_not_open_is_said_with_the_link(desk: Desk, qtbot: QtBot) -> None:
    desk.can_open = False
    page = shown(desk, qtbot)
    press(page, "visitSellerCentralButton")
    assert says(page) == (
        "bad",
        "browser-not-opened",
        "The browser did not open\nCopy the link and open it yourself.",
    )
    link = page.notice.findChild(QLabel, "sellerCentralLink")
    assert link is not None
    assert link.text() == SP_API_URL
    assert page.main_step() is page.visit_button
    press(page, "noticeActionButton")
    assert QGuiApplication.clipboard().text() == SP_API_URL
    assert page.main_step() is None


def test_the_real_host_stands_beside_the_buttons(desk: Desk, qtbot: QtBot) -> None:
    assert shown(desk, qtbot).host.text() == "sellercentral-europe.amazon.com"


def test_a_host_on_this_computer_is_shown_with_its_port(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = amazon_app(endpoints={"seller_central": "http://127.0.0.1:8123/"})
    page = shown(desk, qtbot)
    press(page, "visitSellerCentralButton")
    assert page.host.text() == "127.0.0.1:8123"
    assert desk.opened == ["http://127.0.0.1:8123/sellingpartner/developerconsole"]


def test_choosing_mws_says_that_amazon_closed_it(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    choose_mws(page)
    assert says(page) == (
        "attention",
        "mws-switched-off",
        (
            "Amazon switched MWS off in 2024\n"
            "Real Amazon accounts can no longer be connected this way. Use the refresh token instead."
        ),
    )
    assert desk.session.draft.method is Method.MWS
    assert page.header.subtitle().endswith("the Seller ID and the MWS Auth Token.")
    assert page.step_answer() == "MWS Auth Token"


def test_the_notice_leads_back_to_the_refresh_token(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    choose_mws(page)
    press(page, "noticeActionButton")
    assert desk.session.draft.method is Method.SP_API
    assert page.ways.sp_api.isChecked()
    assert says(page)[0] == "none"


def test_another_method_makes_visiting_the_main_step_again(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    press(page, "visitSellerCentralButton")
    choose_mws(page)
    assert page.main_step() is page.visit_button


def test_the_other_ways_stay_folded_while_the_usual_method_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert not page.ways.isVisible()
    page.other_ways_button.click()
    assert page.ways.isVisible()


def test_the_other_ways_are_open_where_mws_is_chosen_already(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE.with_method(Method.MWS)), qtbot)
    assert page.ways.mws.isVisible()
    assert page.ways.mws.isChecked()


def test_for_mws_the_developer_can_be_compared(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    choose_mws(page)
    assert page.ways.developer.text() == "Developer to compare: Practice Books, ID for Europe 1234-5678-9012"


def test_an_unknown_mws_developer_says_where_one_comes_from(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = ServiceSettings()
    page = shown(desk, qtbot)
    choose_mws(page)
    assert page.ways.developer.text() == (
        "No MWS developer is known yet; it comes from the settings file that LMB Desktop starts with."
    )


def test_settings_entered_meanwhile_are_shown_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.settings = ServiceSettings()
    page = shown(desk, qtbot)
    choose_mws(page)
    desk.settings = amazon_app()
    page.settings_changed()
    assert "Practice Books" in page.ways.developer.text()


def test_a_changed_region_is_said_once_it_is_another_one(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE.with_region("japan")), qtbot)
    assert says(page) == (
        "info",
        "region-changed",
        "The region is now Japan\nAuthorise again in its Seller Central. The account name is kept.",
    )
    assert page.host.text() == "sellercentral.amazon.co.jp"


def test_the_page_follows_a_region_changed_while_it_was_hidden(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    page.hide()
    desk.session.draft = desk.session.draft.with_region("japan").with_visit()
    page.show()
    assert page.host.text() == "sellercentral.amazon.co.jp"
    assert says(page)[0] == "none"


def test_the_pictures_say_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    names = [label.accessibleName() for label in page.steps.findChildren(QLabel) if label.accessibleName()]
    assert names == ["1. Sign in", "2. Open Develop apps", "3. Copy the token", "4. Copy the Seller ID"]
    choose_mws(page)
    names = [label.accessibleName() for label in page.steps.findChildren(QLabel) if label.accessibleName()]
    assert names == ["1. Sign in", "2. Check the developer", "3. Tick the agreement", "4. Copy both"]


@pytest.mark.parametrize(
    ("entry", "message_id", "title"),
    [
        ("no-access", "A-14", "Only the primary user can approve this"),
        ("MD1000", "A-15", "The app is still a draft"),
        ("MD5101", "A-15", "The return address does not match"),
        ("MD5110", "A-15", "The return address holds a # sign"),
        ("MD9100", "A-15", "This app cannot be authorised this way"),
        ("SPDC8143", "A-14", "Only the primary user can approve this"),
        ("CONSENT_LIMIT_REACHED", "A-19", "This app has reached Amazon's limit of 25 authorisations"),
        ("SPSA0404", "A-15", "Amazon does not offer this to the account's kind of business"),
        ("other-code", "A-15", "Amazon's page shows an error of its own"),
        ("individual-plan", "A-17", "Amazon offers this kind of access only to Professional selling accounts"),
        ("no-authorise", "region-not-linked", "This region is not linked to the account you are signed in to"),
    ],
)
def test_what_did_not_work_has_its_message(desk: Desk, qtbot: QtBot, entry: str, message_id: str, title: str) -> None:
    page = shown(desk, qtbot)
    action = page.findChild(QAction, f"trouble_{entry}")
    assert action is not None
    action.trigger()
    kind, shown_id, text = says(page)
    assert (kind, shown_id, text.splitlines()[0]) == ("bad", message_id, title)


def test_the_missing_region_is_named(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    action = page.findChild(QAction, "trouble_no-authorise")
    assert action is not None
    action.trigger()
    assert says(page)[2].endswith("Sign in with the account of Europe, or add it in Seller Central.")


def test_the_owner_can_be_asked_with_a_text_that_holds_the_link(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    action = page.findChild(QAction, "trouble_no-access")
    assert action is not None
    action.trigger()
    press(page, "noticeActionButton")
    assert QGuiApplication.clipboard().text().endswith(SP_API_URL)
    assert "contains no secret" in says(page)[2]


def test_an_error_of_the_app_leads_to_app_credentials(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    action = page.findChild(QAction, "trouble_MD5101")
    assert action is not None
    action.trigger()
    with qtbot.waitSignal(page.app_credentials_wanted):
        press(page, "noticeActionButton")


def say_in_menu(page: SellerCentralPage, entry: str) -> None:
    action = page.findChild(QAction, f"trouble_{entry}")
    assert action is not None
    action.trigger()


def button_text(page: SellerCentralPage) -> str:
    button = page.notice.findChild(QPushButton, "noticeActionButton")
    return button.text().replace("&", "") if button is not None and button.isVisible() else ""


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("entry", ["MD9100", "no-authorise"])
def test_a_private_app_leads_to_develop_apps_whatever_was_chosen_before(
    desk: Desk, qtbot: QtBot, entry: str, method: Method
) -> None:
    desk.session.draft = EUROPE.with_method(method)
    page = shown(desk, qtbot)
    say_in_menu(page, entry)
    assert button_text(page) == "Visit Seller Central"
    press(page, "noticeActionButton")
    assert desk.opened == [SP_API_URL]
    assert (desk.session.draft.method, desk.session.draft.is_visited) == (Method.SP_API, True)
    assert says(page)[1] == "seller-central-opened"


def test_a_consent_gives_way_where_the_app_cannot_be_authorised_on_the_page(desk: Desk, qtbot: QtBot) -> None:
    desk.session.draft = EUROPE.with_consent(SellerGrant("A3KP7Q2WX8N4VT", Secret("Atzr|1"), True))
    page = shown(desk, qtbot)
    say_in_menu(page, "MD9100")
    press(page, "noticeActionButton")
    assert desk.session.draft.consent is None
    assert not page.is_here
    assert page.step_answer() == "Refresh token"


def test_a_draft_without_an_application_id_leads_to_where_it_is_entered(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    say_in_menu(page, "MD1000")
    assert "Enter the application ID" in says(page)[2]
    with qtbot.waitSignal(page.app_credentials_wanted):
        press(page, "noticeActionButton")


def test_an_app_at_its_limit_leads_to_the_sellers_own(desk: Desk, qtbot: QtBot) -> None:
    desk.session.draft = EUROPE.with_method(Method.MWS)
    page = shown(desk, qtbot)
    say_in_menu(page, "CONSENT_LIMIT_REACHED")
    assert button_text(page) == "Use this seller's own app"
    with qtbot.waitSignal(page.own_app_wanted):
        press(page, "noticeActionButton")
    assert (desk.session.draft.uses_own_app, desk.session.draft.method) == (True, Method.SP_API)


def test_an_unknown_code_leads_to_the_link_for_a_private_window(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    say_in_menu(page, "other-code")
    assert button_text(page) == "Copy link"
    press(page, "noticeActionButton")
    assert QGuiApplication.clipboard().text() == SP_API_URL


def test_a_new_account_finds_the_page_without_old_news(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    press(page, "visitSellerCentralButton")
    desk.session.draft = replace(EUROPE, account_id="next")
    page.initializePage()
    assert says(page)[0] == "none"
    assert page.main_step() is page.visit_button


def test_tab_goes_in_reading_order(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    stops, at = [], page.visit_button
    for _step in range(40):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(page) and at.objectName().endswith("Button"):
            stops.append(at.objectName())
        at = at.nextInFocusChain()
    assert stops[:4] == [
        "visitSellerCentralButton",
        "copySellerCentralLinkButton",
        "otherWaysButton",
        "didNotWorkButton",
    ]


def test_authorise_here_is_offered_where_the_application_id_is_set(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    page.other_ways_button.click()
    assert not page.ways.here.isVisible()
    desk.settings = replace(amazon_app(), amazon=replace(amazon_app().amazon, application_id="amzn1.sp.solution.1"))
    page.settings_changed()
    assert page.ways.here.isVisible()
    assert page.main_step() is page.visit_button


def test_a_consent_is_told_and_a_token_can_be_pasted_instead(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_consent(SellerGrant("A3KP7Q2WX8N4VT", Secret("Atzr|made-up"), True)))
    page = shown(desk, qtbot)
    assert says(page) == (
        "good",
        "authorised-here",
        "Amazon authorised A3KP7Q2WX8N4VT\nPress Next; only a name is missing.",
    )
    assert (page.main_step(), page.step_answer()) == (None, "Authorised here")
    names = [label.accessibleName() for label in page.steps.findChildren(QLabel) if label.isVisibleTo(page)]
    assert [name for name in names if name] == ["1. Sign in", "2. Allow access", "3. Come back"]
    press(page, "noticeActionButton")
    assert (desk.session.draft.consent, says(page)[0], page.main_step()) == (None, "none", page.visit_button)
    assert page.step_answer() == "Refresh token"
