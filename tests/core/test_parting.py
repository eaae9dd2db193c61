"""Parting: disconnect and delete, with providers told or not; and stopped between any two steps."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import Connections
from lmb_desktop.core.health import State
from lmb_desktop.core.history import Event
from lmb_desktop.core.sign_in import Provider
from tests.core.conftest import BLUE, FERN, Office, save_ledger, save_seller
from tests.fakes.services import ledger_grant
from tests.fakes.stopping import CHANGES, Killed, Stop

OTHER = "A1OTHERSELLER1"
DROP = errors.Offline(service="Xero", reason="no network")
LOCKED = errors.SecretStoreLocked()
Act = Callable[[Connections], object]


def at_xero(office: Office) -> None:
    """Start from one account at Xero."""
    office.save_seller()
    office.save_ledger()


def at_quickbooks(office: Office) -> None:
    """Start from one account at QuickBooks."""
    office.save_seller()
    office.save_ledger(grant=ledger_grant(provider=Provider.QUICKBOOKS))


def two_on_a_chain(office: Office) -> None:
    """Start from two accounts with an organisation each, linked by one person at Xero."""
    at_xero(office)
    office.save_seller("acc-2", name="Blue", seller_id=OTHER)
    office.save_ledger("acc-2", ledger_grant("refresh-2"), BLUE)


def two_on_a_link(office: Office) -> None:
    """Start from two accounts that share a ledger connection."""
    at_xero(office)
    office.save_seller("acc-2", name="Blue", seller_id=OTHER)
    office.connections.share_link("acc-2", link_of(office).id)


def disconnects(connections: Connections) -> object:
    """Disconnect the ledger of the first account."""
    return connections.parting.disconnect_ledger("acc-1", CancelToken())


def forgets(connections: Connections) -> object:
    """Disconnect it here only."""
    return connections.parting.disconnect_ledger("acc-1", CancelToken(), tells_provider=False)


def leaves_amazon(connections: Connections) -> object:
    """Disconnect Amazon."""
    return connections.parting.disconnect_seller("acc-1")


def removes(connections: Connections) -> object:
    """Delete the first account."""
    if connections.overview().view("acc-1") is None:
        return None
    return connections.parting.remove("acc-1", CancelToken())


def changes_ledger(connections: Connections) -> object:
    """Change the ledger to another organisation of another person."""
    return save_ledger(connections, "acc-1", ledger_grant("refresh-9", "user-9"), BLUE)


def link_of(office: Office, account_id: str = "acc-1"):
    """Return the link of an account."""
    link = office.view(account_id).link
    assert link is not None
    return link


SCENES: dict[str, tuple[Callable[[Office], None], Act]] = {
    "the last organisation of a person at Xero": (at_xero, disconnects),
    "one of two organisations of a person": (two_on_a_chain, disconnects),
    "a link that two share": (two_on_a_link, disconnects),
    "a QuickBooks company": (at_quickbooks, disconnects),
    "only here": (at_xero, forgets),
    "Amazon's token": (at_xero, leaves_amazon),
    "an account at Xero": (at_xero, removes),
    "an account at QuickBooks": (at_quickbooks, removes),
    "an account that shares its link": (two_on_a_link, removes),
    "an account on a chain with another": (two_on_a_chain, removes),
    "a draft": (lambda office: office.save_seller(), removes),
    "a change of ledger": (at_xero, changes_ledger),
    "a change of ledger to another provider": (at_quickbooks, changes_ledger),
}


def steps_of(scene: str) -> int:
    """Count the steps of a scene."""
    before, act = SCENES[scene]
    office, stop = Office(), Stop(at=-1, error=errors.DiskFull())
    before(office)
    act(office.process(office.secrets, stop.wrap))
    return len(stop.steps)


STOPS = [
    pytest.param(scene, at, is_after, id=f"{scene}, {'after' if is_after else 'before'} step {at}")
    for scene in SCENES
    for at in range(steps_of(scene))
    for is_after in (False, True)
]


def assert_whole(office: Office) -> None:
    """Assert that every row that shows has its secret, and that nothing shows or lies about for nobody."""
    holdings, entries = office.store.holdings(), office.keyring.entries
    assert office.store.marks() == ()
    records = {account.id for account in holdings.accounts} | {sign_in.id for sign_in in holdings.sign_ins}
    assert {record for record, _slot in entries} <= records
    assert {link.sign_in_id for link in holdings.links} == {sign_in.id for sign_in in holdings.sign_ins}
    assert all((sign_in.id, sign_in.slot) in entries for sign_in in holdings.sign_ins)
    assert all(not account.seller_slot or (account.id, account.seller_slot) in entries for account in holdings.accounts)
    # One that is done with a link leaves it for nobody, unless the change of ledger could not end it yet.
    assert all(account.link_id is None or holdings.link(account.link_id) for account in holdings.accounts)


def shape(office: Office) -> object:
    """Return what is there, without ids and slots that differ from run to run."""
    holdings = office.store.holdings()
    accounts = {one.id: (one.seller_slot != "", holdings.link(one.link_id) is not None) for one in holdings.accounts}
    organisations = sorted(link.organisation_id for link in holdings.links)
    return accounts, organisations, sorted(sign_in.user_id for sign_in in holdings.sign_ins)


@pytest.mark.parametrize(("scene", "at", "is_after"), STOPS)
def test_a_program_killed_at_any_step_leaves_no_half_truth_and_can_go_on(scene: str, at: int, is_after: bool) -> None:
    before, act = SCENES[scene]
    office, calm = Office(), Office()
    for one in (office, calm):
        before(one)
    act(calm.connections)
    with pytest.raises(Killed):
        act(office.process(office.secrets, Stop(at, is_after).wrap))
    office.secrets.end()
    office.connections = office.process(office.another_process())
    office.connections.tidy()
    assert_whole(office)
    act(office.connections)
    assert_whole(office)
    left, wanted = shape(office), shape(calm)
    if act is changes_ledger:
        # The old link may have been left on offer, because nobody was there to end it.
        assert (left[0], set(left[1]) >= set(wanted[1])) == (wanted[0], True)
    else:
        assert left == wanted


@pytest.mark.parametrize(("scene", "at", "is_after"), STOPS)
def test_a_disk_that_is_full_at_any_step_leaves_no_half_truth(scene: str, at: int, is_after: bool) -> None:
    before, act = SCENES[scene]
    office = Office()
    before(office)
    with contextlib.suppress(errors.DiskFull):
        act(office.process(office.secrets, Stop(at, is_after, errors.DiskFull()).wrap))
    office.secrets.end()
    office.process(office.another_process()).tidy()
    assert_whole(office)


@pytest.mark.parametrize("scene", [name for name, (_before, act) in SCENES.items() if act is not changes_ledger])
def test_a_locked_keyring_is_raised_and_changes_nothing_anywhere(scene: str) -> None:
    before, act = SCENES[scene]
    office = Office()
    before(office)
    rows, entries = office.store.holdings(), dict(office.keyring.entries)
    office.keyring.trouble = LOCKED
    if scene == "a link that two share":
        # Nothing is taken from the keyring, so it need not answer.
        act(office.connections)
        return
    with pytest.raises(errors.SecretStoreLocked):
        act(office.connections)
    assert (office.store.holdings(), office.keyring.entries) == (rows, entries)
    assert (office.ledger.unlinked, office.ledger.revoked, office.ledger.renewed_with) == ([], [], [])


def test_the_last_organisation_of_a_person_is_unlinked_and_the_token_revoked(office: Office) -> None:
    at_xero(office)
    parted = office.connections.parting.disconnect_ledger("acc-1", CancelToken())
    assert (parted.kept_for, parted.trouble) == ((), None)
    assert office.ledger.unlinked == [("org-1", "access of refresh-1+")]
    assert office.ledger.revoked == ["refresh-1+"]
    view = office.view()
    assert (view.ledger.state, view.ledger.reason) == (State.NOT_FINISHED, "not-connected")
    assert list(office.keyring.entries) == [("acc-1", "a")]


def test_the_token_is_not_revoked_while_xero_lists_other_organisations_of_the_person(office: Office) -> None:
    at_xero(office)
    # Linked by another computer with the same app.
    office.ledger.has_others = True
    disconnects(office.connections)
    assert ([one[0] for one in office.ledger.unlinked], office.ledger.revoked) == (["org-1"], [])
    assert office.store.holdings().sign_ins == ()


def test_one_client_of_a_person_is_disconnected_and_the_others_go_on(office: Office) -> None:
    two_on_a_chain(office)
    disconnects(office.connections)
    assert ([one[0] for one in office.ledger.unlinked], office.ledger.revoked) == (["org-1"], [])
    office.check("acc-2")
    assert office.view("acc-2").state is State.OK


def test_facts_that_a_check_stored_meanwhile_do_not_keep_a_sign_in_alive(office: Office) -> None:
    at_xero(office)
    office.clock.move(days=1)
    read = office.store.link

    def checked_meanwhile(link_id: str):
        link = read(link_id)
        office.store.change_link_facts(link, lambda facts: replace(facts, last_ok=office.clock.now()))
        return link

    office.store.link = checked_meanwhile
    disconnects(office.connections)
    assert (office.store.holdings().sign_ins, office.ledger.revoked) == ((), ["refresh-1+"])


def test_a_quickbooks_company_is_revoked_with_what_is_kept(office: Office) -> None:
    at_quickbooks(office)
    disconnects(office.connections)
    assert (office.ledger.revoked, office.ledger.renewed_with, office.ledger.unlinked) == (["refresh-1"], [], [])
    assert office.store.holdings().sign_ins == ()


def test_a_link_that_others_share_is_kept_and_nobody_is_told(office: Office) -> None:
    two_on_a_link(office)
    parted = office.connections.parting.disconnect_ledger("acc-1", CancelToken())
    assert parted.kept_for == ("Blue",)
    assert (office.ledger.unlinked, office.ledger.revoked, office.ledger.renewed_with) == ([], [], [])
    assert office.view().link is None
    assert office.view("acc-2").is_finished


@pytest.mark.parametrize("before", [at_xero, at_quickbooks])
@pytest.mark.parametrize("act", [disconnects, removes])
def test_a_list_that_cannot_be_written_is_found_out_before_the_provider_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, before: Callable[[Office], None], act: Act
) -> None:
    before(office)
    rows, entries = office.store.holdings(), dict(office.keyring.entries)

    def full(*_facts: object, **_named: object) -> None:
        raise errors.DiskFull

    with monkeypatch.context() as patch:
        for change in CHANGES & set(dir(office.store)):
            patch.setattr(office.store, change, full)
        with pytest.raises(errors.DiskFull):
            act(office.connections)
    assert (office.ledger.unlinked, office.ledger.revoked) == ([], [])
    assert (office.store.holdings(), office.keyring.entries) == (rows, entries)


@pytest.mark.parametrize("before", [at_xero, at_quickbooks])
@pytest.mark.parametrize("act", [disconnects, removes])
def test_a_provider_that_cannot_be_reached_is_said_and_the_connection_is_forgotten_here(office, before, act) -> None:
    before(office)
    office.ledger.parting = DROP
    parted = act(office.connections)
    assert parted.trouble is DROP
    assert office.store.holdings().links == ()
    assert_whole(office)


def test_a_refresh_that_finds_no_network_is_said_too(office: Office) -> None:
    at_xero(office)
    office.ledger.refused = {"refresh-1": DROP}
    assert disconnects(office.connections).trouble is DROP
    assert office.store.holdings().sign_ins == ()


@pytest.mark.parametrize("before", [at_xero, at_quickbooks])
def test_what_the_provider_had_ended_before_is_no_trouble(office: Office, before) -> None:
    before(office)
    ended = errors.GrantEnded(service="Xero", reason="withdrawn")
    office.ledger.refused, office.ledger.parting = {"refresh-1": ended}, ended
    assert disconnects(office.connections).trouble is None
    assert office.store.holdings().links == ()


def test_a_secret_that_is_lost_is_said_because_the_provider_was_not_told(office: Office) -> None:
    at_xero(office)
    office.keyring.entries.clear()
    assert isinstance(disconnects(office.connections).trouble, errors.SecretLost)
    assert office.store.holdings().sign_ins == ()


@pytest.mark.parametrize("before", [at_xero, at_quickbooks])
def test_nobody_is_asked_where_the_provider_is_not_to_be_told(office: Office, before) -> None:
    before(office)
    assert forgets(office.connections).trouble is None
    assert (office.ledger.unlinked, office.ledger.revoked, office.ledger.renewed_with) == ([], [], [])
    assert_whole(office)


def test_a_person_who_gives_up_keeps_the_connection(office: Office) -> None:
    at_xero(office)
    cancel = CancelToken()
    cancel.cancel()
    for act in (office.connections.parting.disconnect_ledger, office.connections.parting.remove):
        with pytest.raises(errors.Cancelled):
            act("acc-1", cancel)
    office.check()
    assert office.view().state is State.OK


@pytest.mark.parametrize(("before", "request_sent"), [(at_xero, "unlink"), (at_quickbooks, "revoke")])
def test_who_gives_up_while_the_provider_is_being_told_waits_for_its_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch, before: Callable[[Office], None], request_sent: str
) -> None:
    before(office)
    given_up = CancelToken()
    tell = getattr(office.ledger, request_sent)

    def under_way(*facts: Any) -> object:
        given_up.cancel()
        return tell(*facts)

    monkeypatch.setattr(office.ledger, request_sent, under_way)
    assert office.connections.parting.disconnect_ledger("acc-1", given_up).trouble is None
    assert office.view().link is None


def test_who_gives_up_after_the_organisation_was_unlinked_is_not_left_with_half_of_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_xero(office)
    cancel = CancelToken()
    unlink = office.ledger.unlink

    def stopped_after(*facts: Any) -> bool:
        has_others = unlink(*facts)
        cancel.cancel()
        return has_others

    monkeypatch.setattr(office.ledger, "unlink", stopped_after)
    office.connections.parting.disconnect_ledger("acc-1", cancel)
    assert office.ledger.revoked == ["refresh-1+"]
    assert office.view().link is None


def test_an_organisation_that_was_unlinked_is_told_as_ended_though_the_token_could_not_be_revoked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_xero(office)
    cancel = CancelToken()

    def cut_off(*_facts: Any) -> None:
        cancel.cancel()
        raise DROP

    monkeypatch.setattr(office.ledger, "revoke", cut_off)
    assert office.connections.parting.disconnect_ledger("acc-1", cancel).trouble is None
    assert [organisation for organisation, _token in office.ledger.unlinked] != []
    assert office.view().link is None
    assert_whole(office)


def test_an_account_without_a_ledger_has_nothing_to_disconnect(office: Office) -> None:
    office.save_seller()
    assert disconnects(office.connections).trouble is None
    assert office.connections.arranging.history("acc-1")[0].event is Event.SELLER_CONNECTED
    for act in (disconnects, leaves_amazon):
        with pytest.raises(errors.NoSuchAccount):
            act(office.process(office.secrets, lambda port: Office().store if port is office.store else port))


def test_the_ledger_of_an_account_that_was_changed_meanwhile_is_left_alone(office: Office) -> None:
    two_on_a_chain(office)
    office.connections.share_link("acc-2", link_of(office).id)
    read, new = office.store.link, link_of(office, "acc-2").id
    blue = office.save_ledger("acc-1", ledger_grant("refresh-3"), BLUE).link
    assert blue is not None

    def changed_meanwhile(link_id: str):
        link = read(link_id)
        office.store.link = read
        office.store.point_to_link("acc-1", new)
        return link

    office.store.link = changed_meanwhile
    disconnects(office.connections)
    assert office.view().account.link_id == new
    assert_whole(office)


def test_amazon_is_disconnected_and_carried_on_with_the_same_seller(office: Office) -> None:
    at_xero(office)
    link = link_of(office)
    office.connections.parting.disconnect_seller("acc-1")
    view = office.view()
    assert (view.seller.state, view.seller.reason) == (State.NOT_FINISHED, "disconnected")
    assert (view.ledger.state, view.link) == (State.OK, link)
    office.check()
    assert office.amazon.asked == []
    view = office.save_seller(token="token-2")
    kept = [slot for record, slot in office.keyring.entries if record == "acc-1"]
    assert (view.state, view.link is not None, kept) == (State.OK, True, [view.account.seller_slot])
    events = [entry.event for entry in office.connections.arranging.history("acc-1")]
    assert events[:2] == [Event.SELLER_REAUTHORISED, Event.SELLER_DISCONNECTED]


def test_carrying_on_with_another_seller_or_region_is_refused_and_changes_nothing(office: Office) -> None:
    at_xero(office)
    office.connections.parting.disconnect_seller("acc-1")
    rows, entries = office.store.holdings(), dict(office.keyring.entries)
    for other in ({"seller_id": OTHER}, {"region": "japan"}):
        with pytest.raises(errors.WrongSeller):
            office.save_seller(**other)
    assert (office.store.holdings(), office.keyring.entries) == (rows, entries)


def test_a_draft_may_still_become_another_seller(office: Office) -> None:
    office.save_seller()
    assert office.save_seller(seller_id=OTHER).account.seller_id == OTHER


def test_what_ended_before_amazon_was_disconnected_is_not_told_any_more(office: Office) -> None:
    at_xero(office)
    office.amazon.outcome = errors.CredentialsRefused(service="Amazon")
    office.check()
    office.connections.parting.disconnect_seller("acc-1")
    assert office.view().seller.state is State.NOT_FINISHED


def test_a_keyring_that_locks_in_the_middle_leaves_nothing_once_it_opens(office: Office) -> None:
    at_xero(office)
    office.save_seller(token="token-2")
    locks = office.store.put_account

    def lock_afterwards(*args, **named) -> None:
        locks(*args, **named)
        office.keyring.trouble = LOCKED

    office.store.put_account = lock_afterwards
    office.connections.parting.disconnect_seller("acc-1")
    assert len(office.store.marks()) == 1
    office.store.put_account, office.keyring.trouble = locks, None
    # Carry on before `tidy` came: the token that was taken away goes now.
    save_seller(office.connections, token="token-3")
    assert (office.store.marks(), office.orphans()) == ((), set())


def test_a_name_given_while_the_keyring_asked_stays(office: Office) -> None:
    office.save_seller()
    read = office.secrets.get

    def renamed_meanwhile(record: str, slot: str):
        office.store.rename_account("acc-1", "Harbour")
        return read(record, slot)

    office.secrets.get = renamed_meanwhile
    office.connections.parting.disconnect_seller("acc-1")
    assert office.view().account.name == "Harbour"


def test_a_change_of_ledger_ends_the_old_one(office: Office) -> None:
    at_xero(office)
    changes_ledger(office.connections)
    assert [one[0] for one in office.ledger.unlinked] == ["org-1"]
    assert [link.organisation_id for link in office.store.holdings().links] == ["org-2"]
    entry = office.connections.arranging.history("acc-1")[0]
    assert (entry.event, entry.detail) == (Event.LEDGER_CHANGED, "Fern & Slate Ltd → Blue Door Books Ltd")


def test_a_change_of_ledger_to_a_shared_one_keeps_what_others_share(office: Office) -> None:
    two_on_a_link(office)
    changes_ledger(office.connections)
    assert (office.ledger.unlinked, office.view("acc-2").state) == ([], State.OK)
    office.connections.share_link("acc-2", link_of(office).id)
    assert [one[0] for one in office.ledger.unlinked] == ["org-1"]


def test_a_change_of_ledger_is_done_though_the_old_provider_is_down(office: Office) -> None:
    at_quickbooks(office)
    office.ledger.parting = DROP
    view = changes_ledger(office.connections)
    assert (view.state, [link.organisation_id for link in office.store.holdings().links]) == (State.OK, ["org-2"])
    assert_whole(office)


def test_a_change_of_ledger_is_done_though_the_keyring_locks_right_after(office: Office) -> None:
    at_quickbooks(office)
    office.save_seller("acc-2", name="Blue", seller_id=OTHER)
    shared = office.save_ledger("acc-2", ledger_grant("refresh-2"), BLUE).link
    assert shared is not None
    old = link_of(office)
    office.keyring.trouble = LOCKED
    view = office.connections.share_link("acc-1", shared.id)
    assert view.link is not None
    assert view.link.id == shared.id
    # It stays on offer, and is kept alive, until somebody ends it.
    assert (office.ledger.revoked, [one.link.id for one in office.connections.overview().links if not one.used_by]) == (
        [],
        [old.id],
    )
    office.keyring.trouble = None
    assert office.connections.parting.release(old.id, CancelToken()).trouble is None
    assert office.ledger.revoked == ["refresh-1"]
    assert_whole(office)


def test_a_link_that_has_gone_is_not_shared(office: Office) -> None:
    at_xero(office)
    gone = link_of(office).id
    disconnects(office.connections)
    with pytest.raises(errors.NoSuchAccount):
        office.connections.share_link("acc-1", gone)


def test_removing_an_account_takes_its_history_and_its_empty_client(office: Office) -> None:
    at_xero(office)
    office.connections.arranging.move_to_client(["acc-1"], "Fern")
    removes(office.connections)
    assert office.connections.arranging.history("acc-1") == ()
    assert (office.store.holdings().accounts, office.keyring.entries) == ((), {})
    assert office.save_seller().is_finished is False


def test_a_history_that_cannot_be_written_does_not_undo_what_was_done(office: Office) -> None:
    at_xero(office)

    def full(*_entries) -> None:
        raise errors.DiskFull

    office.history.note = full
    assert disconnects(office.connections).trouble is None
    assert office.save_ledger().is_finished


def test_an_orphan_is_forgotten_under_the_lock_of_its_chain(office: Office) -> None:
    at_xero(office)
    old = office.view().sign_in
    assert old is not None
    office.save_ledger(grant=ledger_grant("refresh-2", "user-2"), organisation=FERN)
    assert ("consent-xero", f"chain-{old.id}") in office.locks.nested
