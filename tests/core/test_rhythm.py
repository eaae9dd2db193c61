"""Rhythm: what is due and when, from facts and the time alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core.account import Account, Method, SellerIdCheck
from lmb_desktop.core.health import ChainFacts, HalfFacts
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.rhythm import DAILY, FIRST_RETRY, JITTER, LAST_RETRY, plan, seller_due_at
from lmb_desktop.core.sign_in import Provider, SignIn
from tests.fakes.services import NOW

MINUTE = timedelta(minutes=1)


def an_account(account_id: str = "acc-1", link_id: str | None = None, slot: str = "a", **facts) -> Account:
    """Return an account with these facts about its Amazon half."""
    return Account(
        id=account_id,
        name=account_id,
        region="europe",
        method=Method.SP_API,
        seller_id=account_id.upper(),
        store_name="",
        id_check=SellerIdCheck.CONFIRMED,
        participations=(),
        seller_slot=slot,
        created_at=NOW,
        link_id=link_id,
        seller_facts=HalfFacts(**({"last_ok": NOW} | facts)),
    )


def a_chain(link_id: str = "link-1", *, slot: str = "a", renewing_at: datetime | None = None, **facts):
    """Return a sign-in and a link on it."""
    sign_in = SignIn(f"of-{link_id}", Provider.XERO, "production", "user", "", slot, "one")
    link = LedgerLink(link_id, sign_in.id, Provider.XERO, f"org-{link_id}", "Fern & Slate Ltd")
    sign_in = replace(sign_in, chain=ChainFacts(renewing_at=renewing_at))
    return sign_in, replace(link, facts=HalfFacts(**({"last_ok": NOW} | facts)))


def due(*accounts: Account, chains=(), at: datetime = NOW, holder: str = "one"):
    """Return what is due: ids of accounts, ids of links, and when the next look is."""
    holdings = Holdings(accounts, tuple(each[0] for each in chains), tuple(each[1] for each in chains))
    found = plan(holdings, at, holder=holder)
    links = [link.id for chain in found.chains for link in chain.links]
    return [account.id for account in found.accounts], links, found.next_at


def test_a_half_that_was_never_asked_is_due_at_once() -> None:
    assert due(an_account(last_ok=None), chains=[a_chain(last_ok=None)])[:2] == (["acc-1"], ["link-1"])


def test_a_half_is_due_once_a_day_and_not_earlier() -> None:
    account, chain = an_account(), a_chain()
    accounts, links, next_at = due(account, chains=[chain])
    assert (accounts, links) == ([], [])
    assert NOW + DAILY * (1 - JITTER) <= next_at <= NOW + DAILY
    assert due(account, chains=[chain], at=NOW + DAILY)[:2] == (["acc-1"], ["link-1"])


def test_accounts_drift_apart() -> None:
    moments = {seller_due_at(an_account(f"acc-{number}"), DAILY) for number in range(50)}
    assert len(moments) == 50


def test_after_trouble_the_pause_doubles_and_three_tries_fall_into_half_an_hour() -> None:
    began, asked, tries = NOW, NOW, []
    while asked < NOW + timedelta(days=2):
        account = an_account(trouble="offline", trouble_since=began, trouble_at=asked)
        asked = seller_due_at(account, DAILY)
        tries.append(asked)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert sum(one <= NOW + timedelta(minutes=30) for one in tries) >= 3
    assert all(FIRST_RETRY * (1 - JITTER) <= pause <= LAST_RETRY for pause in pauses)
    assert pauses[-1] >= LAST_RETRY * (1 - JITTER)


def test_a_refusal_is_asked_about_again_next_day_only() -> None:
    account = an_account(refused_at=NOW + MINUTE, refusal="withdrawn")
    assert due(account, at=NOW + timedelta(hours=20))[0] == []
    assert due(account, at=NOW + MINUTE + DAILY)[0] == ["acc-1"]


@pytest.mark.parametrize("trouble", ["secret-lost", "moved"])
def test_what_only_a_person_mends_is_not_tried_in_haste(trouble: str) -> None:
    account = an_account(trouble=trouble, trouble_at=NOW, trouble_since=NOW)
    assert due(account, at=NOW + timedelta(hours=20))[0] == []


def test_a_refresh_that_a_stopped_program_left_behind_comes_first() -> None:
    chain = a_chain(renewing_at=NOW + MINUTE)
    assert due(an_account(link_id="link-1"), chains=[chain], at=NOW + MINUTE)[1] == []
    assert due(an_account(link_id="link-1"), chains=[chain], at=NOW + 2 * MINUTE)[1] == ["link-1"]


def test_a_refresh_whose_answer_was_lost_is_tried_again_in_the_time_of_grace() -> None:
    lost = NOW + MINUTE
    chain = a_chain(renewing_at=NOW, trouble="timed-out", trouble_at=lost, trouble_since=lost)
    assert due(chains=[chain], at=lost + FIRST_RETRY)[1] == ["link-1"]


@pytest.mark.parametrize(("tried", "is_tried_soon"), [(0, True), (15, True), (29, True), (30, False), (300, False)])
def test_while_an_answer_is_owed_the_pauses_do_not_grow_however_long_the_trouble_lasts(tried, is_tried_soon) -> None:
    asked, since = NOW + tried * MINUTE, NOW - timedelta(days=1)
    chain = a_chain(renewing_at=NOW, trouble="timed-out", trouble_at=asked, trouble_since=since)
    assert due(chains=[chain], at=asked + FIRST_RETRY)[1] == (["link-1"] if is_tried_soon else [])


def test_paused_accounts_are_left_alone_but_not_what_they_share() -> None:
    paused = an_account(link_id="link-1", paused_at=NOW)
    assert due(paused, chains=[a_chain()], at=NOW + DAILY)[:2] == ([], [])
    other = an_account("acc-2", link_id="link-1")
    assert due(paused, other, chains=[a_chain()], at=NOW + DAILY)[:2] == (["acc-2"], ["link-1"])


def test_a_ledger_connection_that_waits_for_an_account_is_kept_alive() -> None:
    assert due(chains=[a_chain()], at=NOW + DAILY)[1] == ["link-1"]


def test_halves_without_a_secret_here_are_left_alone() -> None:
    moved, elsewhere = an_account("acc-1", slot=""), replace(an_account("acc-2", slot="memory-a"), seller_holder="two")
    chains = [a_chain("link-1", slot=""), a_chain("link-2", slot="memory-b")]
    assert due(moved, elsewhere, chains=chains, at=NOW + DAILY)[:2] == ([], ["link-2"])
    assert due(elsewhere, at=NOW + DAILY, holder="two")[0] == ["acc-2"]


MOMENTS = st.none() | st.integers(-100, 100).map(lambda hours: NOW + timedelta(hours=hours))


@given(last_ok=MOMENTS, refused_at=MOMENTS, trouble_at=MOMENTS, since=MOMENTS)
def test_whatever_happened_the_next_look_is_within_a_day_of_the_last(last_ok, refused_at, trouble_at, since) -> None:
    account = an_account(
        last_ok=last_ok, refused_at=refused_at, trouble_at=trouble_at, trouble="offline", trouble_since=since
    )
    asked = account.seller_facts.asked_at
    assert asked is None or asked < seller_due_at(account, DAILY) <= asked + DAILY
