"""A round trip with a third party: botocore, which shares no line with us, verifies what we send and signs for us.

Its signer of Signature Version 2 is the one that Amazon's own clients used; it is in no part of the program.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from botocore.auth import SigV2Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import AmazonSettings, MwsDeveloper, ServiceSettings
from lmb_desktop.gateways.mws_signature import signature
from lmb_desktop.practice.mws_signature import expected_signature
from tests.gateways.network.scripted_server import Scripted
from tests.gateways.network.test_mws import listing

ANSWER_OF_SOMEBODY_ELSE = Scripted(401, b"<ErrorResponse/>", {"Content-Type": "text/xml"})
DEVELOPER = MwsDeveloper(access_key_id="AKIAIOSFODNN7EXAMPLE", secret_key=Secret("made/up+for=tests"))


def by_botocore(method, url, fields, secret_key):
    """Sign as botocore does; it signs the host as it stands in the address, so the port is left out as MWS wants it."""
    parts = urlsplit(url)
    address = f"{parts.scheme}://{parts.hostname}{parts.path}"
    signer = SigV2Auth(Credentials("AKIAIOSFODNN7EXAMPLE", secret_key))
    return signer.calc_signature(AWSRequest(method, address), dict(fields))[1]


def is_signed_rightly(asked, url, secret_key):
    fields = asked.form
    given_signature = fields.pop("Signature")
    return given_signature == by_botocore(asked.method, f"{url}{asked.path}", fields, secret_key)


@pytest.mark.parametrize(
    ("seller_id", "token"),
    [
        ("A135KKEKJAIBJ56", "amzn.mws.4ea38b7b-f563-7709-4bae-000000000000"),
        ("A135KKEKJAIBJ56", "odd ~token/with+signs=&*'()%7E and ü"),
        ("A135KKEKJAIBJ56", ""),
    ],
)
def test_what_our_client_really_sends_is_signed_as_botocore_would(service, seller_gateway, cancel, seller_id, token):
    service.answers(listing("A1F83G8C2ARO7P", next_token="page=2&amp;more ~*/+é"), listing("A1PA6795UKMFR9"))
    settings = ServiceSettings(amazon=AmazonSettings(mws=DEVELOPER), endpoints={"mws": service.url})
    credentials = SellerCredentials("europe", Method.MWS, seller_id, Secret(token))
    seller_gateway(settings).verify(credentials, cancel)

    first, second = service.asked
    assert is_signed_rightly(first, service.url, DEVELOPER.secret_key.reveal())
    assert is_signed_rightly(second, service.url, DEVELOPER.secret_key.reveal())
    assert second.form["NextToken"] == "page=2&more ~*/+é"
    assert not is_signed_rightly(first, service.url, "another key")


class BetweenUs:
    """Stand between our client and the practice MWS: verify each request with botocore, then pass it on."""

    def __init__(self, service, practice):
        self.verdicts = []
        self._service = service
        self._practice = practice
        service.answers(ANSWER_OF_SOMEBODY_ELSE)
        service.perform = self._perform

    def _perform(self, handler):
        asked = self._service.asked[-1]
        base, key = self._practice.raw["endpoints"]["mws"], self._practice.raw["amazon"]["mws"]["secret_key"]
        self.verdicts.append(is_signed_rightly(asked, base.removesuffix("/mws"), key))
        headers = {name: asked.headers[name] for name in ("Content-Type", "User-Agent")}
        url = base.removesuffix("/mws") + asked.path
        reply = requests.post(url, data=asked.body, headers=headers, timeout=10)
        handler.close_connection = True
        handler.send_response_only(reply.status_code)
        for name in ("Content-Type", "Content-MD5"):
            handler.send_header(name, reply.headers[name])
        handler.send_header("Content-Length", str(len(reply.content)))
        handler.end_headers()
        handler.wfile.write(reply.content)


def test_what_the_practice_service_accepts_of_us_botocore_accepts_too(practice, service, seller_gateway, cancel):
    between = BetweenUs(service, practice)
    facts = practice.order("authorise", seller="fern-and-slate", region="europe", method="mws")
    settings = ServiceSettings(amazon=practice.settings.amazon, endpoints={"mws": f"{service.url}/mws"})
    credentials = SellerCredentials("europe", Method.MWS, facts["seller_id"], Secret(facts["mws_auth_token"]))

    identity = seller_gateway(settings).verify(credentials, cancel)

    assert len(identity.participations) == 7
    assert between.verdicts == [True, True]


@pytest.fixture
def signed_by_botocore(practice):
    """Send a listing that botocore signed, with a key, and return the status."""

    def send(secret_key=None, **changed):
        developer = practice.raw["amazon"]["mws"]
        url = f"{practice.raw['endpoints']['mws']}/Sellers/2011-07-01"
        facts = practice.order("authorise", seller="harbour-tea", region="europe", method="mws")
        fields = {
            "AWSAccessKeyId": developer["access_key_id"],
            "Action": "ListMarketplaceParticipations",
            "MWSAuthToken": facts["mws_auth_token"],
            "SellerId": facts["seller_id"],
            "SignatureMethod": "HmacSHA256",
            "SignatureVersion": "2",
            "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": "2011-07-01",
        }
        sign = by_botocore("POST", url, fields, secret_key or developer["secret_key"])
        body = urlencode(fields | {"Signature": sign} | changed)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "third party"}
        return requests.post(url, data=body, headers=headers, timeout=10).status_code

    return send


def test_the_practice_service_takes_what_botocore_signed_and_nothing_else(signed_by_botocore):
    assert signed_by_botocore() == 200
    assert signed_by_botocore(secret_key="another key") == 403
    assert signed_by_botocore(SellerId="A000000000000") == 403
    assert signed_by_botocore(Signature=secrets.token_urlsafe(32)) == 403


@given(fields=st.dictionaries(st.text(min_size=1), st.text(), min_size=1), key=st.text(min_size=1))
def test_three_signers_agree_on_any_names_and_values(fields, key):
    fields = {
        name.encode("utf-8", "replace").decode(): value.encode("utf-8", "replace").decode()
        for name, value in fields.items()
    } | {"SignatureMethod": "HmacSHA256"}
    fields.pop("Signature", None)
    key = key.encode("utf-8", "replace").decode()
    url = "https://mws-eu.amazonservices.com/Sellers/2011-07-01"

    ours = signature("POST", url, fields, secret_key=Secret(key))
    theirs = by_botocore("POST", url, fields, key)
    practices = expected_signature(
        fields, method="POST", host="mws-eu.amazonservices.com", path="/Sellers/2011-07-01", secret_key=key
    )
    assert ours == theirs == practices
