"""How wide the columns of the list are, and which of them step aside where there is no room. Knows no account."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTreeView

from lmb_desktop.shell.account_order import Column

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


class TableColumns(QObject):
    """Fits the columns of one list to its width."""

    def __init__(self, table: QTreeView) -> None:
        """Give the columns their first widths; the list has its header and its model already."""
        super().__init__(table)
        self._table = table
        header = table.header()
        # A tree that does not sort by itself switches these off when it takes its header.
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(round(min(LEAST.values()) * self.scale()))
        header.setSortIndicator(Column.ACCOUNT, Qt.SortOrder.AscendingOrder)
        for column, width in _WANTED.items():
            header.resizeSection(column, round(width * self.scale()))
        header.sectionResized.connect(self._on_section_resized)
        table.setMinimumWidth(sum(width for column, width in LEAST.items() if column not in _HIDDEN_BELOW))
        self.fit()

    def fit(self) -> None:
        """Hide what has no room, and give the rest of the width to the organisation, or to the name without it."""
        table, header, scale = self._table, self._table.header(), self.scale()
        for column, least in _HIDDEN_BELOW.items():
            table.setColumnHidden(column, table.viewport().width() < least * scale)
        widest = Column.ACCOUNT if table.isColumnHidden(Column.ORGANISATION) else Column.ORGANISATION
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

    def scale(self) -> float:
        """Return how much wider than usual the text is."""
        return max(1.0, self._table.fontMetrics().averageCharWidth() / _FONT_WIDTH)

    def _room_for(self, column: Column) -> int:
        header = self._table.header()
        return self._table.viewport().width() - sum(header.sectionSize(each) for each in Column if each is not column)

    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        header, least = self._table.header(), round(LEAST[Column(section)] * self.scale())
        if 0 < new < least and header.sectionResizeMode(section) is QHeaderView.ResizeMode.Interactive:
            header.resizeSection(section, least)
