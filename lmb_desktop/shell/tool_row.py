"""The row above the list: search, the filter, Check all, and the account menu's button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionToolButton, QToolButton, QVBoxLayout, QWidget

from lmb_desktop.shell.account_menu_button import AccountMenuButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.search_field import SearchField
from lmb_desktop.widgets.theme import comfortable_height

_EDGE = 15
_SEARCH_WIDTH = 270
_LEAST_HEIGHT = 28


class ToolRow(QWidget):
    """Holds the row's controls and tells what is asked for."""

    search_changed = Signal(str)

    def __init__(self, needs_you: QAction, check_all: QAction, parent: QWidget | None = None) -> None:
        """Build the row around two of the window's actions."""
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.search = SearchField(
            "accountSearchEdit",
            self.tr("Search accounts and clients"),
            self.tr("Finds account names, clients, organisations and Seller IDs"),
        )
        self.needs_you = _tool(needs_you, "needsYouButton", picture="filter")
        self.check_all = _tool(check_all, "checkAllButton", picture="check")
        # Without a parent: Tab comes to it last, as the eye does.
        self.menu_button = AccountMenuButton()
        self.search.textChanged.connect(self.search_changed)
        self._lay_out()

    def set_search_enabled(self, is_enabled: bool) -> None:
        """Switch search off where there is nothing to search; the actions switch their own buttons."""
        self.search.setEnabled(is_enabled)

    def _lay_out(self) -> None:
        self.search.setFixedWidth(_SEARCH_WIDTH)
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 10, _EDGE, 10)
        row.setSpacing(10)
        for part in (self.search, self.needs_you, self.check_all):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.menu_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule())


class _Tool(QToolButton):
    """Shows an action with a picture of its own: under the mouse the action's is painted as for a highlighted line."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self._picture = icon(picture)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.icon = self._picture


def _tool(action: QAction, name: str, *, picture: str) -> QToolButton:
    button = _Tool(picture)
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAutoRaise(True)
    button.setIconSize(QSize(16, 16))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setMinimumHeight(max(_LEAST_HEIGHT, comfortable_height(button)))
    return button
