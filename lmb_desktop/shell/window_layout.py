"""What the accounts window's contents looked like: columns, closed clients; kept in a file of the data folder."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.frame_layout import VERSION, bytes_of, kept_layout, open_layout


class WindowLayout:
    """Save and restore the looks of one window; its frame is restored before its contents are there."""

    def __init__(self, file: Path | None) -> None:
        """Use this file; without one nothing is remembered."""
        self._file = file

    def restore(self, splitter: QSplitter, table: AccountsTable) -> bool:
        """Give the contents their last columns, or the first ones; returns whether details were open."""
        settings = kept_layout(self._file)
        if settings is None:
            return True
        splitter.restoreState(bytes_of(settings, "splitter"))
        table.header().restoreState(bytes_of(settings, "columns"))
        table.clients.restore(_texts(settings, "closed_clients"))
        return bool(settings.value("details", True, bool))

    def save(self, window: QMainWindow, splitter: QSplitter, table: AccountsTable, *, has_details: bool) -> None:
        """Remember the window as it is."""
        settings = open_layout(self._file)
        if settings is None:
            return
        settings.setValue("version", VERSION)
        settings.setValue("geometry", window.saveGeometry())
        settings.setValue("splitter", splitter.saveState())
        settings.setValue("columns", table.header().saveState())
        settings.setValue("closed_clients", json.dumps(table.clients.closed))
        settings.setValue("details", has_details)
        settings.sync()


def _texts(settings: QSettings, key: str) -> list[str]:
    """Return a list of texts; the file may have been changed by anybody."""
    try:
        found = json.loads(str(settings.value(key, "[]")))
    except json.JSONDecodeError:
        return []
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
