"""AccountStore: the port to the list of accounts. A gateway fills it; a double keeps the same contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from lmb_desktop.core.account import Account, SellerIdentity
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.holdings import Holdings, RecordKind, SavingMark
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import OrganisationFacts, SignIn

Change = Callable[[HalfFacts], HalfFacts]
"""What the facts of a half become; given what is stored at the moment of writing."""


class AccountStore(Protocol):
    """Keep accounts, sign-ins and links; every call is one transaction. Raises StoreError only."""

    def holdings(self) -> Holdings:
        """Return everything that is saved."""
        ...

    def around(self, account_id: str) -> Holdings:
        """Return one account with its ledger connection and the accounts that share it; nothing where it is gone."""
        ...

    def refuse_twins(self, account_id: str, *, name: str, seller_id: str, region: str) -> None:
        """Raise DuplicateAccount or NameTaken when another account has this seller in this region, or this name."""
        ...

    def account(self, account_id: str) -> Account | None:
        """Return one account, or None."""
        ...

    def sign_in(self, sign_in_id: str) -> SignIn | None:
        """Return one sign-in, or None."""
        ...

    def link(self, link_id: str) -> LedgerLink | None:
        """Return one link, or None."""
        ...

    def put_mark(self, mark: SavingMark) -> None:
        """Note that a slot of a record is being written; makes a bare row, not in `holdings`, where none is."""
        ...

    def clear_mark(self, kind: RecordKind, record: str) -> None:
        """Take a note back; a row that never got more than its note goes with it."""
        ...

    def marks(self) -> tuple[SavingMark, ...]:
        """Return the notes that stand."""
        ...

    def put_account(self, account: Account, *, leftover: SavingMark | None = None) -> None:
        """Save an account's row; `leftover` replaces its mark, None clears it. Raises DuplicateAccount or NameTaken."""
        ...

    def put_ledger(
        self, account_id: str | None, sign_in: SignIn, link: LedgerLink, *, leftover: SavingMark | None = None
    ) -> None:
        """Save a sign-in and a link, and point the account, if one is named, to it; `leftover` is the new mark."""
        ...

    def put_sign_in(self, sign_in: SignIn, *, leftover: SavingMark | None = None) -> None:
        """Save a sign-in alone, when a refresh rotated its secret; `leftover` replaces its mark, None clears it."""
        ...

    def put_renewing(self, sign_in_id: str, at: datetime | None) -> None:
        """Note that a refresh is sent, or with None that its outcome is known."""
        ...

    def put_client(self, account_ids: Sequence[str], client: str | None) -> None:
        """Put accounts under a client, made when there is none of that name (ignoring case); None takes them out.

        A client that no account belongs to any more is dropped. Raises AccountGone.
        """
        ...

    def put_paused(self, account_ids: Sequence[str], at: datetime | None) -> None:
        """Pause accounts from a time on, or with None let them be checked again; raises AccountGone."""
        ...

    def put_imported(self, holdings: Holdings) -> None:
        """Save accounts with their links from another computer, all or none; raises DuplicateAccount or NameTaken."""
        ...

    def point_to_link(self, account_id: str, link_id: str | None) -> None:
        """Point an account to a link that exists."""
        ...

    def rename_account(self, account_id: str, name: str) -> None:
        """Rename an account; raises NameTaken or AccountGone."""
        ...

    def change_seller_facts(self, account: Account, change: Change, *, identity: SellerIdentity | None = None) -> None:
        """Change what is known about an account's Amazon half, and take over what Amazon said of the seller.

        Its mark stays, and so does its pause, which only `put_paused` changes. Nothing is written once the row has
        gone or stands on other credentials than `account` shows: the answer was about older ones.
        """
        ...

    def change_link_facts(self, link: LedgerLink, change: Change, *, found: OrganisationFacts | None = None) -> None:
        """Change what is known about a link, and take over what its organisation said of itself.

        Nothing is written once the row has gone or stands on another consent than `link` shows.
        """
        ...

    def remove_account(self, account_id: str, *, leftover: SavingMark | None = None) -> None:
        """Delete an account's row and its history; `leftover` stays behind for a secret that is not yet gone."""
        ...

    def remove_link(self, link_id: str, *, leaving: str | None = None) -> None:
        """Delete a link's row, and take the account that is leaving off it in the same transaction."""
        ...

    def remove_sign_in(self, sign_in_id: str) -> None:
        """Delete a sign-in's row."""
        ...

    def setting(self, key: str) -> str | None:
        """Return a setting, or None."""
        ...

    def put_settings(self, values: Mapping[str, str | None]) -> None:
        """Save settings in one transaction; None deletes."""
        ...
