"""One attempt at Amazon's consent page: which answers are ours, what they bring, and which errors its pages name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core import errors
from lmb_desktop.core.account import Method, SellerApp, SellerGrant
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.seller_central import consent_url
from lmb_desktop.core.seller_consent import PAGE_ERRORS, ConsentAnswer, ConsentAttempt, page_error_in
from lmb_desktop.core.service_settings import AmazonSettings

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
STATE = "s" * 43
HOME = "https://books.example/amazon"
SELLER = "A3KP7Q2WX8N4VT"


def attempt() -> ConsentAttempt:
    return ConsentAttempt(
        region="europe",
        authorize_url=f"https://sellercentral-europe.amazon.com/apps/authorize/consent?state={STATE}",
        redirect_uri=HOME,
        state=Secret(STATE),
        issued_at=NOW,
    )


def answer(**query: str) -> str:
    fields = {"spapi_oauth_code": "the-code", "selling_partner_id": SELLER, "state": STATE} | query
    return HOME + "?" + "&".join(f"{name}={quote(value)}" for name, value in fields.items() if value)


def test_a_good_answer_brings_code_and_seller_once():
    started = attempt()
    assert started.judge(answer(mws_auth_token="amzn.mws.1"), NOW) == ConsentAnswer(Secret("the-code"), SELLER, True)
    with pytest.raises(errors.AnswerRepeated):
        started.judge(answer(), NOW)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (answer(state=""), errors.StateMissing),
        (answer(state="o" * 43), errors.StateWrong),
        (answer(state="o" * 43, spapi_oauth_code="", error="access_denied"), errors.StateWrong),
        (answer() + "&selling_partner_id=A1NL6C4YB8RQ2M", errors.AnswerMalformed),
        (answer() + "&spapi_oauth_code=another", errors.AnswerMalformed),
        (answer().replace("books.example", "books.example.evil.example"), errors.AddressNotOurs),
        (answer() + "#x", errors.AddressNotOurs),
    ],
)
def test_an_answer_that_is_not_ours_leaves_the_attempt_open(url: str, kind: type[errors.LmbError]):
    started = attempt()
    with pytest.raises(kind):
        started.judge(url, NOW)
    assert started.judge(answer(), NOW).seller_id == SELLER


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ({"spapi_oauth_code": ""}, errors.AnswerMalformed),
        ({"error": "access_denied"}, errors.AnswerMalformed),
        ({"spapi_oauth_code": "", "error": "access_denied"}, errors.ConsentDenied),
        ({"spapi_oauth_code": "", "error": "<b>"}, errors.ConsentFailed),
        ({"spapi_oauth_code": "c" * 2049}, errors.AnswerMalformed),
        ({"spapi_oauth_code": "c\nd"}, errors.AnswerMalformed),
        ({"selling_partner_id": ""}, errors.AnswerMalformed),
        ({"selling_partner_id": "<script>"}, errors.AnswerMalformed),
        ({"selling_partner_id": "a3kp7q2wx8n4vt"}, errors.AnswerMalformed),
    ],
)
def test_an_answer_that_brings_nothing_ends_the_attempt(query: dict[str, str], kind: type[errors.LmbError]):
    started = attempt()
    with pytest.raises(kind):
        started.judge(answer(**query), NOW)
    assert started.is_used


def test_an_answer_after_ten_minutes_is_late():
    with pytest.raises(errors.AnswerLate):
        attempt().judge(answer(), NOW + timedelta(minutes=10))
    with pytest.raises(errors.AnswerLate):
        attempt().judge_typed("the-code", SELLER, NOW + timedelta(minutes=10))


def test_a_typed_code_counts_once_and_its_seller_is_not_proven():
    started = attempt()
    with pytest.raises(errors.AnswerMalformed):
        started.judge_typed("the-code", "not a seller", NOW)
    assert started.judge_typed("the-code", SELLER, NOW) == ConsentAnswer(Secret("the-code"), SELLER, False)
    with pytest.raises(errors.AnswerRepeated):
        started.judge(answer(), NOW)


@given(st.text(max_size=60))
def test_no_text_upsets_the_judge_or_the_reader_of_errors(text: str):
    for url in (text, HOME + text, f"{HOME}?{text}", f"https://{text}/cb"):
        page_error_in(url)
        with pytest.raises(errors.SignInError):
            attempt().judge(url, NOW)


def test_an_attempt_and_its_answer_show_neither_state_nor_code():
    assert STATE not in repr(attempt())
    assert "the-code" not in repr(attempt().judge(answer(), NOW))


@pytest.mark.parametrize("code", PAGE_ERRORS)
def test_an_error_is_read_from_the_address_of_a_page(code: str):
    base = "https://sellercentral.amazon.com/apps/authorize"
    for url in (f"{base}/error?errorCode={code}&app=x", f"{base}/error/{code}", f"{base}/error#{code}"):
        assert page_error_in(url) == code, url


@pytest.mark.parametrize(
    "url",
    [
        f"https://sellercentral.amazon.com/apps/authorize/consent?application_id=x&state=MD1000{STATE}",
        "https://sellercentral.amazon.com/apps/authorize/consent?application_id=amzn1.MD1000",
        "https://sellercentral.amazon.com/home",
        "https://[::1/MD1000",
        "",
    ],
)
def test_no_error_is_read_where_none_is_named(url: str):
    assert page_error_in(url) == ""


def test_the_address_of_the_consent_page_names_the_app_and_where_to_come_back():
    app = AmazonSettings("client", Secret("secret"), application_id="amzn1.sp.solution.1", consent_redirect_uri=HOME)
    base = "https://sellercentral-europe.amazon.com"
    url = consent_url(base, app, Secret("st"), is_draft=False)
    assert url == (
        f"{base}/apps/authorize/consent?application_id=amzn1.sp.solution.1&state=st"
        "&redirect_uri=https%3A%2F%2Fbooks.example%2Famazon"
    )
    assert consent_url(base, app, Secret("st"), is_draft=True) == f"{url}&version=beta"


GRANT = SellerGrant(SELLER, Secret("Atzr|made-up"), is_id_proven=True)
EUROPE = AccountDraft("new").with_region("europe")


def test_a_consent_gives_seller_and_token_and_belongs_to_this_programs_app():
    typed = EUROPE.with_own_app(True).with_credentials(own_app=SellerApp("own", Secret("s")))
    draft = typed.with_consent(GRANT)
    sent = draft.credentials
    assert (sent.seller_id, sent.token, sent.own_app, sent.is_id_proven) == (SELLER, GRANT.token, None, True)
    assert not EUROPE.credentials.is_id_proven


@pytest.mark.parametrize(
    "changed",
    [
        EUROPE.with_consent(GRANT).with_region("japan"),
        EUROPE.with_consent(GRANT).with_method(Method.MWS),
        EUROPE.with_consent(GRANT).without_consent(),
    ],
)
def test_another_region_or_method_drops_a_consent_with_what_it_brought(changed: AccountDraft):
    assert (changed.consent, changed.seller_id, bool(changed.token)) == (None, "", False)


def test_typing_over_a_consent_makes_it_a_typed_one():
    draft = EUROPE.with_consent(GRANT).with_credentials(token=Secret("Atzr|typed"))
    assert (draft.consent, draft.credentials.is_id_proven) == (None, False)


def test_the_region_in_which_amazon_found_the_seller_keeps_the_consent():
    found = EUROPE.with_consent(GRANT).with_region_found("north-america")
    assert (found.region, found.consent, found.token) == ("north-america", GRANT, GRANT.token)


def test_a_region_found_for_typed_details_keeps_them():
    typed = EUROPE.with_credentials(seller_id=SELLER, token=Secret("Atzr|typed"))
    found = typed.with_region_found("north-america")
    assert (found.seller_id, found.token, found.is_visited) == (SELLER, typed.token, True)
