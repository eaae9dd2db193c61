"""What one test does to the Qt application of its process is gone before the next one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.xdist_group("clean desktop")
LEFT: list[QMenu] = []


def test_first_the_program_is_quit_and_a_menu_stays_open(qtbot: QtBot) -> None:
    LEFT.append(QMenu())
    LEFT[0].addAction("An entry")
    LEFT[0].popup(LEFT[0].pos())
    assert QApplication.activePopupWidget() is LEFT[0]
    QApplication.exit(0)


def test_then_loops_run_and_no_menu_keeps_the_mouse(qtbot: QtBot) -> None:
    LEFT.clear()
    assert QApplication.activePopupWidget() is None
    timer = QTimer()
    timer.setSingleShot(True)
    with qtbot.waitSignal(timer.timeout):
        timer.start(1)
