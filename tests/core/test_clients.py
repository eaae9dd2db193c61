"""Clients: accounts in groups, and what an account's user arranges: clients, names, pauses, history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.clients import by_client
from lmb_desktop.core.errors import NameTaken, NoSuchAccount
from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.history import Event
from lmb_desktop.core.overview import AccountView
from tests.core.conftest import Office
from tests.core.test_rhythm import an_account

OTHER = "A1OTHERSELLER1"


def a_view(name: str, client: str | None = None, state: State = State.OK) -> AccountView:
    """Return an account as it is shown."""
    return AccountView(replace(an_account(name), client=client), HalfHealth(state), HalfHealth(State.OK))


def test_clients_come_by_name_and_those_without_one_last() -> None:
    views = [a_view("1", "pearl"), a_view("2"), a_view("3", "Acorn"), a_view("4", "Pearl Two"), a_view("5", "pearl")]
    groups = [(one.name, [view.account.name for view in one.accounts]) for one in by_client(views)]
    assert groups == [("Acorn", ["3"]), ("pearl", ["1", "5"]), ("Pearl Two", ["4"]), (None, ["2"])]


def test_a_client_shows_its_worst_account_and_how_many_need_somebody() -> None:
    states = [State.OK, State.URGENT, State.UNREACHABLE, State.ATTENTION]
    (client,) = by_client([a_view(str(number), "Fern", state) for number, state in enumerate(states)])
    assert (client.state, client.needing) == (State.URGENT, 2)


def test_nobody_has_no_clients() -> None:
    assert by_client([]) == ()


@pytest.fixture
def two(office: Office) -> Office:
    """Give two accounts."""
    office.save_seller()
    office.save_seller("acc-2", name="Blue", seller_id=OTHER)
    return office


def test_accounts_are_moved_to_a_client_however_it_is_typed(two: Office) -> None:
    two.connections.arranging.move_to_client(["acc-1"], "  Fern  & Co ")
    two.connections.arranging.move_to_client(["acc-2"], "FERN & CO")
    assert {view.account.client for view in two.connections.overview().accounts} == {"Fern & Co"}
    two.connections.arranging.move_to_client(["acc-1", "acc-2"], " ")
    assert {view.account.client for view in two.connections.overview().accounts} == {None}


def test_many_are_moved_all_or_none(two: Office) -> None:
    with pytest.raises(NoSuchAccount):
        two.connections.arranging.move_to_client(["acc-1", "gone"], "Fern")
    with pytest.raises(NoSuchAccount):
        two.connections.arranging.pause(["acc-1", "gone"])
    assert (two.view().account.client, two.view().is_paused) == (None, False)


def test_a_paused_account_is_not_asked_until_it_is_resumed(two: Office) -> None:
    two.save_ledger()
    two.connections.arranging.pause(["acc-1", "acc-2"])
    two.clock.move(days=2)
    two.check("acc-1", "acc-2")
    assert two.connections.check_due(CancelToken()).overview is None
    assert (two.amazon.asked, two.ledger.renewed_with) == ([], [])
    two.connections.arranging.resume(["acc-1"])
    assert two.connections.check_due(CancelToken()).overview is not None
    assert (len(two.amazon.asked), two.ledger.renewed_with) == (1, ["refresh-1"])


def test_an_account_paused_while_it_is_checked_stays_paused(two: Office) -> None:
    two.amazon.meanwhile = lambda: two.connections.arranging.pause(["acc-1"])
    two.check("acc-1")
    assert two.view().is_paused


def test_everything_is_told_newest_first(two: Office) -> None:
    arranging = two.connections.arranging
    two.connections.rename("acc-1", "Harbour")
    arranging.move_to_client(["acc-1"], "Fern")
    arranging.pause(["acc-1"])
    arranging.resume(["acc-1"])
    told = [(entry.event, entry.detail) for entry in arranging.history("acc-1")]
    assert told == [
        (Event.RESUMED, ""),
        (Event.PAUSED, ""),
        (Event.CLIENT_CHANGED, "Fern"),
        (Event.RENAMED, "Harbour"),
        (Event.SELLER_CONNECTED, "Harbour Tea"),
    ]
    assert [entry.event for entry in arranging.history("acc-2")] == [Event.SELLER_CONNECTED]


def test_a_name_that_was_refused_is_not_told_as_given(two: Office) -> None:
    with pytest.raises(NameTaken):
        two.connections.rename("acc-1", "blue")
    assert Event.RENAMED not in [entry.event for entry in two.connections.arranging.history("acc-1")]
