"""The system's browser, as far as this program opens anything in it."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_browser(url: str) -> bool:
    """Open an https address, or one on this computer, in the system browser; False when none could be opened."""
    target = QUrl(url, QUrl.ParsingMode.StrictMode)
    is_local = target.scheme() == "http" and target.host() in ("localhost", "127.0.0.1", "::1")
    return target.isValid() and (target.scheme() == "https" or is_local) and QDesktopServices.openUrl(target)
