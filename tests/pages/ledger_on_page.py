"""Hands and eyes for the tests of the ledger page: a page with fakes behind it, and what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.sign_in import LedgerGrant
from lmb_desktop.pages.ledger_page import LedgerPage
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.ledger_ports import LedgerDesk


@dataclass
class LedgerOnPage:
    """The page with what it told."""

    page: LedgerPage
    desk: LedgerDesk
    qtbot: QtBot
    saved: list[bool] = field(default_factory=list)
    rooms: list[bool] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)

    def find(self, name: str) -> QWidget | None:
        """Return the visible widget with this published name."""
        return next((one for one in self.page.findChildren(QWidget, name) if one.isVisible()), None)

    def press(self, name: str) -> None:
        """Click a button with the mouse."""
        button = self.find(name)
        assert isinstance(button, QWidget), f"{name} is not on the page"
        assert button.isEnabled(), f"{name} is off"
        # A part that has just come has no place yet, and a click on it would go nowhere.
        self.qtbot.waitUntil(lambda: not button.rect().isEmpty())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def is_on(self, name: str) -> bool:
        """Tell whether a button is there and on."""
        button = self.find(name)
        return isinstance(button, QWidget) and button.isEnabled()

    def text_of(self, name: str) -> str:
        """Return a button's text without its mnemonic."""
        button = self.find(name)
        assert isinstance(button, QPushButton)
        return button.text().replace("&", "")

    def choose(self, text: str) -> None:
        """Choose an organisation by its name."""
        combo = self.find("organisationCombo")
        assert isinstance(combo, QComboBox)
        combo.setCurrentIndex(combo.findText(text))

    def paste(self, text: str) -> None:
        """Put a text into the field for the address."""
        line = self.find("pastedAddressEdit")
        assert isinstance(line, QLineEdit)
        line.setText(text)

    @property
    def kind(self) -> str:
        """Return the kind of the notice."""
        return str(self.page.notice.property("kind"))

    @property
    def message_id(self) -> str:
        """Return the id of the message in the notice."""
        return str(self.page.notice.property("messageId"))

    @property
    def text(self) -> str:
        """Return title and text of the notice."""
        return str(self.page.notice.property("text"))

    def press_notice(self, name: str = "noticeActionButton") -> None:
        """Press the notice's button once it is seen."""
        self.qtbot.waitUntil(lambda: self.is_on(name))
        self.press(name)

    def in_browser(self, provider: str = "Xero") -> None:
        """Start a sign-in that goes on in the browser."""
        self.desk.may_show_web_view = False
        self.press(f"connect{provider}Button")
        self.qtbot.waitUntil(lambda: self.page.panel.stage is Stage.BROWSER)

    def answer(self, query: str = "code=c") -> None:
        """Let the browser come back."""
        self.desk.door.listeners[-1].deliver(f"{query}&state={self.desk.ledger.begun[-1].state.reveal()}")

    def signed_in(self, grant: LedgerGrant) -> None:
        """Sign in through the browser and come to the choice."""
        self.desk.ledger.grants = [grant]
        self.in_browser()
        self.answer()
        self.qtbot.waitUntil(lambda: self.page.panel.stage is Stage.CHOICE)

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.desk.tasks.is_idle)


LedgerPageFor = Callable[..., LedgerOnPage]


@pytest.fixture
def ledger_page(tasks: Tasks, qtbot: QtBot) -> Iterator[LedgerPageFor]:
    """Give a maker of ledger pages; `desk` facts come by name."""
    pages: list[LedgerOnPage] = []

    def make(**facts: object) -> LedgerOnPage:
        desk = LedgerDesk(tasks, **facts)  # type: ignore[arg-type]
        page = LedgerPage(desk.session, desk.parts)
        qtbot.addWidget(page)
        on_page = LedgerOnPage(page, desk, qtbot)
        page.accounts_changed.connect(lambda: on_page.saved.append(True))
        page.room_wanted.connect(on_page.rooms.append)
        page.app_credentials_wanted.connect(on_page.credentials.append)
        page.initializePage()
        page.resize(720, 640)
        page.show()
        pages.append(on_page)
        return on_page

    yield make
    for on_page in pages:
        if shiboken6.isValid(on_page.page):
            on_page.page.stop_work()
