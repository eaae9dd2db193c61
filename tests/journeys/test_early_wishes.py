"""A person who is faster than the program: what is asked for before the crew is there is done, and done once."""

from __future__ import annotations

import pytest

from lmb_desktop.app.mode import Mode
from lmb_desktop.core.overview import AccountView
from tests.journeys import hand, screen
from tests.journeys.program import Session

DIALOGS = {
    "diagnosticsAction": ("Tools", "diagnosticsDialog"),
    "settingsAction": ("Tools", "settingsDialog"),
    "appCredentialsAction": ("Tools", "appCredentialsDialog"),
}


@pytest.fixture
def early(session: Session, one: AccountView, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Give the program at the moment when its list is shown, and nothing behind it is built."""
    monkeypatch.setattr(Mode, "_hand_over", lambda mode: None)
    program = session.start()
    screen.wait(lambda: program.mode.window.overview.accounts, "the accounts are read")
    assert not program.mode._has_crew
    return session


@pytest.mark.parametrize("action", DIALOGS)
def test_a_dialog_that_is_asked_for_early_opens_once(early: Session, action: str) -> None:
    menu, dialog = DIALOGS[action]
    hand.from_menu_bar(menu, action)
    screen.found(dialog)
    assert [window.objectName() for window in screen.windows()].count(dialog) == 1


def test_a_new_account_that_is_asked_for_early_waits_for_the_settings(early: Session) -> None:
    hand.from_account_menu("Add new account…")
    mode = early._program.mode
    screen.wait(lambda: mode._has_crew, "what works behind the window")
    mode.crew.open()
    assert screen.wizard().isVisible()
    assert [window.objectName() for window in screen.windows()].count("accountWizard") == 1


def test_of_several_early_wishes_each_is_done_and_done_once(early: Session, one: AccountView) -> None:
    for _time in range(2):
        hand.select(one.account.name)
        hand.from_menu_bar("Account", "Ask the owner…")
    hand.from_menu_bar("Account", "Move to another client…")
    mode = early._program.mode
    mode.crew.open()
    screen.found("moveToClientDialog")
    shown = [window.objectName() for window in screen.windows()]
    assert (shown.count("askOwnerDialog"), shown.count("moveToClientDialog")) == (1, 1)
