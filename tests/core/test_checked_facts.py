"""Checked facts: what stands in a half after a good answer, a refusal and a trouble, by a clock that may be wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core import errors
from lmb_desktop.core.checked_facts import REFUSALS, disconnected, failed, fine
from lmb_desktop.core.health import LIMITS, HalfFacts, State, half_health
from lmb_desktop.core.last_reply import LastReply
from lmb_desktop.core.rhythm import DAILY, LAST_RETRY
from tests.core.test_rhythm import an_account, due
from tests.fakes.services import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFLINE = errors.Offline(service="Xero")
USED = HalfFacts(consented_at=NOW - 30 * DAY, last_ok=NOW - DAY)


def test_a_good_answer_takes_everything_bad_back_and_keeps_the_dates() -> None:
    facts = HalfFacts(NOW, NOW, NOW, "withdrawn", NOW, "offline", NOW + DAY, NOW, NOW, LastReply("offline"))
    assert fine(facts, NOW + HOUR) == HalfFacts(consented_at=NOW, last_ok=NOW + HOUR, ends_at=NOW + DAY, paused_at=NOW)


def test_a_trouble_remembers_when_it_began() -> None:
    first = failed(USED, OFFLINE, NOW)
    later = failed(first, errors.ServiceTrouble(service="Xero", status=503), NOW + HOUR)
    assert (first.trouble, first.trouble_at, first.trouble_since) == ("offline", NOW, NOW)
    assert (later.trouble, later.trouble_at, later.trouble_since) == ("service-trouble", NOW + HOUR, NOW)
    assert later.last_ok == USED.last_ok


def test_a_refusal_ends_a_trouble_and_a_trouble_does_not_end_a_refusal() -> None:
    refused = failed(failed(USED, OFFLINE, NOW), errors.GrantEnded(service="Xero", reason="idle-too-long"), NOW + HOUR)
    assert (refused.refused_at, refused.refusal, refused.trouble_at) == (NOW + HOUR, "idle-too-long", None)
    again = failed(refused, OFFLINE, NOW + DAY)
    assert (again.refused_at, again.refusal, again.trouble_since) == (NOW + HOUR, "idle-too-long", NOW + DAY)


def test_of_two_checks_the_newer_reply_is_kept() -> None:
    first = failed(USED, errors.ServiceTrouble(service="Xero", status=502, details="answered 502"), NOW)
    second = failed(first, errors.ServiceTrouble(service="Xero", status=503, details="answered 503"), NOW + HOUR)
    assert second.reply == LastReply("service-trouble", (("service", "Xero"), ("status", 503)), "answered 503")
    refused = failed(second, errors.AppRefused(service="Xero", details="invalid_client"), NOW + 2 * HOUR)
    again = failed(refused, errors.NoRights(service="Xero", details="answered 403"), NOW + 3 * HOUR)
    assert (refused.reply.details, again.reply.details) == ("invalid_client", "answered 403")


def test_a_trouble_leaves_the_reply_of_a_refusal_that_stands() -> None:
    refused = failed(USED, errors.AppRefused(service="Xero", details="invalid_client"), NOW)
    assert failed(refused, OFFLINE, NOW + HOUR).reply == refused.reply


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (HalfFacts(), "credentials-refused"),
        (USED, "withdrawn"),
        (HalfFacts(last_ok=NOW - DAY, ends_at=NOW + DAY), "withdrawn"),
        (HalfFacts(last_ok=NOW - DAY, ends_at=NOW), "expired"),
    ],
)
def test_a_token_that_used_to_work_was_not_mistyped(facts: HalfFacts, reason: str) -> None:
    assert failed(facts, errors.CredentialsRefused(service="Amazon"), NOW).refusal == reason


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_asks_for_a_new_consent(kind: type[errors.LmbError]) -> None:
    facts = failed(USED, kind(), NOW)
    assert half_health(facts, NOW, limits=LIMITS["xero"]).state is State.REAUTHORISE


@pytest.mark.parametrize(
    "kind",
    [
        *(errors.Offline, errors.TimedOut, errors.ServiceTrouble, errors.RateLimited, errors.ClockWrong),
        *(errors.AnswerUnusable, errors.AppMissing, errors.SecretStoreLocked, errors.SecretStoreSlow),
    ],
)
def test_no_trouble_asks_for_a_new_consent(kind: type[errors.LmbError]) -> None:
    facts = failed(USED, kind(), NOW)
    assert half_health(facts, NOW, limits=LIMITS["xero"]).state in (State.UNREACHABLE, State.LOCKED)


MOMENTS = st.none() | st.integers(-500, 500).map(lambda hours: NOW + timedelta(hours=hours))
FACTS = st.builds(
    HalfFacts,
    consented_at=MOMENTS,
    last_ok=MOMENTS,
    refused_at=MOMENTS,
    trouble_at=MOMENTS,
    trouble=st.sampled_from(["", "offline", "secret-lost"]),
    trouble_since=MOMENTS,
)


@given(facts=FACTS, error=st.sampled_from([None, OFFLINE, errors.GrantEnded(service="Xero", reason="withdrawn")]))
def test_whatever_the_clock_did_before_the_half_was_asked_now_and_is_due_within_a_day(facts, error) -> None:
    after = fine(facts, NOW) if error is None else failed(facts, error, NOW)
    account = an_account(**vars(after))
    assert after.asked_at == NOW
    assert due(account, at=NOW + DAILY)[0] == ["acc-1"]
    if error is OFFLINE:
        # No storm either: the next try is not at once.
        assert due(account, at=NOW)[0] == []
        assert due(account, at=NOW + LAST_RETRY)[0] == ["acc-1"]


def test_a_half_that_was_asked_in_the_future_is_due_now() -> None:
    # The computer's clock was a year ahead for a day.
    account = an_account(last_ok=NOW + 365 * DAY)
    assert due(account)[0] == ["acc-1"]
    assert due(an_account(last_ok=fine(account.seller_facts, NOW).last_ok))[0] == []


def test_credentials_that_were_taken_away_leave_no_refusal_behind() -> None:
    facts = HalfFacts(NOW, NOW, NOW, "withdrawn", NOW, "secret-lost", NOW + DAY, NOW, NOW, LastReply("grant-ended"))
    assert disconnected(facts) == HalfFacts(consented_at=NOW, last_ok=NOW, paused_at=NOW)
