"""Stage: the program, the services and the network of one case, and the usual ways to where a message comes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lmb_desktop.app.program import Program
from lmb_desktop.practice import PracticeServer
from tests.fakes.clock_file import set_clock
from tests.journeys import again, hand, screen, walk, web_view
from tests.journeys.again import Folder
from tests.journeys.orders import Orders
from tests.journeys.program import Session
from tests.journeys.told_secrets import ToldSecrets
from tests.journeys.walk import Details
from tests.practice.browser import Browser

UK = "Harbour Tea UK"
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Stage:
    """Everything that one case plays with; made anew for each, and taken down by `room`."""

    session: Session
    orders: Orders
    server: PracticeServer
    services: Path
    told: ToldSecrets
    room: ExitStack
    patch: pytest.MonkeyPatch
    make_folder: Callable[[], Folder]
    clock_file: Path | None = None
    facts: dict[str, object] = field(default_factory=dict)
    """What the texts of the case name and only this run knows."""
    account_id: str = ""

    def __post_init__(self) -> None:
        self._folder: Folder | None = None
        self._program: Program | None = None
        self._began = datetime.now(UTC).replace(microsecond=0)

    @property
    def folder(self) -> Folder:
        """Return the data folder, with the settings as they are when it is first asked for."""
        if self._folder is None:
            self._folder = self.make_folder()
        return self._folder

    def change(self, old: str, new: str) -> None:
        """Change the service settings before the program reads them."""
        text = self.services.read_text("utf-8")
        assert old in text, f"{old} does not stand in the settings"
        self.services.write_text(text.replace(old, new), "utf-8")

    def use_real_addresses(self) -> None:
        """Leave out every address on this computer; nothing gets out, since the proxy is on this computer."""
        self.services.write_text(self.services.read_text("utf-8").partition("[endpoints]")[0], "utf-8")

    def pass_time(self, by: timedelta) -> None:
        """Let time pass for the program and the services."""
        assert self.clock_file is not None
        self._began += by
        set_clock(self.clock_file, self._began)

    def brought(self, seller: str, region: str = "europe", method: str = "sp-api", **more: Any) -> Details:
        """Let a seller authorise our app, and return what is brought back."""
        back = self.orders("authorise", seller=seller, region=region, method=method, **more)
        return Details(back["seller_id"], back.get("refresh_token") or back["mws_auth_token"])

    def browser(self) -> Browser:
        """Return a browser of the person's own."""
        browser = Browser(self.server.base_url)
        self.room.callback(browser.close)
        return browser

    def start(self) -> Program:
        """Start the program."""
        self._program = self.session.start()
        return self._program

    def rest(self) -> None:
        """Wait until the program has nothing under way, such as reading its settings anew."""
        program = self._program
        assert program is not None
        assert program.mode is not None
        tasks = program.mode.given.tasks
        screen.wait(lambda: tasks.is_idle, "the program rests")

    def page_two(self, region: str = "europe") -> None:
        """Start the program and go to page 2."""
        self.start()
        screen.wait(lambda: screen.page_name() == "regionPage", "page 1")
        screen.click(f"region_{region}")
        walk.next_page("sellerCentralPage")

    def page_three(self, region: str = "europe", *, is_mws: bool = False) -> None:
        """Start the program and go to page 3, with a name for the account."""
        self.start()
        walk.to_page_three(region, is_mws=is_mws)
        screen.write("accountNameEdit", UK)

    def verify(self, details: Details, region: str = "europe", *, is_mws: bool = False) -> None:
        """Start the program, paste these details on page 3 and press Verify."""
        self.page_three(region, is_mws=is_mws)
        self.paste_details(details)
        screen.click("verifyButton")

    def paste_details(self, details: Details) -> None:
        """Paste Seller ID and token."""
        paste("sellerIdEdit", details.seller_id)
        paste("tokenEdit", details.token)

    def page_four(self, seller: str = "harbour-tea", region: str = "europe") -> None:
        """Save a seller's half and start the program, which carries on at page 4."""
        self.account_id = self.folder.add(UK, seller, region)
        self.start()
        screen.wait(lambda: screen.page_name() == "ledgerPage", "page 4")

    def connected(self, provider: str = "xero", person: str = "three-organisations", **facts: Any) -> Program:
        """Save an account that is connected, and start the program."""
        self.account_id = self.folder.add(UK, facts.pop("seller", "harbour-tea"), **facts)
        self.folder.connect(self.account_id, provider, person)
        return self.start()

    def check(self, program: Program, half: str) -> None:
        """Check the account until this half must be authorised again, and turn to it."""
        again.check_all(program, self.account_id, half=half)
        self.rest()
        hand.select(UK)

    def is_fine(self, program: Program) -> bool:
        """Tell whether the window shows the account as connected."""
        return again.is_fine(program, self.account_id)


def paste(name: str, text: str) -> None:
    """Paste over what stands in a field, as a person does with what they copied in Seller Central."""
    screen.wait(lambda: screen.is_ready(name), f"{name} takes input")
    QGuiApplication.clipboard().setText(text)
    line = screen.found(name)
    screen.click_widget(line)
    QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(line, Qt.Key.Key_V, CONTROL)


def sign_in(provider: str, person: str, entry: int = 0) -> None:
    """Connect to a ledger on page 4, up to what the consent brings."""
    screen.click(walk.CONNECT[provider])
    web_view.sign_in(person)
    web_view.allow(entry)
