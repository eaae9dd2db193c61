"""How far this computer's clock is off, by the time that a service tells. Asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lmb_desktop.core.errors import ClockWrong

CLOCK_TOLERANCE_S = 5 * 60
_DAY_S = 86_400
_MANY_MINUTES_S = 2 * _DAY_S
"""From here on days say more than minutes."""


def date_in(headers: Mapping[str, str]) -> datetime | None:
    """Return when an answer was sent: MWS tells its own time, everybody else has a Date."""
    try:
        told = datetime.fromisoformat(headers["x-mws-timestamp"])
    except (KeyError, ValueError):
        return http_date(headers.get("Date", ""))
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def http_date(text: str) -> datetime | None:
    """Read a date as HTTP writes it (RFC 9110 section 5.6.7), or None."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def clock_wrong(off_s: float, details: str) -> ClockWrong:
    """Return the error for a clock that is so many seconds off, in either direction."""
    off_s = abs(off_s)
    if off_s < _MANY_MINUTES_S:
        return ClockWrong(minutes=round(off_s / 60), details=details)
    return ClockWrong(minutes=round(off_s / 60), days=round(off_s / _DAY_S), details=details)
