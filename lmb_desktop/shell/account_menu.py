"""What the menu at the top right holds: what needs the user, the accounts, and the way to a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu

from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_order import needing_you, worst_first
from lmb_desktop.shell.state_words import account_word, need_text
from lmb_desktop.widgets.icons import state_icon
from lmb_desktop.widgets.typography import font_for

NEEDS_AT_MOST = 5
LISTED_AT_MOST = 15
FEW = 8
"""Up to so many accounts there is no need for the whole list behind the menu."""
NAME_CHARACTERS = 40


@dataclass(frozen=True)
class MenuActs:
    """What the lines of the menu do."""

    select: Callable[[str], None]
    carry_on: Callable[[str], None]
    check: Callable[[Sequence[str]], None]
    show_needing: Callable[[], None]


@dataclass(frozen=True)
class MenuActions:
    """The window's own actions that stand in the menu too."""

    show_all: QAction
    check_all: QAction
    add_new: QAction


def fill_account_menu(
    menu: QMenu, views: Sequence[AccountView], current_id: str, *, actions: MenuActions, acts: MenuActs
) -> None:
    """Write the menu anew for these accounts; it always ends with Add new account."""
    menu.clear()
    if not views:
        menu.addAction(menu.tr("No account yet")).setEnabled(False)
    if len(views) > 1:
        _add_needs(menu, needing_you(views), acts)
    for view in worst_first(views)[:LISTED_AT_MOST]:
        _add_account(menu, view, acts, is_current=view.account.id == current_id)
    menu.addSeparator()
    if len(views) > FEW:
        menu.addAction(actions.show_all)
    if views:
        menu.addAction(actions.check_all)
        menu.addSeparator()
    menu.addAction(actions.add_new)


def shortened(name: str, metrics: QFontMetrics) -> str:
    """Return an account's name as menus write it: a long one loses its middle."""
    if len(name) <= NAME_CHARACTERS:
        return name
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, metrics.averageCharWidth() * NAME_CHARACTERS)


def _add_needs(menu: QMenu, needing: Sequence[AccountView], acts: MenuActs) -> None:
    if not needing:
        return
    menu.addAction(menu.tr("Needs you")).setEnabled(False)
    locked = [view.account.id for view in needing if view.state is State.LOCKED]
    single = [view for view in needing if view.state is not State.LOCKED]
    lines = single[: NEEDS_AT_MOST - bool(locked)]
    if locked:
        text = menu.tr("Keyring locked: unlock and check again")
        line = menu.addAction(state_icon(State.LOCKED.value, in_menu=True), text)
        line.triggered.connect(lambda: acts.check(locked))
    for view in lines:
        _add_need(menu, view, acts)
    if len(single) > len(lines):
        more = menu.tr("{n} more need you…").format(n=len(single) - len(lines))
        menu.addAction(more).triggered.connect(acts.show_needing)
    menu.addSeparator()


def _add_need(menu: QMenu, view: AccountView, acts: MenuActs) -> None:
    account_id = view.account.id
    text = need_text(view, shortened(view.account.name, menu.fontMetrics()))
    line = menu.addAction(state_icon(view.state.value, in_menu=True), text.replace("&", "&&"))
    # What can be mended here opens its remedy; for the rest the details say what happened.
    act = acts.select if view.is_finished else acts.carry_on
    line.triggered.connect(lambda: act(account_id))


def _add_account(menu: QMenu, view: AccountView, acts: MenuActs, *, is_current: bool) -> None:
    account_id = view.account.id
    name = shortened(view.account.name, menu.fontMetrics()).replace("&", "&&")
    line = menu.addAction(state_icon(view.state.value, in_menu=True), name)
    line.setCheckable(True)
    line.setChecked(is_current)
    if is_current:
        line.setFont(font_for("strong", menu.font()))
    line.setStatusTip(account_word(view))
    line.triggered.connect(lambda: acts.select(account_id))
