"""The child of a start: shows a window, tells when it was first painted and when the first accounts were.

Run as `python -m bench.first_paint bare` or `python -m bench.first_paint program ROWS [arguments of the program]`.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QTreeView, QVBoxLayout, QWidget, QWizard, QWizardPage


class Paints(QObject):
    """Note the first paint, and the first one of a list that shows enough rows; then end the process."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self._told: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint events that count."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.window().isVisible():
            if not self._told:
                self._told.append(0)
                QTimer.singleShot(0, self._note_first)
            if self._rows and visible_rows(watched.parent()) >= self._rows:
                QTimer.singleShot(0, self._end)
        return False

    def _note_first(self) -> None:
        self._told[0] = time.monotonic_ns()
        if not self._rows:
            self._end()

    def _end(self) -> None:
        # The monotonic clock is one for all processes of a machine. Without tidying up: only the start is measured.
        print(f"bench: {[*self._told, time.monotonic_ns()]}", flush=True)
        os._exit(0)


def visible_rows(table: object) -> int:
    """Count the rows, headings included, that a list shows."""
    if not isinstance(table, QTreeView):
        return 0
    count, index = 0, table.indexAt(QPoint(1, 1))
    while index.isValid() and table.visualRect(index).top() < table.viewport().height():
        count, index = count + 1, table.indexBelow(index)
    return count


def show_bare_wizard() -> QWizard:
    """Show what any program with a wizard must at least do."""
    wizard, page = QWizard(), QWizardPage()
    QVBoxLayout(page).addWidget(QLabel("One label"))
    wizard.addPage(page)
    wizard.show()
    return wizard


def main(kind: str, rows: int, arguments: list[str]) -> int:
    """Show one kind of window and wait for its paints, which end the process; returns only without them."""
    paints, enter_loop = Paints(rows), QApplication.exec

    def watched_loop() -> int:
        QApplication.instance().installEventFilter(paints)
        return enter_loop()

    if kind == "bare":
        application = QApplication(sys.argv[:1])
        wizard = show_bare_wizard()
        return watched_loop() or application.closingDown() or wizard.isHidden()
    # Only here: the bare wizard must not pay for the program's imports. The program is entered as people enter it.
    from lmb_desktop.__main__ import main as run

    QApplication.exec = watched_loop
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int((sys.argv[2:3] or ["0"])[0]), sys.argv[3:]))
