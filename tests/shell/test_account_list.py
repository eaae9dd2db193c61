"""The list: what its cells say, in which order, and what it tells a screen reader."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.shell.account_list_model import ROWS_AT_ONCE, STATE_ROLE, AccountListModel
from lmb_desktop.shell.account_order import Column, Order, needing_you, ordered
from lmb_desktop.shell.state_words import ends_in_text
from tests.fakes.shown_accounts import one_account, overview, saved_account, saved_ledger, twelve_accounts
from tests.fakes.window_ports import NOW, marketplace_book

BOOK = marketplace_book()


@pytest.fixture
def model(qapp: QApplication) -> AccountListModel:
    """Give a model with twelve accounts, watched for mistakes against Qt's rules."""
    model = AccountListModel(BOOK)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show(twelve_accounts().accounts)
    return model


def row_of(model: AccountListModel, name: str) -> int:
    """Return the row of the account with this name."""
    return [view.account.name for view in model.views].index(name)


def cell(model: AccountListModel, name: str, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    """Return what a cell of the account's row says."""
    return model.index(row_of(model, name), column).data(role)


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
    model.show(overview(refused).accounts)
    assert cell(model, "Harbour Tea UK", Column.AMAZON) == "Re-authorise"


def test_only_the_halves_carry_a_state(model: AccountListModel) -> None:
    states = [cell(model, "Northlight US", column, STATE_ROLE) for column in Column]
    assert states == [None, None, "attention", "ok", None, None]


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
    model.modelReset.connect(lambda: resets.append(True))
    model.show(twelve_accounts().accounts)
    assert resets == []


def test_a_long_list_is_told_of_bit_by_bit(qapp: QApplication) -> None:
    model = AccountListModel(BOOK)
    views = overview(*(saved_account(f"Shop {number:04}") for number in range(450))).accounts
    model.show(views)
    assert model.rowCount() == ROWS_AT_ONCE
    assert model.canFetchMore(QModelIndex())
    assert model.index_of("shop-0440").row() == 440


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
    model.show(Overview().accounts)
    assert model.rowCount() == 0
    model.show(one_account().accounts)
    assert model.rowCount() == 1
