"""Which accounts the list shows and in which order: search, the filter Needs you, the sorted column. Draws nothing.

A proxy model would ask Python for every row and comparison; sorting the rows themselves keeps long lists quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import inf

from PySide6.QtCore import Qt

from lmb_desktop.core.health import WORST_FIRST
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.state_words import days_left


class Column(IntEnum):
    """The columns of the list."""

    ACCOUNT = 0
    REGION = 1
    AMAZON = 2
    LEDGER = 3
    ORGANISATION = 4
    ENDS_IN = 5


def alignment_of(column: int) -> Qt.AlignmentFlag:
    """Return how a column stands, the same in the header and in the rows."""
    side = Qt.AlignmentFlag.AlignRight if column == Column.ENDS_IN else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Order:
    """What the user asked the list for."""

    search: str = ""
    needs_you_only: bool = False
    column: Column = Column.ACCOUNT
    is_reversed: bool = False

    @property
    def hides_something(self) -> bool:
        """Tell whether accounts may be left out."""
        return bool(self.search.strip()) or self.needs_you_only


def searchable(views: Sequence[AccountView]) -> dict[str, str]:
    """Return what a search looks at, for each account id; made once for many letters that are typed."""
    return {view.account.id: _searchable(view) for view in views}


def ordered(
    views: Sequence[AccountView], order: Order, book: MarketplaceBook, *, texts: Mapping[str, str] | None = None
) -> list[AccountView]:
    """Return the accounts to show; `views` come by name, which settles what is equal otherwise.

    `texts` is what `searchable` returned for these accounts.
    """
    words = [word.casefold() for word in order.search.split()]
    shown = [view for view in views if view.state.needs_you] if order.needs_you_only else list(views)
    if words:
        looked_at = searchable(shown) if texts is None else texts
        shown = [view for view in shown if all(word in looked_at[view.account.id] for word in words)]
    key = _key(order.column, book)
    if key is not None:
        shown.sort(key=key, reverse=order.is_reversed)
    elif order.is_reversed:
        shown.reverse()
    return shown


def needing_you(views: Sequence[AccountView]) -> list[AccountView]:
    """Return the accounts that need the user, worst first, then by name."""
    needing = [view for view in views if view.state.needs_you]
    return sorted(needing, key=lambda view: WORST_FIRST.index(view.state))


def worst_first(views: Sequence[AccountView]) -> list[AccountView]:
    """Return the accounts worst first, then by name."""
    return sorted(views, key=lambda view: WORST_FIRST.index(view.state))


def _searchable(view: AccountView) -> str:
    organisation = view.link.organisation_name if view.link is not None else ""
    account = view.account
    return "\n".join((account.name, account.client or "", organisation, account.seller_id)).casefold()


def _key(column: Column, book: MarketplaceBook) -> Callable[[AccountView], tuple[float | str, ...]] | None:
    keys: dict[Column, Callable[[AccountView], tuple[float | str, ...]]] = {
        Column.REGION: lambda view: (book.region(view.account.region).short_name.casefold(),),
        Column.AMAZON: lambda view: (WORST_FIRST.index(view.seller.state),),
        Column.LEDGER: lambda view: (WORST_FIRST.index(view.ledger.state),),
        Column.ORGANISATION: lambda view: _by_organisation(view),
        Column.ENDS_IN: lambda view: (WORST_FIRST.index(view.state) if view.state.needs_you else inf, _days(view)),
    }
    return keys.get(column)


def _by_organisation(view: AccountView) -> tuple[float | str, ...]:
    return (1, "") if view.link is None else (0, view.link.organisation_name.casefold())


def _days(view: AccountView) -> float:
    left = days_left(view)
    return inf if left is None else left
