"""A real Secret Service, started in a bus of its own: unlocked, locked, without a collection, gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.keyring,
    pytest.mark.skipif(
        not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
        reason="gnome-keyring and a bus of its own are needed",
    ),
]

ROOT = Path(__file__).parents[2]
UNLOCKED = "printf '%s' test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
NO_COLLECTION = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1"
START = """
import sys
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.keyring_backend import backend_name, trusted_backend
from lmb_desktop.gateways.secret_store import KeyringSecretStore
store = KeyringSecretStore("0123456789abcdef0123456789abcdef", patience_s=20)
"""
ROUND_TRIP = """
print(backend_name(trusted_backend()))
for value in ("plain", "\\u00fcml\\u00e4ut \\u8336", "x" * 2048, "y" * 9600):
    store.put("acc-1", "a", Secret(value))
    assert store.get("acc-1", "a") == Secret(value)
store.forget("acc-1", "a")
store.forget("acc-1", "a")
try:
    store.get("acc-1", "a")
except LmbError as error:
    print(error.slug)
import secretstorage
connection = secretstorage.dbus_init()
print(sum(1 for item in secretstorage.get_default_collection(connection).get_all_items()))
connection.close()
"""
ONE_CALL = """
try:
    store.put("acc-1", "a", Secret("plain"))
except LmbError as error:
    print(error.slug)
"""
LOCK = """
import secretstorage
store.put("acc-1", "a", Secret("kept"))
connection = secretstorage.dbus_init()
secretstorage.get_default_collection(connection).lock()
for call in (lambda: store.get("acc-1", "a"), lambda: store.put("acc-1", "b", Secret("x"))):
    try:
        call()
    except LmbError as error:
        print(error.slug)
connection.close()
"""


def run(home: Path, daemon: str, program: str, *, has_bus: bool = True) -> list[str]:
    """Run a program in a session of its own, or where no bus answers, and return the words it printed."""
    (home / ".local" / "share" / "keyrings").mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    for name in ("PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS"):
        environment.pop(name, None)
    environment["PYTHONPATH"] = str(ROOT)
    command = ["sh", "-c", f'{daemon}\nexec "$@"', "sh", sys.executable, "-c", START + program]
    if has_bus:
        command = ["dbus-run-session", "--", *command]
    else:
        environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    outcome = subprocess.run(
        command, env=environment, cwd=home, capture_output=True, text=True, check=False, timeout=60
    )
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout.split()


def test_secrets_of_every_length_go_through_the_secret_service_and_leave_nothing(home: Path) -> None:
    assert run(home, UNLOCKED, ROUND_TRIP) == ["keyring.backends.SecretService.Keyring", "secret-lost", "0"]


def test_a_keyring_that_is_locked_says_so(home: Path) -> None:
    assert run(home, UNLOCKED, LOCK) == ["keyring-locked", "keyring-locked"]


def test_a_keyring_nobody_has_made_yet_says_that_it_is_locked(home: Path) -> None:
    assert run(home, NO_COLLECTION, ONE_CALL) == ["keyring-locked"]


def test_without_a_bus_there_is_no_keyring(home: Path) -> None:
    assert run(home, "true", ONE_CALL, has_bus=False) == ["keyring-missing"]
