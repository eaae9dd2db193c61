"""The stage on which each case is played."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from lmb_desktop.gateways.web import Web
from lmb_desktop.parts import CLOCK_FILE
from lmb_desktop.practice import server as practice_server
from tests.journeys.messages.case import Case
from tests.journeys.messages.stage import Stage
from tests.journeys.told_secrets import ToldSecrets

NO_TIME_S = 0.01


@pytest.fixture
def stage(
    case: Case, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Stage]:
    """Give services, folder and program of one case, with every secret that goes between them noted."""
    told, build = ToldSecrets(), practice_server.build_application
    monkeypatch.setattr(practice_server, "build_application", lambda parts: told.before(build(parts)))
    # Between two tries there is nobody here to be considerate of.
    monkeypatch.setitem(Web.__init__.__kwdefaults__, "pauses_s", (NO_TIME_S, NO_TIME_S))
    clock_file = tmp_path / "clock" if case.has_clock else None
    if clock_file is not None:
        monkeypatch.setenv(CLOCK_FILE, str(clock_file))
    with ExitStack() as room:
        made = Stage(
            orders=request.getfixturevalue("orders"),
            server=request.getfixturevalue("server"),
            services=request.getfixturevalue("services"),
            session=request.getfixturevalue("session"),
            told=told,
            room=room,
            patch=monkeypatch,
            make_folder=lambda: request.getfixturevalue("folder"),
            clock_file=clock_file,
        )
        if clock_file is not None:
            made.pass_time(timedelta())
        for old, new in case.settings:
            made.change(old, new)
        yield made
        made.session.close()
