"""The list: what its cells say, in which order, and what it tells a screen reader."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from lmb_desktop.core.clients import by_client
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.shell.account_list_model import ROWS_AT_ONCE, AccountListModel
from lmb_desktop.shell.account_order import Column, Order, needing_you, ordered, searchable
from lmb_desktop.shell.state_words import ends_in_text
from tests.fakes.shown_accounts import (
    clients_of_a_practice,
    of_client,
    one_account,
    overview,
    saved_account,
    saved_ledger,
    twelve_accounts,
)
from tests.fakes.window_ports import NOW, marketplace_book

BOOK = marketplace_book()


@pytest.fixture
def model(qapp: QApplication) -> AccountListModel:
    """Give a model with twelve accounts, watched for mistakes against Qt's rules."""
    model = AccountListModel(BOOK)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    show(model, twelve_accounts())
    return model


def show(model: AccountListModel, known: Overview) -> bool:
    """Show an overview; returns whether the rows were made anew."""
    is_flat = all(view.account.client is None for view in known.accounts)
    return model.show(by_client(known.accounts), is_flat=is_flat)


def cell(model: AccountListModel, name: str, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    """Return what a cell of the account's row says."""
    return model.index_of(name.lower().replace(" ", "-")).siblingAtColumn(column).data(role)


def client_cell(model: AccountListModel, client: str | None, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    """Return what a client's row says."""
    return model.index_of_client(client).data(role)


def rows_below(model: AccountListModel, parent: QModelIndex) -> list[str]:
    """Return the first cells of the rows below one."""
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def names(views: list[AccountView]) -> list[str]:
    """Return the names in order."""
    return [view.account.name for view in views]


def test_a_connected_account_says_so_in_both_halves(model: AccountListModel) -> None:
    texts = [cell(model, "Blue Door UK", column) for column in Column]
    assert texts == ["Blue Door UK", "Europe", "Connected", "Connected", "Blue Door Books Ltd (Xero)", "58 days"]


def test_an_account_without_a_ledger_is_not_finished(model: AccountListModel) -> None:
    texts = [cell(model, "Kestrel AU", column) for column in Column]
    assert texts == ["Kestrel AU", "Australia", "Connected", "Not finished", "not connected yet", "–"]


def test_each_provider_has_its_own_word_for_signing_in_again(model: AccountListModel) -> None:
    assert cell(model, "Fern & Slate EU", Column.LEDGER) == "Sign in again"
    refused = saved_account("Harbour Tea UK", refused_at=NOW, refusal="withdrawn")
    show(model, overview(refused))
    assert cell(model, "Harbour Tea UK", Column.AMAZON) == "Re-authorise"


def test_accounts_stand_below_their_clients_and_those_without_one_last(model: AccountListModel) -> None:
    known = clients_of_a_practice()
    loose = replace(known.accounts[0], account=of_client(None, replace(known.accounts[0].account, id="loose")))
    show(model, replace(known, accounts=(*known.accounts, loose)))
    clients = rows_below(model, QModelIndex())
    assert clients[:3] == ["Blue Door Books", "Fern & Slate", "Harbour Tea Ltd"]
    assert clients[-1] == "No client"
    assert rows_below(model, model.index(2, 0)) == ["Harbour Tea JP", "Harbour Tea UK", "Harbour Tea US"]


def test_where_nobody_has_a_client_there_is_no_second_level(model: AccountListModel) -> None:
    assert model.rowCount() == 12
    assert not model.hasChildren(model.index(0, 0))


def test_a_client_is_read_aloud_with_its_counts(model: AccountListModel) -> None:
    show(model, clients_of_a_practice())
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert client_cell(model, "Harbour Tea Ltd", spoken) == "Harbour Tea Ltd, 3 accounts"
    assert client_cell(model, "Northlight Cycles", spoken) == "Northlight Cycles, 2 accounts, 1 needs you"


def test_a_screen_reader_hears_the_heading_and_the_state(model: AccountListModel) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert cell(model, "Fern & Slate EU", Column.LEDGER, spoken) == "Ledger: sign in again"
    assert cell(model, "Kestrel AU", Column.ENDS_IN, spoken) == "Ends in: not connected yet"
    assert cell(model, "Kestrel AU", Column.ACCOUNT, spoken) == "Kestrel AU"


def test_the_tooltip_tells_both_ends_in_full(model: AccountListModel) -> None:
    tip = cell(model, "Harbour Tea UK", Column.ENDS_IN, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Amazon: no end date. Xero: ends on 23 January 2027 if not used."


@pytest.mark.parametrize(("days", "text"), [(60, "60 days"), (1, "1 day"), (0, "today")])
def test_the_days_left_are_counted_in_words(days: int, text: str) -> None:
    ledgers = (saved_ledger("tea", "Harbour Tea Ltd", days_left=days),)
    view = overview(saved_account("Harbour Tea UK", link="tea"), ledgers=ledgers).accounts[0]
    assert ends_in_text(view) == text


@pytest.mark.parametrize(("refusal", "text"), [("app-refused", "60 days"), ("withdrawn", "ended")])
def test_what_the_user_gave_has_not_ended_where_the_app_was_refused(refusal: str, text: str) -> None:
    refused = saved_account("Harbour Tea UK", link="tea", refused_at=NOW, refusal=refusal)
    view = overview(refused, ledgers=(saved_ledger("tea", "Harbour Tea Ltd", days_left=60),)).accounts[0]
    assert ends_in_text(view) == text


def test_without_any_end_it_says_so() -> None:
    sign_in, link = saved_ledger("tea", "Harbour Tea Ltd")
    endless = replace(sign_in, chain=replace(sign_in.chain, idle_ends_at=None))
    view = overview(saved_account("Harbour Tea UK", link="tea"), ledgers=((endless, link),)).accounts[0]
    assert ends_in_text(view) == "no end"


def test_the_earlier_end_of_both_halves_counts() -> None:
    soon = saved_account("Harbour Tea UK", link="tea", ends_at=NOW + timedelta(days=9, hours=1))
    view = overview(soon, ledgers=(saved_ledger("tea", "Harbour Tea Ltd"),)).accounts[0]
    assert ends_in_text(view) == "9 days"


def test_new_facts_in_the_same_order_change_cells_and_reset_nothing(model: AccountListModel) -> None:
    resets: list[bool] = []
    for known in (twelve_accounts(), clients_of_a_practice()):
        show(model, known)
        model.modelReset.connect(lambda: resets.append(True))
        assert not show(model, replace(known))
        assert resets == []
        model.modelReset.disconnect()


def test_another_client_is_another_row(model: AccountListModel) -> None:
    known = clients_of_a_practice()
    show(model, known)
    moved = replace(known.accounts[0], account=of_client("Elsewhere", known.accounts[0].account))
    assert show(model, replace(known, accounts=(moved, *known.accounts[1:])))
    assert rows_below(model, model.index_of_client("Elsewhere")) == ["Blue Door UK"]


def test_a_long_list_is_told_of_bit_by_bit(model: AccountListModel) -> None:
    show(model, overview(*(saved_account(f"Shop {number:04}") for number in range(450))))
    assert model.rowCount() == ROWS_AT_ONCE
    assert not model.knows_all
    assert model.index_of("shop-0440").row() == 440
    model.tell_all()
    assert model.rowCount() == 450


def test_of_many_clients_as_many_are_told_as_fill_the_rows(model: AccountListModel) -> None:
    many = (of_client(f"Client {n // 4:03}", saved_account(f"Shop {n:04}")) for n in range(1000))
    show(model, overview(*many))
    assert model.rowCount() == ROWS_AT_ONCE // 5
    assert model.index_of("shop-0999").parent().row() == 249
    assert model.index_of_client("Client 249").row() == 249


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("kestrel", ["Kestrel AU"]),
        ("SLATE LTD", ["Fern & Slate EU"]),
        ("a1rw5m8qd2zk7c kestrel", ["Kestrel AU"]),
        ("zebra", []),
    ],
    ids=["name", "organisation", "seller id and name", "nothing"],
)
def test_search_looks_at_names_organisations_and_seller_ids(search: str, found: list[str]) -> None:
    assert names(ordered(twelve_accounts().accounts, Order(search=search), BOOK)) == found


def test_search_looks_at_clients_and_at_what_was_made_for_it() -> None:
    views = clients_of_a_practice().accounts
    for texts in (None, searchable(views)):
        assert names(ordered(views, Order(search="candles"), BOOK, texts=texts)) == ["Kestrel AU"]


def test_the_filter_shows_only_accounts_that_need_the_user() -> None:
    shown = ordered(twelve_accounts().accounts, Order(needs_you_only=True), BOOK)
    assert names(shown) == ["Fern & Slate EU", "Kestrel AU", "Northlight US"]


def test_ends_in_sorts_the_worst_first() -> None:
    shown = ordered(twelve_accounts().accounts, Order(column=Column.ENDS_IN), BOOK)
    assert names(shown)[:4] == ["Fern & Slate EU", "Northlight US", "Kestrel AU", "Blue Door UK"]


def test_a_column_sorts_both_ways() -> None:
    views = twelve_accounts().accounts
    assert names(ordered(views, Order(is_reversed=True), BOOK))[0] == "Saltmarsh UK"
    by_region = ordered(views, Order(column=Column.REGION), BOOK)
    assert by_region[0].account.region == "australia"
    by_organisation = ordered(views, Order(column=Column.ORGANISATION), BOOK)
    assert names(by_organisation)[-1] == "Kestrel AU"


def test_what_needs_the_user_comes_worst_first() -> None:
    assert names(needing_you(twelve_accounts().accounts)) == ["Fern & Slate EU", "Northlight US", "Kestrel AU"]


def test_an_empty_overview_shows_no_row(model: AccountListModel) -> None:
    show(model, Overview())
    assert model.rowCount() == 0
    show(model, one_account())
    assert model.rowCount() == 1
