"""QuickBooks, walked end to end against the practice Intuit, and against answers it would not give."""

import base64
import dataclasses
from datetime import timedelta

import pytest

from lmb_desktop.core.attempt import Answer
from lmb_desktop.core.errors import (
    AnswerMalformed,
    AnswerUnusable,
    AppMissing,
    AppRefused,
    ConsentDenied,
    ConsentFailed,
    GrantEnded,
    NoRights,
    PortalInTheWay,
    RateLimited,
    ServiceTrouble,
    SubscriptionEnded,
)
from lmb_desktop.core.health import ChainFacts
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import QuickBooksSettings, ServiceSettings
from lmb_desktop.core.sign_in import Organisation, Provider, SignIn
from tests.gateways.network.scripted_server import Scripted, as_json
from tests.gateways.network.test_xero import as_token, tokens

QUICKBOOKS = Provider.QUICKBOOKS
APP = QuickBooksSettings("the-client", Secret("the-secret"), "https://us.example/quickbooks", "production")


@pytest.fixture
def gateway(practice, ledger_gateway):
    return ledger_gateway(practice.settings)


@pytest.fixture
def consented(practice, gateway, clock, cancel):
    def walk(person="two-companies", company=0):
        attempt = gateway.begin(QUICKBOOKS)
        browser = practice.browser().open(attempt.authorize_url).click(f"person-{person}")
        picked = {"company": browser.options("company")[company]} if browser.has("company") else {}
        browser.click("allow", **picked)
        browser.close()
        answer = attempt.judge(browser.outside, clock.now())
        return gateway.exchange(attempt, answer, cancel)

    return walk


def kept(grant):
    return SignIn("1", QUICKBOOKS, grant.environment, grant.user_id, grant.authorised_by, "a", chain=grant.chain)


def link_to(organisation, name="Harbour Tea Ltd", is_demo=True):
    return LedgerLink("1", "1", QUICKBOOKS, organisation.id, name, is_demo=is_demo)


def test_one_consent_brings_one_company_in_three_requests(consented, gateway, practice, cancel):
    grant = consented()
    (company,) = grant.organisations
    facts = gateway.read(grant, company, cancel)

    assert (facts.id, facts.name, facts.country) == ("9341450000000101", "Harbour Tea Ltd", "GB")
    assert facts.is_demo  # the sandbox
    assert grant.authorised_by == "Alex Marlow (bookkeeper@tidewater.example)"
    assert grant.user_id == "ff33f1b1-2213-4021-82c4-a888141953ba"
    wanted = ["quickbooks.token", "quickbooks.userinfo", "quickbooks.company"]
    assert [route for route in practice.requests() if route in wanted] == wanted


def test_both_ends_of_the_chain_are_known_from_the_start(consented):
    chain = consented().chain
    assert timedelta(days=99) < chain.idle_ends_at - chain.consented_at < timedelta(days=102)
    assert timedelta(days=1800) < chain.hard_ends_at - chain.consented_at < timedelta(days=1830)


def test_the_second_company_is_a_consent_of_its_own(consented):
    assert consented(company=1).organisations[0].id == "9341450000000202"


def test_a_refusal_on_intuits_page_is_the_persons_choice(practice, gateway, clock):
    attempt = gateway.begin(QUICKBOOKS)
    browser = practice.browser().open(attempt.authorize_url).click("person-one-company").click("cancel")
    browser.close()
    with pytest.raises(ConsentDenied):
        attempt.judge(browser.outside, clock.now())


def test_a_company_swapped_in_the_answer_is_refused(practice, gateway, clock, cancel):
    attempt = gateway.begin(QUICKBOOKS)
    browser = practice.browser().open(attempt.authorize_url).click("person-one-company").click("allow")
    browser.close()
    answer = attempt.judge(browser.outside.replace("9341450000000303", "9341450000000101"), clock.now())
    with pytest.raises(AnswerMalformed):
        gateway.exchange(attempt, answer, cancel)


def test_another_company_than_the_consents_is_not_read(consented, gateway, cancel):
    with pytest.raises(NoRights):
        gateway.read(consented(), Organisation("9341450000000202", ""), cancel)


def test_a_wrong_secret_is_the_apps_fault(practice, ledger_gateway, clock, cancel):
    app = dataclasses.replace(practice.settings.quickbooks, client_secret=Secret("wrong"))
    gateway = ledger_gateway(dataclasses.replace(practice.settings, quickbooks=app))
    sign_in = SignIn("1", QUICKBOOKS, "sandbox", "", "", "a")
    with pytest.raises(AppRefused):
        gateway.renew(sign_in, Secret("RT1-x"), cancel)


@pytest.mark.parametrize("missing", ["client_id", "client_secret", "redirect_uri"])
def test_without_a_whole_app_no_sign_in_begins(ledger_gateway, missing):
    app = dataclasses.replace(APP, **{missing: Secret("") if missing == "client_secret" else ""})
    with pytest.raises(AppMissing):
        ledger_gateway(ServiceSettings(quickbooks=app)).begin(QUICKBOOKS)


def test_the_real_address_is_asked_without_pkce(ledger_gateway):
    attempt = ledger_gateway(ServiceSettings(quickbooks=APP)).begin(QUICKBOOKS)
    assert attempt.authorize_url.startswith("https://appcenter.intuit.com/connect/oauth2?")
    assert "scope=com.intuit.quickbooks.accounting+openid+profile+email" in attempt.authorize_url
    assert "code_challenge" not in attempt.authorize_url
    assert attempt.issuer == "https://oauth.platform.intuit.com/op/v1"
    assert (attempt.environment, attempt.redirect_uri) == ("production", "https://us.example/quickbooks")


def test_a_renewal_keeps_what_comes_back_and_reads_the_company(consented, gateway, practice, cancel):
    grant = consented()
    same_day = gateway.renew(kept(grant), grant.refresh_token, cancel)
    assert same_day.refresh_token == grant.refresh_token

    practice.order("clock", offset_s=2 * 86_400)
    renewal = gateway.renew(kept(grant), grant.refresh_token, cancel)
    assert renewal.refresh_token != grant.refresh_token
    link = link_to(grant.organisations[0])
    assert gateway.read_link(link, renewal.access_token, cancel).name == "Harbour Tea Ltd"
    # The one before it is taken for a day, for an answer that was lost.
    assert gateway.renew(kept(grant), grant.refresh_token, cancel).refresh_token != grant.refresh_token
    practice.order("clock", offset_s=3.5 * 86_400)
    with pytest.raises(GrantEnded):
        gateway.renew(kept(grant), grant.refresh_token, cancel)


def test_the_end_of_a_chain_is_told_by_its_dates(consented, gateway, practice, clock, cancel):
    grant = consented()
    practice.order("revoke", realm=grant.organisations[0].id)
    in_use = dataclasses.replace(
        kept(grant), chain=dataclasses.replace(grant.chain, idle_ends_at=clock.now() + timedelta(days=1900))
    )
    for days, sign_in, reason in (
        (1, kept(grant), "withdrawn"),
        (150, kept(grant), "idle-too-long"),
        # Nobody used it long before its full time was over.
        (2000, kept(grant), "idle-too-long"),
        (1800, in_use, "withdrawn"),
        (1830, in_use, "expired"),
    ):
        clock.ahead = timedelta(days=days)
        with pytest.raises(GrantEnded) as caught:
            gateway.renew(sign_in, grant.refresh_token, cancel)
        assert caught.value.reason == reason
    assert (caught.value.fact("given"), caught.value.fact("ended")) == (
        in_use.chain.consented_at.date().isoformat(),
        in_use.chain.hard_ends_at.date().isoformat(),
    )


@pytest.mark.parametrize(("condition", "kind"), [("access-lost", NoRights), ("subscription-ended", SubscriptionEnded)])
def test_the_condition_of_a_company_is_named(consented, gateway, practice, cancel, condition, kind):
    grant = consented()
    practice.order("company", realm=grant.organisations[0].id, condition=condition)
    with pytest.raises(kind) as caught:
        gateway.read_link(link_to(grant.organisations[0]), grant.access_token, cancel)
    assert caught.value.fact("organisation") == "Harbour Tea Ltd"
    assert "intuit_tid" in caught.value.details


def test_a_consent_can_be_revoked_once(consented, gateway, cancel):
    grant = consented()
    gateway.revoke(kept(grant), grant.refresh_token, cancel)
    with pytest.raises(GrantEnded):
        gateway.renew(kept(grant), grant.refresh_token, cancel)
    with pytest.raises(GrantEnded):
        gateway.revoke(kept(grant), grant.refresh_token, cancel)


def test_throttling_and_trouble_are_no_end_of_the_connection(consented, gateway, practice, cancel):
    grant = consented()
    practice.order("throttle", service="quickbooks.company")
    with pytest.raises(RateLimited) as caught:
        gateway.read(grant, grant.organisations[0], cancel)
    assert caught.value.wait_s == 60
    practice.order("throttle", service="quickbooks.company", on=False)
    practice.order("down", service="quickbooks")
    with pytest.raises(ServiceTrouble):
        gateway.read(grant, grant.organisations[0], cancel)


# Answers told beforehand


@pytest.fixture
def scripted(service, ledger_gateway):
    names = ("authorize", "token", "revoke", "userinfo", "api")
    ends = {f"quickbooks_{name}": f"{service.url}/{name}" for name in names}
    return ledger_gateway(ServiceSettings(quickbooks=APP, endpoints=ends))


@pytest.fixture
def exchange(scripted, service, cancel):
    def once(*script):
        service.answers(*script)
        return scripted.exchange(scripted.begin(QUICKBOOKS), Answer(Secret("code"), "123"), cancel)

    return once


@pytest.fixture
def read(exchange, scripted, service, cancel):
    """Read the company of a fresh consent, answered as told."""

    def once(answer):
        grant = exchange(tokens(), as_json({"sub": "u"}))
        service.answers(answer)
        return scripted.read(grant, grant.organisations[0], cancel)

    return once


def test_a_token_call_asks_for_the_hard_end_and_authenticates_by_header(exchange, service):
    exchange(tokens(), as_json({"sub": "u", "givenName": "Al"}))

    asked = service.asked[0]
    assert asked.headers["x-include-refresh-token-hard-expires-in"] == "true"
    assert base64.b64decode(asked.headers["Authorization"].removeprefix("Basic ")) == b"the-client:the-secret"
    assert asked.form == {
        "grant_type": "authorization_code",
        "code": "code",
        "redirect_uri": "https://us.example/quickbooks",
    }


def test_a_hard_end_told_once_outlives_an_answer_without_it(scripted, service, cancel, clock):
    hard = clock.now() + timedelta(days=100)
    sign_in = SignIn("1", QUICKBOOKS, "production", "u", "", "a", chain=ChainFacts(hard_ends_at=hard))
    service.answers(tokens(x_refresh_token_expires_in=8_640_000))

    chain = scripted.renew(sign_in, Secret("old"), cancel).chain

    assert chain.hard_ends_at == hard
    assert chain.idle_ends_at - chain.renewed_at == timedelta(days=100)


def test_a_person_nobody_names_does_not_stand_in_the_way(exchange):
    grant = exchange(tokens(id_token=as_token(sub="s", realmid="123")), Scripted(403))
    assert (grant.user_id, grant.authorised_by) == ("s", "")


def test_user_information_about_somebody_else_is_not_used(exchange):
    grant = exchange(tokens(id_token=as_token(sub="s")), as_json({"sub": "other", "givenName": "Mallory"}))
    assert (grant.user_id, grant.authorised_by) == ("s", "")


def test_wrong_keys_that_intuit_reports_as_a_bad_grant_are_the_apps_fault(exchange):
    with pytest.raises(AppRefused):
        exchange(as_json({"error": "invalid_grant", "error_description": "Incorrect Token type or clientID"}, 400))
    with pytest.raises(ConsentFailed):
        exchange(as_json({"error": "invalid_grant", "error_description": "Token invalid"}, 400))


def company(**more):
    return as_json({"CompanyInfo": {"CompanyName": "Shop", "Id": "1", **more}, "time": "now"})


def test_a_company_is_read_at_its_own_address_with_the_minor_version(read, service):
    facts = read(company(Country="US", NameValue=[{"Name": "BaseCurrency", "Value": "USD"}, None]))

    assert (facts.id, facts.name, facts.country, facts.base_currency) == ("123", "Shop", "US", "USD")
    assert not facts.is_demo
    assert service.asked[-1].path == "/api/v3/company/123/companyinfo/123?minorversion=75"


@pytest.mark.parametrize(
    ("answer", "country"),
    [
        (company(CompanyAddr={"Country": "GBR"}), "GBR"),
        (company(CompanyAddr=None, LegalAddr={"Country": "USA"}), "USA"),
        (company(), ""),
        (as_json({"QueryResponse": {"CompanyInfo": [{"CompanyName": "Shop", "Country": "CA"}]}}), "CA"),
    ],
)
def test_the_country_is_found_where_intuit_puts_it(read, answer, country):
    facts = read(answer)
    assert (facts.country, facts.base_currency) == (country, "")


def fault(code, status, spelling="Fault"):
    if spelling == "Fault":
        return as_json({"Fault": {"Error": [{"Message": "m", "Detail": "d", "code": code}], "type": "x"}}, status)
    return as_json({"warnings": None, "fault": {"error": [{"message": "m", "detail": "d", "code": code}]}}, status)


@pytest.mark.parametrize("spelling", ["Fault", "fault"])
@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("6190", 400, SubscriptionEnded),
        ("6190", 200, SubscriptionEnded),
        ("003100", 403, NoRights),
        ("3100", 403, NoRights),
        ("120", 401, NoRights),
        ("003200", 401, ConsentFailed),
        ("3001", 429, RateLimited),
        ("003001", 200, RateLimited),
        ("610", 400, AnswerUnusable),
        ("10000", 500, ServiceTrouble),
    ],
)
def test_a_fault_counts_in_both_spellings_and_whatever_the_status(read, code, status, kind, spelling):
    with pytest.raises(kind):
        read(fault(code, status, spelling))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Scripted(401, b'<IntuitResponse><Fault><Error code="3200"/></Fault></IntuitResponse>', {}), GrantEnded),
        (Scripted(401), GrantEnded),
        (fault("3100", 403, "fault"), GrantEnded),
        (fault("120", 401), NoRights),
        (as_json({}), AnswerUnusable),
        (Scripted(200, b"<html>", {"Content-Type": "text/html"}), PortalInTheWay),
    ],
)
def test_a_link_that_used_to_work_says_what_ended_it(scripted, service, cancel, answer, kind):
    service.answers(answer)
    with pytest.raises(kind):
        scripted.read_link(link_to(Organisation("123", ""), is_demo=False), Secret("a"), cancel)
