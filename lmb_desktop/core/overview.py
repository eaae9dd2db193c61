"""What windows and commands show of the accounts: rows with the health of both halves, computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lmb_desktop.core.account import Account
from lmb_desktop.core.health import (
    LIMITS,
    NOT_CONNECTED,
    HalfHealth,
    State,
    half_health,
    worst,
)
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.ports import MEMORY, SecretStore
from lmb_desktop.core.sign_in import SignIn


@dataclass(frozen=True)
class AccountView:
    """One account as it is shown."""

    account: Account
    seller: HalfHealth
    ledger: HalfHealth
    link: LedgerLink | None = None
    sign_in: SignIn | None = None
    shared_with: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """Return the worse of the two halves."""
        return worst([self.seller.state, self.ledger.state])

    @property
    def is_finished(self) -> bool:
        """Tell whether both halves are saved and their secrets are kept."""
        return State.NOT_FINISHED not in (self.seller.state, self.ledger.state)


@dataclass(frozen=True)
class LinkView:
    """One ledger connection as it is offered for sharing."""

    link: LedgerLink
    sign_in: SignIn
    health: HalfHealth
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """Everything that is shown, in one piece; accounts by name."""

    accounts: tuple[AccountView, ...] = ()
    links: tuple[LinkView, ...] = ()

    def view(self, account_id: str) -> AccountView | None:
        """Return one account's view, or None."""
        return next((view for view in self.accounts if view.account.id == account_id), None)


def overview_of(holdings: Holdings, secrets: SecretStore, now: datetime) -> Overview:
    """Compute what is shown from what is stored."""
    links = tuple(_link_view(link, holdings, secrets=secrets, now=now) for link in holdings.links)
    by_id = {view.link.id: view for view in links}
    views = [_account_view(account, by_id, secrets=secrets, now=now) for account in holdings.accounts]
    return Overview(tuple(sorted(views, key=lambda view: view.account.name.casefold())), links)


def _link_view(link: LedgerLink, holdings: Holdings, *, secrets: SecretStore, now: datetime) -> LinkView:
    sign_in = holdings.sign_in(link.sign_in_id)
    assert sign_in is not None  # the store's foreign key sees to it
    health = half_health(
        link.facts,
        now,
        limits=LIMITS[link.provider.value],
        ends_at=sign_in.chain.ends_at,
        is_secret_kept=_is_kept(secrets, sign_in.slot, sign_in.holder),
    )
    used_by = sorted((a.name for a in holdings.accounts if a.link_id == link.id), key=str.casefold)
    return LinkView(link, sign_in, health, tuple(used_by))


def _account_view(account: Account, links: dict[str, LinkView], *, secrets: SecretStore, now: datetime) -> AccountView:
    seller = half_health(
        account.seller_facts,
        now,
        limits=LIMITS["amazon"],
        is_secret_kept=_is_kept(secrets, account.seller_slot, account.seller_holder),
    )
    link = links.get(account.link_id or "")
    if link is None:
        return AccountView(account, seller, NOT_CONNECTED)
    others = tuple(name for name in link.used_by if name != account.name)
    return AccountView(account, seller, link.health, link.link, link.sign_in, others)


def _is_kept(secrets: SecretStore, slot: str, holder: str) -> bool:
    return not slot.startswith(MEMORY) or secrets.is_alive(holder)
