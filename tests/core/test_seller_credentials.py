"""What people paste, what becomes of it, and what is said about it before anyone asks the network."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop import resources
from lmb_desktop.core.account import Method, folded
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.seller_credentials import (
    clean_name,
    clean_seller_id,
    clean_token,
    client_id_fault,
    client_secret_fault,
    name_fault,
    seller_id_fault,
    suggested_name,
    token_fault,
)

SELLER = "A3KP7Q2WX8N4VT"
REFRESH = "Atzr|IwEBIExampleRefreshTokenOfATestSeller0123456789"
MWS = "amzn.mws.4ea38b7b-f563-7709-4bae-87aea15c0000"
BOOK = MarketplaceBook.from_records(json.loads(resources.read_text("marketplaces.json")))


@pytest.mark.parametrize(
    "pasted",
    [
        SELLER,
        f"  {SELLER}\n",
        f"\ufeff{SELLER}\u200b",
        f"\u00a0{SELLER}\u00a0",
        f"{SELLER[:5]}\u00ad{SELLER[5:]}",
        f"{SELLER[:5]}\u00a0{SELLER[5:]}",
        f'"{SELLER}"',
        f"“{SELLER}”",
        f"« {SELLER} »",
        f"Seller ID: {SELLER}",
        f"Your seller id = {SELLER}",
        f"Merchant Token:\t{SELLER}",
        f"Merchant token\t{SELLER}",
        f"Seller ID\r\n{SELLER}\r\n",
        f'"Seller ID: {SELLER}"',
        SELLER.lower(),
        f"{SELLER[:6]}\n{SELLER[6:]}",
    ],
)
def test_a_pasted_seller_id_becomes_the_seller_id(pasted):
    assert clean_seller_id(pasted) == SELLER


@pytest.mark.parametrize(
    "pasted",
    [
        REFRESH,
        f" {REFRESH}\r\n",
        f"Refresh token: {REFRESH}",
        f"'{REFRESH}'",
        f"`{REFRESH}`",
        f"{REFRESH[:20]}\r\n{REFRESH[20:]}",
        f"{REFRESH[:20]}\t{REFRESH[20:]}",
        f"\u2060{REFRESH[:9]}\u200d{REFRESH[9:]}",
    ],
)
def test_a_pasted_token_becomes_the_token_in_its_own_case(pasted):
    assert clean_token(pasted) == REFRESH
    assert token_fault(clean_token(pasted), Method.SP_API) is None


def test_an_address_or_a_shop_name_keeps_its_case_so_that_it_is_recognised():
    assert clean_seller_id("jo@harbour.example") == "jo@harbour.example"
    assert clean_seller_id("https://www.amazon.co.uk/shop") == "https://www.amazon.co.uk/shop"


def test_half_characters_of_a_broken_clipboard_go():
    assert clean_token("Atzr|\ud800abc") == "Atzr|abc"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    for clean in (clean_token, clean_seller_id, clean_name):
        assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_cleaned_token_has_no_line_end_and_nothing_invisible(text):
    cleaned = clean_token(text)
    assert cleaned == cleaned.strip()
    assert all(character.isprintable() for character in cleaned)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\"'`:="), min_size=1))
def test_cleaning_leaves_a_plain_token_alone(text):
    assert clean_token(text) == text


@given(st.text())
def test_judging_never_fails(text):
    for method in Method:
        token_fault(clean_token(text), method)
    seller_id_fault(clean_seller_id(text), BOOK)
    client_id_fault(clean_token(text))
    name_fault(clean_name(text), frozenset())


@pytest.mark.parametrize("marketplace", BOOK.marketplaces, ids=lambda entry: entry.country_code)
def test_every_marketplace_id_is_recognised_in_the_place_of_a_seller_id(marketplace):
    fault = seller_id_fault(clean_seller_id(marketplace.id.lower()), BOOK)
    assert fault is not None
    assert (fault.fault, fault.facts["country"], fault.is_certain) == ("A-01", marketplace.country, True)


@pytest.mark.parametrize(
    ("text", "fault", "is_certain"),
    [
        ("", "empty-seller-id", True),
        ("jo@harbour.example", "A-02", False),
        ("https://sellercentral.amazon.com", "A-02", False),
        ("HARBOUR TEA", "A-02", False),
        ("B3KP7Q2WX8N4VT", "A-02", False),
        ("A3KP7Q2-WX8N4", "A-02", False),
        ("ABC", "unusual-seller-id", False),
        ("A" * 30, "unusual-seller-id", False),
    ],
)
def test_what_is_wrong_with_a_seller_id(text, fault, is_certain):
    found = seller_id_fault(text, BOOK)
    assert found is not None
    assert (found.field, found.fault, found.is_certain) == ("seller_id", fault, is_certain)


@pytest.mark.parametrize("text", [SELLER, "A135KKEKJAIBJ56", "A1" + "B" * 11])
def test_a_seller_id_of_the_known_shape_is_fine(text):
    assert seller_id_fault(text, BOOK) is None


@pytest.mark.parametrize(
    ("text", "method", "fault", "is_certain"),
    [
        ("", Method.SP_API, "empty-token", True),
        ("", Method.MWS, "empty-mws-token", True),
        (MWS, Method.SP_API, "A-03", True),
        ("Atza|IwEBI" + "x" * 300, Method.SP_API, "A-04", True),
        ("Atza|IwEBI" + "x" * 300, Method.MWS, "A-04", True),
        (REFRESH, Method.MWS, "sp-api-token", True),
        (REFRESH + "…", Method.SP_API, "A-06", False),
        (REFRESH + "...", Method.SP_API, "A-06", False),
        (REFRESH[:30], Method.SP_API, "A-06", False),
        (REFRESH[:20] + " " + REFRESH[20:], Method.SP_API, "A-06", False),
        (MWS[:-1], Method.MWS, "A-06", False),
        ("amzn.mws." + "z" * 40, Method.MWS, "unusual-token", False),
        ("something else entirely".replace(" ", "-"), Method.SP_API, "unusual-token", False),
        ("Atzr|" + "x" * 2044, Method.SP_API, "unusual-token", False),
    ],
)
def test_what_is_wrong_with_a_token(text, method, fault, is_certain):
    found = token_fault(text, method)
    assert found is not None
    assert (found.field, found.fault, found.is_certain) == ("token", fault, is_certain)


@pytest.mark.parametrize(
    ("text", "method"),
    [(REFRESH, Method.SP_API), ("Atzr|" + "x" * 2043, Method.SP_API), (MWS, Method.MWS)],
)
def test_a_token_of_the_known_shape_is_fine(text, method):
    assert token_fault(text, method) is None


@pytest.mark.parametrize("prefix", ["amzn1.sp.solution.", "amzn1.sellerapps.app."])
def test_the_application_id_is_recognised_in_the_place_of_the_client_id(prefix):
    fault = client_id_fault(f"{prefix}0f8fad5b-d9cb-469f-a165-70867728950e")
    assert fault is not None
    assert (fault.fault, fault.is_certain) == ("A-05", True)


def test_an_own_app_needs_both_its_parts():
    assert client_id_fault("amzn1.application-oa2-client.0123") is None
    assert client_secret_fault("secret") is None
    assert [fault and fault.fault for fault in (client_id_fault(""), client_secret_fault(""))] == [
        "empty-client-id",
        "empty-client-secret",
    ]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "empty-name"),
        ("n" * 61, "name-too-long"),
        ("n" * 60, None),
        ("harbour  TEA", "name-taken"),
        ("Harbour Tea 2", None),
    ],
)
def test_what_is_wrong_with_a_name(name, fault):
    found = name_fault(name, frozenset({folded("Harbour Tea")}))
    assert (found.fault if found else None) == fault


def test_a_name_has_its_spaces_in_order():
    assert clean_name("  Harbour\u00a0 Tea\n\u200bUK ") == "Harbour Tea UK"


def test_the_suggested_name_is_one_nobody_has():
    taken = frozenset({folded("Amazon Europe"), folded("amazon europe 2")})
    assert suggested_name("Europe", frozenset()) == "Amazon Europe"
    assert suggested_name("Europe", taken) == "Amazon Europe 3"
