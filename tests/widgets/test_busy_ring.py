"""The busy sign and its one timer."""

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QStyle, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.busy_ring import BusyRing, busy_ticker, is_motion_reduced


def rings(qtbot: QtBot, count: int) -> list[BusyRing]:
    """Build rings that are not shown yet."""
    made = [BusyRing() for _ in range(count)]
    for ring in made:
        qtbot.addWidget(ring)
    return made


def test_all_rings_share_one_timer_that_rests_when_nothing_is_busy(app: QApplication, qtbot: QtBot) -> None:
    first, second = rings(qtbot, 2)
    assert busy_ticker() is busy_ticker()
    first.show()
    second.show()
    assert busy_ticker().is_running()
    first.hide()
    assert busy_ticker().is_running()
    second.hide()
    assert not busy_ticker().is_running()


def test_a_ring_turns_while_it_is_seen(app: QApplication, qtbot: QtBot) -> None:
    (ring,) = rings(qtbot, 1)
    ring.show()
    before = busy_ticker().angle()
    with qtbot.waitSignal(busy_ticker().ticked):
        pass
    assert busy_ticker().angle() != before


def test_a_ring_stands_still_where_motion_is_reduced(
    app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lmb_desktop.widgets.busy_ring.is_motion_reduced", lambda widget: True)
    qtbot.waitUntil(lambda: not busy_ticker().is_running())
    (ring,) = rings(qtbot, 1)
    ring.show()
    assert not busy_ticker().is_running()


def test_reduced_motion_is_what_the_style_says(app: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    duration = widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)
    assert is_motion_reduced(widget) is (duration == 0)


def test_a_ring_that_is_deleted_while_it_turns_lets_the_timer_rest(app: QApplication, qtbot: QtBot) -> None:
    ring = BusyRing()
    ring.show()
    assert busy_ticker().is_running()
    shiboken6.delete(ring)
    qtbot.waitUntil(lambda: not busy_ticker().is_running())
