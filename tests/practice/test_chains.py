"""What the control interface tells of grants: consents without pages, what stands, what ended and why."""

import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

DAY = 86_400
THREE = ("Harbour Tea Ltd", "Harbour Tea Ireland", "Demo Company (UK)")


def digest(token: str) -> str:
    """Return what the state keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def answer(control, ledger, user: str, *organisations: str, **changed: str | None) -> dict[str, str]:
    """Let a user allow the program's question without pages; return the parameters of the answer."""
    found = control("consent", url=ledger.question(**changed), user=user, organisations=organisations)
    return {name: values[0] for name, values in parse_qs(urlsplit(found["address"]).query).items()}


def only(control) -> dict:
    """Return what is told of the one grant there is."""
    (chain,) = control("chains")["chains"]
    return chain


def test_a_xero_consent_without_pages_is_a_consent(control, xero) -> None:
    given = answer(control, xero, "three-organisations", *THREE[:2])
    assert given["state"] == "the-state"
    tokens = xero.exchange(given["code"]).json()
    linked = xero.get(xero.ends["xero_connections"], tokens["access_token"]).json()
    assert [one["tenantName"] for one in linked] == list(THREE[:2])
    assert xero.refresh(tokens["refresh_token"]).status_code == 200


def test_an_intuit_consent_without_pages_is_a_consent(control, quickbooks) -> None:
    given = answer(control, quickbooks, "two-companies", "Harbour Tea USA Inc")
    assert given["realmId"] == "9341450000000202"
    tokens = quickbooks.exchange(given["code"]).json()
    assert quickbooks.company(tokens["access_token"], given["realmId"]).status_code == 200


@pytest.mark.parametrize(
    "changed", [{"redirect_uri": "http://localhost:1/x"}, {"client_id": "other"}, {"code_challenge_method": None}]
)
def test_a_wrong_question_gets_no_consent_without_pages_either(server, xero, changed) -> None:
    order = {"url": xero.question(**changed), "user": "one-organisation", "organisations": []}
    headers = {"X-Practice-Key": server.control_key}
    reply = requests.post(f"{server.control_url}/consent", json=order, headers=headers, timeout=10)
    assert reply.status_code == 400
    assert requests.post(f"{server.control_url}/grants", json={}, headers=headers, timeout=10).json() == []


def test_a_chain_stands_until_it_is_idle_too_long(control, xero) -> None:
    token = xero.tokens()["refresh_token"]
    control("clock", offset_s=59 * DAY)
    assert only(control)["stands"]
    token = xero.refresh(token).json()["refresh_token"]
    control("clock", offset_s=130 * DAY)
    chain = only(control)
    assert (chain["stands"], chain["why"], round((chain["ends"] - chain["created"]) / DAY)) == (False, "idle", 119)
    assert control("chains", digests=[digest(token)])["tokens"][digest(token)]["is_taken"] is False


def test_an_idle_end_is_still_told_long_after_and_while_others_go_on(control, xero, quickbooks) -> None:
    xero.tokens()
    tokens = quickbooks.tokens()
    for day in (50, 100, 150):
        control("clock", offset_s=day * DAY)
        tokens = quickbooks.refresh(tokens["refresh_token"]).json()
    standing = {one["provider"]: (one["stands"], one["why"]) for one in control("chains")["chains"]}
    assert standing == {"xero": (False, "idle"), "quickbooks": (True, "idle")}


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (lambda control, xero, token: control("revoke", user="three-organisations"), "ordered"),
        (
            lambda control, xero, token: xero.post(
                "xero_revoke", {"token": token, "client_id": xero.settings["xero"]["client_id"]}
            ),
            "revoked",
        ),
    ],
)
def test_who_ended_a_chain_is_told(control, xero, end, why) -> None:
    token = xero.tokens()["refresh_token"]
    end(control, xero, token)
    assert (only(control)["stands"], only(control)["why"]) == (False, why)


def test_five_years_end_a_chain_at_intuit_that_is_in_use(control, quickbooks) -> None:
    token = quickbooks.tokens()["refresh_token"]
    for day in range(90, 5 * 365, 90):
        control("clock", offset_s=day * DAY)
        token = quickbooks.refresh(token).json()["refresh_token"]
    assert (only(control)["stands"], only(control)["why"]) == (True, "five-years")
    control("clock", offset_s=5 * 365 * DAY + 1)
    assert not only(control)["stands"]


def test_a_public_app_is_authorised_for_a_year(control, amazon) -> None:
    token = control("authorise", seller="harbour-tea", public=True)["refresh_token"]
    control("authorise", seller="northlight-cycles", region="north-america")
    control("clock", offset_s=364 * DAY)
    assert amazon.token(grant_type="refresh_token", refresh_token=token).status_code == 200
    control("clock", offset_s=366 * DAY)
    assert amazon.token(grant_type="refresh_token", refresh_token=token).json()["error"] == "invalid_grant"
    assert [(one["stands"], one["ends"] is None) for one in control("chains")["chains"]] == [
        (False, False),
        (True, True),
    ]


def test_which_token_is_taken_is_told_by_its_digest(control, xero) -> None:
    first = xero.tokens()["refresh_token"]
    second = xero.refresh(first).json()["refresh_token"]

    def taken() -> list[bool]:
        found = control("chains", digests=[digest(first), digest(second), digest("unknown")])["tokens"]
        return [found[digest(one)]["is_taken"] for one in (first, second, "unknown")]

    assert taken() == [True, True, False]
    control("clock", offset_s=1801)
    assert taken() == [False, True, False]
    # Nobody showed the old token, so nothing was ended by asking.
    assert xero.refresh(second).status_code == 200


def test_a_lost_answer_is_told_with_its_grant(control, xero) -> None:
    token = xero.tokens()["refresh_token"]
    control("lose-refresh", service="xero")
    with pytest.raises(requests.ConnectionError):
        xero.refresh(token)
    (lost,) = control("chains")["lost"]
    assert (lost["service"], lost["grant"]) == ("xero", only(control)["id"])


def test_a_refused_refresh_does_not_use_up_an_answer_to_be_lost(control, xero) -> None:
    token = xero.tokens()["refresh_token"]
    control("lose-refresh", service="xero")
    assert xero.refresh("unknown").status_code == 400
    with pytest.raises(requests.ConnectionError):
        xero.refresh(token)


def test_what_xero_linked_is_told_for_everybody(control, xero) -> None:
    answer(control, xero, "three-organisations", *THREE)
    answer(control, xero, "one-organisation", "Kestrel Candles Pty Ltd")
    linked = control("chains")["connections"]
    assert len(linked) == 4
    control("revoke", organisation=linked[0]["tenant"])
    assert len(control("chains")["connections"]) == 3
