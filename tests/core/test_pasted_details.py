"""What people paste as a whole, and which details are found in it."""

from __future__ import annotations

import base64
import json
import logging
import quopri
import textwrap
from dataclasses import replace
from email.message import EmailMessage
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lmb_desktop import resources
from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.pasted_details import NOTHING, READ_AT_MOST, PastedDetails, read_details, secrets_in
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.seller_credentials import clean_seller_id, clean_token, client_id_fault, token_fault

BOOK = MarketplaceBook.from_records(json.loads(resources.read_text("marketplaces.json")))

SELLER = "A3KP7Q2WX8N4VT"
OTHER_SELLER = "A135KKEKJAIBJ56"
BODY = base64.urlsafe_b64encode(bytes(range(7, 250))).decode().rstrip("=")
REFRESH = f"Atzr|IwEBExampleOnly-{BODY}_x"
OTHER_REFRESH = f"Atzr|IwEBExampleToo-{BODY[::-1]}"
ACCESS = f"Atza|IwEBExampleAccess-{BODY[:200]}"
MWS = "amzn.mws.4ea38b7b-f563-7709-4bae-87aea15c0000"
OTHER_MWS = "amzn.mws.0ea38b7b-f563-7709-4bae-87aea15c0001"
CLIENT = "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef"
NEW_SECRET = f"amzn1.oa2-cs.v1.{'c0ffee' * 8}1234567"
OLD_SECRET = "0123456789abcdef" * 4
SOLUTION = "amzn1.sp.solution.0f8fad5b-d9cb-469f-a165-70867728950e"
UK, GERMANY = "A1F83G8C2ARO7P", "A1PA6795UKMFR9"

BOTH = PastedDetails(SELLER, Secret(REFRESH), Method.SP_API)
BOTH_MWS = PastedDetails(SELLER, Secret(MWS), Method.MWS)
ONLY_TOKEN = replace(BOTH, seller_id="")
ONLY_SELLER = PastedDetails(SELLER)
APP = PastedDetails(client_id=CLIENT, client_secret=Secret(NEW_SECRET))
OLD_APP = replace(APP, client_secret=Secret(OLD_SECRET))
ALL = replace(BOTH, client_id=CLIENT, client_secret=Secret(NEW_SECRET))


def wrapped(text: str, width: int, ending: str = "\n") -> str:
    """Break a text as mail programs do, in the middle of what has no blanks."""
    return ending.join(textwrap.wrap(text, width, break_on_hyphens=False))


def spread_out(text: str) -> str:
    """Return a text in full-width characters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def quoted_printable(text: str) -> str:
    """Return a text as a mail carries it."""
    return quopri.encodestring(text.encode()).decode()


def mail(text: str) -> str:
    """Return a whole message with its headers."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Amazon access", "ben@harbour.example"
    message.set_content(text, cte="quoted-printable")
    return message.as_string()


PASTED: dict[str, tuple[str, PastedDetails]] = {
    # Pages of Seller Central, and how they are copied
    "mws page": (
        f"Congratulations!\nLMB Desktop can now access your account.\nSeller ID\n{SELLER}\nMWS Auth Token\n{MWS}\n",
        BOTH_MWS,
    ),
    "mws page in one line": (f"Seller ID: {SELLER} MWS Auth Token: {MWS}", BOTH_MWS),
    "mws page, blank lines between": (f"Seller ID\n\n{SELLER}\n\nMWS Auth Token\n\n{MWS}\n", BOTH_MWS),
    "mws page without any blank": (f"Seller ID{SELLER}\nMWS Auth Token{MWS}", BOTH_MWS),
    "mws page grown together": (f"Your Seller ID:{SELLER}\nToken:{MWS}Marketplace ID: {UK}", BOTH_MWS),
    "mws page with developer": (
        (
            f"Developer's name: LMB Desktop\nDeveloper ID 5123-6619-0444\nSeller ID: {SELLER}\n"
            f"Marketplace ID: {UK}\nMWS Auth Token: {MWS}"
        ),
        BOTH_MWS,
    ),
    "mws uuid broken": (f"Seller ID {SELLER}\nMWS Auth Token {MWS[:30]}\n{MWS[30:]}\nRegards", BOTH_MWS),
    "mws uuid with long dashes": (f"{SELLER} / {MWS.replace('-', '–')}", BOTH_MWS),
    "mws uuid with unbroken dashes": (f"{SELLER}\n{MWS.replace('-', chr(0x2011))}", BOTH_MWS),
    "authorise page": (
        (
            "Practice Seller Central\nAuthorise Harbour app\nRefresh token for Europe. Copy it now: it is not shown "
            f"again, but a new one can be made.\n{REFRESH}\nHarbour Tea, marketplaces: GB, DE\nAuthorise app"
        ),
        ONLY_TOKEN,
    ),
    "merchant token page": (f"Your Merchant token (Seller ID)\nHarbour Tea, Europe\n{SELLER}\n", ONLY_SELLER),
    "merchant token page of two regions": (
        f"Your Merchant token (Seller ID)\nHarbour Tea, Europe\n{SELLER}\nHarbour US, North America\n{OTHER_SELLER}",
        PastedDetails(ambiguous=("seller_id",)),
    ),
    "app page": (
        (
            f"LWA credentials of Harbour app\nClient identifier\n{CLIENT}\nClient secret\n{NEW_SECRET}\n"
            f"Application ID\n{SOLUTION}"
        ),
        APP,
    ),
    "app page, older secret": (f"Client identifier\n{CLIENT}\nClient secret\n{OLD_SECRET}", OLD_APP),
    "three pages one after the other": (
        f"Merchant token\n{SELLER}\nClient identifier {CLIENT}\nClient secret {NEW_SECRET}\n{SOLUTION}\n{REFRESH}",
        ALL,
    ),
    # Plain notes
    "two lines": (f"{SELLER}\n{REFRESH}", BOTH),
    "two lines, the other order": (f"{REFRESH}\n{SELLER}", BOTH),
    "one line": (f"{SELLER} {REFRESH}", BOTH),
    "one line, the other order": (f"{REFRESH} {SELLER}", BOTH),
    "with commas": (f"{SELLER}, {REFRESH}, thank you", BOTH),
    "with a slash": (f"{SELLER} / {REFRESH}", BOTH),
    "in brackets": (f"our seller ID ({SELLER}) and the token ({REFRESH})", BOTH),
    "in a sentence": (f"The Seller ID is {SELLER} and the refresh token is {REFRESH}.", BOTH),
    "value before label": (f"{SELLER} (Seller ID)\n{REFRESH} (Refresh token)", BOTH),
    "four bare lines": (f"{SELLER}\n{REFRESH}\n{CLIENT}\n{NEW_SECRET}", ALL),
    "four bare lines, older secret": (
        f"{REFRESH}\n{OLD_SECRET}\n{CLIENT}\n{SELLER}",
        replace(ALL, client_secret=Secret(OLD_SECRET)),
    ),
    "said twice": (f"Seller ID {SELLER}\nToken {REFRESH}\n\nagain: {SELLER} {REFRESH}", BOTH),
    "small letters behind a label": (f"seller id: {SELLER.lower()}\ntoken: {REFRESH}", BOTH),
    "German": (f"Händlertoken: {SELLER}\nAktualisierungstoken: {REFRESH}\nViele Grüße", BOTH),
    "French": (f"Identifiant vendeur : {SELLER}\nJeton : {REFRESH}", BOTH),
    "Japanese": (f"出品者ID:{SELLER}\nトークン：{REFRESH}", BOTH),
    # Mail
    "wrapped at 76": (wrapped(f"Seller ID: {SELLER} Refresh token: {REFRESH}", 76), BOTH),
    "wrapped at 64 with CRLF": (f"Token:\r\n{wrapped(REFRESH, 64, chr(13) + chr(10))}\r\nSeller ID: {SELLER}", BOTH),
    "wrapped at 72, then greetings": (f"{wrapped(REFRESH, 72)}\nThanks\nBen\n\n{SELLER}", BOTH),
    "wrapped at 40, then the Seller ID": (f"{wrapped(REFRESH, 40)}\n{SELLER}", BOTH),
    "wrapped behind the bar": (f"Token: Atzr|\n{REFRESH[5:]}\nSeller: {SELLER}", BOTH),
    "wrapped and quoted": ("\n".join(f"> {line}" for line in [SELLER, *textwrap.wrap(REFRESH, 74)]), BOTH),
    "wrapped and quoted twice": ("\n".join(f">> {line}" for line in [SELLER, *textwrap.wrap(REFRESH, 70)]), BOTH),
    "wrapped and indented": ("\n".join(f"    {line}" for line in [SELLER, *textwrap.wrap(REFRESH, 60)]), BOTH),
    "format flowed": (f"{wrapped(REFRESH, 70, f' {chr(10)}')}\n\n{SELLER}", BOTH),
    "quoted-printable": (quoted_printable(f"Seller ID = {SELLER}\nRefresh token = {REFRESH}\nGrüße"), BOTH),
    "soft breaks in short lines": (f"{SELLER}\n{REFRESH[:40]}=\n{REFRESH[40:80]}=\n{REFRESH[80:]}", BOTH),
    "equals sign encoded": (f"Seller ID=3D{SELLER}\nRefresh token=3D{REFRESH}", BOTH),
    "a whole mail": (mail(f"Hallo,\n\nSeller-ID: {SELLER}\nToken: {REFRESH}\n\nGrüße, Ben"), BOTH),
    "forwarded": (
        (
            "---------- Forwarded message ---------\nFrom: Ben <ben@harbour.example>\nDate: Mon, 23 Nov 2026\n"
            f"Subject: Amazon\n\nSeller ID: *{SELLER}*\nToken: *{REFRESH}*\n"
        ),
        BOTH,
    ),
    # Web, markup, code
    "html": (
        f"<html><body><p>Seller ID</p><p><b>{SELLER}</b></p><p>Token</p><p>{escape(REFRESH)}</p></body></html>",
        BOTH,
    ),
    "html table": (f"<table><tr><td>{SELLER}</td><td>{REFRESH}</td></tr></table>", BOTH),
    "html with break opportunities": (
        f"{SELLER}<br>{REFRESH[:50]}<wbr>{REFRESH[50:90]}<span>{REFRESH[90:]}</span>",
        BOTH,
    ),
    "html fields": (f'<input id="a" value="{SELLER}"><input id="b" value="{REFRESH}">', BOTH),
    "entities": (f"{SELLER}&nbsp;{REFRESH.replace('|', '&#124;')}", BOTH),
    "entities of entities": (f"Seller ID:&amp;nbsp;{SELLER}&lt;br&gt;\n{REFRESH.replace('|', '&amp;#x7c;')}", BOTH),
    "angle brackets": (f"<{SELLER}>\n<{REFRESH}>", BOTH),
    "markdown bold": (f"- **Seller ID:** `{SELLER}`\n- **Refresh token:** `{REFRESH}`", BOTH),
    "markdown italics": (f"_{SELLER}_\n_{REFRESH}_", BOTH),
    "markdown escapes": (f"Seller ID: {SELLER}\n\nToken: {REFRESH.replace('|', chr(92) + '|')}", BOTH),
    "markdown table": (
        f"| Seller ID | Refresh token |\n|---|---|\n| {SELLER} | {REFRESH.replace('|', chr(92) + '|')} |",
        BOTH,
    ),
    "markdown code fence": (f"```\nSELLER_ID={SELLER}\nREFRESH_TOKEN={REFRESH}\n```", BOTH),
    "bullets": (f"• Seller ID: {SELLER}\n• Refresh token: {REFRESH}", BOTH),
    "numbered": (f"1. {SELLER}\n2. {REFRESH}\n3. {CLIENT}\n4. {NEW_SECRET}", ALL),
    "smart quotes": (f"“{SELLER}”\n‘{REFRESH}’", BOTH),
    "guillemets": (f"« {SELLER} » et « {REFRESH} »", BOTH),
    "json": (json.dumps({"sellerId": SELLER, "refresh_token": REFRESH, "client_id": CLIENT, "x": NEW_SECRET}), ALL),
    "json in a string": (json.dumps(f"Seller ID: {SELLER}\nRefresh token: {REFRESH}\n"), BOTH),
    "json with codes": (f'{{"id": "{SELLER}", "t": "{REFRESH.replace("|", chr(92) + "u007C")}"}}', BOTH),
    "answer of the token service": (
        json.dumps({"access_token": ACCESS, "refresh_token": REFRESH, "token_type": "bearer", "expires_in": 3600}),
        ONLY_TOKEN,
    ),
    "environment file": (
        (
            f"SP_API_SELLER_ID={SELLER}\nSP_API_REFRESH_TOKEN={REFRESH}\nLWA_CLIENT_ID={CLIENT}\n"
            f"LWA_CLIENT_SECRET={NEW_SECRET}\nMARKETPLACE_ID={UK}\nREGION=eu-west-1"
        ),
        ALL,
    ),
    "yaml": (
        f"seller_id: {SELLER}\nrefresh_token: '{REFRESH}'\nclient_secret: {OLD_SECRET}\nclient_id: {CLIENT}",
        replace(ALL, client_secret=Secret(OLD_SECRET)),
    ),
    "address of the consent": (
        f"https://harbour.example/back?state=x&selling_partner_id={SELLER}&mws_auth_token={MWS}&spapi_oauth_code=abc",
        BOTH_MWS,
    ),
    "address with the bar encoded": (f"?seller={SELLER}&token={REFRESH.replace('|', '%7C')}&x=1", BOTH),
    "shop address": (f"https://www.amazon.co.uk/sp?seller={SELLER}&marketplaceID={UK}\n{REFRESH}", BOTH),
    # Tables
    "spreadsheet row": (f"Harbour Tea\t{SELLER}\t{REFRESH}\t2026-11-23", BOTH),
    "spreadsheet with header": (f"Shop\tSeller ID\tRefresh token\nHarbour Tea\t{SELLER}\t{REFRESH}", BOTH),
    "csv": (f'"Harbour Tea","{SELLER}","{REFRESH}"\r\n', BOTH),
    "csv with semicolons": (f"Harbour Tea;{SELLER};{REFRESH};EUR", BOTH),
    # Chats and password managers
    "chat": (f"Ben, 10:14\nhere it is\n{SELLER}\nBen, 10:15\n{REFRESH}\nBen, 10:15\n👍🏽", BOTH),
    "chat export": (f"[23/11/2026, 10:14] Ben: Seller ID {SELLER}\n[23/11/2026, 10:15] Ben: {REFRESH}", BOTH),
    "password manager": (
        f"Title: Amazon SP-API\nUsername: {SELLER}\nPassword: {REFRESH}\nURL: https://sellercentral.amazon.co.uk\nNotes:",
        BOTH,
    ),
    "password manager, own fields": (
        f"merchant token\n{SELLER}\nclient secret\n{NEW_SECRET}\nclient id\n{CLIENT}\npassword\n{REFRESH}",
        ALL,
    ),
    # Invisible things
    "byte order mark and spaces of no width": (
        f"\ufeff{SELLER[:4]}\u200b{SELLER[4:]}\n{REFRESH[:9]}\u2060{REFRESH[9:]}",
        BOTH,
    ),
    "direction marks": (f"\u202b{SELLER}\u202c \u200f{REFRESH}\u200e", BOTH),
    "soft hyphens": (f"{SELLER[:7]}\u00ad{SELLER[7:]} {REFRESH[:60]}\u00ad{REFRESH[60:]}", BOTH),
    "no-break spaces": (f"Seller ID:\u00a0{SELLER}\u00a0\u202fToken:\u00a0{REFRESH}\u00a0", BOTH),
    "full width": (spread_out(f"Seller ID: {SELLER}\n{REFRESH}"), BOTH),
    "NUL between all characters": ("\0".join(f"{SELLER}\n{REFRESH}"), BOTH),
    "line and paragraph separators": (f"Seller ID\u2028{SELLER}\u2029Token\u2028{REFRESH}", BOTH),
    "half a character": (f"\ud83d{SELLER}\n{REFRESH}\udc4d", BOTH),
    "another bar": (f"{SELLER}\n{REFRESH.replace('|', chr(0x2502))}", BOTH),
    # Wrong and incomplete things
    "marketplace called Seller ID": (
        f"Seller ID: {UK}\nRefresh token: {REFRESH}",
        replace(ONLY_TOKEN, marketplace_id=UK),
    ),
    "marketplaces in a list": (f"{UK} {GERMANY}\n{REFRESH}\n{SELLER}", BOTH),
    "marketplace nobody knows yet": (f"Marketplace ID: A9NEWMARKET99\nSeller ID: {SELLER}\n{REFRESH}", BOTH),
    "marketplace of China": (f"AAHKV2X7AFYLW {SELLER} {REFRESH}", BOTH),
    "only marketplaces": (f"GB {UK}, DE {GERMANY}", NOTHING),
    "labelled one wins over others": (f"Our reference A000111222333\nSeller ID: {SELLER}\n{REFRESH}", BOTH),
    "two Seller IDs": (f"{SELLER}\n{OTHER_SELLER}\n{REFRESH}", replace(ONLY_TOKEN, ambiguous=("seller_id",))),
    "two labelled Seller IDs": (
        f"Seller ID: {SELLER}\nSeller ID: {OTHER_SELLER}\n{REFRESH}",
        replace(ONLY_TOKEN, ambiguous=("seller_id",)),
    ),
    "two refresh tokens": (f"{SELLER}\n{REFRESH}\n{OTHER_REFRESH}", replace(ONLY_SELLER, ambiguous=("token",))),
    "a token and a longer one": (f"{SELLER}\n{REFRESH}\n\n{REFRESH}-2", replace(ONLY_SELLER, ambiguous=("token",))),
    "two MWS tokens": (f"{SELLER} {MWS} {OTHER_MWS}", replace(ONLY_SELLER, ambiguous=("token",))),
    "tokens of both methods": (f"{SELLER} {MWS} {REFRESH}", replace(ONLY_SELLER, ambiguous=("token",))),
    "two accounts": (
        f"{SELLER} {REFRESH}\n{OTHER_SELLER} {OTHER_REFRESH}",
        PastedDetails(ambiguous=("seller_id", "token")),
    ),
    "two apps": (
        f"{CLIENT} {NEW_SECRET}\n{CLIENT[:-1]}0 {NEW_SECRET[:-1]}0\n{SELLER}",
        replace(ONLY_SELLER, ambiguous=("client_id", "client_secret")),
    ),
    "an access token": (f"{SELLER}\n{ACCESS}", PastedDetails(SELLER, Secret(ACCESS))),
    "application ID called client ID": (
        f"Client ID: {SOLUTION}\nClient secret: {NEW_SECRET}",
        PastedDetails(client_id=SOLUTION, client_secret=Secret(NEW_SECRET)),
    ),
    "token shortened for show": (f"{SELLER} Atzr|IwEB…", PastedDetails(SELLER, Secret("Atzr|IwEB…"), Method.SP_API)),
    "token shortened and in full": (f"Atzr|IwEBExample… {SELLER}\n{REFRESH}", BOTH),
    "MWS token shortened": (f"{SELLER} {MWS[:20]}...", PastedDetails(SELLER, Secret(f"{MWS[:20]}…"), Method.MWS)),
    "token without its beginning": (
        f"Seller ID: {SELLER}\nRefresh token: {REFRESH[5:90]}",
        PastedDetails(SELLER, Secret(REFRESH[5:90]), Method.SP_API),
    ),
    "words about tokens": ("It begins with Atzr| or amzn.mws. and the Seller ID with A.", NOTHING),
    "capitals": ("PLEASE SEE ATTACHMENTS AND ADMINISTRATION OF ACKNOWLEDGEMENT", NOTHING),
    "other numbers": (
        (
            "IBAN AT611904300234573201, VAT ATU12345678, order 202-1234567-1234567, ASIN B07XYZ1234, "
            "key AKIAIOSFODNN7EXAMPLE, id 0F8FAD5B-D9CB-469F-A165-A0867728950E"
        ),
        NOTHING,
    ),
    "another page": ("Welcome to Seller Central. Your orders: 14. Buyer messages: 2.", NOTHING),
    "nothing": ("", NOTHING),
}


@pytest.mark.parametrize("name", PASTED)
def test_what_people_paste(name: str) -> None:
    text, expected = PASTED[name]
    assert opened(read_details(text, BOOK)) == opened(expected)


DETAILS = {
    "seller_id": (f"Seller ID: {SELLER}", SELLER),
    "token": (f"Refresh token: {REFRESH}", REFRESH),
    "client_id": (f"Client ID: {CLIENT}", CLIENT),
    "client_secret": (f"Client secret: {NEW_SECRET}", NEW_SECRET),
}
SHAPED = [value for _line, value in DETAILS.values()]
NOISE = [
    "",
    "Hello Ben,",
    "Thanks",
    "Regards",
    "Harbour Tea Ltd",
    "Europe",
    "2026-11-23",
    "> On Monday Ben wrote:",
    "https://sellercentral.amazon.co.uk/home?ref=xx_home_logo",
    "Region: eu-west-1",
    f"Marketplace ID: {UK}",
    f"Application ID: {SOLUTION}",
    "Tea & more <b>since 1921</b>",
    "👍🏽",
    "Copy the refresh token: it begins with Atzr|.",
]


def test_the_table_is_as_long_as_people_are_inventive() -> None:
    assert len(PASTED) >= 100


@given(st.permutations([line for line, _value in DETAILS.values()]), st.lists(st.sampled_from(NOISE), max_size=8))
def test_order_and_noise_change_nothing(lines: list[str], noise: list[str]) -> None:
    text = "\n".join(
        [*noise[:3], *(line for pair in zip(lines, [*noise[3:], "", "", "", ""], strict=False) for line in pair)]
    )
    assert opened(read_details(text, BOOK)) == opened(ALL)


@given(st.permutations(SHAPED), st.sampled_from(["\n", " ", "\t", ", ", " | ", "\r\n\r\n", " / ", "<br>", "; "]))
def test_values_need_no_labels(values: list[str], between: str) -> None:
    assert opened(read_details(between.join(values), BOOK)) == opened(ALL)


@given(st.permutations([SELLER, REFRESH, CLIENT]), st.lists(st.text(max_size=40), min_size=4, max_size=4))
def test_any_other_paragraphs_around_change_nothing(values: list[str], around: list[str]) -> None:
    words = [" ".join(c for c in text if c.isalpha() or c in "\u200b\ufeff?!,") for text in around]
    text = "\n\n".join([words[0], *(part for pair in zip(values, words[1:], strict=True) for part in pair)])
    assert opened(read_details(text, BOOK)) == opened(replace(BOTH, client_id=CLIENT))


@given(st.integers(45, 120), st.sampled_from(["\n", "\r\n", " \n", "\n> ", "<br>\n"]), st.sampled_from(["", "> "]))
def test_a_token_is_put_together_however_it_was_wrapped(width: int, ending: str, start: str) -> None:
    text = f"{start}{SELLER}{ending}{wrapped(REFRESH, width, ending)}\n\nRegards, Ben"
    assert opened(read_details(text, BOOK)) == opened(BOTH)


PARTS = st.one_of(
    st.text(st.characters(), max_size=30),
    st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=10),
    st.sampled_from([*SHAPED, MWS, ACCESS, UK, OLD_SECRET, OTHER_SELLER, OTHER_REFRESH, *NOISE]),
    st.sampled_from(
        ["Seller ID:", "Refresh token", "Client secret=", "client id\t", "Atzr|", "amzn.mws.", "=\n", "=3D"]
    ),
    st.sampled_from(["\n", "\r\n", "\\n", "<br>", "<td>", "&#124;", "&", "…", "...", "\0", "_", "|", "> ", "%7C"]),
)
ANYTHING = st.lists(PARTS, max_size=14).map("".join)


@given(ANYTHING)
@settings(max_examples=300)
@example("\ud800")
@example("=\n" * 200)
def test_any_text_can_be_read(text: str) -> None:
    found = read_details(text, BOOK)
    assert BOOK.marketplace(found.seller_id) is None
    assert found.seller_id == clean_seller_id(found.seller_id)
    for value in (found.token.reveal(), found.client_id, found.client_secret.reveal()):
        assert value == clean_token(value)
        assert all(character.isprintable() for character in value)
    for name in found.ambiguous:
        assert found.value(name) == ""
    for method in Method:
        token_fault(found.token.reveal(), method)
    client_id_fault(found.client_id)


@given(ANYTHING)
@example(f"{REFRESH}am{CLIENT}{CLIENT}")
@example(f"{REFRESH}{CLIENT}{CLIENT}")
@example(f"{CLIENT}{REFRESH}_x{CLIENT}")
@settings(max_examples=300)
def test_what_was_found_is_found_again(text: str) -> None:
    found = read_details(text, BOOK)
    labels = {
        "seller_id": "Seller ID",
        "token": "Refresh token",
        "client_id": "Client ID",
        "client_secret": "Client secret",
    }
    again = read_details("\n".join(f"{labels[name]}: {found.value(name)}" for name in found.found), BOOK)
    # Of several values one may be glued to another value that was found, and is alone the second time.
    alone = {name: getattr(found, name) for name in (*found.ambiguous, *(["method"] if not found.token else []))}
    assert opened(replace(again, ambiguous=(), **alone)) == opened(replace(found, ambiguous=(), marketplace_id=""))
    # Several values glued to one that was found are as many the second time.
    assert set(again.ambiguous) <= set(found.ambiguous)


@pytest.mark.parametrize(
    "piece",
    [
        *"A<&= \n|\0>\\_.-…",
        "Atzr|",
        "Atzr|a\n",
        "amzn.mws.",
        "amzn.mws.0\n",
        "A1",
        "<a ",
        "<input value=",
        "=\n",
        "&#",
        "&amp;",
        "seller id ",
        "client secret:",
        "a1b2c3d4e5\n",
        " \n",
        "\u200b",
        "\ud800",
        "ﷺ",
        "marketplace id",
        f"{REFRESH}\n",
    ],
)
def test_a_huge_text_is_read_only_at_its_beginning(piece: str) -> None:
    """Quadratic reading of a million characters would not come to an end while anybody waits."""
    text = f"{SELLER}\n\n{piece * (1_000_000 // len(piece))}\n\n{OTHER_SELLER}"
    found = read_details(text, BOOK)
    assert OTHER_SELLER not in (found.seller_id, *found.ambiguous)
    assert "seller_id" not in found.ambiguous or piece == "A1"


def test_a_value_in_which_the_reading_ends_is_not_taken_in_part() -> None:
    lead = "word " * (READ_AT_MOST // 5 - 20)
    assert read_details(f"{lead}{SELLER}\n{REFRESH}", BOOK).token == EMPTY
    assert read_details(f"{SELLER}\n{REFRESH}\n{lead * 2}", BOOK) == BOTH


@pytest.mark.parametrize("marketplace", BOOK.marketplaces, ids=lambda entry: entry.country_code)
def test_no_marketplace_is_taken_for_the_seller(marketplace) -> None:
    found = read_details(f"Seller ID: {marketplace.id.lower()}\n{marketplace.id}\n{REFRESH}", BOOK)
    assert (found.seller_id, found.marketplace_id, found.token) == ("", marketplace.id, Secret(REFRESH))


@pytest.mark.parametrize("name", PASTED)
def test_nothing_is_logged_and_nothing_printed(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    found = read_details(PASTED[name][0], BOOK)
    assert caplog.records == []
    for secret in (REFRESH, MWS, ACCESS, NEW_SECRET, OLD_SECRET):
        assert secret not in f"{found!r} {found}"


@pytest.mark.parametrize("name", [name for name, (_text, found) in PASTED.items() if found.token])
def test_the_secrets_of_a_text_are_known_again(name: str) -> None:
    text, found = PASTED[name]
    assert found.token in secrets_in(text)


def test_a_lone_value_is_a_secret_of_its_own_text() -> None:
    assert Secret("whatever-it-is") in secrets_in(" “whatever-it-is”\n")
    assert secrets_in(" \n") == frozenset()


def opened(found: PastedDetails) -> dict[str, object]:
    """Return details so that a failing test shows them; they are made up."""
    plain = {"token": found.token.reveal(), "client_secret": found.client_secret.reveal()}
    return {**vars(found), **plain}
