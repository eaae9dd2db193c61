"""Fitting: does an organisation fit the account that is to post to it? Facts in, warnings out; asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lmb_desktop.core.account import folded
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import OrganisationFacts, Provider


@dataclass(frozen=True)
class Receiver:
    """The account that is to post: its name and client, and the currencies in which Amazon settles with it."""

    account_id: str
    name: str
    client: str = ""
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Books:
    """What an organisation said of itself in a live read, now or when it was connected."""

    provider: Provider
    organisation_id: str
    name: str
    base_currency: str = ""
    is_demo: bool = False

    @classmethod
    def read(cls, provider: Provider, facts: OrganisationFacts) -> Books:
        """Return what was read just now."""
        return cls(provider, facts.id, facts.name, facts.base_currency, facts.is_demo)

    @classmethod
    def of(cls, link: LedgerLink) -> Books:
        """Return what is kept of a connection."""
        return cls(link.provider, link.organisation_id, link.organisation_name, link.base_currency, link.is_demo)


@dataclass(frozen=True)
class Misfit:
    """One warning: the key of its message, the facts for it, and whether going on needs a deliberate answer."""

    key: str
    facts: Mapping[str, str]
    needs_answer: bool = False


DEMO, SANDBOX = "demo-company", "sandbox-company"
OTHER_CLIENT, CURRENCY_UNUSED = "organisation-of-other-client", "base-currency-unused"


def misfits(receiver: Receiver, books: Books, known: Iterable[AccountView]) -> tuple[Misfit, ...]:
    """Return what does not fit, the weightiest first; nothing is said of what the provider did not tell."""
    found = (_testing(books), _other_client(receiver, books, known), _currency(receiver, books))
    return tuple(misfit for misfit in found if misfit is not None)


def new_misfits(receiver: Receiver, books: Books, known: Iterable[AccountView], *, before: Books) -> tuple[Misfit, ...]:
    """Return what did not stand in the way when the organisation was connected, as where it is signed in to again."""
    views = tuple(known)
    old = misfits(receiver, replace(before, name=books.name), views)
    return tuple(misfit for misfit in misfits(receiver, books, views) if misfit not in old)


def _testing(books: Books) -> Misfit | None:
    if not books.is_demo:
        return None
    # Xero has demo companies; what Intuit has for testing are the companies of its sandbox.
    key = DEMO if books.provider is Provider.XERO else SANDBOX
    return Misfit(key, {"name": books.name, "service": books.provider.label}, needs_answer=True)


def _other_client(receiver: Receiver, books: Books, known: Iterable[AccountView]) -> Misfit | None:
    owners: dict[str, list[str]] = {}
    for view in known:
        client = view.account.client
        if client and folded(client) != folded(receiver.client) and _posts_to(view, receiver, books):
            owners.setdefault(client, []).append(view.account.name)
    if not owners:
        return None
    named = "; ".join(f"{client}: {', '.join(names)}" for client, names in owners.items())
    facts = {"organisation": books.name, "owners": named, "account": receiver.name}
    return Misfit(OTHER_CLIENT, facts, needs_answer=True)


def _posts_to(view: AccountView, receiver: Receiver, books: Books) -> bool:
    link = view.link
    if link is None or view.account.id == receiver.account_id or link.provider is not books.provider:
        return False
    return link.organisation_id.lower() == books.organisation_id.lower()


def _currency(receiver: Receiver, books: Books) -> Misfit | None:
    if not books.base_currency or not receiver.currencies or books.base_currency in receiver.currencies:
        return None
    facts = {
        "organisation": books.name,
        "base": books.base_currency,
        "currencies": ", ".join(receiver.currencies),
        "service": books.provider.label,
    }
    return Misfit(CURRENCY_UNUSED, facts)
