"""Login with Amazon and the Selling Partner API: answers, refusals, limits."""

import pytest
import requests

from tests.practice.addresses import consent_address

FEES = "/products/fees/v0/items/B000000000/feesEstimate"


def fees_body(marketplace):
    price = {"ListingPrice": {"CurrencyCode": "GBP", "Amount": 10}}
    asked = {"MarketplaceId": marketplace, "PriceToEstimateFees": price, "Identifier": "x", "IsAmazonFulfilled": False}
    return {"FeesEstimateRequest": asked}


@pytest.fixture
def harbour(control):
    return control("authorise", seller="harbour-tea")


def test_a_refresh_repeats_the_same_refresh_token(amazon, harbour):
    reply = amazon.token(grant_type="refresh_token", refresh_token=harbour["refresh_token"])
    body = reply.json()
    assert reply.status_code == 200
    assert body["refresh_token"] == harbour["refresh_token"]
    assert body["access_token"].startswith("Atza|")
    assert (body["token_type"], body["expires_in"]) == ("bearer", 3600)


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"refresh_token": "Atzr|IwEBunknown"}, 400, "invalid_grant"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "amzn1.sp.solution.x"}, 401, "invalid_client"),
        ({"refresh_token": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_the_token_address_refuses_as_amazon_does(amazon, harbour, fields, status, error):
    reply = amazon.token(**{"grant_type": "refresh_token", "refresh_token": harbour["refresh_token"]} | fields)
    assert (reply.status_code, reply.json()["error"]) == (status, error)
    assert set(reply.json()) == {"error", "error_description", "error_index", "request_id"}


def test_fields_sent_as_json_are_an_invalid_client(amazon, settings, harbour):
    form = {"grant_type": "refresh_token", "refresh_token": harbour["refresh_token"]}
    form |= {name: settings["amazon"][name] for name in ("client_id", "client_secret")}
    reply = requests.post(amazon.ends["amazon_token"], json=form, timeout=10)
    assert reply.json()["error"] == "invalid_client"


def test_an_access_token_is_no_refresh_token(amazon, harbour):
    access = amazon.access(harbour["refresh_token"])
    reply = amazon.token(grant_type="refresh_token", refresh_token=access)
    assert reply.json()["error"] == "invalid_grant"


def test_a_token_of_another_app_is_an_unauthorized_client_until_that_apps_own_details_are_used(amazon, control):
    own = control("authorise", seller="lantern-and-loom")
    reply = amazon.token(grant_type="refresh_token", refresh_token=own["refresh_token"])
    assert (reply.status_code, reply.json()["error"]) == (400, "unauthorized_client")
    access = amazon.access(own["refresh_token"], client_id=own["client_id"], client_secret=own["client_secret"])
    assert amazon.participations("eu", access).status_code == 200


def test_a_code_is_good_once_and_for_five_minutes(amazon, browser, settings, control):
    def new_code():
        browser.open(consent_address(settings))
        if browser.has("sign-in"):
            browser.click("person-northlight-cycles")
        return browser.click("allow", agree_1="yes").answer["spapi_oauth_code"]

    redirect_uri = settings["amazon"]["consent_redirect_uri"]
    code = new_code()
    fields = {"grant_type": "authorization_code", "redirect_uri": redirect_uri}
    first = amazon.token(code=code, **fields)
    assert first.json()["refresh_token"].startswith("Atzr|")
    again = amazon.token(code=code, **fields)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert "code" in again.json()["error_description"]
    late = new_code()
    control("clock", offset_s=301)
    assert amazon.token(code=late, **fields).json()["error"] == "invalid_grant"


def test_a_code_belongs_to_its_return_address(amazon, browser, settings):
    browser.open(consent_address(settings)).click("person-northlight-cycles")
    code = browser.click("allow", agree_1="yes").answer["spapi_oauth_code"]
    reply = amazon.token(grant_type="authorization_code", code=code, redirect_uri="https://elsewhere.example/")
    assert reply.json()["error"] == "invalid_grant"


def test_the_participations_hold_marketplaces_currencies_and_the_store_name(amazon, harbour):
    reply = amazon.participations("eu", amazon.access(harbour["refresh_token"]))
    rows = reply.json()["payload"]
    assert [row["marketplace"]["countryCode"] for row in rows] == ["GB", "DE", "FR", "ES"]
    assert {row["storeName"] for row in rows} == {"Harbour Tea"}
    assert reply.headers["x-amzn-RateLimit-Limit"] == "0.016"
    assert reply.headers["x-amzn-RequestId"]


def test_a_seller_may_be_suspended_absent_or_listed_somewhere_that_is_not_amazon(amazon, control):
    access = amazon.access(control("authorise", seller="fern-and-slate")["refresh_token"])
    rows = {
        row["marketplace"]["id"]: row["participation"] for row in amazon.participations("eu", access).json()["payload"]
    }
    assert rows["A1PA6795UKMFR9"]["hasSuspendedListings"]
    assert not rows["APJ6JRA9NG5V4"]["isParticipating"]
    assert "A0PRACTICE7EU2" in rows


def test_two_accounts_of_one_seller_have_their_own_tokens(amazon, control):
    american = control("authorise", seller="harbour-tea", region="north-america")
    access = amazon.access(american["refresh_token"])
    rows = amazon.participations("na", access).json()["payload"]
    assert [row["marketplace"]["countryCode"] for row in rows] == ["US", "CA"]


@pytest.mark.parametrize("region", ["na", "fe"])
def test_a_token_at_another_region_is_refused_without_details(amazon, harbour, region):
    reply = amazon.participations(region, amazon.access(harbour["refresh_token"]))
    error = reply.json()["errors"][0]
    assert (reply.status_code, error["code"], error["details"]) == (403, "Unauthorized", "")
    assert "x-amzn-RateLimit-Limit" not in reply.headers


def test_a_missing_role_is_refused_without_details(amazon, control):
    access = amazon.access(control("authorise", seller="saltmarsh-soaps")["refresh_token"])
    assert amazon.participations("eu", access).json()["errors"][0]["details"] == ""


def test_a_missing_and_a_stale_access_token_are_told_apart(amazon, harbour, control):
    missing = amazon.participations("eu", None).json()["errors"][0]
    assert "missing" in missing["details"]
    access = amazon.access(harbour["refresh_token"])
    control("clock", offset_s=3601)
    stale = amazon.participations("eu", access).json()["errors"][0]
    assert "revoked, malformed or invalid" in stale["details"]
    assert missing["message"] == stale["message"] == "Access to requested resource is denied."


@pytest.mark.parametrize("agent", ["python-requests/2", "App/1 (Platform=Linux)", "App/1 (Language=P)" + "x" * 500])
def test_the_user_agent_must_follow_amazons_rule(amazon, harbour, agent):
    reply = amazon.participations("eu", amazon.access(harbour["refresh_token"]), **{"user-agent": agent})
    assert reply.status_code == 400


def test_the_sixteenth_call_is_throttled_until_a_minute_has_passed(amazon, harbour, control):
    access = amazon.access(harbour["refresh_token"])
    statuses = [amazon.participations("eu", access).status_code for _ in range(16)]
    assert statuses == [200] * 15 + [429]
    assert amazon.participations("eu", access).json()["errors"][0]["code"] == "QuotaExceeded"
    control("clock", offset_s=63)
    assert amazon.participations("eu", access).status_code == 200


def test_the_listings_call_tells_a_right_from_a_wrong_seller_id(amazon, harbour):
    access = amazon.access(harbour["refresh_token"])
    path = "/listings/2021-08-01/items/{}?marketplaceIds=A1F83G8C2ARO7P&pageSize=1"
    assert amazon.get("eu", path.format(harbour["seller_id"]), access).status_code == 200
    wrong = amazon.get("eu", path.format("A1NL6C4YB8RQ2M"), access)
    error = wrong.json()["errors"][0]
    assert (wrong.status_code, error["code"]) == (400, "InvalidInput")
    assert "sellerId" in error["message"]


def test_the_listings_call_refuses_marketplaces_of_another_region(amazon, harbour):
    access = amazon.access(harbour["refresh_token"])
    reply = amazon.get("eu", "/listings/2021-08-01/items/X?marketplaceIds=ATVPDKIKX0DER", access)
    assert "not valid for the region" in reply.json()["errors"][0]["details"]


def test_the_fees_call_names_the_seller_id_even_when_it_finds_no_product(amazon, harbour):
    access = amazon.access(harbour["refresh_token"])
    headers = {"x-amz-access-token": access, "user-agent": "App/1 (Language=Python)"}
    address = amazon.ends["sp_api_eu"] + FEES
    reply = requests.post(address, json=fees_body("A1F83G8C2ARO7P"), headers=headers, timeout=10)
    result = reply.json()["payload"]["FeesEstimateResult"]
    assert result["Status"] == "ClientError"
    assert result["FeesEstimateIdentifier"]["SellerId"] == harbour["seller_id"]
    assert requests.post(address, json={}, headers=headers, timeout=10).status_code == 400


def test_without_listing_and_fees_roles_the_seller_id_cannot_be_checked(amazon, control):
    quarry = control("authorise", seller="quarry-lane", region="north-america")
    access = amazon.access(quarry["refresh_token"])
    assert amazon.participations("na", access).status_code == 200
    path = f"/listings/2021-08-01/items/{quarry['seller_id']}?marketplaceIds=ATVPDKIKX0DER"
    assert amazon.get("na", path, access).status_code == 403
    headers = {"x-amz-access-token": access, "user-agent": "App/1 (Language=Python)"}
    address = amazon.ends["sp_api_na"] + FEES
    assert requests.post(address, json=fees_body("ATVPDKIKX0DER"), headers=headers, timeout=10).status_code == 403


def test_an_unknown_path_is_refused_like_a_missing_role(amazon, harbour):
    reply = amazon.get("eu", "/orders/v0/orders", amazon.access(harbour["refresh_token"]))
    assert (reply.status_code, reply.json()["errors"][0]["details"]) == (403, "")
