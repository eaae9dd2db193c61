"""Accounts that exist, made at the practice services without the wizard; dialogs over the real window; what is kept."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from lmb_desktop.app.program import Program
from lmb_desktop.command_line import parse
from lmb_desktop.core.account import Method, SellerApp, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.parts import Parts
from lmb_desktop.practice import PracticeServer
from lmb_desktop.practice.people import load_people
from lmb_desktop.shell.change_ledger_dialog import ChangeLedgerDialog
from lmb_desktop.shell.reauthorise_dialog import ReauthoriseDialog
from lmb_desktop.shell.reconnect_dialog import ReconnectDialog
from tests.journeys import screen
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.orders import Orders
from tests.journeys.program import Session
from tests.practice.browser import Browser

NEWS = ("good", "info", "attention", "bad")


@dataclass
class Folder:
    """The data folder of a session, before and while the program runs."""

    session: Session
    orders: Orders
    server: PracticeServer
    state: Path
    """The folder in which the practice services remember what they granted."""
    keyring: KeyringDouble
    never: CancelToken = field(default_factory=CancelToken)

    def __post_init__(self) -> None:
        self.parts = Parts(parse([*self.session.arguments, "accounts"]))
        self.parts.settings()

    def add(
        self,
        name: str,
        seller: str,
        region: str = "europe",
        *,
        client: str | None = None,
        method: str = "sp-api",
        **more: Any,
    ) -> str:
        """Authorise a seller, save its half and return the account's id."""
        account_id = name.lower().replace(" ", "-")
        brought = self.orders("authorise", seller=seller, region=region, method=method, **more)
        token = Secret(brought.get("refresh_token") or brought["mws_auth_token"])
        own = None
        if seller == "lantern-and-loom":
            own = SellerApp(brought["client_id"], Secret(brought["client_secret"]))
        credentials = SellerCredentials(region, Method(method), brought["seller_id"], token, own)
        identity = self.parts.seller_check.verify(credentials, self.never)
        self.parts.connections.save_seller_half(
            account_id, name=name, credentials=credentials, identity=identity, client=client
        )
        return account_id

    def connect(self, account_id: str, provider: str, person: str, entry: int = 0) -> None:
        """Sign in at a ledger and save the other half."""
        ledger = self.parts.ledger_sign_in
        attempt = ledger.begin(Provider(provider))
        browser = Browser(self.server.base_url)
        try:
            browser.open(attempt.authorize_url).click(f"person-{person}")
            box = "organisation" if provider == "xero" else "company"
            choice = {box: browser.options(box)[entry]} if browser.has(box) else {}
            answer = attempt.judge(browser.click("allow", **choice).outside, self.parts.clock.now())
        finally:
            browser.close()
        grant = ledger.exchange(attempt, answer, self.never)
        organisation = grant.organisations[0]
        facts = ledger.read(grant, organisation, self.never)
        self.parts.connections.save_ledger_half(account_id, grant=grant, organisation=organisation, facts=facts)

    def share(self, account_id: str, with_account: str) -> None:
        """Let an account use the connection of another one."""
        link_id = self.parts.connections.view(with_account).account.link_id
        assert link_id is not None
        self.parts.connections.share_link(account_id, link_id)

    def view(self, account_id: str) -> AccountView:
        """Return an account as it is shown."""
        return self.parts.connections.view(account_id)

    def kept(self) -> tuple[str, list[str]]:
        """Return every row of the account list and every entry of the keyring."""
        connection = sqlite3.connect(self.parts.folders.store)
        try:
            rows = "\n".join(connection.iterdump())
        finally:
            connection.close()
        return rows, sorted(self.keyring.secrets())

    def linked_at_xero(self) -> set[str]:
        """Return the organisations that are linked to the app at the practice Xero."""
        rows = self._at_provider("SELECT DISTINCT tenant FROM connections")
        names = {book["id"]: book["name"] for user in load_people().xero for book in user.books}
        return {names[row[0]] for row in rows}

    def live_grants(self, provider: str) -> int:
        """Count the consents that stand at a provider."""
        return len(self._at_provider("SELECT id FROM grants WHERE provider = ? AND ended IS NULL", provider))

    def _at_provider(self, question: str, *facts: str) -> list[tuple[str, ...]]:
        connection = sqlite3.connect(self.state / "practice-services.sqlite3")
        try:
            return connection.execute(question, facts).fetchall()
        finally:
            connection.close()


def reconnecting() -> ReconnectDialog:
    """Wait for the dialog that signs in to a ledger again, and return it."""
    return screen.found("reconnectDialog", ReconnectDialog)


def reauthorising() -> ReauthoriseDialog:
    """Wait for the dialog that re-authorises Amazon, and return it."""
    return screen.found("reauthoriseDialog", ReauthoriseDialog)


def changing_ledger() -> ChangeLedgerDialog:
    """Wait for the dialog that changes the ledger, and return it."""
    return screen.found("changeLedgerDialog", ChangeLedgerDialog)


def check_all(program: Program, account_id: str, *, half: str) -> None:
    """Check all accounts in the window, and wait until this half must be authorised again."""
    mode = program.mode
    assert mode is not None

    def has_ended() -> bool:
        view = mode.window.overview.view(account_id)
        return view is not None and getattr(view, half).state is State.REAUTHORISE

    screen.click("checkAllButton")
    screen.wait(has_ended, f"{half} of {account_id} has ended")


def notice(dialog: QDialog) -> tuple[str, str, str]:
    """Return kind, message id and text of a dialog's notice."""
    strip = dialog.findChild(QWidget, "notice")
    assert strip is not None
    return tuple(str(strip.property(name) or "") for name in ("kind", "messageId", "text"))


def news(dialog: QDialog) -> tuple[str, str, str]:
    """Wait until a dialog has something to say besides being busy, and return it."""
    screen.wait(lambda: notice(dialog)[0] in NEWS, "news in the dialog")
    return notice(dialog)


def confirm(dialog: QDialog) -> None:
    """Confirm the organisation after its live read."""
    screen.wait(lambda: screen.is_ready("confirmOrganisationButton"), "the organisation can be confirmed")
    screen.wait(lambda: notice(dialog)[0] != "busy", "the live read of the organisation")
    screen.click("confirmOrganisationButton")


def is_fine(program: Program, account_id: str) -> bool:
    """Tell whether the window shows both halves of an account as connected."""
    mode = program.mode
    view = mode.window.overview.view(account_id) if mode is not None else None
    return view is not None and view.state is State.OK
