"""The answers of the Sellers API, Xero's connections and Organisation, against the OpenAPI files of their makers."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft4Validator, Draft7Validator, FormatChecker

FOLDER = Path(__file__).parent / "openapi"


def load(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


def complaints(document, reference, found):
    checker = Draft4Validator if "swagger" in document else Draft7Validator
    schema = {**document, "$ref": reference}
    return [error.message for error in checker(schema, format_checker=FormatChecker()).iter_errors(found)]


@pytest.mark.parametrize(
    ("seller", "region", "endpoint"),
    [("harbour-tea", "europe", "eu"), ("fern-and-slate", "europe", "eu"), ("minato-stationery", "japan", "fe")],
)
def test_participations_have_amazons_shape(amazon, control, seller, region, endpoint):
    access = amazon.access(control("authorise", seller=seller, region=region)["refresh_token"])
    found = amazon.participations(endpoint, access).json()
    assert found["payload"]
    reference = "#/definitions/GetMarketplaceParticipationsResponse"
    assert complaints(load("amazon-sellers.json"), reference, found) == []


def test_refusals_have_amazons_shape(amazon, control):
    found = amazon.participations("eu", None).json()
    reference = "#/definitions/GetMarketplaceParticipationsResponse"
    assert found["errors"]
    assert complaints(load("amazon-sellers.json"), reference, found) == []


def test_the_shapes_are_really_compared():
    broken = {"payload": [{"storeName": 1}]}
    reference = "#/definitions/GetMarketplaceParticipationsResponse"
    assert complaints(load("amazon-sellers.json"), reference, broken)


def test_connections_have_xeros_shape(xero):
    access = xero.tokens(organisation=-1)["access_token"]
    found = xero.get(xero.ends["xero_connections"], access).json()
    document = load("xero-identity.yaml")
    assert len(found) == 3
    shape = document["components"]["schemas"]["Connection"]["properties"]
    for one in found:
        assert set(one) == set(shape)
        without_dates = {name: value for name, value in one.items() if not name.endswith("DateUtc")}
        assert complaints(document, "#/components/schemas/Connection", without_dates) == []


@pytest.mark.parametrize(
    ("person", "organisation"), [("three-organisations", n) for n in range(3)] + [("one-organisation", 0)]
)
def test_organisation_has_xeros_shape(xero, person, organisation):
    access = xero.tokens(person=person, organisation=organisation)["access_token"]
    tenant = xero.get(xero.ends["xero_connections"], access).json()[0]["tenantId"]
    address = xero.ends["xero_api"] + "/Organisation"
    found = xero.get(address, access, xero_tenant_id=tenant, Accept="application/json").json()
    document = load("xero-organisation.yaml")
    assert complaints(document, "#/components/schemas/Organisations", found) == []
    assert set(found["Organisations"][0]) <= set(document["components"]["schemas"]["Organisation"]["properties"])
