"""Pasted secrets: taken off the clipboard once they are verified and saved, where the user lets us. Keeps no copy."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.pasted_details import secrets_in
from lmb_desktop.core.preferences import Preferences
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks


class PastedSecrets(QObject):
    """Ask the preferences, then clear the clipboard where it holds what was pasted; the asker may go meanwhile."""

    def __init__(self, tasks: Tasks, work: WorkPorts, parent: QObject) -> None:
        """Build it; `parent` is whoever verified."""
        super().__init__(parent)
        self._tasks = tasks
        self._work = work

    def forget(self, *secrets: Secret) -> None:
        """Take these secrets off the clipboard, if one of them stands there and the user lets us."""

        def read(_cancel: CancelToken) -> Preferences:
            return self._work.preferences.read()

        # A window may close as soon as it has saved; what was pasted goes off the clipboard all the same.
        self._tasks.run(self._tasks, read, lambda found: clear_clipboard(*secrets) if found.clears_clipboard else None)


def clear_clipboard(*secrets: Secret) -> None:
    """Clear the clipboard, and the selection of desktops that have one, where one of the secrets stands in it."""
    clipboard = QGuiApplication.clipboard()
    modes = [QClipboard.Mode.Clipboard]
    if clipboard.supportsSelection():
        modes.append(QClipboard.Mode.Selection)
    for mode in modes:
        if not secrets_in(clipboard.text(mode)).isdisjoint(secrets):
            clipboard.clear(mode)
