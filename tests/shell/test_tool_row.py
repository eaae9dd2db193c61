"""The row of tools above the list: its pictures can be seen under the mouse, too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.shell.tool_row import ToolRow
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.tokens import current_tokens


@pytest.mark.parametrize("name", ["needsYouButton", "checkAllButton"])
def test_a_picture_under_the_mouse_is_not_painted_as_in_a_highlighted_line(name: str, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = [QAction(icon(picture, in_menu=True), picture, owner) for picture in ("filter", "check")]
    row = ToolRow(*actions)
    qtbot.addWidget(row)
    row.show()
    button = row.findChild(QToolButton, name)
    option = QStyleOptionToolButton()
    option.state = QStyle.StateFlag.State_MouseOver
    button.initStyleOption(option)
    drawn = option.icon.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Active).toImage()
    points = [QColor(drawn.pixelColor(x, y)) for x in range(16) for y in range(16)]
    assert max(points, key=QColor.alpha).name() == current_tokens().ink.name()
