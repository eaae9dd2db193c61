"""The walls every test lives in: off screen, a home and a data folder of its own, no keyring, no outside network."""

import logging
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

QTLESS_ROOMS = {"core", "gateways"}
NO_BUS = "unix:path=/nonexistent"
NO_KEYRING = "keyring.backends.fail.Keyring"
LOOPBACK = re.compile(r"127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost|")


class OutsideNetwork(AssertionError):
    """A test tried to reach a host that is not this computer."""


def pytest_configure() -> None:
    """Choose the platform before Qt is loaded, and keep hypothesis from writing into the checkout."""
    if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        # With a display set, libraries would start a desktop bus of their own for it.
        os.environ.pop("DISPLAY", None)
        os.environ.pop("WAYLAND_DISPLAY", None)
    os.environ.update(DBUS_SESSION_BUS_ADDRESS=NO_BUS, PYTHON_KEYRING_BACKEND=NO_KEYRING)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ["LMB_DESKTOP_ROOT_WEB_VIEW"] = "1"
    settings.register_profile("house", deadline=None, database=None, max_examples=50)
    settings.load_profile("house")


@pytest.fixture(scope="session")
def homes_folder() -> Iterator[Path]:
    """Give a folder with a short path for the homes: the path of a local socket holds 107 characters at most."""
    folder = Path(tempfile.mkdtemp(prefix="lmb-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def home_numbers() -> Iterator[int]:
    """Count the homes of this run."""
    return count(1)


@pytest.fixture(autouse=True)
def home(homes_folder: Path, home_numbers: Iterator[int], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, and a data folder (not made yet) in it."""
    folder = homes_folder / str(next(home_numbers))
    places = {
        "HOME": folder,
        "XDG_CACHE_HOME": folder / ".cache",
        "XDG_CONFIG_HOME": folder / ".config",
        "XDG_DATA_HOME": folder / ".local" / "share",
        "XDG_STATE_HOME": folder / ".local" / "state",
        "XDG_RUNTIME_DIR": folder / "run",
    }
    for name, place in places.items():
        place.mkdir(parents=True, mode=0o700)
        monkeypatch.setenv(name, str(place))
    for name in [name for name in os.environ if name.startswith("LMB_DESKTOP_")]:
        if name != "LMB_DESKTOP_ROOT_WEB_VIEW":
            monkeypatch.delenv(name)
    monkeypatch.setenv("LMB_DESKTOP_DATA_DIR", str(folder / "data"))
    return folder


@pytest.fixture
def data_folder(home: Path) -> Path:
    """Give the folder under which the program of this test writes; it is not made yet."""
    return home / "data"


@pytest.fixture(autouse=True)
def _no_outside_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let sockets reach this computer only; an attempt to go elsewhere fails the test even if somebody swallows it."""
    attempts: list[str] = []
    real_connect, real_connect_ex, real_lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_outside(host: object) -> None:
        text = host.decode() if isinstance(host, bytes) else host
        if isinstance(text, str) and not LOOPBACK.fullmatch(text) and text not in {"0.0.0.0", "::"}:
            attempts.append(text)
            raise OutsideNetwork(f"A test may talk to this computer only, not to {text}")

    def host_of(address: object) -> object:
        return address[0] if isinstance(address, tuple) else None

    def connect(self: socket.socket, address: Any) -> None:
        refuse_outside(host_of(address))
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(host_of(address))
        return real_connect_ex(self, address)

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_outside(host)
        return real_lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield
    assert not attempts, f"this test tried to reach {attempts}"


@pytest.fixture(autouse=True)
def _no_qt_below_the_windows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make Qt impossible to import in the tests of rooms that must not know it."""
    tests = Path(__file__).parent
    if request.path.is_relative_to(tests) and request.path.relative_to(tests).parts[0] in QTLESS_ROOMS:
        monkeypatch.setitem(sys.modules, "PySide6", None)


@pytest.fixture(autouse=True)
def _nothing_left_on_the_desktop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep from the one Qt application of the process, or take away again, what would fail the tests after this one."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None:
        yield
        return
    if request.node.get_closest_marker("own_process") is None:
        # Told to end while it does not run, the application would let no loop of a later test begin.
        monkeypatch.setattr(widgets.QApplication, "exit", staticmethod(lambda _code=0: None))
    yield
    for in_front in (widgets.QApplication.activePopupWidget, widgets.QApplication.activeModalWidget):
        while (left := in_front()) is not None:
            # It would keep the mouse.
            left.hide()


class _Records(logging.Handler):
    """Keeps the log lines at warning and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _log_guard() -> Iterator[Callable[[str], None]]:
    """Fail the test on a log line at warning or above that it did not expect."""
    allowed: list[str] = []
    records, loggers = _Records(), [logging.getLogger(), logging.getLogger("lmb_desktop")]
    # A test before this one may have opened the program's log, which sets its level for the process.
    logging.getLogger("lmb_desktop").setLevel(logging.NOTSET)
    for logger in loggers:
        logger.addHandler(records)
    yield allowed.append
    for logger in loggers:
        logger.removeHandler(records)
    unexpected = {line for line in records.lines if not any(re.search(pattern, line) for pattern in allowed)}
    assert not unexpected, f"unexpected log lines: {sorted(unexpected)}"


@pytest.fixture
def allowed_log(_log_guard: Callable[[str], None]) -> Callable[[str], None]:
    """Allow log lines at warning or above: `allowed_log("pattern")`, searched in "LEVEL logger: message"."""
    return _log_guard
