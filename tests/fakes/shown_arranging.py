"""Arranging in memory: what is changed shows in the overview of the doubles it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lmb_desktop.core.account import Account, folded
from lmb_desktop.core.errors import LmbError, NameTaken
from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.history import Event, HistoryEntry
from lmb_desktop.core.overview import AccountView
from tests.fakes.window_ports import NOW, off_gui_thread

if TYPE_CHECKING:
    from tests.fakes.shown_accounts import ShownConnections


@dataclass
class ShownArranging:
    """Changes the accounts of the connections it belongs to; `troubles` are raised by the next changes, one each."""

    connections: ShownConnections
    troubles: list[LmbError] = field(default_factory=list)
    entries: dict[str, tuple[HistoryEntry, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def rename(self, account_id: str, name: str) -> None:
        """Give an account another name; raises NameTaken."""
        self._begin()
        for view in self.connections.known.accounts:
            if view.account.id != account_id and folded(view.account.name) == folded(name):
                raise NameTaken(name=name)
        self._change([account_id], lambda account: replace(account, name=name))

    def move_to_client(self, account_ids: Sequence[str], client: str | None) -> None:
        """Put accounts under a client."""
        self._begin()
        self._change(account_ids, lambda account: replace(account, client=client))

    def pause(self, account_ids: Sequence[str]) -> None:
        """Pause accounts."""
        self._begin()
        self._change(account_ids, lambda account: _paused(account, is_paused=True))

    def resume(self, account_ids: Sequence[str]) -> None:
        """End the pause of accounts."""
        self._begin()
        self._change(account_ids, lambda account: _paused(account, is_paused=False))

    def history(self, account_id: str) -> tuple[HistoryEntry, ...]:
        """Return the entries of an account."""
        off_gui_thread()
        self.asked.append(account_id)
        return self.entries.get(account_id, ())

    def note(self, account_id: str, *events: tuple[Event, str]) -> None:
        """Keep entries, the newest first."""
        self.entries[account_id] = tuple(HistoryEntry(account_id, NOW, event, detail) for event, detail in events)

    def _begin(self) -> None:
        off_gui_thread()
        if self.troubles:
            raise self.troubles.pop(0)

    def _change(self, account_ids: Sequence[str], change: Callable[[Account], Account]) -> None:
        known = self.connections.known
        views = [_view(view, change) if view.account.id in account_ids else view for view in known.accounts]
        self.connections.known = replace(
            known, accounts=tuple(sorted(views, key=lambda view: view.account.name.casefold()))
        )


def _view(view: AccountView, change: Callable[[Account], Account]) -> AccountView:
    account = change(view.account)
    if (account.paused_at is None) == (view.account.paused_at is None):
        return replace(view, account=account)
    state = State.OK if account.paused_at is None else State.PAUSED
    return replace(view, account=account, seller=HalfHealth(state), ledger=HalfHealth(state))


def _paused(account: Account, *, is_paused: bool) -> Account:
    return replace(account, seller_facts=replace(account.seller_facts, paused_at=NOW if is_paused else None))
