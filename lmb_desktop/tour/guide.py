"""The guide: starts the program for the tour, walks the journeys, prints a line a step, and judges the end."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lmb_desktop import app
from lmb_desktop.app.program import Program
from lmb_desktop.command_line import Options
from lmb_desktop.core.health import State
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.tour.album import Album
from lmb_desktop.tour.journey import Tour
from lmb_desktop.tour.walk import Walk


def guide(options: Options) -> int:
    """Walk the tour of the given options; returns the exit code."""
    assert options.tour is not None
    album = Album(options.tour)
    if options.data_dir is None:
        options = replace(options, data_dir=Path(tempfile.mkdtemp(prefix="lmb-desktop-tour-")))
    print(f"The tour's accounts lie in {options.data_dir}", flush=True)
    browser = BrowserStandIn()
    program = app.start_with(replace(options, practice=True), open_url=browser.open)
    walk = Walk(Tour(program, album, browser).journey())
    outcome: list[str] = []

    def on_ended(problem: str) -> None:
        outcome.append(problem)
        program.quit(0)

    walk.ended.connect(on_ended)
    walk.start()
    QApplication.exec()
    problem = outcome[0] if outcome else "the program was closed"
    if problem:
        album.take_all("failed")
    else:
        problem = judge(program)
    program.close()
    print(
        f"Tour failed: {problem}" if problem else "Tour finished: one account is connected to each ledger.", flush=True
    )
    if problem:
        print(problem, file=sys.stderr)
    return 1 if problem else 0


class BrowserStandIn:
    """Stands in for the system browser: remembers what the program asked it to open, for the person to go there."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, url: str) -> bool:
        """Note an address; always succeeds."""
        self.opened.append(url)
        return True


def judge(program: Program) -> str:
    """Return what is missing at the end, or an empty text: an account connected to each ledger."""
    mode = program.mode
    views = mode.window.overview.accounts if mode is not None else ()
    for provider in Provider:
        own = [view for view in views if view.link is not None and view.link.provider is provider]
        if not any(view.seller.state is State.OK and view.ledger.state is State.OK for view in own):
            return f"no account is connected to {provider.label}"
    return ""
