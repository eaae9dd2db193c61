"""Verify by SP-API, against the practice Amazon and against answers it would not give."""

import dataclasses

import pytest

from lmb_desktop.core.account import Method, SellerApp, SellerCredentials, SellerIdCheck
from lmb_desktop.core.errors import (
    AnswerUnusable,
    AppMissing,
    AppRefused,
    ClockWrong,
    CredentialsRefused,
    NoMarketplaces,
    Offline,
    PortalInTheWay,
    RateLimited,
    RoleMissing,
    SellerIdDiffers,
    ServiceTrouble,
    WrongRegion,
)
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import AmazonSettings, ServiceSettings
from tests.gateways.network.scripted_server import Scripted, as_json

GOOD_TOKEN = as_json({"access_token": "Atza|made-up", "token_type": "bearer", "expires_in": 3600})


@pytest.fixture
def authorised(practice):
    """Authorise our app for a practice seller and return what a person would paste."""

    def give(seller, region="europe", **more):
        facts = practice.order("authorise", seller=seller, region=region, **more)
        return SellerCredentials(region, Method.SP_API, facts["seller_id"], Secret(facts["refresh_token"]))

    return give


@pytest.fixture
def verify(practice, seller_gateway, cancel):
    return lambda credentials: seller_gateway(practice.settings).verify(credentials, cancel)


@pytest.fixture
def verify_scripted(service, seller_gateway, cancel):
    """Verify against answers told beforehand; all three regions and the token address are the same server."""

    def ask(*script, endpoints=None):
        service.answers(*script)
        settings = ServiceSettings(
            amazon=AmazonSettings(client_id="client", client_secret=Secret("secret")),
            endpoints=endpoints or {"amazon_token": f"{service.url}/token", "sp_api": service.url},
        )
        credentials = SellerCredentials("europe", Method.SP_API, "A3EXAMPLE000001", Secret("Atzr|made-up"))
        return seller_gateway(settings).verify(credentials, cancel)

    return ask


def listed(*marketplace_ids, participating=True):
    entries = [
        {
            "marketplace": {"id": name, "defaultCurrencyCode": "EUR"},
            "storeName": "Shop",
            "participation": {"isParticipating": participating, "hasSuspendedListings": False},
        }
        for name in marketplace_ids
    ]
    return as_json({"payload": entries})


def refused(status, code="Unauthorized", details="", **headers):
    error = {"code": code, "message": "Access to requested resource is denied.", "details": details}
    return as_json({"errors": [error]}, status, **headers)


def test_a_good_token_opens_the_seller_in_three_requests(authorised, verify, practice):
    identity = verify(authorised("harbour-tea"))

    assert identity.store_name == "Harbour Tea"
    assert [entry.country_code for entry in identity.selling_in] == ["GB", "DE", "FR", "ES"]
    assert identity.participations[0].currency == "GBP"
    assert identity.id_check is SellerIdCheck.CONFIRMED
    assert practice.requests() == ["amazon.token", "amazon.participations", "amazon.listings"]


def test_marketplaces_without_a_storefront_are_hidden_and_suspended_ones_are_marked(authorised, verify):
    identity = verify(authorised("fern-and-slate"))

    found = {entry.country_code: entry for entry in identity.participations}
    assert "A0PRACTICE7EU2" not in {entry.marketplace_id for entry in identity.participations}
    assert found["DE"].has_suspended_listings
    assert not found["IT"].is_participating
    assert "IT" not in [entry.country_code for entry in identity.selling_in]


def test_where_no_role_can_tell_the_seller_id_is_said_to_be_unchecked(authorised, verify, practice):
    identity = verify(authorised("quarry-lane", "north-america"))

    assert identity.id_check is SellerIdCheck.NOT_CHECKABLE
    assert practice.requests()[2:] == ["amazon.listings", "amazon.fees"]


def test_another_sellers_id_is_refused(authorised, verify):
    credentials = dataclasses.replace(authorised("harbour-tea"), seller_id="A1NL6C4YB8RQ2M")

    with pytest.raises(SellerIdDiffers) as caught:
        verify(credentials)

    assert caught.value.fact("given") == "A1NL6C4YB8RQ2M"


def test_a_token_of_another_region_names_that_region(authorised, verify):
    credentials = dataclasses.replace(authorised("northlight-cycles", "north-america"), region="europe")

    with pytest.raises(WrongRegion) as caught:
        verify(credentials)

    assert caught.value.facts == {"found": "North America", "found_slug": "north-america", "chosen": "Europe"}


def test_a_seller_of_another_country_at_the_same_endpoint_is_a_wrong_region_without_a_probe(
    authorised, verify, practice
):
    credentials = dataclasses.replace(authorised("minato-stationery", "japan"), region="australia")

    with pytest.raises(WrongRegion) as caught:
        verify(credentials)

    assert caught.value.fact("found_slug") == "japan"
    assert practice.requests() == ["amazon.token", "amazon.participations"]


def test_a_grant_without_roles_is_not_blamed_on_the_token(authorised, verify, practice):
    with pytest.raises(RoleMissing):
        verify(authorised("saltmarsh-soaps"))

    assert practice.requests().count("amazon.participations") == 3


def test_a_token_of_another_app_is_refused(authorised, verify):
    with pytest.raises(CredentialsRefused) as caught:
        verify(authorised("lantern-and-loom"))

    assert "unauthorized_client" in caught.value.details


def test_the_sellers_own_app_opens_its_own_token(authorised, verify, practice):
    facts = practice.order("authorise", seller="lantern-and-loom", region="europe")
    app = SellerApp(facts["client_id"], Secret(facts["client_secret"]))

    identity = verify(
        SellerCredentials("europe", Method.SP_API, facts["seller_id"], Secret(facts["refresh_token"]), app)
    )

    assert identity.store_name == "Lantern & Loom"


def test_a_made_up_or_revoked_token_is_refused(authorised, verify, practice):
    credentials = authorised("harbour-tea")
    practice.order("revoke", seller_id=credentials.seller_id)

    for token in (credentials.token, Secret("Atzr|IwEBmade-up")):
        with pytest.raises(CredentialsRefused):
            verify(dataclasses.replace(credentials, token=token))


def test_a_wrong_client_secret_is_the_apps_fault(authorised, verify, practice):
    app = SellerApp(practice.settings.amazon.client_id, Secret("wrong"))

    with pytest.raises(AppRefused):
        verify(dataclasses.replace(authorised("harbour-tea"), own_app=app))


def test_without_an_app_nobody_is_asked(seller_gateway, cancel):
    credentials = SellerCredentials("europe", Method.SP_API, "A3EXAMPLE000001", Secret("Atzr|x"))

    with pytest.raises(AppMissing):
        seller_gateway(ServiceSettings()).verify(credentials, cancel)


def test_a_throttled_service_says_how_long_to_wait(authorised, verify, practice):
    credentials = authorised("harbour-tea")
    practice.order("throttle", service="amazon.participations")

    with pytest.raises(RateLimited) as caught:
        verify(credentials)

    assert caught.value.wait_s == 60


def test_a_service_that_is_down_is_trouble_of_its_own(authorised, verify, practice):
    credentials = authorised("harbour-tea")
    practice.order("down", service="amazon.participations")
    with pytest.raises(ServiceTrouble) as caught:
        verify(credentials)
    assert caught.value.facts["status"] == 503

    practice.order("down", service="amazon.token", mode="drop")
    with pytest.raises(Offline):
        verify(credentials)


def test_a_web_page_in_place_of_the_answer_may_be_the_networks(authorised, verify, practice):
    credentials = authorised("harbour-tea")
    practice.order("answer", route="amazon.participations", body="<html>Welcome</html>", content_type="text/html")

    with pytest.raises(PortalInTheWay) as caught:
        verify(credentials)
    assert not caught.value.is_certain
    assert "127.0.0.1 answered 200 with text/html" in caught.value.details


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"body": "{", "content_type": "application/json"}, "not JSON"),
        ({"body": '"text"'}, "list of marketplaces is missing"),
        ({"body": '{"payload": null}'}, "list of marketplaces"),
        ({"size": 2_000_000}, "larger than 1024 kB"),
        ({"status": 307, "headers": {"Location": "http://127.0.0.1:1/elsewhere"}}, "points to another address"),
    ],
)
def test_an_answer_that_makes_no_sense_is_said_to_be_unusable(authorised, verify, practice, answer, problem):
    credentials = authorised("harbour-tea")
    practice.order("answer", route="amazon.participations", **answer)

    with pytest.raises(AnswerUnusable, match="answer-unusable") as caught:
        verify(credentials)

    assert problem in caught.value.fact("problem")


def test_a_stale_access_token_gets_one_new_exchange(verify_scripted, service):
    stale = refused(403, details="The access token you provided is revoked, malformed or invalid.")

    identity = verify_scripted(GOOD_TOKEN, stale, GOOD_TOKEN, listed("A1F83G8C2ARO7P"), as_json({"items": []}))
    assert identity.id_check is SellerIdCheck.CONFIRMED
    assert [asked.path for asked in service.asked].count("/token") == 2

    with pytest.raises(CredentialsRefused):
        verify_scripted(GOOD_TOKEN, stale, GOOD_TOKEN, stale)


def test_an_expired_app_secret_is_the_apps_fault_even_when_sp_api_says_so(verify_scripted):
    with pytest.raises(AppRefused):
        verify_scripted(GOOD_TOKEN, refused(403, details="The LWA secret token you provided has expired."))


def test_product_fees_tells_the_seller_id_where_listings_items_cannot(verify_scripted):
    def fees(seller_id):
        found = {"FeesEstimateResult": {"Status": "ClientError", "FeesEstimateIdentifier": {"SellerId": seller_id}}}
        return as_json({"payload": found})

    start = (GOOD_TOKEN, listed("A1F83G8C2ARO7P"), refused(403))
    assert verify_scripted(*start, fees("A3EXAMPLE000001")).id_check is SellerIdCheck.CONFIRMED
    with pytest.raises(SellerIdDiffers) as caught:
        verify_scripted(*start, fees("A9SOMEBODYELSE"))
    assert caught.value.facts == {"given": "A3EXAMPLE000001", "found": "A9SOMEBODYELSE"}


def test_no_marketplace_anywhere_is_no_wrong_region(verify_scripted):
    with pytest.raises(NoMarketplaces):
        verify_scripted(GOOD_TOKEN, listed())


def test_a_region_where_the_seller_only_has_a_closed_store_does_not_count(verify_scripted):
    with pytest.raises(NoMarketplaces):
        verify_scripted(GOOD_TOKEN, listed("A1F83G8C2ARO7P", participating=False))


def test_a_token_for_a_service_on_this_computer_is_never_probed_at_the_real_one(verify_scripted, service):
    ends = {"amazon_token": f"{service.url}/token", "sp_api_eu": service.url}

    with pytest.raises(RoleMissing):
        verify_scripted(GOOD_TOKEN, refused(403), endpoints=ends)

    assert len(service.asked) == 2


def test_a_refusal_with_a_time_far_from_ours_blames_the_clock(verify_scripted):
    with pytest.raises(ClockWrong):
        verify_scripted(GOOD_TOKEN, refused(403, Date="Mon, 01 Jan 2001 00:00:00 GMT"))


def test_what_amazon_wants_to_see_in_a_request_is_there(verify_scripted, service):
    verify_scripted(GOOD_TOKEN, listed("A1F83G8C2ARO7P"), as_json({"items": []}))

    exchange, participations, listings = service.asked
    assert exchange.form == {
        "grant_type": "refresh_token",
        "refresh_token": "Atzr|made-up",
        "client_id": "client",
        "client_secret": "secret",
    }
    assert exchange.headers["Content-Type"] == "application/x-www-form-urlencoded;charset=UTF-8"
    assert participations.headers["x-amz-access-token"] == "Atza|made-up"
    assert "Language=Python" in participations.headers["User-Agent"]
    assert "Authorization" not in participations.headers
    assert listings.path == "/listings/2021-08-01/items/A3EXAMPLE000001?marketplaceIds=A1F83G8C2ARO7P&pageSize=1"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("invalid_grant", CredentialsRefused),
        ("unauthorized_client", CredentialsRefused),
        ("invalid_client", AppRefused),
        ("server_error", ServiceTrouble),
        ("invalid_request", AnswerUnusable),
    ],
)
def test_the_error_code_of_the_token_address_counts_and_not_its_status(verify_scripted, code, kind):
    for status in (400, 401):
        with pytest.raises(kind):
            verify_scripted(as_json({"error": code, "error_description": "made up"}, status))


@pytest.mark.parametrize(
    "body",
    [
        {"token_type": "bearer", "expires_in": 3600},
        {"access_token": "x", "token_type": "mac", "expires_in": 3600},
        {"access_token": "x", "token_type": "bearer", "expires_in": 5},
        {"access_token": 7, "token_type": "bearer"},
        {"access_token": "line\nbreak", "token_type": "bearer"},
        [],
    ],
)
def test_tokens_that_cannot_be_used_are_refused(verify_scripted, body):
    with pytest.raises(AnswerUnusable):
        verify_scripted(as_json(body))


def test_a_token_answer_over_64_kb_is_not_read(verify_scripted):
    with pytest.raises(AnswerUnusable) as caught:
        verify_scripted(Scripted(200, b"x" * 70_000, {"Content-Type": "application/json"}))
    assert "64 kB" in caught.value.fact("problem")
