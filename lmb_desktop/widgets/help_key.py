"""The key for help, in a window: it asks about what the window's notice says, or else about the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_help_key(window: QWidget, place: Callable[[], str], wanted: SignalInstance) -> None:
    """Let F1 (on macOS its own key for help) ask for the place that is right at that moment."""
    key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), window)
    key.activated.connect(lambda: wanted.emit(place()))


def hand_on(wanted: SignalInstance, parent: QWidget | None) -> None:
    """Let the window below a dialog see to the dialog's wish for help, where it can."""
    below = getattr(parent.window(), "help_wanted", None) if parent is not None else None
    if isinstance(below, SignalInstance):
        wanted.connect(below)
