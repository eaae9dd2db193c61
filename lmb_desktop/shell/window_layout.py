"""What the accounts window looked like: size, place, columns, closed clients; kept in a file of the data folder."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QMainWindow, QSplitter

from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.widgets.sizes import clipped_to_screen

DEFAULT_SIZE = QSize(1180, 760)
LEAST_SIZE = QSize(1024, 640)
_VERSION = 2
"""Raised when columns change, so that an old layout is not laid over new columns."""


class WindowLayout:
    """Save and restore the looks of one window."""

    def __init__(self, file: Path | None) -> None:
        """Use this file; without one nothing is remembered."""
        self._file = file

    def restore(self, window: QMainWindow, splitter: QSplitter, table: AccountsTable) -> bool:
        """Give the window its last size, place and columns, or the first ones; returns whether details were open."""
        window.setMinimumSize(clipped_to_screen(window, LEAST_SIZE))
        window.resize(clipped_to_screen(window, DEFAULT_SIZE))
        settings = self._settings()
        if settings is None or settings.value("version", 0, int) != _VERSION:
            return True
        window.restoreGeometry(_bytes(settings, "geometry"))
        splitter.restoreState(_bytes(settings, "splitter"))
        table.header().restoreState(_bytes(settings, "columns"))
        table.clients.restore(_texts(settings, "closed_clients"))
        return bool(settings.value("details", True, bool))

    def save(self, window: QMainWindow, splitter: QSplitter, table: AccountsTable, *, has_details: bool) -> None:
        """Remember the window as it is."""
        settings = self._settings()
        if settings is None:
            return
        settings.setValue("version", _VERSION)
        settings.setValue("geometry", window.saveGeometry())
        settings.setValue("splitter", splitter.saveState())
        settings.setValue("columns", table.header().saveState())
        settings.setValue("closed_clients", json.dumps(table.clients.closed))
        settings.setValue("details", has_details)
        settings.sync()

    def _settings(self) -> QSettings | None:
        if self._file is None or not self._file.parent.is_dir():
            return None
        return QSettings(str(self._file), QSettings.Format.IniFormat)


def _bytes(settings: QSettings, key: str) -> QByteArray:
    value = settings.value(key, QByteArray())
    return value if isinstance(value, QByteArray) else QByteArray()


def _texts(settings: QSettings, key: str) -> list[str]:
    """Return a list of texts; the file may have been changed by anybody."""
    try:
        found = json.loads(str(settings.value(key, "[]")))
    except json.JSONDecodeError:
        return []
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
