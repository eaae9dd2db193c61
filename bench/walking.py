"""Walking: the real program in this process, carried through a journey from the event loop."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from lmb_desktop import app
from lmb_desktop.app.program import Program
from lmb_desktop.app.settling import begin_collecting
from lmb_desktop.shell.tray import TraySystem
from lmb_desktop.tour.walk import Journey, Until, Walk

__all__ = ["Journey", "Until", "opened_program", "walk"]


@contextmanager
def opened_program(arguments: list[str], tray: TraySystem | None = None) -> Iterator[Program]:
    """Give the program, started and shown; it opens no browser. Containers may open the web view as root.

    Python's collector waits until the program has settled, as it does where people start it.
    """
    os.environ.setdefault(app.ROOT_LEAVE, "1")
    gc.disable()
    program = app.start(arguments, open_url=lambda _url: True, tray=tray)
    program.settled.connect(begin_collecting)
    try:
        yield program
    finally:
        program.close()


def walk(journey: Journey) -> None:
    """Carry out a journey in the event loop; raises RuntimeError when it waited in vain."""
    problems: list[str] = []
    steps = Walk(journey)

    def on_ended(problem: str) -> None:
        problems.append(problem)
        QApplication.exit(0)

    steps.ended.connect(on_ended)
    steps.start()
    QApplication.exec()
    if problems[0]:
        raise RuntimeError(problems[0])
