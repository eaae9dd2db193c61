"""Verify by MWS, against the practice MWS and against answers it would not give."""

import base64
import dataclasses
import hashlib
import re
import ssl

import pytest
import requests.adapters
import trustme

from lmb_desktop.core.account import Method, SellerCredentials, SellerIdCheck
from lmb_desktop.core.errors import (
    AnswerUnusable,
    AppMissing,
    AppRefused,
    ClockDoubtful,
    ClockWrong,
    CredentialsRefused,
    LmbError,
    MwsAccessDenied,
    MwsClosed,
    NoMarketplaces,
    NotProfessional,
    Offline,
    PortalInTheWay,
    ProxyWantsPassword,
    RateLimited,
    RoleMissing,
    SellerIdDiffers,
    ServiceTrouble,
    WrongRegion,
)
from lmb_desktop.core.messages import message_for
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import AmazonSettings, MwsDeveloper, ServiceSettings
from lmb_desktop.gateways import web_guard
from tests.gateways.network.proxy_server import Conduct, ProxyServer
from tests.gateways.network.scripted_server import Scripted, ScriptedServer

GIVEN = "A135KKEKJAIBJ56"
DEVELOPER = AmazonSettings(mws=MwsDeveloper(access_key_id="AKIAIOSFODNN7EXAMPLE", secret_key=Secret("made up")))
HTML = {"Content-Type": "text/html"}
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
def authority_of(tmp_path, monkeypatch):
    """Start a secure server for a name, trusted like a public one, with one answer."""
    authority, servers = trustme.CA(), []
    authority.cert_pem.write_to_path(str(tmp_path / "issuers.pem"))
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "issuers.pem"))

    def start(name, answer):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        servers.append(ScriptedServer(context))
        servers[-1].answers(answer)
        return servers[-1]

    yield start
    for server in servers:
        server.close()


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


SAID = {
    "token": "MWSAuthToken is not valid for SellerId and AWSAccountId.",
    "plan": "The seller has no eligible account for MWS.",
    "plain": "Access denied",
    "permission": "Access to Sellers.ListMarketplaceParticipations is denied",
    "marketplace": "The seller has no access to the given marketplace.",
    "expired": "Value for parameter Timestamp is invalid. Reason: Request expired.",
}


@pytest.mark.parametrize(
    ("answer", "kind", "message_id"),
    [
        (refused(400, "InputStreamDisconnected"), ServiceTrouble, "service-trouble"),
        (refused(400, "InvalidParameterValue", SAID["expired"]), ClockDoubtful, "A-21"),
        (refused(400, "InvalidParameterValue", "Value x for parameter SellerId is invalid."), SellerIdDiffers, None),
        (refused(400, "InvalidParameterValue", "Invalid seller id: x"), SellerIdDiffers, None),
        (refused(400, "InvalidParameterValue", "Value for parameter MWSAuthToken."), CredentialsRefused, "A-08"),
        (refused(400, "InvalidParameterValue", "Value for parameter Version."), AnswerUnusable, "answer-unusable"),
        (refused(401, "AccessDenied", SAID["token"]), CredentialsRefused, "A-08"),
        (refused(401, "AccessDenied", SAID["plan"]), NotProfessional, "A-17"),
        (refused(401, "AccessDenied", SAID["plain"]), MwsAccessDenied, "A-08"),
        (refused(401, "AccessDenied", SAID["permission"]), RoleMissing, "A-12"),
        (refused(401, "AccessDenied", SAID["marketplace"]), NoMarketplaces, "no-marketplaces"),
        (refused(401, "AccessDenied", "Invalid seller id"), SellerIdDiffers, None),
        (refused(403, "InvalidAccessKeyId"), AppRefused, "A-11"),
        (refused(403, "InvalidClientTokenId"), AppRefused, "A-11"),
        (refused(403, "SignatureDoesNotMatch"), AppRefused, "A-11"),
        (refused(404, "InvalidAddress"), AnswerUnusable, "answer-unusable"),
        (refused(500, "InternalError"), ServiceTrouble, "service-trouble"),
        (refused(503, "QuotaExceeded"), RateLimited, "A-18"),
        (refused(503, "RequestThrottled"), RateLimited, "A-18"),
        (refused(400, "SomethingNew"), AnswerUnusable, "answer-unusable"),
        (Scripted(404, b"<html>gone</html>", HTML), AnswerUnusable, "answer-unusable"),
        (Scripted(200, b"<html>hello</html>", HTML), AnswerUnusable, "answer-unusable"),
        (Scripted(is_cut=True), Offline, "A-20"),
    ],
)
def test_a_refusal_is_named_for_what_it_is(verify_scripted, answer, kind, message_id):
    with pytest.raises(kind) as caught:
        verify_scripted(answer)

    assert type(caught.value) is kind
    said = message_for(caught.value)
    assert said.id == message_id or (message_id is None and said.id == "seller-id-differs")
    assert TOKEN.reveal() not in f"{said} {caught.value.facts}"


def test_a_missing_permission_and_a_denial_without_a_reason_do_not_speak_of_sp_api(verify_scripted):
    with pytest.raises(RoleMissing) as missing:
        verify_scripted(refused(401, "AccessDenied", SAID["permission"]))
    assert "Product Listing" not in message_for(missing.value).text
    assert SAID["permission"] in missing.value.details

    with pytest.raises(MwsAccessDenied) as denied:
        verify_scripted(refused(401, "AccessDenied", SAID["plain"]))
    assert len(message_for(denied.value).text.partition("Most likely one of these: ")[2].split(";")) == 3


@pytest.mark.parametrize("status", [200, 404])
def test_a_stand_in_that_is_no_mws_is_said_with_what_to_look_at(verify_scripted, status):
    with pytest.raises(AnswerUnusable) as caught:
        verify_scripted(Scripted(status, b"<html>It works</html>", HTML))
    assert "check the address of mws in the service settings" in message_for(caught.value).text


@pytest.mark.parametrize("root", ["RequestID", "RequestId"])
def test_the_request_id_may_be_spelled_in_two_ways_and_the_first_error_counts(verify_scripted, root):
    errors = "".join(f"<Error><Code>{code}</Code></Error>" for code in ("RequestThrottled", "InternalError"))
    body = f"<ErrorResponse>{errors}<{root}>made up</{root}></ErrorResponse>".encode()
    with pytest.raises(RateLimited):
        verify_scripted(Scripted(503, body, {"Content-Type": "text/xml"}))


def test_a_busy_service_is_asked_again_but_a_throttled_one_is_not(verify_scripted, service):
    verify_scripted(refused(500, "InternalError"), listing("A1F83G8C2ARO7P"))
    assert len(service.asked) == 2

    with pytest.raises(RateLimited):
        verify_scripted(refused(503, "RequestThrottled"))
    assert len(service.asked) == 3


def test_a_clock_that_is_years_off_is_told_in_days(verify_scripted):
    with pytest.raises(ClockWrong) as caught:
        verify_scripted(refused(403, "SignatureDoesNotMatch", Date="Mon, 01 Jan 2001 00:00:00 GMT"))
    assert int(caught.value.fact("minutes")) > 1_000_000
    assert re.fullmatch(r"This computer's clock is \d{4,} days wrong", message_for(caught.value).title)


def test_the_clock_is_compared_with_the_time_that_mws_tells(authorised, verify, practice):
    credentials = authorised("harbour-tea")
    practice.order("clock", offset_s=20 * 60)
    with pytest.raises(ClockWrong) as caught:
        verify(credentials)
    assert message_for(caught.value).title == "This computer's clock is 20 minutes wrong"
    assert "Request expired" not in message_for(caught.value).text


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


@pytest.fixture
def beyond_a_proxy(seller_gateway, cancel, monkeypatch):
    """Verify at the real host, which a proxy on this computer plays; returns the error."""
    proxy = ProxyServer()

    def ask(conduct, proxies=None):
        proxy.conduct = conduct
        monkeypatch.setattr(web_guard, "proxies_for", lambda _url: proxies or proxy.proxies)
        with pytest.raises(LmbError) as caught:
            seller_gateway(ServiceSettings(amazon=DEVELOPER)).verify(
                SellerCredentials("europe", Method.MWS, GIVEN, TOKEN), cancel
            )
        return caught.value

    yield ask
    proxy.close()


@pytest.mark.parametrize("act", [Scripted(is_cut=True), Scripted(200, b"<html></html>", HTML)])
def test_the_real_host_that_cannot_be_reached_is_explained_as_closed(beyond_a_proxy, service, act):
    service.answers(act)
    error = beyond_a_proxy(Conduct(leads_to=service.port, plain=Scripted(is_cut=True)))
    if not isinstance(error, PortalInTheWay):
        assert type(error) is MwsClosed
        said = message_for(error)
        assert (said.title, said.action) == ("Amazon closed this service in 2024", "Use the refresh token")


@pytest.mark.parametrize(
    "answer",
    [
        refused(401, "AccessDenied", SAID["token"]),
        refused(403, "InvalidAccessKeyId"),
        refused(403, "InvalidClientTokenId"),
        refused(404, "InvalidAddress"),
        Scripted(404, b"", {}),
        Scripted(410, b"", {}),
        Scripted(404, b"<html></html>", HTML),
        Scripted(200, b"<html></html>", HTML),
    ],
)
def test_whatever_a_ruin_of_the_real_service_answers_is_explained_as_closed(beyond_a_proxy, authority_of, answer):
    error = beyond_a_proxy(Conduct(leads_to=authority_of("mws-eu.amazonservices.com", answer).port))
    assert type(error) is MwsClosed
    assert message_for(error).title == "Amazon closed this service in 2024"


@pytest.mark.parametrize("code", ["RequestThrottled", "InternalError", "SignatureDoesNotMatch"])
def test_an_mws_that_still_speaks_is_not_called_closed(beyond_a_proxy, authority_of, code):
    status = {"RequestThrottled": 503, "InternalError": 500}.get(code, 403)
    server = authority_of("mws-eu.amazonservices.com", refused(status, code))
    assert not isinstance(beyond_a_proxy(Conduct(leads_to=server.port)), MwsClosed)


@pytest.mark.parametrize(
    ("conduct", "kind"),
    [
        (Conduct(connect=407), ProxyWantsPassword),
        (Conduct(connect=511), PortalInTheWay),
    ],
)
def test_what_is_wrong_on_the_way_is_not_blamed_on_amazon(beyond_a_proxy, conduct, kind):
    assert type(beyond_a_proxy(conduct)) is kind
