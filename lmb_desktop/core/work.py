"""WorkPorts: what slow work may use. Touched inside `Tasks.run` only: the first touch builds the gateway behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # For the reader only: a window that is given these ports need not wait for what stands behind them.
    from lmb_desktop.core.account_file import AccountFiles
    from lmb_desktop.core.announcing import ToldStore
    from lmb_desktop.core.connections import Connections
    from lmb_desktop.core.ports import BrowserDoor, Clock, LedgerSignIn, SecretStore, SellerCheck
    from lmb_desktop.core.preferences import PreferenceStore
    from lmb_desktop.core.seller_consent import SellerConsent


class WorkPorts(Protocol):
    """The ports that windows hand to their work."""

    @property
    def connections(self) -> Connections:
        """The accounts."""
        ...

    @property
    def secrets(self) -> SecretStore:
        """The keyring."""
        ...

    @property
    def seller_check(self) -> SellerCheck:
        """Amazon."""
        ...

    @property
    def seller_consent(self) -> SellerConsent:
        """Amazon's consent page."""
        ...

    @property
    def ledger_sign_in(self) -> LedgerSignIn:
        """Xero and Intuit."""
        ...

    @property
    def browser_door(self) -> BrowserDoor:
        """The way back from the system browser."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def preferences(self) -> PreferenceStore:
        """What the user chose about checks, notifications and the clipboard."""
        ...

    @property
    def told(self) -> ToldStore:
        """What the user was told while no window was in front."""
        ...

    @property
    def account_files(self) -> AccountFiles:
        """Files that carry accounts to another computer."""
        ...
