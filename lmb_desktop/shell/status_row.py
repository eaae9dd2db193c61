"""The row at the foot of the accounts window: how many accounts, what is under way, when the last check was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.shell.half_facts import latest
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.moments import at_when, clock_time, is_same_day
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.typography import TextLabel

translate = QCoreApplication.translate

_EDGE = 15


class StatusRow(QWidget):
    """Shows two quiet texts: how the accounts are, and when they were and will be looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the row, before the first overview."""
        super().__init__(parent)
        self.setObjectName("statusRow")
        self.setAccessibleIdentifier("statusRow")
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.left = TextLabel("", "small", muted=True)
        self.right = TextLabel("", "small", muted=True)
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 5, _EDGE, 5)
        row.addWidget(self.left, 1)
        row.addWidget(self.right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row)
        self._summary = translate("AccountsWindow", "Reading the accounts…")
        self._last_check = ""
        self._next_check: datetime | None = None
        self._now = datetime.now(UTC)
        self._checking: tuple[int, int] | None = None
        self._refresh()

    def show_overview(self, overview: Overview, now: datetime) -> None:
        """Show how the accounts are and when the last check was."""
        self._now = now
        self._summary, self._last_check = summary_text(overview), last_check_text(overview, now)
        self._refresh()

    def show_next_check(self, next_check: datetime | None) -> None:
        """Show when accounts are looked at next; None while that is not known."""
        self._next_check = next_check
        self._refresh()

    def show_checking(self, progress: tuple[int, int] | None) -> None:
        """Show how many accounts are finished, of how many that are being checked; None while none is."""
        self._checking = progress
        self._refresh()

    def _refresh(self) -> None:
        left = checking_text(*self._checking) if self._checking is not None else self._summary
        right = " ".join(text for text in (self._last_check, next_check_text(self._next_check, self._now)) if text)
        self.left.setText(left)
        self.right.setText(right)
        self.setAccessibleName(" ".join(text for text in (left, right) if text))


def summary_text(overview: Overview) -> str:
    """Return how the accounts are, such as "12 accounts, 3 need you"."""
    count = len(overview.accounts)
    if not count:
        return translate("AccountsWindow", "No accounts")
    accounts = counted("AccountsWindow", "%n account(s)", count)
    needing = sum(view.state.needs_you for view in overview.accounts)
    if needing == 1:
        text = translate("AccountsWindow", "{accounts}, 1 needs you")
    elif needing:
        text = translate("AccountsWindow", "{accounts}, {n} need you")
    elif all(view.state.value == "ok" for view in overview.accounts):
        text = translate("AccountsWindow", "{accounts}, all connected")
        text = translate("AccountsWindow", "{accounts}, connected") if count == 1 else text
    else:
        text = "{accounts}"
    return text.format(accounts=accounts, n=needing)


def last_check_text(overview: Overview, now: datetime) -> str:
    """Return when an account last answered or refused, such as "Last check today at 09:14."."""
    last = latest(*(moment for view in overview.accounts for moment in _checks(view)))
    if last is None:
        return ""
    return translate("AccountsWindow", "Last check {moment}.").format(moment=at_when(last, now))


def next_check_text(next_at: datetime | None, now: datetime) -> str:
    """Return when accounts are looked at next, such as "Next at 15:14."; nothing when that is not known."""
    if next_at is None or next_at <= now:
        return ""
    if is_same_day(next_at, now):
        return translate("AccountsWindow", "Next at {time}.").format(time=clock_time(next_at))
    return translate("AccountsWindow", "Next {moment}.").format(moment=at_when(next_at, now))


def checking_text(finished: int, total: int) -> str:
    """Return how far a check is, such as "Checking 5 of 12"."""
    if total < 2:
        return translate("AccountsWindow", "Checking…")
    text = translate("AccountsWindow", "Checking {number} of {total}")
    return text.format(number=min(finished + 1, total), total=total)


def _checks(view: AccountView) -> Iterator[datetime | None]:
    facts = view.account.seller_facts
    yield from (facts.last_ok, facts.refused_at, facts.trouble_at)
    if view.link is not None:
        facts = view.link.facts
        yield from (facts.last_ok, facts.refused_at, facts.trouble_at)
