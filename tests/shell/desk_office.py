"""A desk on the real core with doubles of the ports: accounts of two clients, two ledgers, and what the desk told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from lmb_desktop.core.connections import Connections
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.account_desk import AccountDesk
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.arranger import Arranger, Done
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.tasks import Tasks
from tests.core.conftest import BLUE, FERN, Office, save_ledger, save_seller
from tests.fakes.kept import FilesInMemory, LoginEntry
from tests.fakes.services import StandingClock, ledger_grant
from tests.fakes.window_ports import FakePreferences, marketplace_book, off_gui_thread

TEA, BOOKS = "Harbour Tea Ltd", "Blue Door Books"


@dataclass
class OfficeWork:
    """The ports of slow work over an office; touching one on the GUI thread is an error."""

    office: Office
    fake_preferences: FakePreferences = field(default_factory=FakePreferences)
    files: FilesInMemory = field(default_factory=FilesInMemory)

    @property
    def connections(self) -> Connections:
        """Return the accounts."""
        off_gui_thread()
        return self.office.connections

    @property
    def clock(self) -> StandingClock:
        """Return the time."""
        off_gui_thread()
        return self.office.clock

    @property
    def preferences(self) -> FakePreferences:
        """Return the preferences."""
        off_gui_thread()
        return self.fake_preferences

    @property
    def account_files(self) -> FilesInMemory:
        """Return the files."""
        off_gui_thread()
        return self.files


@dataclass
class Told:
    """What the desk told."""

    news: list[tuple[str, str]] = field(default_factory=list)
    undo: Callable[[], None] | None = None
    changed: list[str] = field(default_factory=list)
    failures: list[LmbError] = field(default_factory=list)
    wanted: list[Any] = field(default_factory=list)


class DeskOffice:
    """A window, its desk, and the office behind them."""

    def __init__(self, tasks: Tasks, qtbot: QtBot, *, is_practice: bool = False) -> None:
        self.qtbot = qtbot
        self.is_practice = is_practice
        self.office = Office()
        self.work = OfficeWork(self.office)
        self.login = LoginEntry()
        self.settings = ServiceSettings()
        self.opened: list[str] = []
        self.can_open = True
        self.report = "the report"
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.show()
        self.parts = self._parts(tasks)
        self.arranger = Arranger(tasks, self.parts.work, self.window)
        self.desk = AccountDesk(self.parts, self.window, self.arranger)
        self.told = Told()
        self._listen()

    def add(self, name: str, *, client: str = "", ledger: Any = FERN, **others: Any) -> AccountView:
        """Save an account with its ledger, if it has one."""
        account_id = name.lower().replace(" ", "-")
        save_seller(self.office.connections, account_id, name=name, **others)
        if client:
            self.office.connections.arranging.move_to_client([account_id], client)
        if ledger is not None:
            user = "user-1" if ledger is FERN else "user-2"
            provider = Provider.QUICKBOOKS if ledger is BLUE else Provider.XERO
            token = f"token of {ledger.id}"
            save_ledger(self.office.connections, account_id, ledger_grant(token, user, provider), ledger)
        return self.office.connections.view(account_id)

    @property
    def known(self) -> Overview:
        """Return what is saved now."""
        return self.office.connections.overview()

    def view(self, account_id: str) -> AccountView:
        """Return an account as it is saved now."""
        view = self.known.view(account_id)
        assert view is not None, account_id
        return view

    def perform(self, act: Act, *account_ids: str) -> None:
        """Let the desk do an act for accounts as they stand now."""
        self.desk.perform(act, account_ids, self.known)

    def dialog(self, name: str) -> QDialog:
        """Wait for a dialog and return it."""
        self.qtbot.waitUntil(lambda: self.find(name) is not None)
        found = self.find(name)
        assert found is not None
        return found

    def find(self, name: str) -> QDialog | None:
        """Return the visible dialog of this name over our window, or None."""
        # Those of an earlier test may still wait to be deleted.
        return next((one for one in self.window.findChildren(QDialog, name) if one.isVisible()), None)

    def choose_file(self, name: str, path: str) -> None:
        """Choose a file in a file dialog, as a person who types its path."""
        chooser = self.dialog(name)
        assert isinstance(chooser, QFileDialog)
        chooser.fileSelected.emit(path)
        chooser.reject()

    def settle(self) -> None:
        """Wait until no work is under way."""
        self.qtbot.waitUntil(lambda: self.parts.tasks.is_idle)

    def _parts(self, tasks: Tasks) -> WindowParts:
        return WindowParts(
            tasks=tasks,
            work=self.work,  # type: ignore[arg-type]  # the doubles offer what the desk uses of the ports
            book=marketplace_book(),
            settings=lambda: self.settings,
            keyring_name="this computer’s keyring",
            app_credentials=lambda: None,  # type: ignore[arg-type, return-value]  # not the desk's to touch
            open_url=self._open,
            start_at_login=lambda: self.login,
            diagnostics=lambda: self.report,
            is_practice=self.is_practice,
        )

    def _open(self, url: str) -> bool:
        if self.can_open:
            self.opened.append(url)
        return self.can_open

    def _listen(self) -> None:
        desk, told = self.desk, self.told

        def on_done(done: Done) -> None:
            told.news.append((done.title, done.text))
            told.undo = lambda: self.arranger.take_back(done)

        self.arranger.done.connect(on_done)
        self.arranger.failed.connect(lambda error, _again: told.failures.append(error))
        desk.told.connect(lambda title, text: told.news.append((title, text)))
        desk.accounts_changed.connect(told.changed.append)
        desk.carry_on_wanted.connect(told.wanted.append)
        desk.check_wanted.connect(told.wanted.append)
        desk.app_credentials_wanted.connect(lambda name: told.wanted.append(f"app credentials of {name}"))
        desk.sign_in_wanted.connect(lambda act, account_id: told.wanted.append((act, account_id)))
