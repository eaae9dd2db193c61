"""The control interface: its key, its orders, and what the request log keeps."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import requests


def asked(control, quickbooks):
    return quickbooks.get(quickbooks.ends["quickbooks_userinfo"], "x")


def test_without_the_key_nothing_is_obeyed(server):
    for headers in ({}, {"X-Practice-Key": "wrong"}):
        reply = requests.post(f"{server.control_url}/reset", json={}, headers=headers, timeout=10)
        assert reply.status_code == 403


def test_an_unknown_order_names_those_there_are(server):
    headers = {"X-Practice-Key": server.control_key}
    reply = requests.post(f"{server.control_url}/dance", json={}, headers=headers, timeout=10)
    assert reply.status_code == 404
    assert "lose-refresh" in reply.json()["problem"]


def test_an_order_that_lacks_something_is_refused(server):
    headers = {"X-Practice-Key": server.control_key}
    assert requests.post(f"{server.control_url}/clock", json={}, headers=headers, timeout=10).status_code == 400


def test_a_foreign_host_name_is_not_served(server):
    reply = requests.get(f"{server.base_url}/seller-central/", headers={"Host": "evil.example"}, timeout=10)
    assert reply.status_code == 421


def test_a_slow_service_takes_its_time_and_the_others_do_not(control, amazon, xero):
    control("slow", service="xero", seconds=0.3)
    began = time.monotonic()
    amazon.token(grant_type="refresh_token")
    between = time.monotonic()
    xero.refresh("x")
    assert time.monotonic() - between >= 0.3
    assert between - began < 0.3


def test_a_stopping_server_lets_nobody_wait(control, server, xero):
    control("slow", service="*", seconds=60)
    with pytest.raises(requests.ReadTimeout):
        requests.get(xero.ends["xero_connections"], timeout=0.2)
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 10


def test_a_service_that_is_down_answers_503_in_its_own_words(control, amazon, xero):
    control("down", service="*")
    assert amazon.participations("eu", "x").json()["errors"][0]["code"] == "ServiceUnavailable"
    assert xero.get(xero.ends["xero_connections"], "x").status_code == 503
    control("down", service="*", on=False)
    assert xero.get(xero.ends["xero_connections"], "x").status_code == 401


def test_a_service_may_drop_the_connection(control, xero):
    control("down", service="xero", mode="drop")
    with pytest.raises(requests.ConnectionError):
        xero.refresh("x")


@pytest.mark.parametrize(
    ("service", "call", "status"),
    [
        ("amazon", lambda amazon, xero, qb: amazon.participations("eu", "x"), 429),
        ("mws", lambda amazon, xero, qb: requests.post(amazon.ends["mws"] + "/Sellers/2011-07-01", timeout=10), 503),
        ("xero", lambda amazon, xero, qb: xero.get(xero.ends["xero_connections"], "x"), 429),
        ("quickbooks", lambda amazon, xero, qb: qb.company("x", "1"), 429),
    ],
)
def test_a_throttled_service_refuses_in_its_own_words(control, amazon, xero, quickbooks, service, call, status):
    control("throttle", service=service)
    assert call(amazon, xero, quickbooks).status_code == status


@pytest.mark.parametrize(
    ("facts", "status", "kind", "begins", "length"),
    [
        ({"body": '{"access_token": '}, 200, "application/json", '{"access_token": ', None),
        ({"body": "<html>", "content_type": "text/html", "status": 502}, 502, "text/html", "<html>", None),
        ({"size": 2_000_000}, 200, "application/json", "xxx", 2_000_000),
        ({"status": 307, "headers": {"Location": "http://127.0.0.1:9/"}}, 307, "application/json", "", 0),
    ],
)
def test_canned_answers_are_given_as_ordered(control, xero, facts, status, kind, begins, length):
    control("answer", route="xero.token", **facts)
    reply = xero.post("xero_token", {}, allow_redirects=False)
    assert (reply.status_code, reply.headers["Content-Type"]) == (status, kind)
    assert reply.text.startswith(begins)
    assert length is None or len(reply.content) == length


def test_a_canned_answer_is_given_as_often_as_ordered(control, xero):
    control("answer", route="xero", times=2, status=418)
    assert [xero.refresh("x").status_code for _ in range(3)] == [418, 418, 400]


def test_a_lost_answer_has_changed_the_state_all_the_same(control, xero):
    first = xero.tokens()["refresh_token"]
    control("lose-refresh", service="xero")
    with pytest.raises(requests.ConnectionError):
        xero.refresh(first)
    control("clock", offset_s=1801)
    assert xero.refresh(first).json() == {"error": "invalid_grant"}


def test_an_organisation_can_be_unlinked_as_inside_xero(control, xero):
    tokens = xero.tokens()
    tenant = xero.get(xero.ends["xero_connections"], tokens["access_token"]).json()[0]["tenantId"]
    control("revoke", organisation=tenant)
    assert xero.get(xero.ends["xero_connections"], tokens["access_token"]).json() == []
    assert xero.refresh(tokens["refresh_token"]).status_code == 200


@pytest.mark.parametrize("whom", [{"user": "three-organisations"}, {"seller_id": "A3KP7Q2WX8N4VT"}])
def test_a_grant_can_be_revoked_by_whom_it_belongs_to(control, xero, whom):
    xero.tokens()
    control("authorise", seller="harbour-tea")
    assert control("revoke", **whom) == {"ended": 1}
    assert len(control("grants")) == 1


def test_requests_are_counted_by_service_and_route_without_any_value(control, xero):
    tokens = xero.tokens()
    xero.refresh(tokens["refresh_token"])
    counts = control("counts")
    assert counts["routes"]["xero.token"] == 2
    log = control("requests")
    assert log[-1]["form_keys"] == ["client_id", "grant_type", "refresh_token"]
    assert log[-1]["grant_type"] == "refresh_token"
    assert tokens["refresh_token"] not in str(log)
    assert tokens["access_token"] not in str(log)


def test_reset_takes_every_order_back_and_keeps_the_grants(control, xero):
    refresh_token = xero.tokens()["refresh_token"]
    control("down", service="xero")
    control("clock", offset_s=61 * 86_400)
    control("reset")
    assert control("counts") == {"services": {}, "routes": {}}
    assert xero.refresh(refresh_token).status_code == 200


def organisation(xero, tokens):
    """Read the organisation that a consent linked last."""
    linked = xero.get(xero.ends["xero_connections"], tokens["access_token"]).json()[-1]["tenantId"]
    address = f"{xero.ends['xero_api']}/Organisation"
    return xero.get(address, tokens["access_token"], **{"xero-tenant-id": linked, "Accept": "application/json"})


def test_every_answer_tells_the_time_of_the_services(control, amazon, xero):
    control("clock", offset_s=86_400)
    for reply in (amazon.participations("eu", "x"), xero.get(xero.ends["xero_connections"], "x")):
        told = reply.raw.headers.getlist("Date")
        assert len(told) == 1
        assert abs(parsedate_to_datetime(told[0]) - datetime.now(UTC) - timedelta(days=1)) < timedelta(minutes=1)


def test_amazon_takes_no_token_of_an_app_whose_secret_is_too_old(control, amazon):
    brought = control("authorise", seller="harbour-tea", region="europe")
    access = amazon.access(brought["refresh_token"])
    control("fail", service="amazon", code="secret-expired")
    refused = amazon.participations("eu", access)
    assert (refused.status_code, "expired" in refused.json()["errors"][0]["details"]) == (403, True)
    assert amazon.participations("eu", access).status_code == 200


def test_roles_that_were_not_given_are_missed(control, amazon):
    brought = control("authorise", seller="harbour-tea", region="europe", missing_roles=["sellers"])
    refused = amazon.participations("eu", amazon.access(brought["refresh_token"]))
    assert (refused.status_code, refused.json()["errors"][0]["details"]) == (403, "")


def test_a_person_who_lost_the_rights_still_sees_the_organisation_in_the_list(control, xero):
    tokens = xero.tokens(person="one-organisation")
    linked = xero.get(xero.ends["xero_connections"], tokens["access_token"]).json()[0]["tenantId"]
    assert organisation(xero, tokens).status_code == 200
    control("company", organisation=linked, condition="access-lost")
    refused = organisation(xero, tokens)
    assert (refused.status_code, refused.json()["detail"]) == (403, "AuthenticationUnsuccessful")


def test_an_app_at_its_ceiling_reaches_what_was_linked_before(control, xero):
    tokens = xero.tokens(organisation=0)
    control("ceiling", organisations=1)
    assert organisation(xero, tokens).status_code == 200
    further = organisation(xero, xero.tokens(organisation=1))
    assert (further.status_code, "limit" in further.json()["detail"]) == (403, True)


def test_xero_refuses_a_token_with_the_error_that_was_ordered(control, xero):
    code = xero.allow()["code"]
    control("fail", service="xero", code="invalid_scope")
    refused = xero.exchange(code)
    assert (refused.status_code, refused.json()) == (400, {"error": "invalid_scope"})
