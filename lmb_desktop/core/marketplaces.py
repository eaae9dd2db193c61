"""Regions, marketplaces and their addresses, looked up from data and never typed into pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Marketplace:
    """One Amazon country site."""

    id: str
    country_code: str
    country: str
    domain: str
    currency: str
    sp_api_region: str
    mws_host: str | None


@dataclass(frozen=True)
class Region:
    """What the person chooses on page 1: one sign-in, all its marketplaces."""

    slug: str
    name: str
    short_name: str
    is_small_card: bool
    seller_central_host: str
    sp_api_region: str
    sp_api_host: str
    mws_host: str | None
    marketplaces: tuple[Marketplace, ...]
    later_marketplaces: tuple[Marketplace, ...] = ()

    @property
    def all_marketplaces(self) -> tuple[Marketplace, ...]:
        """Return the original marketplaces, then the ones that came later."""
        return self.marketplaces + self.later_marketplaces

    @property
    def marketplace_ids(self) -> frozenset[str]:
        """Return the ids of every marketplace of the region."""
        return frozenset(marketplace.id for marketplace in self.all_marketplaces)


class MarketplaceBook:
    """Look regions and marketplaces up; built once from the data file."""

    def __init__(self, regions: Sequence[Region], marketplaces: Sequence[Marketplace]) -> None:
        self.regions = tuple(regions)
        self.marketplaces = tuple(marketplaces)
        self._by_slug = {region.slug: region for region in regions}
        self._by_id = {marketplace.id: marketplace for marketplace in marketplaces}

    @classmethod
    def from_records(cls, records: Mapping[str, Any]) -> MarketplaceBook:
        """Build the book from the parsed data file; raises KeyError when the file lacks a part."""
        marketplaces = {entry["country_code"]: _marketplace(entry) for entry in records["marketplaces"]}
        regions = [_region(entry, marketplaces) for entry in records["regions"]]
        return cls(regions, list(marketplaces.values()))

    def region(self, slug: str) -> Region:
        """Return the region with this slug; raises KeyError when there is none."""
        return self._by_slug[slug]

    def marketplace(self, marketplace_id: str) -> Marketplace | None:
        """Return the marketplace with this id, or None when Amazon has added one we do not know."""
        return self._by_id.get(marketplace_id)

    def region_of(self, marketplace_id: str) -> Region | None:
        """Return the region that covers a marketplace, or None."""
        return next(
            (region for region in self.regions if marketplace_id in region.marketplace_ids),
            None,
        )


def _marketplace(entry: Mapping[str, Any]) -> Marketplace:
    return Marketplace(
        id=entry["marketplace_id"],
        country_code=entry["country_code"],
        country=entry["country"],
        domain=entry["domain"],
        currency=entry["currency"],
        sp_api_region=entry["region"],
        mws_host=entry["mws_host"],
    )


def _region(entry: Mapping[str, Any], marketplaces: Mapping[str, Marketplace]) -> Region:
    return Region(
        slug=entry["slug"],
        name=entry["name"],
        short_name=entry["short_name"],
        is_small_card=entry["card"] == "small",
        seller_central_host=entry["seller_central_host"],
        sp_api_region=entry["sp_api_region"],
        sp_api_host=entry["sp_api_host"],
        mws_host=entry["mws_host"],
        marketplaces=tuple(marketplaces[code] for code in entry["marketplaces"]),
        later_marketplaces=tuple(marketplaces[code] for code in entry.get("later_marketplaces", ())),
    )
