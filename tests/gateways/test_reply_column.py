"""The last reply in its column: it comes back as it was kept, never with a secret, never long."""

from __future__ import annotations

import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.last_reply import NO_REPLY, LastReply
from lmb_desktop.gateways.reply_column import LONGEST_DETAILS, LONGEST_FACT, reply_of, reply_text

SECRETS = {
    "refresh token": "Atzr|IwEBIExampleRefreshTokenMadeUp",
    "MWS token": "amzn.mws.11111111-2222-3333-4444-555555555555",
    "access token": "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtYWRlIHVwIn0.c2lnbmF0dXJl",
    "client secret": "client_secret=MadeUpClientSecret123",
    "header": "Authorization: Bearer MadeUpBearerToken123",
}


def there_and_back(error: errors.LmbError) -> LastReply:
    """Return what is read of an error that was written."""
    return reply_of(reply_text(LastReply.of(error)))


def test_it_comes_back_with_its_facts_as_they_were():
    reply = there_and_back(errors.ClockWrong(minutes=12, details="12 minutes; “茶”"))
    assert reply == LastReply("clock-wrong", (("minutes", 12),), "12 minutes; “茶”")


def test_none_takes_no_room():
    assert (reply_text(NO_REPLY), reply_of(None)) == (None, NO_REPLY)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_secret_that_got_this_far_is_masked_in_details_and_facts(secret: str):
    error = errors.AnswerUnusable(service="Xero", problem=f"it said {secret}", details=f"answered 400; {secret}")
    text = reply_text(LastReply.of(error))
    assert "answered 400" in text
    assert "it said" in text
    for part in secret.replace("=", " ").replace("|", " ").split(" ")[-1:]:
        assert part not in text


def test_a_secret_at_the_cut_is_masked_before_the_cut():
    filling = "x" * (LONGEST_DETAILS - 30)
    text = reply_text(LastReply.of(errors.Offline(details=f'{filling}"client_secret": "MadeUpClientSecret123"')))
    assert "MadeUp" not in text


def test_a_huge_reply_is_kept_in_part():
    error = errors.ServiceTrouble(service="x" * 5_000, status=503, details="y" * 50_000)
    reply = there_and_back(error)
    assert (len(reply.details), len(dict(reply.facts)["service"])) == (LONGEST_DETAILS, LONGEST_FACT)
    assert dict(reply.facts)["status"] == 503


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "5",
        "[]",
        "{}",
        '{"slug": "offline", "facts": [], "details": ""}',
        '{"slug": "offline", "facts": {"days": [1]}, "details": ""}',
        '{"slug": "offline", "facts": {}, "details": 5}',
        "[" * 100_000,
    ],
)
def test_what_cannot_be_read_is_no_reply_and_keeps_nobody_from_the_accounts(text: str):
    assert reply_of(text) == NO_REPLY
