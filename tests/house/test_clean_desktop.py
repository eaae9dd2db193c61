"""What one test does to the Qt application of its process is gone before the next one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.xdist_group("clean desktop")


def test_first_the_program_is_quit_and_a_menu_stays_open(qtbot: QtBot) -> None:
    menu = QMenu()
    menu.addAction("An entry")
    menu.popup(menu.pos())
    QApplication.instance().left_by_a_test = menu
    assert QApplication.activePopupWidget() is menu
    QApplication.exit(0)


def test_then_loops_run_and_no_menu_keeps_the_mouse(qtbot: QtBot) -> None:
    del QApplication.instance().left_by_a_test
    assert QApplication.activePopupWidget() is None
    timer = QTimer()
    timer.setSingleShot(True)
    with qtbot.waitSignal(timer.timeout):
        timer.start(1)
