"""Rhythm: when each half is due for a look, from its facts alone. Asks nobody and keeps no time itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lmb_desktop.core.account import Account
from lmb_desktop.core.health import LOST_REASONS, HalfFacts
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.ports import MEMORY
from lmb_desktop.core.sign_in import SignIn

DAILY = timedelta(days=1)
JITTER = 0.1
"""By how much of the rhythm a look may come early: accounts drift apart instead of asking all at once."""
FIRST_RETRY, LAST_RETRY = timedelta(minutes=5), timedelta(hours=6)
"""After trouble the pause doubles from the first of these to the last; three tries fall into Xero's 30 minutes."""
STOPPED_REFRESH = timedelta(minutes=1)
"""How long a refresh may be under way until it counts as left behind by a program that was stopped."""
GRACE = timedelta(minutes=30)
"""How long Xero takes the previous refresh token after a rotation (Xero developer FAQ, OAuth 2.0)."""
_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ChainTask:
    """A refresh chain to renew and the links on it to read."""

    sign_in: SignIn
    links: tuple[LedgerLink, ...]


@dataclass(frozen=True)
class Plan:
    """What is due now, and when the next look is."""

    accounts: tuple[Account, ...] = ()
    chains: tuple[ChainTask, ...] = ()
    next_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is due."""
        return not (self.accounts or self.chains)


def plan(holdings: Holdings, now: datetime, *, holder: str, every: timedelta = DAILY) -> Plan:
    """Return what is due now; `every` is how often a half that gives no trouble is looked at.

    What another program holds in its memory is that program's to keep alive; `holder` names this one.
    """
    sellers = {
        account: _by_now(seller_due_at(account, every), account.seller_facts, now)
        for account in holdings.accounts
        if account.paused_at is None and _is_ours(account.seller_slot, account.seller_holder, holder)
    }
    chains = {
        task: min(_by_now(chain_due_at(task, every), link.facts, now) for link in task.links)
        for task in chain_tasks(holdings, _kept_alive(holdings))
        if _is_ours(task.sign_in.slot, task.sign_in.holder, holder)
    }
    later = [due for due in (*sellers.values(), *chains.values()) if due > now]
    return Plan(
        tuple(account for account, due in sellers.items() if due <= now),
        tuple(task for task, due in chains.items() if due <= now),
        min(later, default=None),
    )


def plan_for(holdings: Holdings, accounts: Iterable[Account]) -> Plan:
    """Return a look at both halves of these accounts, due or not; what is paused or has no secret is left out."""
    chosen = [account for account in accounts if account.paused_at is None]
    links = {account.link_id for account in chosen if account.link_id is not None}
    return Plan(tuple(account for account in chosen if account.seller_slot), chain_tasks(holdings, links))


def chain_tasks(holdings: Holdings, link_ids: Iterable[str]) -> tuple[ChainTask, ...]:
    """Return the chains these links stand on, each with its links among them."""
    wanted = set(link_ids)
    links: dict[str, list[LedgerLink]] = {}
    for link in holdings.links:
        if link.id in wanted:
            links.setdefault(link.sign_in_id, []).append(link)
    return tuple(
        ChainTask(sign_in, tuple(links[sign_in.id]))
        for sign_in in holdings.sign_ins
        if sign_in.id in links and sign_in.slot
    )


def seller_due_at(account: Account, every: timedelta) -> datetime:
    """Return when an account's Amazon half is due."""
    return _due_at(account.id, account.seller_facts, every)


def chain_due_at(task: ChainTask, every: timedelta) -> datetime:
    """Return when a chain is due: with the first of its links, or as soon as a refresh was left behind.

    While an answer is owed that may be the only good token, the pauses after trouble do not grow: Xero gives it again
    for half an hour only.
    """
    due = min(_due_at(link.id, link.facts, every) for link in task.links)
    sent = task.sign_in.chain.renewing_at
    if sent is None:
        return due
    asked = max((link.facts.asked_at for link in task.links if link.facts.asked_at is not None), default=_ALWAYS)
    if asked < sent:
        return min(due, sent + STOPPED_REFRESH)
    return min(due, asked + FIRST_RETRY) if asked - sent < GRACE else due


def _by_now(due: datetime, facts: HalfFacts, now: datetime) -> datetime:
    """Return when a half is due by a clock that may have been set back: what it was asked in the future counts not."""
    return now if facts.asked_at is not None and facts.asked_at > now else due


def _due_at(record: str, facts: HalfFacts, every: timedelta) -> datetime:
    asked = facts.asked_at
    if asked is None:
        return _ALWAYS
    is_troubled = facts.trouble_at == asked and facts.trouble not in LOST_REASONS
    if not is_troubled:
        return asked + every * (1 - JITTER * _share(record, asked))
    lasted = asked - (facts.trouble_since or asked)
    pause = min(max(lasted, FIRST_RETRY), LAST_RETRY)
    return asked + pause * (1 - JITTER * _share(record, asked))


def _share(record: str, asked: datetime) -> float:
    """Return a number from 0 to 1 that differs between records and days and is the same for everyone who asks."""
    return zlib.crc32(f"{record} {asked.isoformat()}".encode()) / 0xFFFFFFFF


def _is_ours(slot: str, slot_holder: str, holder: str) -> bool:
    return bool(slot) and (not slot.startswith(MEMORY) or slot_holder == holder)


def _kept_alive(holdings: Holdings) -> set[str]:
    """Return the links that an account which is not paused posts to, or that wait for an account."""
    users: dict[str, list[Account]] = {}
    for account in holdings.accounts:
        if account.link_id is not None:
            users.setdefault(account.link_id, []).append(account)
    alive = set()
    for link in holdings.links:
        using = users.get(link.id, [])
        if not using or any(account.paused_at is None for account in using):
            alive.add(link.id)
    return alive
