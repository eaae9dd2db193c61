"""Xero: consent, PKCE, rotation with its grace, connections, Organisation."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

MINUTE, DAY = 60, 86_400


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def organisation(xero, token, tenant, accept="application/json"):
    address = xero.ends["xero_api"] + "/Organisation"
    return xero.get(address, token, xero_tenant_id=tenant, Accept=accept)


def linked(xero, tokens, event=None):
    query = f"?authEventId={event}" if event else ""
    return xero.get(xero.ends["xero_connections"] + query, tokens["access_token"]).json()


def test_consent_shows_the_permissions_in_plain_words(xero):
    xero.browser.open(xero.question()).click("person-three-organisations")
    assert "Practice ledger" in xero.browser.page_text
    assert "View the organisation's settings" in xero.browser.page_text
    assert "Stay connected while you are away" in xero.browser.page_text


def test_the_answer_holds_code_and_state_at_the_registered_address(xero):
    answer = xero.allow()
    assert answer["state"] == "the-state"
    assert answer["code"]
    assert xero.browser.outside.startswith("http://localhost:8742/xero?")


def test_cancel_is_told_as_xero_tells_it(xero):
    xero.browser.open(xero.question()).click("person-one-organisation").click("cancel")
    assert xero.browser.answer == {
        "error": "access_denied",
        "error_description": "TenantConsent status DENIED",
        "state": "the-state",
    }


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "unknown"}, "unauthorized_client"),
        ({"redirect_uri": "http://localhost:8742/xero/"}, "invalid_request"),
        ({"redirect_uri": "http://127.0.0.1:8742/xero"}, "invalid_request"),
        ({"redirect_uri": "http://localhost:9999/xero"}, "invalid_request"),
        ({"scope": "openid accounting.transactions"}, "invalid_scope"),
        ({"scope": "accounting.reports.read"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
def test_a_mistake_in_the_address_stays_on_an_error_page(xero, changed, error):
    xero.browser.open(xero.question(**changed))
    assert not xero.browser.outside
    assert xero.browser.text("error-code") == "Error code: 500"
    assert error in xero.browser.text("error-text")


@pytest.mark.parametrize("port", [8742, 8743, 8744])
def test_each_registered_port_is_accepted(xero, port):
    xero.browser.open(xero.question(redirect_uri=f"http://localhost:{port}/xero"))
    assert xero.browser.has("sign-in")


def test_the_exchange_answers_with_tokens_that_name_user_and_event(xero):
    tokens = xero.tokens()
    access = claims(tokens["access_token"])
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 1800
    assert access["xero_userid"]
    assert access["authentication_event_id"]
    identity = claims(tokens["id_token"])
    assert identity["email"] == "bookkeeper@tidewater.example"
    assert (identity["given_name"], identity["iss"]) == ("Alex", xero.ends["xero_issuer"])


def test_without_offline_access_there_is_no_refresh_token_and_without_openid_no_identity(xero):
    tokens = xero.tokens(scope="accounting.settings.read")
    assert "refresh_token" not in tokens
    assert "id_token" not in tokens


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_verifier": "x" * 50}, "invalid_grant"),
        ({"redirect_uri": "http://localhost:8743/xero"}, "invalid_grant"),
        ({"code": "unknown"}, "invalid_grant"),
        ({"client_id": "unknown"}, "invalid_client"),
        ({"headers": {"Authorization": "Basic aWQ6"}}, "invalid_client"),
        ({"client_secret": "x"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_the_exchange_refuses_with_400_and_a_bare_error(xero, changed, error):
    reply = xero.exchange(xero.allow()["code"], **changed)
    assert (reply.status_code, reply.json()) == (400, {"error": error})


def test_a_code_is_good_once(xero):
    code = xero.allow()["code"]
    assert xero.exchange(code).status_code == 200
    assert xero.exchange(code).json() == {"error": "invalid_grant"}


def test_a_code_lives_five_minutes(xero, control):
    code = xero.allow()["code"]
    control("clock", offset_s=5 * MINUTE + 1)
    assert xero.exchange(code).json() == {"error": "invalid_grant"}


def test_a_refresh_gives_a_new_token_and_the_old_one_works_for_half_an_hour(xero, control):
    first = xero.tokens()["refresh_token"]
    second = xero.refresh(first).json()["refresh_token"]
    assert second != first
    control("clock", offset_s=29 * MINUTE)
    third = xero.refresh(first)
    assert third.status_code == 200
    assert third.json()["refresh_token"] not in (first, second)
    control("clock", offset_s=31 * MINUTE)
    assert xero.refresh(second).status_code == 200
    assert xero.refresh(first).json() == {"error": "invalid_grant"}


def test_a_copy_used_after_the_half_hour_ends_the_whole_chain(xero, control):
    first = xero.tokens()["refresh_token"]
    second = xero.refresh(first).json()["refresh_token"]
    control("clock", offset_s=31 * MINUTE)
    assert xero.refresh(first).json() == {"error": "invalid_grant"}
    assert xero.refresh(second).json() == {"error": "invalid_grant"}
    assert [one["why"] for one in control("chains")["chains"]] == ["reused"]


def test_a_token_older_than_the_previous_one_is_dead_at_once(xero):
    first = xero.tokens()["refresh_token"]
    second = xero.refresh(first).json()["refresh_token"]
    xero.refresh(second)
    assert xero.refresh(first).json() == {"error": "invalid_grant"}
    assert xero.refresh(second).status_code == 200


def test_sixty_unused_days_end_a_refresh_token_and_use_renews_them(xero, control):
    first = xero.tokens()["refresh_token"]
    control("clock", offset_s=59 * DAY)
    second = xero.refresh(first).json()["refresh_token"]
    control("clock", offset_s=118 * DAY)
    third = xero.refresh(second).json()["refresh_token"]
    control("clock", offset_s=179 * DAY)
    assert xero.refresh(third).json() == {"error": "invalid_grant"}


def test_the_event_filter_finds_the_organisation_of_this_consent_only(xero):
    xero.tokens(organisation=0)
    tokens = xero.tokens(organisation=1)
    event = claims(tokens["access_token"])["authentication_event_id"]
    assert [one["tenantName"] for one in linked(xero, tokens)] == ["Harbour Tea Ltd", "Harbour Tea Ireland"]
    assert [one["tenantName"] for one in linked(xero, tokens, event)] == ["Harbour Tea Ireland"]


def test_going_again_with_a_linked_organisation_continues_under_the_new_event(xero):
    xero.tokens(organisation=0)
    xero.browser.open(xero.question())
    assert "(already linked)" in xero.browser.page_text
    tokens = xero.tokens(organisation=0)
    event = claims(tokens["access_token"])["authentication_event_id"]
    assert len(linked(xero, tokens)) == 1
    assert len(linked(xero, tokens, event)) == 1


def test_every_organisation_at_once_is_offered_unless_the_program_forbids_it(xero):
    xero.browser.open(xero.question()).click("person-three-organisations")
    assert xero.browser.options("organisation")[-1] == "all"
    xero.browser.open(xero.question(acr_values="bulk_connect:false"))
    assert "all" not in xero.browser.options("organisation")
    tokens = xero.tokens(organisation=-1)
    assert len(linked(xero, tokens)) == 3


def test_permissions_add_up_over_the_consents_of_one_user(xero):
    xero.tokens(scope="openid offline_access accounting.settings.read")
    tokens = xero.tokens(scope="offline_access accounting.contacts.read")
    assert {"openid", "accounting.settings.read", "accounting.contacts.read"} <= set(tokens["scope"].split())


def test_a_login_without_organisations_links_nothing(xero):
    tokens = xero.tokens(person="no-organisation")
    assert linked(xero, tokens) == []


def test_deleting_a_connection_answers_204_and_then_404(xero):
    tokens = xero.tokens()
    connection = linked(xero, tokens)[0]
    address = f"{xero.ends['xero_connections']}/{connection['id']}"
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert requests.delete(address, headers=headers, timeout=10).status_code == 204
    assert requests.delete(address, headers=headers, timeout=10).status_code == 404
    assert organisation(xero, tokens["access_token"], connection["tenantId"]).status_code == 403
    assert xero.refresh(tokens["refresh_token"]).status_code == 200


def test_organisation_names_country_currency_and_kind(xero):
    tokens = xero.tokens(organisation=2)
    tenant = linked(xero, tokens)[0]["tenantId"]
    reply = organisation(xero, tokens["access_token"], tenant)
    found = reply.json()["Organisations"][0]
    assert (found["OrganisationID"], found["BaseCurrency"], found["CountryCode"]) == (tenant, "GBP", "GB")
    assert found["IsDemoCompany"] is True
    assert reply.headers["X-MinLimit-Remaining"] == "59"


def test_organisation_is_xml_unless_json_is_asked_for(xero):
    tokens = xero.tokens()
    tenant = linked(xero, tokens)[0]["tenantId"]
    assert organisation(xero, tokens["access_token"], tenant, accept="*/*").text.startswith("<Response>")


def test_organisation_of_somebody_else_or_of_nobody_is_forbidden(xero):
    tokens = xero.tokens(organisation=0)
    ids = xero.browser.open(xero.question()).options("organisation")
    for tenant in (ids[1], "", "00000000-0000-0000-0000-000000000000"):
        reply = organisation(xero, tokens["access_token"], tenant)
        assert (reply.status_code, reply.json()["detail"]) == (403, "AuthenticationUnsuccessful")


def test_an_expired_access_token_says_so(xero, control):
    tokens = xero.tokens()
    control("clock", offset_s=31 * MINUTE)
    reply = xero.get(xero.ends["xero_connections"], tokens["access_token"])
    assert reply.status_code == 401
    assert reply.json()["Detail"].startswith("TokenExpired: token expired at ")


def test_organisation_needs_the_settings_permission(xero):
    tokens = xero.tokens(scope="openid offline_access")
    tenant = linked(xero, tokens)[0]["tenantId"]
    assert organisation(xero, tokens["access_token"], tenant).status_code == 401


def test_the_sixty_first_call_of_a_minute_is_refused_with_a_waiting_time(clock_file, xero):
    tokens = xero.tokens()
    tenant = linked(xero, tokens)[0]["tenantId"]
    replies = [organisation(xero, tokens["access_token"], tenant) for _ in range(61)]
    assert [reply.status_code for reply in replies] == [200] * 60 + [429]
    assert replies[-1].headers["X-Rate-Limit-Problem"] == "minute"
    assert replies[-1].headers["Retry-After"] == "1"


def test_revoking_ends_the_consent_and_every_link_of_its_user(xero):
    tokens = xero.tokens()
    fields = {"token": tokens["refresh_token"], "client_id": xero.settings["xero"]["client_id"]}
    reply = xero.post("xero_revoke", fields)
    assert (reply.status_code, reply.text) == (200, "")
    assert xero.refresh(tokens["refresh_token"]).json() == {"error": "invalid_grant"}
    assert xero.get(xero.ends["xero_connections"], tokens["access_token"]).status_code == 401
    assert xero.post("xero_revoke", fields).status_code == 200


def test_revoking_needs_the_client_id_and_no_header(xero):
    token = xero.tokens()["refresh_token"]
    assert xero.post("xero_revoke", {"token": token}).json() == {"error": "invalid_client"}
    basic = {"token": token, "client_id": xero.settings["xero"]["client_id"]}
    assert xero.post("xero_revoke", basic, auth=("id", "")).json() == {"error": "invalid_client"}
    assert xero.refresh(token).status_code == 200


def test_the_state_comes_back_exactly_even_when_it_is_long(xero):
    state = "s+/=&" * 20
    xero.browser.open(xero.question(state=state)).click("person-one-organisation").click("allow")
    assert parse_qs(urlsplit(xero.browser.outside).query)["state"] == [state]
