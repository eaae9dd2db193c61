"""Clients: accounts grouped under the businesses they belong to, A to Z, those without one last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lmb_desktop.core.health import State, worst
from lmb_desktop.core.overview import AccountView


@dataclass(frozen=True)
class ClientView:
    """One client as it is shown; `name` is None for the accounts that belong to none."""

    name: str | None
    accounts: tuple[AccountView, ...]

    @cached_property
    def state(self) -> State:
        """The worst state of its accounts."""
        return worst([view.state for view in self.accounts])

    @cached_property
    def needing(self) -> int:
        """How many of its accounts need the user."""
        return sum(view.state.needs_you for view in self.accounts)


def by_client(views: Iterable[AccountView]) -> tuple[ClientView, ...]:
    """Return the clients of accounts, A to Z, and last the accounts without one; inside each the order stays."""
    groups: dict[str | None, list[AccountView]] = {}
    for view in views:
        groups.setdefault(view.account.client, []).append(view)
    names = sorted((name for name in groups if name is not None), key=str.casefold)
    order: list[str | None] = [*names, None] if None in groups else [*names]
    return tuple(ClientView(name, tuple(groups[name])) for name in order)
