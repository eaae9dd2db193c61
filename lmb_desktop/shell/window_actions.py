"""The actions of the accounts window and its menu bar. What they do is connected by the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from lmb_desktop.widgets.icons import icon

_STANDARD = QKeySequence.StandardKey


class WindowActions(QObject):
    """Every action of the window, with its text, key and icon."""

    def __init__(self, window: QMainWindow, is_practice: bool) -> None:
        """Make the actions; they belong to the window, so that their keys work in all of it."""
        super().__init__(window)
        self._window = window
        self._is_practice = is_practice
        self._make_account_actions()
        self._make_view_actions()
        self._make_other_actions()

    def fill_menu_bar(self) -> None:
        """Put the actions into the window's menu bar."""
        bar = self._window.menuBar()
        account = bar.addMenu(self.tr("&Account"))
        account.addAction(self.add_new)
        account.addSeparator()
        account.addActions([self.carry_on, self.check_now, self.check_all])
        account.addSeparator()
        account.addAction(self.quit)
        view = bar.addMenu(self.tr("&View"))
        view.addActions([self.find, self.needs_you, self.show_all])
        view.addSeparator()
        view.addAction(self.details)
        tools = bar.addMenu(self.tr("&Tools"))
        tools.addActions([self.app_credentials, self.practice])
        bar.addMenu(self.tr("&Help")).addAction(self.about)

    def show_possible(self, *, has_accounts: bool, has_current: bool, is_unfinished: bool, is_checking: bool) -> None:
        """Switch off what makes no sense now."""
        self.carry_on.setEnabled(is_unfinished)
        self.check_now.setEnabled(has_current and not is_checking)
        for action in (self.needs_you, self.check_all, self.find, self.show_all, self.details):
            action.setEnabled(has_accounts)

    def show_needing(self, count: int) -> None:
        """Show how many accounts need the user."""
        text = self.tr("Needs you ({n})").format(n=count) if count else self.tr("Needs you")
        self.needs_you.setIconText(text)

    def _make_account_actions(self) -> None:
        self.add_new = self._action(self.tr("&Add new account…"), "addNewAccountAction", _STANDARD.New, picture="add")
        self.carry_on = self._action(self.tr("Carry &on…"), "carryOnAction")
        self.check_now = self._action(self.tr("&Check now"), "checkNowAction")
        self.check_all = self._action(self.tr("Check a&ll now"), "checkAllAction", Qt.Key.Key_F5, picture="check")
        self.check_all.setIconText(self.tr("Check all"))
        self.check_all.setToolTip(self.tr("Check all accounts now"))
        self.quit = self._action(self.tr("&Quit"), "quitAction", "Ctrl+Q", role=QAction.MenuRole.QuitRole)

    def _make_view_actions(self) -> None:
        self.find = self._action(self.tr("&Find"), "findAction", _STANDARD.Find)
        self.needs_you = self._action(self.tr("&Needs you only"), "needsYouAction", "Ctrl+Shift+N", picture="filter")
        self.needs_you.setCheckable(True)
        self.needs_you.setToolTip(self.tr("Show only the accounts that need you"))
        self.show_all = self._action(self.tr("&Show all accounts"), "showAllAction", "Ctrl+L")
        self.details = self._action(self.tr("&Details"), "detailsAction", "Ctrl+I")
        self.details.setCheckable(True)
        self.details.setChecked(True)

    def _make_other_actions(self) -> None:
        preferences = QAction.MenuRole.PreferencesRole
        self.app_credentials = self._action(self.tr("&App credentials…"), "appCredentialsAction", role=preferences)
        text = self.tr("Leave &practice mode…") if self._is_practice else self.tr("&Practice mode…")
        self.practice = self._action(text, "practiceAction")
        self.about = self._action(self.tr("&About LMB Desktop"), "aboutAction", role=QAction.MenuRole.AboutRole)

    def _action(
        self,
        text: str,
        name: str,
        key: QKeySequence.StandardKey | Qt.Key | str | None = None,
        *,
        picture: str = "",
        role: QAction.MenuRole = QAction.MenuRole.NoRole,
    ) -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setMenuRole(role)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        if picture:
            action.setIcon(icon(picture, in_menu=True))
        self._window.addAction(action)
        return action
