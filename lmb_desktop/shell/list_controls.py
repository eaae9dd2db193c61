"""What leads through the list: search, the filter Needs you, sorting, and the way back to all accounts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt

from lmb_desktop.shell.account_order import Column, Order
from lmb_desktop.shell.accounts_pane import AccountsPane
from lmb_desktop.shell.tool_row import ToolRow
from lmb_desktop.shell.window_actions import WindowActions


class ListControls(QObject):
    """Turns what the user asks of the list into its order."""

    def __init__(self, actions: WindowActions, tools: ToolRow, pane: AccountsPane, *, parent: QObject) -> None:
        """Connect the controls of one window; they were made for each other."""
        super().__init__(parent)
        self._actions = actions
        self._search = tools.search
        self._pane = pane
        tools.search_changed.connect(lambda text: self._show(replace(pane.order, search=text)))
        actions.needs_you.toggled.connect(lambda is_on: self._show(replace(pane.order, needs_you_only=is_on)))
        actions.find.triggered.connect(self._find)
        actions.show_all.triggered.connect(self.show_all)
        actions.expand_all.triggered.connect(lambda: pane.table.clients.set_all(is_open=True))
        actions.collapse_all.triggered.connect(lambda: pane.table.clients.set_all(is_open=False))
        pane.nothing.back_wanted.connect(self.show_all)
        pane.table.order_wanted.connect(self._on_order_wanted)

    def show_all(self) -> None:
        """Clear search and filter, and turn to the list."""
        self.clear()
        self._pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Clear search and filter; the focus stays where it is."""
        self._search.clear()
        self._actions.needs_you.setChecked(False)

    def show_needing(self) -> None:
        """Show only the accounts that need the user."""
        self._search.clear()
        self._actions.needs_you.setChecked(True)

    def show_client(self, client: str | None) -> None:
        """Show all accounts of a client, and select it."""
        self.clear()
        self._pane.table.select_client(client)

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_order_wanted(self, column: int, is_reversed: bool) -> None:
        self._show(replace(self._pane.order, column=Column(column), is_reversed=is_reversed))

    def _show(self, order: Order) -> None:
        self._pane.show_order(order)
