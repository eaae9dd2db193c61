"""The facts of the service settings: which provider counts as configured, and when everything is on this computer."""

from __future__ import annotations

import pytest

from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.seller_central import seller_central_url
from lmb_desktop.core.service_settings import (
    AmazonSettings,
    MwsDeveloper,
    QuickBooksSettings,
    ServiceSettings,
    XeroSettings,
)
from lmb_desktop.core.sign_in import Provider
from tests.core.test_seller_credentials import BOOK

XERO_ENDPOINTS = {
    f"xero_{name}": "http://localhost:1" for name in ("authorize", "token", "revoke", "connections", "api")
}
AMAZON_ENDPOINTS = dict.fromkeys(("amazon_token", "sp_api", "seller_central"), "http://localhost:1")
QUICKBOOKS_ENDPOINTS = {
    f"quickbooks_{name}": "http://localhost:1" for name in ("authorize", "token", "revoke", "userinfo", "api")
}


def test_nothing_is_configured_at_first():
    settings = ServiceSettings()
    assert not settings.is_any_configured
    assert not settings.is_all_on_this_computer
    assert not any(settings.can_sign_in(provider) for provider in Provider)


@pytest.mark.parametrize(
    "amazon",
    [
        AmazonSettings(client_id="id"),
        AmazonSettings(client_secret=Secret("s")),
        AmazonSettings(application_id="id"),
        AmazonSettings(mws=MwsDeveloper(access_key_id="id")),
        AmazonSettings(mws=MwsDeveloper(secret_key=Secret("s"))),
        AmazonSettings(mws=MwsDeveloper(developer_ids={"europe": "1234"})),
    ],
)
def test_one_id_or_key_makes_amazon_configured(amazon):
    settings = ServiceSettings(amazon=amazon)
    assert settings.is_amazon_configured
    assert settings.has_amazon_app is bool(amazon.client_id)


@pytest.mark.parametrize("key", ["amazon_token", "sp_api", "sp_api_eu", "mws", "seller_central"])
def test_one_endpoint_makes_amazon_configured(key):
    assert ServiceSettings(endpoints={key: "http://localhost:1"}).is_amazon_configured
    assert not ServiceSettings(endpoints={key: ""}).is_any_configured


def test_only_the_provider_that_is_configured_counts():
    settings = ServiceSettings(xero=XeroSettings("id"))
    assert [settings.is_configured(provider) for provider in Provider] == [True, False]
    assert ServiceSettings(quickbooks=QuickBooksSettings(client_secret=Secret("s"))).is_configured(Provider.QUICKBOOKS)
    assert ServiceSettings(endpoints={"xero_api": "http://localhost:1"}).is_configured(Provider.XERO)


def test_an_endpoint_without_an_id_does_not_allow_a_sign_in():
    assert not ServiceSettings(endpoints=XERO_ENDPOINTS).can_sign_in(Provider.XERO)


def test_slashes_at_the_end_of_an_endpoint_do_not_matter():
    assert ServiceSettings(endpoints={"mws": "http://localhost:1/x//"}).endpoint("mws") == "http://localhost:1/x"


@pytest.mark.parametrize("endpoints", [XERO_ENDPOINTS, AMAZON_ENDPOINTS, QUICKBOOKS_ENDPOINTS])
def test_the_clock_of_a_file_needs_every_endpoint_in_use(endpoints):
    assert ServiceSettings(endpoints=endpoints).is_all_on_this_computer
    for key in endpoints:
        rest = {name: value for name, value in endpoints.items() if name != key}
        assert not ServiceSettings(endpoints=rest).is_all_on_this_computer, key


def test_three_regions_stand_for_one_base():
    regions = {f"sp_api_{region}": "http://localhost:1" for region in ("na", "eu", "fe")}
    rest = {name: value for name, value in AMAZON_ENDPOINTS.items() if name != "sp_api"}
    assert ServiceSettings(endpoints=rest | regions).is_all_on_this_computer
    assert not ServiceSettings(endpoints=rest | {"sp_api_eu": "http://localhost:1"}).is_all_on_this_computer


def test_an_mws_key_needs_the_endpoint_of_mws():
    amazon = AmazonSettings(mws=MwsDeveloper(access_key_id="id"))
    assert not ServiceSettings(amazon=amazon, endpoints=AMAZON_ENDPOINTS).is_all_on_this_computer
    endpoints = AMAZON_ENDPOINTS | {"mws": "http://localhost:1"}
    assert ServiceSettings(amazon=amazon, endpoints=endpoints).is_all_on_this_computer


def test_seller_central_opens_the_page_of_the_region_and_the_method():
    region, settings = (
        BOOK.region("europe"),
        ServiceSettings(
            amazon=AmazonSettings(mws=MwsDeveloper("Books & Co", "key", developer_ids={"europe": "1234-5678"}))
        ),
    )
    assert seller_central_url(region, Method.SP_API, settings) == (
        "https://sellercentral-europe.amazon.com/sellingpartner/developerconsole"
    )
    assert seller_central_url(region, Method.MWS, settings) == (
        "https://sellercentral-europe.amazon.com/gp/mws/registration/register.html?signInPageDisplayed=1&devAuth=1"
        "&developerName=Books%20%26%20Co&devMWSAccountId=1234-5678"
    )


def test_the_book_knows_twelve_regions_and_leads_from_a_marketplace_to_its_region():
    assert isinstance(BOOK, MarketplaceBook)
    assert [region.slug for region in BOOK.regions if not region.is_small_card] == [
        "north-america",
        "europe",
        "australia",
        "japan",
    ]
    assert len(BOOK.regions) == 12
    for region in BOOK.regions:
        assert all(BOOK.region_of(marketplace) is region for marketplace in region.marketplace_ids)
    assert BOOK.region_of("A0UNKNOWN") is None
    with pytest.raises(KeyError):
        BOOK.region("atlantis")
