"""Service settings: every key is read, every wrong one is named with its line, and later sources win."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from lmb_desktop import resources
from lmb_desktop.core.errors import SettingsError
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings, XeroSettings
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.gateways.service_settings import SettingsLayer, merged, parse_layer, read_layer
from lmb_desktop.gateways.settings_shape import ENDPOINTS, SECRETS, SHAPE, is_on_this_computer

FULL = """
[amazon]
client_id = "amazon-id"
client_secret = "amazon-secret"
application_id = "amzn1.sp.solution.1"
consent_redirect_uri = "https://app.example.com/consent"
draft_app = true
[amazon.mws]
developer_name = "Books"
access_key_id = "key-id"
secret_key = "mws-secret"
developer_ids = { north-america = "1", europe = "2" }
[xero]
client_id = "xero-id"
redirect_uris = ["http://localhost:9001/xero", "https://app.example.com/xero"]
[quickbooks]
client_id = "intuit-id"
client_secret = "intuit-secret"
redirect_uri = "http://localhost:9002/qbo"
environment = "sandbox"
[endpoints]
""" + "".join(f'{key} = "http://127.0.0.1:1/{key}/"\n' for key in ENDPOINTS)


def settings_of(text: str) -> ServiceSettings:
    """Return the settings a text stands for."""
    return merged(parse_layer("file", text, "here.toml"))


def refused(text: str) -> tuple[str, str]:
    """Return the place and the problem of a text that is refused."""
    with pytest.raises(SettingsError) as caught:
        settings_of(text)
    return caught.value.fact("place"), caught.value.fact("problem")


def test_every_key_is_read():
    found = settings_of(FULL)
    amazon, mws, quickbooks = found.amazon, found.amazon.mws, found.quickbooks
    assert (amazon.client_id, amazon.client_secret, amazon.draft_app) == ("amazon-id", Secret("amazon-secret"), True)
    assert (amazon.application_id, amazon.consent_redirect_uri) == (
        "amzn1.sp.solution.1",
        "https://app.example.com/consent",
    )
    assert (mws.developer_name, mws.access_key_id, mws.secret_key) == ("Books", "key-id", Secret("mws-secret"))
    assert mws.developer_ids == {"north-america": "1", "europe": "2"}
    assert found.xero == XeroSettings("xero-id", ("http://localhost:9001/xero", "https://app.example.com/xero"))
    assert (quickbooks.client_id, quickbooks.client_secret) == ("intuit-id", Secret("intuit-secret"))
    assert (quickbooks.redirect_uri, quickbooks.environment) == ("http://localhost:9002/qbo", "sandbox")
    assert {key: found.endpoint(key) for key in ENDPOINTS} == {key: f"http://127.0.0.1:1/{key}" for key in ENDPOINTS}
    assert set(found.origins) == set(SHAPE)


def test_nothing_at_all_is_the_default():
    assert settings_of("") == ServiceSettings()
    assert settings_of("").xero.redirect_uris[0] == "http://localhost:8742/xero"


def test_the_settings_of_the_build_are_read_and_empty():
    assert not merged(read_layer("build", resources.path("services.toml"))).is_any_configured


@pytest.mark.parametrize("key", [key for key in SHAPE if key != "amazon.mws.developer_ids"])
def test_a_wrong_type_is_named_with_its_line(key: str):
    section, _dot, name = key.rpartition(".")
    place, problem = refused(f"# a note\n[{section}]\n\n{name} = 7\n")
    assert (place, problem.split()[0]) == ("here.toml:4", key)


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[xero]\nclient_idd = 'x'", 2, "xero.client_idd"),
        ("[xero]\nclient_id = 'x'\n[zero]\nclient_id = 'x'", 3, "zero"),
        ("client_id = 'x'", 1, "client_id"),
        ("[xero]\n'client secret' = 'x'", 2, "xero.client secret"),
        ("[endpoints]\nxero_tokn = ''", 2, "endpoints.xero_tokn"),
        ("\n\nxero.client_idd = 'x'", 3, "xero.client_idd"),
        ("[amazon]\nclient_id = ''\nmws = { access = 'x' }", 3, "amazon.mws.access"),
        ("[amazon.mws]\ndeveloper_ids = { europe = 7 }", 2, "amazon.mws.developer_ids"),
        ("[amazon.mws]\n[amazon.mws.developer_ids]\neurope = 7", 2, "amazon.mws.developer_ids"),
        ("[[xero]]\nclient_id = 'x'", 1, "xero"),
        ("amazon = 'x'", 1, "amazon"),
    ],
)
def test_an_unknown_key_is_named_with_its_line(text: str, line: int, key: str):
    place, problem = refused(text)
    assert place == f"here.toml:{line}"
    assert problem.startswith(key)


@pytest.mark.parametrize(
    ("text", "line"), [("[xero]\nclient_id = ", 2), ("[xero\n", 1), ("a = 'x'\na = 'y'", 2), ("x = '''\n\nnever", 3)]
)
def test_what_is_no_toml_is_named_with_its_line(text: str, line: int):
    assert refused(text) == (f"here.toml:{line}", "this is not TOML")


@pytest.mark.parametrize("text", ["[amazon]\nclient_secret = 'canary", "[quickbooks]\nclient_secret = [1, 'canary']"])
def test_no_error_shows_a_piece_of_a_secret(text: str):
    try:
        settings_of(text)
    except SettingsError as error:
        shown = f"{error!r} {error.details} {''.join(traceback.format_exception(error))}"
    assert "canary" not in shown.replace(repr(text), "")


def test_a_layer_shows_its_keys_and_not_its_values():
    assert "secret'" not in repr(parse_layer("file", FULL, "here.toml")).replace("_secret'", "")
    assert "amazon-secret" not in repr(parse_layer("file", FULL, "here.toml"))
    assert "amazon-secret" not in repr(settings_of(FULL))


@pytest.mark.parametrize("key", ENDPOINTS)
@pytest.mark.parametrize("address", ["https://evil.example/x", "http://127.0.0.1.evil.example/"])
def test_an_endpoint_elsewhere_is_refused(key: str, address: str):
    place, problem = refused(f"[endpoints]\n{key} = '{address}'")
    assert place == "here.toml:2"
    assert problem == f"endpoints.{key} must be an address on this computer (127.0.0.1, ::1 or localhost)"


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1", "https://localhost:8443/x/", "http://[::1]:5/x", "http://LOCALHOST:1", "http://localhost"],
)
def test_an_address_on_this_computer_is_taken(address: str):
    assert is_on_this_computer(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "http://evil.example@localhost",
        "http://localhost\\@evil.example",
        "http://evil.example\\@localhost/",
        "http://evil.example#@localhost",
        "http://localhost:1#@evil.example",
        "http://localhost:1?x",
        "http://127.1",
        "http://0.0.0.0",
        "http://2130706433",
        "http://127.0.0.2",
        "http://[::ffff:127.0.0.1]",
        "http://localhost.",
        "http://localhost:0",
        "http://localhost:99999",
        "http://[::1",
        "ftp://localhost",
        "file:///etc/passwd",
        "localhost:1",
        "//localhost",
        "http://local\thost",
        "http://localhost /x",
        " http://localhost",
    ],
)
def test_an_address_that_only_looks_like_this_computer_is_refused(address: str):
    assert not is_on_this_computer(address)


@pytest.mark.parametrize("address", ["https://app.example.com/qbo", "https://localhost/qbo"])
def test_quickbooks_takes_any_https_address(address: str):
    assert settings_of(f"[quickbooks]\nredirect_uri = '{address}'").quickbooks.redirect_uri == address


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[quickbooks]\nredirect_uri = 'http://localhost:1/qbo'", 2),
        ("[quickbooks]\nenvironment = 'production'\nredirect_uri = 'http://localhost:1/qbo'", 3),
        ("[quickbooks]\nenvironment = 'sandbox'\nredirect_uri = 'http://app.example.com/qbo'", 3),
        ("[quickbooks]\nenvironment = 'sandbox'\nredirect_uri = 'http://127.0.0.1:1/qbo'", 3),
        ("[quickbooks]\nenvironment = 'staging'", 2),
        ("[xero]\nredirect_uris = ['http://app.example.com/xero']", 2),
        ("[xero]\nredirect_uris = ['http://localhost:1/xero', 7]", 2),
        ("[amazon]\nconsent_redirect_uri = 'http://app.example.com'", 2),
    ],
)
def test_a_return_address_that_is_not_allowed_is_named_with_its_line(text: str, line: int):
    assert refused(text)[0] == f"here.toml:{line}"


def test_http_on_this_computer_needs_the_sandbox_whichever_source_says_so():
    build = parse_layer("build", "[quickbooks]\nenvironment = 'sandbox'", "build.toml")
    file = parse_layer("file", "[quickbooks]\nredirect_uri = 'http://localhost:1/qbo'", "here.toml")
    assert merged(build, file).quickbooks.environment == "sandbox"
    with pytest.raises(SettingsError) as caught:
        merged(file, SettingsLayer("user", {"quickbooks.environment": "production"}))
    assert caught.value.fact("place") == "here.toml:2"


def test_later_sources_win_where_they_say_something():
    build = parse_layer("build", "[xero]\nclient_id = 'build'\n[amazon]\nclient_id = 'build'\ndraft_app = true", "b")
    file = parse_layer("file", "[xero]\nclient_id = 'file'\n[amazon]\nclient_id = ''\ndraft_app = false", "f")
    user = SettingsLayer(
        "user", {"quickbooks.client_id": "user", "quickbooks.client_secret": Secret("s"), "xero.client_id": ""}
    )
    found = merged(build, file, user)
    assert (found.xero.client_id, found.amazon.client_id, found.amazon.draft_app) == ("file", "build", False)
    assert (found.quickbooks.client_id, found.quickbooks.client_secret) == ("user", Secret("s"))
    assert found.origins["xero.client_id"] == "file"
    assert found.origins["quickbooks.client_secret"] == "user"
    assert found.can_sign_in(Provider.QUICKBOOKS)


def test_a_file_with_the_mark_of_an_editor_is_read(tmp_path: Path):
    path = tmp_path / "services.toml"
    path.write_bytes(b"\xef\xbb\xbf[xero]\r\nclient_id = 'x'\r\n")
    assert merged(read_layer("file", path)).xero.client_id == "x"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None):
    path = tmp_path / "services.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        read_layer("file", path)
    assert caught.value.fact("place") == str(path)
    assert caught.value.fact("problem")


def test_secrets_of_the_settings_are_known_as_such():
    assert {key for key in SHAPE if key.endswith(("secret", "secret_key"))} == set(SECRETS)
