"""The server as a process and as a part: settings, state that survives, two on one folder, a clean end."""

import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import requests

from lmb_desktop.practice import PracticeServer
from tests.practice.browser import Browser
from tests.practice.conftest import AmazonCalls, Control, QuickBooksCalls, XeroCalls

KEYS = {
    "amazon": {"client_id", "client_secret", "application_id", "consent_redirect_uri", "draft_app", "mws"},
    "xero": {"client_id", "redirect_uris"},
    "quickbooks": {"client_id", "client_secret", "redirect_uri", "environment"},
    "endpoints": {
        "amazon_token", "sp_api_na", "sp_api_eu", "sp_api_fe", "mws", "seller_central",
        "xero_authorize", "xero_token", "xero_revoke", "xero_connections", "xero_api", "xero_issuer",
        "quickbooks_authorize", "quickbooks_token", "quickbooks_revoke", "quickbooks_userinfo", "quickbooks_api",
        "quickbooks_issuer",
    },
}  # fmt: skip


def started(*arguments, **more):
    command = [sys.executable, "-m", "lmb_desktop.practice", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more)


def printed(process):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "# ready\n":
            return "".join(lines)
    raise AssertionError("".join(lines))


def test_the_command_prints_settings_listens_and_ends_on_sigterm():
    with started() as process:
        text = printed(process)
        settings = tomllib.loads(text)
        assert {name: set(table) for name, table in settings.items()} == KEYS
        assert "# control_url = " in text
        assert "# control_key = " in text
        assert requests.get(settings["endpoints"]["seller_central"] + "/", timeout=10).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_the_command_ends_when_the_program_that_started_it_is_gone():
    with started("--stop-with-stdin", stdin=subprocess.PIPE) as process:
        printed(process)
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_a_port_that_is_taken_is_said(capfd):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started("--port", str(port)) as process:
            assert process.wait(timeout=20) == 3
    assert str(port) in capfd.readouterr().err
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        PracticeServer(port=taken.getsockname()[1]).start()


def test_localhost_reaches_the_server_too():
    with PracticeServer() as server:
        assert requests.get(f"http://localhost:{server.port}/seller-central/", timeout=10).status_code == 200


def calls(server):
    settings = tomllib.loads(server.settings_toml)
    browser = Browser(server.base_url)
    return AmazonCalls(settings), XeroCalls(settings, browser), QuickBooksCalls(settings, browser)


def test_what_was_granted_survives_a_restart(tmp_path):
    with PracticeServer(state_folder=tmp_path) as server:
        amazon, xero, quickbooks = calls(server)
        seller = Control(server)("authorise", seller="harbour-tea")["refresh_token"]
        tokens = xero.tokens()["refresh_token"], quickbooks.tokens()["refresh_token"]
    with PracticeServer(state_folder=tmp_path) as server:
        amazon, xero, quickbooks = calls(server)
        assert amazon.access(seller)
        access = xero.refresh(tokens[0]).json()["access_token"]
        assert len(xero.get(xero.ends["xero_connections"], access).json()) == 1
        assert quickbooks.refresh(tokens[1]).status_code == 200


def test_two_servers_on_one_folder_agree(tmp_path):
    with PracticeServer(state_folder=tmp_path) as one, PracticeServer(state_folder=tmp_path) as two:
        first, second = calls(one)[1], calls(two)[1]
        refresh_token = first.tokens()["refresh_token"]
        access = second.refresh(refresh_token).json()["access_token"]
        assert len(first.get(first.ends["xero_connections"], access).json()) == 1
        assert one.control_key != two.control_key


def test_the_state_holds_no_token_and_no_secret(tmp_path):
    with PracticeServer(state_folder=tmp_path) as server:
        amazon, xero, quickbooks = calls(server)
        control = Control(server)
        secrets = [control("authorise", seller="harbour-tea")["refresh_token"]]
        secrets.append(control("authorise", seller="harbour-tea", method="mws")["mws_auth_token"])
        secrets.append(amazon.access(secrets[0]))
        for tokens in (xero.tokens(), quickbooks.tokens()):
            secrets += [tokens["access_token"], tokens["refresh_token"], tokens["id_token"]]
        secrets += [amazon.settings["amazon"]["client_secret"], quickbooks.basic[1]]
    kept = b"".join(file.read_bytes() for file in Path(tmp_path).rglob("*") if file.is_file())
    assert len(kept) > 0
    assert [text for text in secrets if text.encode() in kept] == []


def test_the_state_file_is_private(tmp_path):
    folder = tmp_path / "practice"
    with PracticeServer(state_folder=folder):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "practice-services.sqlite3").stat().st_mode & 0o777 == 0o600


def test_the_clock_file_stands_for_now(clock_file, server, xero):
    tokens = xero.tokens()
    assert Control(server)("clock", offset_s=0) == {"now": 1795428000.0}
    clock_file.write_text("2026-11-23T10:31:00+00:00", encoding="utf-8")
    assert xero.get(xero.ends["xero_connections"], tokens["access_token"]).status_code == 401
    clock_file.write_text("half-writ", encoding="utf-8")
    assert xero.refresh(tokens["refresh_token"]).status_code == 200
