"""The front door of the windows: sets Qt up, builds the program, and hands the event loop to `main`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

import lmb_desktop
from lmb_desktop.app.one_instance import take_seat
from lmb_desktop.app.program import Program
from lmb_desktop.app.self_check import (
    WebCheck,
    check_pictures,
    check_stores,
    folder_path,
    quiet_stderr,
    throw_away_folder,
)
from lmb_desktop.app.stop_signals import StopSignals
from lmb_desktop.command_line import Options, parse
from lmb_desktop.core.errors import LmbError, ProgramSilent
from lmb_desktop.parts import Parts
from lmb_desktop.shell.tray import TraySystem
from lmb_desktop.widgets.icons import app_icon
from lmb_desktop.widgets.theme import apply_theme

ROOT_LEAVE = "LMB_DESKTOP_ROOT_WEB_VIEW"
"""Set to 1 it lets the built-in sign-in open as root, in a container, without its sandbox."""
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
    application = _application()
    program = Program(application, options, open_url=open_url, may_show_web_view=may_show_web_view, tray=tray)
    program.open()
    return program


def main(options: Options) -> int:
    """Run the program until the person quits, or wake the one that runs already; returns the exit code."""
    try:
        seat = take_seat(options)
    except ProgramSilent as error:
        return _say_why_not(error)
    if seat is None:
        print(STAYS_HIDDEN if options.hidden else ALREADY_RUNNING, file=sys.stderr)
        return 0
    program = start_with(options)
    signals = StopSignals(program.quit)
    seat.listen_later(program.show_yourself)
    code = QApplication.exec()
    signals.close()
    # Leaving may take some seconds; who starts the program meanwhile gets a new one.
    seat.close()
    program.close()
    return code or program.exit_code


def _say_why_not(error: LmbError) -> int:
    """Show why the program does not start; returns the exit code."""
    print(f"LMB Desktop could not start: {error!r}", file=sys.stderr)
    from lmb_desktop.shell.start_problem import StartProblem

    application = _application()
    problem = StartProblem(error)
    problem.quit_wanted.connect(application.quit)
    problem.open()
    QApplication.exec()
    return 3


def self_check(options: Options) -> int:
    """Try every part in a throw-away folder and print one line; returns 0 when all is well."""
    with quiet_stderr() as written:
        place, problem = _try_everything(options)
        noise = written() if problem else ""
    if problem:
        print(noise, file=sys.stderr)
    print(f"Self-check failed: {problem}" if problem else f"Self-check passed; secrets go to the {place}.")
    return 1 if problem else 0


def _try_everything(options: Options) -> tuple[str, str]:
    """Return where secrets lie, and what went wrong or an empty text."""
    prepare_web_engine()
    _application()
    folder = throw_away_folder()
    parts = Parts(replace(options, data_dir=folder_path(folder), practice=False, services=None))
    try:
        parts.open_folder()
        place = check_stores(parts)
        check_pictures()
        if not may_show_web_view():
            return f"{place}; the web view was not tried, as root it may not open", ""
        web = WebCheck()
        QApplication.exec()
        web.close()
        return place, web.outcome
    except (LmbError, AssertionError, OSError) as error:
        return "", f"{type(error).__name__}: {error}"
    finally:
        parts.close()
        folder.cleanup()


def is_root() -> bool:
    """Tell whether the process runs as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def may_show_web_view() -> bool:
    """Tell whether the built-in sign-in may open: never as root, unless the environment allows it."""
    return not is_root() or os.environ.get(ROOT_LEAVE) == "1"


def prepare_web_engine() -> None:
    """Set the flags of the web engine before it is loaded; what the environment brought was taken away at the start.

    A web view made after a screen reader has become active stays invisible to it without the first flag.
    """
    os.environ.pop("QTWEBENGINE_REMOTE_DEBUGGING", None)
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--force-renderer-accessibility"
    if is_root() and may_show_web_view():
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    else:
        os.environ.pop("QTWEBENGINE_DISABLE_SANDBOX", None)


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        # Qt asks for it where a web view joins a program that is already on the screen.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
        application = QApplication([sys.argv[0] if sys.argv else "lmb-desktop"])
    application.setApplicationName("LMB Desktop")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("lmb-desktop")
    application.setApplicationVersion(lmb_desktop.__version__)
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(app_icon())
    apply_theme(application)
    return application
