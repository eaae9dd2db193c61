"""Clocks: this computer's, a file's, and which of the two counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lmb_desktop.core.errors import SettingsError
from lmb_desktop.gateways.clock import ChosenClock, FileClock, SystemClock


def test_the_systems_clock_tells_utc():
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert SystemClock().now().tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["2026-11-24T10:00:00Z", "2026-11-24T10:00:00\n", "2026-11-24T11:00:00+01:00", "2026-11-24 10:00"]
)
def test_a_file_tells_the_time_that_stands_in_it(tmp_path: Path, text: str):
    path = tmp_path / "clock"
    path.write_text(text, "utf-8")
    assert FileClock(path).now() == datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_the_file_is_read_anew_each_time(tmp_path: Path):
    path = tmp_path / "clock"
    path.write_text("2026-11-24T10:00:00Z", "utf-8")
    clock = FileClock(path)
    clock.now()
    path.write_text("2027-01-01T00:00:00Z", "utf-8")
    assert clock.now().year == 2027


@pytest.mark.parametrize("content", [None, b"", b"tomorrow", b"\xff"])
def test_a_file_without_a_time_is_said(tmp_path: Path, content: bytes | None):
    path = tmp_path / "clock"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        FileClock(path).now()
    assert caught.value.fact("place") == "LMB_DESKTOP_CLOCK_FILE"


def test_the_file_counts_only_while_every_service_is_on_this_computer(tmp_path: Path):
    path, is_local = tmp_path / "clock", [False]
    path.write_text("2030-01-01T00:00:00Z", "utf-8")
    clock = ChosenClock(str(path), lambda: is_local[0])
    assert clock.now().year != 2030
    is_local[0] = True
    assert clock.now().year == 2030
    assert ChosenClock("", lambda: True).now().year != 2030
