"""What a sign-in says in the notice of its page, from opening to failing. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from lmb_desktop.core.errors import (
    AppMissing,
    AppRefused,
    ConnectionLimit,
    ConsentDenied,
    ListenerBlocked,
    LmbError,
    RateLimited,
    ScopeRefused,
    SignInCancelled,
)
from lmb_desktop.core.messages import Message
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.messages import message, message_for
from lmb_desktop.widgets.notice_act import NoticeAct


class SignInNews(QObject):
    """Fill the notice; while it waits for the browser it keeps the minutes current."""

    stopped = Signal()
    """Stop was pressed."""

    def __init__(self, act: NoticeAct, parent: QObject) -> None:
        super().__init__(parent)
        self._notice = act.notice
        self._act = act
        self._minutes = 0
        self._is_waiting = False
        act.notice.stop_triggered.connect(self.stopped)

    def show_nothing(self) -> None:
        """Take the message away."""
        self._is_waiting = False
        self._notice.show_nothing()

    def show_opening(self, service: str) -> None:
        """Say that the sign-in is being opened."""
        self._is_waiting = False
        self._notice.show_busy(self.tr("Opening the sign-in of {provider}").format(provider=service))

    def show_waiting(self) -> None:
        """Say that the browser is waited for, and for how long."""
        self._is_waiting = True
        text = counted("SignInNews", "This sign-in stays open for another %n minute(s).", self._minutes)
        self._notice.show_busy(self.tr("Waiting for your browser"), text)

    def show_minutes(self, minutes: int) -> None:
        """Keep the minutes current; says nothing of its own."""
        self._minutes = minutes
        if self._is_waiting:
            self.show_waiting()

    def show_blocked(self, error: ListenerBlocked) -> None:
        """Say that no return address is free, so the address is pasted."""
        self._is_waiting = False
        self._act.show(message_for(error))

    def show_not_opened(self, url: str, copy: Callable[[], None]) -> None:
        """Say that no browser opened, with the link to copy."""
        self._is_waiting = False
        said = message("browser-not-opened")
        self._notice.show_bad(
            said.title,
            said.text,
            message_id=said.id,
            action=said.action,
            action_icon="copy",
            extra=self._link(url),
            help_at=said.help_at,
        )
        self._act.offer(said.id, copy)

    def show_asking(self, service: str) -> None:
        """Say that the answer came and the provider is asked what it brings."""
        self._is_waiting = False
        title = self.tr("{provider} signed you in").format(provider=service)
        self._notice.show_busy(title, self.tr("Asking what you gave access to."))

    def show_failed(self, error: LmbError, *, again: Callable[[], None], app_credentials: Callable[[], None]) -> None:
        """Say why a sign-in ended, and offer the one thing to do."""
        self._is_waiting = False
        said = patient(error)
        if isinstance(error, (ConsentDenied, SignInCancelled)):
            self._act.show(said)
        elif isinstance(error, (AppMissing, AppRefused, ConnectionLimit, ScopeRefused)):
            self._act.show(said, app_credentials)
        else:
            self._act.show(said, again, action=said.action or self.tr("Start again"))

    def _link(self, url: str) -> QLineEdit:
        line = QLineEdit(url)
        line.setObjectName("signInLinkEdit")
        line.setAccessibleIdentifier("signInLinkEdit")
        line.setAccessibleName(self.tr("Link to the sign-in page"))
        line.setReadOnly(True)
        line.setCursorPosition(0)
        return line


def patient(error: LmbError) -> Message:
    """Return an error's message; one that asks to slow down is not repeated by itself here, so it says when to."""
    said = message_for(error)
    if not isinstance(error, RateLimited):
        return said
    text = counted("SignInNews", "Try again in %n second(s). Nothing was connected.", error.wait_s)
    again = counted("SignInNews", "Try again", 0)
    return replace(said, text=text, action=again)
