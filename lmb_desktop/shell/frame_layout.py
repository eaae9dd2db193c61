"""How large the accounts window is and where it stands: as it was left, or the first time as it fits the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QMainWindow

from lmb_desktop.widgets.sizes import clipped_to_screen

DEFAULT_SIZE = QSize(1180, 760)
LEAST_SIZE = QSize(1024, 640)
VERSION = 2
"""Raised when columns change, so that an old layout is not laid over new columns."""


def restore_frame(window: QMainWindow, file: Path | None) -> None:
    """Give the window its last size and place, or the first ones."""
    window.setMinimumSize(clipped_to_screen(window, LEAST_SIZE))
    window.resize(clipped_to_screen(window, DEFAULT_SIZE))
    settings = kept_layout(file)
    if settings is not None:
        window.restoreGeometry(bytes_of(settings, "geometry"))


def kept_layout(file: Path | None) -> QSettings | None:
    """Return what is kept of a layout that fits today's columns, or None."""
    settings = open_layout(file)
    return settings if settings is not None and settings.value("version", 0, int) == VERSION else None


def open_layout(file: Path | None) -> QSettings | None:
    """Return the file of the layout; None where nothing is remembered or its folder is not there yet."""
    if file is None or not file.parent.is_dir():
        return None
    return QSettings(str(file), QSettings.Format.IniFormat)


def bytes_of(settings: QSettings, key: str) -> QByteArray:
    """Return what Qt packed; nothing where the file was changed by somebody."""
    value = settings.value(key, QByteArray())
    return value if isinstance(value, QByteArray) else QByteArray()
