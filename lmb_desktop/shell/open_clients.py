"""Which clients of the list are open, and how far the list was told of: rows follow when they are scrolled to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QTreeView

from lmb_desktop.shell.account_list_model import AccountListModel


class OpenClients(QObject):
    """Remembers what the user closed; a client that was never closed is open."""

    def __init__(self, table: QTreeView, rows: AccountListModel) -> None:
        """Serve one list and its model."""
        super().__init__(table)
        self._table = table
        self._rows = rows
        self._closed: set[str] = set()
        self._shows_all = False
        self._is_ours = False
        table.expanded.connect(lambda index: self._on_turned(index, is_open=True))
        table.collapsed.connect(lambda index: self._on_turned(index, is_open=False))
        rows.rowsInserted.connect(lambda _parent, first, last: self.open_told(first, last))
        bar = table.verticalScrollBar()
        bar.valueChanged.connect(self._tell_when_near)
        bar.rangeChanged.connect(self._tell_when_near)

    @property
    def closed(self) -> tuple[str, ...]:
        """Return the names of the closed clients; an empty name stands for the accounts without one."""
        return tuple(sorted(self._closed))

    def restore(self, closed: Iterable[str]) -> None:
        """Close the clients that were closed before."""
        self._closed = set(closed)

    def show_all(self, is_on: bool) -> None:
        """Open every client from the next rows on, whatever is remembered: what was searched for must be seen."""
        self._shows_all = is_on

    def set_all(self, *, is_open: bool) -> None:
        """Open or close every client, also those that are not shown at the moment."""
        names = {group.name or "" for group in self._rows.groups}
        self._closed = set() if is_open else self._closed | names
        self._is_ours = True
        if is_open:
            self._table.expandAll()
        else:
            self._table.collapseAll()
        self._is_ours = False

    def open_told(self, first: int = 0, last: int | None = None) -> None:
        """Open the clients the list was just told of, but for those the user closed."""
        if self._rows.is_flat:
            return
        end = self._rows.rowCount() if last is None else last + 1
        self._is_ours = True
        for row in range(first, end):
            if self._shows_all or (self._rows.groups[row].name or "") not in self._closed:
                self._table.expand(self._rows.index(row, 0))
        self._is_ours = False

    def first_index(self) -> QModelIndex:
        """Return the first account that is seen, or else the first client."""
        top = self._rows.index(0, 0)
        return self._rows.index(0, 0, top) if top.isValid() and self._table.isExpanded(top) else top

    def scroll_back(self, place: int) -> None:
        """Scroll to where the list was, telling it of as many rows as that takes."""
        bar = self._table.verticalScrollBar()
        self._table.executeDelayedItemsLayout()
        while bar.maximum() < place and not self._rows.knows_all:
            self._rows.tell_more()
            self._table.executeDelayedItemsLayout()
        bar.setValue(place)

    def _tell_when_near(self) -> None:
        bar = self._table.verticalScrollBar()
        if not self._rows.knows_all and bar.value() >= bar.maximum() - bar.pageStep():
            self._rows.tell_more()

    def _on_turned(self, index: QModelIndex, *, is_open: bool) -> None:
        client = self._rows.client_at(index)
        if client is None or self._is_ours or self._shows_all:
            return
        if is_open:
            self._closed.discard(client.name or "")
        else:
            self._closed.add(client.name or "")
