"""Amazon MWS: signatures checked as published, answers and errors in XML, quotas, further pages."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import requests

from lmb_desktop.practice.mws_signature import expected_signature

NAMESPACE = "{https://mws.amazonservices.com/Sellers/2011-07-01}"
AWS_DUMMY_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # the dummy of Amazon's own documentation


class Mws:
    """Send signed requests; the signature is made here from the published rules, not by the server's code."""

    def __init__(self, settings):
        self.mws = settings["amazon"]["mws"]
        self.address = settings["endpoints"]["mws"] + "/Sellers/2011-07-01"

    def __call__(self, action="ListMarketplaceParticipations", secret=None, method="POST", **changed):
        fields = {
            "AWSAccessKeyId": self.mws["access_key_id"],
            "Action": action,
            "SignatureMethod": "HmacSHA256",
            "SignatureVersion": "2",
            "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": "2011-07-01",
        } | changed
        query = "&".join(f"{quote(name, safe='-_.~')}={quote(fields[name], safe='-_.~')}" for name in sorted(fields))
        text = f"{method}\n127.0.0.1\n/mws/Sellers/2011-07-01\n{query}"
        digest = hmac.new((secret or self.mws["secret_key"]).encode(), text.encode(), hashlib.sha256).digest()
        body = f"{query}&Signature={quote(base64.b64encode(digest).decode(), safe='')}"
        headers = {"User-Agent": "LMBDesktop/1.0 (Language=Python)"}
        if method == "GET":
            return requests.get(f"{self.address}?{body}", headers=headers, timeout=10)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return requests.post(self.address, data=body, headers=headers, timeout=10)


def error_of(reply):
    root = ElementTree.fromstring(reply.content)
    code = root.find(f"{NAMESPACE}Error/{NAMESPACE}Code").text
    return reply.status_code, code


def texts(reply, name):
    return [element.text for element in ElementTree.fromstring(reply.content).iter(NAMESPACE + name)]


@pytest.fixture
def mws(settings):
    return Mws(settings)


@pytest.fixture
def harbour(control):
    given = control("authorise", seller="harbour-tea", method="mws")
    return {"SellerId": given["seller_id"], "MWSAuthToken": given["mws_auth_token"]}


def test_the_answer_lists_marketplaces_and_the_seller_id(mws, harbour):
    reply = mws(**harbour)
    assert reply.status_code == 200
    assert texts(reply, "SellerId") == ["A3KP7Q2WX8N4VT"] * 4
    assert texts(reply, "DefaultCurrencyCode") == ["GBP", "EUR", "EUR", "EUR"]
    assert texts(reply, "NextToken") == []
    assert texts(reply, "RequestId") == [reply.headers["x-mws-request-id"]]
    digest = base64.b64encode(hashlib.md5(reply.content, usedforsecurity=False).digest()).decode()
    assert reply.headers["Content-MD5"] == digest


def test_a_seller_in_many_marketplaces_has_a_second_page_and_only_active_ones(mws, control):
    given = control("authorise", seller="fern-and-slate", method="mws")
    who = {"SellerId": given["seller_id"], "MWSAuthToken": given["mws_auth_token"]}
    first = mws(**who)
    token = texts(first, "NextToken")[0]
    second = mws("ListMarketplaceParticipationsByNextToken", NextToken=token, **who)
    countries = texts(first, "DefaultCountryCode") + texts(second, "DefaultCountryCode")
    assert countries == ["GB", "DE", "FR", "ES", "NL", "SE", "PL", "GB"]
    assert texts(second, "NextToken") == []
    assert "Yes" in texts(first, "HasSellerSuspendedListings")


def test_the_service_status_needs_no_credentials(mws):
    assert texts(mws("GetServiceStatus", secret="none", AWSAccessKeyId="nobody"), "Status") == ["GREEN"]
    assert texts(mws("GetServiceStatus", method="GET"), "Status") == ["GREEN"]


def test_authorising_twice_gives_the_same_token(control):
    tokens = {control("authorise", seller="harbour-tea", method="mws")["mws_auth_token"] for _ in range(2)}
    assert len(tokens) == 1


def old(minutes):
    return (datetime.now(UTC) - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"AWSAccessKeyId": "AAAAAAAAAAAAAAAAAAAA"}, (403, "InvalidAccessKeyId")),
        ({"secret": "wrong"}, (403, "SignatureDoesNotMatch")),
        ({"Timestamp": old(16)}, (400, "InvalidParameterValue")),
        ({"Timestamp": "yesterday"}, (400, "InvalidParameterValue")),
        ({"SignatureVersion": "1"}, (400, "InvalidParameterValue")),
        ({"Version": "2010-10-01"}, (400, "InvalidParameterValue")),
        ({"action": "ListOrders"}, (404, "InvalidAddress")),
        ({"SellerId": "A1NL6C4YB8RQ2M"}, (401, "AccessDenied")),
        ({"SellerId": "A000000000000"}, (401, "AccessDenied")),
        ({"MWSAuthToken": "amzn.mws.00000000-0000-0000-0000-000000000000"}, (401, "AccessDenied")),
    ],
)
def test_refusals_have_amazons_codes(mws, harbour, changed, expected):
    assert error_of(mws(**(harbour | changed))) == expected


def test_a_timestamp_ten_minutes_old_is_accepted(mws, harbour):
    assert mws(Timestamp=old(10), **harbour).status_code == 200


def test_a_seller_on_the_individual_plan_has_no_eligible_account(mws):
    reply = mws(SellerId="A2AF4M6RT8JW3B", MWSAuthToken="amzn.mws.x")
    assert error_of(reply) == (401, "AccessDenied")
    assert "eligible" in reply.text


def test_bytes_that_are_no_text_cannot_be_read(mws):
    headers = {"User-Agent": "x", "Content-Type": "application/x-www-form-urlencoded"}
    assert error_of(requests.post(mws.address, data=b"\xff\xfe", headers=headers, timeout=10))[0] == 400


def test_a_wrong_path_is_an_invalid_address(mws):
    reply = requests.post(mws.address.replace("Sellers", "Orders"), data={}, timeout=10)
    assert error_of(reply) == (404, "InvalidAddress")


@pytest.mark.parametrize("code", ["InternalError", "QuotaExceeded", "RequestThrottled", "InputStreamDisconnected"])
def test_any_error_of_the_guide_can_be_ordered(mws, harbour, control, code):
    control("fail", service="mws", code=code)
    assert error_of(mws(**harbour))[1] == code
    assert mws(**harbour).status_code == 200


def test_the_sixteenth_listing_is_throttled_until_a_minute_has_passed(mws, harbour, control):
    assert [mws(**harbour).status_code for _ in range(15)] == [200] * 15
    assert error_of(mws(**harbour)) == (503, "RequestThrottled")
    control("clock", offset_s=61)
    assert mws(**harbour).status_code == 200


def test_a_withdrawn_authorisation_denies_access(mws, harbour, control):
    control("revoke", seller_id="A3KP7Q2WX8N4VT")
    assert error_of(mws(**harbour)) == (401, "AccessDenied")


COMMON = {
    "AWSAccessKeyId": "AKIAIOSFODNN7EXAMPLE",
    "MWSAuthToken": "amzn.mws.4ea38b7b-f563-7709-4bae-000000000000",
    "SellerId": "A135KKEKJAIBJ56",
    "SignatureMethod": "HmacSHA256",
    "SignatureVersion": "2",
    "Timestamp": "2019-06-01T12:00:00Z",
    "Version": "2011-07-01",
}
JOB_FLOWS = {
    "AWSAccessKeyId": "AKIAIOSFODNN7EXAMPLE",
    "Action": "DescribeJobFlows",
    "SignatureMethod": "HmacSHA256",
    "SignatureVersion": "2",
    "Timestamp": "2011-10-03T15:19:30",
    "Version": "2009-03-31",
}
STRESS = {" A": "1", "B": "2", "a": "3", "b key": "a b+c~d/e=f&g", "Ünï": "ü*"}
ADVERTISING = {
    "AWSAccessKeyId": "00000000000000000000",
    "ItemId": "0679722769",
    "Operation": "ItemLookup",
    "ResponseGroup": "ItemAttributes,Offers,Images,Reviews",
    "Service": "AWSECommerceService",
    "Timestamp": "2009-01-01T12:00:00Z",
    "Version": "2009-01-06",
}
LISTING = COMMON | {"Action": "ListMarketplaceParticipations"}
STATUS = COMMON | {"Action": "GetServiceStatus"}
SELLERS = "/Sellers/2011-07-01"


@pytest.mark.parametrize(
    ("fields", "method", "host", "path", "expected"),
    [
        (JOB_FLOWS, "GET", "elasticmapreduce.amazonaws.com", "/", "i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs="),
        (JOB_FLOWS, "POST", "elasticmapreduce.amazonaws.com", "/", "wseguMzBRgA/4/fan8ZwEa0PIF+ws4WFbTJcG1ts5RY="),
        (LISTING, "POST", "mws.amazonservices.com", SELLERS, "AT53/Affvldh49Y/x780ACPNXHJDAo8A+4TeoMYei/k="),
        (LISTING, "POST", "MWS-EU.amazonservices.com", SELLERS, "/TciUXgmXvLS4NKiVreGkRNOr4GPpCyR7UeaxiwUf5I="),
        (STATUS, "GET", "mws.amazonservices.com.au", SELLERS, "coMVc+lUAEHq96l6tywaODo2d89i71ueG/9mhpop/78="),
        (STRESS, "POST", "mws.amazonservices.jp", "/", "6zGWSjqUWzkBoaTZm9LJwIVLvMQ8AIqEUS/cUoGpvWo="),
    ],
)
def test_the_signature_check_agrees_with_the_known_answers(fields, method, host, path, expected):
    found = expected_signature(fields, method=method, host=host, path=path, secret_key=AWS_DUMMY_SECRET)
    assert found == expected


def test_the_signature_check_agrees_with_the_product_advertising_guide():
    found = expected_signature(
        ADVERTISING, method="GET", host="webservices.amazon.com", path="/onca/xml", secret_key="1234567890"
    )
    assert found == "Nace+U3Az4OhN7tISqgs1vdLBHBEijWcBeCqL5xN9xg="
