"""One sign-in attempt: which addresses are ours, which answers are, and what each other one is called."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core import errors
from lmb_desktop.core.attempt import LIFETIME, Attempt
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
STATE = "s" * 43
HOME = "https://app.example.com/cb"
ISSUER = "https://identity.xero.com"


def attempt(provider: Provider = Provider.XERO, redirect_uri: str = HOME, **others) -> Attempt:
    """Return an attempt that has just begun."""
    fields = {"issuer": ISSUER} | others
    return Attempt(
        provider=provider,
        environment="production",
        authorize_url=f"https://login.xero.com/identity/connect/authorize?state={STATE}",
        redirect_uri=redirect_uri,
        state=Secret(STATE),
        verifier=Secret("v" * 64),
        issued_at=NOW,
        **fields,
    )


def good(home: str = HOME, **query: str) -> str:
    """Return an answer with this query beside a good code and state."""
    fields = {"code": "the-code", "state": STATE} | query
    return home + "?" + "&".join(f"{name}={quote(value)}" for name, value in fields.items() if value)


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.com/cb",
        "https://app.example.com/cb?code=1",
        "https://APP.example.COM/cb?code=1",
        "HTTPS://app.example.com/cb",
        "https://app.example.com:443/cb",
        "https://app.example.com/cb?next=https://evil.example/cb",
        "https://app.example.com/cb?error_description=Nicht+erlaubt:+%C3%BC",
        "https://app.example.com/cb?error_description=nicht erlaubt: ü",
    ],
)
def test_our_address_is_ours_whatever_its_query(url):
    assert attempt().is_answer_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.com@evil.com/cb",
        "https://app.example.com\\@evil.com/cb",
        "https://evil.com\\@app.example.com/cb",
        "https://user@app.example.com/cb",
        "https://user:word@app.example.com/cb",
        "https://@app.example.com/cb",
        "https://app.example.com./cb",
        "https://app.example.com.evil.com/cb",
        "https://xn--app-example.com/cb",
        "https://app.example.com%2f.evil.com/cb",
        "https://app\u3002example.com/cb",
        "https://ａpp.example.com/cb",
        "https://app.example.com/cb%2f",
        "https://app.example.com/x/../cb",
        "https://app.example.com/./cb",
        "https://app.example.com//cb",
        "https://app.example.com/cb;x",
        "https://app.example.com/cb/",
        "https://app.example.com/CB",
        "https://app.example.com/c%62",
        "https://app.example.com/cbx?code=1",
        "https://app.example.com/cb#code=1",
        "https://app.example.com/cb?code=1#x",
        "https://app.example.com:444/cb",
        "https://app.example.com:0/cb",
        "https://app.example.com:99999/cb",
        "https://app.example.com:443x/cb",
        "http://app.example.com/cb",
        "https:/app.example.com/cb",
        "https:app.example.com/cb",
        "//app.example.com/cb",
        "app.example.com/cb",
        "/cb?code=1",
        "javascript:https://app.example.com/cb",
        "data:text/html,https://app.example.com/cb",
        "file:///cb",
        "https://app.exam\nple.com/cb",
        "https://app.example.com/\tcb",
        " https://app.example.com/cb",
        "https://app.example.com /cb",
        "https://[::1/cb",
        "",
    ],
)
def test_a_hostile_address_is_not_ours(url):
    started = attempt()
    assert not started.is_answer_address(url)
    with pytest.raises(errors.AddressNotOurs):
        started.judge(url, NOW)
    assert not started.is_used


@given(st.text(max_size=60))
def test_no_text_upsets_the_judge(text):
    for url in (text, HOME + text, f"{HOME}?{text}", f"https://{text}/cb"):
        with pytest.raises(errors.SignInError):
            attempt().judge(url, NOW)


@pytest.mark.parametrize(
    ("home", "url"),
    [
        ("http://localhost:8742/xero", "http://127.0.0.1:8742/xero"),
        ("http://localhost:8742/xero", "http://localhost:8743/xero"),
        ("http://localhost:8742/xero", "http://localhost/xero"),
        ("http://127.0.0.1:8742/xero", "http://[::1]:8742/xero"),
    ],
)
def test_addresses_of_this_computer_are_told_apart(home, url):
    assert attempt(redirect_uri=home).is_answer_address(home)
    assert not attempt(redirect_uri=home).is_answer_address(url)


def test_the_origin_is_recognised_on_any_path_for_refusing_the_rest_of_it():
    started = attempt()
    assert started.is_answer_origin("https://app.example.com/other")
    assert not started.is_answer_origin("https://app.example.com:8443/cb")
    assert not started.is_answer_origin("https://[broken/cb")


def test_a_good_answer_brings_its_code_and_uses_the_attempt_up():
    started = attempt()
    answer = started.judge(good(iss=ISSUER), NOW)
    assert (answer.code, answer.realm_id, started.is_used) == (Secret("the-code"), "", True)
    with pytest.raises(errors.AnswerRepeated):
        started.judge(good(), NOW)


def test_an_answer_counts_once_whoever_brings_it_first():
    started, outcomes = attempt(), []
    barrier = threading.Barrier(8)

    def bring():
        barrier.wait()
        try:
            outcomes.append(started.judge(good(), NOW))
        except errors.AnswerRepeated:
            outcomes.append(None)

    threads = [threading.Thread(target=bring) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([outcome for outcome in outcomes if outcome]) == 1


@pytest.mark.parametrize("name", ["code", "state", "error", "realmId", "iss"])
@pytest.mark.parametrize("spelling", [str, lambda name: f"%{ord(name[0]):02x}{name[1:]}"])
def test_an_answer_that_repeats_a_part_is_damaged_and_leaves_the_attempt_open(name, spelling):
    started = attempt()
    with pytest.raises(errors.AnswerMalformed):
        started.judge(f"{good()}&{spelling(name)}=1&{name}=2", NOW)
    assert not started.is_used


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("", errors.StateMissing),
        ("x" * 43, errors.StateWrong),
        (STATE[:-1], errors.StateWrong),
        (STATE + "s", errors.StateWrong),
        (STATE.upper(), errors.StateWrong),
        ("ü", errors.StateWrong),
    ],
)
@pytest.mark.parametrize("query", [{}, {"code": "", "error": "access_denied"}])
def test_a_state_that_is_not_ours_is_refused_before_anything_else(state, kind, query):
    started = attempt()
    with pytest.raises(kind):
        started.judge(good(**query, state=state), NOW)
    assert not started.is_used
    assert started.judge(good(), NOW).code


def test_the_answer_to_another_attempt_is_refused():
    other = attempt()
    other.state = Secret("o" * 43)
    with pytest.raises(errors.StateWrong):
        other.judge(good(), NOW)


def test_the_answer_of_one_provider_is_refused_on_the_way_of_the_other():
    quickbooks = attempt(Provider.QUICKBOOKS, "https://app.example.com/qbo")
    with pytest.raises(errors.AddressNotOurs):
        quickbooks.judge(good(), NOW)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"code": ""}, "empty"),
        ({"error": "access_denied"}, "mixed"),
        ({"code": "c" * 2049}, "oversized"),
        ({"code": "a\x00b"}, "oversized"),
        ({"code": "cödé"}, "oversized"),
    ],
)
def test_an_answer_that_cannot_be_right_is_damaged(query, problem):
    with pytest.raises(errors.AnswerMalformed) as caught:
        attempt().judge(good(**query), NOW)
    assert caught.value.fact("problem") == problem


def test_a_code_may_have_2048_characters():
    assert len(attempt().judge(good(code="c" * 2048), NOW).code) == 2048


def test_too_many_parts_are_not_read():
    with pytest.raises(errors.AnswerMalformed):
        attempt().judge(good() + "&a=1" * 60, NOW)


@pytest.mark.parametrize("realm", ["", "12a4", "١٢٣", "1" * 33, "-1", "1 2"])
def test_a_quickbooks_answer_without_a_plain_company_is_damaged(realm):
    with pytest.raises(errors.AnswerMalformed) as caught:
        attempt(Provider.QUICKBOOKS, issuer="").judge(good(realmId=realm), NOW)
    assert caught.value.fact("problem") == "company"


def test_a_quickbooks_answer_brings_its_company_and_a_xero_answer_never_does():
    assert attempt(Provider.QUICKBOOKS).judge(good(realmId="9341453"), NOW).realm_id == "9341453"
    assert attempt().judge(good(realmId="<script>"), NOW).realm_id == ""


def test_a_wrong_issuer_is_refused_and_a_missing_one_is_not():
    with pytest.raises(errors.IssuerWrong):
        attempt().judge(good(iss="https://identity.xero.com.evil.example"), NOW)
    assert attempt().judge(good(), NOW).code


def test_with_no_issuer_expected_none_is_compared():
    assert attempt(issuer="").judge(good(iss="http://localhost:1"), NOW).code


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        ("access_denied", errors.ConsentDenied, ""),
        ("invalid_scope", errors.ScopeRefused, ""),
        ("server_error", errors.ConsentFailed, "server_error"),
        ("<b>markup</b>", errors.ConsentFailed, "unknown"),
        ("fehler_ü", errors.ConsentFailed, "unknown"),
        ("e" * 40, errors.ConsentFailed, "e" * 40),
        ("e" * 41, errors.ConsentFailed, "unknown"),
        ("MD5110", errors.ConsentFailed, "MD5110"),
        ("a1b2c3d4e5f6g", errors.ConsentFailed, "unknown"),
    ],
)
def test_an_error_in_the_answer_ends_the_attempt_under_its_own_name(error, kind, code):
    started = attempt()
    with pytest.raises(kind) as caught:
        started.judge(good(code="", error=error, error_description="<b>markup</b>"), NOW)
    assert (caught.value.fact("code"), started.is_used) == (code, True)
    assert "markup" not in str(caught.value.facts)


def test_an_answer_is_taken_until_the_attempt_expires():
    assert attempt().judge(good(), NOW + LIFETIME - timedelta(seconds=1)).code
    with pytest.raises(errors.AnswerLate) as caught:
        attempt().judge(good(), NOW + LIFETIME)
    assert caught.value.fact("minutes") == "10"


def test_an_attempt_shows_neither_state_nor_verifier():
    shown = repr(attempt())
    assert STATE not in shown
    assert "vvvv" not in shown
