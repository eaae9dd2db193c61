"""Hand-made ports for pages and windows: they answer from a list, note what was asked, and refuse the GUI thread."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from lmb_desktop import resources
from lmb_desktop.core.account import (
    Account,
    Method,
    Participation,
    SellerCredentials,
    SellerIdCheck,
    SellerIdentity,
    folded,
    is_same_seller,
)
from lmb_desktop.core.again import Again, freely
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import DuplicateAccount, LmbError, NameTaken
from lmb_desktop.core.health import NOT_CONNECTED, HalfFacts, HalfHealth, State
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.preferences import Preferences
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import AmazonSettings, MwsDeveloper, ServiceSettings
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.widgets.tasks import Tasks

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
WAIT_S = 5.0
SELLER_ID = "A3KP7Q2WX8N4VT"
REFRESH_TOKEN = "Atzr|IwEBIExampleRefreshTokenOfATestSeller0123456789"
MWS_TOKEN = "amzn.mws.4ea38b7b-f563-7709-4bae-87aea15c0000"


class OnGuiThread(AssertionError):
    """Slow work was done on the thread that paints."""


def off_gui_thread() -> None:
    """Complain when called on the thread that paints."""
    if threading.current_thread() is threading.main_thread():
        raise OnGuiThread


@dataclass
class FixedClock:
    """Tell a time that stands still until it is moved."""

    time: datetime = NOW

    def now(self) -> datetime:
        """Return the time."""
        return self.time

    def move(self, by: timedelta) -> None:
        """Move the time on."""
        self.time += by


class Gate:
    """Hold work back until the test lets it through; shut from the start where asked."""

    def __init__(self, *, is_open: bool = True) -> None:
        self._open = threading.Event()
        if is_open:
            self._open.set()

    def shut(self) -> None:
        """Hold back what comes from now on."""
        self._open.clear()

    def open(self) -> None:
        """Let everything through."""
        self._open.set()

    def pass_through(self, cancel: CancelToken | None = None) -> None:
        """Wait until the gate is open; raises Cancelled when somebody asks to stop."""
        for _try in range(int(WAIT_S / 0.01)):
            if cancel is not None:
                cancel.raise_if_cancelled()
            if self._open.wait(0.01):
                return
        raise AssertionError("nobody opened the gate")


@dataclass
class FakeSellerCheck:
    """Answer Verify with the given outcomes in turn; the last one stays."""

    outcomes: list[SellerIdentity | LmbError] = field(default_factory=list)
    asked: list[SellerCredentials] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)

    def verify(self, credentials: SellerCredentials, cancel: CancelToken, again: Again = freely) -> SellerIdentity:
        """Return or raise the next outcome."""
        off_gui_thread()
        self.asked.append(credentials)
        self.gate.pass_through(cancel)
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(outcome, LmbError):
            raise outcome
        return outcome


@dataclass
class FakeConnections:
    """Keep accounts in memory; `troubles` are raised by the next saves, one each."""

    clock: FixedClock
    accounts: dict[str, Account] = field(default_factory=dict)
    saved: list[tuple[str, SellerCredentials]] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    troubles: list[LmbError] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    verifying: FakeSellerCheck = field(default_factory=FakeSellerCheck)

    def overview(self) -> Overview:
        """Return all accounts, as not finished."""
        off_gui_thread()
        return overview_of(*self.accounts.values())

    def refuse_duplicate(self, account_id: str, name: str, seller_id: str, region: str) -> None:
        """Raise DuplicateAccount or NameTaken as the real one does."""
        off_gui_thread()
        for other in self.accounts.values():
            if other.id == account_id:
                continue
            if is_same_seller(other, seller_id, region):
                facts = {"name": other.name, "seller_id": seller_id, "region": region, "client": other.client or ""}
                raise DuplicateAccount(account_id=other.id, **facts)
            if folded(other.name) == folded(name):
                raise NameTaken(name=name)

    @property
    def arranging(self) -> FakeConnections:
        """Return what moves accounts between clients."""
        return self

    def move_to_client(self, account_ids: list[str], client: str | None) -> None:
        """Note the move, or raise the next trouble."""
        off_gui_thread()
        self._trouble()
        for account_id in account_ids:
            self.accounts[account_id] = replace(self.accounts[account_id], client=client)
            self.moved.append(client or "")

    def save_seller_half(
        self, account_id: str, *, name: str, credentials: SellerCredentials, identity: SellerIdentity, client: str
    ) -> AccountView:
        """Save the half, or raise the next trouble."""
        off_gui_thread()
        self.gate.pass_through()
        self._trouble()
        self.saved.append((name, credentials))
        self.accounts[account_id] = account(
            account_id, name=name, region=credentials.region, seller_id=credentials.seller_id, client=client or None
        )
        return view_of(self.accounts[account_id])

    def rename(self, account_id: str, name: str) -> AccountView:
        """Rename an account, or raise the next trouble."""
        off_gui_thread()
        self._trouble()
        self.refuse_duplicate(account_id, name, "", "")
        self.renamed.append(name)
        self.accounts[account_id] = replace(self.accounts[account_id], name=name)
        return view_of(self.accounts[account_id])

    def _trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class FakeSecrets:
    """Note that the user chose memory."""

    keeps_until_quit: bool = False

    def keep_until_quit(self) -> None:
        """Keep new secrets in memory."""
        off_gui_thread()
        self.keeps_until_quit = True


@dataclass
class FakePreferences:
    """Keep the preferences in memory; `troubles` are raised by the next calls, one each."""

    kept: Preferences = field(default_factory=Preferences)
    troubles: list[LmbError] = field(default_factory=list)

    def read(self) -> Preferences:
        """Return what is kept."""
        off_gui_thread()
        self._trouble()
        return self.kept

    def save(self, preferences: Preferences) -> None:
        """Keep them."""
        off_gui_thread()
        self._trouble()
        self.kept = preferences

    def _trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class FakeWork:
    """The ports of slow work; touching one on the GUI thread is an error."""

    fake_connections: FakeConnections
    fake_seller_check: FakeSellerCheck
    fake_secrets: FakeSecrets = field(default_factory=FakeSecrets)
    fake_preferences: FakePreferences = field(default_factory=FakePreferences)

    @property
    def preferences(self) -> FakePreferences:
        """Return the preferences."""
        off_gui_thread()
        return self.fake_preferences

    @property
    def connections(self) -> FakeConnections:
        """Return the accounts."""
        off_gui_thread()
        return self.fake_connections

    @property
    def seller_check(self) -> FakeSellerCheck:
        """Return Amazon."""
        off_gui_thread()
        return self.fake_seller_check

    @property
    def secrets(self) -> FakeSecrets:
        """Return the keyring."""
        off_gui_thread()
        return self.fake_secrets


def account(
    account_id: str = "one",
    *,
    name: str = "Harbour Tea UK",
    region: str = "europe",
    seller_id: str = SELLER_ID,
    client: str | None = None,
) -> Account:
    """Return an account whose Amazon half is saved."""
    return Account(
        id=account_id,
        name=name,
        region=region,
        method=Method.SP_API,
        seller_id=seller_id,
        store_name="Harbour Tea",
        id_check=SellerIdCheck.CONFIRMED,
        participations=(sells_in("GB"),),
        seller_slot="a",
        created_at=NOW - timedelta(days=30),
        client=client,
        seller_facts=HalfFacts(consented_at=NOW - timedelta(days=30), last_ok=NOW - timedelta(days=30)),
    )


def view_of(saved: Account) -> AccountView:
    """Return an account as it is shown while its ledger half is missing."""
    return AccountView(saved, HalfHealth(State.OK, last_ok=saved.seller_facts.last_ok), NOT_CONNECTED)


def overview_of(*accounts: Account) -> Overview:
    """Return an overview of these accounts."""
    return Overview(tuple(view_of(saved) for saved in accounts))


def sells_in(
    country_code: str, *, is_participating: bool = True, has_suspended_listings: bool = False
) -> Participation:
    """Return one marketplace of a seller."""
    marketplace = next(entry for entry in marketplace_book().marketplaces if entry.country_code == country_code)
    return Participation(
        marketplace.id,
        marketplace.country,
        country_code,
        marketplace.currency,
        is_participating=is_participating,
        has_suspended_listings=has_suspended_listings,
    )


def identity(
    *participations: Participation,
    seller_id: str = SELLER_ID,
    store_name: str = "Harbour Tea",
    id_check: SellerIdCheck = SellerIdCheck.CONFIRMED,
) -> SellerIdentity:
    """Return what Amazon confirms: by default a seller in four European marketplaces."""
    found = participations or tuple(sells_in(code) for code in ("GB", "DE", "FR", "ES"))
    return SellerIdentity(seller_id, store_name, found, id_check, NOW)


def marketplace_book() -> MarketplaceBook:
    """Return the real marketplaces."""
    return MarketplaceBook.from_records(json.loads(resources.read_text("marketplaces.json")))


def amazon_app(endpoints: Mapping[str, str] | None = None) -> ServiceSettings:
    """Return settings with an Amazon app and an MWS developer."""
    developer = MwsDeveloper("Practice Books", "AKIAEXAMPLE", Secret("mws-secret"), {"europe": "1234-5678-9012"})
    return ServiceSettings(
        amazon=AmazonSettings("amzn1.application-oa2-client.1", Secret("s"), mws=developer), endpoints=endpoints or {}
    )


@dataclass
class Desk:
    """A session, its parts and the fakes behind them, ready for a page."""

    tasks: Tasks
    session: WizardSession
    settings: ServiceSettings = field(default_factory=amazon_app)
    clock: FixedClock = field(default_factory=FixedClock)
    opened: list[str] = field(default_factory=list)
    can_open: bool = True

    def __post_init__(self) -> None:
        self.seller_check = FakeSellerCheck([identity()])
        self.connections = FakeConnections(self.clock, verifying=self.seller_check)
        self.work = FakeWork(self.connections, self.seller_check)

    @classmethod
    def with_draft(cls, tasks: Tasks, draft: AccountDraft | None = None, *known: Account) -> Desk:
        """Return a desk for a draft, with accounts that are known already."""
        session = WizardSession(draft or AccountDraft(account_id="new"), overview_of(*known))
        desk = cls(tasks, session)
        desk.connections.accounts = {saved.id: saved for saved in known}
        return desk

    @property
    def parts(self) -> PageParts:
        """Return what a page is given."""
        return PageParts(
            book=marketplace_book(),
            tasks=self.tasks,
            # The doubles offer what pages 1 to 3 use of the ports, and no more.
            work=cast(WorkPorts, self.work),
            settings=lambda: self.settings,
            clock=lambda: self.clock,
            open_url=self.open_url,
            keyring_name="this computer's keyring",
        )

    def open_url(self, url: str) -> bool:
        """Note the address, or fail as a computer without a browser does."""
        if self.can_open:
            self.opened.append(url)
        return self.can_open


DeskFor = Callable[..., Desk]
