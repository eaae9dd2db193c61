"""The words for each event of an account's history. Reads none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.history import Event, HistoryEntry

translate = QCoreApplication.translate


def event_text(entry: HistoryEntry) -> str:
    """Return what happened, such as "Signed in to Harbour Tea Ltd again"."""
    return _texts(bool(entry.detail))[entry.event].format(detail=entry.detail)


def _texts(has_detail: bool) -> Mapping[Event, str]:
    return {
        Event.SELLER_CONNECTED: translate("History", "Amazon connected"),
        Event.SELLER_REAUTHORISED: translate("History", "Amazon re-authorised"),
        Event.SELLER_DISCONNECTED: translate("History", "Amazon disconnected"),
        Event.LEDGER_CONNECTED: translate("History", "{detail} connected"),
        Event.LEDGER_SHARED: translate("History", "Connection to {detail} shared"),
        Event.LEDGER_SIGNED_IN: translate("History", "Signed in to {detail} again"),
        Event.LEDGER_CHANGED: translate("History", "Ledger changed: {detail}"),
        Event.LEDGER_DISCONNECTED: translate("History", "{detail} disconnected"),
        Event.RENAMED: translate("History", "Renamed to {detail}"),
        Event.CLIENT_CHANGED: translate("History", "Moved to {detail}")
        if has_detail
        else translate("History", "Taken out of its client"),
        Event.PAUSED: translate("History", "Paused"),
        Event.RESUMED: translate("History", "Resumed"),
        Event.MOVED_HERE: translate("History", "Taken in from another computer"),
    }
