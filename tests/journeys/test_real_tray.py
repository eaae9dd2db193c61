"""A real tray under a bare X server: it comes late, shows the icon, its menu and news, takes clicks, and goes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.program import ROOT, environment
from tests.journeys.saved_shops import save_shops

NEEDED = [program for program in ("Xvfb", "trayer", "xdotool") if shutil.which(program) is None]
PATIENCE_S = 100
pytestmark = pytest.mark.skipif(bool(NEEDED), reason=f"not installed here: {', '.join(NEEDED)}")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Give an X server with nothing on its screen; it chooses a free number itself."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def seen(display: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Let a person use the tray of a program with twelve accounts, and give what they saw."""
    folder = tmp_path_factory.mktemp("tray")
    pictures = Path(os.environ.get("LMB_TRAY_PICTURES") or folder)
    save_shops(folder / "data", 12)
    services = folder / "services.toml"
    services.write_text('[endpoints]\namazon_token = "http://127.0.0.1:9/"\n', "utf-8")
    command = [sys.executable, "-m", "tests.journeys.in_a_tray", str(pictures), "--data-dir", str(folder / "data")]
    settings = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}
    ended = subprocess.run(
        [*command, "--services", str(services)],
        cwd=ROOT,
        env=environment() | settings,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert ended.stdout, ended.stderr
    return json.loads(ended.stdout) | {"code": ended.returncode, "errors": ended.stderr}


def test_nothing_went_wrong_and_quit_in_the_menu_ended_the_program(seen: dict[str, Any]) -> None:
    assert (seen.get("trouble"), seen["code"]) == (None, 0), seen["errors"]


def test_a_tray_that_comes_late_gets_the_icon_and_the_program_stays_hidden(seen: dict[str, Any]) -> None:
    assert seen["before the tray"] == [True, False]
    width, height, tool_tip = seen["icon"]
    assert min(width, height) >= 16
    assert tool_tip == "LMB Desktop: 12 accounts, 1 needs you"
    assert seen["hidden"]


def test_a_click_on_the_news_leads_to_the_account_and_its_remedy(seen: dict[str, Any]) -> None:
    account, title = seen["news leads to"]
    assert account == "Fern & Slate UK"
    assert title.startswith("Sign in to Xero again – Fern & Slate UK")


def test_closing_hides_the_window_each_time(seen: dict[str, Any]) -> None:
    assert (seen["closed"], seen["hidden again"]) == (True, True)


def test_the_menu_has_rows_for_clients_and_accounts_in_words(seen: dict[str, Any]) -> None:
    assert seen["menu"] == [
        "LMB Desktop: 1 account needs you",
        "-",
        "Fern && Slate UK: sign in to Xero again…",
        "-",
        "Fern && Slate",
        "Blue Door Books",
        "Harbour Tea Ltd",
        "Kestrel Candles",
        "Orchard Lane Toys",
        "-",
        "Check all now",
        "Add new account…",
        "-",
        "Open LMB Desktop",
        "Quit",
    ]
    assert seen["client"] == ["Harbour Tea DE", "Harbour Tea UK"]
    assert seen["chosen"] == "Harbour Tea DE"
