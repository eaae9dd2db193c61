"""Verify by MWS, against the practice MWS and against answers it would not give."""

import base64
import dataclasses
import hashlib

import pytest

from lmb_desktop.core.account import Method, SellerCredentials, SellerIdCheck
from lmb_desktop.core.errors import (
    AnswerUnusable,
    AppMissing,
    AppRefused,
    ClockWrong,
    CredentialsRefused,
    MwsClosed,
    NotProfessional,
    Offline,
    RateLimited,
    RoleMissing,
    SellerIdDiffers,
    ServiceTrouble,
    WrongRegion,
)
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import AmazonSettings, MwsDeveloper, ServiceSettings
from lmb_desktop.gateways import web_guard
from tests.gateways.network.scripted_server import Scripted

GIVEN = "A135KKEKJAIBJ56"
DEVELOPER = AmazonSettings(mws=MwsDeveloper(access_key_id="AKIAIOSFODNN7EXAMPLE", secret_key=Secret("made up")))
TOKEN = Secret("amzn.mws.4ea38b7b-f563-7709-4bae-000000000000")


@pytest.fixture
def authorised(practice):
    def give(seller, region="europe"):
        facts = practice.order("authorise", seller=seller, region=region, method="mws")
        return SellerCredentials(region, Method.MWS, facts["seller_id"], Secret(facts["mws_auth_token"]))

    return give


@pytest.fixture
def verify(practice, seller_gateway, cancel):
    return lambda credentials: seller_gateway(practice.settings).verify(credentials, cancel)


@pytest.fixture
def verify_scripted(service, seller_gateway, cancel):
    def ask(*script, region="europe"):
        service.answers(*script)
        settings = ServiceSettings(amazon=DEVELOPER, endpoints={"mws": service.url})
        return seller_gateway(settings).verify(SellerCredentials(region, Method.MWS, GIVEN, TOKEN), cancel)

    return ask


@pytest.fixture
def verify_at_the_real_host(service, seller_gateway, cancel, monkeypatch):
    """Verify without an override; a proxy on this computer plays the real host."""

    def ask(act):
        service.answers(act)
        monkeypatch.setattr(web_guard, "proxies_for", lambda _url: {"https": service.url})
        credentials = SellerCredentials("europe", Method.MWS, GIVEN, TOKEN)
        return seller_gateway(ServiceSettings(amazon=DEVELOPER)).verify(credentials, cancel)

    return ask


def listing(*marketplace_ids, seller_id=GIVEN, next_token="", namespace="https://another.namespace/", **headers):
    rows = "".join(
        f"<Participation><MarketplaceId>{name}</MarketplaceId><SellerId>{seller_id}</SellerId>"
        "<HasSellerSuspendedListings>No</HasSellerSuspendedListings></Participation>"
        for name in marketplace_ids
    )
    more = f"<NextToken>{next_token}</NextToken>" if next_token else ""
    root = "ListMarketplaceParticipationsResponse"
    body = f'<{root} xmlns="{namespace}"><R>{more}<ListParticipations>{rows}</ListParticipations></R></{root}>'
    return Scripted(200, body.encode(), {"Content-Type": "text/xml", **headers})


def refused(status, code, message="made up", **headers):
    body = f"<ErrorResponse><Error><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    return Scripted(status, body.encode(), {"Content-Type": "text/xml", **headers})


def test_a_good_token_confirms_seller_and_marketplaces_in_one_request(authorised, verify, practice):
    identity = verify(authorised("harbour-tea"))

    assert [entry.country_code for entry in identity.selling_in] == ["GB", "DE", "FR", "ES"]
    assert identity.participations[0].currency == "GBP"
    assert identity.id_check is SellerIdCheck.CONFIRMED
    assert practice.requests() == ["mws.sellers"]


def test_further_pages_are_read(authorised, verify, practice):
    identity = verify(authorised("fern-and-slate"))

    assert len(identity.participations) == 7
    assert {entry.country_code for entry in identity.participations if entry.has_suspended_listings} == {"DE"}
    assert len(practice.requests()) == 2


def test_pages_without_an_end_are_not_read_for_ever(verify_scripted, service):
    verify_scripted(listing("A1F83G8C2ARO7P", next_token="again"))
    assert len(service.asked) == 20


def test_a_token_of_nobody_is_refused(authorised, verify):
    with pytest.raises(CredentialsRefused):
        verify(dataclasses.replace(authorised("harbour-tea"), token=TOKEN))


def test_the_seller_id_of_another_seller_in_the_answer_is_named(verify_scripted):
    with pytest.raises(SellerIdDiffers) as caught:
        verify_scripted(listing("A1F83G8C2ARO7P", seller_id="A2OTHER00000001"))
    assert caught.value.facts == {"given": GIVEN, "found": "A2OTHER00000001"}


def test_an_unknown_seller_id_is_said_to_be_wrong(authorised, verify):
    with pytest.raises(SellerIdDiffers):
        verify(dataclasses.replace(authorised("harbour-tea"), seller_id="A0NOBODY000001"))


def test_an_individual_plan_is_told_apart(practice, verify):
    credentials = SellerCredentials("europe", Method.MWS, "A2AF4M6RT8JW3B", TOKEN)
    with pytest.raises(NotProfessional):
        verify(credentials)


def test_a_seller_of_another_region_is_a_wrong_region(verify_scripted):
    with pytest.raises(WrongRegion) as caught:
        verify_scripted(listing("ATVPDKIKX0DER"))
    assert caught.value.fact("found_slug") == "north-america"


@pytest.mark.parametrize("region", ["south-africa"])
def test_a_region_that_never_had_mws_is_told_so(verify_scripted, service, region):
    with pytest.raises(MwsClosed):
        verify_scripted(listing(), region=region)
    assert service.asked == []


def test_without_keys_nobody_is_asked(seller_gateway, cancel):
    with pytest.raises(AppMissing):
        seller_gateway(ServiceSettings()).verify(SellerCredentials("europe", Method.MWS, GIVEN, TOKEN), cancel)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refused(403, "InvalidAccessKeyId"), AppRefused),
        (refused(403, "InvalidClientTokenId"), AppRefused),
        (refused(403, "SignatureDoesNotMatch"), AppRefused),
        (refused(401, "AccessDenied", "MWSAuthToken is not valid for SellerId and AWSAccountId."), CredentialsRefused),
        (refused(401, "AccessDenied", "Access denied"), CredentialsRefused),
        (refused(401, "AccessDenied", "Access to Sellers.ListMarketplaceParticipations is denied"), RoleMissing),
        (refused(400, "InvalidParameterValue", "Value for Timestamp is invalid. Request expired."), ClockWrong),
        (refused(503, "RequestThrottled"), RateLimited),
        (refused(503, "QuotaExceeded"), RateLimited),
        (refused(500, "InternalError"), ServiceTrouble),
        (refused(404, "InvalidAddress"), AnswerUnusable),
        (Scripted(404, b"<html>gone</html>", {"Content-Type": "text/html"}), AnswerUnusable),
        (Scripted(is_cut=True), Offline),
    ],
)
def test_a_refusal_is_named_for_what_it_is(verify_scripted, answer, kind):
    with pytest.raises(kind):
        verify_scripted(answer)


def test_a_busy_service_is_asked_again_but_a_throttled_one_is_not(verify_scripted, service):
    verify_scripted(refused(500, "InternalError"), listing("A1F83G8C2ARO7P"))
    assert len(service.asked) == 2

    with pytest.raises(RateLimited):
        verify_scripted(refused(503, "RequestThrottled"))
    assert len(service.asked) == 3


def test_a_clock_that_is_far_off_is_told_in_minutes(verify_scripted):
    with pytest.raises(ClockWrong) as caught:
        verify_scripted(refused(403, "SignatureDoesNotMatch", Date="Mon, 01 Jan 2001 00:00:00 GMT"))
    assert int(caught.value.fact("minutes")) > 1_000_000


@pytest.mark.parametrize(
    "answer",
    [
        Scripted(200, b"<a>", {}),
        Scripted(200, b"{}", {}),
        Scripted(200, b"<Other/>", {}),
        Scripted(200, b'<!DOCTYPE a [<!ENTITY b "c">]><ListMarketplaceParticipationsResponse>&b;</a>', {}),
        listing("A1F83G8C2ARO7P", **{"Content-MD5": base64.b64encode(hashlib.md5(b"x").digest()).decode()}),
    ],
)
def test_an_answer_that_is_damaged_or_too_clever_is_unusable(verify_scripted, answer):
    with pytest.raises(AnswerUnusable):
        verify_scripted(answer)


def test_a_request_is_as_mws_wants_it(verify_scripted, service):
    verify_scripted(listing("A1F83G8C2ARO7P"))

    asked = service.asked[0]
    assert (asked.method, asked.path) == ("POST", "/Sellers/2011-07-01")
    assert asked.form["MWSAuthToken"] == TOKEN.reveal()
    assert set(asked.form) == {
        "AWSAccessKeyId", "Action", "MWSAuthToken", "SellerId", "Signature", "SignatureMethod", "SignatureVersion",
        "Timestamp", "Version",
    }  # fmt: skip
    assert "Language=Python" in asked.headers["User-Agent"]


@pytest.mark.parametrize("act", [Scripted(is_cut=True), Scripted(502, b"<html></html>", {})])
def test_the_real_host_that_cannot_be_reached_is_explained_as_closed(verify_at_the_real_host, act):
    with pytest.raises(MwsClosed):
        verify_at_the_real_host(act)
