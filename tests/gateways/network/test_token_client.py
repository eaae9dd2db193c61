"""OAuth 2.0 by requests-oauthlib, with each of its traps closed."""

import base64
import hashlib
import logging
import re
import threading
from urllib.parse import parse_qs, urlsplit

import oauthlib.oauth2.rfc6749.parameters
import pytest
import requests_oauthlib.oauth2_session
from oauthlib.oauth2 import WebApplicationClient
from oauthlib.oauth2.rfc6749.utils import is_secure_transport

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AnswerUnusable, Cancelled, Offline, RateLimited, ServiceTrouble
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.gateways.secure_transport import CHECK, TOUCHED, http_allowed
from lmb_desktop.gateways.token_answer import TokenRefused
from lmb_desktop.gateways.token_client import OAuthClient, TokenClient
from tests.gateways.network.scripted_server import Scripted, as_json

CODE, VERIFIER, OLD = Secret("c0de-canary"), Secret("verifier-canary" * 4), Secret("old-refresh-canary")
GOOD = {
    "access_token": "access-canary",
    "refresh_token": "new-refresh-canary",
    "id_token": "id-canary",
    "token_type": "Bearer",
    "expires_in": 1800,
}
CANARIES = re.compile("canary")


@pytest.fixture
def tokens(web):
    return TokenClient(web)


@pytest.fixture
def public(service):
    return OAuthClient("Xero", "the-client", f"{service.url}/token")


@pytest.fixture
def confidential(service):
    return OAuthClient("QuickBooks", "the-client", f"{service.url}/token", Secret("söcret"), {"x-more": "true"})


@pytest.fixture
def exchange(tokens, service, cancel):
    def once(client, *script, verifier=VERIFIER):
        service.answers(*script)
        return tokens.exchange(client, CODE, cancel, redirect_uri="http://localhost:8742/xero", verifier=verifier)

    return once


@pytest.fixture
def refresh(tokens, service, cancel):
    def once(client, *script, token=cancel):
        service.answers(*script)
        return tokens.refresh(client, OLD, token)

    return once


def test_the_challenge_is_the_one_of_rfc_7636_appendix_b():
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    challenge = WebApplicationClient("x").create_code_challenge(verifier, "S256")
    assert challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    "authorize_url", ["https://login.xero.com/identity/connect/authorize", "http://localhost:1/a?b=c"]
)
def test_an_authorize_address_carries_state_and_the_challenge_of_its_own_verifier(tokens, authorize_url):
    address = tokens.authorize_address(
        "the-client",
        authorize_url,
        redirect_uri="http://localhost:8742/xero",
        scopes=("openid", "email"),
        has_pkce=True,
    )

    assert address.url.startswith(authorize_url)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address.url).query).items()}
    digest = hashlib.sha256(address.verifier.reveal().encode()).digest()
    assert sent.pop("code_challenge") == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert sent.pop("state") == address.state.reveal()
    sent.pop("b", None)
    assert sent == {
        "response_type": "code",
        "client_id": "the-client",
        "redirect_uri": "http://localhost:8742/xero",
        "scope": "openid email",
        "code_challenge_method": "S256",
    }


def test_every_attempt_has_a_state_and_a_verifier_of_its_own(tokens):
    made = [
        tokens.authorize_address("x", "https://a.example/", redirect_uri="https://b.example/", scopes=(), has_pkce=True)
        for _ in range(50)
    ]
    assert len({one.state.reveal() for one in made}) == len({one.verifier.reveal() for one in made}) == 50
    assert all(len(one.state) >= 43 and 43 <= len(one.verifier) <= 128 for one in made)


def test_without_pkce_on_offer_no_challenge_is_sent(tokens):
    address = tokens.authorize_address("x", "https://a.example/", redirect_uri="y", scopes=("z",), has_pkce=False)
    assert "code_challenge" not in address.url
    assert not address.verifier


def test_a_public_client_names_itself_in_the_body_and_sends_no_header(exchange, public, service):
    found = exchange(public, as_json(GOOD))

    assert found.refresh_token == Secret("new-refresh-canary")
    assert found.access_token == Secret("access-canary")
    assert "Authorization" not in service.asked[0].headers
    assert service.asked[0].form == {
        "grant_type": "authorization_code",
        "client_id": "the-client",
        "code": CODE.reveal(),
        "redirect_uri": "http://localhost:8742/xero",
        "code_verifier": VERIFIER.reveal(),
    }


def test_a_confidential_client_sends_basic_authentication_and_no_id(exchange, confidential, service):
    exchange(confidential, as_json(GOOD), verifier=EMPTY)

    asked = service.asked[0]
    assert base64.b64decode(asked.headers["Authorization"].removeprefix("Basic ")).decode() == "the-client:söcret"
    assert set(asked.form) == {"grant_type", "code", "redirect_uri"}
    assert asked.headers["Accept"] == "application/json"
    assert asked.headers["x-more"] == "true"


def test_a_refresh_names_a_public_client_in_the_body_and_asks_for_no_scope(refresh, public, confidential, service):
    refresh(public, as_json(GOOD))
    assert service.asked[0].form == {
        "grant_type": "refresh_token",
        "refresh_token": OLD.reveal(),
        "client_id": "the-client",
    }

    refresh(confidential, as_json(GOOD))
    assert set(service.asked[1].form) == {"grant_type", "refresh_token"}
    assert service.asked[1].headers["Authorization"].startswith("Basic ")


def test_permissions_that_add_up_are_no_error(exchange, public):
    assert exchange(public, as_json(GOOD | {"scope": "openid accounting.transactions of.earlier.times"})).refresh_token


@pytest.mark.parametrize("status", [302, 307, 308])
def test_code_and_verifier_are_never_carried_to_another_address(exchange, public, service, status):
    with pytest.raises(AnswerUnusable):
        exchange(public, Scripted(status, headers={"Location": f"{service.url}/elsewhere"}), as_json(GOOD))
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"refresh_token": None},
        {"refresh_token": ""},
        {"refresh_token": 12},
        {"access_token": None},
        {"access_token": " "},
        {"access_token": "two\r\nlines"},
        {"token_type": None},
        {"token_type": "mac"},
        {"expires_in": 1},
        {"expires_in": 10**9},
        {"expires_in": "later"},
        {"expires_in": True},
        {"id_token": ["x"]},
    ],
)
def test_tokens_that_cannot_be_used_are_refused(exchange, public, change):
    with pytest.raises(AnswerUnusable) as caught:
        exchange(public, as_json(GOOD | change))
    assert not CANARIES.search(caught.value.details + repr(caught.value) + str(caught.value.facts))


def test_a_life_told_as_text_or_not_at_all_is_taken(exchange, public):
    assert exchange(public, as_json(GOOD | {"expires_in": "1800"}))
    assert exchange(public, as_json({name: value for name, value in GOOD.items() if name != "expires_in"}))


@pytest.mark.parametrize(
    "answer",
    [
        Scripted(200, b"access_token=x&token_type=bearer", {"Content-Type": "application/x-www-form-urlencoded"}),
        Scripted(200, b'{"access', {"Content-Type": "application/json"}),
        Scripted(200, b"[" * 60_000, {"Content-Type": "application/json"}),
        Scripted(200, b"\xff\xfe{}", {"Content-Type": "application/json"}),
        Scripted(200, b" " * 2_000_000, {"Content-Type": "application/json"}),
        Scripted(400, b"<html></html>", {"Content-Type": "text/html"}),
        as_json([GOOD]),
    ],
)
def test_an_answer_that_makes_no_sense_is_unusable(exchange, public, answer):
    with pytest.raises(AnswerUnusable):
        exchange(public, answer)


def test_a_refusal_brings_its_code_and_no_secret(exchange, public):
    for status in (200, 400, 401):
        with pytest.raises(TokenRefused) as caught:
            exchange(public, as_json({"error": "invalid_grant", "error_description": "code=c0de-canary"}, status))
        assert caught.value.code == "invalid_grant"
        assert not CANARIES.search(caught.value.details)


def test_trouble_of_the_service_is_no_refusal(exchange, public, service):
    with pytest.raises(ServiceTrouble):
        exchange(public, as_json({"error": "temporarily_unavailable"}, 400))
    with pytest.raises(RateLimited):
        exchange(public, Scripted(429))
    with pytest.raises(ServiceTrouble):
        exchange(public, Scripted(502))
    assert len(service.asked) == 3


def test_a_code_is_sent_once_even_when_the_connection_is_lost(exchange, public, service):
    with pytest.raises(Offline):
        exchange(public, Scripted(is_cut=True), as_json(GOOD))
    assert len(service.asked) == 1


def test_a_refresh_whose_answer_was_lost_is_tried_again(refresh, public, service):
    assert refresh(public, Scripted(is_cut=True), Scripted(503), as_json(GOOD)).refresh_token
    assert len(service.asked) == 3


@pytest.mark.parametrize(
    ("script", "is_open"),
    [
        ((Scripted(503), Scripted(503), Scripted(503)), False),
        ((Scripted(503), Scripted(504), Scripted(503)), True),
        ((Scripted(is_cut=True), Scripted(503), Scripted(503)), True),
        ((Scripted(503), Scripted(503), Scripted(is_cut=True)), True),
    ],
)
def test_of_several_failures_the_one_counts_after_which_the_token_may_be_used_up(refresh, public, script, is_open):
    with pytest.raises((Offline, ServiceTrouble)) as caught:
        refresh(public, *script)
    assert caught.value.is_open is is_open


def test_a_service_that_is_not_there_was_not_asked(tokens, public, service, cancel):
    service.close()
    with pytest.raises(Offline) as caught:
        tokens.refresh(public, OLD, cancel)
    assert not caught.value.is_open


def test_a_refused_refresh_is_not_tried_again(refresh, public, service):
    with pytest.raises(TokenRefused):
        refresh(public, as_json({"error": "invalid_grant"}, 400))
    assert len(service.asked) == 1


def test_a_refresh_without_a_new_token_lets_the_old_one_go_on(refresh, public):
    found = refresh(public, as_json({name: value for name, value in GOOD.items() if name != "refresh_token"}))
    assert not found.refresh_token


def test_giving_up_ends_an_exchange_at_once_and_a_refresh_soon(exchange, refresh, tokens, public, service):
    service.answers(Scripted(hangs=True))
    token = CancelToken()
    threading.Thread(target=lambda: service.has_been_asked.wait() and token.cancel()).start()
    with pytest.raises(Cancelled):
        tokens.exchange(public, CODE, token, redirect_uri="x", verifier=VERIFIER)

    service.has_been_asked.clear()
    late = CancelToken()
    threading.Thread(target=lambda: service.has_been_asked.wait() and late.cancel()).start()
    with pytest.raises(Cancelled):
        refresh(public, Scripted(hangs=True), token=late)


def test_a_rotated_token_on_its_way_is_not_lost_when_somebody_gives_up(refresh, public, service):
    token = CancelToken()
    real = service.perform

    def give_up_first(handler):
        token.cancel()
        real(handler)

    service.perform = give_up_first
    assert refresh(public, as_json(GOOD), token=token).refresh_token == Secret("new-refresh-canary")


def test_nothing_secret_is_logged_at_the_most_talkative_level(exchange, refresh, public, confidential, caplog):
    with caplog.at_level(logging.DEBUG):
        exchange(public, as_json(GOOD))
        refresh(confidential, as_json(GOOD))
    assert not CANARIES.search(caplog.text)
    assert "söcret" not in caplog.text


def test_errors_hold_no_request_and_no_reply(exchange, public):
    with pytest.raises(Offline) as caught:
        exchange(public, Scripted(is_cut=True))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert not CANARIES.search(repr(vars(caught.value)))


def test_the_https_check_is_set_aside_in_two_modules_only():
    assert set(TOUCHED) == {oauthlib.oauth2.rfc6749.parameters, requests_oauthlib.oauth2_session}
    assert all(getattr(module, CHECK) is is_secure_transport for module in TOUCHED)


def test_the_https_check_is_set_aside_for_one_address_one_call_and_one_thread():
    url = "http://127.0.0.1:4000/token"
    elsewhere = []
    with http_allowed(url):
        check = getattr(TOUCHED[1], CHECK)
        other = threading.Thread(target=lambda: elsewhere.append(check(url)))
        other.start()
        other.join()
        assert check(url)
        assert not check("http://127.0.0.1:4000/other")
        assert check("https://identity.xero.com/connect/token")
    assert elsewhere == [False]
    assert all(getattr(module, CHECK) is is_secure_transport for module in TOUCHED)


@pytest.mark.parametrize(
    "url", ["http://identity.xero.com/token", "http://127.0.0.1.example/token", "https://localhost/"]
)
def test_the_https_check_stands_for_every_other_computer(url):
    with http_allowed(url):
        assert all(getattr(module, CHECK) is is_secure_transport for module in TOUCHED)


def test_a_token_address_without_https_elsewhere_is_never_called(tokens, cancel):
    client = OAuthClient("Xero", "x", "http://identity.xero.com/connect/token")
    with pytest.raises(AnswerUnusable):
        tokens.exchange(client, CODE, cancel, redirect_uri="y", verifier=VERIFIER)
