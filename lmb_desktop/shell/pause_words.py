"""What is said of a pause: which ledger connection lapses first if nobody keeps it alive. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.widgets.moments import day

translate = QCoreApplication.translate


def what_lapses(views: Sequence[AccountView], known: Overview) -> str:
    """Return what a pause of these accounts lets lapse: connections that no account uses that is still checked."""
    paused = {view.account.id for view in views}
    alive = {view.account.link_id for view in known.accounts if view.account.id not in paused and not view.is_paused}
    ends = [
        (view.ledger.ends_at, view.link)
        for view in views
        if view.link is not None and view.link.id not in alive and view.ledger.ends_at is not None
    ]
    nothing = translate("Arranger", "Nothing of it is checked.")
    if len(views) > 1:
        nothing = translate("Arranger", "Nothing of them is checked.")
    if not ends:
        return nothing
    end, link = min(ends, key=lambda found: found[0])
    text = translate("Arranger", "{provider} ends the connection to {organisation} on {date} if it stays paused.")
    said = text.format(provider=link.provider.label, organisation=link.organisation_name, date=day(end))
    return f"{nothing} {said}"
