"""The facts of both halves as the done page lists them; dates and limits come from what was saved."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.countries import country_name
from lmb_desktop.widgets.facts_panel import Fact
from lmb_desktop.widgets.moments import day
from lmb_desktop.widgets.name_list import names_fact


def amazon_facts(view: AccountView, book: MarketplaceBook, speaker: QObject) -> list[Fact]:
    """Return store, Seller ID, region, marketplaces and end of the Amazon half."""
    account = view.account
    end = view.seller.ends_at
    ends = speaker.tr("no end date") if end is None else speaker.tr("{date}, renewable before").format(date=day(end))
    return [
        Fact(speaker.tr("Store"), account.store_name),
        Fact(speaker.tr("Seller ID"), account.seller_id, fixed=True),
        Fact(speaker.tr("Region"), book.region(account.region).name),
        Fact(speaker.tr("Sells in"), ", ".join(entry.country for entry in account.selling_in)),
        Fact(speaker.tr("Ends"), ends),
    ]


def ledger_facts(view: AccountView, speaker: QObject) -> list[Fact]:
    """Return organisation, country, currency, sharing, person and end of the ledger half."""
    link, sign_in = view.link, view.sign_in
    if link is None or sign_in is None:
        return [Fact(speaker.tr("Organisation"), speaker.tr("not connected yet"))]
    is_company = link.provider is Provider.QUICKBOOKS
    kind = speaker.tr("Sandbox company") if is_company else speaker.tr("Demo company")
    rows = [
        Fact(speaker.tr("Company") if is_company else speaker.tr("Organisation"), link.organisation_name),
        Fact(speaker.tr("Kind"), kind if link.is_demo else ""),
        Fact(speaker.tr("Country"), country_name(link.country)),
        Fact(speaker.tr("Currency"), link.base_currency),
        names_fact(speaker.tr("Shared with"), view.shared_with or (speaker.tr("no other account"),)),
        Fact(speaker.tr("Authorised by"), sign_in.authorised_by),
        Fact(speaker.tr("Ends"), _ledger_end(view, speaker)),
    ]
    return [row for row in rows if row.value]


def _ledger_end(view: AccountView, speaker: QObject) -> str:
    chain = view.sign_in.chain if view.sign_in is not None else None
    if chain is None or chain.idle_ends_at is None or chain.renewed_at is None:
        return speaker.tr("when you disconnect")
    idle = round((chain.idle_ends_at - chain.renewed_at) / timedelta(days=1))
    if chain.hard_ends_at is None:
        return speaker.tr("after {n} days without use").format(n=idle)
    text = speaker.tr("after {n} days without use, at the latest {date}")
    return text.format(n=idle, date=day(chain.hard_ends_at))
