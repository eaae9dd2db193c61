"""Picked: what is selected in the list: one account, several, a client, or nothing. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

from lmb_desktop.core.clients import ClientView
from lmb_desktop.core.overview import AccountView


@dataclass(frozen=True)
class Picked:
    """The accounts that are selected, in the order shown; `client` is set where a client's row stands for them."""

    views: tuple[AccountView, ...] = ()
    client: ClientView | None = None

    @property
    def single(self) -> AccountView | None:
        """Return the account where it is a single one that was picked itself."""
        return self.views[0] if len(self.views) == 1 and self.client is None else None

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the accounts."""
        return tuple(view.account.id for view in self.views)
