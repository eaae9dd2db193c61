"""Who plays: accounts of the crowd, each with its seller, its ledger login and the computer it is kept on."""

from __future__ import annotations

from dataclasses import dataclass

from lmb_desktop.core.account import Method
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.practice.crowd import crowd_of
from lmb_desktop.practice.people import load_people

OFFICE, LAPTOP, ATTIC = "office", "laptop", "attic"
MACHINES = (OFFICE, LAPTOP, ATTIC)
"""The office computer always runs; the laptop is off for a fifth of the time, the one in the attic for a third."""


@dataclass(frozen=True)
class Books:
    """The organisation or company an account posts to, and the login that may connect it."""

    provider: Provider
    user: str
    user_id: str
    organisation: str
    organisation_id: str


@dataclass(frozen=True)
class Part:
    """One account: a seller in a region, and the books of the seller's business."""

    account_id: str
    name: str
    seller: str
    region: str
    method: Method
    is_public: bool
    machine: str
    books: Books


def cast_of(accounts: int) -> list[Part]:
    """Return this many accounts, the same for the same number."""
    marketplaces = load_people().marketplaces
    crowd = crowd_of(accounts, marketplaces)
    books = {
        book["name"]: Books(provider, user.key, user.id, book["name"], book["id"])
        for provider, users in ((Provider.XERO, crowd.xero), (Provider.QUICKBOOKS, crowd.quickbooks))
        for user in users
        for book in user.books
    }
    machines = {name: _machine(one, at) for at, (name, one) in enumerate(books.items())}
    parts = [
        Part(
            account_id=f"{seller.key}-{account.region}",
            name=f"{seller.business} {account.region}",
            seller=seller.key,
            region=account.region,
            method=Method.MWS if at % 4 == 0 else Method.SP_API,
            is_public=at % 7 == 3,
            machine=machines[seller.business],
            books=books[seller.business],
        )
        for at, seller in enumerate(crowd.sellers)
        for account in seller.accounts
    ]
    return parts[:accounts]


def _machine(books: Books, at: int) -> str:
    """Keep one login's books on one computer: two computers that share a chain would knock each other out."""
    elsewhere = LAPTOP if at % 2 else ATTIC
    if books.provider is Provider.XERO:
        return elsewhere if books.user.startswith("crowd-own") else OFFICE
    return elsewhere if int(books.organisation_id) % 4 == 0 else OFFICE
