"""The accounts as Qt's views ask for them: texts, states, and what a screen reader says. Reads no store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_order import Column, alignment_of
from lmb_desktop.shell.end_words import ends_in_tip
from lmb_desktop.shell.state_words import Half, ends_in_text, health_of, state_word

VIEW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The AccountView of a row."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The name of the state a cell shows, or None; Qt hands an enum of texts back as plain text."""
CHECKING_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether the row's account is being checked."""
ROWS_AT_ONCE = 200
"""Rows the view is told of at first; more follow when they are scrolled to, so that long lists open at once."""

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_HALVES = {Column.AMAZON: Half.AMAZON, Column.LEDGER: Half.LEDGER}
_DISPLAY = Qt.ItemDataRole.DisplayRole


class AccountListModel(QAbstractTableModel):
    """One row for each account; each view is told of as many as it can show."""

    def __init__(self, book: MarketplaceBook, parent: QObject | None = None) -> None:
        """Build the model, empty."""
        super().__init__(parent)
        self._book = book
        self._views: list[AccountView] = []
        self._known = 0
        self._checking: frozenset[str] = frozenset()

    @property
    def views(self) -> Sequence[AccountView]:
        """Return the accounts in the order shown, also those the view was not told of yet."""
        return self._views

    def show(self, views: Sequence[AccountView]) -> None:
        """Show these accounts; with the same ones in the same order, selection and scrolling stay untouched."""
        if [view.account.id for view in views] == [view.account.id for view in self._views]:
            self._views = list(views)
            self._tell_changed()
            return
        self.beginResetModel()
        self._views = list(views)
        self._known = min(ROWS_AT_ONCE, len(self._views))
        self.endResetModel()

    def show_checking(self, account_ids: Collection[str]) -> None:
        """Mark the accounts that are being checked."""
        self._checking = frozenset(account_ids)
        self._tell_changed()

    def index_of(self, account_id: str) -> QModelIndex:
        """Return the first cell of an account; an invalid index when it is not shown."""
        for row, view in enumerate(self._views):
            if view.account.id == account_id:
                while row >= self._known:
                    self.fetchMore(QModelIndex())
                return self.index(row, 0)
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else self._known

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        return len(Column)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self._known < len(self._views)

    def fetchMore(self, parent: AnyIndex) -> None:
        if not self.canFetchMore(parent):
            return
        last = min(self._known + ROWS_AT_ONCE, len(self._views))
        self.beginInsertRows(QModelIndex(), self._known, last - 1)
        self._known = last
        self.endInsertRows()

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        view, column = self._views[index.row()], Column(index.column())
        if role == VIEW_ROLE:
            return view
        if role == _DISPLAY:
            return self._text(view, column)
        if role == STATE_ROLE:
            return health_of(view, _HALVES[column]).state.value if column in _HALVES else None
        if role == CHECKING_ROLE:
            return view.account.id in self._checking
        return self._extra(view, column, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(section)
        if role not in (_DISPLAY, Qt.ItemDataRole.AccessibleTextRole):
            return None
        texts = {
            Column.ACCOUNT: self.tr("Account"),
            Column.REGION: self.tr("Region"),
            Column.AMAZON: self.tr("Amazon"),
            Column.LEDGER: self.tr("Ledger"),
            Column.ORGANISATION: self.tr("Organisation"),
            Column.ENDS_IN: self.tr("Ends in"),
        }
        return texts[Column(section)]

    def _text(self, view: AccountView, column: Column) -> str:
        if column in _HALVES:
            half = _HALVES[column]
            return state_word(health_of(view, half).state, half)
        if column is Column.REGION:
            return self._book.region(view.account.region).short_name
        if column is Column.ORGANISATION:
            return self._organisation(view)
        return ends_in_text(view) if column is Column.ENDS_IN else view.account.name

    def _organisation(self, view: AccountView) -> str:
        if view.link is None:
            return self.tr("not connected yet")
        text = self.tr("{organisation} ({provider})")
        return text.format(organisation=view.link.organisation_name, provider=view.link.provider.label)

    def _extra(self, view: AccountView, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(view, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return ends_in_tip(view) if column is Column.ENDS_IN else self._text(view, column)
        return None

    def _spoken(self, view: AccountView, column: Column) -> str:
        text = self._text(view, column)
        if column is Column.ENDS_IN and view.link is None:
            text = self.tr("not connected yet")
        if column is Column.ACCOUNT:
            return text
        heading = self.headerData(column, Qt.Orientation.Horizontal)
        return f"{heading}: {text.lower() if column in _HALVES else text}"

    def _tell_changed(self) -> None:
        if self._known:
            self.dataChanged.emit(self.index(0, 0), self.index(self._known - 1, len(Column) - 1))
