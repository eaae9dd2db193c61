"""Where a seller sells, compared with the region that was chosen. The same for SP-API and MWS; asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lmb_desktop.core.account import Participation
from lmb_desktop.core.errors import WrongRegion
from lmb_desktop.core.marketplaces import MarketplaceBook, Region


@dataclass(frozen=True)
class Listing:
    """One marketplace as Amazon named it, known to us or not."""

    marketplace_id: str
    currency: str = ""
    store_name: str = ""
    is_participating: bool = True
    has_suspended_listings: bool = False


def sold_in(listings: Iterable[Listing], book: MarketplaceBook, region: Region) -> tuple[Participation, ...]:
    """Return the storefronts we know, the region's own first.

    Amazon also lists what is no storefront (multi-channel fulfilment, internal entries): those have ids of their own.
    """
    found = {}
    for listing in listings:
        marketplace = book.marketplace(listing.marketplace_id)
        if marketplace is not None:
            found[marketplace.id] = Participation(
                marketplace_id=marketplace.id,
                country=marketplace.country,
                country_code=marketplace.country_code,
                currency=listing.currency or marketplace.currency,
                is_participating=listing.is_participating,
                has_suspended_listings=listing.has_suspended_listings,
            )
    order = [marketplace.id for marketplace in (*region.all_marketplaces, *book.marketplaces)]
    return tuple(sorted(found.values(), key=lambda entry: order.index(entry.marketplace_id)))


def takes_part_in(participations: Sequence[Participation], region: Region) -> bool:
    """Tell whether the seller takes part in a marketplace of the region."""
    return any(entry.is_participating and entry.marketplace_id in region.marketplace_ids for entry in participations)


def raise_if_elsewhere(participations: Sequence[Participation], book: MarketplaceBook, region: Region) -> None:
    """Raise WrongRegion, naming the region where the seller takes part, when it is not the chosen one."""
    for entry in participations:
        found = book.region_of(entry.marketplace_id) if entry.is_participating else None
        if found is not None and found.slug != region.slug:
            raise WrongRegion(found=found.name, found_slug=found.slug, chosen=region.name)
