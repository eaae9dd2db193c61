"""Accounts in every state for the windows around the wizard, and doubles of what those windows work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from lmb_desktop.core.account import Account, Method, SellerIdCheck
from lmb_desktop.core.app_credentials import AppCredentialsChanges, AppCredentialsFacts, AppEntry
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.checking import Told, quietly
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.health import ChainFacts, HalfFacts
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.lanes import Progress
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import Overview, overview_of
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import IDLE_DAYS, Provider, SignIn
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.kept import FilesInMemory, LoginEntry
from tests.fakes.shown_arranging import ShownArranging
from tests.fakes.window_ports import (
    NOW,
    FakePreferences,
    FixedClock,
    Gate,
    marketplace_book,
    off_gui_thread,
    sells_in,
)

COUNTRIES = {"europe": ("GB", "DE", "FR"), "north-america": ("US", "CA"), "australia": ("AU",), "japan": ("JP",)}


class NoSecrets:
    """Answers for secrets in memory: only those of this run are alive."""

    def is_alive(self, holder: str) -> bool:
        """Tell whether the holder is this run."""
        return holder == "this run"


def saved_account(name: str, *, region: str = "europe", link: str | None = None, **facts: datetime | str) -> Account:
    """Return an account; its id is its name in small letters with hyphens."""
    known = {"consented_at": NOW - timedelta(days=255), "last_ok": NOW - timedelta(minutes=46)} | facts
    return Account(
        id=name.lower().replace(" ", "-"),
        name=name,
        region=region,
        method=Method.SP_API,
        seller_id="A1RW5M8QD2ZK7C",
        store_name=name.rsplit(" ", 1)[0],
        id_check=SellerIdCheck.CONFIRMED,
        participations=tuple(sells_in(code) for code in COUNTRIES[region]),
        seller_slot="a",
        created_at=NOW - timedelta(days=255),
        link_id=link,
        seller_facts=HalfFacts(**known),
    )


def saved_ledger(
    link_id: str, name: str, provider: Provider = Provider.XERO, *, days_left: int = 60, **facts: datetime | str
) -> tuple[SignIn, LedgerLink]:
    """Return a ledger connection with its own sign-in."""
    end = NOW + timedelta(days=days_left, hours=1)
    chain = ChainFacts(
        consented_at=NOW - timedelta(days=200),
        renewed_at=end - timedelta(days=IDLE_DAYS[provider]),
        idle_ends_at=end,
    )
    sign_in = SignIn(f"of-{link_id}", provider, "", f"user-{link_id}", "Anna Fern", "a", chain=chain)
    known = {"last_ok": NOW - timedelta(minutes=46)} | facts
    link = LedgerLink(
        link_id,
        sign_in.id,
        provider,
        f"organisation-{link_id}",
        name,
        country="GB",
        base_currency="GBP",
        facts=HalfFacts(**known),
    )
    return sign_in, link


def overview(*accounts: Account, ledgers: tuple[tuple[SignIn, LedgerLink], ...] = ()) -> Overview:
    """Return what the program would show of these accounts and ledgers."""
    holdings = Holdings(accounts, tuple(each[0] for each in ledgers), tuple(each[1] for each in ledgers))
    return overview_of(holdings, NoSecrets(), NOW)


def one_account() -> Overview:
    """Return one connected account."""
    ledgers = (saved_ledger("tea", "Harbour Tea Ltd"),)
    return overview(saved_account("Harbour Tea UK", link="tea"), ledgers=ledgers)


def twelve_accounts() -> Overview:
    """Return twelve accounts, three of which need the user."""
    soon = {"ends_at": NOW + timedelta(days=18, hours=2)}
    offline = {"trouble_at": NOW - timedelta(minutes=46), "trouble": "offline", "last_ok": NOW - timedelta(days=1)}
    paused = {"paused_at": NOW - timedelta(days=3)}
    refused = {
        "refused_at": NOW - timedelta(minutes=46),
        "refusal": "idle-too-long",
        "last_ok": NOW - timedelta(days=73),
    }
    quickbooks = Provider.QUICKBOOKS
    ledgers = (
        saved_ledger("blue", "Blue Door Books Ltd", days_left=58),
        saved_ledger("fern", "Fern & Slate Ltd", days_left=-13, **refused),
        saved_ledger("tea", "Harbour Tea Ltd"),
        saved_ledger("north", "Northlight Cycles", quickbooks, days_left=97),
        saved_ledger("orchard", "Orchard Lane Ltd", days_left=59),
        saved_ledger("salt", "Saltmarsh Pottery", quickbooks, days_left=88),
    )
    return overview(
        saved_account("Blue Door UK", link="blue"),
        saved_account("Blue Door US", link="blue", region="north-america"),
        saved_account("Fern & Slate EU", link="fern"),
        saved_account("Harbour Tea JP", link="tea", region="japan", **offline),
        saved_account("Harbour Tea UK", link="tea"),
        saved_account("Harbour Tea US", link="tea", region="north-america"),
        saved_account("Kestrel AU", region="australia"),
        saved_account("Northlight EU", link="north"),
        saved_account("Northlight US", link="north", region="north-america", **soon),
        saved_account("Orchard Lane UK", link="orchard"),
        saved_account("Saltmarsh CA", link="salt", region="north-america"),
        saved_account("Saltmarsh UK", link="salt", **paused),
        ledgers=ledgers,
    )


def of_client(client: str | None, account: Account) -> Account:
    """Return an account under a client."""
    return replace(account, client=client)


CLIENTS = {
    "Blue Door": "Blue Door Books",
    "Fern & Slate": "Fern & Slate",
    "Harbour Tea": "Harbour Tea Ltd",
    "Kestrel": "Kestrel Candles",
    "Northlight": "Northlight Cycles",
    "Orchard Lane": "Orchard Lane Toys",
    "Saltmarsh": "Saltmarsh Pottery",
}


def clients_of_a_practice() -> Overview:
    """Return the twelve accounts under their seven clients."""
    known = twelve_accounts()
    views = tuple(
        replace(view, account=of_client(CLIENTS[view.account.store_name], view.account)) for view in known.accounts
    )
    return replace(known, accounts=views)


@dataclass
class ShownConnections:
    """Answers with the overview it holds; `troubles` are raised by the next calls, one each."""

    known: Overview = field(default_factory=Overview)
    checked: list[list[str]] = field(default_factory=list)
    troubles: list[LmbError] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    told: list[Progress] = field(default_factory=list)
    """How far each check says it is before it meets the gate."""

    def __post_init__(self) -> None:
        self.arranging = ShownArranging(self)

    def overview(self) -> Overview:
        """Return what is known."""
        off_gui_thread()
        self._trouble()
        return self.known

    def check(self, account_ids: Sequence[str], cancel: CancelToken, *, told: Told = quietly) -> Overview:
        """Note who was checked and return what is known."""
        off_gui_thread()
        self.checked.append(list(account_ids))
        for progress in self.told:
            told(progress)
        self.gate.pass_through(cancel)
        self._trouble()
        return self.known

    def _trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class ShownWork:
    """The ports the accounts window works with; touching one on the GUI thread is an error."""

    accounts: ShownConnections
    time: FixedClock = field(default_factory=FixedClock)
    fake_preferences: FakePreferences = field(default_factory=FakePreferences)
    files: FilesInMemory = field(default_factory=FilesInMemory)

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

    @property
    def connections(self) -> ShownConnections:
        """Return the accounts."""
        off_gui_thread()
        return self.accounts

    @property
    def clock(self) -> FixedClock:
        """Return the time."""
        off_gui_thread()
        return self.time


@dataclass
class KeptAppCredentials:
    """App credentials in memory; what is saved is noted, `troubles` are raised by the next calls."""

    entries: dict[str, AppEntry] = field(default_factory=dict)
    saved: list[AppCredentialsChanges] = field(default_factory=list)
    troubles: list[LmbError] = field(default_factory=list)

    def read(self) -> AppCredentialsFacts:
        """Return what is known."""
        off_gui_thread()
        self._trouble()
        return AppCredentialsFacts(dict(self.entries))

    def save(self, changes: AppCredentialsChanges) -> None:
        """Note and keep the changes."""
        off_gui_thread()
        self._trouble()
        self.saved.append(changes)
        for key, value in changes.values.items():
            self.entries[key] = AppEntry(value, "user" if value else "")
        for key, secret in changes.secrets.items():
            self.entries[key] = AppEntry("", "user", has_secret=bool(secret), saved_at=NOW)

    def _trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class WindowDesk:
    """The parts of a window and the doubles behind them."""

    tasks: Tasks
    connections: ShownConnections = field(default_factory=ShownConnections)
    settings: ServiceSettings = field(default_factory=ServiceSettings)
    credentials: KeptAppCredentials = field(default_factory=KeptAppCredentials)
    opened: list[str] = field(default_factory=list)

    def parts(self, *, is_practice: bool = False, layout_file: Path | None = None) -> WindowParts:
        """Return what a window is given."""

        def open_url(url: str) -> bool:
            self.opened.append(url)
            return True

        return WindowParts(
            tasks=self.tasks,
            work=ShownWork(self.connections),
            book=marketplace_book(),
            settings=lambda: self.settings,
            keyring_name="this computer’s keyring",
            app_credentials=lambda: self.credentials,
            open_url=open_url,
            is_practice=is_practice,
            layout_file=layout_file,
            start_at_login=LoginEntry,
            diagnostics=lambda: "a report",
        )


def with_facts(account: Account, **facts: datetime | str) -> Account:
    """Return an account with other facts about its Amazon half."""
    return replace(account, seller_facts=replace(account.seller_facts, **facts))
