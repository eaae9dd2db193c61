"""What a notice says, as one value. Draws nothing and keeps no history."""

from dataclasses import dataclass
from typing import Literal, TypedDict

from PySide6.QtWidgets import QWidget

NoticeKind = Literal["none", "busy", "info", "good", "attention", "bad"]


class NoticeParts(TypedDict, total=False):
    """What may follow title and text.

    `message_id` is the catalogue's id; `action` is the text of the button for the one thing to do, `action_icon` its
    icon, `alternative` a second button's text; `details` is the technical reply; `extra` is a widget below the text,
    which the notice takes over and deletes with its message; `tail` is a line after it; `is_stoppable` adds
    a Stop button, as where something repeats by itself; `help_at` is the place in the help that says more.
    """

    message_id: str
    action: str
    action_icon: str
    alternative: str
    details: str
    extra: QWidget | None
    tail: str
    is_stoppable: bool
    help_at: str


@dataclass(frozen=True)
class NoticeContent:
    """One message of a notice; the kind `none` says nothing."""

    kind: NoticeKind = "none"
    title: str = ""
    text: str = ""
    message_id: str = ""
    action: str = ""
    action_icon: str = ""
    alternative: str = ""
    details: str = ""
    extra: QWidget | None = None
    tail: str = ""
    is_stoppable: bool = False
    help_at: str = ""

    def full_text(self) -> str:
        """Return title and text, a line each."""
        return "\n".join(part for part in (self.title, self.text) if part)

    def spoken(self) -> str:
        """Return everything a screen reader should say."""
        extra = self.extra.accessibleName() if self.extra is not None else ""
        return "\n".join(part for part in (self.title, self.text, extra, self.tail) if part)
