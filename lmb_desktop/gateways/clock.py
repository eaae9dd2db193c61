"""Clocks: this computer's, and one read from a file for trials in which every service is on this computer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from lmb_desktop.core.errors import SettingsError


class SystemClock:
    """Tell this computer's time."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)


class FileClock:
    """Tell the time that stands in a file (ISO 8601, with its offset or in UTC)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """Return the file's time; raises SettingsError when it holds none."""
        try:
            moment = datetime.fromisoformat(self._path.read_text("utf-8").strip())
        except (OSError, ValueError) as error:
            raise SettingsError(place="LMB_DESKTOP_CLOCK_FILE", problem="it holds no ISO time") from error
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
