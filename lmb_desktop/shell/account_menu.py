"""What the menu at the top right holds: what needs the user, the accounts, and the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.menu_lines import FEW, MenuActs, add_accounts, add_heading, add_needs, emptied

translate = QCoreApplication.translate


@dataclass(frozen=True)
class MenuActions:
    """The window's own actions that stand in the menu too."""

    show_all: QAction
    check_all: QAction
    add_new: QAction


def fill_account_menu(
    menu: QMenu,
    views: Sequence[AccountView],
    current_id: str,
    *,
    actions: MenuActions,
    acts: MenuActs,
    recent: Sequence[str | None] = (),
) -> None:
    """Write the menu anew for these accounts; it always ends with Add new account."""
    emptied(menu)
    if not views:
        add_heading(menu, translate("AccountMenu", "No account yet"))
    if len(views) > 1 and any(view.state.needs_you for view in views):
        add_heading(menu, translate("AccountMenu", "Needs you"))
        add_needs(menu, views, acts)
        menu.addSeparator()
    add_accounts(menu, views, acts, current_id=current_id, recent=recent)
    menu.addSeparator()
    if len(views) > FEW:
        menu.addAction(actions.show_all)
    if views:
        menu.addAction(actions.check_all)
        menu.addSeparator()
    menu.addAction(actions.add_new)
