"""The tray's menu: what needs the user, clients and accounts in words, and the ways into the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lmb_desktop.core.clients import by_client
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.menu_lines import FEW, LISTED_AT_MOST, MenuActs, add_accounts, add_heading, add_needs, emptied
from lmb_desktop.shell.status_row import summary_text
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.icons import icon

translate = QCoreApplication.translate


@dataclass(frozen=True)
class TrayActs:
    """What the lines of the tray's menu do; `lines` are those of accounts and clients."""

    lines: MenuActs
    show_all: Callable[[], object]
    check_all: Callable[[], object]
    add_account: Callable[[], object]
    open_window: Callable[[], object]
    quit: Callable[[], object]


class TrayMenu(QMenu):
    """Shows the accounts of one overview; the sub-menus of clients are filled when they open."""

    look_changed = Signal()
    """The system's colours are others now."""

    def __init__(self, acts: TrayActs, owner: QObject) -> None:
        """Build the menu; its own actions belong to `owner`, since a menu deletes its own when it is written anew."""
        super().__init__()
        self.setObjectName("trayMenu")
        self.setAccessibleName(translate("Tray", "LMB Desktop"))
        self._lines = acts.lines
        self.show_all = self._action(owner, translate("Tray", "Show all accounts…"), acts.show_all)
        self.check_all = self._action(owner, translate("Tray", "Check all now"), acts.check_all)
        self.add_new = self._action(owner, translate("Tray", "Add new account…"), acts.add_account)
        self.add_new.setObjectName("addNewAccountAction")
        self.add_new.setIcon(icon("add", in_menu=True))
        self.open_window = self._action(owner, translate("Tray", "Open LMB Desktop"), acts.open_window)
        self.quit = self._action(owner, translate("Tray", "Quit"), acts.quit)

    def fill(self, overview: Overview | None, *, is_practice: bool) -> None:
        """Write the menu anew; None stands for accounts that are not read yet."""
        emptied(self)
        accounts = overview.accounts if overview is not None else ()
        head = head_text(overview, is_practice=is_practice)
        if head:
            add_heading(self, head)
            self.addSeparator()
        if len(accounts) > 1 and add_needs(self, accounts, self._lines):
            self.addSeparator()
        if accounts:
            add_accounts(self, accounts, self._lines)
            self.addSeparator()
            self._add_checks(overview or Overview())
        self.addAction(self.add_new)
        self.addSeparator()
        self.addActions([self.open_window, self.quit])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ThemeChange):
            self.look_changed.emit()

    def _add_checks(self, overview: Overview) -> None:
        if not _lists_all(overview):
            self.addAction(self.show_all)
        self.addAction(self.check_all)

    def _action(self, owner: QObject, text: str, act: Callable[[], object]) -> QAction:
        action = QAction(text, owner)
        action.triggered.connect(lambda: act())
        return action


def head_text(overview: Overview | None, *, is_practice: bool) -> str:
    """Return the first line of the menu; none where the lines below say it all."""
    if overview is None:
        return _named(translate("Tray", "reading the accounts"), is_practice=is_practice)
    needing = sum(view.state.needs_you for view in overview.accounts)
    if not overview.accounts:
        return _named(translate("Tray", "no account yet"), is_practice=is_practice)
    if len(overview.accounts) == 1:
        return translate("Tray", "LMB Desktop (practice)") if is_practice else ""
    if needing == 1:
        return _named(translate("Tray", "1 account needs you"), is_practice=is_practice)
    if needing:
        return _named(counted("Tray", "%n account(s) need you", needing), is_practice=is_practice)
    return _named(summary_text(overview), is_practice=is_practice)


def tool_tip(overview: Overview | None, *, is_practice: bool) -> str:
    """Return what the icon says when it is pointed at, such as "LMB Desktop: 12 accounts, 3 need you"."""
    if overview is None or not overview.accounts:
        return head_text(overview, is_practice=is_practice)
    return _named(summary_text(overview), is_practice=is_practice)


def _named(text: str, *, is_practice: bool) -> str:
    practice = translate("Tray", "LMB Desktop (practice): {text}")
    return (practice if is_practice else translate("Tray", "LMB Desktop: {text}")).format(text=text)


def _lists_all(overview: Overview) -> bool:
    groups = by_client(overview.accounts)
    if len(groups) == 1:
        return len(overview.accounts) <= LISTED_AT_MOST
    return len(overview.accounts) <= FEW or len(groups) <= LISTED_AT_MOST
