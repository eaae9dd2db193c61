"""The providers' real addresses, and what may take their place."""

import dataclasses
from urllib.parse import urlsplit

import pytest

from lmb_desktop.core.service_settings import QuickBooksSettings, ServiceSettings
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.gateways.endpoints import (
    QUICKBOOKS,
    QUICKBOOKS_SANDBOX,
    XERO,
    amazon_token_url,
    is_on_this_computer,
    ledger_endpoints,
    mws_base,
    sp_api_base,
)

REAL = ServiceSettings()


def test_every_real_address_is_https_at_its_provider():
    for known, domain in ((XERO, "xero.com"), (QUICKBOOKS, "intuit.com"), (QUICKBOOKS_SANDBOX, "intuit.com")):
        for url in filter(None, dataclasses.astuple(known)):
            assert urlsplit(url).scheme == "https"
            assert (urlsplit(url).hostname or "").endswith(f".{domain}")


def test_amazon_has_one_token_address_and_three_endpoints(book):
    assert amazon_token_url(REAL) == "https://api.amazon.com/auth/o2/token"
    assert {sp_api_base(REAL, region.sp_api_region) for region in book.regions} == {
        f"https://sellingpartnerapi-{code}.amazon.com" for code in ("na", "eu", "fe")
    }
    assert all(sp_api_base(REAL, region.sp_api_region) == f"https://{region.sp_api_host}" for region in book.regions)


def test_mws_had_a_host_for_each_region_but_the_youngest(book):
    assert mws_base(REAL, book.region("australia")) == "https://mws.amazonservices.com.au"
    settings = ServiceSettings(endpoints={"mws": "http://localhost:1/mws/"})
    assert mws_base(settings, book.region("europe")) == "http://localhost:1/mws"
    assert mws_base(settings, book.region("south-africa")) == ""


def test_a_region_of_its_own_goes_before_the_base_of_all_regions():
    settings = ServiceSettings(endpoints={"sp_api": "http://localhost:1/all", "sp_api_fe": "http://localhost:1/fe/"})
    assert sp_api_base(settings, "EU") == "http://localhost:1/all"
    assert sp_api_base(settings, "FE") == "http://localhost:1/fe"


def test_sandbox_keys_never_reach_production_hosts_nor_the_reverse():
    sandbox = ServiceSettings(quickbooks=QuickBooksSettings(environment="sandbox"))
    assert ledger_endpoints(sandbox, Provider.QUICKBOOKS).api == "https://sandbox-quickbooks.api.intuit.com"
    assert "sandbox-accounts" in ledger_endpoints(sandbox, Provider.QUICKBOOKS).userinfo
    assert ledger_endpoints(REAL, Provider.QUICKBOOKS).api == "https://quickbooks.api.intuit.com"
    assert "sandbox" not in ledger_endpoints(sandbox, Provider.QUICKBOOKS, "production").userinfo


@pytest.mark.parametrize(
    ("endpoints", "issuer"),
    [
        ({}, "https://identity.xero.com"),
        ({"xero_api": "http://localhost:1"}, "https://identity.xero.com"),
        ({"xero_authorize": "http://localhost:1/a"}, ""),
        ({"xero_token": "http://localhost:1/t", "xero_issuer": "http://localhost:1/"}, "http://localhost:1/"),
    ],
)
def test_the_issuer_is_compared_only_where_it_is_known(endpoints, issuer):
    assert ledger_endpoints(ServiceSettings(endpoints=endpoints), Provider.XERO).issuer == issuer


@pytest.mark.parametrize(
    ("url", "is_here"),
    [
        ("http://localhost:1/", True),
        ("http://127.0.0.1/", True),
        ("http://[::1]:2/", True),
        ("http://localhost.example/", False),
        ("http://127.0.0.1.example/", False),
        ("http://localhost@example.com/", False),
        ("http://10.0.0.1/", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_this_computer_is_told_from_others(url, is_here):
    assert is_on_this_computer(url) is is_here
