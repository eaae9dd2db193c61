"""The menus of the accounts window that open at a place: the account menu and the context menu of a row."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from lmb_desktop.shell.account_menu import MenuActions, MenuActs, fill_account_menu
from lmb_desktop.shell.accounts_pane import AccountsPane
from lmb_desktop.shell.window_actions import WindowActions


class WindowMenus(QObject):
    """Fills menus from what the window shows at that moment."""

    def __init__(self, actions: WindowActions, pane: AccountsPane, acts: MenuActs, *, parent: QWidget) -> None:
        """Serve one window."""
        super().__init__(parent)
        self._window = parent
        self._actions = actions
        self._pane = pane
        self._acts = acts

    def fill(self, menu: QMenu) -> None:
        """Write the account menu anew."""
        own = MenuActions(self._actions.show_all, self._actions.check_all, self._actions.add_new)
        views, current = self._pane.overview.accounts, self._pane.table.current_id()
        fill_account_menu(menu, views, current, actions=own, acts=self._acts)

    def show_context_menu(self, place: QPoint) -> None:
        """Open what can be done with the current account, at a place of the screen."""
        menu = QMenu(self._window)
        menu.setObjectName("accountContextMenu")
        menu.setAccessibleName(self.tr("Account"))
        menu.addActions([self._actions.carry_on, self._actions.check_now])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
