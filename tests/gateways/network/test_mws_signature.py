"""Signature Version 2 against published answers, and answers computed by independent implementations."""

import base64
import hashlib

import pytest

from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.mws_signature import canonical_query, signature, signed_body, signed_host

# The dummy key that AWS's documentation uses throughout.
SECRET = Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
ELASTIC = {
    "AWSAccessKeyId": "AKIAIOSFODNN7EXAMPLE",
    "Action": "DescribeJobFlows",
    "SignatureMethod": "HmacSHA256",
    "SignatureVersion": "2",
    "Timestamp": "2011-10-03T15:19:30",
    "Version": "2009-03-31",
}
ADVERTISING = {
    "Service": "AWSECommerceService",
    "AWSAccessKeyId": "00000000000000000000",
    "Operation": "ItemLookup",
    "ItemId": "0679722769",
    "ResponseGroup": "ItemAttributes,Offers,Images,Reviews",
    "Version": "2009-01-06",
    "Timestamp": "2009-01-01T12:00:00Z",
}
STRESS = {" A": "1", "B": "2", "a": "3", "b key": "a b+c~d/e=f&g", "Ünï": "ü*"}


def sellers(action):
    return {
        "SellerId": "A135KKEKJAIBJ56",
        "MWSAuthToken": "amzn.mws.4ea38b7b-f563-7709-4bae-000000000000",
        "Action": action,
        "AWSAccessKeyId": "AKIAIOSFODNN7EXAMPLE",
        "SignatureMethod": "HmacSHA256",
        "SignatureVersion": "2",
        "Timestamp": "2019-06-01T12:00:00Z",
        "Version": "2011-07-01",
    }


LIST, STATUS, PATH = "ListMarketplaceParticipations", "GetServiceStatus", "/Sellers/2011-07-01"


@pytest.mark.parametrize(
    ("method", "url", "fields", "secret", "expected"),
    [
        pytest.param(
            "GET", "https://elasticmapreduce.amazonaws.com", ELASTIC, SECRET,
            "i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs=", id="AWS, Signature Version 2 page",
        ),
        pytest.param(
            "POST", "https://elasticmapreduce.amazonaws.com/", ELASTIC, SECRET,
            "wseguMzBRgA/4/fan8ZwEa0PIF+ws4WFbTJcG1ts5RY=", id="the same as POST",
        ),
        pytest.param(
            "GET", "http://webservices.amazon.com/onca/xml", ADVERTISING, Secret("1234567890"),
            "Nace+U3Az4OhN7tISqgs1vdLBHBEijWcBeCqL5xN9xg=", id="Product Advertising guide",
        ),
        pytest.param(
            "POST", f"https://mws.amazonservices.com{PATH}", sellers(LIST), SECRET,
            "AT53/Affvldh49Y/x780ACPNXHJDAo8A+4TeoMYei/k=", id="MWS in North America",
        ),
        pytest.param(
            "POST", f"https://mws-eu.amazonservices.com{PATH}", sellers(LIST), SECRET,
            "/TciUXgmXvLS4NKiVreGkRNOr4GPpCyR7UeaxiwUf5I=", id="MWS in Europe",
        ),
        pytest.param(
            "GET", f"https://mws.amazonservices.com.au{PATH}", sellers(STATUS), SECRET,
            "coMVc+lUAEHq96l6tywaODo2d89i71ueG/9mhpop/78=", id="MWS in Australia",
        ),
        pytest.param(
            "POST", "https://mws.amazonservices.jp/", STRESS, SECRET,
            "6zGWSjqUWzkBoaTZm9LJwIVLvMQ8AIqEUS/cUoGpvWo=", id="names and values that need encoding",
        ),
    ],
)  # fmt: skip
def test_a_request_is_signed_as_published(method, url, fields, secret, expected):
    assert signature(method, url, fields, secret_key=secret) == expected


def test_names_are_ordered_by_their_bytes_and_everything_unusual_is_encoded():
    assert canonical_query(STRESS) == ("%20A=1&B=2&a=3&b%20key=a%20b%2Bc~d%2Fe%3Df%26g&%C3%9Cn%C3%AF=%C3%BC%2A")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://MWS.AmazonServices.com:443/x", "mws.amazonservices.com"),
        ("http://127.0.0.1:8000/mws", "127.0.0.1"),
        ("http://LocalHost:8000", "localhost"),
        ("http://[::1]:8000", "[::1]"),
    ],
)
def test_the_host_is_signed_in_lower_case_without_its_port(url, host):
    assert signed_host(url) == host


def test_the_body_is_sent_as_it_was_signed():
    body = signed_body(f"https://mws.amazonservices.com{PATH}", sellers(LIST), SECRET).decode()

    assert body.startswith("AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Action=")
    assert body.endswith("&Signature=AT53%2FAffvldh49Y%2Fx780ACPNXHJDAo8A%2B4TeoMYei%2Fk%3D")


def test_the_digest_of_an_answer_is_the_published_one():
    digest = hashlib.md5(b"abc\tdef", usedforsecurity=False).digest()
    assert base64.b64encode(digest) == b"Zj+Bh1BJ8HzBb9ToK28qFQ=="
