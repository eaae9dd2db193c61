"""Clocks: this computer's, and one read from a file for trials in which every service is on this computer."""

from __future__ import annotations

from collections.abc import Callable
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


class ChosenClock:
    """Tell a file's time while every service in use is on this computer, and this computer's otherwise."""

    def __init__(self, clock_file: str, is_all_local: Callable[[], bool]) -> None:
        self._file = FileClock(Path(clock_file)) if clock_file else None
        self._is_all_local = is_all_local

    def now(self) -> datetime:
        """Return the time in UTC; raises SettingsError when the file holds none."""
        if self._file is not None and self._is_all_local():
            return self._file.now()
        return SystemClock().now()
