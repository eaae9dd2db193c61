"""The list of accounts on the screen: clients that open and close, selection, keys. Does nothing of what is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyleOptionViewItem, QTreeView, QWidget

from lmb_desktop.core.clients import ClientView
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.shell.account_cells import AccountCells
from lmb_desktop.shell.account_header import AccountHeader
from lmb_desktop.shell.account_list_model import AccountListModel, AnyIndex
from lmb_desktop.shell.account_order import Column
from lmb_desktop.shell.account_row_painting import RowHeight, RowLook, RowPainter
from lmb_desktop.shell.open_clients import OpenClients
from lmb_desktop.shell.picked import Picked
from lmb_desktop.shell.table_columns import TableColumns
from lmb_desktop.widgets.busy_ring import busy_ticker, is_motion_reduced

_ROWS = QItemSelectionModel.SelectionFlag.Rows
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INDENT = 20


class AccountsTable(QTreeView):
    """Shows the accounts below their clients, or alone where nobody has a client; several may be selected."""

    picked_changed = Signal()
    """Other accounts are selected."""
    opened = Signal(str)
    """Double-click or Enter on an account."""
    order_wanted = Signal(int, bool)
    """A click on a header: the column to sort by, and whether backwards."""
    menu_wanted = Signal(QPoint)
    """The context menu of what is selected is wanted at this place of the screen."""

    def __init__(self, book: MarketplaceBook, parent: QWidget | None = None) -> None:
        """Build the list, empty."""
        super().__init__(parent)
        self.setObjectName("accountsTable")
        self.setAccessibleIdentifier("accountsTable")
        self.setAccessibleName(self.tr("Accounts"))
        self._list = AccountListModel(book, self)
        self._picked = Picked()
        self._rows_picked = 0
        self._checking: frozenset[str] = frozenset()
        self._is_showing = False
        self._is_ticking = False
        self.setHeader(AccountHeader(self))
        self.setModel(self._list)
        self.setItemDelegate(RowHeight(self))
        self._rows = RowPainter(self.viewport(), self.header(), AccountCells(book))
        self._set_behaviour()
        self.columns = TableColumns(self)
        self.clients = OpenClients(self, self._list)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.header().sortIndicatorChanged.connect(self._on_sort_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_groups(self, groups: Sequence[ClientView], *, is_flat: bool, keeps_place: bool = False) -> None:
        """Show these clients; what is selected stays so, or else the first account is.

        `keeps_place` leaves the list scrolled as it is, also where rows came or went.
        """
        picked, current = self._picked, self._list.view_at(self.currentIndex())
        place = self.verticalScrollBar().value()
        self._is_showing = True
        self.setRootIsDecorated(not is_flat)
        if self._list.show(groups, is_flat=is_flat):
            self.clients.open_told()
            self._choose_again(picked, current.account.id if current is not None else "")
            if keeps_place:
                self.clients.scroll_back(place)
        self._is_showing = False
        self._picked = self._read_picked()

    def show_checking(self, account_ids: Collection[str]) -> None:
        """Turn the signs of these accounts into busy rings."""
        self._checking = frozenset(account_ids)
        self.viewport().update()
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

    def picked(self) -> Picked:
        """Return what is selected."""
        return self._picked

    def current_id(self) -> str:
        """Return the id of the one account that is selected, or an empty text."""
        view = self._picked.single
        return view.account.id if view is not None else ""

    def select(self, account_id: str) -> bool:
        """Select one account and scroll to it; False when it is not shown."""
        index = self._list.index_of(account_id) if account_id else QModelIndex()
        return self._select_index(index)

    def select_client(self, name: str | None) -> bool:
        """Select a client's row, open it and scroll to it; False when it is not shown."""
        index = self._list.index_of_client(name)
        if index.isValid():
            self.expand(index)
        return self._select_index(index)

    def name_room(self, account_id: str) -> QRect:
        """Return where the name of an account stands, in the viewport; an empty place when it is not seen."""
        index = self._list.index_of(account_id)
        if not index.isValid() or not self.visualRect(index).isValid():
            return QRect()
        return self._rows.room_of(self.visualRect(index), Column.ACCOUNT, is_flat=self._list.is_flat)

    def selectAll(self) -> None:
        self._list.tell_all()
        # In one piece: Qt's own way takes minutes for thousands of clients.
        self.selectionModel().select(self._list.all_rows(), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyboardSearch(self, search: str) -> None:
        self._list.tell_all()
        super().keyboardSearch(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_End:
            self._list.tell_all()
        if event.key() in _RETURN and self.currentIndex().isValid():
            event.accept()
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._picked.views:
            return
        is_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        below = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(event.globalPos() if is_mouse else self.viewport().mapToGlobal(below))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._rows.prepare()
        super().paintEvent(event)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: AnyIndex) -> None:
        is_selected = self.selectionModel().isSelected(index)
        is_alone = is_selected and self._rows_picked == 1
        is_current = not is_alone and self.hasFocus() and index == self.currentIndex().siblingAtColumn(0)
        view, client = self._list.view_at(index), self._list.client_at(index)
        look = RowLook(
            options.rect,
            is_selected=is_selected,
            has_focus=is_current,
            is_expanded=client is not None and self.isExpanded(index),
            is_first=index.row() == 0,
            is_checking=view is not None and view.account.id in self._checking,
            is_flat=self._list.is_flat,
        )
        painter.save()
        if client is not None:
            self._rows.paint_client(painter, client, look)
        elif view is not None:
            self._rows.paint_account(painter, view, look)
        painter.restore()

    def _set_behaviour(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(_INDENT)
        self.setExpandsOnDoubleClick(True)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _select_index(self, index: QModelIndex) -> bool:
        if not index.isValid():
            return False
        if index.parent().isValid():
            self.expand(index.parent())
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.scrollTo(index)
        return True

    def _choose_again(self, picked: Picked, current_id: str) -> None:
        """Select after a reset what was selected before, or else the first account."""
        if picked.client is not None and self.select_client(picked.client.name):
            return
        shown = [index for index in map(self._list.index_of, picked.ids) if index.isValid()]
        seen = [index for index in shown if not index.parent().isValid() or self.isExpanded(index.parent())]
        if not seen:
            self._select_index(shown[0].parent() if shown else self.clients.first_index())
            return
        current = self._list.index_of(current_id)
        self._select_index(current if current in seen else seen[0])
        self.selectionModel().select(_selection(seen), _CHOOSE)

    def _read_picked(self) -> Picked:
        selection = self.selectionModel().selection()
        self._rows_picked, picked = self._list.picked(selection)
        return picked

    def _open(self, index: QModelIndex) -> None:
        view = self._list.view_at(index)
        if view is not None:
            self.opened.emit(view.account.id)
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def _on_selection_changed(self) -> None:
        if self._is_showing:
            return
        self._picked = self._read_picked()
        self.picked_changed.emit()

    def _on_sort_changed(self, section: int, order: Qt.SortOrder) -> None:
        self.order_wanted.emit(section, order == Qt.SortOrder.DescendingOrder)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        view = self._list.view_at(index)
        if view is not None:
            self.opened.emit(view.account.id)


def _selection(indexes: Iterable[QModelIndex]) -> QItemSelection:
    selection = QItemSelection()
    for index in indexes:
        selection.select(index, index)
    return selection
