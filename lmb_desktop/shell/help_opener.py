"""HelpOpener: opens the help at a place, in one window that is kept until the program leaves. Knows no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lmb_desktop.widgets.to_front import bring_to_front

if TYPE_CHECKING:
    from lmb_desktop.shell.help_window import HelpWindow


class HelpOpener(QObject):
    """Show the help beside whatever asks for it."""

    leave_practice_wanted = Signal()

    def __init__(
        self, open_url: Callable[[str], bool], *, is_practice: bool = False, parent: QObject | None = None
    ) -> None:
        """Take the way to the system browser; no window is built before somebody asks."""
        super().__init__(parent)
        self._open_url = open_url
        self._is_practice = is_practice
        self._window: HelpWindow | None = None

    @property
    def window(self) -> HelpWindow | None:
        """Return the window once there was one."""
        return self._window

    def open(self, place: str) -> None:
        """Show a place of the help, in front."""
        if self._window is None:
            self._window = self._built()
        bring_to_front(self._window)
        self._window.turn_to(place)

    def close(self) -> None:
        """Close the window for good."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    def _built(self) -> HelpWindow:
        # Loaded when it is opened: the first window is painted before it.
        from lmb_desktop.shell.help_book import HelpBook
        from lmb_desktop.shell.help_window import HelpWindow

        window = HelpWindow(HelpBook(), is_practice=self._is_practice)
        window.outside_wanted.connect(self._open_outside)
        window.leave_practice_wanted.connect(self.leave_practice_wanted)
        return window

    def _open_outside(self, url: str) -> None:
        from lmb_desktop.shell.link_dialog import LinkDialog  # loaded when it is opened

        if not self._open_url(url):
            LinkDialog(url, self._window).open()
