"""The middle of the accounts window: nothing yet, the empty state, or list and details. Starts nothing itself."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.account_order import Order, ordered
from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.details_pane import DetailsPane
from lmb_desktop.shell.empty_state import EmptyState, NothingFound

_DETAILS_WIDTH = 308


class AccountsPane(QStackedWidget):
    """Shows what is known; before the first overview it is blank, so that nothing flashes."""

    current_changed = Signal()

    def __init__(self, book: MarketplaceBook, is_practice: bool, parent: QWidget | None = None) -> None:
        """Build the pane, blank."""
        super().__init__(parent)
        self._book = book
        self.overview = Overview()
        self._now: datetime | None = None
        self._has_details = True
        self.order = Order()
        self.table = AccountsTable(book)
        self.details = DetailsPane(book)
        self.empty = EmptyState(is_practice)
        self.nothing = NothingFound()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._list = QStackedWidget()
        self._blank = QWidget()
        self._lay_out()
        self.table.selected.connect(self._on_selected)

    def show_overview(self, overview: Overview, now: datetime) -> None:
        """Show the accounts, or the empty state without any; `now` tells today from yesterday."""
        self.overview = overview
        self._now = now
        self.setCurrentWidget(self.splitter if overview.accounts else self.empty)
        self._refresh()

    def show_order(self, order: Order) -> None:
        """Search, filter and sort the list."""
        self.order = order
        self._refresh()

    def show_details(self, is_wanted: bool) -> None:
        """Open or close the details."""
        self._has_details = is_wanted
        self._fit_details()

    def turn_to_details(self) -> None:
        """Give the details the focus, where they are open."""
        if self.details.isVisible():
            self.details.first_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget | None:
        """Return what the user turns to first, or None while there is nothing yet."""
        if self.currentWidget() is self.empty:
            return self.empty.add_account
        return self.table if self.currentWidget() is self.splitter else None

    def _refresh(self) -> None:
        views = ordered(self.overview.accounts, self.order, self._book)
        self.table.show_views(views)
        if not views and self.order.search.strip():
            self.nothing.show_no_match(self.order.search.strip())
        elif not views:
            self.nothing.show_nothing_needed(len(self.overview.accounts))
        self._list.setCurrentWidget(self.table if views else self.nothing)
        self._on_selected()

    def _on_selected(self) -> None:
        view = self.table.current_view()
        if view is not None and self._now is not None:
            self.details.show_account(view, self._now)
        self._fit_details()
        self.current_changed.emit()

    def _fit_details(self) -> None:
        self.details.setVisible(self._has_details and self.table.current_view() is not None)

    def _lay_out(self) -> None:
        self._list.addWidget(self.table)
        self._list.addWidget(self.nothing)
        self.splitter.addWidget(self._list)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setCollapsible(0, False)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([1180 - _DETAILS_WIDTH, _DETAILS_WIDTH])
        for part in (self._blank, self.splitter, self.empty):
            self.addWidget(part)
        self._blank.setBackgroundRole(QPalette.ColorRole.Base)
        self._blank.setAutoFillBackground(True)
