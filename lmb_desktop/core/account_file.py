"""AccountFile: what a file of accounts for another computer holds, as JSON text and back; no secret has a place."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from lmb_desktop.core.account import NAME_LENGTH, Account, Method, Participation, SellerIdCheck
from lmb_desktop.core.errors import AccountFileUnusable
from lmb_desktop.core.file_marketplaces import MOST_MARKETPLACES, TooManyMarketplaces, participations_in
from lmb_desktop.core.file_origin import Here, Mode, refuse_elsewhere
from lmb_desktop.core.file_values import flag_in, json_object, plain, text_in
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import Provider, SignIn

FORMAT, VERSION = "lmb-desktop-accounts", 1
MOST_ACCOUNTS = 20_000


@dataclass(frozen=True)
class FileLedger:
    """The ledger half of an account in a file: the organisation, and whose consent reached it."""

    provider: Provider
    organisation_id: str
    organisation_name: str
    legal_name: str
    country: str
    base_currency: str
    is_demo: bool
    environment: str
    user_id: str
    authorised_by: str

    @property
    def sign_in_key(self) -> str:
        """Name the chain that links stand on together: Xero's by person, Intuit's by company."""
        if self.provider is Provider.XERO and self.user_id:
            return _person_key(self.environment, self.user_id)
        return f"{self.provider.value} {self.environment} organisation {self.organisation_id}"

    @classmethod
    def of(cls, link: LedgerLink, sign_in: SignIn) -> FileLedger:
        """Return what a file says about a link."""
        return cls(
            provider=link.provider,
            organisation_id=link.organisation_id,
            organisation_name=plain(link.organisation_name),
            legal_name=plain(link.legal_name),
            country=plain(link.country),
            base_currency=plain(link.base_currency),
            is_demo=link.is_demo,
            environment=sign_in.environment,
            user_id=sign_in.user_id,
            authorised_by=plain(sign_in.authorised_by),
        )

    def sign_in(self, sign_in_id: str) -> SignIn:
        """Return the row of the sign-in, which has no secret yet."""
        return SignIn(sign_in_id, self.provider, self.environment, self.user_id, self.authorised_by, slot="")

    def link(self, link_id: str, sign_in_id: str, facts: HalfFacts) -> LedgerLink:
        """Return the row of the link."""
        return LedgerLink(
            id=link_id,
            sign_in_id=sign_in_id,
            provider=self.provider,
            organisation_id=self.organisation_id,
            organisation_name=self.organisation_name,
            legal_name=self.legal_name,
            country=self.country,
            base_currency=self.base_currency,
            is_demo=self.is_demo,
            facts=facts,
        )


@dataclass(frozen=True)
class FileAccount:
    """One account in a file."""

    name: str
    client: str | None
    region: str
    method: Method
    seller_id: str
    store_name: str
    own_client_id: str
    participations: tuple[Participation, ...]
    ledger: FileLedger | None

    @classmethod
    def of(cls, account: Account, ledger: FileLedger | None) -> FileAccount:
        """Return what a file says about an account."""
        return cls(
            name=plain(account.name)[:NAME_LENGTH],
            client=None if account.client is None else plain(account.client),
            region=account.region,
            method=account.method,
            seller_id=account.seller_id,
            store_name=plain(account.store_name),
            own_client_id=account.own_client_id,
            participations=account.participations,
            ledger=ledger,
        )

    def account(self, account_id: str, link_id: str | None, facts: HalfFacts) -> Account:
        """Return the row of the account, which has no secret yet."""
        return Account(
            id=account_id,
            name=self.name,
            region=self.region,
            method=self.method,
            seller_id=self.seller_id,
            store_name=self.store_name,
            id_check=SellerIdCheck.NOT_CHECKABLE,
            participations=self.participations,
            seller_slot="",
            created_at=datetime.fromtimestamp(0, UTC),
            client=self.client,
            own_client_id=self.own_client_id,
            link_id=link_id,
            seller_facts=facts,
        )


@dataclass(frozen=True)
class AccountFile:
    """A file of accounts."""

    saved_at: datetime
    accounts: tuple[FileAccount, ...]
    mode: Mode | None = None
    """None in files of programs that did not write it."""

    def text(self) -> str:
        """Return the file's text (JSON)."""
        head = {"format": FORMAT, "version": VERSION, "saved_at": self.saved_at.isoformat()}
        head |= {} if self.mode is None else {"mode": self.mode.value}
        return json.dumps(head | {"accounts": [asdict(account) for account in self.accounts]}, indent=2)

    @classmethod
    def read(cls, text: str, *, place: str, regions: Collection[str], here: Here | None = None) -> AccountFile:
        """Return what a text holds; raises AccountFileUnusable, with `place` in its facts, for anything else.

        An account of a region that is none of `regions` (slugs) makes the file one of a newer version; with `here`
        accounts that belong elsewhere are refused (AccountFileElsewhere).
        """
        try:
            file = _file(json.loads(text, object_pairs_hook=json_object))
            if {account.region for account in file.accounts} <= set(regions):
                file.refuse_elsewhere(here, place)
                return file
            raise _Newer
        except _Newer:
            problem = "was saved by a newer LMB Desktop"
        except TooManyMarketplaces:
            problem = f"names more than {MOST_MARKETPLACES} marketplaces for one account"
        except (ValueError, TypeError, KeyError, RecursionError):
            problem = "does not hold accounts of LMB Desktop"
        raise AccountFileUnusable(place=place, problem=problem)

    def refuse_elsewhere(self, here: Here | None, place: str) -> None:
        """Raise AccountFileElsewhere where `here` is no place for these accounts."""
        ledgers = [account.ledger for account in self.accounts if account.ledger is not None]
        companies = {ledger.environment for ledger in ledgers if ledger.provider is Provider.QUICKBOOKS}
        if here is not None:
            refuse_elsewhere(self.mode, companies, here=here, place=place)


class AccountFiles(Protocol):
    """Read and write whole files. Slow: never called on the GUI thread. Raises StoreError only."""

    def read(self, path: str) -> str:
        """Return a file's text; raises AccountFileUnusable for one that cannot be read."""
        ...

    def save(self, path: str, text: str) -> None:
        """Write a file as one piece, readable by its owner only."""
        ...


def xero_person_key(sign_in: SignIn) -> str | None:
    """Name the chain of a person who has signed in to Xero here, as a file's links name it; None for any other."""
    is_person = sign_in.provider is Provider.XERO and bool(sign_in.user_id)
    return _person_key(sign_in.environment, sign_in.user_id) if is_person else None


class _Newer(Exception):
    """The file is of a version that we do not know."""


def _file(found: Any) -> AccountFile:
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(FORMAT)
    version = found.get("version")
    if type(version) is not int or version < VERSION:
        raise ValueError("version")
    if version > VERSION:
        raise _Newer
    entries = found["accounts"]
    if not isinstance(entries, list) or len(entries) > MOST_ACCOUNTS:
        raise ValueError("accounts")
    saved_at = datetime.fromisoformat(text_in(found, "saved_at"))
    if saved_at.tzinfo is None:
        raise ValueError("saved_at")
    mode = None if "mode" not in found else Mode(found["mode"])
    return AccountFile(saved_at, tuple(_account(entry) for entry in entries), mode)


def _account(entry: dict[str, Any]) -> FileAccount:
    name, seller_id = text_in(entry, "name"), text_in(entry, "seller_id")
    if not name.strip() or len(name) > NAME_LENGTH or not seller_id:
        raise ValueError("name")
    ledger = entry["ledger"]
    return FileAccount(
        name=name,
        client=None if entry["client"] is None else text_in(entry, "client"),
        region=text_in(entry, "region"),
        method=Method(entry["method"]),
        seller_id=seller_id,
        store_name=text_in(entry, "store_name"),
        own_client_id=text_in(entry, "own_client_id"),
        participations=participations_in(entry["participations"]),
        ledger=None if ledger is None else _ledger(ledger),
    )


def _ledger(entry: dict[str, Any]) -> FileLedger:
    names = ("organisation_id", "organisation_name", "legal_name", "country", "base_currency", "environment")
    texts = {name: text_in(entry, name) for name in (*names, "user_id", "authorised_by")}
    if not texts["organisation_id"]:
        raise ValueError("organisation_id")
    return FileLedger(provider=Provider(entry["provider"]), is_demo=flag_in(entry, "is_demo"), **texts)


def _person_key(environment: str, user_id: str) -> str:
    return f"{Provider.XERO.value} {environment} person {user_id}"
