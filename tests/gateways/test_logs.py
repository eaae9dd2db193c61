"""The log: private, rotated, and without a secret even at its most talkative."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path

import pytest

from lmb_desktop.gateways import logs
from lmb_desktop.gateways.logs import LOUD_LIBRARIES, close_log, open_log

CANARY = "canary0123456789"
log = logging.getLogger("lmb_desktop.tests")
LINES = [
    f"Authorization: Basic {CANARY}=",
    f"{{'Authorization': 'Bearer {CANARY}'}}",
    f"http://localhost:8742/xero?code={CANARY}&state={CANARY}",
    f"grant_type=refresh_token&refresh_token={CANARY}&client_secret={CANARY}",
    f'{{"access_token": "{CANARY}", "refresh_token": "{CANARY}", "id_token": "{CANARY}"}}',
    f"Atzr|{CANARY}",
    f"Atza|{CANARY} and more",
    f"amzn.mws.{CANARY}-0000",
    f"code_verifier={CANARY}",
    f"realmId={CANARY}; tenantId: {CANARY}",
    f"x-amz-access-token: {CANARY}",
    f"eyJhbGciOiJSUzI1NiJ9.{CANARY}.{CANARY}",
    f"Signature={CANARY}",
]


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Give the file of a log at its most talkative."""
    monkeypatch.setenv("LMB_DESKTOP_LOG", "debug")
    handler = open_log(tmp_path / "log")
    yield tmp_path / "log" / "lmb-desktop.log"
    close_log(handler)


@pytest.mark.parametrize("line", LINES)
def test_a_secret_does_not_reach_the_log(talkative: Path, line: str):
    log.debug("a reply: %s", line)
    assert "a reply: " in talkative.read_text("utf-8")
    assert CANARY not in talkative.read_text("utf-8")


@pytest.mark.parametrize("line", LINES)
def test_a_secret_in_a_trace_does_not_reach_the_log(talkative: Path, line: str):
    try:
        raise ValueError(line)
    except ValueError:
        log.debug("it went wrong", exc_info=True)
    written = talkative.read_text("utf-8")
    assert "Traceback" in written
    assert CANARY not in written


def test_the_log_and_what_is_rotated_away_are_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = os.umask(0)
    monkeypatch.setattr(logs, "SIZE", 500)
    try:
        handler = open_log(tmp_path / "log")
        for number in range(100):
            log.info("line %d of many", number)
        close_log(handler)
    finally:
        os.umask(before)
    files = sorted((tmp_path / "log").iterdir())
    assert len(files) == logs.COPIES + 1
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o700


def test_a_log_that_cannot_be_written_any_more_prints_nothing_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    def full(*_facts: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    handler = open_log(tmp_path)
    monkeypatch.setattr(handler, "flush", full)
    logging.getLogger("lmb_desktop").info("a line with %s", "Atzr|canary")
    monkeypatch.undo()
    close_log(handler)
    assert capfd.readouterr().err == ""


def test_an_older_log_goes_on(tmp_path: Path):
    for _start in range(2):
        handler = open_log(tmp_path)
        log.info("started")
        close_log(handler)
    assert (tmp_path / "lmb-desktop.log").read_text("utf-8").count("started") == 2


def test_without_the_wish_for_it_the_log_is_not_talkative(tmp_path: Path):
    handler = open_log(tmp_path)
    log.debug("quiet")
    close_log(handler)
    assert (tmp_path / "lmb-desktop.log").read_text("utf-8") == ""


@pytest.mark.parametrize("name", LOUD_LIBRARIES)
def test_libraries_that_print_secrets_are_kept_quiet(talkative: Path, name: str):
    assert talkative.parent.is_dir()
    assert logging.getLogger(name).getEffectiveLevel() >= logging.WARNING
    assert not logging.getLogger(f"{name}.deeper").isEnabledFor(logging.INFO)


def test_a_folder_that_cannot_be_written_means_no_log_and_no_crash(tmp_path: Path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    handler = open_log(tmp_path / "file")
    log.info("nobody reads this")
    close_log(handler)
