"""The history of the account in the details pane: the newest five lines, or all of them. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.history import HistoryEntry
from lmb_desktop.shell.history_words import event_text
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.moments import when
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.typography import TextLabel

NEWEST = 5


class HistoryPanel(QWidget):
    """Shows what was done to an account; hidden while nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the panel, empty."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("History"))
        self._entries: tuple[HistoryEntry, ...] = ()
        self._now: datetime | None = None
        self._shows_all = False
        self._shown: tuple[str, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.more = LinkButton("", self)
        self.more.setObjectName("showAllHistoryLink")
        self.more.setAccessibleIdentifier("showAllHistoryLink")
        self.more.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Rule())
        column.addSpacing(2)
        column.addWidget(TextLabel(self.tr("History"), "section"))
        column.addLayout(self._lines)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def clear(self) -> None:
        """Show nothing, as for another account whose history is not read yet."""
        self._shows_all = False
        self._entries = ()
        self.hide()

    def show_entries(self, entries: Sequence[HistoryEntry], now: datetime) -> None:
        """Show these entries, which come newest first."""
        self._entries, self._now = tuple(entries), now
        self._refresh()

    def texts(self) -> tuple[str, ...]:
        """Return the lines shown, newest first."""
        return self._shown

    def _turn(self) -> None:
        self._shows_all = not self._shows_all
        self._refresh()

    def _refresh(self) -> None:
        now = self._now
        if now is None:
            return
        shown = self._entries if self._shows_all else self._entries[:NEWEST]
        self._write(tuple(f"{event_text(entry)}\n{when(entry.at, now)}" for entry in shown))
        all_of_them = self.tr("Show all {n}").format(n=len(self._entries))
        self.more.setText(self.tr("Show the newest only") if self._shows_all else all_of_them)
        self.more.setHidden(len(self._entries) <= NEWEST)
        self.setHidden(not self._entries)

    def _write(self, texts: tuple[str, ...]) -> None:
        if texts == self._shown:
            return
        self._shown = texts
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text in texts:
            self._lines.addWidget(_line(text))


def _line(text: str) -> QWidget:
    """Give one entry: what happened, and below it when."""
    happened, _break, moment = text.partition("\n")
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(TextLabel(happened, wrap=True))
    column.addWidget(TextLabel(moment, "small", muted=True))
    return line
