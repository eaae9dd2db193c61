"""What is said of the connection that an account used before: why its provider was not told, and what to do there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.parting import LeftBehind
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.notice import Notice

translate = QCoreApplication.translate

HERE_ONLY, NOT_ENDED = "parted-here-only", "former-ledger-not-ended"


def has_to_be_told(left: LeftBehind | None) -> bool:
    """Tell whether anything is still to be done about a former connection."""
    return left is not None and left.parted.trouble is not None


def show_left(notice: Notice, left: LeftBehind | None) -> bool:
    """Say what is still to be done about a former connection; tells whether there is anything."""
    if left is None or left.parted.trouble is None:
        return False
    facts = {
        "organisation": left.link.organisation_name,
        "provider": left.link.provider.label,
        "why": message_for(left.parted.trouble).title,
    }
    if left.is_still_here:
        title = translate("LeftLedger", "The connection to {organisation} is not ended yet")
        text = translate(
            "LeftLedger",
            "{why}. No account uses it; it is still offered where a ledger is connected. To end it, use it for an "
            "account once more and disconnect that.",
        )
    else:
        title, text = translate("LeftLedger", "{organisation} is disconnected here only"), _by_hand(left)
    message_id = NOT_ENDED if left.is_still_here else HERE_ONLY
    notice.show_attention(title.format(**facts), text.format(**facts), message_id=message_id)
    return True


def _by_hand(left: LeftBehind) -> str:
    if left.link.provider is Provider.XERO:
        return translate(
            "LeftLedger",
            "Xero was not told: {why}. To end the old connection there too, open {organisation} in Xero, go to "
            "Settings › Connected apps and disconnect the app.",
        )
    return translate(
        "LeftLedger",
        "QuickBooks was not told: {why}. To end the old connection there too, open {organisation} in QuickBooks, go "
        "to Apps, find the app and choose Disconnect.",
    )
