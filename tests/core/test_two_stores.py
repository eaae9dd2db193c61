"""The act over two stores, stopped between any two steps; another process then finds no half truth and no orphan."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import Connections
from lmb_desktop.core.errors import DiskFull, SecretStoreLocked, SecretStoreMissing, SecretStoreSlow
from lmb_desktop.core.health import State
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from tests.core.conftest import FERN, Office, save_ledger, save_seller
from tests.fakes.services import NOW, ledger_grant
from tests.fakes.stopping import Killed, Stop

Act = Callable[[Connections], object]


def token_of(office: Office, kind: str) -> str | None:
    """Return the token that the row points to, or None where there is no row."""
    holdings = office.store.holdings()
    if kind == "seller":
        found = [(account.id, account.seller_slot) for account in holdings.accounts]
    else:
        found = [(sign_in.id, sign_in.slot) for sign_in in holdings.sign_ins]
    if not found:
        return None
    entry = json.loads(office.keyring.entries[found[0]].reveal())
    return entry["token" if kind == "seller" else "refresh_token"]


def nothing(_office: Office) -> None:
    """Start from nothing."""


def seller_saved(office: Office) -> None:
    """Start from a saved Amazon half."""
    office.save_seller(token="old")


def xero_saved(office: Office) -> None:
    """Start from a finished account at Xero."""
    office.save_seller()
    office.save_ledger(grant=ledger_grant("old"))


def quickbooks_saved(office: Office) -> None:
    """Start from a finished account at QuickBooks."""
    office.save_seller()
    office.save_ledger(grant=ledger_grant("old", provider=Provider.QUICKBOOKS))


def saves_seller(connections: Connections) -> object:
    """Save an Amazon half."""
    return save_seller(connections, token="new")


def saves_xero(connections: Connections) -> object:
    """Save a Xero half."""
    return save_ledger(connections, "acc-1", ledger_grant("new"), FERN)


def saves_quickbooks(connections: Connections) -> object:
    """Save a QuickBooks half."""
    return save_ledger(connections, "acc-1", ledger_grant("new", provider=Provider.QUICKBOOKS), FERN)


def checks(connections: Connections) -> object:
    """Check, which rotates the refresh token."""
    return connections.check(["acc-1"], CancelToken())


SCENES: dict[str, tuple[Callable[[Office], None], Act, str, str | None, str]] = {
    "the first save of the Amazon half": (nothing, saves_seller, "seller", None, "new"),
    "the Amazon half saved again": (seller_saved, saves_seller, "seller", "old", "new"),
    "the first save of the Xero half": (seller_saved, saves_xero, "ledger", None, "new"),
    "another Xero consent by the same person": (xero_saved, saves_xero, "ledger", "old", "new"),
    "another QuickBooks consent": (quickbooks_saved, saves_quickbooks, "ledger", "old", "new"),
    "a rotation at Xero": (xero_saved, checks, "ledger", "old", "old+"),
    "a rotation at QuickBooks": (quickbooks_saved, checks, "ledger", "old", "old+"),
}


def steps_of(scene: str) -> int:
    """Count the steps of a scene."""
    before, act, *_rest = SCENES[scene]
    office, stop = Office(), Stop(at=-1, error=DiskFull())
    before(office)
    act(office.process(office.secrets, stop.wrap))
    return len(stop.steps)


STOPS = [
    pytest.param(scene, at, is_after, id=f"{scene}, {'after' if is_after else 'before'} step {at}")
    for scene in SCENES
    for at in range(steps_of(scene))
    for is_after in (False, True)
]


def assert_whole(office: Office, scene: str, *, allows_grace: bool) -> None:
    """Assert that nothing is half true and no secret is left over."""
    _before, _act, kind, old, new = SCENES[scene]
    assert token_of(office, kind) in (old, new)
    assert office.store.marks() == ()
    orphans = office.orphans()
    if allows_grace:
        # The token before the last rotation is kept while Xero still takes it.
        sign_ins = {sign_in.id for sign_in in office.store.holdings().sign_ins}
        orphans = {(record, slot) for record, slot in orphans if record not in sign_ins}
    assert orphans == set()


@pytest.mark.parametrize(("scene", "at", "is_after"), STOPS)
def test_a_program_killed_at_any_step_leaves_no_half_truth(scene: str, at: int, is_after: bool) -> None:
    before, act, *_rest = SCENES[scene]
    office = Office()
    before(office)
    with pytest.raises(Killed):
        act(office.process(office.secrets, Stop(at, is_after).wrap))
    office.secrets.end()
    office.process(office.another_process()).tidy()
    assert_whole(office, scene, allows_grace="rotation at Xero" in scene)


@pytest.mark.parametrize(("scene", "at", "is_after"), STOPS)
def test_a_store_that_fails_at_any_step_leaves_no_half_truth(scene: str, at: int, is_after: bool) -> None:
    before, act, *_rest = SCENES[scene]
    office, error = Office(), DiskFull()
    before(office)
    with suppress(DiskFull):
        # Where it is the cleaning up that fails, the act itself has been done.
        act(office.process(office.secrets, Stop(at, is_after, error).wrap))
    office.secrets.end()
    office.process(office.another_process()).tidy()
    assert_whole(office, scene, allows_grace="rotation at Xero" in scene)


@pytest.mark.parametrize("scene", SCENES)
def test_an_act_that_nobody_stops_leaves_the_new_secret_and_nothing_else(scene: str) -> None:
    before, act, kind, _old, new = SCENES[scene]
    office = Office()
    before(office)
    act(office.connections)
    assert token_of(office, kind) == new
    assert_whole(office, scene, allows_grace="rotation at Xero" in scene)


@pytest.mark.parametrize("scene", ["the Amazon half saved again", "another Xero consent by the same person"])
def test_a_failed_act_undoes_itself_without_waiting_for_another_start(scene: str) -> None:
    before, act, kind, old, _new = SCENES[scene]
    office, error = Office(), DiskFull()
    before(office)
    with pytest.raises(DiskFull):
        # Mark, write, point: the row cannot be written.
        act(office.process(office.secrets, Stop(2, error=error).wrap))
    assert token_of(office, kind) == old
    assert (office.store.marks(), office.orphans()) == ((), set())


def test_a_mark_of_a_process_that_runs_is_passed_over(office: Office) -> None:
    office.save_seller(token="old")
    mark = SavingMark(RecordKind.ACCOUNT, "acc-1", "b", "one")
    office.store.put_mark(mark)
    office.secrets.put("acc-1", "b", Secret("being written"))
    office.process(office.another_process()).tidy()
    assert office.store.marks() == (mark,)
    assert ("acc-1", "b") in office.keyring.entries


def test_a_check_leaves_the_mark_of_a_process_that_runs(office: Office) -> None:
    office.save_seller()
    mark = SavingMark(RecordKind.ACCOUNT, "acc-1", "b", "one")
    office.store.put_mark(mark)
    office.process(office.another_process()).check(["acc-1"], CancelToken())
    assert office.store.marks() == (mark,)


def test_tidy_waits_for_whoever_writes_the_record(office: Office) -> None:
    office.store.put_mark(SavingMark(RecordKind.ACCOUNT, "acc-1", "a", "gone"))
    office.connections.tidy()
    assert office.store.marks() == ()


def test_tidy_passes_over_what_another_process_is_at(office: Office) -> None:
    for record in ("acc-1", "acc-2"):
        office.store.put_mark(SavingMark(RecordKind.ACCOUNT, record, "a", "gone"))
    with office.locks.hold("account-acc-1"):
        office.connections.tidy()
    assert [mark.record for mark in office.store.marks()] == ["acc-1"]
    with office.locks.hold("tidy"):
        office.connections.tidy()
    assert [mark.record for mark in office.store.marks()] == ["acc-1"]


@pytest.mark.parametrize("trouble", [SecretStoreLocked(), SecretStoreMissing(), SecretStoreSlow()])
def test_tidy_does_not_fail_where_the_keyring_does(office: Office, trouble: SecretStoreLocked) -> None:
    office.store.put_mark(SavingMark(RecordKind.ACCOUNT, "acc-1", "a", "gone"))
    office.keyring.trouble = trouble
    office.connections.tidy()
    assert len(office.store.marks()) == 1
    office.keyring.trouble = None
    office.connections.tidy()
    assert office.store.marks() == ()


def test_a_keyring_that_does_not_answer_is_not_asked_again_by_the_same_act(office: Office) -> None:
    office.keyring.trouble = SecretStoreSlow()
    with pytest.raises(SecretStoreSlow):
        office.save_seller()
    # The call that was given up may still write: the mark stays for another start.
    assert [mark.record for mark in office.store.marks()] == ["acc-1"]
    assert office.connections.overview().accounts == ()


def test_a_secret_held_in_memory_shows_as_not_kept_in_another_process(office: Office) -> None:
    office.keyring.trouble = SecretStoreMissing()
    office.secrets.keep_until_quit()
    office.save_seller()
    office.save_ledger()
    assert office.view().is_finished
    office.secrets.end()
    view = office.process(office.another_process()).view("acc-1")
    assert (view.seller.state, view.seller.reason) == (State.NOT_FINISHED, "secret-not-kept")
    assert (view.ledger.state, view.ledger.reason) == (State.NOT_FINISHED, "secret-not-kept")
    assert not view.is_finished


def test_a_keyring_entry_does_not_outlive_a_secret_that_moved_into_memory(office: Office) -> None:
    office.save_seller(token="old")
    office.secrets.keep_until_quit()
    office.save_seller(token="new")
    assert office.store.holdings().accounts[0].seller_slot.startswith("memory-")
    office.secrets.end()
    office.process(office.another_process()).tidy()
    assert (office.keyring.entries, office.store.marks()) == ({}, ())


def test_another_process_does_not_spoil_what_this_one_holds_in_memory(office: Office) -> None:
    office.secrets.keep_until_quit()
    office.save_seller()
    office.save_ledger()
    office.process(office.another_process()).check(["acc-1"], CancelToken())
    view = office.view()
    assert (view.seller.state, view.ledger.state) == (State.OK, State.OK)


def test_the_secret_of_the_last_consent_is_what_is_kept(office: Office) -> None:
    xero_saved(office)
    office.clock.move(days=1)
    office.save_ledger(grant=ledger_grant("fresh", at=NOW + timedelta(days=1)))
    assert [json.loads(entry.reveal()).get("refresh_token") for entry in office.keyring.entries.values()] == [
        None,
        "fresh",
    ]
