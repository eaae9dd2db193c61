"""The rule that the GUI thread calls no network, keyring, account store or process: watched, and said aloud."""

from __future__ import annotations

import functools
import socket
import sqlite3
import subprocess
import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest
import requests

from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.gateways.loopback import LoopbackDoor, LoopbackListener
from lmb_desktop.gateways.practice_process import PracticeProcess
from lmb_desktop.gateways.watchdog import Watchdog
from lmb_desktop.gateways.web import Web
from tests.journeys.keyring_double import KeyringDouble

SLOW: tuple[tuple[Any, str], ...] = (
    (socket.socket, "connect"),
    (socket.socket, "connect_ex"),
    (socket.socket, "bind"),
    (socket, "getaddrinfo"),
    (requests.Session, "send"),
    (sqlite3, "connect"),
    (subprocess.Popen, "__init__"),
    (KeyringDouble, "get_password"),
    (KeyringDouble, "set_password"),
    (KeyringDouble, "delete_password"),
    # These do the work above on threads of their own while their caller waits, so waiting for them counts as well.
    (Web, "ask"),
    (Watchdog, "call"),
    (FolderLocks, "hold"),
    (LoopbackDoor, "listen"),
    (LoopbackListener, "wait"),
    (LoopbackListener, "close"),
    (PracticeProcess, "settings_text"),
)


class OnGuiThread(AssertionError):
    """Something slow was called on the GUI thread."""


class GuiThreadRule:
    """Refuse and remember every slow call on the thread that made this object."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.complaints: list[str] = []
        self._gui_thread = threading.get_ident()
        for owner, name in SLOW:
            monkeypatch.setattr(owner, name, self._watched(getattr(owner, name), f"{owner.__name__}.{name}"))

    def _watched(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        @functools.wraps(real)
        def call(*args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() == self._gui_thread:
                self.complaints.append(
                    f"{name} was called on the GUI thread\n{''.join(traceback.format_stack()[-8:-1])}"
                )
                raise OnGuiThread(name)
            return real(*args, **kwargs)

        return call
