"""The dialog that authorises Amazon again, with every outcome; the seller and the region are fixed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method, SellerIdCheck
from lmb_desktop.core.errors import (
    AppRefused,
    CredentialsRefused,
    LmbError,
    MwsClosed,
    NoMarketplaces,
    Offline,
    RateLimited,
    SecretStoreLocked,
    SecretStoreMissing,
    SellerIdDiffers,
    WrongRegion,
)
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.pages.verification import Patience
from lmb_desktop.shell.reauthorise_dialog import ReauthoriseDialog
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.again_desk import KEPT_SECRET, AgainDesk, both_ledgers, own_app
from tests.fakes.window_ports import MWS_TOKEN, REFRESH_TOKEN, SELLER_ID, amazon_app, identity
from tests.shell.again_on_screen import Shown, show

NEW_TOKEN = f"{REFRESH_TOKEN}-new"
ACCOUNT = "harbour-tea-uk"


@pytest.fixture
def desk(tasks: Tasks) -> AgainDesk:
    """Give a folder with one connected account."""
    desk = AgainDesk(tasks)
    desk.connect(desk.add())
    return desk


@pytest.fixture
def ended(desk: AgainDesk, qtbot: QtBot) -> Shown:
    """Give the dialog for an account whose authorisation Amazon has ended."""
    desk.end_seller(ACCOUNT)
    return show(ReauthoriseDialog, desk, ACCOUNT, qtbot)


def with_own_app(tasks: Tasks, qtbot: QtBot, settings: ServiceSettings | None = None) -> Shown:
    """Give the dialog for an account that uses an app of its own."""
    desk = AgainDesk(tasks) if settings is None else AgainDesk(tasks, settings)
    desk.add(own_app=own_app())
    desk.end_seller(ACCOUNT)
    return show(ReauthoriseDialog, desk, ACCOUNT, qtbot)


def verify(shown: Shown, token: str = NEW_TOKEN, *outcomes: object) -> None:
    """Enter a token and have it verified."""
    if outcomes:
        shown.desk.amazon.outcomes = list(outcomes)
    shown.write("tokenEdit", token)
    shown.press("verifyButton")
    shown.rest()


def is_done(shown: Shown) -> bool:
    """Tell whether it says that Amazon is connected again."""
    return shown.dialog.head.title() == "Amazon is connected again"


def test_it_says_what_ended_and_which_seller_it_is(ended: Shown) -> None:
    assert ended.dialog.windowTitle() == "Re-authorise Amazon – Harbour Tea UK"
    assert ended.dialog.head.title() == "Re-authorise Amazon"
    assert ended.dialog.head.text().startswith(
        "Amazon has ended this authorisation. It was given on 24 November 2026; most likely it was disabled"
    )
    assert ended.facts() == {"Store": "Harbour Tea", "Seller ID": SELLER_ID, "Region": "Europe"}
    assert ended.default() == "visitSellerCentralButton"
    assert ended.find("sellerIdEdit") is None
    assert ended.find("accountNameEdit") is None


def test_a_year_that_is_over_is_said_so(desk: AgainDesk, qtbot: QtBot) -> None:
    desk.end_seller(ACCOUNT, "expired")
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot)
    assert "its 365 days are over" in shown.dialog.head.text()


def test_before_the_end_the_end_is_said(desk: AgainDesk, qtbot: QtBot) -> None:
    account = desk.store.accounts[ACCOUNT]
    end = desk.clock.now().replace(day=29)
    desk.store.accounts[ACCOUNT] = replace(account, seller_facts=replace(account.seller_facts, ends_at=end))
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot)
    assert (
        shown.dialog.head.text()
        == "Amazon ends this authorisation on 29 November 2026. Renew it before then; it takes a minute."
    )


def test_one_that_works_may_be_replaced_all_the_same(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot)
    assert shown.dialog.head.text() == "The connection works. A new authorisation replaces the one of now."


def test_the_same_seller_is_saved_and_everything_else_stays(ended: Shown) -> None:
    before = ended.desk.view(ACCOUNT)
    verify(ended)
    assert is_done(ended)
    assert ended.dialog.head.sign_name() == "state-ok"
    assert ended.default() == "closeReauthoriseButton"
    assert [ended.find(name) for name in ("cancelReauthoriseButton", "tokenEdit", "verifyButton")] == [None] * 3
    assert ended.changed == [True]
    after = ended.desk.view(ACCOUNT)
    assert after.seller.state == "ok"
    assert (after.account.name, after.account.link_id) == (before.account.name, before.account.link_id)
    assert NEW_TOKEN in ended.desk.ring.entries[ACCOUNT, after.account.seller_slot].reveal()


@pytest.mark.parametrize(
    ("error", "message_id", "words"),
    [
        (SellerIdDiffers(given=SELLER_ID, found=""), "A-16", f"This connection belongs to {SELLER_ID}."),
        (SellerIdDiffers(given=SELLER_ID, found="A1OTHERSELLER1"), "A-16", "It is A1OTHERSELLER1;"),
        (identity(seller_id="A1OTHERSELLER1"), "A-16", "It is A1OTHERSELLER1;"),
        (WrongRegion(found="Japan", found_slug="japan", chosen="Europe"), "A-07", "in Japan, not Europe"),
        (NoMarketplaces(region="Europe"), "no-marketplaces-again", "does not sell in Europe"),
        (CredentialsRefused(service="Amazon"), "A-08", "does not recognise this token"),
        (AppRefused(service="Amazon"), "A-11", "rejected the app's own ID or secret"),
        (Offline(service="Amazon", reason="no answer"), "A-20", "could not be reached"),
    ],
    ids=lambda value: value if isinstance(value, str) and "-" in value else "",
)
def test_what_amazon_refuses_changes_nothing_and_is_said(
    ended: Shown, error: object, message_id: str, words: str
) -> None:
    before = ended.desk.kept()
    verify(ended, NEW_TOKEN, error)
    assert ended.said == ("bad", message_id)
    assert words in ended.text
    assert "…" not in ended.text
    assert (ended.desk.kept(), ended.changed) == (before, [])
    assert ended.is_on("verifyButton")


def test_after_another_seller_try_again_leads_to_the_token(ended: Shown) -> None:
    verify(ended, NEW_TOKEN, SellerIdDiffers(given=SELLER_ID, found=""))
    ended.press("noticeActionButton")
    assert ended.said[0] == "none"
    assert ended.find("tokenEdit").hasFocus()
    assert ended.find("tokenEdit").selectedText()
    assert len(ended.desk.amazon.asked) == 1


def test_a_token_of_another_region_leads_to_the_seller_central_of_this_one(ended: Shown) -> None:
    verify(ended, NEW_TOKEN, WrongRegion(found="Japan", found_slug="japan", chosen="Europe"))
    ended.press("noticeActionButton")
    assert ended.desk.opened == ["https://sellercentral-europe.amazon.com/sellingpartner/developerconsole"]


def test_a_token_that_cannot_be_told_apart_waits_to_be_accepted(ended: Shown) -> None:
    before = ended.desk.kept()
    unchecked = identity(id_check=SellerIdCheck.NOT_CHECKABLE, store_name="Harbour Tea Company")
    verify(ended, NEW_TOKEN, unchecked)
    assert ended.said == ("info", "verified-unchecked")
    compared = ended.dialog.notice.accessibleDescription()
    assert "Store until now: Harbour Tea\nStore of this token: Harbour Tea Company" in compared
    assert ended.desk.kept() == before
    ended.press("noticeActionButton")
    ended.rest()
    assert is_done(ended)
    assert ended.facts()["Store"] == "Harbour Tea Company"
    assert len(ended.desk.amazon.asked) == 1


def test_an_edit_takes_back_what_waits_to_be_accepted(ended: Shown) -> None:
    verify(ended, NEW_TOKEN, identity(id_check=SellerIdCheck.NOT_CHECKABLE))
    ended.write("tokenEdit", f"{NEW_TOKEN}2")
    assert ended.said[0] == "none"
    assert ended.is_on("verifyButton")


def test_the_kept_secret_of_the_own_app_need_not_be_typed_and_never_reaches_the_window(
    tasks: Tasks, qtbot: QtBot
) -> None:
    shown = with_own_app(tasks, qtbot)
    secret = shown.find("clientSecretEdit")
    assert (secret.text(), secret.placeholderText()) == ("", "•••••••••••• kept in this computer’s keyring")
    assert shown.find("clientIdEdit").text() == own_app().client_id
    verify(shown)
    assert is_done(shown)
    assert shown.desk.amazon.asked[-1].own_app == own_app()
    account = shown.desk.view(ACCOUNT).account
    assert account.own_client_id == own_app().client_id
    assert KEPT_SECRET in shown.desk.ring.entries[ACCOUNT, account.seller_slot].reveal()


def with_own_app_refused(tasks: Tasks, qtbot: QtBot) -> Shown:
    """Give the dialog for an account whose own app Amazon does not take any more."""
    desk = AgainDesk(tasks, both_ledgers(amazon_app()))
    desk.add(own_app=own_app())
    desk.end_seller(ACCOUNT, "app-refused")
    return show(ReauthoriseDialog, desk, ACCOUNT, qtbot)


def test_an_own_app_that_was_refused_asks_for_its_secret_and_nothing_else(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app_refused(tasks, qtbot)
    before = shown.desk.view(ACCOUNT).account
    assert "the seller's own app" in shown.dialog.head.text()
    shown.qtbot.waitUntil(lambda: shown.find("clientSecretEdit").hasFocus())
    assert shown.find("clientSecretEdit").placeholderText() == ""
    assert shown.find("tokenEdit").placeholderText() == "•••••••••••• kept in this computer’s keyring"
    assert not shown.is_on("verifyButton")
    shown.write("clientSecretEdit", "a new secret")
    shown.press("verifyButton")
    shown.rest()
    assert is_done(shown)
    asked = shown.desk.amazon.asked[-1]
    assert (asked.own_app.client_id, asked.own_app.client_secret) == (own_app().client_id, Secret("a new secret"))
    after = shown.desk.view(ACCOUNT).account
    assert after.seller_facts.consented_at == before.seller_facts.consented_at
    entry = shown.desk.ring.entries[ACCOUNT, after.seller_slot].reveal()
    assert "a new secret" in entry
    assert asked.token.reveal() in entry
    assert asked.token.reveal()


def test_the_token_of_one_app_does_not_stay_with_another(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app_refused(tasks, qtbot)
    shown.write("clientSecretEdit", "a new secret")
    assert shown.is_on("verifyButton")
    shown.write("clientIdEdit", "amzn1.application-oa2-client.other")
    assert shown.find("tokenEdit").placeholderText() == ""
    assert not shown.is_on("verifyButton")
    verify(shown)
    assert is_done(shown)


def test_a_secret_that_is_gone_is_asked_for(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks)
    desk.add(own_app=own_app())
    desk.ring.entries.clear()
    desk.end_seller(ACCOUNT, "secret-lost")
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot)
    assert shown.find("clientSecretEdit").placeholderText() == ""
    shown.write("tokenEdit", NEW_TOKEN)
    assert not shown.is_on("verifyButton")
    shown.write("clientSecretEdit", "typed again")
    verify(shown)
    assert is_done(shown)
    assert desk.amazon.asked[-1].own_app == replace(own_app(), client_secret=Secret("typed again"))


def test_a_secret_that_goes_while_the_dialog_is_open_is_asked_for(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app(tasks, qtbot)
    shown.desk.ring.entries.clear()
    verify(shown)
    assert shown.find("clientSecretEdit").property("messageId") == "empty-client-secret"
    assert not shown.is_on("verifyButton")
    assert shown.desk.amazon.asked == []


def test_another_app_needs_its_own_secret(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app(tasks, qtbot)
    shown.write("tokenEdit", NEW_TOKEN)
    shown.write("clientIdEdit", "amzn1.application-oa2-client.another")
    assert not shown.is_on("verifyButton")
    shown.write("clientSecretEdit", "its secret")
    assert shown.is_on("verifyButton")


def test_where_no_app_is_configured_its_fields_are_asked_for(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks, ServiceSettings())
    desk.add()
    desk.end_seller(ACCOUNT)
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot)
    assert shown.find("clientIdEdit") is not None
    assert shown.find("ownAppButton") is None


def test_the_program_s_app_can_take_the_place_of_the_own_one(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app(tasks, qtbot)
    shown.press("ownAppButton")
    assert shown.find("clientIdEdit") is None
    verify(shown)
    assert shown.desk.amazon.asked[-1].own_app is None
    assert shown.desk.view(ACCOUNT).account.own_client_id == ""


def test_a_locked_keyring_hides_the_kept_secret_and_says_so(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app(tasks, qtbot)
    shown.desk.ring.trouble = SecretStoreLocked()
    verify(shown)
    assert shown.said == ("bad", "keyring-locked")
    shown.desk.ring.trouble = None
    shown.press("noticeActionButton")
    shown.rest()
    assert is_done(shown)


@pytest.mark.parametrize("trouble", [SecretStoreMissing(), SecretStoreLocked()], ids=["missing", "locked"])
def test_without_a_keyring_it_is_asked_what_to_do_as_on_page_three(ended: Shown, trouble: LmbError) -> None:
    ended.desk.ring.trouble = trouble
    verify(ended)
    assert ended.said == ("bad", trouble.slug)
    ended.dialog.findChild(KeyringDialog).until_quit_chosen.emit()
    ended.qtbot.waitUntil(lambda: is_done(ended))
    assert len(ended.desk.amazon.asked) == 1


def test_an_mws_account_asks_for_its_token_and_may_move_to_the_refresh_token(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks)
    desk.add(method=Method.MWS, token=MWS_TOKEN)
    desk.end_seller(ACCOUNT)
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot)
    assert shown.find("tokenEdit").accessibleName() == "MWS Auth Token"
    verify(shown, MWS_TOKEN, MwsClosed(reason="no answer"), identity())
    assert shown.said[1] == "mws-closed"
    shown.press("noticeActionButton")
    assert shown.find("tokenEdit").accessibleName() == "Refresh token"
    verify(shown)
    assert is_done(shown)
    assert shown.desk.view(ACCOUNT).account.method is Method.SP_API


def test_the_link_can_be_copied_and_a_browser_that_does_not_open_is_said(ended: Shown) -> None:
    ended.press("copySellerCentralLinkButton")
    link = "https://sellercentral-europe.amazon.com/sellingpartner/developerconsole"
    assert (QGuiApplication.clipboard().text(), ended.said[1]) == (link, "seller-central-copied")
    assert ended.default() == "verifyButton" or not ended.is_on("verifyButton")
    ended.desk.can_open = False
    ended.press("visitSellerCentralButton")
    assert ended.said == ("bad", "browser-not-opened")


def test_below_a_token_that_is_none_a_link_leads_to_seller_central(ended: Shown) -> None:
    ended.write("tokenEdit", "Atza|" + NEW_TOKEN[5:])
    ended.press("tokenEditLinkButton")
    assert ended.said == ("info", "seller-central-opened")
    assert ended.desk.opened == ["https://sellercentral-europe.amazon.com/sellingpartner/developerconsole"]


def test_amazon_that_asks_to_slow_down_is_asked_again_by_itself(desk: AgainDesk, qtbot: QtBot) -> None:
    desk.end_seller(ACCOUNT)
    shown = show(ReauthoriseDialog, desk, ACCOUNT, qtbot, patience=Patience(beat_ms=1))
    desk.amazon.outcomes = [RateLimited(service="Amazon", wait_s=2), identity()]
    shown.write("tokenEdit", NEW_TOKEN)
    shown.press("verifyButton")
    qtbot.waitUntil(lambda: is_done(shown))
    assert len(desk.amazon.asked) == 2


def test_stop_leaves_everything_as_it_was(ended: Shown) -> None:
    before = ended.desk.kept()
    ended.desk.amazon.gate.shut()
    ended.write("tokenEdit", NEW_TOKEN)
    ended.press("verifyButton")
    ended.press("noticeStopButton")
    ended.rest()
    assert (ended.said[0], ended.desk.kept()) == ("none", before)
    assert ended.is_on("verifyButton")


def test_closed_during_a_save_it_goes_on_and_the_window_hears_of_it(ended: Shown) -> None:
    ended.desk.store_door.gate.shut()
    ended.write("tokenEdit", NEW_TOKEN)
    ended.press("verifyButton")
    ended.qtbot.waitUntil(ended.dialog.is_saving)
    ended.dialog.reject()
    ended.desk.store_door.gate.open()
    ended.qtbot.waitUntil(lambda: ended.changed == [True])
    assert ended.desk.view(ACCOUNT).seller.state == "ok"
    ended.qtbot.waitUntil(lambda: not shiboken6.isValid(ended.dialog))


@pytest.mark.parametrize("clears", [True, False])
def test_closed_during_a_save_the_outcome_is_told_and_the_clipboard_cleared(ended: Shown, clears: bool) -> None:
    ended.desk.preferences.kept = replace(ended.desk.preferences.kept, clears_clipboard=clears)
    QGuiApplication.clipboard().setText(NEW_TOKEN)
    ended.write("tokenEdit", NEW_TOKEN)
    ended.close_while_saving("verifyButton")
    assert QGuiApplication.clipboard().text() == ("" if clears else NEW_TOKEN)
    assert [title for title, _text in ended.told] == ["Amazon is connected again for Harbour Tea UK"]
    assert ended.told[0][1].startswith("Checked just now.")


def test_closed_during_a_save_that_fails_the_window_is_told_why(ended: Shown) -> None:
    heard: list[LmbError] = []
    ended.desk.tasks.failed_unheard.connect(heard.append)
    ended.desk.store_door.gate.shut()
    ended.desk.ring.trouble = SecretStoreLocked()
    ended.write("tokenEdit", NEW_TOKEN)
    ended.press("verifyButton")
    ended.qtbot.waitUntil(ended.dialog.is_saving)
    ended.dialog.reject()
    ended.desk.store_door.gate.open()
    ended.qtbot.waitUntil(lambda: [error.slug for error in heard] == ["keyring-locked"])
    ended.qtbot.waitUntil(lambda: not shiboken6.isValid(ended.dialog))


def paste(shown: Shown, text: str) -> None:
    """Paste a text into the token with the keys."""
    QGuiApplication.clipboard().setText(text)
    line = shown.find("tokenEdit")
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_whole_text_of_the_same_seller_gives_its_token(ended: Shown) -> None:
    paste(ended, f"Seller ID: {SELLER_ID}\nRefresh token: {NEW_TOKEN}\nRegards")
    assert ended.said == ("info", "pasted")
    assert ended.text == "Filled in from what you pasted: refresh token"
    ended.press("verifyButton")
    ended.rest()
    assert is_done(ended)
    assert ended.desk.amazon.asked[-1].token == Secret(NEW_TOKEN)


def test_a_text_of_another_seller_is_said_and_its_token_is_not_hidden_in_it(ended: Shown) -> None:
    paste(ended, f"Seller ID: A135KKEKJAIBJ56\nRefresh token: {NEW_TOKEN}")
    assert ended.said == ("attention", "pasted-other-seller")
    assert ended.text == (
        "The text names another Seller ID\nThe Seller ID is fixed here. Copy the token from the same seller account.\n"
        "Filled in from what you pasted: refresh token"
    )
    assert (ended.dialog.draft.seller_id, ended.dialog.draft.token) == (SELLER_ID, Secret(NEW_TOKEN))


def test_two_sellers_in_a_text_are_said_too(ended: Shown) -> None:
    paste(ended, f"{SELLER_ID}\nA135KKEKJAIBJ56\n{NEW_TOKEN}")
    assert ended.said == ("attention", "pasted-ambiguous")
    assert ended.dialog.draft.token == Secret(NEW_TOKEN)


def test_a_pasted_app_fills_the_fields_of_the_app(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app(tasks, qtbot)
    client_id = f"amzn1.application-oa2-client.{'0123456789abcdef' * 2}"
    paste(shown, f"{NEW_TOKEN}\nClient ID {client_id}\nClient secret amzn1.oa2-cs.v1.0123456789abcdef")
    own_app = shown.dialog.draft.own_app
    assert own_app is not None
    assert (own_app.client_id, own_app.client_secret) == (client_id, Secret("amzn1.oa2-cs.v1.0123456789abcdef"))
    assert "Something else stood there before and was replaced: client ID" in shown.text


def test_with_the_kept_secret_a_pasted_token_leads_to_verify(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app(tasks, qtbot)
    paste(shown, f"{SELLER_ID} {NEW_TOKEN}")
    button = shown.find("verifyButton")
    assert button is not None
    qtbot.waitUntil(button.hasFocus)


def pasted(shown: Shown, text: str) -> None:
    """Paste a text into the field of the token, and have it verified."""
    QGuiApplication.clipboard().setText(text)
    line = shown.find("tokenEdit")
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shown.press("verifyButton")
    shown.rest()


@pytest.mark.parametrize("text", [NEW_TOKEN, f"Seller ID: {SELLER_ID}\nRefresh token: {NEW_TOKEN}\n"])
def test_a_pasted_token_goes_off_the_clipboard_once_it_is_saved(ended: Shown, text: str) -> None:
    pasted(ended, text)
    assert is_done(ended)
    ended.qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_the_pasted_secret_of_the_seller_s_own_app_goes_too(tasks: Tasks, qtbot: QtBot) -> None:
    shown = with_own_app(tasks, qtbot)
    shown.write("clientIdEdit", "amzn1.application-oa2-client.another")
    shown.write("clientSecretEdit", "amzn1.oa2-cs.v1.0123456789abcdef0123456789abcdef")
    shown.write("tokenEdit", NEW_TOKEN)
    QGuiApplication.clipboard().setText("amzn1.oa2-cs.v1.0123456789abcdef0123456789abcdef")
    shown.press("verifyButton")
    shown.rest()
    assert is_done(shown)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_a_pasted_token_stays_where_the_user_wants_it_to(ended: Shown) -> None:
    ended.desk.preferences.kept = replace(ended.desk.preferences.kept, clears_clipboard=False)
    pasted(ended, NEW_TOKEN)
    assert is_done(ended)
    assert QGuiApplication.clipboard().text() == NEW_TOKEN


def test_what_was_copied_since_stays_and_so_does_a_token_that_was_refused(ended: Shown) -> None:
    ended.desk.amazon.outcomes = [CredentialsRefused(service="Amazon"), identity()]
    pasted(ended, NEW_TOKEN)
    assert QGuiApplication.clipboard().text() == NEW_TOKEN
    QGuiApplication.clipboard().setText("a shopping list")
    ended.press("verifyButton")
    ended.rest()
    assert is_done(ended)
    assert QGuiApplication.clipboard().text() == "a shopping list"
