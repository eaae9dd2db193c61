"""HelpList: the contents of the help, or what a search has found. Shows no page itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lmb_desktop.shell.help_book import Chapter, HelpBook, Section, split_place
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import font_for

_PLACE = Qt.ItemDataRole.UserRole
_ROOM, _ROOM_ABOVE_HEADING = 8, 10


class _Roomy(QStyledItemDelegate):
    """Gives lines the height that a finger or a shaky hand can hit, and headings room above."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        above = _ROOM_ABOVE_HEADING if not index.data(_PLACE) and index.row() else 0
        return super().sizeHint(option, index) + QSize(0, _ROOM + above)


class HelpList(QListWidget):
    """A list with quiet headings; a line leads to its place as soon as it is chosen."""

    place_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the list, empty."""
        super().__init__(parent)
        self.setObjectName("helpContents")
        self.setAccessibleIdentifier("helpContents")
        self.setAccessibleName(self.tr("Contents"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(_Roomy(self))
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemClicked.connect(self._ask_for)
        self.itemActivated.connect(self._ask_for)

    def show_chapters(self, chapters: Sequence[Chapter]) -> None:
        """Show every page below its chapter."""
        self._fill([(chapter.title, [(page.title, page.name) for page in chapter.pages]) for chapter in chapters])
        self.setAccessibleName(self.tr("Contents"))

    def show_found(self, sections: Sequence[Section], book: HelpBook) -> None:
        """Show what was found, below the page where it stands, the best page first."""
        pages: dict[str, list[tuple[str, str]]] = {}
        for section in sections:
            pages.setdefault(section.page, []).append((section.title, section.place))
        self._fill([(book.page(name).title, lines) for name, lines in pages.items()])
        self.setAccessibleName(self.tr("Found"))

    def show_current(self, place: str) -> None:
        """Mark the line of a place, or of its page, without going there once more."""
        wanted = (place, split_place(place)[0])
        lines = [self.item(row) for row in range(self.count())]
        current = next((line for name in wanted for line in lines if line.data(_PLACE) == name), None)
        self.blockSignals(True)
        if current is None:
            self.setCurrentRow(-1)
        else:
            self.setCurrentItem(current)
            self.scrollToItem(current)
        self.blockSignals(False)

    def first_place(self) -> str:
        """Return the place of the first line, or an empty text where there is none."""
        places = (self.item(row).data(_PLACE) for row in range(self.count()))
        return next((str(place) for place in places if place), "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            for row in range(self.count()):
                self._dress(self.item(row))

    def _fill(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        self.blockSignals(True)
        self.clear()
        for heading, lines in groups:
            self._add(heading, "")
            for title, place in lines:
                self._add(title, place)
        self.blockSignals(False)

    def _add(self, text: str, place: str) -> None:
        line = QListWidgetItem(text, self)
        line.setData(_PLACE, place)
        if not place:
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            line.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self._dress(line)

    def _dress(self, line: QListWidgetItem) -> None:
        is_heading = not line.data(_PLACE)
        line.setFont(font_for("header" if is_heading else "body", QApplication.font()))
        line.setData(Qt.ItemDataRole.ForegroundRole, QBrush(current_tokens().muted) if is_heading else None)

    def _on_current_changed(self, current: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if current is not None:
            self._ask_for(current)

    def _ask_for(self, line: QListWidgetItem) -> None:
        place = line.data(_PLACE)
        if place:
            self.place_wanted.emit(str(place))
