"""The walls of tests/conftest.py hold: each is run against a test that leans on it."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT

LEANING = """
import logging, os, socket, warnings
import keyring, pytest
from hypothesis import given, strategies

def test_reaches_outside():
    socket.create_connection(("192.0.2.1", 443), timeout=1)

def test_reaches_outside_and_swallows_it():
    try:
        socket.getaddrinfo("seller.example", 443)
    except AssertionError:
        pass

def test_reaches_this_computer():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass

def test_logs_a_warning():
    logging.getLogger("lmb_desktop.somewhere").warning("unexpected")

def test_logs_a_warning_it_allows(allowed_log):
    allowed_log("WARNING lmb_desktop.somewhere: expected")
    logging.getLogger("lmb_desktop.somewhere").warning("expected")

def test_warns():
    warnings.warn("something is old", DeprecationWarning)

def test_uses_the_keyring():
    keyring.get_password("lmb-desktop", "anything")

def test_qt_warns(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("something of Qt is wrong")

def test_has_a_home_of_its_own(home, data_folder):
    assert os.path.expanduser("~") == str(home) and os.listdir(home / "run") == []
    assert os.environ["LMB_DESKTOP_DATA_DIR"] == str(data_folder) and not data_folder.exists()
    (home / "run" / "left-behind").touch()

def test_has_another_home_of_its_own(home):
    assert os.listdir(home / "run") == []
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Run the leaning tests in a process of their own and give the outcomes of each; a teardown adds its own."""
    file = tmp_path_factory.mktemp("walls") / "test_leaning.py"
    file.write_text(LEANING, "utf-8")
    options = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-q", "-rA", "--no-header", "--tb=no"]
    command = [sys.executable, "-m", "pytest", *options, str(file)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100).stdout
    found: dict[str, set[str]] = {}
    for line in printed.splitlines():
        outcome, _, rest = line.partition(" ")
        if outcome in {"PASSED", "FAILED", "ERROR"} and "::" in rest:
            found.setdefault(rest.split("::")[1].split(" ")[0], set()).add(outcome)
    return found


@pytest.mark.parametrize(
    "name",
    [
        "test_reaches_outside",
        "test_reaches_outside_and_swallows_it",
        "test_logs_a_warning",
        "test_warns",
        "test_uses_the_keyring",
        "test_qt_warns",
    ],
)
def test_the_wall_stops(name: str, outcomes: dict[str, set[str]]) -> None:
    assert outcomes[name] & {"FAILED", "ERROR"}


@pytest.mark.parametrize(
    "name",
    [
        "test_reaches_this_computer",
        "test_logs_a_warning_it_allows",
        "test_has_a_home_of_its_own",
        "test_has_another_home_of_its_own",
    ],
)
def test_the_wall_lets_pass(name: str, outcomes: dict[str, set[str]]) -> None:
    assert outcomes[name] == {"PASSED"}


def test_every_leaning_test_is_judged(outcomes: dict[str, set[str]]) -> None:
    assert len(outcomes) == LEANING.count("def test_")
