"""Ports: what the core and the windows ask of the world. Gateways fill them; doubles keep the same contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from lmb_desktop.core.again import Again, freely

if TYPE_CHECKING:
    # For the reader only: naming a port loads nothing of what passes through it.
    from datetime import datetime

    from lmb_desktop.core.account import SellerCredentials, SellerIdentity
    from lmb_desktop.core.attempt import Answer, Attempt
    from lmb_desktop.core.cancel import CancelToken
    from lmb_desktop.core.ledger_link import LedgerLink
    from lmb_desktop.core.secret import Secret
    from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, Renewal, SignIn

MEMORY = "memory-"
"""How the names of slots begin that live in one process until it quits."""
SLOTS = ("a", "b", f"{MEMORY}a", f"{MEMORY}b")
"""Every slot a record's secret may lie in."""


class Clock(Protocol):
    """Tell the time."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        ...


class SecretStore(Protocol):
    """Keep secrets; slots are `a` and `b` in the keyring, `memory-a` and `memory-b` until the program quits.

    Raises SecretStoreError only. Slow: never called on the GUI thread.
    """

    @property
    def holder(self) -> str:
        """Name this process, for marks and for secrets held in memory."""
        ...

    @property
    def keeps_until_quit(self) -> bool:
        """Tell whether new secrets are held in memory, as the user chose."""
        ...

    def keep_until_quit(self) -> None:
        """Hold new secrets in memory from now on: the user's choice where no keyring works."""
        ...

    def free_slot(self, busy: str) -> str:
        """Return the slot to write next, given the one in use (empty when none is)."""
        ...

    def put(self, record: str, slot: str, secret: Secret) -> None:
        """Write a secret and read it back."""
        ...

    def get(self, record: str, slot: str) -> Secret:
        """Return a secret; raises SecretLost, or SecretNotKept for a slot in the memory of another process."""
        ...

    def forget(self, record: str, slot: str) -> None:
        """Delete a secret; one that is not there is no error."""
        ...

    def is_alive(self, holder: str) -> bool:
        """Tell whether the process that left a mark still runs."""
        ...


class SellerCheck(Protocol):
    """Ask Amazon whether credentials open this seller's account in this region."""

    def verify(self, credentials: SellerCredentials, cancel: CancelToken, again: Again = freely) -> SellerIdentity:
        """Return what Amazon confirmed; raises SignInError, Offline, ServiceTrouble, ClockWrong or Cancelled.

        The first question is paid for; `again` is asked before the same is asked once more at the same endpoint.
        """
        ...


class LedgerSignIn(Protocol):
    """Sign in at a ledger provider, renew, read and revoke."""

    def begin(self, provider: Provider, redirect_uri: str = "") -> Attempt:
        """Return a new attempt: fresh state and PKCE pair, the address to open; raises AppMissing."""
        ...

    def exchange(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> LedgerGrant:
        """Exchange the code and ask which organisations it reaches and who consented."""
        ...

    def read(self, grant: LedgerGrant, organisation: Organisation, cancel: CancelToken) -> OrganisationFacts:
        """Read an organisation live with the grant's access token; asserts that the answer is this organisation's."""
        ...

    def renew(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> Renewal:
        """Refresh once; raises GrantEnded on a refusal. The new token is stored before the access token is used."""
        ...

    def read_link(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> OrganisationFacts:
        """Read a link's organisation live; raises GrantEnded where access was withdrawn."""
        ...

    def unlink(self, link: LedgerLink, access_token: Secret, cancel: CancelToken) -> bool:
        """End one organisation's connection at Xero; tells whether this person has others linked to the app there.

        One that had ended before is no error. Never asked for QuickBooks, where a consent is one company.
        """
        ...

    def revoke(self, sign_in: SignIn, refresh_token: Secret, cancel: CancelToken) -> None:
        """End a whole sign-in at the provider, with every organisation it reaches; raises GrantEnded where it had."""
        ...


class Locks(Protocol):
    """Let one process at a time do something in a data folder."""

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Hold the named lock for the length of a with-block; raises StoreBusy after a while."""
        ...


class BrowserDoor(Protocol):
    """The system browser's way back to this computer."""

    def listen(self, redirect_uris: Sequence[str]) -> Listener:
        """Listen on the first registered loopback address that is free; raises ListenerBlocked."""
        ...


class Listener(Protocol):
    """A return address that is being listened on."""

    @property
    def redirect_uri(self) -> str:
        """Return the registered address that answers come to."""
        ...

    def wait(self, judge: Callable[[str], Answer], cancel: CancelToken, timeout_s: float) -> Answer:
        """Wait for an answer that `judge` accepts or refuses for good; a wrong state gets a 400 and listening goes on.

        Raises SignInTimedOut, Cancelled, and what `judge` raises. Closes by itself.
        """
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


def holder_of(secrets: SecretStore, slot: str) -> str:
    """Return who holds a slot just written: this process where it lies in memory, nobody where in the keyring."""
    return secrets.holder if slot.startswith(MEMORY) else ""
