"""The front door of the windows: builds the program, shows it, and hands the event loop to `main`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from lmb_desktop.app.one_instance import take_seat
from lmb_desktop.app.program import Program
from lmb_desktop.app.qt_set_up import ROOT_LEAVE, dress, made_application, may_show_web_view, prepare_web_engine
from lmb_desktop.app.settling import Settling
from lmb_desktop.command_line import Options, parse

if TYPE_CHECKING:
    from lmb_desktop.core.errors import LmbError
    from lmb_desktop.shell.tray import TraySystem

__all__ = ["ROOT_LEAVE", "main", "may_show_web_view", "parse", "prepare_web_engine", "start", "start_with"]

ALREADY_RUNNING = "LMB Desktop is already running with this data folder; its window comes to the front."
STAYS_HIDDEN = "LMB Desktop is already running with this data folder."


def start(
    argv: Sequence[str], *, open_url: Callable[[str], bool] | None = None, tray: TraySystem | None = None
) -> Program:
    """Build and show the program without entering the event loop; `close()` of what is returned ends it cleanly.

    `argv` are the arguments without the program's name. `open_url` stands in for the system browser, `tray` for the
    desktop's tray. Raises SystemExit with 2 when the arguments are wrong.
    """
    return start_with(parse(argv), open_url=open_url, tray=tray)


def start_with(
    options: Options, *, open_url: Callable[[str], bool] | None = None, tray: TraySystem | None = None
) -> Program:
    """Build and show the program for parsed options."""
    prepare_web_engine()
    program = Program(made_application(), options, open_url=open_url, tray=tray)
    program.open()
    return program


def main(options: Options) -> int:
    """Run the program until the person quits, or wake the one that runs already; returns the exit code."""
    try:
        seat = take_seat(options)
    except _program_silent() as error:
        return _say_why_not(error)
    if seat is None:
        print(STAYS_HIDDEN if options.hidden else ALREADY_RUNNING, file=sys.stderr)
        return 0
    program = start_with(options)
    settling = Settling(program, seat)
    code = QApplication.exec()
    settling.close()
    # Leaving may take some seconds; who starts the program meanwhile gets a new one.
    seat.close()
    program.close()
    return code or program.exit_code


def _program_silent() -> type[LmbError]:
    """Return the error of a seat that is taken by a program that does not answer; asked for only where one is met."""
    from lmb_desktop.core.errors import ProgramSilent

    return ProgramSilent


def _say_why_not(error: LmbError) -> int:
    """Show why the program does not start; returns the exit code."""
    print(f"LMB Desktop could not start: {error!r}", file=sys.stderr)
    from lmb_desktop.app.system_browser import open_in_browser
    from lmb_desktop.shell.help_opener import HelpOpener
    from lmb_desktop.shell.start_problem import StartProblem

    application = made_application()
    dress(application)
    problem, guide = StartProblem(error), HelpOpener(open_in_browser)
    problem.help_wanted.connect(guide.open)
    problem.quit_wanted.connect(application.quit)
    problem.open()
    QApplication.exec()
    return 3
