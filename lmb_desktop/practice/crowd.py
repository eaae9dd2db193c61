"""The crowd: as many made-up sellers and ledger logins as asked for, the same ones for the same number."""

from __future__ import annotations

import hashlib
import string
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lmb_desktop.practice.people import (
    LedgerUser,
    Participation,
    People,
    PracticeMarketplace,
    Seller,
    SellerAccount,
)

OFFICE = 10
"""Sellers that one office keeps books for: six organisations at Xero, four companies at Intuit."""
_AT_XERO = 5  # under the office's login; one more organisation has a login of its own
_LETTERS = string.digits + string.ascii_uppercase
_LESSON = "One of the crowd."
_FIRST_REALM = 9_341_460_000_000_000
_NAMES = (
    "Amber", "Birch", "Copper", "Dapple", "Elder", "Flint", "Gorse", "Hazel", "Indigo", "Juniper", "Kelp", "Larch",
    "Maple", "Nettle", "Ochre", "Pebble", "Quartz", "Russet", "Sorrel", "Tansy", "Umber", "Velvet", "Willow", "Yarrow",
)  # fmt: skip
_GOODS = (
    "Baskets", "Blankets", "Bowls", "Brushes", "Candles", "Chairs", "Clocks", "Frames", "Kettles", "Kites", "Lamps",
    "Mugs", "Notebooks", "Parcels", "Prints", "Ribbons", "Soaps", "Tools", "Toys",
)  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """Where a seller of the crowd sells, and what its ledgers say of the country."""

    region: str
    sp_api_region: str
    marketplaces: tuple[str, ...]
    country: str
    country_3: str
    currency: str
    version: str
    timezone: str


_EUROPE = _Place("europe", "EU", ("GB", "DE", "FR", "ES", "IT"), "GB", "GBR", "GBP", "UK", "GMTSTANDARDTIME")
_AMERICA = _Place("north-america", "NA", ("US", "CA", "MX"), "US", "USA", "USD", "US", "EASTERNSTANDARDTIME")
_AUSTRALIA = _Place("australia", "FE", ("AU",), "AU", "AUS", "AUD", "AU", "AUSEASTERNSTANDARDTIME")
_JAPAN = _Place("japan", "FE", ("JP",), "JP", "JPN", "JPY", "GLOBAL", "TOKYOSTANDARDTIME")
# Every eighth of the crowd sells in two regions.
_PLACES = (
    (_EUROPE,), (_AMERICA,), (_EUROPE, _AMERICA), (_AMERICA,), (_AUSTRALIA,), (_EUROPE,), (_JAPAN,), (_EUROPE,),
)  # fmt: skip


def crowd_of(number: int, marketplaces: Mapping[str, PracticeMarketplace]) -> People:
    """Make this many sellers, crowd-1 and on, and the offices that keep their books; none is shown on a page."""
    sellers = tuple(_seller(at, marketplaces) for at in range(1, number + 1))
    offices = range(1, (number + OFFICE - 1) // OFFICE + 1)
    xero, quickbooks = [], []
    for office in offices:
        own = range((office - 1) * OFFICE + 1, min(office * OFFICE, number) + 1)
        shared, alone, companies = own[:_AT_XERO], own[_AT_XERO : _AT_XERO + 1], own[_AT_XERO + 1 :]
        xero.append(_user("xero", f"crowd-office-{office}", tuple(map(_organisation, shared))))
        if alone:
            xero.append(_user("xero", f"crowd-own-{office}", tuple(map(_organisation, alone))))
        if companies:
            quickbooks.append(_user("quickbooks", f"crowd-office-{office}", tuple(map(_company, companies))))
    return People(sellers=sellers, xero=tuple(xero), quickbooks=tuple(quickbooks), marketplaces=marketplaces)


def _seller(at: int, marketplaces: Mapping[str, PracticeMarketplace]) -> Seller:
    business = _business(at)
    return Seller(
        key=f"crowd-{at}",
        email=f"owner@{business.lower().replace(' ', '-')}.example",
        name=f"Owner of {business}",
        business=business,
        lesson=_LESSON,
        is_professional=True,
        is_primary=True,
        app="ours",
        missing_roles=frozenset(),
        accounts=tuple(_account(at, place, marketplaces) for place in _places(at)),
        is_shown=False,
    )


def _account(at: int, place: _Place, marketplaces: Mapping[str, PracticeMarketplace]) -> SellerAccount:
    return SellerAccount(
        region=place.region,
        sp_api_region=place.sp_api_region,
        seller_id=_seller_id(f"{at} {place.region}"),
        store_name=_business(at),
        participations=tuple(
            Participation(marketplace=marketplaces[code], is_participating=True, has_suspended_listings=False)
            for code in place.marketplaces
        ),
    )


def _user(ledger: str, key: str, books: tuple[Mapping[str, Any], ...]) -> LedgerUser:
    return LedgerUser(
        key=key,
        id=_uuid(f"{ledger} {key}"),
        email=f"{key}@practice-{ledger}.example",
        given_name="Bookkeeper",
        family_name=key.removeprefix("crowd-").replace("-", " ").title(),
        lesson=_LESSON,
        books=books,
        is_shown=False,
    )


def _organisation(at: int) -> Mapping[str, Any]:
    place, business = _places(at)[0], _business(at)
    return {
        "id": _uuid(f"organisation {at}"),
        "name": business,
        "legal_name": f"{business} Limited",
        "country": place.country,
        "currency": place.currency,
        "version": place.version,
        "timezone": place.timezone,
        "is_demo": False,
        "class": "PREMIUM",
        "short_code": f"!{_digest(f'short code {at}')[:5]}",
    }


def _company(at: int) -> Mapping[str, Any]:
    place, business = _places(at)[0], _business(at)
    return {
        "id": str(_FIRST_REALM + at),
        "name": business,
        "legal_name": f"{business} Limited",
        "country": place.country,
        "currency": place.currency,
        "address": {"Line1": f"{at} Practice Street", "City": "Practice", "Country": place.country_3},
        "email": f"accounts@{business.lower().replace(' ', '-')}.example",
        "fiscal_year_start": "January",
    }


def _places(at: int) -> tuple[_Place, ...]:
    return _PLACES[at % len(_PLACES)]


def _business(at: int) -> str:
    """Return a name that nobody else in the crowd has."""
    round_, place = divmod(at - 1, len(_NAMES) * len(_GOODS))
    name = f"{_NAMES[place % len(_NAMES)]} {_GOODS[place // len(_NAMES)]}"
    return f"{name} {round_ + 1}" if round_ else name


def _seller_id(of: str) -> str:
    """Return a seller ID in Amazon's shape: a capital A, then twelve capitals and digits, after them a Z.

    No marketplace's ID has this length and ends so.
    """
    number = int(_digest(f"seller {of}"), 16)
    letters = ""
    for _ in range(12):
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at]
    return f"A{letters}Z"


def _uuid(of: str) -> str:
    return str(uuid.UUID(_digest(of)[:32]))


def _digest(of: str) -> str:
    return hashlib.sha256(f"LMB Desktop crowd: {of}".encode()).hexdigest()
