"""Sizes of windows: clipped to what the screen can show."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

SCREEN_PART = 0.92


def clipped_to_screen(widget: QWidget, size: QSize) -> QSize:
    """Return a size, cut to 92 % of the available screen."""
    available = widget.screen().availableSize()
    return size.boundedTo(QSize(int(available.width() * SCREEN_PART), int(available.height() * SCREEN_PART)))
