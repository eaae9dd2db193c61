"""Authorise here in the dialog that authorises Amazon again: the same seller without a token to paste."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method, SellerIdCheck
from lmb_desktop.core.errors import AppRefused, CodeExpired, CredentialsRefused, Offline, SellerIdDiffers
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.pages.consent_panel import ConsentPanel
from lmb_desktop.shell.reauthorise_dialog import ReauthoriseDialog
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.again_desk import AgainDesk, both_ledgers, own_app
from tests.fakes.mnemonics import claimed_twice
from tests.fakes.window_ports import MWS_TOKEN, SELLER_ID, amazon_app, identity
from tests.shell.again_on_screen import Shown, show
from tests.shell.test_windows_for_everyone import nameless, without_identifier

ACCOUNT = "harbour-tea-uk"
OTHER = "A1OTHERSELLER1"


def offering() -> ServiceSettings:
    """Return settings in which the app's application ID is set."""
    settings = both_ledgers(amazon_app())
    return replace(settings, amazon=replace(settings.amazon, application_id="amzn1.sp.solution.1"))


def ended_one(tasks: Tasks, qtbot: QtBot, **account: object) -> Shown:
    """Return the dialog for an account whose authorisation Amazon has ended."""
    desk = AgainDesk(tasks, offering())
    desk.connect(desk.add(**account))  # type: ignore[arg-type]
    desk.end_seller(ACCOUNT)
    return show(ReauthoriseDialog, desk, ACCOUNT, qtbot)


@pytest.fixture
def ended(tasks: Tasks, qtbot: QtBot) -> Shown:
    """Give the dialog where the consent page may be shown, in the browser only."""
    return ended_one(tasks, qtbot)


def to_browser(shown: Shown) -> None:
    """Press Authorise here and wait until the consent goes on in the browser."""
    shown.press("authoriseHereButton")
    in_browser(shown)


def in_browser(shown: Shown) -> None:
    """Wait until the consent goes on in the browser."""
    shown.qtbot.waitUntil(lambda: shown.find("pastedAddressEdit") is not None)


def agree(shown: Shown, seller_id: str = SELLER_ID) -> None:
    """Bring back the address that Amazon leads to when this seller agrees."""
    shown.write("pastedAddressEdit", shown.desk.consent.address(seller_id))
    shown.press("usePastedAddressButton")
    shown.rest()


def is_done(shown: Shown) -> bool:
    """Tell whether it says that Amazon is connected again."""
    return shown.dialog.head.title() == "Amazon is connected again"


def test_the_same_seller_is_saved_without_anything_to_type(ended: Shown) -> None:
    before = ended.desk.view(ACCOUNT).account
    to_browser(ended)
    assert ended.desk.consent.begun[-1].region == "europe"
    assert ended.desk.opened == [ended.desk.consent.begun[-1].authorize_url]
    assert ended.find("tokenEdit") is None
    agree(ended)
    assert is_done(ended)
    assert ended.changed == [True]
    asked = ended.desk.amazon.asked[-1]
    assert (asked.seller_id, asked.token, asked.own_app, asked.is_id_proven) == (
        SELLER_ID,
        ended.desk.consent.token,
        None,
        True,
    )
    after = ended.desk.view(ACCOUNT)
    assert after.seller.state == "ok"
    assert (after.account.name, after.account.link_id) == (before.name, before.link_id)
    assert "Atzr|given-here" in ended.desk.ring.entries[ACCOUNT, after.account.seller_slot].reveal()


def test_another_seller_changes_nothing_and_the_right_one_is_taken_after_all(ended: Shown) -> None:
    before = ended.desk.kept()
    ended.desk.amazon.outcomes = [identity(seller_id=OTHER), identity()]
    to_browser(ended)
    agree(ended, OTHER)
    assert ended.said == ("bad", "A-16")
    assert f"It is {OTHER}; this connection belongs to {SELLER_ID}. Nothing was changed." in ended.text
    assert (ended.desk.kept(), ended.changed) == (before, [])
    assert (ended.is_on("verifyButton"), ended.default()) == (False, "visitSellerCentralButton")
    ended.press("noticeActionButton")
    in_browser(ended)
    assert len(ended.desk.consent.begun) == 2
    agree(ended)
    assert is_done(ended)


def test_after_a_refusal_the_way_to_seller_central_asks_for_this_seller_s_token(ended: Shown) -> None:
    ended.desk.amazon.outcomes = [Offline(service="Amazon", reason="no answer"), identity()]
    to_browser(ended)
    agree(ended)
    assert (ended.find("tokenEdit"), ended.default()) == (None, "verifyButton")
    ended.press("visitSellerCentralButton")
    assert ended.said[1] == "seller-central-opened"
    assert not ended.is_on("verifyButton")
    ended.write("tokenEdit", "Atzr|pasted-after-all-and-long-enough")
    ended.press("verifyButton")
    ended.rest()
    assert is_done(ended)
    asked = ended.desk.amazon.asked[-1]
    assert (asked.seller_id, asked.is_id_proven) == (SELLER_ID, False)


def test_a_copied_code_whose_seller_no_call_can_tell_waits_to_be_accepted(ended: Shown) -> None:
    before = ended.desk.kept()
    ended.desk.amazon.outcomes = [identity(id_check=SellerIdCheck.NOT_CHECKABLE)]
    to_browser(ended)
    ended.write("pastedCodeEdit", "code")
    ended.write("pastedSellerIdEdit", SELLER_ID)
    ended.press("usePastedCodeButton")
    ended.rest()
    assert ended.said == ("info", "verified-unchecked")
    assert ended.desk.kept() == before
    ended.press("noticeActionButton")
    ended.rest()
    assert is_done(ended)
    assert len(ended.desk.amazon.asked) == 1


def test_a_copied_seller_id_of_somebody_else_s_code_is_found_out(ended: Shown) -> None:
    before = ended.desk.kept()
    ended.desk.amazon.outcomes = [SellerIdDiffers(given=SELLER_ID, found="")]
    to_browser(ended)
    ended.write("pastedCodeEdit", "code")
    ended.write("pastedSellerIdEdit", SELLER_ID)
    ended.press("usePastedCodeButton")
    ended.rest()
    assert ended.said == ("bad", "A-16")
    assert f"This connection belongs to {SELLER_ID}. Nothing was changed." in ended.text
    assert ended.desk.kept() == before


def test_amazon_that_could_not_be_asked_is_asked_again_with_the_same_consent(ended: Shown) -> None:
    ended.desk.amazon.outcomes = [Offline(service="Amazon", reason="no answer"), identity()]
    to_browser(ended)
    agree(ended)
    assert ended.said == ("bad", "A-20")
    ended.press("noticeActionButton")
    ended.rest()
    assert is_done(ended)
    assert (len(ended.desk.consent.begun), len(ended.desk.amazon.asked)) == (1, 2)


def test_a_consent_that_was_taken_back_at_once_is_asked_for_anew(ended: Shown) -> None:
    ended.desk.amazon.outcomes = [CredentialsRefused(service="Amazon"), identity()]
    to_browser(ended)
    agree(ended)
    assert ended.said == ("bad", "A-08")
    assert "does not recognise this authorisation any more" in ended.text
    ended.press("noticeActionButton")
    in_browser(ended)
    agree(ended)
    assert is_done(ended)


def test_a_code_that_came_too_late_changes_nothing_and_its_button_begins_once(ended: Shown) -> None:
    before = ended.desk.kept()
    ended.desk.consent.trouble = CodeExpired(minutes=5)
    to_browser(ended)
    agree(ended)
    assert ended.said == ("bad", "A-13")
    assert ended.desk.kept() == before
    ended.press("noticeActionButton")
    in_browser(ended)
    assert (len(ended.desk.consent.begun), ended.desk.amazon.asked) == (2, [])
    agree(ended)
    assert is_done(ended)


def test_an_app_that_amazon_rejects_leads_to_the_app_credentials(ended: Shown) -> None:
    ended.desk.consent.trouble = AppRefused(service="Amazon")
    to_browser(ended)
    agree(ended)
    assert ended.said == ("bad", "A-11")
    ended.press("noticeActionButton")
    assert ended.credentials == ["amazon"]


@pytest.mark.parametrize(
    ("code", "message_id", "is_draft"), [("MD1000", "A-15", True), ("SPDC8143", "A-14", False)], ids=["draft", "user"]
)
def test_an_error_of_amazon_s_page_is_explained_and_the_next_try_is_its_remedy(
    ended: Shown, code: str, message_id: str, is_draft: bool
) -> None:
    to_browser(ended)
    ended.dialog.findChild(ConsentPanel).page_failed.emit(code)
    assert ended.said == ("bad", message_id)
    ended.press("noticeActionButton")
    ended.qtbot.waitUntil(lambda: len(ended.desk.consent.begun) == 2)
    assert ended.desk.consent.drafts == [False, is_draft]


def test_a_private_app_leads_to_develop_apps_for_a_token(ended: Shown) -> None:
    to_browser(ended)
    ended.dialog.findChild(ConsentPanel).page_failed.emit("MD9100")
    ended.dialog.findChild(ConsentPanel).stop()
    ended.press("noticeActionButton")
    assert ended.desk.opened[-1] == "https://sellercentral-europe.amazon.com/sellingpartner/developerconsole"
    assert ended.said == ("info", "seller-central-opened")
    assert ended.find("tokenEdit") is not None


def test_an_app_at_its_limit_leads_to_the_fields_of_the_sellers_own(ended: Shown) -> None:
    to_browser(ended)
    panel = ended.dialog.findChild(ConsentPanel)
    panel.stop()
    panel.page_failed.emit("CONSENT_LIMIT_REACHED")
    ended.press("noticeActionButton")
    assert ended.find("clientIdEdit").hasFocus()
    assert ended.find("authoriseHereButton") is None


def test_stop_leaves_everything_as_it_was(ended: Shown) -> None:
    before = ended.desk.kept()
    to_browser(ended)
    ended.press("noticeStopButton")
    assert ended.said == ("info", "consent-not-given")
    assert ended.desk.kept() == before
    assert ended.find("tokenEdit") is not None
    assert ended.is_on("visitSellerCentralButton")
    assert ended.find("authoriseHereButton").hasFocus()


def test_closing_ends_the_consent_and_changes_nothing(ended: Shown) -> None:
    before = ended.desk.kept()
    to_browser(ended)
    panel = ended.dialog.findChild(ConsentPanel)
    ended.dialog.reject()
    assert (panel.is_busy, panel.stage) == (False, Stage.CLOSED)
    ended.rest()
    assert ended.desk.kept() == before


def test_without_an_application_id_it_is_not_offered_until_it_is_entered(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks)
    desk.add()
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot)
    assert shown.find("authoriseHereButton") is None
    desk.settings = offering()
    shown.dialog.settings_changed()
    assert shown.is_on("authoriseHereButton")


def test_for_an_app_of_its_own_it_is_offered_once_the_program_s_app_is_chosen(tasks: Tasks, qtbot: QtBot) -> None:
    shown = ended_one(tasks, qtbot, own_app=own_app())
    assert shown.find("authoriseHereButton") is None
    shown.press("ownAppButton")
    to_browser(shown)
    agree(shown)
    assert is_done(shown)
    assert shown.desk.view(ACCOUNT).account.own_client_id == ""


def test_an_mws_account_moves_to_the_app_that_amazon_authorises(tasks: Tasks, qtbot: QtBot) -> None:
    shown = ended_one(tasks, qtbot, method=Method.MWS, token=MWS_TOKEN)
    to_browser(shown)
    agree(shown)
    assert is_done(shown)
    assert shown.desk.view(ACCOUNT).account.method is Method.SP_API


def test_everything_has_a_name_and_a_letter_of_its_own_and_one_button_takes_enter(ended: Shown) -> None:
    dialog = ended.dialog
    assert (nameless(dialog), without_identifier(dialog), claimed_twice(dialog)) == ([], [], [])
    assert ended.default() == "visitSellerCentralButton"
    to_browser(ended)
    assert (nameless(dialog), without_identifier(dialog), claimed_twice(dialog)) == ([], [], [])
    assert ended.default() == "usePastedAddressButton"
    assert ended.find("pastedAddressEdit").hasFocus()
    assert "bring Amazon's answer back" in dialog.head.text()
    QGuiApplication.clipboard().clear()
    agree(ended)
    assert ended.default() == "closeReauthoriseButton"
