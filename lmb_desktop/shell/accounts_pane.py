"""The middle of the accounts window: nothing yet, the empty state, or list and details. Starts nothing itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from lmb_desktop.core.clients import by_client
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.account_order import Order, ordered, searchable
from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.details_pane import DetailsPane
from lmb_desktop.shell.empty_state import EmptyState, NothingFound
from lmb_desktop.shell.picked import Picked

_DETAILS_WIDTH = 308


class AccountsPane(QStackedWidget):
    """Shows what is known; before the first overview it is blank, so that nothing flashes."""

    picked_changed = Signal()
    """Something else is selected, or something new is known of it."""

    def __init__(self, book: MarketplaceBook, is_practice: bool, parent: QWidget | None = None) -> None:
        """Build the pane, blank."""
        super().__init__(parent)
        self._book = book
        self.overview = Overview()
        self._now: datetime | None = None
        self._next_check: datetime | None = None
        self._has_details = True
        self._texts: dict[str, str] = {}
        self.order = Order()
        self.table = AccountsTable(book)
        self.details = DetailsPane(book)
        self.empty = EmptyState(is_practice)
        self.nothing = NothingFound()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._list = QStackedWidget()
        self._blank = QWidget()
        self._lay_out()
        self.table.picked_changed.connect(self._on_picked_changed)

    @property
    def has_clients(self) -> bool:
        """Tell whether accounts stand below clients; where nobody has one they stand alone."""
        return any(view.account.client is not None for view in self.overview.accounts)

    def picked(self) -> Picked:
        """Return what is selected; nothing while the list is not seen."""
        return self.table.picked() if self._list.currentWidget() is self.table else Picked()

    def show_overview(self, overview: Overview, now: datetime) -> None:
        """Show the accounts, or the empty state without any; `now` tells today from yesterday."""
        self.overview = overview
        self._now = now
        self._texts = {}
        self.setCurrentWidget(self.splitter if overview.accounts else self.empty)
        self._refresh(keeps_place=True)

    def show_order(self, order: Order) -> None:
        """Search, filter and sort the list."""
        self.order = order
        self._refresh(keeps_place=False)

    def show_next_check(self, next_check: datetime | None) -> None:
        """Tell when accounts are looked at next, where that is known."""
        self._next_check = next_check
        self._show_details()

    def show_checking(self, checking: Collection[str]) -> None:
        """Show which accounts are being checked, as far as buttons go."""
        self.details.show_checking(checking)

    def show_details(self, is_wanted: bool) -> None:
        """Open or close the details."""
        self._has_details = is_wanted
        self._show_details()

    def turn_to_details(self) -> None:
        """Give the details the focus, where they are open."""
        if self.details.isVisible():
            self.details.first_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget | None:
        """Return what the user turns to first, or None while there is nothing yet."""
        if self.currentWidget() is self.empty:
            return self.empty.add_account
        return self.table if self.currentWidget() is self.splitter else None

    def take_focus(self) -> None:
        """Give what the user turns to first the focus."""
        wanted = self.first_focus()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self, *, keeps_place: bool) -> None:
        if self.order.search and not self._texts:
            self._texts = searchable(self.overview.accounts)
        views = ordered(self.overview.accounts, self.order, self._book, texts=self._texts or None)
        self.table.clients.show_all(self.order.hides_something)
        self.table.show_groups(by_client(views), is_flat=not self.has_clients, keeps_place=keeps_place)
        if not views and self.order.search.strip():
            self.nothing.show_no_match(self.order.search.strip())
        elif not views:
            self.nothing.show_nothing_needed(len(self.overview.accounts))
        self._list.setCurrentWidget(self.table if views else self.nothing)
        self._on_picked_changed()

    def _on_picked_changed(self) -> None:
        self._show_details()
        self.picked_changed.emit()

    def _show_details(self) -> None:
        picked = self.picked()
        is_seen = self._has_details and bool(picked.views) and self._now is not None
        self.details.setVisible(is_seen)
        if not is_seen or self._now is None:
            return
        if picked.single is not None:
            self.details.show_account(picked.single, self._now, next_check=self._next_check)
        else:
            self.details.show_group(picked)

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
