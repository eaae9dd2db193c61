"""Dates and times as people read them, in the user's locale and time zone. Asks no clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

translate = QCoreApplication.translate


def day(moment: datetime) -> str:
    """Return a date, such as 14 March 2027."""
    local = moment.astimezone()
    return QLocale().toString(QDate(local.year, local.month, local.day), "d MMMM yyyy")


def clock_time(moment: datetime) -> str:
    """Return a time of day, such as 09:14."""
    local = moment.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute), "HH:mm")


def when(moment: datetime, now: datetime) -> str:
    """Return date and time in a list of facts, such as "today, 09:14" or "14 March 2027, 09:14"."""
    texts = (
        translate("Moments", "today, {time}"),
        translate("Moments", "yesterday, {time}"),
        translate("Moments", "{day}, {time}"),
    )
    return _pattern(moment, now, texts)


def at_when(moment: datetime, now: datetime) -> str:
    """Return date and time inside a sentence, such as "today at 09:14" or "on 14 March 2027 at 09:14"."""
    texts = (
        translate("Moments", "today at {time}"),
        translate("Moments", "yesterday at {time}"),
        translate("Moments", "on {day} at {time}"),
    )
    if _age_days(moment, now) == -1:
        return translate("Moments", "tomorrow at {time}").format(time=clock_time(moment))
    return _pattern(moment, now, texts)


def is_same_day(moment: datetime, now: datetime) -> bool:
    """Tell whether two times lie on one day where the user is."""
    return _age_days(moment, now) == 0


def _pattern(moment: datetime, now: datetime, texts: tuple[str, str, str]) -> str:
    today, yesterday, earlier = texts
    text = {0: today, 1: yesterday}.get(_age_days(moment, now), earlier)
    return text.format(day=day(moment), time=clock_time(moment))


def _age_days(moment: datetime, now: datetime) -> int:
    return (now.astimezone().date() - moment.astimezone().date()).days
