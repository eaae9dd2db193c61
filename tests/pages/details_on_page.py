"""How the tests of page 3 show the page, fill it in, press its buttons and read what it says."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.pages.checked_field import CheckedField
from lmb_desktop.pages.credentials_page import CredentialsPage
from lmb_desktop.pages.verification import Patience
from lmb_desktop.widgets.chips import Chips
from tests.fakes.window_ports import REFRESH_TOKEN, SELLER_ID, Desk

EUROPE = AccountDraft(account_id="new").with_region("europe")
FIELDS = {
    "name": "accountNameEdit",
    "seller_id": "sellerIdEdit",
    "token": "tokenEdit",
    "client_id": "clientIdEdit",
    "client_secret": "clientSecretEdit",
}


def shown(desk: Desk, qtbot: QtBot, patience: Patience | None = None) -> CredentialsPage:
    """Show the page as the wizard does on Next."""
    page = CredentialsPage(desk.session, desk.parts, patience=patience)
    qtbot.addWidget(page)
    page.initializePage()
    page.resize(660, 700)
    page.show()
    return page


def filled(desk: Desk, qtbot: QtBot, patience: Patience | None = None) -> CredentialsPage:
    """Show the page with details that look right."""
    page = shown(desk, qtbot, patience)
    line(page, "seller_id").setText(SELLER_ID)
    line(page, "token").setText(REFRESH_TOKEN)
    return page


def verified(desk: Desk, qtbot: QtBot) -> CredentialsPage:
    """Show the page with details that Amazon confirmed."""
    page = filled(desk, qtbot)
    with qtbot.waitSignal(page.verified):
        press(page, "verifyButton")
    return page


def line(page: CredentialsPage, name: str) -> QLineEdit:
    """Return the line of a field by the name automation uses."""
    found = page.findChild(QLineEdit, FIELDS[name])
    assert found is not None
    return found


def field(page: CredentialsPage, name: str) -> CheckedField:
    """Return a field with what stands under it."""
    found = page.form.field(name)
    assert found is not None
    return found


def paste(page: CredentialsPage, name: str, text: str) -> None:
    """Paste a text into a field in place of what stands there."""
    QGuiApplication.clipboard().setText(text)
    line(page, name).selectAll()
    line(page, name).paste()


def type_in(page: CredentialsPage, name: str, text: str) -> None:
    """Type a text into a field."""
    QTest.keyClicks(line(page, name), text)


def leave(page: CredentialsPage, name: str) -> None:
    """Finish editing a field, as Tab does."""
    line(page, name).editingFinished.emit()


def press(page: CredentialsPage, name: str) -> None:
    """Press a button by its name."""
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()


def says(page: CredentialsPage) -> tuple[str, str, str]:
    """Return kind, message id and text of the notice."""
    return page.notice.property("kind"), page.notice.property("messageId"), page.notice.property("text")


def wait_for(page: CredentialsPage, qtbot: QtBot, message_id: str) -> None:
    """Wait until the notice shows a message."""
    qtbot.waitUntil(lambda: says(page)[1] == message_id)


def action_text(page: CredentialsPage) -> str:
    """Return the text of the notice's button."""
    button = page.notice.findChild(QAbstractButton, "noticeActionButton")
    assert button is not None
    return button.text()


def chips(page: CredentialsPage) -> list[str]:
    """Return the marketplaces found, as they are read out."""
    found = page.findChildren(Chips, "marketplacesFound")
    return [chip.spoken() for chip in found[-1].chips()] if found else []
