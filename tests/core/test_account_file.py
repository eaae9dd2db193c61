"""The file for another computer: what we write we read, nothing else is read, and no secret has a place in it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core.account import NAME_LENGTH, Account, Method, Participation, SellerIdCheck
from lmb_desktop.core.account_file import FORMAT, MOST_ACCOUNTS, AccountFile, FileAccount, FileLedger
from lmb_desktop.core.errors import AccountFileElsewhere, AccountFileUnusable
from lmb_desktop.core.file_marketplaces import MOST_MARKETPLACES
from lmb_desktop.core.file_origin import Here, Mode
from lmb_desktop.core.file_values import plain
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.messages import message_for
from lmb_desktop.core.sign_in import Provider, SignIn
from tests.fakes.services import NOW
from tests.house.source import ROOT

REGIONS = ("europe", "japan")
TEXTS = st.text(max_size=500)
"""What a service may have named something: any text, also one with line ends, halves of characters, or too long."""
IDS = st.text("ABCDEFabcdef0123456789-", min_size=1, max_size=40)
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]))

PARTICIPATIONS = st.builds(
    Participation,
    marketplace_id=IDS,
    country=IDS,
    country_code=IDS,
    currency=IDS,
    is_participating=st.booleans(),
    has_suspended_listings=st.booleans(),
)
ACCOUNTS = st.builds(
    Account,
    id=IDS,
    name=st.text(min_size=1, max_size=NAME_LENGTH).filter(lambda name: bool(plain(name).strip())),
    region=st.sampled_from(REGIONS),
    method=st.sampled_from(Method),
    seller_id=IDS,
    store_name=TEXTS,
    id_check=st.sampled_from(SellerIdCheck),
    participations=st.lists(PARTICIPATIONS, max_size=3).map(tuple),
    seller_slot=st.just("a"),
    created_at=st.just(NOW),
    client=st.none() | st.text(min_size=1, max_size=60),
    own_client_id=IDS | st.just(""),
    link_id=st.just("link-1"),
)
LINKS = st.builds(
    LedgerLink,
    id=st.just("link-1"),
    sign_in_id=st.just("sign-1"),
    provider=st.sampled_from(Provider),
    organisation_id=IDS,
    organisation_name=TEXTS,
    legal_name=TEXTS,
    country=TEXTS,
    base_currency=TEXTS,
    is_demo=st.booleans(),
    connection_id=TEXTS,
)
SIGN_INS = st.builds(
    SignIn,
    id=st.just("sign-1"),
    provider=st.sampled_from(Provider),
    environment=st.sampled_from(["production", "sandbox"]),
    user_id=IDS | st.just(""),
    authorised_by=TEXTS,
    slot=st.just("b"),
)


def read(text: str) -> AccountFile:
    """Read a text as a file."""
    return AccountFile.read(text, place="accounts.json", regions=REGIONS)


@given(
    account=ACCOUNTS,
    link=st.none() | LINKS,
    sign_in=SIGN_INS,
    saved_at=MOMENTS,
    mode=st.none() | st.sampled_from(Mode),
)
def test_what_is_written_is_read_again_whatever_services_named_things(account, link, sign_in, saved_at, mode) -> None:
    ledger = None if link is None else FileLedger.of(link, sign_in)
    file = AccountFile(saved_at, (FileAccount.of(account, ledger),), mode)
    # As a real file holds it: in bytes.
    assert read(file.text().encode().decode()) == file


def test_names_of_any_language_stay_as_they_are() -> None:
    names = ["東京\u3000商店", "Fern\u00a0& Slate", "👩‍👩‍👧 Family", "עסק", "Co\u00adop"]
    entries = tuple(entry(name=name, store_name=name) for name in names)
    assert [(one.name, one.store_name) for one in read(as_text(entries)).accounts] == [(name, name) for name in names]


@pytest.mark.parametrize("turning", ["\u202e", "\u202d", "\u2067"])
def test_no_name_turns_the_sentence_around_it(turning: str) -> None:
    assert plain(f"Fern{turning}etalS") == "Fern etalS"
    with pytest.raises(AccountFileUnusable):
        read(as_text((entry(name=f"Fern{turning}etalS"),)))


def test_no_field_could_hold_a_secret() -> None:
    held = {field.name for kind in (AccountFile, FileAccount, FileLedger) for field in fields(kind)}
    assert held == {
        *(
            "saved_at",
            "mode",
            "accounts",
            "name",
            "client",
            "region",
            "method",
            "seller_id",
            "store_name",
            "own_client_id",
        ),
        *("participations", "ledger", "provider", "organisation_id", "organisation_name", "legal_name", "country"),
        *("base_currency", "is_demo", "environment", "user_id", "authorised_by"),
    }


def test_a_token_that_somebody_wrote_into_a_file_is_not_taken_in() -> None:
    whole = json.loads(as_text((entry(),)))
    whole["accounts"][0]["token"] = "Atzr|canary"
    assert "canary" not in read(json.dumps(whole)).text()


def entry(**others) -> FileAccount:
    """Return an account of a file."""
    named = {"name": "Harbour Tea UK", "store_name": "Harbour Tea", "ledger": ledger()} | others
    return FileAccount(
        client="Fern",
        region="europe",
        method=Method.SP_API,
        seller_id="A3KP7Q2WX8N4VT",
        own_client_id="",
        participations=(Participation("A1F83G8C2ARO7P", "United Kingdom", "GB", "GBP"),),
        **named,
    )


def ledger() -> FileLedger:
    """Return a ledger half of a file."""
    return FileLedger(
        provider=Provider.XERO,
        organisation_id="org-1",
        organisation_name="Fern",
        legal_name="Fern Ltd",
        country="GB",
        base_currency="GBP",
        is_demo=False,
        environment="production",
        user_id="user-1",
        authorised_by="Jo",
    )


def as_text(entries: tuple[FileAccount, ...]) -> str:
    """Return the text of a file."""
    return AccountFile(NOW, entries).text()


def changed(path: str, value: object) -> str:
    """Return a good file with one value changed, or taken out where it is `...`."""
    whole = json.loads(as_text((entry(),)))
    *steps, last = path.split(".")
    place = whole
    for step in steps:
        place = place[int(step) if step.isdigit() else step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(whole)


ACCOUNT, LEDGER, MARKET = "accounts.0", "accounts.0.ledger", "accounts.0.participations.0"
WRONG = {
    "nothing": "",
    "no JSON": "PK\x03\x04",
    "a number": "1",
    "a list": "[]",
    "null": "null",
    "an empty object": "{}",
    "another format": changed("format", "other"),
    "no version": changed("version", ...),
    "a version that is a text": changed("version", "1"),
    "a version that is a flag": changed("version", True),
    "a version that is no whole number": changed("version", 1.0),
    "a version before the first": changed("version", 0),
    "no accounts": changed("accounts", ...),
    "accounts that are an object": changed("accounts", {}),
    "accounts that are a text": changed("accounts", "abc"),
    "an account that is a number": changed("accounts", [1]),
    "an account that is a text": changed("accounts", ["name"]),
    "an account that is null": changed("accounts", [None]),
    "an account that is a list": changed("accounts", [[]]),
    "too many accounts": changed("accounts", [{}] * (MOST_ACCOUNTS + 1)),
    "no time": changed("saved_at", ...),
    "a time that is none": changed("saved_at", "yesterday"),
    "a time without a zone": changed("saved_at", "2026-11-24T10:00:00"),
    "an unknown mode": changed("mode", "theatre"),
    "a mode that is null": changed("mode", None),
    "a mode that is a list": changed("mode", []),
    "no name": changed(f"{ACCOUNT}.name", ...),
    "an empty name": changed(f"{ACCOUNT}.name", " "),
    "a name that is too long": changed(f"{ACCOUNT}.name", "n" * (NAME_LENGTH + 1)),
    "a name of two lines": changed(f"{ACCOUNT}.name", "a\nb"),
    "a name with an escape": changed(f"{ACCOUNT}.name", "\x1b[31mred"),
    "half a character": changed(f"{ACCOUNT}.store_name", "\ud800"),
    "a line end of Unicode": changed(f"{ACCOUNT}.client", "a\u2028b"),
    "a text that is too long": changed(f"{ACCOUNT}.store_name", "n" * 401),
    "no seller": changed(f"{ACCOUNT}.seller_id", ""),
    "an unknown method": changed(f"{ACCOUNT}.method", "telepathy"),
    "a method that is a list": changed(f"{ACCOUNT}.method", []),
    "a huge number for a name": changed(f"{ACCOUNT}.name", 10**400),
    "a ledger that is a text": changed(LEDGER, "xero"),
    "a ledger of nobody": changed(f"{LEDGER}.provider", "abacus"),
    "no organisation": changed(f"{LEDGER}.organisation_id", ""),
    "a flag that is a number": changed(f"{LEDGER}.is_demo", 1),
    "a ledger without a person": changed(f"{LEDGER}.user_id", ...),
    "marketplaces that are a number": changed(f"{ACCOUNT}.participations", 3),
    "marketplaces that are a text": changed(f"{ACCOUNT}.participations", "GB"),
    "a marketplace without a flag": changed(f"{MARKET}.is_participating", ...),
    "deep JSON": "[" * 100_000,
    "marketplaces that are an object": changed(f"{ACCOUNT}.participations", {}),
    "a deep object": '{"a":' * 100_000,
    "a number with too many digits": changed("version", 1).replace('"version": 1', '"version": ' + "9" * 5000),
    "no number": changed("version", 1).replace('"version": 1', '"version": NaN'),
    "an endless number": changed("version", 1).replace('"version": 1', '"version": 1e999'),
    "a key that stands twice": as_text((entry(),)).replace('"format"', f'"format": "{FORMAT}", "format"', 1),
    "a name that stands twice": as_text((entry(),)).replace('"name"', '"name": "Other", "name"', 1),
    "something after the end": as_text((entry(),)) + "{}",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_anything_else_is_refused_as_no_file_of_ours(wrong: str) -> None:
    with pytest.raises(AccountFileUnusable) as caught:
        read(WRONG[wrong])
    assert caught.value.facts == {"place": "accounts.json", "problem": "does not hold accounts of LMB Desktop"}
    assert "accounts.json" in message_for(caught.value).sentence


def with_marketplaces(count: int) -> str:
    """Return a file whose account names so many marketplaces."""
    one = json.loads(as_text((entry(),)))["accounts"][0]["participations"][0]
    return changed(f"{ACCOUNT}.participations", [one | {"marketplace_id": f"M{number}"} for number in range(count)])


def test_an_account_with_more_marketplaces_than_there_are_is_refused_and_said() -> None:
    assert len(read(with_marketplaces(MOST_MARKETPLACES)).accounts[0].participations) == MOST_MARKETPLACES
    with pytest.raises(AccountFileUnusable) as caught:
        read(with_marketplaces(MOST_MARKETPLACES + 1))
    assert message_for(caught.value).sentence.startswith(
        "This file cannot be used. accounts.json names more than 100 marketplaces for one account. Nothing was changed."
    )


def test_all_marketplaces_of_amazon_have_room_in_one_account() -> None:
    text = (ROOT / "lmb_desktop" / "resources" / "marketplaces.json").read_text("utf-8")
    assert 4 * len(json.loads(text)["marketplaces"]) <= MOST_MARKETPLACES


@pytest.mark.parametrize("text", [changed("version", 2), changed(f"{ACCOUNT}.region", "atlantis")])
def test_a_file_of_a_newer_version_is_said_to_be_one(text: str) -> None:
    with pytest.raises(AccountFileUnusable) as caught:
        read(text)
    assert caught.value.fact("problem") == "was saved by a newer LMB Desktop"


def test_a_file_without_accounts_is_fine() -> None:
    assert read(as_text(())) == AccountFile(NOW, ())


@given(text=st.text() | st.recursive(st.none() | st.booleans() | st.floats() | TEXTS, st.lists).map(json.dumps))
def test_whatever_a_text_holds_nothing_but_our_own_refusal_comes_of_it(text: str) -> None:
    with pytest.raises(AccountFileUnusable):
        read(text)


def test_times_keep_their_moment() -> None:
    tokyo = datetime(2026, 11, 24, 19, 0, tzinfo=timezone(timedelta(hours=9)))
    assert read(AccountFile(tokyo, ()).text()).saved_at == NOW


def read_here(file: AccountFile, here: Here) -> AccountFile:
    """Read a file where it may not belong."""
    return AccountFile.read(file.text(), place="accounts.json", regions=REGIONS, here=here)


@pytest.mark.parametrize(
    ("mode", "here", "title", "way"),
    [
        (Mode.PRACTICE, Mode.LIVE, "This file holds practice accounts", "Take it in in practice mode."),
        (Mode.LIVE, Mode.PRACTICE, "This file holds real accounts", "Leave practice mode to take it in."),
    ],
)
def test_practice_and_real_accounts_never_mix(mode: Mode, here: Mode, title: str, way: str) -> None:
    file = AccountFile(NOW, (entry(),), mode)
    with pytest.raises(AccountFileElsewhere) as caught:
        read_here(file, Here(here))
    said = message_for(caught.value)
    assert (said.title, said.text.startswith("accounts.json was saved"), said.text.endswith(way)) == (title, True, True)
    assert read_here(file, Here(mode)) == file


@pytest.mark.parametrize("here", Mode)
def test_a_file_that_does_not_say_its_mode_is_taken_in_anywhere(here: Mode) -> None:
    file = AccountFile(NOW, (entry(),))
    assert "mode" not in json.loads(file.text())
    assert read_here(file, Here(here, "production")) == file


def company(environment: str) -> FileAccount:
    """Return an account that posts to a QuickBooks company."""
    return entry(ledger=replace(ledger(), provider=Provider.QUICKBOOKS, environment=environment))


@pytest.mark.parametrize(
    ("environment", "here", "words"),
    [
        ("sandbox", "production", "This file holds companies of the QuickBooks sandbox"),
        ("production", "sandbox", "This file holds live QuickBooks companies"),
    ],
)
def test_companies_nobody_could_sign_in_to_here_are_refused(environment: str, here: str, words: str) -> None:
    file = AccountFile(NOW, (entry(), company(environment)), Mode.LIVE)
    with pytest.raises(AccountFileElsewhere) as caught:
        read_here(file, Here(Mode.LIVE, here))
    said = message_for(caught.value)
    assert said.title == words
    assert "accounts.json" in said.text
    assert "…" not in said.sentence
    assert read_here(file, Here(Mode.LIVE, environment)) == file
    assert read_here(file, Here(Mode.LIVE)) == file


def test_one_company_that_fits_is_enough() -> None:
    file = AccountFile(NOW, (company("sandbox"), company("production")), Mode.LIVE)
    assert read_here(file, Here(Mode.LIVE, "production")) == file
