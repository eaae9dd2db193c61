"""Hands and eyes for the tests of the dialogs that mend or change a half: what stands there, and how it is pressed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.parting import LeftBehind
from lmb_desktop.core.sign_in import LedgerGrant
from lmb_desktop.shell.half_dialog import HalfDialog
from lmb_desktop.widgets.ledger_sign_in import Stage
from tests.fakes.again_desk import AgainDesk


@dataclass
class Shown:
    """A dialog over its window, with what it told."""

    dialog: Any
    desk: AgainDesk
    qtbot: QtBot
    window: QMainWindow
    changed: list[bool] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    left: list[LeftBehind] = field(default_factory=list)

    def find(self, name: str) -> QWidget | None:
        """Return the visible widget with this name."""
        return next((one for one in self.dialog.findChildren(QWidget, name) if one.isVisible()), None)

    def is_on(self, name: str) -> bool:
        """Tell whether a button is there and on."""
        button = self.find(name)
        return button is not None and button.isEnabled()

    def press(self, name: str) -> None:
        """Click a button once it takes input."""
        self.qtbot.waitUntil(lambda: self.is_on(name) and not self.find(name).rect().isEmpty())
        self.qtbot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def default(self) -> str:
        """Return the name of the button that Enter presses."""
        buttons = [one for one in self.dialog.findChildren(QPushButton) if one.isDefault() and one.isVisible()]
        return buttons[0].objectName() if len(buttons) == 1 else f"{len(buttons)} default buttons"

    def write(self, name: str, text: str) -> None:
        """Put a text into a field."""
        line = self.find(name)
        assert isinstance(line, QLineEdit), name
        line.setText(text)

    def choose(self, text: str) -> None:
        """Choose an organisation by its name."""
        combo = self.find("organisationCombo")
        assert isinstance(combo, QComboBox)
        combo.setCurrentIndex(combo.findText(text))

    def facts(self) -> dict[str, str]:
        """Return the facts shown."""
        return {fact.label: fact.value for fact in self.dialog.facts.rows()}

    @property
    def said(self) -> tuple[str, str]:
        """Return kind and message id of the notice."""
        return str(self.dialog.notice.property("kind")), str(self.dialog.notice.property("messageId"))

    @property
    def text(self) -> str:
        """Return title and text of the notice."""
        return str(self.dialog.notice.property("text"))

    def wait_for(self, message_id: str) -> None:
        """Wait for a message."""
        self.qtbot.waitUntil(lambda: self.said[1] == message_id)

    def wait_for_title(self, title: str) -> None:
        """Wait for the title of the head."""
        self.qtbot.waitUntil(lambda: self.dialog.head.title() == title)

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.desk.tasks.is_idle)

    def answer(self, query: str = "code=c") -> None:
        """Let the browser come back."""
        self.qtbot.waitUntil(lambda: bool(self.desk.door.listeners))
        self.desk.door.listeners[-1].deliver(f"{query}&state={self.desk.ledger.begun[-1].state.reveal()}")

    def signed_in(self, button: str, *grants: LedgerGrant) -> None:
        """Start a sign-in that goes on in the browser and come to the choice."""
        self.desk.ledger.grants = list(grants)
        self.press(button)
        self.qtbot.waitUntil(lambda: self.dialog.panel.stage is Stage.BROWSER)
        self.answer()
        self.qtbot.waitUntil(lambda: self.dialog.panel.stage is Stage.CHOICE)
        self.rest()

    def close_while_saving(self, name: str) -> None:
        """Press a button, close the dialog while what follows is saved, and wait until it is gone for good."""
        self.desk.store_door.gate.shut()
        self.press(name)
        self.qtbot.waitUntil(self.dialog.is_saving)
        self.dialog.reject()
        self.desk.store_door.gate.open()
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.dialog))
        self.rest()

    def confirm(self) -> None:
        """Confirm the organisation and wait for what comes of it."""
        self.press("confirmOrganisationButton")
        self.rest()


def show(kind: type[HalfDialog], desk: AgainDesk, account_id: str, qtbot: QtBot, **more: object) -> Shown:
    """Open a dialog for an account over a window."""
    window = desk.window()
    qtbot.addWidget(window)
    window.show()
    dialog = kind(desk.parts, desk.view(account_id), sign_in=desk.sign_in, parent=window, **more)
    shown = Shown(dialog, desk, qtbot, window)
    dialog.accounts_changed.connect(lambda: shown.changed.append(True))
    dialog.app_credentials_wanted.connect(shown.credentials.append)
    dialog.told.connect(lambda title, text: shown.told.append((title, text)))
    dialog.left_behind.connect(shown.left.append)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.isVisible() and desk.tasks.is_idle)
    return shown
