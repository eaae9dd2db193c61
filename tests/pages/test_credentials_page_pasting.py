"""Page 3 and whole texts: pasted by every means or dropped into any field, spread over the fields, and said so."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QClipboard, QDragEnterEvent, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.pages.credentials_page import CredentialsPage
from tests.fakes.window_ports import MWS_TOKEN, REFRESH_TOKEN, SELLER_ID, Desk, DeskFor, account
from tests.pages.details_on_page import EUROPE, FIELDS, field, line, press, says, shown, type_in, verified

CLIENT_ID = "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef"
CLIENT_SECRET = "amzn1.oa2-cs.v1.0123456789abcdef"
OTHER_SELLER = "A135KKEKJAIBJ56"
BOTH = f"Hello Ben,\n\nSeller ID: {SELLER_ID}\nRefresh token: {REFRESH_TOKEN}\n\nRegards\n"
MWS_PAGE = f"Congratulations!\nSeller ID\n{SELLER_ID}\nMWS Auth Token\n{MWS_TOKEN}\n"
EVERYTHING = f"{BOTH}Client identifier\n{CLIENT_ID}\nClient secret\n{CLIENT_SECRET}\n"
FILLED = "Filled in from what you pasted: Seller ID and refresh token"
SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
SECRETS = (REFRESH_TOKEN, MWS_TOKEN, CLIENT_SECRET)


@pytest.fixture
def desk(desk_for: DeskFor) -> Desk:
    return desk_for(EUROPE)


def with_app_fields(desk: Desk, qtbot: QtBot) -> CredentialsPage:
    """Show the page where no app is configured, so that the seller's own is asked for."""
    desk.settings = ServiceSettings()
    return shown(desk, qtbot)


def copied(text: str) -> QMimeData:
    """Return a text as it is dragged."""
    mime = QMimeData()
    mime.setText(text)
    return mime


def by_keys(target: QLineEdit, text: str) -> None:
    """Paste with Ctrl+V."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def by_old_keys(target: QLineEdit, text: str) -> None:
    """Paste with Shift+Insert."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(target, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)


def by_menu(target: QLineEdit, text: str) -> None:
    """Paste with the entry of the context menu."""
    QGuiApplication.clipboard().setText(text)
    menu = target.build_menu()
    entry = next(one for one in menu.actions() if "Paste" in one.text())
    entry.trigger()
    menu.deleteLater()


def by_drop(target: QLineEdit, text: str) -> None:
    """Drop the text."""
    drop(target, copied(text))


def drop(target: QLineEdit, mime: QMimeData) -> tuple[bool, Qt.DropAction]:
    """Drag over a line and drop; tell whether the drag was welcome, and what the source is told."""
    place, copy = QPoint(5, 5), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy | Qt.DropAction.MoveAction, mime, buttons, keys)
    QApplication.sendEvent(target, enter)
    event = QDropEvent(QPointF(place), copy | Qt.DropAction.MoveAction, mime, buttons, keys)
    if enter.isAccepted():
        QApplication.sendEvent(target, event)
    return enter.isAccepted(), event.dropAction()


WAYS = [by_keys, by_old_keys, by_menu, by_drop]


def written(widget: QWidget) -> set[str]:
    """Return the names of the properties that automation may read."""
    return {bytes(name.data()).decode() for name in widget.dynamicPropertyNames()}


def values(page: CredentialsPage) -> dict[str, str]:
    """Return what stands in every field."""
    return {name: line(page, name).text() for name in FIELDS}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", FIELDS)
def test_a_whole_text_fills_its_fields_wherever_and_however_it_comes_in(desk, qtbot, way, name) -> None:
    page = with_app_fields(desk, qtbot)
    line(page, name).setFocus()
    way(line(page, name), EVERYTHING)
    assert values(page) == {
        "name": "Amazon Europe",
        "seller_id": SELLER_ID,
        "token": REFRESH_TOKEN,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    }
    filled = "Filled in from what you pasted: Seller ID, refresh token, client ID and client secret"
    assert says(page) == ("info", "pasted", filled)
    assert (desk.session.draft.seller_id, desk.session.draft.token.reveal()) == (SELLER_ID, REFRESH_TOKEN)
    assert page.row.button.isEnabled()
    qtbot.waitUntil(page.row.button.hasFocus)


@pytest.mark.parametrize("way", WAYS)
def test_it_can_be_pasted_into_the_client_too(desk_for: DeskFor, qtbot: QtBot, way) -> None:
    page = shown(desk_for(EUROPE, account("one", seller_id="A1OTHERSELLER1", client="Harbour Tea Ltd")), qtbot)
    way(page.form.client.line, BOTH)
    assert (page.form.client.client, line(page, "seller_id").text()) == ("", SELLER_ID)
    assert says(page)[2] == FILLED


def test_the_middle_button_pastes_the_selection(desk: Desk, qtbot: QtBot, monkeypatch) -> None:
    monkeypatch.setattr(QClipboard, "supportsSelection", lambda _clipboard: True)
    monkeypatch.setattr(
        QClipboard, "mimeData", lambda _clipboard, mode: copied(BOTH) if mode.name == "Selection" else None
    )
    page = shown(desk, qtbot)
    middle, target = Qt.MouseButton.MiddleButton, line(page, "seller_id")
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        place = QPointF(5, 5)
        event = QMouseEvent(kind, place, target.mapToGlobal(place), middle, middle, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, event)
    assert (line(page, "seller_id").text(), line(page, "token").text()) == (SELLER_ID, REFRESH_TOKEN)


def test_a_text_with_markup_only_is_read_as_well(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    mime = QMimeData()
    mime.setHtml(f"<p>{SELLER_ID}</p><p>{REFRESH_TOKEN}</p>")
    drop(line(page, "token"), mime)
    assert says(page)[2] == FILLED


def test_the_source_keeps_what_was_dragged(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert drop(line(page, "token"), copied(BOTH)) == (True, Qt.DropAction.CopyAction)


def test_a_file_is_refused_in_words_and_not_read(desk: Desk, qtbot: QtBot, tmp_path) -> None:
    file = tmp_path / "details.txt"
    file.write_text(BOTH, "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page = shown(desk, qtbot)
    before = values(page)
    assert drop(line(page, "seller_id"), mime)[0]
    assert says(page) == (
        "info",
        "file-dropped",
        "A file is not read here\nOpen it, copy its text and paste that into any field.",
    )
    assert values(page) == before


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("seller_id", f" Seller ID: {SELLER_ID}\n", SELLER_ID),
        ("seller_id", "Harbour Tea", "HARBOUR TEA"),
        ("seller_id", "A1F83G8C2ARO7P", "A1F83G8C2ARO7P"),
        ("token", f"{REFRESH_TOKEN[:20]}\n{REFRESH_TOKEN[20:]}", REFRESH_TOKEN),
        ("token", MWS_TOKEN, MWS_TOKEN),
        ("token", SELLER_ID, SELLER_ID),
        ("name", f"Harbour Tea {SELLER_ID}", f"Harbour Tea {SELLER_ID}"),
        ("client_id", CLIENT_ID, CLIENT_ID),
        ("client_secret", CLIENT_SECRET, CLIENT_SECRET),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_one_value_goes_where_it_is_pasted(desk, qtbot, way, name, text, kept) -> None:
    page = with_app_fields(desk, qtbot)
    line(page, name).clear()
    way(line(page, name), text)
    assert {key: value for key, value in values(page).items() if key == name or (value and key != "name")} == {
        name: kept
    }
    assert says(page)[0] == "none"


@pytest.mark.parametrize("name", ["name", "seller_id", "client_id"])
def test_a_secret_never_lands_where_it_can_be_read(desk: Desk, qtbot: QtBot, name: str) -> None:
    page = with_app_fields(desk, qtbot)
    before = line(page, name).text()
    by_keys(line(page, name), REFRESH_TOKEN)
    assert (line(page, name).text(), line(page, "token").text()) == (before, REFRESH_TOKEN)
    assert says(page)[2] == "Filled in from what you pasted: refresh token"


def test_a_page_with_one_value_gives_just_that(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "token"), f"Refresh token for Europe. Copy it now.\n{REFRESH_TOKEN}\nAuthorise app\n")
    assert line(page, "token").text() == REFRESH_TOKEN
    qtbot.waitUntil(line(page, "seller_id").hasFocus)
    by_keys(line(page, "seller_id"), f"Your Merchant token (Seller ID)\nHarbour Tea, Europe\n{SELLER_ID}\n")
    assert (line(page, "seller_id").text(), line(page, "token").text()) == (SELLER_ID, REFRESH_TOKEN)
    qtbot.waitUntil(page.row.button.hasFocus)


def test_two_sellers_fill_nothing_and_it_is_said(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), f"Harbour Tea {SELLER_ID}\nNorthlight {OTHER_SELLER}\n{REFRESH_TOKEN}")
    assert (line(page, "seller_id").text(), line(page, "token").text()) == ("", REFRESH_TOKEN)
    assert says(page) == (
        "attention",
        "pasted-ambiguous",
        (
            "The text holds more than one value for: Seller ID\nCopy only what belongs to this account.\n"
            "Filled in from what you pasted: refresh token"
        ),
    )
    qtbot.waitUntil(line(page, "seller_id").hasFocus)


def test_what_was_typed_before_is_not_replaced_silently(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    type_in(page, "seller_id", OTHER_SELLER)
    by_keys(line(page, "token"), BOTH)
    assert line(page, "seller_id").text() == SELLER_ID
    assert says(page)[2] == f"{FILLED}\nSomething else stood there before and was replaced: Seller ID"


def test_undo_brings_back_what_stood_there(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    type_in(page, "seller_id", OTHER_SELLER)
    by_keys(line(page, "seller_id"), BOTH)
    assert line(page, "seller_id").text() == SELLER_ID
    QTest.keyClick(line(page, "seller_id"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(page, "seller_id").text() == OTHER_SELLER
    assert desk.session.draft.seller_id == OTHER_SELLER
    QTest.keyClick(line(page, "token"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(page, "token").text() == REFRESH_TOKEN


def test_the_same_text_twice_replaces_nothing(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), BOTH)
    by_keys(line(page, "token"), BOTH)
    assert says(page)[2] == FILLED
    assert (line(page, "seller_id").text(), line(page, "token").text()) == (SELLER_ID, REFRESH_TOKEN)


def test_an_app_that_is_not_asked_for_is_left_out_and_said(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), EVERYTHING)
    assert says(page)[2] == f"{FILLED}\nNot asked for here and left out: client ID and client secret"
    assert (line(page, "client_id").text(), line(page, "client_secret").text()) == ("", "")


def test_another_method_is_offered_and_not_chosen(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), MWS_PAGE)
    assert says(page)[2] == "Filled in from what you pasted: Seller ID and MWS Auth Token"
    assert (field(page, "token").line.property("messageId"), desk.session.draft.method) == ("A-03", Method.SP_API)
    qtbot.waitUntil(line(page, "token").hasFocus)
    page.form.token.link_triggered.emit()
    assert desk.session.draft.method is Method.MWS
    assert page.row.button.isEnabled()


def test_a_refresh_token_under_mws_is_offered_its_method(desk_for: DeskFor, qtbot: QtBot) -> None:
    desk = desk_for(EUROPE.with_method(Method.MWS))
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), BOTH)
    assert field(page, "token").line.property("messageId") == "sp-api-token"
    assert desk.session.draft.method is Method.MWS


def test_an_access_token_is_recognised_in_a_text(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), f"{SELLER_ID}\nAtza|IwEBIExampleAccessTokenOfATestSeller0123456789")
    assert field(page, "token").line.property("messageId") == "A-04"
    assert says(page)[2] == "Filled in from what you pasted: Seller ID and token"


def test_a_marketplace_in_place_of_the_seller_is_said_and_not_filled_in(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "token"), f"Seller ID: A1F83G8C2ARO7P\nRefresh token: {REFRESH_TOKEN}")
    assert line(page, "seller_id").text() == ""
    assert field(page, "seller_id").line.property("messageId") == "A-01"
    qtbot.waitUntil(line(page, "seller_id").hasFocus)


def test_a_new_text_undoes_the_verification(desk: Desk, qtbot: QtBot) -> None:
    page = verified(desk, qtbot)
    by_keys(line(page, "seller_id"), f"{OTHER_SELLER}\n{REFRESH_TOKEN}")
    assert not page.isComplete()
    assert says(page)[1] == "pasted"


def test_nothing_is_taken_while_amazon_is_asked(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), BOTH)
    page.form.set_read_only(True)
    for way in (by_keys, by_old_keys, by_drop):
        way(line(page, "seller_id"), f"{OTHER_SELLER}\n{REFRESH_TOKEN}-2")
    assert (line(page, "seller_id").text(), line(page, "token").text()) == (SELLER_ID, REFRESH_TOKEN)


def test_the_whole_text_goes_off_the_clipboard_once_its_token_is_verified(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    by_keys(line(page, "seller_id"), BOTH)
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


@pytest.mark.parametrize("way", WAYS)
def test_a_megabyte_is_taken_at_its_beginning(desk: Desk, qtbot: QtBot, way) -> None:
    page = shown(desk, qtbot)
    way(line(page, "seller_id"), f"{BOTH}\n\n{'Atzr| A1 <a &amp; ' * 60_000}")
    assert says(page)[2] == FILLED
    line(page, "seller_id").clear()
    way(line(page, "seller_id"), "A1B2 " * 200_000)
    assert len(line(page, "seller_id").text()) <= 200


def test_the_hint_says_that_everything_can_be_pasted_at_once(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.hint.isVisible()
    assert page.hint.text().startswith("You can paste everything at once")
    by_keys(line(page, "seller_id"), BOTH)
    qtbot.waitUntil(lambda: not page.hint.isVisible())


def test_no_secret_is_written_anywhere_but_into_its_field(desk: Desk, qtbot: QtBot, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    page = with_app_fields(desk, qtbot)
    for text in (EVERYTHING, MWS_PAGE, f"{BOTH}{OTHER_SELLER} {REFRESH_TOKEN}-2"):
        for name in FIELDS:
            by_keys(line(page, name), text)
    said = [caplog.text, repr(desk.session.draft), *says(page)]
    for widget in [page, *page.findChildren(QWidget)]:
        said += [widget.objectName(), widget.toolTip(), widget.windowTitle(), widget.statusTip(), widget.whatsThis()]
        said += [widget.accessibleName(), widget.accessibleDescription()]
        said += [str(widget.property(name)) for name in ("text", "messageId") if name in written(widget)]
        spoken = QAccessible.queryAccessibleInterface(widget)
        said += [spoken.text(kind) for kind in SPOKEN]
    assert [secret for secret in SECRETS for text in said if secret in text] == []
