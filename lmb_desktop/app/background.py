"""Background: what stays of the program when no window is open: the tray, what closing does, starts that are hidden."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from lmb_desktop.app.mode import Mode
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.menu_lines import MenuActs
from lmb_desktop.shell.online import Online
from lmb_desktop.shell.tray import Tray, TraySystem
from lmb_desktop.shell.tray_menu import TrayActs

TRAY_AFTER_MS = 100
"""When the tray is looked for, with a window to be painted first."""
NETWORK_AFTER_MS = 3000


class Background(QObject):
    """Keep one tray icon for the program and let it act on the mode that is open."""

    quit_wanted = Signal()

    def __init__(self, system: TraySystem | None, parent: QObject) -> None:
        super().__init__(parent)
        self._mode: Mode | None = None
        lines = MenuActs(self._show_account, self._perform, self._show_needing, self._show_client, says_states=True)
        acts = TrayActs(
            lines,
            show_all=lambda: self._shown(lambda mode: mode.window.controls.show_all()),
            check_all=self._check_all,
            add_account=lambda: self._shown(lambda mode: mode.add_account()),
            open_window=lambda: self._shown(lambda mode: None),
            quit=self.quit_wanted.emit,
        )
        self.tray = Tray(acts, system, self)
        self.tray.appeared.connect(self._greet_tray)
        self.tray.vanished.connect(self._come_back)
        self.tray.missing.connect(self._come_back)
        self.tray.about_to_open.connect(self._reload)
        self._online = Online(self)
        self._online.came_back.connect(self._come_online)

    def start(self, *, is_hidden: bool) -> bool:
        """Look for a tray; returns whether the program may stay hidden, in a tray or until one comes."""
        if is_hidden:
            self.tray.start()
        else:
            QTimer.singleShot(TRAY_AFTER_MS, self.tray, self.tray.start)
        QTimer.singleShot(NETWORK_AFTER_MS, self._online, self._online.listen)
        if sys.platform == "darwin":
            QTimer.singleShot(NETWORK_AFTER_MS, self, self._listen_to_dock)
        return is_hidden and self.tray.may_come

    def follow(self, mode: Mode) -> None:
        """Show and serve this mode from now on."""
        self._mode = mode
        window = mode.window
        window.set_hides_on_close(self.tray.is_there)
        window.overview_shown.connect(lambda overview: self._show_overview(mode, overview))
        window.hidden_by_user.connect(mode.announcer.tell_closing)
        shown = window.overview if window.overview.accounts else None
        self.tray.show_overview(shown, is_practice=mode.is_practice)
        if not self.tray.may_come and not window.isVisible():
            # No tray came while the program was still opening.
            mode.show()

    def leave(self) -> None:
        """Serve no mode until another one is there."""
        self._mode = None

    def close(self) -> None:
        """Take the icon away."""
        self._mode = None
        self.tray.close()

    def _shown(self, then: Callable[[Mode], object]) -> None:
        if self._mode is not None:
            self._mode.show()
            then(self._mode)

    def _show_account(self, account_id: str) -> None:
        self._shown(lambda mode: mode.window.select_account(account_id))

    def _show_needing(self) -> None:
        self._shown(lambda mode: mode.window.controls.show_needing())

    def _show_client(self, name: str | None) -> None:
        self._shown(lambda mode: mode.window.controls.show_client(name))

    def _perform(self, act: Act, account_ids: Sequence[str]) -> None:
        if self._mode is not None:
            self._mode.perform(act, account_ids)

    def _check_all(self) -> None:
        if self._mode is not None:
            self._mode.perform(Act.CHECK, [view.account.id for view in self._mode.window.overview.accounts])

    def _reload(self) -> None:
        if self._mode is not None:
            self._mode.window.reload()

    def _come_online(self) -> None:
        if self._mode is not None:
            self._mode.come_online()

    def _show_overview(self, mode: Mode, overview: Overview) -> None:
        if mode is self._mode:
            self.tray.show_overview(overview, is_practice=mode.is_practice)

    def _greet_tray(self) -> None:
        """Use a tray that has come, however late: what was known before it is news now."""
        self._follow_tray()
        if self._mode is not None:
            self._mode.announcer.follow(self._mode.window.overview)

    def _follow_tray(self) -> None:
        if self._mode is not None:
            self._mode.window.set_hides_on_close(self.tray.is_there)

    def _come_back(self) -> None:
        """Show the window where it is hidden: without a tray nothing else leads back to the program."""
        self._follow_tray()
        if self._mode is not None and not self._mode.window.isVisible():
            self._mode.show()

    def _listen_to_dock(self) -> None:
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.follow_dock)

    def follow_dock(self, state: Qt.ApplicationState) -> None:
        """Bring the window back when the program is turned to and shows none: a click on its icon in the Dock."""
        has_window = any(window.isVisible() for window in QGuiApplication.topLevelWindows())
        if state == Qt.ApplicationState.ApplicationActive and not has_window:
            self._shown(lambda mode: None)
