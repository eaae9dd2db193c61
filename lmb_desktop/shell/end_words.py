"""When each half ends, in full sentences: the tooltip of the column Ends in. Draws nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.state_words import Half, health_of, provider_name
from lmb_desktop.widgets.moments import day

translate = QCoreApplication.translate


def ends_in_tip(view: AccountView) -> str:
    """Return both ends, such as "Amazon: no end date. Xero: ends on 22 January 2027 if not used."."""
    return " ".join(_end(view, half) for half in Half)


def _end(view: AccountView, half: Half) -> str:
    provider, end = provider_name(view, half), health_of(view, half).ends_at
    if half is Half.LEDGER and view.link is None:
        text = translate("AccountsWindow", "{provider}: not connected yet.")
    elif end is None:
        text = translate("AccountsWindow", "{provider}: no end date.")
    elif half is Half.AMAZON:
        text = translate("AccountsWindow", "{provider}: ends on {date} unless it is renewed.")
    else:
        text = translate("AccountsWindow", "{provider}: ends on {date} if not used.")
    return text.format(provider=provider, date=day(end) if end else "")
