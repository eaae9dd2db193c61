"""Lines take far more than is allowed, said in words, and far less than what makes the window stand still."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.own_browser import OwnBrowser
from tests.fakes.window_ports import DeskFor
from tests.pages.details_on_page import EUROPE, field, line, paste, shown


@pytest.mark.parametrize(
    ("name", "room"),
    [("name", 200), ("seller_id", 200), ("token", 10_000), ("client_id", 200), ("client_secret", 10_000)],
)
def test_a_whole_file_pasted_by_mistake_is_cut(desk_for: DeskFor, qtbot: QtBot, name: str, room: int) -> None:
    page = shown(desk_for(EUROPE.with_own_app(True)), qtbot)
    paste(page, name, "x" * 1_000_000)
    assert len(line(page, name).text()) == room


def test_a_name_that_is_too_long_is_said_and_not_cut(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE), qtbot)
    paste(page, "name", "x" * 150)
    assert len(line(page, "name").text()) == 150
    assert field(page, "name").message_kind() == "error"


def test_a_token_beyond_amazons_length_is_said(desk_for: DeskFor, qtbot: QtBot) -> None:
    page = shown(desk_for(EUROPE), qtbot)
    paste(page, "token", "Atzr|" + "x" * 3000)
    assert field(page, "token").message_kind() == "attention"


def test_a_pasted_address_has_room_for_20_000_characters(qtbot: QtBot) -> None:
    browser = OwnBrowser()
    qtbot.addWidget(browser)
    QGuiApplication.clipboard().setText("https://books.example/" + "x" * 1_000_000)
    browser.address.paste()
    assert len(browser.address.text()) == 20_000
