"""Sets Qt up for the program: what must be so before its application is made, the application, and its looks."""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication

import lmb_desktop
from lmb_desktop.app.shared_graphics import share_graphics

ROOT_LEAVE = "LMB_DESKTOP_ROOT_WEB_VIEW"
"""Set to 1 it lets the built-in sign-in open as root, in a container, without its sandbox."""


HANDS_OVER_S = 0.0005
"""Seconds after which Python's work in the background makes way for the windows (a tenth of what is usual)."""


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


def made_application() -> QApplication:
    """Return the application of this process, made now if there is none; it has no looks of its own yet."""
    sys.setswitchinterval(HANDS_OVER_S)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        share_graphics()
        application = QApplication([sys.argv[0] if sys.argv else "lmb-desktop"])
    application.setApplicationName("LMB Desktop")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("lmb-desktop")
    application.setApplicationVersion(lmb_desktop.__version__)
    application.setQuitOnLastWindowClosed(False)
    return application


def give_colours(application: QApplication) -> None:
    """Fit the application's palette; nothing of it is seen in an empty frame."""
    # Loaded after the first paint.
    from lmb_desktop.widgets.theme import apply_theme

    apply_theme(application)


def give_icon(application: QApplication) -> None:
    """Give the application's windows their icon, in all sizes."""
    # Loaded after the first paint.
    from lmb_desktop.widgets.icons import app_icon

    application.setWindowIcon(app_icon())


def dress(application: QApplication) -> None:
    """Give the application its colours and its icon."""
    give_colours(application)
    give_icon(application)
