"""The practice services, a keyring and the program for the journeys."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.practice import PracticeServer
from tests.journeys.again import Folder
from tests.journeys.keyring_double import NAME, KeyringDouble
from tests.journeys.made_accounts import MadeAccounts
from tests.journeys.orders import Orders
from tests.journeys.program import Session
from tests.practice.only_reads import assert_only_reads

JOURNEYS = Path(__file__).parent
ROOT = JOURNEYS.parents[1]
ALONE = "LMB_TEST_IN_ITS_OWN_PROCESS"
NO_GRAPHICS_CARD = (
    # The web engine looks for a graphics card and paints without one.
    "^QRhiGles2: Failed to create .*context$",
    "^Failed to create RHI for backend: OpenGL$",
    "^QVulkanInstance: Failed to initialize Vulkan$",
    "^GPUInfo not initialized on GpuInfoUpdate$",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark journeys as what they are, and let the web engine say that this machine has no graphics card."""
    for item in items:
        if item.path.is_relative_to(JOURNEYS):
            item.add_marker(pytest.mark.web_view)
            item.add_marker(pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run what enters the program's own event loop in a process that no other test has used.

    Many nested loops of other tests in one process, with web views among them, once left Qt a loop that was gone.
    """
    if pyfuncitem.get_closest_marker("own_process") is None or ALONE in os.environ:
        return None
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "--tb=short", pyfuncitem.nodeid]
    run = subprocess.run(command, cwd=ROOT, env=os.environ | {ALONE: "1"}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return True


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PracticeServer]:
    """Give practice services whose state can be looked at, and goes with the test."""
    with PracticeServer(state_folder=tmp_path / "services") as running:
        yield running
    assert_only_reads(running)


@pytest.fixture
def orders(server: PracticeServer) -> Orders:
    """Give their control interface."""
    return Orders(server)


@pytest.fixture
def services(server: PracticeServer, tmp_path: Path) -> Path:
    """Give a settings file that points at the practice services."""
    file = tmp_path / "services.toml"
    file.write_text(server.settings_toml, "utf-8")
    return file


@pytest.fixture
def own_keyring(home: Path, monkeypatch: pytest.MonkeyPatch) -> KeyringDouble:
    """Give the program a keyring that works."""
    double = KeyringDouble(home / "keyring.json")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", NAME)
    monkeypatch.setattr(NAME, double)
    return double


@pytest.fixture
def session(
    qtbot: QtBot,
    own_keyring: KeyringDouble,
    services: Path,
    data_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Session]:
    """Give the program, to be started, against the practice services and with a keyring."""
    session = Session(["--data-dir", str(data_folder), "--services", str(services)], capsys)
    yield session
    session.close()


@pytest.fixture
def folder(
    session: Session, orders: Orders, server: PracticeServer, tmp_path: Path, own_keyring: KeyringDouble
) -> Folder:
    """Give the data folder of the session, to put accounts in and to look at."""
    return Folder(session, orders, server, tmp_path / "services", own_keyring)


@pytest.fixture
def made(session: Session, orders: Orders, server: PracticeServer) -> Iterator[MadeAccounts]:
    """Give a maker of accounts in the folder of the session."""
    maker = MadeAccounts(session.arguments, orders, server.base_url)
    yield maker
    maker.close()


@pytest.fixture
def one(made: MadeAccounts) -> AccountView:
    """Give an account of Harbour Tea Ltd, connected to that organisation in Xero."""
    view = made.seller("Harbour Tea UK", "harbour-tea", "europe", client="Harbour Tea Ltd")
    return made.connect(view, Provider.XERO, "three-organisations")


@pytest.fixture
def other(made: MadeAccounts, one: AccountView) -> AccountView:
    """Give a second account of the client, which shares the ledger of the first."""
    view = made.seller("Harbour Tea US", "harbour-tea", "north-america", client="Harbour Tea Ltd")
    assert one.link is not None
    return made.parts.connections.share_link(view.account.id, one.link.id)


@pytest.fixture
def fern(made: MadeAccounts) -> AccountView:
    """Give an account of no client that has no ledger yet."""
    return made.seller("Fern EU", "fern-and-slate", "europe")
