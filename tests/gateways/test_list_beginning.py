"""The beginning of a long list: the same accounts that the whole list shows first, with all that belongs to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmb_desktop.core.clients import by_client
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.overview import Overview, overview_of
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.secret_memory import SecretMemory
from lmb_desktop.gateways.secret_store import KeyringSecretStore
from tests.fakes.services import NOW
from tests.gateways.test_account_store import a_link, a_sign_in, an_account

SECRETS = KeyringSecretStore("0" * 32, memory=SecretMemory())
CLIENTS = ("Älpler", "birch", "Cedar", None)


@pytest.fixture
def store(tmp_path: Path) -> SqliteAccountStore:
    """Give an empty store."""
    return SqliteAccountStore(tmp_path / "accounts.sqlite3")


def shown(overview: Overview) -> list[str]:
    """Return the accounts in the order of the list."""
    return [view.account.id for group in by_client(overview.accounts) for view in group.accounts]


def beginning(store: SqliteAccountStore, rows: int) -> Overview:
    """Return what is shown first."""
    found = store.beginning(rows)
    return overview_of(found.holdings, SECRETS, NOW).only(found.ids)


@pytest.mark.parametrize("clients", [CLIENTS, (None,)])
@pytest.mark.parametrize("rows", [1, 3, 5, 11])
def test_it_is_what_the_whole_list_begins_with(store: SqliteAccountStore, clients: tuple, rows: int) -> None:
    accounts = [
        an_account(f"acc-{number}", name=f"{'zÜbA'[number % 4]} {number}", seller_id=f"A{number}", client=client)
        for number, client in enumerate(clients * (12 // len(clients)))
    ]
    store.put_imported(Holdings(tuple(accounts)))
    whole = overview_of(store.holdings(), SECRETS, NOW)
    first = beginning(store, rows)
    assert len(first.accounts) >= rows
    assert shown(whole)[: len(first.accounts)] == shown(first)


def test_a_short_list_is_read_whole(store: SqliteAccountStore) -> None:
    store.put_account(an_account())
    found = store.beginning(100)
    assert (found.is_all, found.holdings) == (True, store.holdings())


def test_an_empty_list_is_whole(store: SqliteAccountStore) -> None:
    assert store.beginning(100).is_all


def test_each_account_looks_as_it_does_in_the_whole_list(store: SqliteAccountStore) -> None:
    accounts = [
        an_account(f"acc-{number}", name=f"Shop {number}", seller_id=f"A{number}", client=f"Client {number}")
        for number in range(4)
    ]
    store.put_imported(Holdings(tuple(accounts)))
    # The first one shares its ledger with the last, which stands far below.
    store.put_ledger("acc-0", a_sign_in(), a_link())
    store.point_to_link("acc-3", "link-1")
    store.put_ledger("acc-1", a_sign_in(), a_link("link-2", organisation_id="2"))
    whole = overview_of(store.holdings(), SECRETS, NOW)
    first = beginning(store, 2)
    assert [view.account.id for view in first.accounts] == ["acc-0", "acc-1"]
    assert first.accounts == whole.accounts[:2]
    assert first.accounts[0].shared_with == ("Shop 3",)
