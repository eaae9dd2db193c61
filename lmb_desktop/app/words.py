"""Words of the front door: the name of the system's keyring, the question on leaving practice mode."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from lmb_desktop.widgets.question import Question


def keyring_name() -> str:
    """Return the name people know this system's keyring by."""
    names = {
        "win32": QCoreApplication.translate("Mode", "Windows Credential Manager"),
        "darwin": QCoreApplication.translate("Mode", "the macOS Keychain"),
    }
    return names.get(sys.platform, QCoreApplication.translate("Mode", "this computer’s keyring"))


def leaving_practice() -> Question:
    """Return the question that is asked before practice mode is left."""
    # Dialogs are loaded when one is opened.
    from lmb_desktop.widgets.question import Question

    return Question(
        QCoreApplication.translate("Mode", "Leave practice mode?"),
        QCoreApplication.translate("Mode", "Practice accounts are kept for next time. Real accounts are not touched."),
        stay=QCoreApplication.translate("Mode", "Cancel"),
        go=QCoreApplication.translate("Mode", "Leave practice mode"),
        is_go_default=True,
    )
