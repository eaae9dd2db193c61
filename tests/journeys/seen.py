"""The program in a process of its own, walked through two accounts, with every title and name of its windows noted.

Arguments: the file for the notes, then those of the program; details come as JSON on standard input.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from lmb_desktop import app
from tests.journeys import walk
from tests.journeys.walk import Details

BEAT_MS = 200


class Notes(QObject):
    """Write down what a window manager, a screen reader's tree or a task list could read of the windows."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._look)
        self._beat.start()

    def _look(self) -> None:
        for widget in QApplication.allWidgets():
            self.seen.update((widget.windowTitle(), widget.objectName(), widget.accessibleName(), widget.toolTip()))
            if isinstance(widget, QWidget) and widget.isWindow():
                self.seen.add(widget.windowFilePath())


def main(notes_file: str, *arguments: str) -> None:
    """Connect one account to Xero by SP-API and one to QuickBooks by MWS."""
    given = json.load(sys.stdin)
    program = app.start(arguments)
    # What goes wrong here is no matter for the crash notice: the test reads it.
    sys.excepthook = sys.__excepthook__
    notes = Notes()
    walk.to_page_four("europe", "Harbour Tea UK", Details(**given["sp-api"]))
    walk.sign_in("xero", "one-organisation")
    walk.confirm()
    walk.finish()
    walk.add_new_account()
    walk.to_page_four("north-america", "Northlight US", Details(**given["mws"]), is_mws=True)
    walk.sign_in("quickbooks", "one-company")
    walk.confirm()
    walk.finish()
    program.close()
    Path(notes_file).write_text(json.dumps(sorted(notes.seen)), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
