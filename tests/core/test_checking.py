"""Checking: what a live read stores, what a refusal is, and that a rotated token is stored before it is used."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.account import SellerIdCheck
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import HalfFacts, State
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from tests.core.conftest import Office
from tests.fakes.services import NOW, ledger_grant, seller_identity


@pytest.fixture
def finished(office: Office) -> Office:
    """Give an office with one finished account at Xero, a day later."""
    office.save_seller()
    office.save_ledger()
    office.clock.move(days=1)
    return office


def kept_token(office: Office) -> str:
    """Return the refresh token that the row points to."""
    sign_in = office.store.holdings().sign_ins[0]
    return json.loads(office.keyring.entries[sign_in.id, sign_in.slot].reveal())["refresh_token"]


def test_a_good_check_moves_the_date_of_both_halves_and_the_end_of_the_chain(finished: Office) -> None:
    finished.clock.move(days=9)
    finished.check()
    view = finished.view()
    assert (view.state, view.seller.last_ok, view.ledger.last_ok) == (
        State.OK,
        finished.clock.time,
        finished.clock.time,
    )
    assert view.ledger.days_left == 60


def test_the_rotated_token_is_stored_before_the_access_token_is_used(finished: Office) -> None:
    seen: list[str] = []
    finished.ledger.meanwhile = lambda: seen.append(kept_token(finished))
    finished.check()
    # While the provider is asked to renew, and while the organisation is read.
    assert seen == ["refresh-1", "refresh-1+"]
    assert finished.ledger.reads == [("org-1", "access of refresh-1+")]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (errors.CredentialsRefused(service="Amazon"), "withdrawn"),
        (errors.AppRefused(service="Amazon"), "app-refused"),
        (errors.RoleMissing(service="Amazon"), "role-missing"),
        (errors.NoMarketplaces(region="Europe"), "no-marketplaces"),
        (errors.WrongRegion(found="Japan"), "wrong-region"),
        (errors.SellerIdDiffers(given="A", found="B"), "seller-id-differs"),
        (errors.GrantEnded(service="Amazon", reason="expired"), "expired"),
    ],
)
def test_a_refusal_by_amazon_asks_to_authorise_again(finished: Office, error: errors.LmbError, reason: str) -> None:
    finished.amazon.outcome = error
    finished.check()
    view = finished.view()
    assert (view.seller.state, view.seller.reason) == (State.REAUTHORISE, reason)
    assert view.ledger.state is State.OK


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (errors.Offline(service="Amazon", reason="no network"), State.UNREACHABLE),
        (errors.TimedOut(service="Amazon"), State.UNREACHABLE),
        (errors.ServiceTrouble(service="Amazon", status=503), State.UNREACHABLE),
        (errors.RateLimited(service="Amazon", wait_s=5), State.UNREACHABLE),
        (errors.ClockWrong(minutes=9), State.UNREACHABLE),
        (errors.AnswerUnusable(service="Amazon"), State.UNREACHABLE),
    ],
)
def test_trouble_is_no_refusal(finished: Office, error: errors.LmbError, state: State) -> None:
    finished.amazon.outcome = error
    finished.ledger.reading = error
    finished.check()
    view = finished.view()
    assert (view.seller.state, view.seller.reason) == (state, error.slug)
    assert (view.ledger.state, view.ledger.reason) == (state, error.slug)


def test_a_locked_keyring_is_said_and_nobody_is_asked(finished: Office) -> None:
    finished.keyring.trouble = errors.SecretStoreLocked()
    finished.check()
    view = finished.view()
    assert (view.seller.state, view.ledger.state) == (State.LOCKED, State.LOCKED)
    assert (finished.amazon.asked, finished.ledger.renewed_with) == ([], [])


def test_a_secret_removed_outside_asks_to_authorise_again(finished: Office) -> None:
    finished.keyring.entries.clear()
    finished.check()
    view = finished.view()
    assert (view.seller.state, view.seller.reason) == (State.REAUTHORISE, "secret-lost")
    assert (view.ledger.state, view.ledger.reason) == (State.REAUTHORISE, "secret-lost")


@pytest.mark.parametrize("entry", ["", "not json", "[]", '{"v": 1}', '{"token": 1, "refresh_token": ""}'])
def test_an_entry_that_was_tampered_with_counts_as_lost(finished: Office, entry: str) -> None:
    finished.keyring.entries = dict.fromkeys(finished.keyring.entries, Secret(entry))
    finished.check()
    view = finished.view()
    assert (view.seller.reason, view.ledger.reason) == ("secret-lost", "secret-lost")


def test_a_refusal_after_a_good_answer_at_the_same_moment_counts(office: Office) -> None:
    office.save_seller()
    office.amazon.outcome = errors.CredentialsRefused(service="Amazon")
    office.check()
    assert office.view().seller.state is State.REAUTHORISE
    office.amazon.outcome = None
    office.check()
    assert office.view().seller.state is State.OK


def test_trouble_after_a_refusal_does_not_hide_it(finished: Office) -> None:
    finished.amazon.outcome = errors.CredentialsRefused(service="Amazon")
    finished.check()
    finished.amazon.outcome = errors.Offline(service="Amazon")
    finished.check()
    assert finished.view().seller.state is State.REAUTHORISE


def test_a_refused_refresh_asks_to_sign_in_again_and_keeps_the_token(finished: Office) -> None:
    finished.ledger.refused = {"refresh-1": errors.GrantEnded(service="Xero", reason="idle-too-long")}
    finished.check()
    view = finished.view()
    assert (view.ledger.state, view.ledger.reason) == (State.REAUTHORISE, "idle-too-long")
    assert (finished.ledger.renewed_with, kept_token(finished)) == (["refresh-1"], "refresh-1")


def test_within_the_time_of_grace_the_token_before_the_last_is_tried_once(finished: Office) -> None:
    finished.check()
    finished.clock.move(minutes=29)
    finished.ledger.refused = {"refresh-1+": errors.GrantEnded(service="Xero", reason="withdrawn")}
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-1+", "refresh-1"]
    assert finished.view().ledger.state is State.OK


def test_after_the_time_of_grace_the_old_token_is_not_tried(finished: Office) -> None:
    finished.check()
    finished.clock.move(minutes=31)
    finished.ledger.refused = {"refresh-1+": errors.GrantEnded(service="Xero", reason="withdrawn")}
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-1+"]
    assert finished.view().ledger.state is State.REAUTHORISE


def test_two_refusals_within_the_time_of_grace_are_the_end(finished: Office) -> None:
    finished.check()
    ended = errors.GrantEnded(service="Xero", reason="withdrawn")
    finished.ledger.refused = {"refresh-1+": ended, "refresh-1": ended}
    finished.check()
    assert finished.ledger.renewed_with == ["refresh-1", "refresh-1+", "refresh-1"]
    assert finished.view().ledger.state is State.REAUTHORISE


def test_quickbooks_has_no_time_of_grace_and_keeps_no_old_token(office: Office) -> None:
    office.save_seller()
    office.save_ledger(grant=ledger_grant(provider=Provider.QUICKBOOKS))
    office.check()
    assert office.orphans() == set()
    office.ledger.refused = {"refresh-1+": errors.GrantEnded(service="QuickBooks", reason="withdrawn")}
    office.check()
    assert office.ledger.renewed_with == ["refresh-1", "refresh-1+"]


def test_access_withdrawn_for_one_organisation_leaves_the_chain_alone(finished: Office) -> None:
    finished.ledger.reading = errors.GrantEnded(service="Xero", reason="withdrawn")
    finished.check()
    assert finished.view().ledger.state is State.REAUTHORISE
    assert kept_token(finished) == "refresh-1+"


def test_a_shared_link_is_read_once(finished: Office) -> None:
    finished.save_seller("acc-2", name="Second", region="north-america")
    link = finished.view().link
    assert link is not None
    finished.connections.share_link("acc-2", link.id)
    finished.check("acc-1", "acc-2")
    assert (len(finished.ledger.renewed_with), len(finished.ledger.reads)) == (1, 1)
    assert len(finished.amazon.asked) == 2


def test_what_is_paused_is_not_asked(finished: Office) -> None:
    account, link = finished.store.accounts["acc-1"], next(iter(finished.store.links.values()))
    paused = HalfFacts(paused_at=NOW)
    finished.store.accounts["acc-1"] = replace(account, seller_facts=paused)
    finished.store.links[link.id] = replace(link, facts=paused)
    finished.check()
    assert (finished.amazon.asked, finished.ledger.renewed_with) == ([], [])
    assert finished.view().state is State.PAUSED


def test_a_check_that_is_cancelled_stops_and_stores_nothing(finished: Office) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(errors.Cancelled):
        finished.connections.check(["acc-1"], cancel)
    assert finished.amazon.asked == []


def test_a_name_that_changed_at_amazon_is_taken_over(finished: Office) -> None:
    finished.amazon.outcome = seller_identity(store_name="Harbour Tea and Coffee")
    finished.check()
    assert finished.view().account.store_name == "Harbour Tea and Coffee"


def test_a_seller_id_confirmed_once_stays_confirmed_when_no_call_can_tell_today(finished: Office) -> None:
    finished.amazon.outcome = replace(seller_identity(), id_check=SellerIdCheck.NOT_CHECKABLE)
    finished.check()
    account = finished.view().account
    assert (account.seller_facts.last_ok, account.id_check) == (finished.clock.time, SellerIdCheck.CONFIRMED)


def test_an_answer_about_older_credentials_is_dropped(finished: Office) -> None:
    finished.amazon.outcome = errors.CredentialsRefused(service="Amazon")

    def re_authorise() -> None:
        finished.amazon.meanwhile = lambda: None
        finished.save_seller(token="token-2")

    finished.amazon.meanwhile = re_authorise
    finished.check()
    assert finished.view().seller.state is State.OK


def test_an_answer_about_an_older_consent_is_dropped(finished: Office) -> None:
    finished.ledger.reading = errors.GrantEnded(service="Xero", reason="withdrawn")

    def consent_again() -> None:
        if finished.ledger.reads:
            finished.ledger.meanwhile = lambda: None
            finished.save_ledger(grant=ledger_grant("refresh-9", "user-2", at=finished.clock.now()))

    finished.ledger.meanwhile = consent_again
    finished.check()
    view = finished.view()
    assert view.ledger.state is State.OK
    assert view.sign_in is not None
    assert view.sign_in.user_id == "user-2"


def test_an_account_removed_while_it_is_checked_stays_removed(finished: Office) -> None:
    finished.amazon.meanwhile = lambda: finished.store.remove_account("acc-1")
    finished.check()
    assert finished.connections.overview().accounts == ()


def test_an_account_nobody_knows_is_passed_over(finished: Office) -> None:
    finished.check("nobody")
    assert finished.amazon.asked == []
