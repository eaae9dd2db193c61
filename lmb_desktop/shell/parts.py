"""What the windows around the wizard are given. Builds nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lmb_desktop.core.app_credentials import AppCredentials
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.start_at_login import StartAtLogin
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks


@dataclass(frozen=True)
class WindowParts:
    """What windows work with. `work` and `app_credentials` are touched inside `tasks` only; the rest is quick."""

    tasks: Tasks
    work: WorkPorts
    book: MarketplaceBook
    settings: Callable[[], ServiceSettings]
    keyring_name: str
    """Such as "this computer's keyring"; stands inside sentences."""
    app_credentials: Callable[[], AppCredentials]
    open_url: Callable[[str], bool]
    """Open an address in the system browser; False when none could be opened."""
    is_practice: bool = False
    layout_file: Path | None = None
    """Where sizes and columns are remembered; None remembers nothing."""
    start_at_login: Callable[[], StartAtLogin] | None = None
    """The system's way to start the program with the computer, touched inside `tasks` only; None offers none."""
    diagnostics: Callable[[], str] | None = None
    """Write the report for support, masked; slow. None offers none."""
