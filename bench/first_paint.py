"""The child process of a start measurement: shows a window and prints when it was first painted.

Run as `python -m bench.first_paint bare` or `python -m bench.first_paint program [arguments of the program]`.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget, QWizard, QWizardPage


class FirstPaint(QObject):
    """Print the clock and end the process once a window has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint event of a window."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.window().isVisible():
            QTimer.singleShot(0, self._end)
        return False

    def _end(self) -> None:
        # The monotonic clock is one for all processes of a machine. Without tidying up: only the start is measured.
        print(time.monotonic_ns(), flush=True)
        os._exit(0)


def show_bare_wizard() -> QWizard:
    """Show what any program with a wizard must at least do."""
    wizard, page = QWizard(), QWizardPage()
    QVBoxLayout(page).addWidget(QLabel("One label"))
    wizard.addPage(page)
    wizard.show()
    return wizard


def main(kind: str, arguments: list[str]) -> int:
    """Show one kind of window and wait for its paint; returns 1 if the event loop ends without one."""
    if kind == "bare":
        application = QApplication(sys.argv[:1])
        shown: object = show_bare_wizard()
    else:
        # Only here: the bare wizard must not pay for the program's imports.
        from lmb_desktop.app import start

        shown = start(arguments)
        application = QApplication.instance()
    first_paint = FirstPaint()
    application.installEventFilter(first_paint)
    application.exec()
    return 1 if shown else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
