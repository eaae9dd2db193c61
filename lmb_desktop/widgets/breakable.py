"""What is put into a text for showing it only, places to break at and isolates; never into what is read or copied."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTextBoundaryFinder
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLabel, QMenu

BREAK = "\u200b"
"""A zero-width space: a line may end there, and nothing is seen of it (Unicode Standard Annex 14, class ZW)."""
ISOLATE, ISOLATE_END = "\u2068", "\u2069"
"""Around what keeps its direction to itself (Unicode Standard Annex 9, FSI and PDI); nothing is seen of them."""
FROM_THE_LEFT, FROM_THE_RIGHT = "\u200e", "\u200f"
"""Marks that tell from which side a line is read (the same annex, LRM and RLM); nothing is seen of them either."""
_ONLY_SHOWN = str.maketrans("", "", BREAK + ISOLATE + ISOLATE_END + FROM_THE_LEFT + FROM_THE_RIGHT)
_LONG_WORD = re.compile(r"\S{20,}")


def with_breaks(text: str) -> str:
    """Return a text whose long words may break between any two characters."""
    return _LONG_WORD.sub(lambda found: _broken(found[0]), text)


def without_breaks(text: str) -> str:
    """Return a text without what is put into it for showing it."""
    return text.translate(_ONLY_SHOWN)


class BreakableLabel(QLabel):
    """Breaks long words where it wraps; its text, what is selected and what is copied stay as they were given."""

    def text(self) -> str:
        """Return the text as it was given."""
        return without_breaks(super().text())

    def selectedText(self) -> str:
        return without_breaks(super().selectedText())

    def setText(self, arg__1: str) -> None:
        shown = with_breaks(arg__1) if self.wordWrap() else arg__1
        # Screen readers read the text that is shown, unless there is a name of its own.
        if self.accessibleName() in ("", self.text()):
            self.setAccessibleName(arg__1 if shown != arg__1 else "")
        super().setText(shown)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        if ev.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy(QClipboard.Mode.Clipboard)
            ev.accept()
            return
        super().keyPressEvent(ev)

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        super().mouseReleaseEvent(ev)
        if self.hasSelectedText() and QGuiApplication.clipboard().supportsSelection():
            self._copy(QClipboard.Mode.Selection)

    def contextMenuEvent(self, ev: QContextMenuEvent) -> None:
        if not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().contextMenuEvent(ev)
            return
        menu = self.build_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(ev.globalPos())

    def build_menu(self) -> QMenu:
        """Build the context menu of a text that can be selected."""
        menu = QMenu(self)
        copy = menu.addAction(self.tr("&Copy"))
        copy.triggered.connect(lambda: self._copy(QClipboard.Mode.Clipboard))
        copy.setEnabled(self.hasSelectedText())
        select = menu.addAction(self.tr("Select &all"))
        select.triggered.connect(lambda: self.setSelection(0, len(QLabel.text(self))))
        return menu

    def _copy(self, mode: QClipboard.Mode) -> None:
        QGuiApplication.clipboard().setText(self.selectedText(), mode)


def _broken(word: str) -> str:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    parts, start = [], 0
    while (end := finder.toNextBoundary()) != -1:
        # Qt counts in UTF-16.
        parts.append(_part(word, start, end))
        start = end
    return BREAK.join(part for part in parts if part)


def _part(word: str, start: int, end: int) -> str:
    return word.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
