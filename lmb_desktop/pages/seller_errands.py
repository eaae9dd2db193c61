"""What a Verify is for: to add an account, or to authorise one that exists again. Slow work; shows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lmb_desktop.core.account import SellerCredentials, SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.work import WorkPorts


@dataclass(frozen=True)
class Verify:
    """What is verified: an account under a name, and the credentials from its fields."""

    account_id: str
    name: str
    credentials: SellerCredentials
    client: str = ""


class SellerErrand(Protocol):
    """How Amazon is asked, and how what it confirms is saved; both off the GUI thread."""

    def ask(self, work: WorkPorts, asked: Verify, cancel: CancelToken) -> SellerIdentity:
        """Return what Amazon confirms; raises LmbError."""
        ...

    def save(self, work: WorkPorts, asked: Verify, identity: SellerIdentity) -> None:
        """Save the half; raises LmbError."""
        ...


class NewSeller:
    """Add an account, or carry on one that is not finished."""

    def ask(self, work: WorkPorts, asked: Verify, cancel: CancelToken) -> SellerIdentity:
        """Refuse a duplicate before Amazon is asked."""
        credentials = asked.credentials
        work.connections.refuse_duplicate(
            account_id=asked.account_id,
            name=asked.name,
            seller_id=credentials.seller_id,
            region=credentials.region,
        )
        cancel.raise_if_cancelled()
        return work.connections.verifying.verify(credentials, cancel)

    def save(self, work: WorkPorts, asked: Verify, identity: SellerIdentity) -> None:
        """Save the half under its name."""
        work.connections.save_seller_half(
            account_id=asked.account_id,
            name=asked.name,
            credentials=asked.credentials,
            identity=identity,
            client=asked.client,
        )


class SameSeller:
    """Authorise an account again; another seller is refused, and nothing changes."""

    def ask(self, work: WorkPorts, asked: Verify, cancel: CancelToken) -> SellerIdentity:
        """Ask Amazon, where nothing was typed with the secret of the seller's own app that is kept."""
        return work.connections.reauthorising.verify(asked.account_id, asked.credentials, cancel)

    def save(self, work: WorkPorts, asked: Verify, identity: SellerIdentity) -> None:
        """Save the new authorisation; name, client, ledger and history stay."""
        work.connections.reconnect_seller(asked.account_id, credentials=asked.credentials, identity=identity)
