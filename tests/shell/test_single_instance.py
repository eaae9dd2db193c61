"""A second start wakes the first: over real sockets, dead ones, and with callers that say what nobody asked for."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from lmb_desktop.shell import single_instance
from lmb_desktop.shell.single_instance import CALLERS, LONGEST, SHOW, SHOWN, SingleInstance

PATIENCE_MS = 30_000
CALLING = """
import sys
from lmb_desktop.shell.single_instance import SingleInstance
print(SingleInstance.try_wake(sys.argv[1]))
"""
Start = Callable[[], SingleInstance]


@pytest.fixture
def name(home: Path) -> str:
    """Give the path of a socket that is not there yet."""
    return str(home / "run" / "lmb-desktop-test")


@pytest.fixture
def start(name: str, qtbot: QtBot) -> Iterator[Start]:
    """Give a function that makes one more program with this name; it does not listen yet."""
    made: list[SingleInstance] = []

    def start_one() -> SingleInstance:
        made.append(SingleInstance(name))
        return made[-1]

    yield start_one
    for each in made:
        each.close()
        each.deleteLater()


@pytest.fixture
def first(start: Start) -> SingleInstance:
    """Give the first program, listening."""
    instance = start()
    assert instance.listen()
    return instance


@pytest.fixture
def wakes(first: SingleInstance) -> list[bool]:
    """Note how often the first program is woken."""
    heard: list[bool] = []
    first.woken.connect(lambda: heard.append(True))
    return heard


class SecondStart:
    """A second start in a process of its own: it waits for an answer, and Qt lets no other thread run meanwhile."""

    def __init__(self, name: str) -> None:
        command = [sys.executable, "-c", CALLING, name]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def is_over(self) -> bool:
        """Tell whether it has its outcome."""
        return self._process.poll() is not None

    def has_woken(self) -> bool:
        """Return its outcome, once there is one."""
        said = self._process.communicate(timeout=PATIENCE_MS / 1000)[0].strip()
        assert said in {"True", "False"}, said
        return said == "True"

    def end(self) -> None:
        """End it where a test did not."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def second_start(name: str) -> Iterator[Callable[[], SecondStart]]:
    """Give a function that starts a second time."""
    made: list[SecondStart] = []

    def start_one() -> SecondStart:
        made.append(SecondStart(name))
        return made[-1]

    yield start_one
    for each in made:
        each.end()


@contextmanager
def caller(qtbot: QtBot, name: str) -> Iterator[QLocalSocket]:
    """Connect as any program of this user may."""
    socket_ = QLocalSocket()
    socket_.connectToServer(name)
    qtbot.waitUntil(lambda: socket_.state() == QLocalSocket.LocalSocketState.ConnectedState)
    yield socket_
    socket_.abort()


def is_left(socket_: QLocalSocket) -> bool:
    """Tell whether the other side has ended the connection."""
    return socket_.state() == QLocalSocket.LocalSocketState.UnconnectedState


def leave_dead_socket(name: str) -> None:
    """Leave a socket as a program does that was killed."""
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(name)
        left.listen()
    assert Path(name).is_socket()


def has_woken(qtbot: QtBot, start: SecondStart) -> bool:
    """Let the first program run until a second start has its outcome."""
    qtbot.waitUntil(start.is_over, timeout=PATIENCE_MS)
    return start.has_woken()


def test_a_second_start_wakes_the_first(qtbot: QtBot, wakes: list[bool], second_start) -> None:
    assert has_woken(qtbot, second_start())
    assert wakes == [True]


def test_every_further_start_wakes_it_again(qtbot: QtBot, wakes: list[bool], second_start) -> None:
    outcomes = [second_start() for _each in range(3)]
    assert all(has_woken(qtbot, each) for each in outcomes)
    assert wakes == [True] * 3


def test_nobody_to_wake_is_said_at_once(name: str) -> None:
    assert not SingleInstance.try_wake(name)


def test_a_dead_socket_is_nobody_and_stays_until_somebody_listens(name: str) -> None:
    leave_dead_socket(name)
    assert not SingleInstance.try_wake(name)
    assert Path(name).is_socket()


def test_a_dead_socket_makes_room_for_who_listens(qtbot: QtBot, name: str, start: Start, second_start) -> None:
    leave_dead_socket(name)
    instance = start()
    assert instance.listen()
    with qtbot.waitSignal(instance.woken):
        outcome = second_start()
    assert has_woken(qtbot, outcome)


def test_a_living_listener_keeps_its_name(qtbot: QtBot, wakes: list[bool], start: Start, second_start) -> None:
    assert not start().listen()
    assert has_woken(qtbot, second_start())
    assert wakes == [True]


def test_closing_a_program_that_never_listened_takes_no_name_away(
    qtbot: QtBot, wakes: list[bool], start: Start, second_start
) -> None:
    late = start()
    assert not late.listen()
    late.close()
    assert has_woken(qtbot, second_start())
    assert wakes == [True]


def test_closing_gives_the_name_back(name: str, first: SingleInstance, start: Start) -> None:
    first.close()
    first.close()
    assert not Path(name).exists()
    assert not SingleInstance.try_wake(name)
    assert start().listen()


def test_closing_ends_who_is_connected(qtbot: QtBot, name: str, first: SingleInstance) -> None:
    with caller(qtbot, name) as one:
        qtbot.waitUntil(lambda: len(first._callers()) == 1)
        first.close()
        qtbot.waitUntil(lambda: is_left(one))


@pytest.mark.usefixtures("first")
def test_only_this_user_may_connect(name: str) -> None:
    assert Path(name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "said",
    [
        b"show\n",
        b"\n",
        b"lmb-desktop 2 show\n",
        b"lmb-desktop 1 show --services /tmp/other.toml\n",
        b"lmb-desktop 1 quit\n",
        SHOW.upper(),
        SHOWN,
        b"\xff\x00\xfe\n",
        b"x" * LONGEST,
        SHOW.rstrip() + b" " * (LONGEST * 1000),
    ],
    ids=["short", "empty", "version", "more", "other", "capitals", "answer", "bytes", "long", "endless"],
)
def test_what_is_no_request_is_not_heard(qtbot: QtBot, name: str, wakes: list[bool], second_start, said: bytes) -> None:
    with caller(qtbot, name) as one:
        one.write(said)
        qtbot.waitUntil(lambda: is_left(one))
        assert one.bytesAvailable() == 0
    assert wakes == []
    assert has_woken(qtbot, second_start())
    assert wakes == [True]


def test_who_was_answered_is_not_heard_twice(qtbot: QtBot, name: str, wakes: list[bool]) -> None:
    with caller(qtbot, name) as one:
        one.write(SHOW)
        qtbot.waitUntil(one.canReadLine)
        one.write(SHOW)
        qtbot.waitUntil(lambda: is_left(one))
    assert wakes == [True]


def test_a_request_may_come_in_pieces(qtbot: QtBot, name: str, wakes: list[bool]) -> None:
    with caller(qtbot, name) as one:
        for piece in (SHOW[:5], SHOW[5:]):
            one.write(piece)
            one.flush()
            qtbot.waitUntil(lambda: one.bytesToWrite() == 0)
        qtbot.waitUntil(one.canReadLine)
    assert wakes == [True]


def test_a_caller_that_says_nothing_is_left_and_keeps_nobody_waiting(
    qtbot: QtBot, name: str, wakes: list[bool], second_start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "CALLER_MS", 100)
    with caller(qtbot, name) as silent:
        assert has_woken(qtbot, second_start())
        qtbot.waitUntil(lambda: is_left(silent))
    assert wakes == [True]


def test_a_crowd_of_callers_is_held_off(qtbot: QtBot, name: str, first: SingleInstance) -> None:
    crowd = [QLocalSocket() for _each in range(CALLERS + 3)]
    for each in crowd:
        each.connectToServer(name)
    qtbot.waitUntil(lambda: sum(is_left(each) for each in crowd) == 3)
    assert len(first._callers()) == CALLERS
    for each in crowd:
        each.abort()
    qtbot.waitUntil(lambda: first._callers() == [])


def test_a_listener_that_never_answers_wakes_nobody(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_MS", 50)
    with socket.socket(socket.AF_UNIX) as stuck:
        stuck.bind(name)
        stuck.listen()
        assert not SingleInstance.try_wake(name)


@pytest.mark.parametrize("answer", [b"", b"yes\n", SHOW, b"x" * 5000], ids=["none", "other", "request", "long"])
def test_a_listener_that_answers_otherwise_is_none_of_ours(name: str, second_start, answer: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.bind(name)
        stranger.listen()
        start = second_start()
        connection, _address = stranger.accept()
        with connection:
            assert connection.recv(LONGEST) == SHOW
            connection.sendall(answer)
        assert not start.has_woken()
