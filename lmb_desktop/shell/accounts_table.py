"""The list of accounts on the screen: columns, selection, keys. Knows what was asked for, and does none of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView, QWidget

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_header import AccountHeader
from lmb_desktop.shell.account_list_model import VIEW_ROLE, AccountListModel
from lmb_desktop.shell.account_order import Column
from lmb_desktop.shell.account_row_painting import AccountRowDelegate
from lmb_desktop.widgets.busy_ring import busy_ticker, is_motion_reduced

LEAST = {
    Column.ACCOUNT: 160,
    Column.REGION: 100,
    Column.AMAZON: 120,
    Column.LEDGER: 120,
    Column.ORGANISATION: 180,
    Column.ENDS_IN: 76,
}
"""Least widths in device-independent pixels."""
_WANTED = {Column.ACCOUNT: 190, Column.REGION: 116, Column.AMAZON: 130, Column.LEDGER: 130, Column.ENDS_IN: 88}
_HIDDEN_BELOW = {Column.ORGANISATION: 790, Column.REGION: 630}
"""Widths of the list below which a column steps aside."""
_FONT_WIDTH = 8.0
"""The average character width that the numbers above are for."""


class AccountsTable(QTreeView):
    """Shows the accounts, one row each; one is selected."""

    selected = Signal(str)
    """The account with this id is the current one; an empty id when none is."""
    opened = Signal(str)
    """Double-click or Enter on an account."""
    order_wanted = Signal(int, bool)
    """A click on a header: the column to sort by, and whether backwards."""
    menu_wanted = Signal(QPoint)
    """The context menu of the selected account is wanted at this place of the screen."""

    def __init__(self, book: MarketplaceBook, parent: QWidget | None = None) -> None:
        """Build the list, empty."""
        super().__init__(parent)
        self.setObjectName("accountsTable")
        self.setAccessibleIdentifier("accountsTable")
        self.setAccessibleName(self.tr("Accounts"))
        self._list = AccountListModel(book, self)
        self._is_ticking = False
        self.setHeader(AccountHeader(self))
        self.setModel(self._list)
        self.setItemDelegate(AccountRowDelegate(self))
        self._set_behaviour()
        self._set_columns()
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.header().sortIndicatorChanged.connect(self._on_sort_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_views(self, views: Sequence[AccountView]) -> None:
        """Show these accounts and keep the current one current, or else make the first one current."""
        current = self.current_id()
        self._list.show(views)
        if not self.select(current) and views:
            self.select(views[0].account.id)

    def show_checking(self, account_ids: Collection[str]) -> None:
        """Turn the signs of these accounts into busy rings."""
        self._list.show_checking(account_ids)
        wants_ticks = bool(account_ids) and not is_motion_reduced(self)
        if wants_ticks == self._is_ticking:
            return
        self._is_ticking = wants_ticks
        ticker = busy_ticker()
        if wants_ticks:
            ticker.ticked.connect(self.viewport().update)
            ticker.start()
        else:
            ticker.ticked.disconnect(self.viewport().update)
            ticker.stop()

    def current_view(self) -> AccountView | None:
        """Return the current account, or None."""
        view: AccountView | None = self.currentIndex().data(VIEW_ROLE)
        return view

    def current_id(self) -> str:
        """Return the current account's id, or an empty text."""
        view = self.current_view()
        return view.account.id if view is not None else ""

    def select(self, account_id: str) -> bool:
        """Make an account the current one and scroll to it; False when it is not shown."""
        index = self._list.index_of(account_id) if account_id else QModelIndex()
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            event.accept()
            self.opened.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.current_id():
            return
        is_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        below = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(event.globalPos() if is_mouse else self.viewport().mapToGlobal(below))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _set_behaviour(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(sum(width for column, width in LEAST.items() if column not in _HIDDEN_BELOW))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _set_columns(self) -> None:
        header = self.header()
        # A tree that does not sort by itself switches these off when it takes its header.
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(round(min(LEAST.values()) * self._scale()))
        header.setSortIndicator(Column.ACCOUNT, Qt.SortOrder.AscendingOrder)
        for column, width in _WANTED.items():
            header.resizeSection(column, round(width * self._scale()))
        header.sectionResized.connect(self._on_section_resized)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Hide what has no room, and give the rest of the width to the organisation, or to the name without it."""
        header, scale = self.header(), self._scale()
        for column, least in _HIDDEN_BELOW.items():
            self.setColumnHidden(column, self.viewport().width() < least * scale)
        widest = Column.ACCOUNT if self.isColumnHidden(Column.ORGANISATION) else Column.ORGANISATION
        was_stretched = header.sectionResizeMode(Column.ACCOUNT) is QHeaderView.ResizeMode.Stretch
        if widest is not Column.ACCOUNT and was_stretched:
            # It had the organisation's room as well, and would keep it.
            header.setSectionResizeMode(Column.ACCOUNT, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(Column.ACCOUNT, round(_WANTED[Column.ACCOUNT] * scale))
        rest = self._room_for(widest)
        if widest is not Column.ACCOUNT and rest < LEAST[widest] * scale:
            # The name gives way first, down to its least, before anything is scrolled sideways.
            narrower = header.sectionSize(Column.ACCOUNT) - (LEAST[widest] * scale - rest)
            header.resizeSection(Column.ACCOUNT, round(max(LEAST[Column.ACCOUNT] * scale, narrower)))
            rest = self._room_for(widest)
        for column in (Column.ACCOUNT, Column.ORGANISATION):
            is_wide = column is widest and rest >= LEAST[column] * scale
            mode = QHeaderView.ResizeMode.Stretch if is_wide else QHeaderView.ResizeMode.Interactive
            if header.sectionResizeMode(column) is not mode:
                header.setSectionResizeMode(column, mode)
        if rest < LEAST[widest] * scale:
            header.resizeSection(widest, round(LEAST[widest] * scale))

    def _room_for(self, column: Column) -> int:
        header = self.header()
        return self.viewport().width() - sum(header.sectionSize(each) for each in Column if each is not column)

    def _scale(self) -> float:
        return max(1.0, self.fontMetrics().averageCharWidth() / _FONT_WIDTH)

    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        least = round(LEAST[Column(section)] * self._scale())
        if 0 < new < least and self.header().sectionResizeMode(section) is QHeaderView.ResizeMode.Interactive:
            self.header().resizeSection(section, least)

    def _on_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        view = current.data(VIEW_ROLE)
        self.selected.emit(view.account.id if view is not None else "")

    def _on_sort_changed(self, section: int, order: Qt.SortOrder) -> None:
        self.order_wanted.emit(section, order == Qt.SortOrder.DescendingOrder)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        view = index.data(VIEW_ROLE)
        if view is not None:
            self.opened.emit(view.account.id)
