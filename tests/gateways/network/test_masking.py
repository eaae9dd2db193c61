"""What must never be read in technical text, in every form it takes there."""

from urllib.parse import quote, quote_plus

import pytest

from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.masking import mask, without

CANARY = "c4n4ry-V4lue"
KEYS = (
    "code", "state", "code_verifier", "client_secret", "access_token", "refresh_token", "id_token", "realmId",
    "tenantId", "MWSAuthToken", "Signature",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "form",
    [
        "http://localhost:8742/xero?a=1&{key}={value}&b=2",
        "grant_type=x&{key}={value}",
        '{{"{key}": "{value}", "more": 1}}',
        '{{"{key}":"{value}"}}',
        "{{'{key}': '{value}'}}",
        "back=http%3A%2F%2Flocalhost%2F%3F{key}%3D{value}",
        "back=http%253A%252F%252Flocalhost%252F%253F{key}%253D{value}",
        r'"said": "{{\"{key}\": \"{value}\", \"more\": 1}}"',
    ],
)
def test_a_secret_is_masked_in_addresses_forms_and_json(key, form):
    masked = mask(form.format(key=key, value=CANARY))
    assert CANARY not in masked
    assert key in masked


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Basic {CANARY}",
        f"authorization: Bearer {CANARY}",
        f"{{'Authorization': 'Bearer {CANARY}'}}",
        f'"Authorization": "Basic {CANARY}"',
        f"sent bearer {CANARY} to them",
        f"x-amz-access-token: {CANARY}",
        f"xero-tenant-id: {CANARY}",
        f"eyJhbGciOiJub25lIn0.{CANARY}.{CANARY}",
        f"the token Atzr|{CANARY}, pasted",
        f"refresh%20Atza%7C{CANARY}",
        f'{{"said": "Atzr\\u007c{CANARY}"}}',
        f"Atzr&#124;{CANARY}",
        f"Atzr&vert;{CANARY}",
        f"amzn.mws.{CANARY}",
        f"amzn1.oa2-cs.v1.{CANARY}",
        f'{{"refreshToken": "{CANARY}", "clientSecret": "x"}}',
        f'"{{\\"accessToken\\":\\"{CANARY}\\"}}"',
        f"<refresh_token>{CANARY}</refresh_token>",
        f'<lwa:AccessToken kind="bearer">{CANARY}</lwa:AccessToken>',
        f"%7B%22refresh_token%22%3A%22{CANARY}%22%7D",
        f'{{"refresh_token": "with \\" quote {CANARY}"}}',
    ],
)
def test_whatever_authorises_a_request_is_masked(text):
    assert CANARY not in mask(text)


@pytest.mark.parametrize("secret", ["c4n4ry+and/more==", "c4n4ry with blanks"])
@pytest.mark.parametrize("spelt", [str, lambda secret: quote(secret, safe=""), quote_plus], ids=["", "quoted", "form"])
def test_a_known_secret_is_taken_out_however_a_form_spells_it(secret, spelt):
    assert without(f"the value {spelt(secret)} is invalid", [Secret(secret)]) == "the value •••• is invalid"


@pytest.mark.parametrize(
    "text",
    [
        "api.amazon.com answered 400; error invalid_grant; x-amzn-RequestId 1a2b-3c4d",
        "state of the half: urgent",
        "exit code 3",
        "the encoding is utf-8",
        "intuit_tid 1-5a-6b",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert mask(text) == text
