"""The practice services, a keyring and the program for the journeys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from pytestqt.qtbot import QtBot

from lmb_desktop.practice import PracticeServer
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.orders import Orders
from tests.journeys.program import Session


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """Give practice services that forget everything at the end."""
    with PracticeServer() as running:
        yield running


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
def own_keyring(home: Path) -> Iterator[KeyringDouble]:
    """Give the program a keyring that works."""
    double, before = KeyringDouble(home / "keyring.json"), keyring.get_keyring()
    keyring.set_keyring(double)
    yield double
    keyring.set_keyring(before)


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
