"""What windows and commands show of the accounts: rows with the health of both halves, computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from lmb_desktop.core.account import Account
from lmb_desktop.core.health import (
    LIMITS,
    LOST_REASONS,
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

    @cached_property
    def state(self) -> State:
        """The worse of the two halves; asked for often, by everything that sorts or counts accounts."""
        return worst([self.seller.state, self.ledger.state])

    @property
    def is_paused(self) -> bool:
        """Tell whether the user lets nothing of it be checked."""
        return self.account.paused_at is not None

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
    users: dict[str, list[Account]] = {}
    for account in holdings.accounts:
        users.setdefault(account.link_id or "", []).append(account)
    sign_ins = {sign_in.id: sign_in for sign_in in holdings.sign_ins}
    links = tuple(
        _link_view(link, sign_ins[link.sign_in_id], users=users.get(link.id, []), secrets=secrets, now=now)
        for link in holdings.links
    )
    by_id = {view.link.id: view for view in links}
    views = [_account_view(account, by_id, secrets=secrets, now=now) for account in holdings.accounts]
    return Overview(tuple(sorted(views, key=lambda view: view.account.name.casefold())), links)


def _link_view(
    link: LedgerLink, sign_in: SignIn, *, users: list[Account], secrets: SecretStore, now: datetime
) -> LinkView:
    health = _link_health(link, sign_in, secrets=secrets, now=now)
    return LinkView(link, sign_in, health, tuple(sorted((user.name for user in users), key=str.casefold)))


def _link_health(
    link: LedgerLink, sign_in: SignIn, *, secrets: SecretStore, now: datetime, paused_at: datetime | None = None
) -> HalfHealth:
    return half_health(
        replace(link.facts, paused_at=paused_at),
        now,
        limits=LIMITS[link.provider.value],
        ends_at=sign_in.chain.ends_at,
        is_secret_kept=_is_kept(secrets, sign_in.slot, sign_in.holder),
    )


def _account_view(account: Account, links: dict[str, LinkView], *, secrets: SecretStore, now: datetime) -> AccountView:
    seller = _seller_health(account, secrets=secrets, now=now)
    link = links.get(account.link_id or "")
    if link is None:
        return AccountView(account, seller, NOT_CONNECTED)
    # A pause is the account's own: others may share the link and keep it alive.
    is_paused = account.paused_at is not None
    ledger = (
        _link_health(link.link, link.sign_in, secrets=secrets, now=now, paused_at=account.paused_at)
        if is_paused
        else link.health
    )
    others = tuple(name for name in link.used_by if name != account.name)
    return AccountView(account, seller, ledger, link.link, link.sign_in, others)


def _seller_health(account: Account, *, secrets: SecretStore, now: datetime) -> HalfHealth:
    facts = account.seller_facts
    if not account.seller_slot and facts.trouble not in LOST_REASONS:
        return HalfHealth(State.NOT_FINISHED, "disconnected", last_ok=facts.last_ok)
    is_kept = _is_kept(secrets, account.seller_slot, account.seller_holder)
    return half_health(facts, now, limits=LIMITS["amazon"], is_secret_kept=is_kept)


def _is_kept(secrets: SecretStore, slot: str, holder: str) -> bool:
    return not slot.startswith(MEMORY) or secrets.is_alive(holder)
