"""What tests of the windows share: tasks that end with the test, and windows on doubles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.accounts_window import AccountsWindow
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.shown_accounts import WindowDesk
from tests.fakes.window_ports import NOW
from tests.shell.desk_office import DeskOffice

OpenWindow = Callable[..., AccountsWindow]


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Give tasks that end with the test, and fail it on a bug in background work."""
    tasks = Tasks()
    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    yield tasks
    tasks.close()
    assert crashes == []


@pytest.fixture
def desk(tasks: Tasks) -> WindowDesk:
    """Give the parts of a window with nothing saved."""
    return WindowDesk(tasks)


@pytest.fixture
def desk_office(tasks: Tasks, qtbot: QtBot) -> DeskOffice:
    """Give an account desk on the real core, with nothing saved."""
    return DeskOffice(tasks, qtbot)


@pytest.fixture
def open_window(desk: WindowDesk, qtbot: QtBot) -> Iterator[OpenWindow]:
    """Give a function that opens the accounts window on an overview, or before the first one."""
    windows: list[AccountsWindow] = []

    def open_one(overview: Overview | None = None, *, is_practice: bool = False) -> AccountsWindow:
        desk.connections.known = overview or Overview()
        window = AccountsWindow(lambda: desk.parts(is_practice=is_practice), is_practice=is_practice)
        windows.append(window)
        window.resize(1180, 760)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if overview is not None:
            window.show_overview(overview, NOW)
        QApplication.processEvents()
        return window

    yield open_one
    for window in windows:
        if shiboken6.isValid(window):
            window.close_quietly()
            window.deleteLater()


def open_dialog(name: str) -> QDialog:
    """Return the visible dialog with this name."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.objectName() == name and widget.isVisible():
            return widget
    raise AssertionError(f"no dialog {name} is open")
