"""The tray: its icon and menu while the system has one. It may come late, go, and come again; it asks for no window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from lmb_desktop.core.health import worst
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.announcement_words import Announcement
from lmb_desktop.shell.tray_menu import TrayActs, TrayMenu, tool_tip
from lmb_desktop.shell.tray_picture import look_of, tray_icon
from lmb_desktop.widgets.icons import app_icon
from lmb_desktop.widgets.unmarked import quoted_plainly, unmarked

FIRST_LOOKS = 60
"""Looks for a tray that comes late, one each second: the first minute."""
SOON_MS, LATER_MS, STAYS_MS = 1000, 60_000, 15_000
MISSES = 2
"""Looks in vain after which a tray counts as gone: a panel that is started anew is away for a moment."""
MESSAGE_MS = 20_000
_CLICKS = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class TraySystem(Protocol):
    """The system's tray; a double stands in for it where there is none."""

    def is_there(self) -> bool:
        """Tell whether icons can be shown now."""
        ...

    def may_come(self) -> bool:
        """Tell whether it is worth waiting for one."""
        ...

    def make_icon(self, parent: QObject) -> QSystemTrayIcon:
        """Return an icon that is not shown yet."""
        ...

    def can_take_back(self, icon: QSystemTrayIcon) -> bool:
        """Tell whether an empty message takes the last one back."""
        ...


class DesktopTray:
    """The tray of the desktop this program runs on."""

    def is_there(self) -> bool:
        """Tell whether icons can be shown now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def may_come(self) -> bool:
        """Tell whether it is worth waiting for one: without a screen there never is."""
        return QGuiApplication.platformName() not in ("offscreen", "minimal")

    def make_icon(self, parent: QObject) -> QSystemTrayIcon:
        """Return an icon that is not shown yet."""
        return QSystemTrayIcon(parent)

    def can_take_back(self, icon: QSystemTrayIcon) -> bool:
        """Tell whether an empty message takes the last one back: on Windows, and from a balloon of Qt's own."""
        is_balloon = QGuiApplication.platformName() == "xcb" and icon.geometry().isValid()
        return QGuiApplication.platformName() == "windows" or is_balloon


class Tray(QObject):
    """Keep an icon in the tray for as long as there is one."""

    appeared = Signal()
    vanished = Signal()
    missing = Signal()
    """The first minute is over, or no tray can come."""
    about_to_open = Signal()
    """The menu is about to open: what it shows may be read anew, for the next time."""

    def __init__(self, acts: TrayActs, system: TraySystem | None = None, parent: QObject | None = None) -> None:
        """Build it without an icon; nothing happens before `start`."""
        super().__init__(parent)
        self._system = system or DesktopTray()
        self._open_window = acts.open_window
        self._menu = TrayMenu(acts, self)
        self._menu.look_changed.connect(self._show_look)
        self._menu.aboutToShow.connect(self._on_about_to_show)
        self._icon: QSystemTrayIcon | None = None
        self._overview: Overview | None = None
        self._is_practice = self._is_filled = self._is_there = self._has_message = False
        self._clicked: Callable[[], object] = acts.open_window
        self._looks = self._misses = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def is_there(self) -> bool:
        """Tell whether the icon is in a tray."""
        return self._is_there

    @property
    def may_come(self) -> bool:
        """Tell whether the icon is in a tray, or one is still waited for in the first minute."""
        return self._is_there or (self._looks < FIRST_LOOKS and self._system.may_come())

    def start(self) -> None:
        """Look for a tray, now and from now on."""
        self._fill()
        self.look()

    def look(self) -> None:
        """Look whether a tray has come or gone."""
        self._looks += 1
        if self._system.is_there():
            self._misses = 0
            self._appear()
        elif self._is_there:
            self._misses += 1
            if self._misses >= MISSES:
                self._vanish()
        elif self._looks == (FIRST_LOOKS if self._system.may_come() else 1):
            self.missing.emit()
        self._timer.start(self._pause_ms())

    def show_overview(self, overview: Overview | None, *, is_practice: bool) -> None:
        """Show these accounts; None stands for accounts that are not read yet."""
        self._overview, self._is_practice, self._is_filled = overview, is_practice, False
        self._show_look()
        # Written ahead, so that a menu of a thousand accounts opens as quickly as one of ten.
        QTimer.singleShot(0, self, self._fill)

    def announce(self, said: Announcement, clicked: Callable[[], object] | None = None) -> bool:
        """Show a notification in place of the last one, where there is a tray; returns whether it is shown.

        A click does what `clicked` does, or opens the window.
        """
        if self._icon is None or not self._is_there:
            return False
        self._clicked, self._has_message = clicked or self._open_window, True
        self._icon.showMessage(said.title, quoted_plainly(said.text), app_icon(), MESSAGE_MS)
        return True

    def take_back(self) -> None:
        """Take the last notification back, where the system can."""
        if self._has_message and self._icon is not None and self._system.can_take_back(self._icon):
            self._icon.showMessage("", "", app_icon(), 0)
        self._has_message, self._clicked = False, self._open_window

    def close(self) -> None:
        """Take the icon away for good."""
        self._timer.stop()
        self._is_there = False
        if self._icon is not None:
            self._icon.hide()
        self._menu.deleteLater()
        self.deleteLater()

    def _appear(self) -> None:
        if self._is_there:
            return
        self._is_there = True
        if self._icon is None:
            self._icon = self._make_icon()
        self._show_look()
        self._icon.show()
        self.appeared.emit()

    def _vanish(self) -> None:
        # As at the start: for a minute one that comes again is found soon.
        self._is_there, self._looks = False, 0
        if self._icon is not None:
            self._icon.hide()
        self.vanished.emit()

    def _make_icon(self) -> QSystemTrayIcon:
        icon = self._system.make_icon(self)
        icon.setObjectName("trayIcon")
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._on_activated)
        icon.messageClicked.connect(lambda: self._clicked())
        return icon

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu.
        if reason in _CLICKS and sys.platform != "darwin":
            self._open_window()

    def _on_about_to_show(self) -> None:
        self._fill()
        self.about_to_open.emit()

    def _fill(self) -> None:
        # Lines do not change under the hand that points at them.
        if not self._is_filled and not self._menu.isVisible():
            self._menu.fill(self._overview, is_practice=self._is_practice)
            self._is_filled = True

    def _show_look(self) -> None:
        if self._icon is None:
            return
        state = worst([view.state for view in self._overview.accounts] if self._overview is not None else [])
        self._icon.setIcon(tray_icon(look_of(state, is_practice=self._is_practice)))
        self._icon.setToolTip(unmarked(tool_tip(self._overview, is_practice=self._is_practice)))

    def _pause_ms(self) -> int:
        if self._is_there:
            return STAYS_MS
        return SOON_MS if self.may_come else LATER_MS
