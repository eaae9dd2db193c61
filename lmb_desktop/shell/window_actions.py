"""The actions of the accounts window and its menu bar. What they do is connected by the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from lmb_desktop.shell.account_actions import AccountActions
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.asking_window import AskingWindow
from lmb_desktop.widgets.icons import icon

_STANDARD = QKeySequence.StandardKey


class WindowActions(QObject):
    """Every action of the window, with its text, key and icon."""

    def __init__(self, window: AskingWindow, is_practice: bool) -> None:
        """Make the actions; they belong to the window, so that their keys work in all of it."""
        super().__init__(window)
        self._window = window
        self._is_practice = is_practice
        self.acts = AccountActions(window)
        self._make_account_actions()
        self._make_view_actions()
        self._make_other_actions()

    def fill_menu_bar(self) -> None:
        """Put the actions into the window's menu bar."""
        bar = self._window.menuBar()
        account = bar.addMenu(self.tr("&Account"))
        account.addAction(self.add_new)
        self.acts.add_to(account)
        after_check = account.actions()[account.actions().index(self.acts[Act.CHECK]) + 1]
        account.insertAction(after_check, self.check_all)
        account.addSeparator()
        account.addActions([self.close_window, self.quit])
        view = bar.addMenu(self.tr("&View"))
        view.addActions([self.find, self.needs_you, self.show_all])
        view.addSeparator()
        view.addActions([self.expand_all, self.collapse_all])
        view.addSeparator()
        view.addAction(self.details)
        tools = bar.addMenu(self.tr("&Tools"))
        tools.addActions([self.app_credentials, self.settings])
        moving = tools.addMenu(self.tr("&Move to another computer"))
        moving.addActions([self.acts[Act.EXPORT], self.export_all, self.take_in])
        tools.addActions([self.practice, self.diagnostics])
        bar.addMenu(self.tr("&Help")).addActions([self.guide, self.about])

    def ask_through_window(self) -> None:
        """Let the actions that need a dialog or another window ask for it by the window's signals."""
        window = self._window
        self.add_new.triggered.connect(lambda: window.add_account_wanted.emit(""))
        self.take_in.triggered.connect(window.import_wanted)
        self.close_window.triggered.connect(window.close)
        self.app_credentials.triggered.connect(lambda: window.app_credentials_wanted.emit(""))
        self.settings.triggered.connect(window.settings_wanted)
        self.diagnostics.triggered.connect(window.diagnostics_wanted)
        self.practice.triggered.connect(window.leave_practice_wanted if self._is_practice else window.practice_wanted)

    def show_possible(self, *, has_accounts: bool, has_clients: bool) -> None:
        """Switch off what makes no sense now."""
        for action in (self.needs_you, self.check_all, self.find, self.show_all, self.details, self.export_all):
            action.setEnabled(has_accounts)
        for action in (self.expand_all, self.collapse_all):
            action.setEnabled(has_clients)

    def show_needing(self, count: int) -> None:
        """Show how many accounts need the user."""
        text = self.tr("Needs you ({n})").format(n=count) if count else self.tr("Needs you")
        self.needs_you.setIconText(text)

    def _make_account_actions(self) -> None:
        self.add_new = self._action(self.tr("&Add new account…"), "addNewAccountAction", _STANDARD.New, picture="add")
        self.check_all = self._action(self.tr("Check a&ll now"), "checkAllAction", Qt.Key.Key_F5, picture="check")
        self.check_all.setIconText(self.tr("Check all"))
        self.check_all.setToolTip(self.tr("Check all accounts now"))
        self.close_window = self._action(self.tr("Close &window"), "closeWindowAction", _STANDARD.Close)
        self.close_window.setVisible(False)
        self.quit = self._action(self.tr("&Quit"), "quitAction", "Ctrl+Q", role=QAction.MenuRole.QuitRole)
        self.undo = self._action(self.tr("Undo"), "undoAction", _STANDARD.Undo)
        self.undo.setEnabled(False)

    def _make_view_actions(self) -> None:
        self.find = self._action(self.tr("&Find"), "findAction", _STANDARD.Find)
        self.needs_you = self._action(self.tr("&Needs you only"), "needsYouAction", "Ctrl+Shift+N", picture="filter")
        self.needs_you.setCheckable(True)
        self.needs_you.setToolTip(self.tr("Show only the accounts that need you"))
        self.show_all = self._action(self.tr("&Show all accounts"), "showAllAction", "Ctrl+L")
        self.expand_all = self._action(self.tr("&Expand all"), "expandAllAction")
        self.collapse_all = self._action(self.tr("&Collapse all"), "collapseAllAction")
        self.details = self._action(self.tr("&Details"), "detailsAction", "Ctrl+I")
        self.details.setCheckable(True)
        self.details.setChecked(True)

    def _make_other_actions(self) -> None:
        self.app_credentials = self._action(self.tr("&App credentials…"), "appCredentialsAction")
        preferences = QAction.MenuRole.PreferencesRole
        self.settings = self._action(self.tr("&Settings…"), "settingsAction", _STANDARD.Preferences, role=preferences)
        self.export_all = self._action(self.tr("Save &all accounts…"), "exportAllAction")
        self.take_in = self._action(self.tr("&Take in accounts from a file…"), "takeInAction")
        text = self.tr("Leave &practice mode…") if self._is_practice else self.tr("&Practice mode…")
        self.practice = self._action(text, "practiceAction")
        self.diagnostics = self._action(self.tr("&Diagnostics…"), "diagnosticsAction")
        self.guide = self._action(self.tr("&Guide"), "guideAction", _STANDARD.HelpContents)
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
