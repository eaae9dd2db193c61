"""Words that a service chose: what reaches a sentence is a plain word or a plain name, whatever was answered."""

import pytest

from lmb_desktop.core.account import Method, SellerApp, SellerCredentials
from lmb_desktop.core.attempt import Answer
from lmb_desktop.core.errors import AnswerUnusable, ConsentFailed, LmbError, SellerIdDiffers
from lmb_desktop.core.health import ChainFacts
from lmb_desktop.core.messages import message_for
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.seller_consent import ConsentAnswer
from lmb_desktop.core.service_settings import (
    AmazonSettings,
    MwsDeveloper,
    QuickBooksSettings,
    ServiceSettings,
    XeroSettings,
)
from lmb_desktop.core.sign_in import Organisation, Provider, SignIn
from lmb_desktop.gateways.lwa import access_token
from lmb_desktop.gateways.seller_consent import ConsentGateway
from tests.gateways.network.scripted_server import Scripted, as_json

TOKEN = "c4n4rytokenwithoutanysign"
GOOD = {"access_token": "Atza|made-up", "refresh_token": "new", "token_type": "bearer", "expires_in": 3600}
XERO, QUICKBOOKS = Provider.XERO, Provider.QUICKBOOKS
TURNED = "Harbour \u202etxet\u202c\u0007 Tea\nLtd \u2067x\u2069"

HOSTILE = {
    "the token that was sent": TOKEN,
    "a token of Amazon": "Atzr|IwEBc4n4ry",
    "another token": "AB11c4n4ry0987654321abcdef0123456789xyz",
    "characters that turn the text": "bad\u202eyranac4n4\u202c",
    "controls": "bad\x1b[31mc4n4ry\x00",
    "markup": "<b>c4n4ry</b>",
    "something endless": "c4n4ry_" * 8_000,
}
WAYS = ("a refresh at Amazon", "a code at Amazon", "a code at Xero", "a refresh at Xero", "MWS")


@pytest.fixture
def refusals(service, web, cancel, clock, book, ledger_gateway, seller_gateway):
    """Let a service refuse with a code of its own, on each way that names it."""
    endpoints = {
        "amazon_token": f"{service.url}/token",
        "seller_central": service.url,
        **{f"xero_{name}": f"{service.url}/{name}" for name in ("authorize", "token", "connections", "api")},
        "mws": service.url,
    }
    amazon = AmazonSettings(
        client_id="client",
        client_secret=Secret("app-secret"),
        application_id="amzn1.sp.solution.1",
        consent_redirect_uri="https://books.example/amazon",
        mws=MwsDeveloper(developer_name="Books", access_key_id="AKIAEXAMPLE", secret_key=Secret("key")),
    )
    xero = XeroSettings(client_id="xero", redirect_uris=("http://localhost:8742/xero",))
    settings = ServiceSettings(amazon=amazon, xero=xero, endpoints=endpoints)
    token = Secret(TOKEN)

    def refresh_at_amazon():
        access_token(web, f"{service.url}/token", SellerApp("c", Secret("s")), refresh_token=token, cancel=cancel)

    def code_at_amazon():
        consent = ConsentGateway(lambda: settings, clock, book, web=web)
        answer = ConsentAnswer(token, "A3KP7Q2WX8N4VT", is_named_by_amazon=True)
        consent.exchange(consent.begin("europe"), answer, cancel)

    def code_at_xero():
        ledger = ledger_gateway(settings)
        ledger.exchange(ledger.begin(XERO), Answer(token), cancel)

    def refresh_at_xero():
        sign_in = SignIn("s", XERO, "production", "u", "", "", ChainFacts())
        ledger_gateway(settings).renew(sign_in, token, cancel)

    def mws():
        credentials = SellerCredentials("europe", Method.MWS, "A3EXAMPLE000001", token)
        seller_gateway(settings).verify(credentials, cancel)

    steps = dict(zip(WAYS, (refresh_at_amazon, code_at_amazon, code_at_xero, refresh_at_xero, mws), strict=True))

    def refuse(way, code):
        service.answers(_as_xml(code) if way == "MWS" else as_json({"error": code}, 400))
        with pytest.raises((AnswerUnusable, ConsentFailed)) as caught:
            steps[way]()
        return caught.value

    return refuse


def _as_xml(code):
    kept = code.replace("&", "&amp;").replace("<", "&lt;").translate({0: None, 0x1B: None})
    text = f"<ErrorResponse><Error><Code>{kept}</Code><Message>no</Message></Error></ErrorResponse>"
    return Scripted(400, text.encode(), {"Content-Type": "text/xml"})


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_nothing_but_a_plain_word_of_a_refusal_reaches_the_sentence(refusals, way, code):
    error = refusals(way, code)
    said = message_for(error)
    visible = said.title + said.text + said.action
    assert "c4n4" not in visible
    assert visible.isprintable()
    assert len(visible) < 400
    assert TOKEN not in error.details
    assert error.details.isprintable()
    assert len(error.details) <= 1000


@pytest.mark.parametrize("way", WAYS)
def test_a_plain_word_is_named(refusals, way):
    assert "unsupported_thing" in message_for(refusals(way, "unsupported_thing")).text


@pytest.mark.parametrize("way", WAYS)
def test_what_was_sent_is_taken_out_of_the_details_too(refusals, way, service):
    body = {"error": "unsupported_thing", "error_description": f"no such {TOKEN} here"}
    error = refusals(way, "unsupported_thing") if way == "MWS" else _described(refusals, way, service, body)
    assert TOKEN not in error.details


@pytest.mark.parametrize("way", [way for way in WAYS if way != "MWS"])
@pytest.mark.parametrize("letters", [280, 295])
def test_what_was_sent_is_taken_out_where_a_long_description_is_cut_too(refusals, way, service, letters):
    body = {"error": "unsupported_thing", "error_description": f"{'no' * (letters // 2)} {TOKEN} here"}
    answers = service.answers
    service.answers = lambda *_script: answers(as_json(body, 400))
    assert TOKEN[:3] not in refusals(way, body["error"]).details


def _described(refusals, way, service, body):
    answers = service.answers
    service.answers = lambda *_script: answers(as_json(body, 400))
    error = refusals(way, body["error"])
    assert "no such •••• here" in error.details
    return error


@pytest.fixture
def books(service, ledger_gateway):
    """Give both ledgers at a service that names things as a test likes."""
    apps = {
        "xero": XeroSettings(client_id="x", redirect_uris=("http://localhost:8742/xero",)),
        "quickbooks": QuickBooksSettings(client_id="q", client_secret=Secret("s"), redirect_uri="https://b.example/"),
    }
    names = [f"xero_{name}" for name in ("authorize", "token", "connections", "api")]
    names += [f"quickbooks_{name}" for name in ("authorize", "token", "userinfo", "api")]
    return ledger_gateway(ServiceSettings(**apps, endpoints={name: f"{service.url}/{name}" for name in names}))


@pytest.mark.parametrize("provider", Provider)
@pytest.mark.parametrize("letters", [280, 295])
def test_an_access_token_is_taken_out_where_a_long_reason_is_cut(books, service, cancel, provider, letters):
    reason = f"{'no' * (letters // 2)} {TOKEN} here"
    fault = (
        {"Fault": {"Error": [{"code": "9999", "Message": reason}]}} if provider is QUICKBOOKS else {"Detail": reason}
    )
    others = (
        as_json({"sub": "u"}) if provider is QUICKBOOKS else as_json([{"tenantId": "t", "tenantType": "ORGANISATION"}])
    )
    service.answers(as_json({**GOOD, "access_token": TOKEN}), others, as_json(fault, 400))
    grant = books.exchange(books.begin(provider), Answer(Secret("code"), "123"), cancel)
    with pytest.raises(LmbError) as caught:
        books.read(grant, Organisation("123" if provider is QUICKBOOKS else "t", ""), cancel)
    assert "no" * 100 in caught.value.details
    assert TOKEN[:3] not in caught.value.details


@pytest.mark.parametrize("name", [TURNED, "Tea " * 20_000])
def test_the_names_of_an_organisation_stand_on_one_line_of_bearable_length(books, service, cancel, name):
    connection = {"id": "c", "tenantId": "t", "tenantType": "ORGANISATION", "tenantName": name}
    told = {"Name": name, "LegalName": name, "CountryCode": name, "BaseCurrency": name}
    service.answers(as_json(GOOD), as_json([connection]), as_json({"Organisations": [told]}))
    grant = books.exchange(books.begin(XERO), Answer(Secret("code")), cancel)
    facts = books.read(grant, grant.others[0], cancel)
    _check(grant.others[0].name, facts.name, facts.legal_name, facts.country, facts.base_currency)


@pytest.mark.parametrize("name", [TURNED, "Tea " * 20_000])
def test_the_names_of_a_company_stand_on_one_line_too(books, service, cancel, name):
    told = {"CompanyName": name, "LegalName": name, "Country": name}
    service.answers(as_json(GOOD), as_json({"sub": "u"}), as_json({"CompanyInfo": told}))
    grant = books.exchange(books.begin(QUICKBOOKS), Answer(Secret("code"), "123"), cancel)
    facts = books.read(grant, Organisation("123", ""), cancel)
    _check(facts.name, facts.legal_name, facts.country)


def _check(*names):
    assert all(name.isprintable() and len(name) <= 400 for name in names)
    assert all(name.startswith(("Harbour", "Tea")) for name in names[:2])


@pytest.fixture
def seller(service, seller_gateway, cancel):
    """Verify at a service that answers as a test likes."""
    amazon = AmazonSettings(client_id="client", client_secret=Secret("secret"))
    endpoints = {"amazon_token": f"{service.url}/token", "sp_api": service.url}
    gateway = seller_gateway(ServiceSettings(amazon=amazon, endpoints=endpoints))

    def verify(*script):
        service.answers(as_json(GOOD), *script)
        credentials = SellerCredentials("europe", Method.SP_API, "A3EXAMPLE000001", Secret("Atzr|made-up"))
        return gateway.verify(credentials, cancel)

    return verify


def _listed(store, currency):
    marketplace = {"id": "A1F83G8C2ARO7P", "defaultCurrencyCode": currency}
    part = {"isParticipating": True, "hasSuspendedListings": False}
    return as_json([{"marketplace": marketplace, "storeName": store, "participation": part}])


def test_the_name_of_a_store_stands_on_one_line_and_a_currency_is_one(seller):
    found = seller(_listed(TURNED, "G\u202eBP"), as_json({"numberOfResults": 0}))
    assert found.store_name == "Harbour txet Tea Ltd x"
    assert [one.currency for one in found.participations] == ["GBP"]


def test_another_seller_id_is_named_only_where_it_is_one(seller):
    told = {"FeesEstimateIdentifier": {"SellerId": f"A{TURNED}"}}
    fees = as_json({"payload": {"FeesEstimateResult": told}})
    with pytest.raises(SellerIdDiffers) as caught:
        seller(_listed("Shop", "GBP"), as_json({"errors": []}, 403), fees)
    assert caught.value.fact("found") == ""
