"""The accounts as Qt's views ask for them: clients with their accounts, or accounts alone. Reads no store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from lmb_desktop.core.clients import ClientView
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_cells import AccountCells, heading
from lmb_desktop.shell.account_order import Column, alignment_of
from lmb_desktop.shell.client_words import client_counts, client_name, spoken_client
from lmb_desktop.shell.picked import Picked
from lmb_desktop.widgets.unmarked import unmarked

ROWS_AT_ONCE = 100
"""Rows the view is told of at a time; more follow when they are scrolled to, so that long lists open at once."""

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole


class AccountListModel(QAbstractItemModel):
    """Two levels, clients and their accounts; where nobody has a client, the accounts alone.

    Rows of the first level carry 0 as their inner id, accounts below a client the client's row plus one.
    """

    def __init__(self, book: MarketplaceBook, parent: QObject | None = None) -> None:
        """Build the model, empty."""
        super().__init__(parent)
        self._cells = AccountCells(book)
        self._groups: tuple[ClientView, ...] = ()
        self._is_flat = False
        self._known = 0
        self._places: dict[str, tuple[int, int]] = {}

    @property
    def groups(self) -> Sequence[ClientView]:
        """Return the clients in the order shown, also those the view was not told of yet."""
        return self._groups

    @property
    def is_flat(self) -> bool:
        """Tell whether the accounts stand alone, without clients."""
        return self._is_flat

    def show(self, groups: Sequence[ClientView], *, is_flat: bool) -> bool:
        """Show these clients; returns False when they are the same rows as before and only what they say is new."""
        if is_flat == self._is_flat and _rows(groups) == _rows(self._groups):
            self._groups = tuple(groups)
            self._tell_changed()
            return False
        self.beginResetModel()
        self._groups, self._is_flat = tuple(groups), is_flat
        self._places = {
            view.account.id: (at, row) for at, group in enumerate(groups) for row, view in enumerate(group.accounts)
        }
        self._known = 0
        self._known = self._known_after(ROWS_AT_ONCE)
        self.endResetModel()
        return True

    @property
    def knows_all(self) -> bool:
        """Tell whether the view was told of every row."""
        return self._known == self._first_level()

    def tell_more(self, rows: int = ROWS_AT_ONCE) -> None:
        """Tell the view of more rows."""
        known = self._known_after(rows)
        if known > self._known:
            self.beginInsertRows(QModelIndex(), self._known, known - 1)
            self._known = known
            self.endInsertRows()

    def tell_all(self) -> None:
        """Tell the view of every row."""
        self.tell_more(len(self._places))

    def view_at(self, index: AnyIndex) -> AccountView | None:
        """Return the account of a row; None for a client's row."""
        inner = index.internalId() if index.isValid() else 0
        if inner:
            return self._groups[inner - 1].accounts[index.row()]
        return self._groups[0].accounts[index.row()] if self._is_flat and index.isValid() else None

    def client_at(self, index: AnyIndex) -> ClientView | None:
        """Return the client of a client's row; None for an account's."""
        if not index.isValid() or index.internalId() or self._is_flat:
            return None
        return self._groups[index.row()]

    def picked(self, selection: QItemSelection) -> tuple[int, Picked]:
        """Return how many rows are selected, and the accounts they stand for."""
        rows = 0
        clients: list[ClientView] = []
        views: dict[str, AccountView] = {}
        for part in (selection.at(number) for number in range(selection.size())):
            rows += part.height()
            at = part.parent().row()
            inside = slice(part.top(), part.bottom() + 1)
            if at < 0 and not self._is_flat:
                clients += self._groups[inside]
                continue
            views |= {view.account.id: view for view in self._groups[max(at, 0)].accounts[inside]}
        for client in clients:
            views |= {view.account.id: view for view in client.accounts}
        is_one = len(clients) == 1 and len(views) == len(clients[0].accounts)
        in_order = tuple(views[account_id] for account_id in sorted(views, key=self._places.__getitem__))
        return rows, Picked(in_order, clients[0] if is_one else None)

    def all_rows(self) -> QItemSelection:
        """Return a selection of every row the view was told of."""
        last, selection = len(Column) - 1, QItemSelection()
        if self._known:
            selection.append(QItemSelectionRange(self.createIndex(0, 0, 0), self.createIndex(self._known - 1, last, 0)))
        for at in range(0 if self._is_flat else self._known):
            count = len(self._groups[at].accounts)
            first = self.createIndex(0, 0, at + 1)
            selection.append(QItemSelectionRange(first, self.createIndex(count - 1, last, at + 1)))
        return selection

    def index_of(self, account_id: str) -> QModelIndex:
        """Return the first cell of an account; an invalid index when it is not shown."""
        place = self._places.get(account_id)
        if place is None:
            return QModelIndex()
        at, row = place
        while (row if self._is_flat else at) >= self._known:
            self.tell_more()
        return self.createIndex(row, 0, 0 if self._is_flat else at + 1)

    def index_of_client(self, name: str | None) -> QModelIndex:
        """Return the row of a client; an invalid index when it is not shown."""
        at = next((at for at, group in enumerate(self._groups) if group.name == name), -1)
        if at < 0 or self._is_flat:
            return QModelIndex()
        while at >= self._known:
            self.tell_more()
        return self.createIndex(at, 0, 0)

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        if not parent.isValid():
            return self._known
        client = self.client_at(parent) if parent.column() == 0 else None
        return len(client.accounts) if client is not None else 0

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        return len(Column)

    def hasChildren(self, parent: AnyIndex = ROOT) -> bool:
        if not parent.isValid():
            return self._known > 0
        return not self._is_flat and not parent.internalId() and parent.column() == 0

    def index(self, row: int, column: int, parent: AnyIndex = ROOT) -> QModelIndex:
        if not 0 <= column < len(Column) or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    # Qt has two functions of this name; the other one, without an index, belongs to QObject.
    def parent(self, index: AnyIndex = ROOT) -> Any:
        inner = index.internalId() if index.isValid() else 0
        return self.createIndex(inner - 1, 0, 0) if inner else QModelIndex()

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(column)
        client = self.client_at(index)
        if client is not None:
            return _client_text(client, role) if column is Column.ACCOUNT else None
        view = self.view_at(index)
        if view is None:
            return None
        if role == _DISPLAY:
            return self._cells.text(view, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._cells.spoken(view, column)
        return unmarked(self._cells.tip(view, column)) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(section)
        return heading(Column(section)) if role in (_DISPLAY, Qt.ItemDataRole.AccessibleTextRole) else None

    def _first_level(self) -> int:
        return sum(len(group.accounts) for group in self._groups) if self._is_flat else len(self._groups)

    def _known_after(self, rows: int) -> int:
        """Return how many rows of the first level are known after telling of about so many more rows."""
        if self._is_flat:
            return min(self._known + rows, self._first_level())
        known = self._known
        while known < len(self._groups) and rows > 0:
            rows -= len(self._groups[known].accounts) + 1
            known += 1
        return known

    def _tell_changed(self) -> None:
        if not self._known:
            return
        last = len(Column) - 1
        self.dataChanged.emit(self.index(0, 0), self.index(self._known - 1, last))
        for at in range(0 if self._is_flat else self._known):
            count = len(self._groups[at].accounts)
            self.dataChanged.emit(self.createIndex(0, 0, at + 1), self.createIndex(count - 1, last, at + 1))


def _rows(groups: Sequence[ClientView]) -> list[tuple[str | None, list[str]]]:
    return [(group.name, [view.account.id for view in group.accounts]) for group in groups]


def _client_text(client: ClientView, role: int) -> str | None:
    if role == _DISPLAY:
        return client_name(client.name)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return spoken_client(client)
    tip = unmarked(f"{client_name(client.name)}\n{client_counts(client)}")
    return tip if role == Qt.ItemDataRole.ToolTipRole else None
