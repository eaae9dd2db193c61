"""Hand-made ports for ledger sign-ins: provider, browser door and accounts that answer as told."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import cast

from lmb_desktop.core.attempt import Answer, Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import Left, unheard
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import ListenerBlocked, LmbError, SignInTimedOut, StateMissing, StateWrong
from lmb_desktop.core.health import NOT_CONNECTED, ChainFacts, HalfFacts, HalfHealth, State
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView, LinkView, Overview
from lmb_desktop.core.parting import LeftBehind
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.service_settings import QuickBooksSettings, ServiceSettings, XeroSettings
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, SignIn
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.window_ports import (
    NOW,
    FakeSecrets,
    FixedClock,
    Gate,
    account,
    identity,
    marketplace_book,
    off_gui_thread,
    sells_in,
)

REDIRECTS = ("http://localhost:8742/xero", "http://localhost:8743/xero")
HARBOUR_TEA = Organisation("org-1", "Harbour Tea Ltd", "connection-1")
IRELAND = Organisation("org-2", "Harbour Tea Ireland", "connection-2")
DEMO = Organisation("org-3", "Demo Company (UK)", "connection-3")


def ledger_settings(**more: object) -> ServiceSettings:
    """Return settings with a Xero app, and a QuickBooks app whose return address lies elsewhere."""
    settings = ServiceSettings(
        xero=XeroSettings("XERO-ID", REDIRECTS),
        quickbooks=QuickBooksSettings("QB-ID", Secret("qb-secret"), "https://lmb-desktop.example/quickbooks"),
    )
    return replace(settings, **more)  # type: ignore[arg-type]


def grant_of(*organisations: Organisation, provider: Provider = Provider.XERO, **more: object) -> LedgerGrant:
    """Return a fresh consent that reaches these organisations."""
    grant = LedgerGrant(
        provider=provider,
        environment="production",
        user_id="user-1",
        authorised_by="Alex Marlow",
        refresh_token=Secret("refresh"),
        access_token=Secret("access"),
        chain=ChainFacts(NOW, NOW, NOW + timedelta(days=60)),
        organisations=organisations,
    )
    return replace(grant, **more)  # type: ignore[arg-type]


def facts_of(organisation: Organisation, **more: object) -> OrganisationFacts:
    """Return what an organisation says in a live read."""
    facts = OrganisationFacts(
        id=organisation.id,
        name=organisation.name,
        legal_name=f"{organisation.name} (legal)",
        country="GB",
        base_currency="GBP",
        is_demo=organisation is DEMO,
        read_at=NOW,
    )
    return replace(facts, **more)  # type: ignore[arg-type]


@dataclass
class FakeLedger:
    """Play a provider behind the port LedgerSignIn."""

    clock: FixedClock
    authorize_url: str = "https://login.xero.com/identity/connect/authorize?state={state}"
    grants: list[LedgerGrant | LmbError] = field(default_factory=lambda: [grant_of(HARBOUR_TEA)])
    reads: dict[str, list[OrganisationFacts | LmbError]] = field(default_factory=dict)
    begin_trouble: LmbError | None = None
    begun: list[Attempt] = field(default_factory=list)
    exchanged: list[Attempt] = field(default_factory=list)
    read_ids: list[str] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    read_gate: Gate = field(default_factory=Gate)

    def begin(self, provider: Provider, redirect_uri: str = "") -> Attempt:
        """Return an attempt with a fresh state."""
        off_gui_thread()
        if self.begin_trouble is not None:
            raise self.begin_trouble
        state = f"state-{len(self.begun) + 1}"
        usual = REDIRECTS[0] if provider is Provider.XERO else "https://lmb-desktop.example/quickbooks"
        attempt = Attempt(
            provider=provider,
            environment="production",
            authorize_url=self.authorize_url.format(state=state),
            redirect_uri=redirect_uri or usual,
            state=Secret(state),
            verifier=EMPTY,
            issued_at=self.clock.now(),
        )
        self.begun.append(attempt)
        return attempt

    def exchange(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> LedgerGrant:
        """Return or raise the next outcome."""
        off_gui_thread()
        self.exchanged.append(attempt)
        self.gate.pass_through(cancel)
        outcome = self.grants.pop(0) if len(self.grants) > 1 else self.grants[0]
        if isinstance(outcome, LmbError):
            raise outcome
        return outcome

    def read(self, grant: LedgerGrant, organisation: Organisation, cancel: CancelToken) -> OrganisationFacts:
        """Return or raise what this organisation says next."""
        off_gui_thread()
        self.read_ids.append(organisation.id)
        self.read_gate.pass_through(cancel)
        script = self.reads.get(organisation.id) or [facts_of(organisation)]
        outcome = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(outcome, LmbError):
            raise outcome
        return outcome


class FakeListener:
    """Wait for addresses that the test delivers; a wrong state is passed over, as at a real return address."""

    def __init__(self, redirect_uri: str) -> None:
        self.redirect_uri = redirect_uri
        self.is_closed = False
        self._delivered: queue.SimpleQueue[str] = queue.SimpleQueue()

    def deliver(self, query: str) -> None:
        """Let the browser arrive with this query."""
        self._delivered.put(f"{self.redirect_uri}?{query}")

    def wait(self, judge: Callable[[str], Answer], cancel: CancelToken, timeout_s: float) -> Answer:
        """Wait for an answer as the real one does."""
        off_gui_thread()
        try:
            for _look in range(int(timeout_s / 0.01)):
                cancel.raise_if_cancelled()
                try:
                    return judge(self._delivered.get(timeout=0.01))
                except (queue.Empty, StateMissing, StateWrong):
                    continue
            raise SignInTimedOut(service="Xero", minutes=10)
        finally:
            self.is_closed = True

    def close(self) -> None:
        """Stop listening."""
        off_gui_thread()
        self.is_closed = True


@dataclass
class FakeDoor:
    """Give a listener for the first address, or none."""

    is_blocked: bool = False
    asked: list[Sequence[str]] = field(default_factory=list)
    listeners: list[FakeListener] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)

    def listen(self, redirect_uris: Sequence[str]) -> FakeListener:
        """Listen, or raise ListenerBlocked."""
        off_gui_thread()
        self.asked.append(redirect_uris)
        self.gate.pass_through()
        if self.is_blocked:
            raise ListenerBlocked(ports="8742, 8743")
        listener = FakeListener(redirect_uris[0])
        self.listeners.append(listener)
        return listener


@dataclass
class FakeLedgerAccounts:
    """Save ledger halves in memory; `troubles` are raised by the next saves, one each."""

    known: Overview = field(default_factory=Overview)
    saved: list[tuple[str, Organisation]] = field(default_factory=list)
    shared: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[LmbError] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    left: LeftBehind | None = None
    """What comes of a connection that was used before."""

    def overview(self) -> Overview:
        """Return what is known."""
        off_gui_thread()
        return self.known

    def save_ledger_half(
        self,
        account_id: str,
        *,
        grant: LedgerGrant,
        organisation: Organisation,
        facts: OrganisationFacts,
        left: Left = unheard,
    ) -> AccountView:
        """Save, or raise the next trouble."""
        self._pass()
        self.saved.append((account_id, organisation))
        link = link_view(organisation, provider=grant.provider, name=facts.name, link_id="link-new")
        if self.left is not None:
            left(self.left)
        return self._point(account_id, link)

    def share_link(self, account_id: str, link_id: str, *, left: Left = unheard) -> AccountView:
        """Point to a link, or raise the next trouble."""
        self._pass()
        self.shared.append((account_id, link_id))
        return self._point(account_id, next(view for view in self.known.links if view.link.id == link_id))

    def _pass(self) -> None:
        off_gui_thread()
        self.gate.pass_through()
        if self.troubles:
            raise self.troubles.pop(0)

    def _point(self, account_id: str, link: LinkView) -> AccountView:
        saved = replace(account(account_id), link_id=link.link.id)
        view = AccountView(saved, HalfHealth(State.OK), HalfHealth(State.OK), link.link, link.sign_in)
        others = tuple(one for one in self.known.accounts if one.account.id != account_id)
        links = {one.link.id: one for one in (*self.known.links, link)}
        self.known = Overview((*others, view), tuple(links.values()))
        return view


@dataclass
class FakeLedgerWork:
    """The ports of slow work that a ledger sign-in uses; touching one on the GUI thread is an error."""

    fakes: dict[str, object]

    def __getattr__(self, name: str) -> object:
        """Return a port, off the GUI thread."""
        off_gui_thread()
        return self.fakes[name]


def link_view(
    organisation: Organisation = HARBOUR_TEA,
    *,
    provider: Provider = Provider.XERO,
    name: str = "",
    link_id: str = "link-1",
    used_by: tuple[str, ...] = ("Harbour Tea US",),
    state: State = State.OK,
) -> LinkView:
    """Return a connection that exists."""
    chain = ChainFacts(NOW, NOW, NOW + timedelta(days=60))
    sign_in = SignIn("sign-in-1", provider, "production", "user-1", "Alex Marlow", "a", chain=chain)
    link = LedgerLink(
        id=link_id,
        sign_in_id=sign_in.id,
        provider=provider,
        organisation_id=organisation.id,
        organisation_name=name or organisation.name,
        country="GB",
        base_currency="GBP",
        facts=HalfFacts(NOW, NOW),
    )
    return LinkView(link, sign_in, HalfHealth(state), used_by)


@dataclass
class LedgerDesk:
    """Session, parts and fakes for page 4 and for the sign-in alone."""

    tasks: Tasks
    known: Overview = field(default_factory=Overview)
    suggested_link_id: str = ""
    client: str = ""
    settings: ServiceSettings = field(default_factory=ledger_settings)
    clock: FixedClock = field(default_factory=FixedClock)
    opened: list[str] = field(default_factory=list)
    can_open: bool = True
    may_show_web_view: bool = True

    def __post_init__(self) -> None:
        self.ledger = FakeLedger(self.clock)
        self.door = FakeDoor()
        self.accounts = FakeLedgerAccounts(self.known)
        self.secrets = FakeSecrets()
        fakes = {
            "ledger_sign_in": self.ledger,
            "browser_door": self.door,
            "connections": self.accounts,
            "secrets": self.secrets,
            "clock": self.clock,
        }
        self.work = cast(WorkPorts, FakeLedgerWork(fakes))
        draft = AccountDraft(
            "new", region="europe", name="Harbour Tea UK", identity=identity(sells_in("GB")), is_seller_saved=True
        )
        self.session = WizardSession(draft.with_client(self.client), self.known, self.suggested_link_id)

    @property
    def sign_in_parts(self) -> SignInParts:
        """Return what a sign-in is given."""
        return SignInParts(
            tasks=self.tasks,
            work=self.work,
            settings=lambda: self.settings,
            clock=lambda: self.clock,
            open_url=self.open_url,
            may_show_web_view=lambda: self.may_show_web_view,
        )

    @property
    def parts(self) -> PageParts:
        """Return what the page is given."""
        return PageParts(
            book=marketplace_book(),
            tasks=self.tasks,
            work=self.work,
            settings=lambda: self.settings,
            clock=lambda: self.clock,
            open_url=self.open_url,
            keyring_name="this computer's keyring",
            may_show_web_view=lambda: self.may_show_web_view,
        )

    def open_url(self, url: str) -> bool:
        """Note the address, or fail as a computer without a browser does."""
        if self.can_open:
            self.opened.append(url)
        return self.can_open


def other_account(link: LinkView) -> AccountView:
    """Return an account that posts to a connection already."""
    saved = replace(account("other", name="Harbour Tea US", region="north-america"), link_id=link.link.id)
    return AccountView(saved, HalfHealth(State.OK), HalfHealth(State.OK), link.link, link.sign_in)


def unfinished() -> AccountView:
    """Return the account of the session while it has no ledger."""
    return AccountView(account("new"), HalfHealth(State.OK), NOT_CONNECTED)
