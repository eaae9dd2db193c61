"""The message catalogue of core, translated, and shown in a notice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from lmb_desktop.core import messages
from lmb_desktop.core.errors import LmbError, RateLimited
from lmb_desktop.core.messages import Message
from lmb_desktop.widgets.notice import Notice


def translated(text: str) -> str:
    """Translate one text of the catalogue."""
    return QCoreApplication.translate("catalogue", text) if text else ""


def message_for(error: LmbError, **more: object) -> Message:
    """Return an error's message in the user's language; `more` adds facts the error does not carry."""
    facts = {**_time_of(error), **error.facts, **more}
    return messages.message(messages.message_key(error), facts, translated, details=error.details)


def message(key: str, **facts: object) -> Message:
    """Return the message with this key in the user's language."""
    return messages.message(key, facts, translated)


def show_message(notice: Notice, shown: Message, *, action: str | None = None) -> None:
    """Show a message in a notice, with its own action or another one (empty for none)."""
    show = {"bad": notice.show_bad, "attention": notice.show_attention, "info": notice.show_info}[shown.kind]
    show(
        shown.title,
        shown.text,
        message_id=shown.id,
        action=shown.action if action is None else action,
        details=shown.details,
        help_at=shown.help_at,
    )


def _time_of(error: LmbError) -> dict[str, object]:
    """Return when a service that asked to slow down is asked again."""
    if not isinstance(error, RateLimited):
        return {}
    again = QDateTime.currentDateTime().addSecs(error.wait_s)
    if again.date() == QDate.currentDate():
        return {"time": QLocale().toString(again.time(), QLocale.FormatType.ShortFormat)}
    return {"time": QLocale().toString(again, QLocale.FormatType.ShortFormat)}
