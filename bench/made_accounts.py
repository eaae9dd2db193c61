"""Made accounts: fills a real store with clients of a few accounts each, and ledger connections that they share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.made_keyring import MADE_SELLER, MADE_SIGN_IN
from lmb_desktop.core.account import Account, Method, Participation, SellerIdCheck
from lmb_desktop.core.health import ChainFacts, HalfFacts
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import Provider, SignIn
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.folders import Folders

PER_CLIENT = 5
"""Accounts of one client; they share one ledger connection."""
PER_CONSENT = 10
"""Xero organisations that one person's consent reaches; at QuickBooks a consent is one company."""
REGIONS: Sequence[tuple[str, tuple[Participation, ...]]] = (
    (
        "europe",
        (
            Participation("A1F83G8C2ARO7P", "United Kingdom", "GB", "GBP"),
            Participation("A1PA6795UKMFR9", "Germany", "DE", "EUR"),
        ),
    ),
    ("north-america", (Participation("ATVPDKIKX0DER", "United States", "US", "USD"),)),
    ("australia", (Participation("A39IBJ37TRP1C6", "Australia", "AU", "AUD"),)),
)


def made_store(data: Path, count: int, *, checked_at: datetime | None = None) -> SqliteAccountStore:
    """Fill a data folder with so many accounts, last checked just now or when told."""
    folders = Folders(data)
    folders.make()
    store = SqliteAccountStore(folders.store)
    store.put_imported(made_holdings(count, checked_at or datetime.now(UTC)))
    return store


def made_holdings(count: int, checked_at: datetime) -> Holdings:
    """Return so many accounts; every other client keeps its books with Xero, the rest with QuickBooks."""
    links = [_link(client, checked_at) for client in range((count + PER_CLIENT - 1) // PER_CLIENT)]
    sign_ins = {link.sign_in_id: _sign_in(link, checked_at) for link in links}
    accounts = [_account(number, links[number // PER_CLIENT], checked_at) for number in range(count)]
    return Holdings(tuple(accounts), tuple(sign_ins.values()), tuple(links))


def _account(number: int, link: LedgerLink, checked_at: datetime) -> Account:
    region, participations = REGIONS[number % len(REGIONS)]
    return Account(
        id=f"{MADE_SELLER}{number}",
        name=f"{_business(number // PER_CLIENT)} {number % PER_CLIENT + 1}",
        region=region,
        method=Method.SP_API,
        seller_id=f"A{number:012d}M",
        store_name=_business(number // PER_CLIENT),
        id_check=SellerIdCheck.CONFIRMED,
        participations=participations,
        seller_slot="a",
        created_at=checked_at - timedelta(days=30),
        client=_business(number // PER_CLIENT),
        link_id=link.id,
        seller_facts=_facts(checked_at),
    )


def _link(client: int, checked_at: datetime) -> LedgerLink:
    provider = Provider.QUICKBOOKS if client % 2 else Provider.XERO
    sign_in = client if provider is Provider.QUICKBOOKS else client // (2 * PER_CONSENT)
    return LedgerLink(
        id=f"made-link-{client}",
        sign_in_id=f"{MADE_SIGN_IN}{provider.value}-{sign_in}",
        provider=provider,
        organisation_id=str(9_130_000_000 + client),
        organisation_name=f"{_business(client)} Ltd",
        country="GB",
        base_currency="GBP",
        facts=_facts(checked_at),
    )


def _sign_in(link: LedgerLink, checked_at: datetime) -> SignIn:
    chain = ChainFacts(
        consented_at=checked_at - timedelta(days=30),
        renewed_at=checked_at,
        idle_ends_at=checked_at + timedelta(days=60),
    )
    return SignIn(
        id=link.sign_in_id,
        provider=link.provider,
        environment="sandbox" if link.provider is Provider.QUICKBOOKS else "production",
        user_id=f"person of {link.sign_in_id}",
        authorised_by="Practice bookkeeper",
        slot="a",
        chain=chain,
    )


def _facts(checked_at: datetime) -> HalfFacts:
    return HalfFacts(consented_at=checked_at - timedelta(days=30), last_ok=checked_at)


def _business(client: int) -> str:
    return f"Practice business {client + 1:04d}"
