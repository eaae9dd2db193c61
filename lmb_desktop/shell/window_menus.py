"""The menus of the accounts window that open at a place: the account menu, More, and the context menu of the list."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from lmb_desktop.shell.account_menu import MenuActions, fill_account_menu
from lmb_desktop.shell.accounts_pane import AccountsPane
from lmb_desktop.shell.menu_lines import LISTED_AT_MOST, MenuActs
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
        self._recent: list[str | None] = []
        self._more = QMenu(pane.details)
        self._more.setObjectName("moreMenu")
        self._more.setAccessibleName(self.tr("Account"))
        self._more.aboutToShow.connect(self._fill_more)
        pane.details.more.setMenu(self._more)
        pane.table.picked_changed.connect(self._remember)

    def fill(self, menu: QMenu) -> None:
        """Write the account menu anew."""
        own = MenuActions(self._actions.show_all, self._actions.check_all, self._actions.add_new)
        views, current = self._pane.overview.accounts, self._pane.table.current_id()
        fill_account_menu(menu, views, current, actions=own, acts=self._acts, recent=self._recent)

    def show_context_menu(self, place: QPoint) -> None:
        """Open what can be done with what is selected, at a place of the screen."""
        menu = QMenu(self._window)
        menu.setObjectName("accountContextMenu")
        menu.setAccessibleName(self.tr("Account"))
        self._actions.acts.add_to(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _fill_more(self) -> None:
        self._more.clear()
        self._actions.acts.add_to(self._more)

    def _remember(self) -> None:
        """Keep the clients that were used last, the newest first."""
        for view in self._pane.picked().views[:1]:
            client = view.account.client
            self._recent = [client, *(each for each in self._recent if each != client)][:LISTED_AT_MOST]
