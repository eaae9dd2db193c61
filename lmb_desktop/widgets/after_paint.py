"""What is to follow a paint, and must not hold it up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

BREATH_MS = 5


def after_paint(owner: QObject, then: Callable[[], None]) -> None:
    """Do something once all that waits now is done and the loop has rested: only then is a picture on the screen."""
    QTimer.singleShot(0, owner, lambda: QTimer.singleShot(BREATH_MS, owner, then))
