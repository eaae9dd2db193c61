"""The links to the help beside messages, and the key for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import SecretStoreMissing
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.messages import message, show_message
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.page_trouble import PageTrouble, TroubleKind
from lmb_desktop.widgets.trouble_view import TroubleCard

PLACE = "token#an-access-token-a-04"


class Asked(QWidget):
    """A window that notes what help it was asked for."""

    help_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []
        self.help_wanted.connect(self.places.append)


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    """Give such a window, on the screen."""
    window = Asked()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    window.resize(600, 300)
    window.show()
    return window


def put_into(window: QWidget, part: QWidget) -> None:
    """Put a part into a window."""
    layout = window.layout()
    assert layout is not None
    layout.addWidget(part)


def link(window: QWidget, name: str) -> QToolButton:
    """Return a link by its name."""
    found = window.findChild(QToolButton, name)
    assert found is not None, name
    return found


def test_a_notice_leads_to_the_place_of_its_message(asked: Asked) -> None:
    put_into(asked, notice := Notice())
    notice.help_wanted.connect(asked.help_wanted)
    said = message("A-04")
    show_message(notice, said)
    button = link(notice, "noticeHelpButton")
    assert button.isVisible()
    assert (button.text(), button.accessibleIdentifier()) == ("Help with this", "noticeHelpButton")
    assert button.accessibleName() == f"Help with: {said.title}"
    button.click()
    assert asked.places == [said.help_at] == [PLACE]
    assert notice.help_at == PLACE


@pytest.mark.parametrize("kind", ["info", "good", "attention", "bad"])
def test_a_message_without_a_place_has_no_link(asked: Asked, kind: str) -> None:
    put_into(asked, notice := Notice())
    show_message(notice, message("A-04"))
    getattr(notice, f"show_{kind}")("Title", "Text")
    assert not link(notice, "noticeHelpButton").isVisible()
    assert notice.help_at == ""


def test_while_something_is_busy_there_is_no_link(asked: Asked, qtbot: QtBot) -> None:
    put_into(asked, notice := Notice())
    notice.show_busy("Asking Amazon…")
    qtbot.waitUntil(notice.isVisible)
    assert not link(notice, "noticeHelpButton").isVisible()


def test_a_field_leads_to_the_place_of_its_fault_and_back_to_its_hint(asked: Asked) -> None:
    line = QLineEdit()
    line.setObjectName("tokenEdit")
    put_into(asked, field := Field("&Token", line, "Begins with Atzr|."))
    field.help_wanted.connect(asked.help_wanted)
    assert link(field, "tokenEditHelpButton").isHidden()
    field.set_error("This is an access token.", help_at=PLACE)
    button = link(field, "tokenEditHelpButton")
    assert (button.isHidden(), button.text()) == (False, "Help")
    assert button.accessibleName() == "Help with: This is an access token."
    button.click()
    assert asked.places == [PLACE]
    field.clear_message()
    assert button.isHidden()


def test_a_page_that_cannot_be_shown_leads_to_its_place(asked: Asked) -> None:
    put_into(asked, card := TroubleCard())
    card.help_wanted.connect(asked.help_wanted)
    for kind in (kind for kind in TroubleKind if kind.replaces_page):
        card.show_trouble(PageTrouble(kind, host="elsewhere.example", company="Example"))
        link(card, "signInTroubleHelpButton").click()
    blocked, certificate = "browser#a-page-that-cannot-be-shown-here", "network#the-certificate-cannot-be-trusted"
    unreached, died = "network#could-not-be-reached-a-20", "browser#the-sign-in-page-stopped"
    assert asked.places == [blocked, blocked, certificate, unreached, died]


def test_f1_in_a_dialog_asks_the_window_below(asked: Asked, qtbot: QtBot) -> None:
    dialog = DialogFrame("settingsDialog", "Settings", asked)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert asked.places == ["tray"]
    dialog.reject()


def test_a_dialog_over_a_dialog_hands_the_wish_on(asked: Asked) -> None:
    dialog = DialogFrame("appCredentialsDialog", "App credentials", asked)
    above = DialogFrame("appHelpDialog", "Where do I find these?", dialog)
    above.help_wanted.emit("app-credentials")
    assert asked.places == ["app-credentials"]


def test_f1_asks_about_what_the_notice_says(asked: Asked, qtbot: QtBot) -> None:
    dialog = KeyringDialog(SecretStoreMissing(), asked)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    link(dialog, "noticeHelpButton").click()
    assert asked.places == ["keyring#no-keyring-was-found"] * 2
    dialog.reject()


def test_a_dialog_over_a_window_that_knows_no_help_is_no_fault(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    DialogFrame("aboutDialog", "About", window).help_wanted.emit("contents")
