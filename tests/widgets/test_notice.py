"""The notice: what it says at once, and what is seen a moment later."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.busy_ring import BusyRing, busy_ticker
from lmb_desktop.widgets.chips import Chip, Chips
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.tokens import current_tokens

ASKING = ("Asking Amazon…", "Checking the token.")


@pytest.fixture
def notice(window: QWidget, qtbot: QtBot) -> Notice:
    """Give a notice in a window on the screen."""
    QVBoxLayout(window).addWidget(notice := Notice())
    window.resize(700, 300)
    window.show()
    qtbot.waitExposed(window)
    return notice


def part(notice: Notice, name: str) -> QPushButton:
    """Return a button of the notice by its name."""
    return notice.findChild(QPushButton, name)


def said(notice: Notice) -> tuple[str, str, str]:
    """Return what automation reads."""
    return notice.property("kind"), notice.property("messageId"), notice.property("text")


def test_it_says_nothing_at_first_and_takes_no_room(notice: Notice) -> None:
    assert notice.objectName() == notice.accessibleIdentifier() == "notice"
    assert said(notice) == ("none", "", "")
    assert notice.isHidden()


@pytest.mark.parametrize("kind", ["info", "good", "attention", "bad"])
def test_each_kind_is_said_and_seen_at_once(notice: Notice, kind: str) -> None:
    getattr(notice, f"show_{kind}")("Title", "Text", message_id="A-07")
    assert said(notice) == (kind, "A-07", "Title\nText")
    assert notice.isVisible()
    assert "Title\nText" in notice.accessibleDescription()


@pytest.mark.parametrize("kind", ["busy", "info", "good", "attention", "bad"])
def test_its_frame_follows_the_palette(
    notice: Notice, qtbot: QtBot, kind: str, dress: Callable[[str], None], painted: Callable[[QWidget], set[str]]
) -> None:
    getattr(notice, f"show_{kind}")("Title", "Text")
    qtbot.waitUntil(notice.isVisible)
    for palette in ("pictures, light", "pictures, dark"):
        dress(palette)
        assert {current_tokens().wash(kind).name(), current_tokens().line_of(kind).name()} <= painted(notice)


def test_busy_is_said_at_once_but_seen_only_when_it_lasts(notice: Notice, qtbot: QtBot) -> None:
    notice.show_busy(*ASKING)
    assert said(notice) == ("busy", "", "\n".join(ASKING))
    assert notice.isHidden()
    qtbot.waitUntil(notice.isVisible)
    assert notice.findChild(BusyRing).isVisible()


def test_a_fast_answer_never_shows_busy(notice: Notice) -> None:
    notice.show_busy(*ASKING)
    notice.show_good("Amazon confirms")
    assert notice.isVisible()
    assert not notice.findChild(BusyRing).isVisible()


def test_busy_that_was_seen_stays_a_moment_while_the_outcome_is_said(notice: Notice, qtbot: QtBot) -> None:
    notice.show_busy(*ASKING)
    qtbot.waitUntil(notice.isVisible)
    notice.show_bad("Refused", action="Try again")
    assert said(notice) == ("bad", "", "Refused")
    assert notice.findChild(BusyRing).isVisible()
    with qtbot.waitSignal(notice.action_triggered):
        part(notice, "noticeActionButton").click()
    qtbot.waitUntil(lambda: not notice.findChild(BusyRing).isVisible())
    assert part(notice, "noticeActionButton").isVisible()


def test_stop_is_offered_only_for_what_can_be_stopped(notice: Notice, qtbot: QtBot) -> None:
    notice.show_busy(*ASKING)
    qtbot.waitUntil(notice.isVisible)
    assert part(notice, "noticeStopButton").isVisible()
    with qtbot.waitSignal(notice.stop_triggered):
        part(notice, "noticeStopButton").click()
    notice.show_busy("Saving…", stoppable=False)
    assert not part(notice, "noticeStopButton").isVisible()
    with qtbot.assertNotEmitted(notice.stop_triggered):
        part(notice, "noticeStopButton").click()


def test_the_one_thing_to_do_is_a_button(notice: Notice, qtbot: QtBot) -> None:
    notice.show_bad("Wrong region", action="Change the region to Europe")
    button = part(notice, "noticeActionButton")
    assert (button.text(), button.isVisible()) == ("Change the region to Europe", True)
    with qtbot.waitSignal(notice.action_triggered):
        button.click()


def test_the_action_of_an_old_message_does_nothing_while_busy(notice: Notice, qtbot: QtBot) -> None:
    notice.show_bad("Refused", action="Try again")
    notice.show_busy(*ASKING)
    with qtbot.assertNotEmitted(notice.action_triggered):
        part(notice, "noticeActionButton").click()


def test_an_alternative_stands_beside_the_action(notice: Notice, qtbot: QtBot) -> None:
    notice.show_bad("No keyring was found", action="How to set one up", alternative="Until I quit")
    with qtbot.waitSignal(notice.alternative_triggered):
        part(notice, "noticeAlternativeButton").click()


def test_details_are_copied_with_one_button(notice: Notice) -> None:
    notice.show_bad("Refused", details="400 invalid_grant")
    copy = notice.findChild(QPushButton, "copyDetailsButton")
    assert not copy.isVisible()
    notice.findChild(QToolButton, "detailsButton").click()
    copy.click()
    assert QGuiApplication.clipboard().text() == "400 invalid_grant"
    assert copy.text() == "Copied"
    notice.show_bad("Refused once more", details="503")
    assert not copy.isVisible()
    assert copy.text() == "Copy details"


def test_details_open_in_the_same_frame_and_can_be_selected(notice: Notice) -> None:
    notice.show_bad("Refused", details="400 invalid_grant")
    reply = notice.findChild(QPlainTextEdit)
    details = notice.findChild(QToolButton, "detailsButton")
    assert not reply.isVisible()
    details.click()
    assert (reply.isVisible(), reply.toPlainText(), reply.isReadOnly()) == (True, "400 invalid_grant", True)
    notice.show_bad("Refused again")
    assert not reply.isVisible()
    assert not details.isVisible()


def test_a_part_of_the_page_can_stand_below_the_text(notice: Notice, qtbot: QtBot) -> None:
    chips = Chips([Chip("Germany", "EUR")])
    chips.setObjectName("marketplacesFound")
    notice.show_good("Amazon confirms", "It sells in:", extra=chips, tail="Is this the right business?")
    assert notice.findChild(Chips, "marketplacesFound") is chips
    assert chips.isVisible()
    assert "Germany EUR" in notice.accessibleDescription()
    with qtbot.waitSignal(chips.destroyed):
        notice.show_nothing()
    assert notice.findChild(Chips) is None


def test_it_goes_when_there_is_nothing_to_say(notice: Notice, qtbot: QtBot) -> None:
    notice.show_bad("Refused", message_id="A-08")
    with qtbot.waitSignal(notice.changed):
        notice.show_nothing()
    assert said(notice) == ("none", "", "")
    assert notice.isHidden()


def test_the_ring_of_a_notice_that_goes_stops_the_timer(notice: Notice, qtbot: QtBot) -> None:
    notice.show_busy(*ASKING)
    qtbot.waitUntil(notice.isVisible)
    assert busy_ticker().is_running()
    notice.show_nothing()
    qtbot.waitUntil(lambda: not busy_ticker().is_running())


def test_news_is_spoken_and_errors_at_once(notice: Notice, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []
    monkeypatch.setattr(
        "lmb_desktop.widgets.notice.QAccessible.updateAccessibility",
        lambda event: spoken.append((event.message(), event.politeness())),
    )
    notice.show_good("Amazon confirms", "It sells in Germany.")
    notice.show_bad("Refused")
    levels = QAccessible.AnnouncementPoliteness
    assert spoken == [("Amazon confirms\nIt sells in Germany.", levels.Polite), ("Refused", levels.Assertive)]


def test_long_texts_are_not_cut(notice: Notice, qtbot: QtBot) -> None:
    notice.show_bad("A long title " * 20, "A long text " * 40)
    qtbot.waitUntil(lambda: notice.height() >= notice.heightForWidth(notice.width()) > 100)
