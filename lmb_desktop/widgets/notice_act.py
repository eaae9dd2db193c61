"""The one thing a notice offers to do, and who does it. The texts come with the message."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from lmb_desktop.core.messages import Message
from lmb_desktop.widgets.messages import show_message
from lmb_desktop.widgets.notice import Notice


class NoticeAct(QObject):
    """Remember what the notice's button does for the message that stands in it; one for each notice."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice)
        self.notice = notice
        self._message_id = ""
        self._act: Callable[[], None] | None = None
        notice.action_triggered.connect(self._on_action)

    def show(self, message: Message, act: Callable[[], None] | None = None, *, action: str | None = None) -> None:
        """Show a message; its button does `act`, and there is no button without one."""
        self._act = act
        self._message_id = message.id
        show_message(self.notice, message, action=action if act is not None else "")

    def offer(self, message_id: str, act: Callable[[], None]) -> None:
        """Do `act` for a message that was shown directly."""
        self._act, self._message_id = act, message_id

    def _on_action(self) -> None:
        # Another message may have come meanwhile; its button is not ours.
        if self._act is not None and self.notice.property("messageId") == self._message_id:
            self._act()
