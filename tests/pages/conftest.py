"""What tests of the pages share: tasks that end with the test, and a desk with fakes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Account
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.window_ports import Desk, DeskFor
from tests.pages.ledger_on_page import ledger_page
from tests.widgets.web_engine import site

__all__ = ["desk_for", "ledger_page", "site", "tasks"]


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Give tasks that are closed at the end, and fail the test on a bug in background work."""
    tasks = Tasks()
    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    yield tasks
    tasks.close()
    assert crashes == []


@pytest.fixture
def desk_for(tasks: Tasks) -> DeskFor:
    """Give a maker of desks."""

    def make(draft: AccountDraft | None = None, *known: Account) -> Desk:
        return Desk.with_draft(tasks, draft, *known)

    return make
