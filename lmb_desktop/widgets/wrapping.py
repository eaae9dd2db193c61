"""Layouts that break into further rows where there is no room for one; so that nothing is cut off at the side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class WrappingLayout(QLayout):
    """Places its items from left to right in rows; `below` is the room between two rows."""

    def __init__(self, parent: QWidget | None = None, *, between: int = 10, below: int = 10) -> None:
        """Build the layout, empty."""
        # A parent of None makes PySide choose another constructor.
        super().__init__(*([parent] if parent is not None else []))
        self._items: list[QLayoutItem] = []
        self._between = between
        self._below = below
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        """Return how many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # Qt asks past the end, too
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as above
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, is_real=True)

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._shown()]
        width = sum(widths) + self._between * max(0, len(widths) - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> Sequence[Sequence[tuple[QLayoutItem, int]]]:
        """Return the items of each row with their widths."""
        rows: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        for item in self._shown():
            wanted = min(item.sizeHint().width(), width)
            if not rows or used + self._between + wanted > width:
                rows.append([])
                used = -self._between
            rows[-1].append((item, wanted))
            used += self._between + wanted
        return rows

    def _place(self, rect: QRect, *, is_real: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            height = max(_height(item, width) for item, width in row)
            if is_real:
                self._place_row(row, QRect(rect.x(), y, rect.width(), height))
            y += height + self._below
        return max(0, y - rect.y() - self._below)

    def _place_row(self, row: Sequence[tuple[QLayoutItem, int]], room: QRect) -> None:
        x = room.x()
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        for item, width in row:
            height = self._height_in_row(item, width, room.height())
            top = room.y() + (room.height() - height) // 2
            item.setGeometry(QStyle.visualRect(direction, room, QRect(QPoint(x, top), QSize(width, height))))
            x += width + self._between

    def _height_in_row(self, item: QLayoutItem, width: int, _row_height: int) -> int:
        return _height(item, width)


class EqualColumns(WrappingLayout):
    """Places its items in columns of one width: all in one row, else in two columns, else one below the other."""

    def minimumSize(self) -> QSize:
        least = super().minimumSize()
        # Two columns are asked for before the window may scroll sideways.
        return QSize(2 * least.width() + self._between, least.height()) if self.count() > 1 else least

    def _rows(self, width: int) -> Sequence[Sequence[tuple[QLayoutItem, int]]]:
        shown = self._shown()
        least = max((item.minimumSize().width() for item in shown), default=0)
        fitting = (self._between + width) // (self._between + least) if least else len(shown)
        columns = next((count for count in (len(shown), 2) if count <= fitting), 1)
        each = (width - self._between * (columns - 1)) // max(1, columns)
        return [[(item, each) for item in shown[at : at + columns]] for at in range(0, len(shown), columns)]

    def _height_in_row(self, item: QLayoutItem, width: int, row_height: int) -> int:
        return row_height


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
