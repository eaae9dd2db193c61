"""Accounts that need signing in again: real connections over stores in memory, played services, parts of a window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import cast

from PySide6.QtWidgets import QMainWindow

from lmb_desktop.core.account import Method, SellerApp, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import ConnectionPorts, Connections
from lmb_desktop.core.errors import GrantEnded, LmbError, StoreError
from lmb_desktop.core.last_reply import LastReply
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Renewal, SignIn
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.banded import add_band
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.account_store import MemoryAccountStore
from tests.fakes.history import MemoryHistory
from tests.fakes.ledger_ports import HARBOUR_TEA, FakeDoor, FakeLedger, FakeLedgerWork, facts_of, grant_of
from tests.fakes.secret_store import Keyring, MemorySecretStore
from tests.fakes.seller_consent import FakeConsent
from tests.fakes.window_ports import (
    NOW,
    REFRESH_TOKEN,
    SELLER_ID,
    FakePreferences,
    FakeSellerCheck,
    FixedClock,
    Gate,
    amazon_app,
    identity,
    marketplace_book,
    off_gui_thread,
)

KEPT_SECRET = "the secret of the seller's own app"

ENDED = LastReply("grant-ended", details="answered 400; error invalid_grant")


class AgainLedger(FakeLedger):
    """A provider that is asked by people and, for their other organisations, by the program."""

    def __init__(self, clock: FixedClock) -> None:
        super().__init__(clock)
        self.has_ended: set[str] = set()
        """Refresh tokens that are refused."""
        self.unlinked: list[str] = []
        self.parting: LmbError | None = None
        """Why nothing can be ended here."""

    def renew(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> Renewal:
        """Rotate a token, or refuse it."""
        off_gui_thread()
        if refresh_token.reveal() in self.has_ended:
            raise GrantEnded(service=sign_in.provider.label, reason="withdrawn")
        return Renewal(Secret(f"{refresh_token.reveal()}+"), Secret("access"), sign_in.chain)

    def read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> OrganisationFacts:
        """Answer."""
        return facts_of(Organisation(link.organisation_id, link.organisation_name))

    def unlink(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> bool:
        """Note which organisation was unlinked."""
        if self.parting is not None:
            raise self.parting
        self.unlinked.append(link.organisation_name)
        return False

    def revoke(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> None:
        """End a sign-in."""
        if self.parting is not None:
            raise self.parting


@dataclass
class Door:
    """Stands before the account store: holds writes back, or raises the next of `troubles` instead of them."""

    store: MemoryAccountStore
    gate: Gate = field(default_factory=Gate)
    troubles: list[StoreError] = field(default_factory=list)

    def __getattr__(self, name: str) -> object:
        method = getattr(self.store, name)
        if name != "put_mark":
            return method

        def put(*given: object, **named: object) -> object:
            self.gate.pass_through()
            if self.troubles:
                raise self.troubles.pop(0)
            return method(*given, **named)

        return put


class ThreadLocks:
    """Locks between threads of this process."""

    def __init__(self) -> None:
        self._locks: dict[str, threading.RLock] = {}

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold a lock."""
        with self._locks.setdefault(name, threading.RLock()):
            yield


@dataclass
class AgainDesk:
    """One folder with accounts, and what a window is given to work with it."""

    tasks: Tasks
    settings: ServiceSettings = field(default_factory=lambda: both_ledgers(amazon_app()))
    clock: FixedClock = field(default_factory=FixedClock)
    opened: list[str] = field(default_factory=list)
    can_open: bool = True
    is_practice: bool = False
    may_show_web_view: bool = False

    def __post_init__(self) -> None:
        self.store = MemoryAccountStore()
        self.store_door = Door(self.store)
        self.ring = Keyring()
        self.secrets = MemorySecretStore(self.ring)
        self.history = MemoryHistory(self.store)
        self.amazon = FakeSellerCheck([identity()])
        self.ledger = AgainLedger(self.clock)
        self.door = FakeDoor()
        self.consent = FakeConsent(self.clock)
        self.preferences = FakePreferences()
        ports = ConnectionPorts(
            cast(MemoryAccountStore, self.store_door),
            self.history,
            self.secrets,
            ThreadLocks(),
            self.clock,
            self.amazon,
            self.ledger,
        )
        self.connections = Connections(ports)
        fakes = {
            "connections": self.connections,
            "ledger_sign_in": self.ledger,
            "browser_door": self.door,
            "seller_check": self.amazon,
            "seller_consent": self.consent,
            "secrets": self.secrets,
            "clock": self.clock,
            "preferences": self.preferences,
        }
        self.work = cast(WorkPorts, FakeLedgerWork(fakes))

    def add(
        self,
        name: str = "Harbour Tea UK",
        *,
        region: str = "europe",
        own_app: SellerApp | None = None,
        method: Method = Method.SP_API,
        token: str = REFRESH_TOKEN,
        client: str | None = None,
    ) -> str:
        """Save an Amazon half and return the account's id."""
        account_id = name.lower().replace(" ", "-")
        credentials = SellerCredentials(region, method, SELLER_ID, Secret(token), own_app)
        self.connections.save_seller_half(
            account_id, name=name, credentials=credentials, identity=identity(), client=client
        )
        return account_id

    def connect(
        self, account_id: str, grant: LedgerGrant | None = None, organisation: Organisation = HARBOUR_TEA
    ) -> None:
        """Save a ledger half."""
        self.connections.save_ledger_half(
            account_id, grant=grant or grant_of(organisation), organisation=organisation, facts=facts_of(organisation)
        )

    def end_ledgers(self, reason: str = "withdrawn", *organisations: str) -> None:
        """Let the provider have ended the connections to these organisations, or to all."""
        for link in list(self.store.links.values()):
            if not organisations or link.organisation_name in organisations:
                facts = replace(link.facts, refused_at=NOW, refusal=reason, reply=ENDED)
                self.store.links[link.id] = replace(link, facts=facts)

    def end_seller(self, account_id: str, reason: str = "withdrawn") -> None:
        """Let Amazon have ended an authorisation."""
        account = self.store.accounts[account_id]
        facts = replace(account.seller_facts, refused_at=NOW, refusal=reason, reply=ENDED)
        self.store.accounts[account_id] = replace(account, seller_facts=facts)

    def view(self, account_id: str) -> AccountView:
        """Return an account as it is shown."""
        return self.connections.view(account_id)

    def kept(self) -> tuple[object, ...]:
        """Return everything that is saved: rows and keyring entries, without the history."""
        entries = {key: secret.reveal() for key, secret in self.ring.entries.items()}
        return (self.store.holdings(), self.store.marks(), entries)

    @property
    def parts(self) -> WindowParts:
        """Return what a window is given."""
        return WindowParts(
            tasks=self.tasks,
            work=self.work,
            book=marketplace_book(),
            settings=lambda: self.settings,
            keyring_name="this computer’s keyring",
            app_credentials=lambda: None,
            open_url=self.open_url,
            is_practice=self.is_practice,
        )

    @property
    def sign_in(self) -> SignInParts:
        """Return what a sign-in is given."""
        return SignInParts(
            tasks=self.tasks,
            work=self.work,
            settings=lambda: self.settings,
            clock=lambda: self.clock,
            open_url=self.open_url,
            may_show_web_view=lambda: self.may_show_web_view,
            is_practice=self.is_practice,
        )

    def window(self) -> QMainWindow:
        """Return a window over which dialogs open, with the band in practice mode."""
        window = QMainWindow()
        if self.is_practice:
            window.setCentralWidget(QMainWindow())
            add_band(window)
        return window

    def open_url(self, url: str) -> bool:
        """Note the address, or fail as a computer without a browser does."""
        if self.can_open:
            self.opened.append(url)
        return self.can_open


def both_ledgers(settings: ServiceSettings) -> ServiceSettings:
    """Return settings with apps for both ledgers besides."""
    from tests.fakes.ledger_ports import ledger_settings

    ledgers = ledger_settings()
    return replace(settings, xero=ledgers.xero, quickbooks=ledgers.quickbooks)


def own_app() -> SellerApp:
    """Return the app of a seller."""
    return SellerApp("amzn1.application-oa2-client.own", Secret(KEPT_SECRET))
