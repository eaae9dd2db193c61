"""What passes through the ports of the stores: all rows in one piece, and the marks of saves under way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lmb_desktop.core.account import Account
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import SignIn


@dataclass(frozen=True)
class Holdings:
    """All that the account store holds, read in one piece."""

    accounts: tuple[Account, ...] = ()
    sign_ins: tuple[SignIn, ...] = ()
    links: tuple[LedgerLink, ...] = ()

    def accounts_on(self, link_id: str | None) -> tuple[Account, ...]:
        """Return the accounts that post to a link."""
        return tuple(account for account in self.accounts if link_id is not None and account.link_id == link_id)

    def links_on(self, sign_in_id: str) -> tuple[LedgerLink, ...]:
        """Return the links that stand on a sign-in."""
        return tuple(link for link in self.links if link.sign_in_id == sign_in_id)

    def account(self, account_id: str) -> Account | None:
        """Return the account with this id, or None."""
        return next((account for account in self.accounts if account.id == account_id), None)

    def link(self, link_id: str | None) -> LedgerLink | None:
        """Return the link with this id, or None."""
        return next((link for link in self.links if link.id == link_id), None)

    def sign_in(self, sign_in_id: str | None) -> SignIn | None:
        """Return the sign-in with this id, or None."""
        return next((sign_in for sign_in in self.sign_ins if sign_in.id == sign_in_id), None)


@dataclass(frozen=True)
class Beginning:
    """The accounts that stand first in the list, and what else is needed to show them."""

    holdings: Holdings
    ids: frozenset[str]
    """The accounts that stand first; others are there since they share a ledger connection with one of them."""
    is_all: bool
    """There are no accounts but these."""


class RecordKind(StrEnum):
    """Whose secret it is."""

    ACCOUNT = "account"
    SIGN_IN = "sign-in"


@dataclass(frozen=True)
class SavingMark:
    """A note in a row: this slot of the record is in flux, and whoever finds its holder gone empties the slot."""

    kind: RecordKind
    record: str
    slot: str
    holder: str
