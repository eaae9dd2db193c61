"""Everybody there is: sellers and the logins of both practice ledgers, from people.json and the crowd."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class PracticeMarketplace:
    """One marketplace as the Sellers API describes it."""

    id: str
    name: str
    country_code: str
    currency: str
    language: str
    domain_name: str


@dataclass(frozen=True)
class Participation:
    """How a seller takes part in one marketplace."""

    marketplace: PracticeMarketplace
    is_participating: bool
    has_suspended_listings: bool


@dataclass(frozen=True)
class SellerAccount:
    """One seller account: one region, one seller ID."""

    region: str
    sp_api_region: str
    seller_id: str
    store_name: str
    participations: tuple[Participation, ...]

    @property
    def marketplace_ids(self) -> frozenset[str]:
        """Return the ids of every marketplace the account is listed in."""
        return frozenset(one.marketplace.id for one in self.participations)


@dataclass(frozen=True)
class Seller:
    """One person who can sign in to the practice Seller Central."""

    key: str
    email: str
    name: str
    business: str
    lesson: str
    is_professional: bool
    is_primary: bool
    app: str
    missing_roles: frozenset[str]
    accounts: tuple[SellerAccount, ...]
    is_shown: bool = True

    def account(self, region: str) -> SellerAccount | None:
        """Return the seller's account in this region, or None."""
        return next((one for one in self.accounts if one.region == region), None)


@dataclass(frozen=True)
class LedgerUser:
    """One login of a practice ledger, with the organisations or companies it may connect."""

    key: str
    id: str
    email: str
    given_name: str
    family_name: str
    lesson: str
    books: tuple[Mapping[str, Any], ...]
    is_shown: bool = True

    def book(self, book_id: str) -> Mapping[str, Any] | None:
        """Return the organisation or company with this id, or None."""
        return next((book for book in self.books if book["id"] == book_id), None)


@dataclass(frozen=True)
class People:
    """Everybody there is; who is not shown can sign in too, but stands on no page."""

    sellers: tuple[Seller, ...]
    xero: tuple[LedgerUser, ...]
    quickbooks: tuple[LedgerUser, ...]
    marketplaces: Mapping[str, PracticeMarketplace]

    def seller(self, key: str) -> Seller | None:
        """Return the seller with this key, or None."""
        return self._sellers_by_key.get(key)

    def owner_of(self, seller_id: str) -> tuple[Seller, SellerAccount] | None:
        """Return who owns a seller ID: the primary user and the account, or None."""
        return self._owners.get(seller_id)

    def ledger_user(self, user_id: str) -> LedgerUser | None:
        """Return the user of either ledger with this id, or None."""
        return self._users.get(user_id)

    def joined_by(self, others: People) -> People:
        """Return these people and others."""
        return replace(
            self,
            sellers=self.sellers + others.sellers,
            xero=self.xero + others.xero,
            quickbooks=self.quickbooks + others.quickbooks,
        )

    @cached_property
    def _sellers_by_key(self) -> Mapping[str, Seller]:
        return {one.key: one for one in self.sellers}

    @cached_property
    def _owners(self) -> Mapping[str, tuple[Seller, SellerAccount]]:
        return {account.seller_id: (one, account) for one in self.sellers if one.is_primary for account in one.accounts}

    @cached_property
    def _users(self) -> Mapping[str, LedgerUser]:
        return {one.id: one for one in (*self.xero, *self.quickbooks)}


def load_people() -> People:
    """Read people.json, which lies beside this module."""
    raw = json.loads((Path(__file__).parent / "people.json").read_text(encoding="utf-8"))
    markets = {code: _marketplace(entry) for code, entry in raw["marketplaces"].items()}
    return People(
        sellers=tuple(_seller(entry, markets) for entry in raw["sellers"]),
        xero=tuple(_ledger_user(entry) for entry in raw["xero"]),
        quickbooks=tuple(_ledger_user(entry) for entry in raw["quickbooks"]),
        marketplaces=markets,
    )


def _marketplace(entry: Mapping[str, str]) -> PracticeMarketplace:
    return PracticeMarketplace(
        id=entry["id"],
        name=entry["name"],
        country_code=entry["country"],
        currency=entry["currency"],
        language=entry["language"],
        domain_name=entry["domain"],
    )


def _seller(entry: Mapping[str, Any], markets: Mapping[str, PracticeMarketplace]) -> Seller:
    return Seller(
        key=entry["key"],
        email=entry["email"],
        name=entry["name"],
        business=entry["business"],
        lesson=entry["lesson"],
        is_professional=entry.get("plan", "professional") == "professional",
        is_primary=entry.get("primary", True),
        app=entry.get("app", "ours"),
        missing_roles=frozenset(entry.get("missing_roles", ())),
        accounts=tuple(_account(one, entry["business"], markets) for one in entry["accounts"]),
        is_shown=entry.get("shown", True),
    )


def _account(entry: Mapping[str, Any], business: str, markets: Mapping[str, PracticeMarketplace]) -> SellerAccount:
    return SellerAccount(
        region=entry["region"],
        sp_api_region=entry["sp_api_region"],
        seller_id=entry["seller_id"],
        store_name=entry.get("store", business),
        participations=tuple(
            Participation(
                marketplace=markets[code],
                is_participating=code not in entry.get("not_participating", ()),
                has_suspended_listings=code in entry.get("suspended", ()),
            )
            for code in entry["marketplaces"]
        ),
    )


def _ledger_user(entry: Mapping[str, Any]) -> LedgerUser:
    return LedgerUser(
        key=entry["key"],
        id=entry["id"],
        email=entry["email"],
        given_name=entry["given_name"],
        family_name=entry["family_name"],
        lesson=entry["lesson"],
        books=tuple(entry["books"]),
    )
