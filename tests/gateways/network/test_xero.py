"""Xero, walked end to end against the practice Xero, and against answers it would not give."""

import base64
import dataclasses
import json
from datetime import timedelta

import pytest

from lmb_desktop.core.attempt import Answer
from lmb_desktop.core.errors import (
    AnswerUnusable,
    AppMissing,
    AppRefused,
    ConnectionLimit,
    ConsentDenied,
    ConsentFailed,
    GrantEnded,
    NoOrganisation,
    NoRights,
    Offline,
    RateLimited,
    ScopeRefused,
    ServiceTrouble,
    StateWrong,
)
from lmb_desktop.core.health import ChainFacts
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings, XeroSettings
from lmb_desktop.core.sign_in import Organisation, Provider, SignIn
from tests.gateways.network.scripted_server import Scripted, as_json

XERO = Provider.XERO
TENANT = "a9bcfad2-7484-4060-a856-581a085fa212"


@pytest.fixture
def gateway(practice, ledger_gateway):
    return ledger_gateway(practice.settings)


@pytest.fixture
def consented(practice, gateway, clock, cancel):
    """Walk Xero's pages as a person would, and exchange what comes back."""

    def walk(person="three-organisations", organisation=0):
        attempt = gateway.begin(XERO)
        answer = attempt.judge(_allowed(practice, attempt, person, organisation), clock.now())
        return gateway.exchange(attempt, answer, cancel)

    return walk


def _allowed(practice, attempt, person, organisation):
    browser = practice.browser().open(attempt.authorize_url).click(f"person-{person}")
    if browser.has("organisation"):
        options = browser.options("organisation")
        browser.click("allow", organisation=options[organisation])
    else:
        browser.click("allow")
    browser.close()
    return browser.outside


def kept(grant):
    return SignIn("1", XERO, grant.environment, grant.user_id, grant.authorised_by, "a", chain=grant.chain)


def link_to(organisation, name="Harbour Tea Ltd"):
    return LedgerLink("1", "1", XERO, organisation.id, name, connection_id=organisation.connection_id)


def test_one_consent_brings_one_organisation_in_three_requests(consented, gateway, practice, cancel, clock):
    grant = consented()
    (organisation,) = grant.organisations
    facts = gateway.read(grant, organisation, cancel)

    assert (facts.id, facts.name, facts.legal_name) == (TENANT, "Harbour Tea Ltd", "Harbour Tea Limited")
    assert (facts.country, facts.base_currency, facts.is_demo) == ("GB", "GBP", False)
    assert grant.authorised_by == "Alex Marlow (bookkeeper@tidewater.example)"
    assert grant.user_id == "3b129ade-fe69-47b6-b16a-86b99ce52634"
    assert grant.others == ()
    assert grant.chain.idle_ends_at - grant.chain.consented_at == timedelta(days=60)
    calls = [route for route in practice.requests() if route in ("xero.token", "xero.connections", "xero.organisation")]
    assert calls == ["xero.token", "xero.connections", "xero.organisation"]


def test_only_the_organisation_of_this_consent_comes_back_and_not_an_earlier_one(consented):
    first, second = consented(organisation=0), consented(organisation=1)

    assert [one.name for one in second.organisations] == ["Harbour Tea Ireland"]
    assert first.user_id == second.user_id


def test_several_organisations_of_one_consent_all_come_back(consented):
    assert len(consented(organisation=-1).organisations) == 3


def test_a_demo_company_is_marked(consented, gateway, cancel):
    grant = consented(organisation=2)
    assert gateway.read(grant, grant.organisations[0], cancel).is_demo


def test_a_consent_without_an_organisation_is_said_to_be_one(consented):
    with pytest.raises(NoOrganisation):
        consented(person="no-organisation")


def test_a_refusal_on_xeros_page_is_the_persons_choice(practice, gateway, clock):
    attempt = gateway.begin(XERO)
    browser = practice.browser().open(attempt.authorize_url).click("person-three-organisations").click("cancel")
    browser.close()
    with pytest.raises(ConsentDenied):
        attempt.judge(browser.outside, clock.now())


def test_an_answer_of_another_attempt_is_refused_before_any_code_is_sent(practice, gateway, clock):
    first, second = gateway.begin(XERO), gateway.begin(XERO)
    with pytest.raises(StateWrong):
        second.judge(_allowed(practice, first, "one-organisation", 0), clock.now())


def test_a_code_of_another_attempt_is_refused_by_xero(practice, gateway, clock, cancel):
    first, second = gateway.begin(XERO), gateway.begin(XERO)
    answer = first.judge(_allowed(practice, first, "one-organisation", 0), clock.now())
    with pytest.raises(ConsentFailed) as caught:
        gateway.exchange(second, answer, cancel)
    assert caught.value.fact("code") == "invalid_grant"


def test_a_return_address_given_is_the_one_used(gateway):
    assert gateway.begin(XERO, "http://localhost:8743/xero").redirect_uri == "http://localhost:8743/xero"
    assert gateway.begin(XERO).redirect_uri == "http://localhost:8742/xero"


def test_without_an_app_no_sign_in_begins(ledger_gateway):
    with pytest.raises(AppMissing):
        ledger_gateway(ServiceSettings()).begin(XERO)


def test_the_real_address_is_asked_for_the_permissions_and_nothing_more(ledger_gateway):
    attempt = ledger_gateway(ServiceSettings(xero=XeroSettings(client_id="x"))).begin(XERO)
    assert attempt.authorize_url.startswith("https://login.xero.com/identity/connect/authorize?")
    assert "scope=openid+profile+email+offline_access+accounting.settings.read" in attempt.authorize_url
    assert attempt.issuer == "https://identity.xero.com"


def test_a_renewal_rotates_the_token_and_moves_the_idle_end(consented, gateway, cancel, clock):
    grant = consented()
    clock.ahead = timedelta(days=3)

    renewal = gateway.renew(kept(grant), grant.refresh_token, cancel)

    assert renewal.refresh_token != grant.refresh_token
    assert renewal.chain.consented_at == grant.chain.consented_at
    assert renewal.chain.idle_ends_at - renewal.chain.renewed_at == timedelta(days=60)
    link = link_to(grant.organisations[0])
    assert gateway.read_link(link, renewal.access_token, cancel).name == "Harbour Tea Ltd"


def test_a_renewal_whose_answer_was_lost_succeeds_within_xeros_time_of_grace(consented, gateway, practice, cancel):
    grant = consented()
    practice.order("lose-refresh", service="xero", times=1)
    assert gateway.renew(kept(grant), grant.refresh_token, cancel).refresh_token

    practice.order("lose-refresh", service="xero", times=3)
    with pytest.raises(Offline):
        gateway.renew(kept(grant), grant.refresh_token, cancel)


def test_a_withdrawn_consent_is_told_apart_from_one_left_unused(consented, gateway, practice, clock, cancel):
    grant = consented()
    practice.order("revoke", user=grant.user_id)

    with pytest.raises(GrantEnded) as caught:
        gateway.renew(kept(grant), grant.refresh_token, cancel)
    assert caught.value.reason == "withdrawn"

    clock.ahead = timedelta(days=61)
    with pytest.raises(GrantEnded) as caught:
        gateway.renew(kept(grant), grant.refresh_token, cancel)
    assert (caught.value.reason, caught.value.facts["days"]) == ("idle-too-long", 60)
    assert caught.value.facts["date"] == grant.chain.renewed_at.date().isoformat()


def test_an_organisation_disconnected_inside_xero_has_ended_while_the_chain_goes_on(
    consented, gateway, practice, cancel
):
    grant = consented()
    practice.order("revoke", organisation=TENANT)
    renewal = gateway.renew(kept(grant), grant.refresh_token, cancel)

    with pytest.raises(GrantEnded):
        gateway.read_link(link_to(grant.organisations[0]), renewal.access_token, cancel)


def test_one_connection_can_be_removed_and_the_others_stay(consented, gateway, cancel):
    grant = consented(organisation=-1)
    first, second, third = grant.organisations

    renewal = gateway.renew(kept(grant), grant.refresh_token, cancel)

    assert gateway.unlink(link_to(first), renewal.access_token, cancel)

    with pytest.raises(GrantEnded):
        gateway.read_link(link_to(first), renewal.access_token, cancel)
    assert gateway.read_link(link_to(second), renewal.access_token, cancel)
    # A connection that has ended is no error, and whoever ends the last one hears that it was the last.
    assert gateway.unlink(link_to(first), renewal.access_token, cancel)
    assert gateway.unlink(link_to(second), renewal.access_token, cancel)
    assert not gateway.unlink(link_to(third), renewal.access_token, cancel)
    assert gateway.renew(kept(grant), renewal.refresh_token, cancel)


def test_a_sign_in_can_be_revoked_as_a_whole(consented, gateway, cancel):
    grant = consented()
    gateway.revoke(kept(grant), grant.refresh_token, cancel)
    with pytest.raises(GrantEnded):
        gateway.renew(kept(grant), grant.refresh_token, cancel)


@pytest.mark.parametrize(
    ("order", "kind"),
    [
        (("throttle", {"service": "xero.organisation"}), RateLimited),
        (("down", {"service": "xero"}), ServiceTrouble),
        (("down", {"service": "xero", "mode": "drop"}), Offline),
        (("answer", {"route": "xero.organisation", "body": "<Response/>", "content_type": "text/xml"}), AnswerUnusable),
        (("answer", {"route": "xero.organisation", "size": 1_500_000}), AnswerUnusable),
    ],
)
def test_trouble_on_the_way_is_no_end_of_the_connection(consented, gateway, practice, cancel, order, kind):
    grant = consented()
    practice.order(order[0], **order[1])
    with pytest.raises(kind) as caught:
        gateway.read(grant, grant.organisations[0], cancel)
    assert not isinstance(caught.value, GrantEnded)


# Answers told beforehand


def as_token(**claims):
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"eyJhbGciOiJub25lIn0.{payload}.c2ln"


def tokens(access_token="opaque", **more):
    return as_json(
        {"access_token": access_token, "refresh_token": "r", "token_type": "Bearer", "expires_in": 1800, **more}
    )


def connection(tenant, event="", kind="ORGANISATION", name="Name", updated="2026-01-01T10:00:00.1234567"):
    return {
        "id": f"c-{tenant}",
        "tenantId": tenant,
        "tenantType": kind,
        "tenantName": name,
        "authEventId": event,
        "updatedDateUtc": updated,
    }


@pytest.fixture
def scripted(service, ledger_gateway):
    names = ("authorize", "token", "revoke", "connections", "api")
    return ledger_gateway(
        ServiceSettings(
            xero=XeroSettings(client_id="the-client"),
            endpoints={f"xero_{name}": f"{service.url}/{name}/" for name in names},
        )
    )


@pytest.fixture
def exchange(scripted, service, cancel):
    def once(*script):
        service.answers(*script)
        return scripted.exchange(scripted.begin(XERO), Answer(Secret("code")), cancel)

    return once


def test_with_an_opaque_access_token_the_person_picks_from_everything_linked(exchange, service, scripted):
    grant = exchange(tokens(), as_json([connection("1", updated="2026-01-01T10:00:00"), connection("2")]))

    assert (grant.organisations, grant.user_id, grant.authorised_by) == ((), "", "")
    assert [one.id for one in grant.others] == ["2", "1"]
    assert [asked.path for asked in service.asked] == ["/token", "/connections"]
    assert scripted.begin(XERO).issuer == ""


def test_what_the_filter_lets_through_by_mistake_is_not_taken_for_chosen(exchange, service):
    mine = as_token(authentication_event_id="e1", xero_userid="u")
    grant = exchange(
        tokens(mine), as_json([connection("1", "e0"), connection("2", "e1"), connection("3", "e1", "PRACTICE")])
    )

    assert [one.id for one in grant.organisations] == ["2"]
    assert service.asked[1].path == "/connections?authEventId=e1"


def test_without_an_organisation_of_this_consent_the_earlier_ones_are_offered_apart(exchange):
    mine = as_token(authentication_event_id="e1", xero_userid="u")
    grant = exchange(tokens(mine), as_json([]), as_json([connection("1", "e0", name=None, updated="never")]))

    assert grant.organisations == ()
    assert grant.others == (Organisation("1", "", "c-1"),)


@pytest.mark.parametrize("body", [{}, None, "text"])
def test_connections_of_another_shape_are_unusable(exchange, body):
    with pytest.raises(AnswerUnusable):
        exchange(tokens(), as_json(body))


def test_entries_of_another_shape_are_passed_over(exchange):
    odd = [None, 1, {}, {"tenantType": "ORGANISATION"}, connection("1")]
    assert len(exchange(tokens(), as_json(odd)).others) == 1


def test_who_authorised_is_one_clean_line(exchange):
    identity = as_token(given_name="Al\nex", family_name="M\u202earlow", email="a@b.example")
    grant = exchange(tokens(id_token=identity), as_json([connection("1")]))
    assert grant.authorised_by == "Al ex M arlow (a@b.example)"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("invalid_grant", ConsentFailed),
        ("invalid_client", AppRefused),
        ("unauthorized_client", AppRefused),
        ("invalid_scope", ScopeRefused),
        ("something_new", ConsentFailed),
    ],
)
def test_a_refused_code_is_named_for_what_it_is(exchange, error, kind):
    with pytest.raises(kind):
        exchange(as_json({"error": error}, 400))


@pytest.mark.parametrize(
    ("error", "kind"),
    [("invalid_grant", GrantEnded), ("invalid_client", AppRefused), ("unsupported_grant_type", AnswerUnusable)],
)
def test_a_refused_renewal_is_named_for_what_it_is(scripted, service, cancel, error, kind):
    service.answers(as_json({"error": error}, 400))
    sign_in = SignIn("1", XERO, "production", "u", "", "a", chain=ChainFacts())
    with pytest.raises(kind):
        scripted.renew(sign_in, Secret("old"), cancel)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (as_json({"Organisations": []}), AnswerUnusable),
        (as_json({"Title": "Unauthorized", "Detail": "AuthorizationUnsuccessful"}, 401), ScopeRefused),
        (as_json({"title": "Forbidden", "detail": "AuthenticationUnsuccessful"}, 403), NoRights),
        (as_json({"title": "Forbidden", "detail": "App connection limit reached"}, 403), ConnectionLimit),
        (Scripted(404), AnswerUnusable),
        (Scripted(429, headers={"Retry-After": "30000", "X-Rate-Limit-Problem": "day"}), RateLimited),
    ],
)
def test_a_fresh_read_says_what_stands_in_its_way(exchange, scripted, service, cancel, answer, kind):
    grant = exchange(tokens(), as_json([connection("1")]))
    service.answers(answer)
    with pytest.raises(kind):
        scripted.read(grant, grant.others[0], cancel)


def test_every_read_names_the_organisation_it_is_about(exchange, scripted, service, cancel):
    grant = exchange(tokens("the-access"), as_json([connection("AbC")]))
    service.answers(as_json({"Organisations": [{"OrganisationID": "aBc", "Name": "X", "IsDemoCompany": None}]}))

    facts = scripted.read(grant, grant.others[0], cancel)

    assert (facts.id, facts.is_demo) == ("AbC", False)
    asked = service.asked[-1]
    assert asked.path == "/api/Organisation"
    assert asked.headers["xero-tenant-id"] == "AbC"
    assert asked.headers["Authorization"] == "Bearer the-access"
    assert asked.headers["Accept"] == "application/json"


def test_a_login_that_lost_its_rights_is_told_apart_from_a_removed_connection(scripted, service, cancel):
    forbidden = as_json({"detail": "AuthenticationUnsuccessful"}, 403)
    link = dataclasses.replace(link_to(Organisation("t1", "")), organisation_name="Shop Ltd")

    service.answers(forbidden, as_json([connection("T1")]))
    with pytest.raises(NoRights) as caught:
        scripted.read_link(link, Secret("a"), cancel)
    assert caught.value.fact("organisation") == "Shop Ltd"

    service.answers(forbidden, as_json([connection("t2")]))
    with pytest.raises(GrantEnded):
        scripted.read_link(link, Secret("a"), cancel)


@pytest.mark.parametrize(
    ("linked", "has_others", "deleted"),
    [
        ([connection("T1")], False, ["c-T1"]),
        ([connection("T1"), connection("t2")], True, ["c-T1"]),
        # Revoking the token would end the practice's connection too.
        ([connection("T1"), connection("p1", kind="PRACTICE")], True, ["c-T1"]),
        ([connection("T1"), connection("p1", kind="")], True, ["c-T1"]),
        ([connection("t1"), connection("T1")], False, ["c-t1", "c-T1"]),
        ([], False, []),
    ],
)
def test_the_last_of_a_person_is_told_from_one_of_several(scripted, service, cancel, linked, has_others, deleted):
    service.answers(as_json(linked), *[Scripted(204) for _one in deleted])
    assert scripted.unlink(link_to(Organisation("t1", "")), Secret("a"), cancel) is has_others
    asked = [one.path for one in service.asked if one.method == "DELETE"]
    assert sorted(asked) == sorted(f"/connections/{name}" for name in deleted)


def test_a_public_client_revokes_with_its_id_in_the_body(scripted, service, cancel):
    service.answers(Scripted(200))
    scripted.revoke(SignIn("1", XERO, "production", "u", "", "a"), Secret("old"), cancel)
    assert service.asked[0].form == {"token": "old", "client_id": "the-client"}
    assert "Authorization" not in service.asked[0].headers
