"""The tray: an icon while there is a tray, for one that comes late, goes and comes again; what clicks do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from lmb_desktop.core.health import WORST_FIRST, State
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.announcement_words import Announcement
from lmb_desktop.shell.tray import FIRST_LOOKS, Tray
from lmb_desktop.shell.tray_picture import TrayLook, look_of, tray_icon
from tests.fakes.shown_accounts import one_account, twelve_accounts
from tests.fakes.tray import FakeTray
from tests.shell.test_tray_menu import Asked, lines

REASON = QSystemTrayIcon.ActivationReason
News = list[str]


@pytest.fixture
def system() -> FakeTray:
    """Give the tray of a desktop."""
    return FakeTray()


@pytest.fixture
def asked() -> Asked:
    """Give a place where what was asked is noted."""
    return Asked()


@pytest.fixture
def new_tray(system: FakeTray, asked: Asked, qtbot: QtBot) -> Iterator[Callable[[], tuple[Tray, News]]]:
    """Give a function that starts a tray and returns it with its news."""
    trays: list[Tray] = []

    def start() -> tuple[Tray, News]:
        tray, news = Tray(asked.acts(), system), []
        for name in ("appeared", "vanished", "missing"):
            getattr(tray, name).connect(lambda name=name: news.append(name))
        trays.append(tray)
        tray.start()
        return tray, news

    yield start
    for tray in trays:
        if shiboken6.isValid(tray):
            tray.close()


def test_where_there_is_a_tray_its_icon_is_shown_at_once(new_tray, system: FakeTray) -> None:
    tray, news = new_tray()
    assert (tray.is_there, news) == (True, ["appeared"])
    assert (system.icon.isVisible(), system.icon.objectName()) == (True, "trayIcon")
    assert system.icon.contextMenu().objectName() == "trayMenu"
    assert lines(system.icon.contextMenu())[0] == "LMB Desktop: reading the accounts"


def test_a_late_tray_is_found_within_the_first_minute(new_tray, system: FakeTray) -> None:
    system.there = False
    tray, news = new_tray()
    for _second in range(30):
        tray.look()
    assert (tray.is_there, tray.may_come, news, system.icons) == (False, True, [], [])
    system.there = True
    tray.look()
    assert (tray.is_there, news) == (True, ["appeared"])


def test_after_the_first_minute_it_is_missing_and_is_still_looked_for(new_tray, system: FakeTray) -> None:
    system.there = False
    tray, news = new_tray()
    for _second in range(FIRST_LOOKS):
        tray.look()
    assert (tray.may_come, news) == (False, ["missing"])
    system.there = True
    tray.look()
    assert news == ["missing", "appeared"]


def test_where_none_can_come_nobody_waits(new_tray, system: FakeTray) -> None:
    system.there = system.coming = False
    tray, news = new_tray()
    assert (tray.may_come, news) == (False, ["missing"])


def test_a_panel_that_starts_anew_is_no_loss_and_one_that_stays_away_is(new_tray, system: FakeTray) -> None:
    tray, news = new_tray()
    system.there = False
    tray.look()
    system.there = True
    tray.look()
    assert news == ["appeared"]
    system.there = False
    tray.look()
    tray.look()
    assert (news, tray.is_there, system.icon.isVisible()) == (["appeared", "vanished"], False, False)
    system.there = True
    tray.look()
    assert (news[-1], system.icon.isVisible(), len(system.icons)) == ("appeared", True, 1)


@pytest.mark.parametrize(
    ("reason", "opens"),
    [(REASON.Trigger, True), (REASON.DoubleClick, True), (REASON.Context, False), (REASON.MiddleClick, False)],
)
def test_a_left_click_opens_the_window(new_tray, system: FakeTray, asked: Asked, reason: REASON, opens: bool) -> None:
    new_tray()
    system.icon.activated.emit(reason)
    assert asked.of == (["open"] if opens else [])


def test_on_macos_a_click_opens_the_menu_alone(new_tray, system: FakeTray, asked: Asked, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    new_tray()
    system.icon.activated.emit(REASON.Trigger)
    assert asked.of == []


def test_it_shows_the_accounts_it_was_given_last(new_tray, system: FakeTray, qtbot: QtBot) -> None:
    tray, _news = new_tray()
    tray.show_overview(twelve_accounts(), is_practice=False)
    tray.show_overview(one_account(), is_practice=False)
    menu = system.icon.contextMenu()
    qtbot.waitUntil(lambda: lines(menu)[0] == "Harbour Tea UK")
    assert system.icon.toolTip() == "LMB Desktop: 1 account, connected"


def test_about_to_open_the_menu_is_up_to_date_and_asks_for_what_is_newer(new_tray, system: FakeTray) -> None:
    tray, _news = new_tray()
    opening: list[str] = []
    tray.about_to_open.connect(lambda: opening.append(lines(system.icon.contextMenu())[0]))
    tray.show_overview(one_account(), is_practice=False)
    system.icon.contextMenu().aboutToShow.emit()
    assert opening == ["Harbour Tea UK"]


def test_lines_do_not_change_while_the_menu_is_open(new_tray, system: FakeTray, qtbot: QtBot) -> None:
    tray, _news = new_tray()
    tray.show_overview(one_account(), is_practice=False)
    menu = system.icon.contextMenu()
    menu.popup(menu.pos())
    tray.show_overview(Overview(), is_practice=False)
    qtbot.wait(1)
    assert lines(menu)[0] == "Harbour Tea UK"
    menu.close()
    menu.aboutToShow.emit()
    assert lines(menu)[0] == "LMB Desktop: no account yet"


def test_a_message_is_shown_clicked_and_taken_back(new_tray, system: FakeTray, asked: Asked) -> None:
    tray, _news = new_tray()
    clicked: list[str] = []
    assert tray.announce(Announcement("Title", "Text"), lambda: clicked.append("remedy"))
    system.icon.messageClicked.emit()
    assert clicked == ["remedy"]
    tray.take_back()
    tray.take_back()
    assert system.said == [("Title", "Text"), ("", "")]
    system.icon.messageClicked.emit()
    assert asked.of == ["open"]


def test_where_nothing_can_be_taken_back_no_empty_message_is_shown(new_tray, system: FakeTray) -> None:
    system.takes_back = False
    tray, _news = new_tray()
    tray.announce(Announcement("Title", "Text"))
    tray.take_back()
    assert system.said == [("Title", "Text")]


def test_without_a_tray_nothing_is_announced(new_tray, system: FakeTray) -> None:
    system.there = False
    tray, _news = new_tray()
    assert not tray.announce(Announcement("Title", "Text"))


def test_closed_it_is_gone_and_looks_no_more(new_tray, system: FakeTray, qtbot: QtBot) -> None:
    tray, _news = new_tray()
    icon = system.icon
    tray.close()
    assert not icon.isVisible()
    qtbot.waitUntil(lambda: not shiboken6.isValid(tray))


@pytest.mark.parametrize("state", list(State))
def test_the_icon_carries_the_sign_of_what_needs_the_user_and_nothing_otherwise(state: State) -> None:
    look = look_of(state, is_practice=False)
    assert look.sign == (f"state-{state.value}" if state.needs_you else "")
    assert look_of(state, is_practice=True).sign == "practice"


def picture(look: TrayLook, platform: str = "linux"):
    """Return what an icon shows."""
    return tray_icon(look, platform).pixmap(32).toImage()


def test_every_look_is_another_picture(qtbot: QtBot) -> None:
    looks = [look_of(state, is_practice=False) for state in WORST_FIRST if state.needs_you]
    pictures = [picture(look) for look in (*looks, TrayLook(), look_of(State.OK, is_practice=True))]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_as_a_template_of_one_colour_every_look_is_still_another_shape(qtbot: QtBot) -> None:
    looks = [look_of(state, is_practice=False) for state in WORST_FIRST if state.needs_you]
    pictures = [picture(look, "darwin") for look in (*looks, TrayLook())]
    assert tray_icon(TrayLook(), "darwin").isMask()
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_the_icon_follows_the_colours_of_the_system(new_tray, system: FakeTray, qtbot: QtBot) -> None:
    before = QGuiApplication.palette()
    new_tray()
    light = system.icon.icon().pixmap(32).toImage()
    dark = QPalette(QColor(40, 40, 44))
    try:
        QApplication.setPalette(dark)
        qtbot.waitUntil(lambda: system.icon.icon().pixmap(32).toImage() != light)
    finally:
        QApplication.setPalette(before)
