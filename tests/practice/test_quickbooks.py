"""QuickBooks: consent, Basic authentication, the daily change of the refresh token, CompanyInfo, faults."""

import base64
import json

import pytest
import requests

DAY = 86_400


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_the_answer_names_the_chosen_company(quickbooks):
    answer = quickbooks.allow(company=1)
    assert (answer["state"], answer["realmId"]) == ("the-state", "9341450000000202")
    assert quickbooks.browser.outside.startswith("http://localhost:8745/quickbooks?")


def test_somebody_with_one_company_is_not_asked_which(quickbooks):
    quickbooks.browser.open(quickbooks.question()).click("person-one-company")
    assert not quickbooks.browser.has("company")
    assert quickbooks.browser.click("allow").answer["realmId"] == "9341450000000303"


def test_cancel_is_told_with_the_state(quickbooks):
    quickbooks.browser.open(quickbooks.question()).click("person-one-company").click("cancel")
    assert quickbooks.browser.answer == {"error": "access_denied", "state": "the-state"}


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"redirect_uri": "http://localhost:8745/other"}, "redirect_uri query parameter value is invalid"),
        ({"client_id": "unknown"}, "client_id"),
        ({"scope": "com.intuit.other"}, "invalid_scope"),
        ({"state": None}, "state"),
    ],
)
def test_a_mistake_in_the_address_stays_on_intuits_page(quickbooks, changed, text):
    quickbooks.browser.open(quickbooks.question(**changed))
    assert not quickbooks.browser.outside
    assert "didn't connect" in quickbooks.browser.text("error-code")
    assert text in quickbooks.browser.text("error-text")


def test_the_exchange_answers_as_intuit_does(quickbooks):
    body = quickbooks.tokens()
    assert set(body) == {
        "access_token", "refresh_token", "token_type", "expires_in", "x_refresh_token_expires_in", "id_token",
    }  # fmt: skip
    assert (body["token_type"], body["expires_in"]) == ("bearer", 3600)
    assert 8_726_390 <= body["x_refresh_token_expires_in"] <= 8_726_400
    assert claims(body["id_token"])["realmid"] == "9341450000000101"
    assert claims(body["id_token"])["iss"] == quickbooks.ends["quickbooks_issuer"]


def test_the_five_year_end_is_told_only_to_those_who_ask(quickbooks):
    code = quickbooks.allow()["code"]
    header = {"x-include-refresh-token-hard-expires-in": "true"}
    body = quickbooks.exchange(code, headers=header).json()
    assert body["x_refresh_token_hard_expires_in"] > 4.9 * 365 * DAY
    assert "x_refresh_token_hard_expires_in" not in quickbooks.refresh(body["refresh_token"]).json()


def test_the_secret_must_come_by_basic_authentication(quickbooks):
    client_id, secret = quickbooks.basic
    code = quickbooks.allow()["code"]
    reply = quickbooks.exchange(code, auth=None)
    assert (reply.status_code, reply.json()) == (401, {"error": "invalid_client"})
    assert quickbooks.exchange(code, auth=(client_id, "wrong")).status_code == 401
    fields = {"client_id": client_id, "client_secret": secret, "grant_type": "authorization_code", "code": code}
    fields["redirect_uri"] = quickbooks.settings["quickbooks"]["redirect_uri"]
    assert quickbooks.post("quickbooks_token", fields).status_code == 401
    assert quickbooks.exchange(code).status_code == 200


def test_a_code_is_good_once(quickbooks):
    code = quickbooks.allow()["code"]
    assert quickbooks.exchange(code).status_code == 200
    reply = quickbooks.exchange(code)
    assert (reply.status_code, reply.json()["error"]) == (400, "invalid_grant")


def test_the_refresh_token_keeps_its_value_for_a_day_then_changes_and_the_old_one_dies_a_day_later(quickbooks, control):
    first = quickbooks.tokens()["refresh_token"]
    assert quickbooks.refresh(first).json()["refresh_token"] == first
    control("clock", offset_s=DAY + 1)
    second = quickbooks.refresh(first).json()["refresh_token"]
    assert second != first
    control("clock", offset_s=2 * DAY)
    again = quickbooks.refresh(first).json()["refresh_token"]
    assert again not in (first, second)
    control("clock", offset_s=2 * DAY + 2)
    reply = quickbooks.refresh(first)
    assert (reply.status_code, reply.json()) == (400, {"error": "invalid_grant", "error_description": "Token invalid"})
    assert [quickbooks.refresh(one).status_code for one in (second, again)] == [200, 200]


def test_the_previous_token_can_still_be_revoked_with(quickbooks, control):
    first = quickbooks.tokens()["refresh_token"]
    control("clock", offset_s=DAY + 1)
    second = quickbooks.refresh(first).json()["refresh_token"]
    reply = requests.post(
        quickbooks.ends["quickbooks_revoke"], json={"token": first}, auth=quickbooks.basic, timeout=10
    )
    assert reply.status_code == 200
    assert quickbooks.refresh(second).json()["error"] == "invalid_grant"


def test_a_refresh_token_ends_unused_and_after_five_years(quickbooks, control):
    token = quickbooks.tokens()["refresh_token"]
    for day in range(90, 5 * 365 + 1, 90):
        control("clock", offset_s=day * DAY)
        token = quickbooks.refresh(token).json()["refresh_token"]
    control("clock", offset_s=(5 * 365 + 1) * DAY)
    assert quickbooks.refresh(token).json()["error"] == "invalid_grant"


def test_an_access_token_in_a_refresh_tokens_place_is_told_apart(quickbooks):
    reply = quickbooks.refresh(quickbooks.tokens()["access_token"])
    assert reply.json()["error_description"] == "Incorrect Token type or clientID"


def test_the_company_is_described_and_its_id_is_one(quickbooks):
    access = quickbooks.tokens()["access_token"]
    reply = quickbooks.company(access, "9341450000000101")
    info = reply.json()["CompanyInfo"]
    assert (info["Id"], info["CompanyName"], info["Country"]) == ("1", "Harbour Tea Ltd", "GB")
    assert reply.headers["intuit_tid"]
    xml = quickbooks.company(access, "9341450000000101", accept="*/*")
    assert xml.headers["Content-Type"].startswith("application/xml")


def test_the_query_form_answers_a_list(quickbooks):
    access = quickbooks.tokens()["access_token"]
    base = quickbooks.ends["quickbooks_api"]
    address = f"{base}/v3/company/9341450000000101/query?query=select * from CompanyInfo"
    found = quickbooks.get(address, access, Accept="application/json").json()
    assert found["QueryResponse"]["CompanyInfo"][0]["CompanyName"] == "Harbour Tea Ltd"


def test_another_company_is_refused_in_the_gateways_spelling(quickbooks):
    reply = quickbooks.company(quickbooks.tokens()["access_token"], "9341450000000202")
    assert reply.status_code == 403
    assert reply.json()["fault"]["error"][0]["code"] == "3100"


def test_an_expired_token_is_refused_in_the_gateways_spelling(quickbooks, control):
    access = quickbooks.tokens()["access_token"]
    control("clock", offset_s=3601)
    reply = quickbooks.company(access, "9341450000000101")
    assert reply.status_code == 401
    assert reply.json()["fault"]["type"] == "AUTHENTICATION"
    assert reply.json()["fault"]["error"][0]["code"] == "3200"


@pytest.mark.parametrize(
    ("condition", "status", "code"), [("access-lost", 401, "120"), ("subscription-ended", 400, "6190")]
)
def test_a_company_in_trouble_is_told_in_the_services_spelling(quickbooks, control, condition, status, code):
    access = quickbooks.tokens()["access_token"]
    control("company", realm="9341450000000101", condition=condition)
    reply = quickbooks.company(access, "9341450000000101")
    assert (reply.status_code, reply.json()["Fault"]["Error"][0]["code"]) == (status, code)


def test_a_wrong_object_number_is_a_fault_of_the_service(quickbooks):
    reply = quickbooks.company(quickbooks.tokens()["access_token"], "9341450000000101", number="7")
    assert (reply.status_code, reply.json()["Fault"]["Error"][0]["code"]) == (400, "610")


def test_the_user_is_described_as_far_as_the_permissions_go(quickbooks):
    address = quickbooks.ends["quickbooks_userinfo"]
    full = quickbooks.get(address, quickbooks.tokens()["access_token"]).json()
    assert (full["email"], full["givenName"], full["familyName"]) == ("bookkeeper@tidewater.example", "Alex", "Marlow")
    less = quickbooks.tokens(scope="com.intuit.quickbooks.accounting openid")["access_token"]
    assert set(quickbooks.get(address, less).json()) == {"sub"}
    none = quickbooks.tokens(scope="com.intuit.quickbooks.accounting")["access_token"]
    assert quickbooks.get(address, none).status_code == 401


def test_revoking_takes_json_and_basic_and_a_dead_token_is_a_400(quickbooks):
    tokens = quickbooks.tokens()
    address, body = quickbooks.ends["quickbooks_revoke"], {"token": tokens["refresh_token"]}
    assert requests.post(address, json=body, timeout=10).status_code == 401
    done = requests.post(address, json=body, auth=quickbooks.basic, timeout=10)
    assert (done.status_code, done.text) == (200, "")
    assert quickbooks.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert requests.post(address, json=body, auth=quickbooks.basic, timeout=10).status_code == 400


def test_more_than_ten_calls_a_second_are_throttled(clock_file, quickbooks):
    access = quickbooks.tokens()["access_token"]
    replies = [quickbooks.company(access, "9341450000000101") for _ in range(11)]
    assert [reply.status_code for reply in replies] == [200] * 10 + [429]
    assert replies[-1].json()["fault"]["error"][0]["code"] == "3001"
