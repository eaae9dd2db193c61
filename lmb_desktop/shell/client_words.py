"""The words for a client: its name, how many accounts it has and how many of them need the user. Draws nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.clients import ClientView
from lmb_desktop.widgets.counted import counted

translate = QCoreApplication.translate


def client_name(client: str | None) -> str:
    """Return the name of a client; accounts without one stand under "No client"."""
    return client if client is not None else translate("AccountsWindow", "No client")


def client_counts(client: ClientView) -> str:
    """Return how many accounts a client has and how many need the user, such as "2 accounts · 1 needs you"."""
    return " · ".join(_counts(client))


def spoken_client(client: ClientView) -> str:
    """Return a client as it is read aloud, such as "Harbour Tea Ltd, 3 accounts, 1 needs you"."""
    return ", ".join((client_name(client.name), *_counts(client)))


def needs_words(count: int) -> str:
    """Return how many accounts need the user, such as "1 needs you"; nothing when none does."""
    if not count:
        return ""
    text = translate("AccountsWindow", "1 needs you") if count == 1 else translate("AccountsWindow", "{n} need you")
    return text.format(n=count)


def _counts(client: ClientView) -> tuple[str, ...]:
    accounts = counted("AccountsWindow", "%n account(s)", len(client.accounts))
    return tuple(text for text in (accounts, needs_words(client.needing)) if text)
