"""Fitting: every fact of account and organisation that may not go together, and silence where nothing was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lmb_desktop.core.account import Account, Method, SellerIdCheck
from lmb_desktop.core.catalogue import CATALOGUE
from lmb_desktop.core.fitting import (
    CURRENCY_UNUSED,
    DEMO,
    OTHER_CLIENT,
    SANDBOX,
    Books,
    Misfit,
    Receiver,
    misfits,
    new_misfits,
)
from lmb_desktop.core.health import NOT_CONNECTED, HalfFacts, HalfHealth, State
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.messages import message
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import OrganisationFacts, Provider

NOW = datetime(2026, 11, 26, tzinfo=UTC)
SHOP = Receiver("shop", "Harbour Tea UK", "Harbour Tea", ("GBP", "EUR"))
TEA = Books(Provider.XERO, "org-1", "Harbour Tea Ltd", "GBP")
OK = HalfHealth(State.OK)


def view(name: str, client: str | None, books: Books | None = TEA, *, state: State = State.OK) -> AccountView:
    """Return an account that posts to an organisation."""
    account = Account(
        id=name.lower(),
        name=name,
        region="europe",
        method=Method.SP_API,
        seller_id=f"A{name}",
        store_name=name,
        id_check=SellerIdCheck.CONFIRMED,
        participations=(),
        seller_slot="a",
        created_at=NOW,
        client=client,
        seller_facts=HalfFacts(paused_at=NOW if state is State.PAUSED else None),
    )
    if books is None:
        return AccountView(account, OK, NOT_CONNECTED)
    link = LedgerLink("link", "sign-in", books.provider, books.organisation_id, books.name)
    return AccountView(account, OK, HalfHealth(state), link)


def keys(found: tuple[Misfit, ...]) -> list[str]:
    """Return what is warned of."""
    return [misfit.key for misfit in found]


def test_what_fits_is_not_warned_of() -> None:
    assert misfits(SHOP, TEA, [view("Other", "Harbour Tea")]) == ()


@pytest.mark.parametrize(
    ("provider", "key", "words"),
    [
        (Provider.XERO, DEMO, "“Harbour Tea Ltd” is a demo company. Its data is wiped regularly."),
        (Provider.QUICKBOOKS, SANDBOX, "“Harbour Tea Ltd” is a sandbox company of QuickBooks. It holds no real data."),
    ],
)
def test_a_company_for_testing_must_be_answered_for(provider: Provider, key: str, words: str) -> None:
    (found,) = misfits(SHOP, replace(TEA, provider=provider, is_demo=True), [])
    assert (found.key, found.needs_answer) == (key, True)
    said = message(found.key, found.facts)
    assert (said.id, said.kind) == ("L-07", "attention")
    assert said.sentence == f"{words} Continue only for testing?"


def test_another_client_is_named_with_its_accounts() -> None:
    known = [view("Kestrel AU", "Kestrel"), view("Kestrel JP", "Kestrel"), view("Fern EU", "Fern"), view("Lone", None)]
    (found,) = misfits(SHOP, TEA, known)
    assert (found.key, found.needs_answer) == (OTHER_CLIENT, True)
    assert message(found.key, found.facts).text == (
        "It belongs to Kestrel: Kestrel AU, Kestrel JP; Fern: Fern EU. The settlements of Harbour Tea UK would go to "
        "the same organisation."
    )


@pytest.mark.parametrize(
    "other",
    [
        view("Same", "harbour  TEA "),
        view("Nobody’s", None),
        view("Elsewhere", "Kestrel", replace(TEA, organisation_id="org-2")),
        view("Other books", "Kestrel", replace(TEA, provider=Provider.QUICKBOOKS)),
        view("Unfinished", "Kestrel", None),
        view("Shop", "Before it was moved"),
    ],
    ids=lambda other: other.account.name,
)
def test_only_another_client_with_the_same_organisation_counts(other: AccountView) -> None:
    assert misfits(SHOP, TEA, [other]) == ()


@pytest.mark.parametrize("state", [State.PAUSED, State.REAUTHORISE, State.NOT_FINISHED, State.LOCKED])
def test_the_state_of_the_other_account_does_not_matter(state: State) -> None:
    assert keys(misfits(SHOP, TEA, [view("Kestrel AU", "Kestrel", state=state)])) == [OTHER_CLIENT]


def test_an_account_of_no_client_is_told_whose_the_organisation_is() -> None:
    assert keys(misfits(replace(SHOP, client=""), TEA, [view("Kestrel AU", "Kestrel")])) == [OTHER_CLIENT]


def test_ids_are_compared_without_case() -> None:
    known = [view("Kestrel AU", "Kestrel", replace(TEA, organisation_id="ORG-1"))]
    assert keys(misfits(SHOP, TEA, known)) == [OTHER_CLIENT]


def test_a_base_currency_of_no_marketplace_is_said_with_both_sides() -> None:
    (found,) = misfits(SHOP, replace(TEA, base_currency="AUD"), [])
    assert (found.key, found.needs_answer) == (CURRENCY_UNUSED, False)
    said = message(found.key, found.facts)
    assert said.title == "Harbour Tea Ltd keeps its books in AUD"
    assert "settles in AUD; it settles in GBP, EUR." in said.text


@pytest.mark.parametrize(
    ("base", "settled_in"),
    [("GBP", ("GBP",)), ("EUR", ("GBP", "EUR")), ("", ("GBP",)), ("AUD", ())],
    ids=["the same", "one of several", "the ledger does not say", "the marketplaces are not known"],
)
def test_a_currency_that_is_used_or_not_known_is_not_warned_of(base: str, settled_in: tuple[str, ...]) -> None:
    assert misfits(replace(SHOP, currencies=settled_in), replace(TEA, base_currency=base), []) == ()


def test_the_weightiest_comes_first() -> None:
    books = replace(TEA, is_demo=True, base_currency="AUD")
    assert keys(misfits(SHOP, books, [view("Kestrel AU", "Kestrel")])) == [DEMO, OTHER_CLIENT, CURRENCY_UNUSED]


def test_signing_in_again_warns_of_what_is_new_only() -> None:
    known = [view("Kestrel AU", "Kestrel")]
    before = replace(TEA, base_currency="AUD")
    assert new_misfits(SHOP, replace(before, name="Another name by now"), known, before=before) == ()
    assert keys(new_misfits(SHOP, replace(before, is_demo=True), known, before=before)) == [DEMO]
    assert keys(new_misfits(SHOP, replace(before, base_currency="USD"), known, before=before)) == [CURRENCY_UNUSED]


def test_books_are_the_same_from_a_read_and_from_a_connection() -> None:
    facts = OrganisationFacts("org-1", "Harbour Tea Ltd", "", "GB", "GBP", is_demo=True, read_at=NOW)
    link = LedgerLink("l", "s", Provider.XERO, "org-1", "Harbour Tea Ltd", base_currency="GBP", is_demo=True)
    assert Books.read(Provider.XERO, facts) == Books.of(link) == replace(TEA, is_demo=True)


@pytest.mark.parametrize("key", [DEMO, SANDBOX, OTHER_CLIENT, CURRENCY_UNUSED])
def test_no_place_of_a_warning_stays_unfilled(key: str) -> None:
    books = replace(TEA, is_demo=True, base_currency="AUD")
    known = [view("Kestrel AU", "Kestrel")]
    for provider in Provider:
        found = misfits(
            SHOP, replace(books, provider=provider), [*known, view("QB", "Kestrel", replace(books, provider=provider))]
        )
        for misfit in found:
            assert "…" not in message(misfit.key, misfit.facts).sentence
    assert CATALOGUE[key].kind == "attention"
