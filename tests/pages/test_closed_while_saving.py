"""The wizard closed while it saves: the outcome is told elsewhere, and what was pasted goes off the clipboard."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import LmbError, Offline, SecretStoreLocked, StoreBusy
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.parting import LeftBehind, Parted
from lmb_desktop.pages.credentials_page import CredentialsPage
from lmb_desktop.pages.wizard import AccountWizard
from tests.fakes.ledger_ports import HARBOUR_TEA, IRELAND, grant_of, link_view
from tests.fakes.window_ports import REFRESH_TOKEN, SELLER_ID, Desk, DeskFor
from tests.pages.details_on_page import line, press


@dataclass
class Closed:
    """A wizard that is closed while page 3 saves, and what the windows heard of it."""

    desk: Desk
    qtbot: QtBot
    unfinished: list[str] = field(default_factory=list)
    changed: list[bool] = field(default_factory=list)
    unheard: list[LmbError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wizard = AccountWizard.new(self.desk.parts, Overview())
        self.wizard.left_unfinished.connect(self.unfinished.append)
        self.wizard.accounts_changed.connect(lambda: self.changed.append(True))
        self.wizard.finished.connect(self.wizard.leave)
        self.desk.tasks.failed_unheard.connect(self.unheard.append)
        self.wizard.show()
        page = self.wizard.currentPage()
        page.set_draft(page.draft.with_region("europe"))
        for _step in range(2):
            self.wizard.next()
        self.account_id = self.wizard.account_id

    def close_while_saving(self) -> None:
        """Verify, close while the half is saved, answer the question about what was typed, and let the save go on."""
        page = self.wizard.currentPage()
        assert isinstance(page, CredentialsPage)
        line(page, "seller_id").setText(SELLER_ID)
        line(page, "token").setText(REFRESH_TOKEN)
        self.desk.connections.gate.shut()
        press(page, "verifyButton")
        self.qtbot.waitUntil(page.is_saving)
        self.wizard.reject()
        question = self.wizard.findChild(QMessageBox, "question")
        next(button for button in question.buttons() if button.objectName() == "goButton").click()
        self.qtbot.waitUntil(self.wizard.isHidden)
        assert (self.unfinished, self.changed) == ([], [])
        self.desk.connections.gate.open()
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.wizard))
        self.qtbot.waitUntil(lambda: self.desk.tasks.is_idle)


@pytest.fixture
def closed(desk_for: DeskFor, qtbot: QtBot) -> Closed:
    """Give a wizard on page 3."""
    return Closed(desk_for(), qtbot)


@pytest.mark.parametrize("clears", [True, False])
def test_the_half_is_said_to_be_unfinished_and_the_clipboard_is_cleared(closed: Closed, clears: bool) -> None:
    preferences = closed.desk.work.fake_preferences
    preferences.kept = replace(preferences.kept, clears_clipboard=clears)
    QGuiApplication.clipboard().setText(REFRESH_TOKEN)
    closed.close_while_saving()
    assert closed.unfinished == [closed.account_id]
    assert closed.changed != []
    assert list(closed.desk.connections.accounts) == [closed.account_id]
    assert QGuiApplication.clipboard().text() == ("" if clears else REFRESH_TOKEN)
    assert closed.unheard == []


@pytest.mark.parametrize("trouble", [StoreBusy(), SecretStoreLocked()])
def test_what_could_not_be_saved_is_told_to_the_windows_and_asks_nobody(closed: Closed, trouble: LmbError) -> None:
    closed.desk.connections.troubles.append(trouble)
    closed.close_while_saving()
    assert [error.slug for error in closed.unheard] == [trouble.slug]
    assert closed.unfinished == []


def test_closed_with_nothing_under_way_it_goes_at_once(closed: Closed) -> None:
    closed.wizard.reject()
    closed.qtbot.waitUntil(lambda: not shiboken6.isValid(closed.wizard))
    assert (closed.unfinished, closed.unheard) == ([], [])


def leave_while_saving(shown, qtbot: QtBot) -> None:
    """Leave page 4 while it saves."""
    shown.signed_in(grant_of(HARBOUR_TEA))
    shown.rest()
    shown.desk.accounts.gate.shut()
    shown.press("confirmOrganisationButton")
    qtbot.waitUntil(shown.page.is_saving)
    shown.page.is_left = True


def test_what_page_4_could_not_tell_a_provider_is_handed_on(ledger_page, qtbot: QtBot) -> None:
    shown = ledger_page()
    heard: list[LeftBehind] = []
    shown.page.left_behind.connect(heard.append)
    left = LeftBehind(link_view(IRELAND).link, Parted(trouble=Offline(service="Xero", reason="no route")))
    shown.desk.accounts.left = left
    leave_while_saving(shown, qtbot)
    shown.page.stop_work()
    with qtbot.waitSignal(shown.page.settled):
        shown.desk.accounts.gate.open()
    assert heard == [left]
    assert not shown.page.is_saving()


def test_what_page_4_could_not_save_is_told_elsewhere(ledger_page, qtbot: QtBot) -> None:
    shown = ledger_page()
    unheard: list[LmbError] = []
    shown.desk.tasks.failed_unheard.connect(unheard.append)
    shown.desk.accounts.troubles.append(SecretStoreLocked())
    leave_while_saving(shown, qtbot)
    with qtbot.waitSignal(shown.page.settled):
        shown.desk.accounts.gate.open()
    assert [error.slug for error in unheard] == ["keyring-locked"]
    assert shown.page.findChild(QMessageBox) is None
