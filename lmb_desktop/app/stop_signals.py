"""StopSignals: Ctrl+C and a polite kill end the program as Quit does; Qt's loop would never let Python hear of them."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier


class StopSignals(QObject):
    """Call `stop` from the event loop when the process is asked to end; `close` gives the old ways back."""

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self._stop = stop
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        # Python writes the signal's number here at once; that wakes Qt's loop, and the handler below then runs.
        self._fd_before = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _heard) for number in (signal.SIGINT, signal.SIGTERM)}

    def close(self) -> None:
        """Give the old ways back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._near.close()
        self._far.close()

    def _on_signal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._near.recv(64)
        self._stop()


def _heard(_number: int, _frame: FrameType | None) -> None:
    """Do nothing in the handler itself: what is to be done is done from the event loop."""
