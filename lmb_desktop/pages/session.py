"""What every page is given: the session with the current draft, and the parts it works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.ports import Clock
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks


@dataclass(frozen=True)
class Suggestions:
    """What a new account begins with, from the account added before it or from the client it is for."""

    region: str = ""
    client: str = ""
    link_id: str = ""

    @classmethod
    def after(cls, known: Overview, client: str | None = None) -> Suggestions:
        """Return what the account added last suggests, among those of a client where one is named."""
        views = [view for view in known.accounts if client is None or view.account.client == (client or None)]
        if not views:
            return cls(client=client or "")
        last = max(views, key=lambda view: view.account.created_at).account
        return cls(last.region, last.client or "", last.link_id or "")


NO_SUGGESTIONS = Suggestions()


@dataclass
class WizardSession:
    """The one thing pages share and change: the draft. `known` is what was saved when the wizard last looked."""

    draft: AccountDraft
    known: Overview = field(default_factory=Overview)
    suggested_link_id: str = ""
    """The ledger connection of the account added just before, offered first."""


@dataclass(frozen=True)
class PageParts:
    """What pages work with. `work` is touched inside `tasks` only; the rest is quick."""

    book: MarketplaceBook
    tasks: Tasks
    work: WorkPorts
    settings: Callable[[], ServiceSettings]
    clock: Callable[[], Clock]
    open_url: Callable[[str], bool]
    """Open an address in the system browser; False when none could be opened."""
    keyring_name: str
    """Such as "this computer's keyring"; stands inside sentences."""
    is_practice: bool = False
    may_show_web_view: Callable[[], bool] = lambda: True
    """False where the built-in sign-in is refused: started as root without leave."""
    keeps_until_quit: Callable[[], bool] = lambda: False
    """Whether the user chose to keep new secrets in memory until the program quits."""
    has_tray: Callable[[], bool] = lambda: False
