"""Consent in the program, against the practice Amazon and against answers it would not give."""

import dataclasses
from urllib.parse import urlsplit

import pytest

from lmb_desktop.core.account import Method, SellerCredentials, SellerIdCheck
from lmb_desktop.core.errors import (
    AnswerUnusable,
    AppIncomplete,
    AppMissing,
    AppRefused,
    CodeExpired,
    Offline,
    ServiceTrouble,
    SettingsError,
)
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.seller_consent import ConsentAnswer
from lmb_desktop.core.service_settings import AmazonSettings, ServiceSettings
from lmb_desktop.gateways.seller_consent import ConsentGateway
from tests.gateways.network.scripted_server import Scripted, as_json

APP = AmazonSettings(
    client_id="client",
    client_secret=Secret("secret-canary"),
    application_id="amzn1.sp.solution.1",
    consent_redirect_uri="https://books.example/amazon",
)
ANSWER = ConsentAnswer(Secret("code-canary"), "A3KP7Q2WX8N4VT", is_named_by_amazon=True)
GOOD = as_json(
    {"access_token": "Atza|made-up", "refresh_token": "Atzr|made-up", "token_type": "bearer", "expires_in": 3600}
)


@pytest.fixture
def consent(clock, book, web):
    """Give the gateway for some settings."""
    return lambda settings: ConsentGateway(lambda: settings, clock, book, web=web)


@pytest.fixture
def scripted(service, consent, cancel):
    """Exchange a code against answers told beforehand."""

    def ask(*script):
        service.answers(*script)
        endpoints = {"amazon_token": f"{service.url}/token", "seller_central": service.url}
        gateway = consent(ServiceSettings(amazon=APP, endpoints=endpoints))
        return gateway.exchange(gateway.begin("europe"), ANSWER, cancel)

    return ask


def consented(practice, gateway, region="europe", person="harbour-tea"):
    """Consent in a browser, and return the attempt and its answer."""
    attempt = gateway.begin(region)
    back = practice.browser().open(attempt.authorize_url).click(f"person-{person}").click("allow", agree_1="yes")
    return attempt, attempt.judge(back.outside, attempt.issued_at)


def test_a_consent_opens_the_seller_that_gave_it(practice, consent, seller_gateway, cancel):
    gateway = consent(practice.settings)
    attempt, answer = consented(practice, gateway)
    grant = gateway.exchange(attempt, answer, cancel)
    assert (grant.seller_id, grant.is_id_proven) == ("A3KP7Q2WX8N4VT", True)
    credentials = SellerCredentials(
        "europe", Method.SP_API, grant.seller_id, grant.token, is_id_proven=grant.is_id_proven
    )
    identity = seller_gateway(practice.settings).verify(credentials, cancel)
    assert (identity.store_name, identity.id_check) == ("Harbour Tea", SellerIdCheck.CONFIRMED)
    assert identity.ends_at is not None
    # Amazon named the seller itself, so that nobody asks for the listings.
    assert practice.requests()[-3:] == ["amazon.token", "amazon.token", "amazon.participations"]


def test_a_code_counts_once_and_for_five_minutes(practice, consent, cancel):
    gateway = consent(practice.settings)
    attempt, answer = consented(practice, gateway)
    gateway.exchange(attempt, answer, cancel)
    with pytest.raises(CodeExpired) as caught:
        gateway.exchange(attempt, answer, cancel)
    assert (caught.value.fact("minutes"), "invalid_grant" in caught.value.details) == ("5", True)
    late, answer = consented(practice, gateway)
    practice.order("clock", offset_s=301)
    with pytest.raises(CodeExpired):
        gateway.exchange(late, answer, cancel)


def test_the_form_holds_id_and_secret_and_no_header_does(scripted, service):
    grant = scripted(GOOD)
    assert grant.token.reveal() == "Atzr|made-up"
    sent = service.asked[0]
    assert sent.form == {
        "grant_type": "authorization_code",
        "code": "code-canary",
        "redirect_uri": "https://books.example/amazon",
        "client_id": "client",
        "client_secret": "secret-canary",
    }
    assert sent.headers["Content-Type"] == "application/x-www-form-urlencoded;charset=UTF-8"
    assert "Authorization" not in sent.headers


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (as_json({"error": "invalid_grant"}, 400), CodeExpired),
        (as_json({"error": "invalid_client"}, 401), AppRefused),
        (as_json({"error": "unauthorized_client"}, 400), AppRefused),
        (as_json({"error": "invalid_request"}, 400), AnswerUnusable),
        (as_json({"access_token": "a", "token_type": "bearer"}), AnswerUnusable),
        (as_json({}, 503), ServiceTrouble),
        (Scripted(is_cut=True), Offline),
    ],
)
def test_what_amazon_says_about_a_code_is_told_and_the_code_is_never_sent_again(scripted, service, reply, kind):
    with pytest.raises(kind) as caught:
        scripted(reply, GOOD)
    assert len(service.asked) == 1
    assert "canary" not in f"{caught.value!r} {caught.value.details}"


def test_each_attempt_opens_the_regions_seller_central_with_a_state_of_its_own(consent):
    gateway = consent(ServiceSettings(amazon=APP))
    attempts = [gateway.begin(region) for region in ("europe", "europe", "japan")]
    hosts = [urlsplit(attempt.authorize_url).netloc for attempt in attempts]
    assert hosts == [*["sellercentral-europe.amazon.com"] * 2, "sellercentral.amazon.co.jp"]
    assert len({attempt.state.reveal() for attempt in attempts}) == 3
    assert all(len(attempt.state.reveal()) >= 43 for attempt in attempts)


@pytest.mark.parametrize(
    ("settings", "asked", "is_draft"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_a_draft_is_opened_as_one(consent, settings, asked, is_draft):
    gateway = consent(ServiceSettings(amazon=dataclasses.replace(APP, draft_app=settings)))
    assert ("version=beta" in gateway.begin("europe", is_draft=asked).authorize_url) is is_draft


@pytest.mark.parametrize(
    ("lacks", "kind"),
    [
        ({"application_id": ""}, AppMissing),
        ({"client_id": ""}, AppMissing),
        ({"client_secret": EMPTY}, AppIncomplete),
        ({"consent_redirect_uri": ""}, AppIncomplete),
    ],
)
def test_an_app_that_is_not_complete_opens_nothing(consent, lacks, kind):
    with pytest.raises(kind):
        consent(ServiceSettings(amazon=dataclasses.replace(APP, **lacks))).begin("europe")


def test_a_code_of_the_real_amazon_is_not_brought_to_another_place(consent):
    endpoints = {"amazon_token": "http://127.0.0.1:1/token", "sp_api": "http://127.0.0.1:1"}
    with pytest.raises(SettingsError):
        consent(ServiceSettings(amazon=APP, endpoints=endpoints)).begin("europe")
