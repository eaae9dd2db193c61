"""The lines that the account menu and the tray menu share: what needs the user, accounts, clients. Knows no window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from lmb_desktop.core.clients import ClientView, by_client
from lmb_desktop.core.health import WORST_FIRST, State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.remedy import remedy_for
from lmb_desktop.shell.account_order import needing_you, worst_first
from lmb_desktop.shell.acts import ACT_OF, Act
from lmb_desktop.shell.client_words import client_name
from lmb_desktop.shell.state_words import account_word, need_text
from lmb_desktop.widgets.icons import state_icon
from lmb_desktop.widgets.typography import font_for

translate = QCoreApplication.translate

NEEDS_AT_MOST = 5
FEW = 8
"""Up to so many accounts stand in one list; more stand in a sub-menu for each client."""
LISTED_AT_MOST = 15
"""Clients (or accounts, where there are no clients) that a menu lists."""
IN_CLIENT_AT_MOST = 20
NAME_CHARACTERS = 40


@dataclass(frozen=True)
class MenuActs:
    """What the lines of a menu do."""

    select: Callable[[str], None]
    """Make the account with this id the current one."""
    act: Callable[[Act, tuple[str, ...]], None]
    """Do something with the accounts of these ids."""
    show_needing: Callable[[], None]
    """Show only the accounts that need the user."""
    show_client: Callable[[str | None], None]
    """Show all accounts of the client of this name; None stands for the accounts without one."""
    says_states: bool = False
    """Lines of accounts say in words what is not simply connected: for a menu that stands alone, as the tray's does."""


def emptied(menu: QMenu) -> QMenu:
    """Take every line and sub-menu out of a menu and return it."""
    for part in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        part.deleteLater()
    menu.clear()
    return menu


def add_heading(menu: QMenu, text: str) -> None:
    """Add a line that only says something."""
    menu.addAction(escaped(text)).setEnabled(False)


def add_needs(menu: QMenu, views: Sequence[AccountView], acts: MenuActs) -> bool:
    """Add what needs the user, worst first, at most five lines; returns whether anything does.

    A line opens the remedy; a locked keyring is one line for all accounts.
    """
    needing = needing_you(views)
    locked = tuple(view.account.id for view in needing if view.state is State.LOCKED)
    single = [view for view in needing if view.state is not State.LOCKED]
    lines = single[: NEEDS_AT_MOST - bool(locked)]
    if locked:
        text = translate("AccountMenu", "Keyring locked: unlock and check again")
        line = menu.addAction(state_icon(State.LOCKED.value, in_menu=True), text)
        line.triggered.connect(lambda: acts.act(Act.CHECK, locked))
    for view in lines:
        _add_need(menu, view, acts)
    if len(single) > len(lines):
        more = translate("AccountMenu", "{n} more need you…").format(n=len(single) - len(lines))
        menu.addAction(more).triggered.connect(acts.show_needing)
    return bool(needing)


def add_accounts(
    menu: QMenu,
    views: Sequence[AccountView],
    acts: MenuActs,
    *,
    current_id: str | None = None,
    recent: Sequence[str | None] = (),
) -> None:
    """Add the accounts, worst first: in one list while they are few, else a sub-menu for each client.

    `current_id` ticks the current account where there is one; `recent` names the clients that were used last, which
    stand in the menu where not all of them can.
    """
    groups = by_client(views)
    if len(groups) == 1 or len(views) <= FEW:
        for group in _worst_clients_first(groups):
            if len(groups) > 1:
                add_heading(menu, client_name(group.name))
            for view in worst_first(group.accounts)[:LISTED_AT_MOST]:
                _add_account(menu, view, acts, current_id=current_id)
        return
    for group in _shown_clients(groups, recent):
        _add_client(menu, group, acts, current_id=current_id)


def shortened(name: str, metrics: QFontMetrics) -> str:
    """Return a name as menus write it: a long one loses its middle."""
    if len(name) <= NAME_CHARACTERS:
        return name
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, metrics.averageCharWidth() * NAME_CHARACTERS)


def escaped(text: str) -> str:
    """Return a text whose "&" marks no letter in a menu."""
    return text.replace("&", "&&")


def _worst_clients_first(groups: Sequence[ClientView]) -> list[ClientView]:
    return sorted(groups, key=lambda group: WORST_FIRST.index(group.state))


def _shown_clients(groups: Sequence[ClientView], recent: Sequence[str | None]) -> list[ClientView]:
    """Return the clients to list: those that need the user, then the ones used last, then the rest."""

    def rank(group: ClientView) -> tuple[bool, int, int]:
        place = recent.index(group.name) if group.name in recent else len(recent)
        return not group.needing, 0 if group.needing else place, WORST_FIRST.index(group.state)

    chosen = {group.name for group in sorted(groups, key=rank)[:LISTED_AT_MOST]}
    return _worst_clients_first([group for group in groups if group.name in chosen])


def _add_need(menu: QMenu, view: AccountView, acts: MenuActs) -> None:
    ids, act = (view.account.id,), ACT_OF[remedy_for(view)]
    text = need_text(view, shortened(view.account.name, menu.fontMetrics()))
    line = menu.addAction(state_icon(view.state.value, in_menu=True), escaped(text))
    line.triggered.connect(lambda: acts.act(act, ids))


def _add_account(menu: QMenu, view: AccountView, acts: MenuActs, *, current_id: str | None) -> None:
    account_id = view.account.id
    name = shortened(view.account.name, menu.fontMetrics())
    text = _in_words(view, name) if acts.says_states else name
    line = menu.addAction(state_icon(view.state.value, in_menu=True), escaped(text))
    if current_id is not None:
        line.setCheckable(True)
        line.setChecked(account_id == current_id)
    if account_id == current_id:
        line.setFont(font_for("strong", menu.font()))
    line.setStatusTip(account_word(view))
    line.triggered.connect(lambda: acts.select(account_id))


def _in_words(view: AccountView, name: str) -> str:
    """Return an account's line with its state, unless that is simply connected."""
    if view.state is State.OK:
        return name
    return translate("AccountMenu", "{account}: {state}").format(account=name, state=account_word(view).lower())


def _add_client(menu: QMenu, group: ClientView, acts: MenuActs, *, current_id: str | None) -> None:
    name = shortened(client_name(group.name), menu.fontMetrics())
    part = QMenu(escaped(name), menu)
    part.setIcon(state_icon(group.state.value, in_menu=True))
    part.setAccessibleName(client_name(group.name))
    part.aboutToShow.connect(lambda: _fill_client(part, group, acts, current_id=current_id))
    menu.addMenu(part)


def _fill_client(part: QMenu, group: ClientView, acts: MenuActs, *, current_id: str | None) -> None:
    if part.actions():
        return
    for view in worst_first(group.accounts)[:IN_CLIENT_AT_MOST]:
        _add_account(part, view, acts, current_id=current_id)
    if len(group.accounts) > IN_CLIENT_AT_MOST:
        part.addSeparator()
        text = translate("AccountMenu", "Show all of {client}…")
        name = shortened(client_name(group.name), part.fontMetrics())
        part.addAction(escaped(text.format(client=name))).triggered.connect(lambda: acts.show_client(group.name))
