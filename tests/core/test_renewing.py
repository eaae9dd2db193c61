"""Renewing: no token that a provider gave is lost, whichever store fails, whoever stops, whoever else renews."""

from __future__ import annotations

import json

import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import HalfFacts, State
from lmb_desktop.core.rhythm import FIRST_RETRY, STOPPED_REFRESH
from lmb_desktop.core.sign_in import Provider, SignIn
from tests.core.conftest import BLUE, Office
from tests.fakes.services import NOW, ledger_grant
from tests.fakes.stopping import Killed, Stop

ENDED = errors.GrantEnded(service="Xero", reason="withdrawn")
OTHER = "A1OTHERSELLER1"


@pytest.fixture
def finished(office: Office) -> Office:
    """Give a finished account at Xero, a day later."""
    office.save_seller()
    office.save_ledger()
    office.clock.move(days=1)
    return office


def chain(office: Office) -> SignIn:
    """Return the only sign-in."""
    (sign_in,) = office.store.holdings().sign_ins
    return sign_in


def kept_token(office: Office) -> str:
    """Return the token the row points to."""
    sign_in = chain(office)
    return json.loads(office.keyring.entries[sign_in.id, sign_in.slot].reveal())["refresh_token"]


def lock_keyring_meanwhile(office: Office) -> None:
    """Let the keyring lock while the provider is asked."""

    def lock() -> None:
        office.keyring.trouble = errors.SecretStoreLocked()

    office.ledger.meanwhile = lock


def unlock(office: Office) -> None:
    """Open the keyring again."""
    office.keyring.trouble, office.ledger.meanwhile = None, lambda: None


def test_a_token_that_a_locked_keyring_did_not_take_is_tried_again_from_memory(finished: Office) -> None:
    lock_keyring_meanwhile(finished)
    finished.check()
    assert finished.view().ledger.state is State.LOCKED
    unlock(finished)
    # Far beyond any grace: only the token in memory is good.
    finished.clock.move(hours=5)
    finished.ledger.refused = {"refresh-1": ENDED}
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-1+"]
    assert (finished.view().ledger.state, kept_token(finished)) == (State.OK, "refresh-1++")


@pytest.mark.parametrize("provider", Provider)
def test_a_token_that_a_full_disk_did_not_take_is_tried_again_from_memory(office: Office, provider: Provider) -> None:
    office.save_seller()
    office.save_ledger(grant=ledger_grant(provider=provider))
    put = office.store.put_sign_in

    def full(*_args, **_named) -> None:
        raise errors.DiskFull

    office.store.put_sign_in = full
    with pytest.raises(errors.DiskFull):
        office.check()
    office.store.put_sign_in = put
    office.ledger.refused = {"refresh-1": ENDED}
    office.check()
    assert office.ledger.renewed_with == ["refresh-1", "refresh-1+"]
    assert (office.view().ledger.state, kept_token(office), chain(office).chain.renewing_at) == (
        State.OK,
        "refresh-1++",
        None,
    )


def test_what_another_process_renewed_meanwhile_is_better_than_what_lies_in_memory(finished: Office) -> None:
    lock_keyring_meanwhile(finished)
    finished.check()
    unlock(finished)
    finished.clock.move(minutes=5)
    finished.process(finished.another_process()).check(["acc-1"], CancelToken())
    finished.clock.move(minutes=5)
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-1", "refresh-1+"]
    assert finished.view().ledger.state is State.OK


def test_a_new_consent_is_better_than_what_lies_in_memory(finished: Office) -> None:
    lock_keyring_meanwhile(finished)
    finished.check()
    unlock(finished)
    finished.save_ledger(grant=ledger_grant("refresh-9", at=finished.clock.now()))
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-9"]


def test_a_token_in_memory_that_is_refused_gives_way_to_the_kept_one(finished: Office) -> None:
    lock_keyring_meanwhile(finished)
    finished.check()
    unlock(finished)
    finished.ledger.refused = {"refresh-1+": ENDED}
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-1+", "refresh-1"]
    assert finished.view().ledger.state is State.OK


def test_a_network_that_fails_for_the_token_in_memory_tries_no_older_one(finished: Office) -> None:
    lock_keyring_meanwhile(finished)
    finished.check()
    unlock(finished)
    finished.ledger.refused = {"refresh-1+": errors.TimedOut(service="Xero")}
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-1+"]
    assert finished.view().ledger.state is State.UNREACHABLE


def test_the_note_of_a_refresh_stands_while_the_provider_is_asked_and_goes_with_the_answer(finished: Office) -> None:
    seen = []
    finished.ledger.meanwhile = lambda: seen.append(chain(finished).chain.renewing_at)
    finished.check()
    # While it is asked to renew; and no more while the organisation is read.
    assert seen == [finished.clock.now(), None]


@pytest.mark.parametrize(
    "said_no", [ENDED, errors.AppRefused(service="Xero"), errors.AppMissing(service="Xero"), errors.ScopeRefused()]
)
def test_a_refusal_is_an_outcome_too(finished: Office, said_no: errors.LmbError) -> None:
    finished.ledger.refused = {"refresh-1": said_no}
    finished.check()
    assert chain(finished).chain.renewing_at is None


@pytest.mark.parametrize("lost", [errors.TimedOut(service="Xero"), errors.AnswerUnusable(service="Xero")])
def test_an_answer_that_is_lost_leaves_the_note_and_is_tried_again_within_the_grace(finished, lost) -> None:
    finished.ledger.refused = {"refresh-1": lost}
    finished.check()
    assert chain(finished).chain.renewing_at == finished.clock.now()
    finished.ledger.refused = {}
    finished.clock.time += FIRST_RETRY
    outcome = finished.connections.check_due(CancelToken())
    assert outcome.overview is not None
    assert (finished.view().ledger.state, chain(finished).chain.renewing_at) == (State.OK, None)


LOST = errors.Offline(service="Xero", reason="the connection was cut off")
NEVER_ASKED = errors.Offline(service="Xero", reason="it refused the connection", has_asked=0)
TURNED_AWAY = errors.ServiceTrouble(service="Xero", status=503)


@pytest.mark.parametrize("later", [LOST, NEVER_ASKED, TURNED_AWAY, errors.SecretStoreLocked()])
def test_the_time_of_grace_runs_from_the_first_answer_that_was_lost(finished: Office, later: errors.LmbError) -> None:
    finished.ledger.refused = {"refresh-1": LOST}
    finished.check()
    lost = finished.clock.now()
    finished.ledger.refused = {"refresh-1": later}
    for _ in range(5):
        finished.clock.move(minutes=5)
        finished.check()
    assert chain(finished).chain.renewing_at == lost


def test_beyond_the_time_of_grace_another_answer_may_be_owed(finished: Office) -> None:
    finished.ledger.refused = {"refresh-1": LOST}
    finished.check()
    finished.clock.move(minutes=31)
    finished.check()
    assert chain(finished).chain.renewing_at == finished.clock.now()


@pytest.mark.parametrize("undone", [NEVER_ASKED, TURNED_AWAY, errors.RateLimited(service="Xero", status=429)])
def test_a_refresh_that_nobody_took_is_owed_no_answer(finished: Office, undone: errors.LmbError) -> None:
    finished.ledger.refused = {"refresh-1": undone}
    finished.check()
    assert (finished.view().ledger.state, chain(finished).chain.renewing_at) == (State.UNREACHABLE, None)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_gateway_that_lost_its_patience_may_have_passed_the_refresh_on(finished: Office, status: int) -> None:
    finished.ledger.refused = {"refresh-1": errors.ServiceTrouble(service="Xero", status=status)}
    finished.check()
    assert chain(finished).chain.renewing_at == finished.clock.now()


def test_an_answer_lost_in_the_fifth_hour_of_an_outage_is_asked_for_again_in_time(finished: Office) -> None:
    finished.ledger.refused = {"refresh-1": NEVER_ASKED}
    for _ in range(6):
        finished.check()
        finished.clock.move(hours=1)
    finished.ledger.refused = {"refresh-1": LOST}
    finished.check()
    finished.ledger.refused = {}
    next_at = finished.connections.check_due(CancelToken()).next_at
    assert next_at is not None
    assert next_at <= finished.clock.now() + FIRST_RETRY
    finished.clock.time = next_at
    finished.connections.check_due(CancelToken())
    assert (finished.view().ledger.state, chain(finished).chain.renewing_at) == (State.OK, None)


def test_a_store_that_does_not_take_the_end_of_the_note_does_not_hide_the_refusal(finished: Office) -> None:
    put, finished.ledger.refused = finished.store.put_renewing, {"refresh-1": ENDED}

    def only_set(sign_in_id: str, at: object) -> None:
        if at is None:
            raise errors.StoreBusy
        put(sign_in_id, at)

    finished.store.put_renewing = only_set
    finished.check()
    assert finished.view().ledger.state is State.REAUTHORISE


def test_a_store_that_does_not_take_the_note_sends_no_refresh(finished: Office) -> None:
    def full(*_args) -> None:
        raise errors.DiskFull

    finished.store.put_renewing = full
    with pytest.raises(errors.DiskFull):
        finished.check()
    assert finished.ledger.renewed_with == []


def test_a_program_killed_during_a_refresh_leaves_the_chain_to_the_next_one_first_of_all(finished: Office) -> None:
    # Asked an hour ago, so nothing would be due for most of a day.
    finished.check()
    finished.clock.move(hours=1)
    asked = finished.clock.now()

    def killed() -> None:
        raise Killed

    finished.ledger.meanwhile = killed
    with pytest.raises(Killed):
        finished.check()
    finished.secrets.end()
    finished.ledger.meanwhile = lambda: None
    assert chain(finished).chain.renewing_at == asked
    later = finished.process(finished.another_process())
    # The seller half was asked at the same moment, and nothing else is due.
    assert later.check_due(CancelToken()).next_at == asked + STOPPED_REFRESH
    finished.clock.time += STOPPED_REFRESH
    later.check_due(CancelToken())
    assert finished.ledger.renewed_with[-1] == "refresh-1+"
    assert (finished.view().ledger.state, chain(finished).chain.renewing_at) == (State.OK, None)


def test_one_closed_keyring_is_asked_once_whatever_the_number_of_accounts(finished: Office) -> None:
    finished.save_seller("acc-2", name="Blue", seller_id=OTHER)
    finished.save_ledger("acc-2", ledger_grant("refresh-2", "user-2", Provider.QUICKBOOKS), BLUE)
    asked = []

    def locked(record: str, slot: str) -> None:
        asked.append((record, slot))
        raise errors.SecretStoreLocked

    finished.secrets.get = locked
    finished.check("acc-1", "acc-2")
    assert len(asked) == 1
    for account_id in ("acc-1", "acc-2"):
        view = finished.view(account_id)
        assert (view.seller.state, view.ledger.state) == (State.LOCKED, State.LOCKED)


def test_what_is_held_in_memory_is_checked_though_the_keyring_is_closed(finished: Office) -> None:
    finished.secrets.keep_until_quit()
    finished.save_seller("acc-2", name="Blue", seller_id=OTHER)
    finished.save_ledger("acc-2", ledger_grant("refresh-2", "user-2"), BLUE)
    finished.keyring.trouble = errors.SecretStoreLocked()
    finished.check("acc-1", "acc-2")
    assert (finished.view().state, finished.view("acc-2").state) == (State.LOCKED, State.OK)


def test_a_chain_that_another_process_is_at_for_long_is_passed_over_and_the_rest_is_asked(finished: Office) -> None:
    finished.save_seller("acc-2", name="Blue", seller_id=OTHER)
    finished.save_ledger("acc-2", ledger_grant("refresh-2", "user-2"), BLUE)
    facts = finished.view().account, finished.view().link
    busy = finished.view().sign_in
    assert busy is not None
    with finished.locks.hold(f"chain-{busy.id}"):
        finished.check("acc-1", "acc-2")
    assert finished.ledger.renewed_with == ["refresh-2"]
    assert (finished.view().link, finished.view("acc-2").state) == (facts[1], State.OK)


def test_what_was_left_for_another_time_is_not_left_for_a_day(finished: Office) -> None:
    busy = chain(finished)
    with finished.locks.hold(f"chain-{busy.id}"):
        outcome = finished.connections.check_due(CancelToken())
    assert outcome.next_at == finished.clock.now() + FIRST_RETRY


def test_the_older_of_two_answers_does_not_take_the_newer_back(finished: Office) -> None:
    """Two programs check at once; the second finds no network after the first was answered."""
    finished.ledger.refused = {"refresh-1": ENDED}
    finished.check()
    assert finished.view().ledger.state is State.REAUTHORISE
    finished.ledger.refused = {}
    finished.clock.move(minutes=1)
    other = finished.process(finished.another_process())

    def check_elsewhere() -> None:
        if finished.ledger.reads or len(finished.ledger.renewed_with) > 2:
            return
        finished.ledger.reading = None
        link = finished.store.link(next(iter(finished.store.links)))
        assert link is not None
        finished.store.change_link_facts(link, lambda facts: HalfFacts(facts.consented_at, finished.clock.now()))
        finished.ledger.reading = errors.Offline(service="Xero")

    finished.ledger.meanwhile = check_elsewhere
    finished.check()
    view = other.view("acc-1")
    assert (view.ledger.state, view.ledger.last_ok) == (State.UNREACHABLE, finished.clock.now())


def test_every_step_of_a_refresh_leaves_a_chain_that_the_next_program_renews() -> None:
    steps = 0
    while True:
        office = Office()
        office.save_seller()
        office.save_ledger()
        stop = Stop(steps, is_after=True)
        try:
            office.process(office.secrets, stop.wrap).check(["acc-1"], CancelToken())
            break
        except Killed:
            office.secrets.end()
        office.clock.move(minutes=2)
        later = office.connections = office.process(office.another_process())
        later.tidy()
        later.check_due(CancelToken())
        later.check(["acc-1"], CancelToken())
        assert office.view().state is State.OK, stop.steps
        assert len([one for one in office.keyring.entries if one[0] != "acc-1"]) <= 2
        steps += 1
    assert steps > 4
    assert office.clock.now() == NOW
