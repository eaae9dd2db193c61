"""Accounts of several clients saved in a data folder, as an earlier run of the program left them; without secrets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lmb_desktop.core.account import Account, Method, Participation, SellerIdCheck
from lmb_desktop.core.health import ChainFacts, HalfFacts
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import Provider, SignIn
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.folders import default_folders

SHOPS = {
    "Blue Door Books": "Blue Door",
    "Fern & Slate": "Fern & Slate",
    "Harbour Tea Ltd": "Harbour Tea",
    "Kestrel Candles": "Kestrel",
    "Orchard Lane Toys": "Orchard Lane",
}
CLIENTS = tuple(SHOPS)
COUNTRIES = ("UK", "DE", "FR", "ES")
GB = Participation("A1F83G8C2ARO7P", "United Kingdom", "GB", "GBP")


def save_shops(data_folder: Path, count: int) -> list[str]:
    """Save this many accounts, connected just now but for the first of Fern & Slate; returns their names."""
    folders = default_folders(data_folder)
    folders.make()
    store = SqliteAccountStore(folders.store)
    now = datetime.now(UTC).replace(microsecond=0)
    names = []
    for number in range(count):
        client = CLIENTS[number % len(CLIENTS)]
        name = f"{SHOPS[client]} {COUNTRIES[number // len(CLIENTS) % len(COUNTRIES)]}"
        name += f" {number}" if number >= len(CLIENTS) * len(COUNTRIES) else ""
        _save(store, f"account-{number}", name, client=client, now=now)
        names.append(name)
    return names


def _save(store: SqliteAccountStore, account_id: str, name: str, *, client: str, now: datetime) -> None:
    store.put_account(
        Account(
            id=account_id,
            name=name,
            region="europe",
            method=Method.SP_API,
            seller_id=f"A{account_id.upper().replace('-', '')}",
            store_name=name,
            id_check=SellerIdCheck.CONFIRMED,
            participations=(GB,),
            seller_slot="a",
            created_at=now - timedelta(days=90),
            client=client,
            seller_facts=HalfFacts(consented_at=now - timedelta(days=90), last_ok=now),
        )
    )
    facts = HalfFacts(consented_at=now - timedelta(days=90), last_ok=now)
    if account_id == "account-1":
        facts = replace(facts, refused_at=now, refusal="withdrawn")
    chain = ChainFacts(consented_at=now - timedelta(days=90), renewed_at=now, idle_ends_at=now + timedelta(days=60))
    sign_in = SignIn(f"of-{account_id}", Provider.XERO, "", f"user-{account_id}", "Anna Fern", "a", chain=chain)
    link = LedgerLink(f"link-{account_id}", sign_in.id, Provider.XERO, f"org-{account_id}", client, facts=facts)
    store.put_ledger(account_id, sign_in, link)
