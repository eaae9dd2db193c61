"""What the system's keyring is called, for the middle of a sentence."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication


def keyring_name() -> str:
    """Return the name people know this system's keyring by."""
    names = {
        "win32": QCoreApplication.translate("Mode", "Windows Credential Manager"),
        "darwin": QCoreApplication.translate("Mode", "the macOS Keychain"),
    }
    return names.get(sys.platform, QCoreApplication.translate("Mode", "this computer’s keyring"))
