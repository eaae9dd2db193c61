"""Whole journeys with a real keyring: both accounts work in a new process, and no secret lies anywhere else."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from lmb_desktop.practice import PracticeServer
from lmb_desktop.practice import server as practice_server
from lmb_desktop.practice.registered_apps import practice_apps
from tests.journeys.keyring_session import IS_AVAILABLE, KeyringSession
from tests.journeys.leaks import files_below, leaks, texts
from tests.journeys.orders import Orders
from tests.journeys.program import halves
from tests.journeys.told_secrets import ToldSecrets

pytestmark = [
    pytest.mark.keyring,
    pytest.mark.web_view,
    pytest.mark.skipif(not IS_AVAILABLE, reason="needs dbus-daemon and gnome-keyring-daemon"),
]
TALKATIVE = {"LMB_DESKTOP_LOG": "debug"}
BOTH_FINE = {"Harbour Tea UK": ("ok", "ok"), "Northlight US": ("ok", "ok")}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> ToldSecrets:
    """Give a listener before the practice services that are started after it."""
    told, build = ToldSecrets(), practice_server.build_application
    monkeypatch.setattr(practice_server, "build_application", lambda parts: told.before(build(parts)))
    return told


@pytest.fixture
def listened_server(told: ToldSecrets) -> Iterator[PracticeServer]:
    """Give practice services with the listener before them."""
    with PracticeServer() as running:
        yield running


@pytest.fixture
def desktop(home: Path) -> Iterator[KeyringSession]:
    """Give a session with a real keyring."""
    with KeyringSession(home) as session:
        yield session


def note_entries(told: ToldSecrets, desktop: KeyringSession) -> int:
    """Note what lies in the keyring and return how many entries there are."""
    entries = desktop.entries()
    for entry in entries:
        for name in ("token", "refresh_token", "client_secret"):
            told.add(f"{name} of the keyring", entry.get(name, ""))
    return len(entries)


def note_app_secrets(told: ToldSecrets, settings: str) -> None:
    apps = tomllib.loads(settings)
    told.add("Amazon client secret", apps["amazon"]["client_secret"])
    told.add("MWS secret key", apps["amazon"]["mws"]["secret_key"])
    told.add("QuickBooks client secret", apps["quickbooks"]["client_secret"])


def test_no_secret_leaves_the_keyring(
    desktop: KeyringSession, listened_server: PracticeServer, told: ToldSecrets, home: Path, data_folder: Path
):
    orders, services, notes = Orders(listened_server), home / "services.toml", home / "notes.json"
    services.write_text(listened_server.settings_toml, "utf-8")
    details = {
        "sp-api": orders.details("harbour-tea", "europe"),
        "mws": orders.details("northlight-cycles", "north-america", method="mws"),
    }
    given = json.dumps({method: asdict(one) for method, one in details.items()})
    arguments = ("--data-dir", str(data_folder), "--services", str(services))
    walked = desktop.run("-m", "tests.journeys.seen", str(notes), *arguments, given=given, **TALKATIVE)
    assert walked.code == 0, walked.err
    assert note_entries(told, desktop) == 4
    code, accounts = desktop.accounts(*arguments, "check")
    assert (code, halves(accounts)) == (0, BOTH_FINE)

    note_app_secrets(told, listened_server.settings_toml)
    for method, one in details.items():
        told.add(f"pasted {method} token", one.token)
    note_entries(told, desktop)
    assert {"access_token", "refresh_token", "code", "code_verifier"} <= set(told.noted.values())
    places = files_below(data_folder) | texts(
        output=walked.out, errors=walked.err, windows=json.loads(notes.read_text("utf-8"))
    )
    assert any(b" DEBUG " in content for content in places.values()), "the log is not at its most talkative"
    assert walked.children, "no child process was seen"
    places |= {f"process {pid}": start.encode() for pid, start in walked.children.items()}
    assert leaks(told.noted, places) == []


def test_the_tour_keeps_its_accounts_in_the_keyring_and_a_new_process_finds_them(
    desktop: KeyringSession, told: ToldSecrets, home: Path, data_folder: Path
):
    arguments = ("--data-dir", str(data_folder), "--practice")
    pictures = home / "pictures"
    toured = desktop.run("-m", "lmb_desktop", *arguments, "--tour", str(pictures), **TALKATIVE)
    assert toured.code == 0, toured.out + toured.err
    code, listed = desktop.accounts(*arguments, "accounts")
    assert (code, halves(listed)) == (0, BOTH_FINE)
    code, checked = desktop.accounts(*arguments, "check")
    assert (code, halves(checked)) == (0, BOTH_FINE)
    assert len(list(pictures.glob("*.png"))) > 10

    note_entries(told, desktop)
    assert len(told.noted) >= 4
    apps = practice_apps()
    told.add("QuickBooks client secret", apps.quickbooks.client_secret)
    told.add("MWS secret key", apps.mws.secret_key)
    places = files_below(data_folder) | texts(output=toured.out, errors=toured.err)
    places |= {f"process {pid}": start.encode() for pid, start in toured.children.items()}
    assert leaks(told.noted, places) == []


def test_the_search_finds_a_secret_that_was_left_behind(tmp_path: Path):
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "lmb-desktop.log").write_text("GET /callback?code=a%7Cleft%7Cbehind", "utf-8")
    secrets = {"a|left|behind": "code"}
    assert leaks(secrets, files_below(tmp_path)) == [f"code in {tmp_path / 'log' / 'lmb-desktop.log'}"]
    assert leaks(secrets, texts(output="all is well")) == []
