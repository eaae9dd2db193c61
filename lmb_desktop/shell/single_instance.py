"""SingleInstance: the running program listens for a second start, which asks it to show itself. Nothing else is heard.

Only who holds the lock of the data folder may listen: a socket's name alone could be taken over by a second listener.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW = b"lmb-desktop 1 show\n"
SHOWN = b"lmb-desktop 1 shown\n"
LONGEST = 64
"""Bytes of a message at most; who sends more without an end of line is left."""
CALLERS = 8
"""Callers at a time; further ones are left at once."""
CALLER_MS = 2_000
"""How long a caller may keep its connection."""
CONNECT_MS = 500
ANSWER_MS = 5_000
"""How long the second start waits for the first one's answer."""


class SingleInstance(QObject):
    """Listen under a name; `try_wake` is what a second start calls instead."""

    woken = Signal()
    """A second start asked for the window."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_callers)

    @staticmethod
    def try_wake(name: str) -> bool:
        """Ask the program that listens under this name to show itself; False when none does, or none answers."""
        socket = _connected(name)
        if socket is None:
            return False
        _let_it_come_forward()
        socket.write(SHOW)
        deadline = QDeadlineTimer(ANSWER_MS)
        while not socket.canReadLine() and socket.bytesAvailable() < LONGEST:
            if not socket.waitForReadyRead(deadline.remainingTime()):
                break
        answer = bytes(socket.readLine(LONGEST).data())
        socket.abort()
        return answer == SHOWN

    def listen(self) -> bool:
        """Listen; a dead socket is removed, a living one is left alone and False returned.

        Only for who holds the data folder's lock: between looking and listening nobody else may do the same.
        """
        living = _connected(self._name)
        if living is not None:
            living.abort()
            return False
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening and give the name back; safe to call twice."""
        self._server.close()
        for caller in self._callers():
            caller.leave()

    def _callers(self) -> list[_Caller]:
        return [caller for caller in self.findChildren(_Caller) if not caller.is_gone]

    def _on_callers(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            has_room = len(self._callers()) < CALLERS
            caller = _Caller(socket, self)
            caller.asked.connect(self.woken)
            caller.hear() if has_room else caller.leave()


class _Caller(QObject):
    """One connection: heard until it said its one line, or its time is over."""

    asked = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self.is_gone = False
        self._is_answered = False
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(LONGEST)
        socket.readyRead.connect(self.hear)
        socket.disconnected.connect(self.leave)
        QTimer.singleShot(CALLER_MS, self, self.leave)

    def hear(self) -> None:
        """Look at what was said so far: a whole line that asks for the window is answered, anything else ends it."""
        if self.is_gone or not (self._socket.canReadLine() or self._socket.bytesAvailable() >= LONGEST):
            return
        if self._is_answered or bytes(self._socket.readLine(LONGEST).data()) != SHOW:
            self.leave()
            return
        self._is_answered = True
        self._socket.write(SHOWN)
        self._socket.flush()
        # The other side hangs up: closing here could take the answer back before it was read.
        self.asked.emit()

    def leave(self) -> None:
        """End the connection."""
        if not self.is_gone:
            self.is_gone = True
            self._socket.abort()
            self.deleteLater()


def _connected(name: str) -> QLocalSocket | None:
    """Return a connection to whoever listens under a name, or None."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket if socket.waitForConnected(CONNECT_MS) else None


def _let_it_come_forward() -> None:
    """Hand on the right to be in front, which Windows gives to the program that the person started."""
    if sys.platform == "win32":
        # Only Windows has it.
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
