"""A double of the account store in memory; it passes the same contract tests as the real one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lmb_desktop.core.account import Account, SellerIdentity, folded, is_same_seller
from lmb_desktop.core.account_store import Change
from lmb_desktop.core.errors import AccountGone, DuplicateAccount, NameTaken, StoreError
from lmb_desktop.core.holdings import Holdings, RecordKind, SavingMark
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import OrganisationFacts, SignIn

Key = tuple[RecordKind, str]


@dataclass
class MemoryAccountStore:
    """Keep rows in dictionaries; every call does all or nothing."""

    accounts: dict[str, Account] = field(default_factory=dict)
    sign_ins: dict[str, SignIn] = field(default_factory=dict)
    links: dict[str, LedgerLink] = field(default_factory=dict)
    noted: dict[Key, SavingMark] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    def holdings(self) -> Holdings:
        """Return all rows that are more than a mark."""
        return Holdings(tuple(self.accounts.values()), tuple(self.sign_ins.values()), tuple(self.links.values()))

    def around(self, account_id: str) -> Holdings:
        """Return one account with its ledger connection and the accounts that share it."""
        account = self.accounts.get(account_id)
        link = self.links.get(account.link_id or "") if account is not None else None
        if account is None or link is None:
            return Holdings((account,) if account is not None else ())
        sharing = tuple(other for other in self.accounts.values() if other.link_id == link.id)
        return Holdings(sharing, (self.sign_ins[link.sign_in_id],), (link,))

    def refuse_twins(self, account_id: str, *, name: str, seller_id: str, region: str) -> None:
        """Refuse a seller or a name that another account has."""
        for other in self.accounts.values():
            if other.id != account_id and is_same_seller(other, seller_id, region):
                facts = {"seller_id": seller_id, "region": region, "client": other.client or ""}
                raise DuplicateAccount(account_id=other.id, name=other.name, **facts)
        self._refuse_name(account_id, name)

    def account(self, account_id: str) -> Account | None:
        """Return one account, or None."""
        return self.accounts.get(account_id)

    def sign_in(self, sign_in_id: str) -> SignIn | None:
        """Return one sign-in, or None."""
        return self.sign_ins.get(sign_in_id)

    def link(self, link_id: str) -> LedgerLink | None:
        """Return one link, or None."""
        return self.links.get(link_id)

    def put_mark(self, mark: SavingMark) -> None:
        """Keep a mark."""
        self.noted[mark.kind, mark.record] = mark

    def clear_mark(self, kind: RecordKind, record: str) -> None:
        """Drop a mark."""
        self.noted.pop((kind, record), None)

    def marks(self) -> tuple[SavingMark, ...]:
        """Return the marks."""
        return tuple(self.noted.values())

    def put_account(self, account: Account, *, leftover: SavingMark | None = None) -> None:
        """Save an account's row with its mark."""
        self.refuse_twins(account.id, name=account.name, seller_id=account.seller_id, region=account.region)
        self.accounts[account.id] = replace(account, client=self._client(account.client))
        self._note(RecordKind.ACCOUNT, account.id, leftover)

    def put_ledger(
        self, account_id: str | None, sign_in: SignIn, link: LedgerLink, *, leftover: SavingMark | None = None
    ) -> None:
        """Save a sign-in with its mark and a link, and point the account, if one is named, to it."""
        account = self._account(account_id) if account_id is not None else None
        self.put_sign_in(sign_in, leftover=leftover)
        self.links[link.id] = link
        if account is not None:
            self.accounts[account.id] = replace(account, link_id=link.id)

    def put_sign_in(self, sign_in: SignIn, *, leftover: SavingMark | None = None) -> None:
        """Save a sign-in with its mark."""
        self.sign_ins[sign_in.id] = sign_in
        self._note(RecordKind.SIGN_IN, sign_in.id, leftover)

    def put_renewing(self, sign_in_id: str, at: datetime | None) -> None:
        """Note that a refresh is sent, or that its outcome is known."""
        if sign_in_id in self.sign_ins:
            sign_in = self.sign_ins[sign_in_id]
            self.sign_ins[sign_in_id] = replace(sign_in, chain=replace(sign_in.chain, renewing_at=at))

    def put_client(self, account_ids: Sequence[str], client: str | None) -> None:
        """Put accounts under a client, or under none."""
        known = self._client(client)
        changed = {one: replace(self._account(one), client=known) for one in account_ids}
        self.accounts |= changed

    def put_paused(self, account_ids: Sequence[str], at: datetime | None) -> None:
        """Pause accounts, or let them be checked again."""
        for account in [self._account(one) for one in account_ids]:
            self.accounts[account.id] = replace(account, seller_facts=replace(account.seller_facts, paused_at=at))

    def put_imported(self, holdings: Holdings) -> None:
        """Save accounts with their links, all or none."""
        before = dict(self.accounts), dict(self.sign_ins), dict(self.links)
        try:
            self.sign_ins |= {sign_in.id: sign_in for sign_in in holdings.sign_ins}
            self.links |= {link.id: link for link in holdings.links}
            for account in holdings.accounts:
                self.put_account(account)
        except StoreError:
            self.accounts, self.sign_ins, self.links = before
            raise

    def point_to_link(self, account_id: str, link_id: str | None) -> None:
        """Point an account to a link."""
        if link_id is not None and link_id not in self.links:
            raise StoreError
        self.accounts[account_id] = replace(self._account(account_id), link_id=link_id)

    def rename_account(self, account_id: str, name: str) -> None:
        """Rename an account."""
        self._refuse_name(account_id, name)
        self.accounts[account_id] = replace(self._account(account_id), name=name)

    def change_seller_facts(self, account: Account, change: Change, *, identity: SellerIdentity | None = None) -> None:
        """Change facts of the Amazon half while the row stands on the same credentials."""
        current = self.accounts.get(account.id)
        if current is None or _credentials(current) != _credentials(account):
            return
        facts = replace(change(current.seller_facts), paused_at=current.paused_at)
        if identity is not None:
            current = replace(current, store_name=identity.store_name, participations=identity.participations)
        self.accounts[account.id] = replace(current, seller_facts=facts)

    def change_link_facts(self, link: LedgerLink, change: Change, *, found: OrganisationFacts | None = None) -> None:
        """Change facts of a link while it stands on the same consent."""
        current = self.links.get(link.id)
        if current is None or _consent(current) != _consent(link):
            return
        if found is not None:
            current = replace(
                current,
                organisation_name=found.name or current.organisation_name,
                legal_name=found.legal_name or current.legal_name,
                country=found.country or current.country,
                base_currency=found.base_currency or current.base_currency,
            )
        self.links[link.id] = replace(current, facts=change(current.facts))

    def remove_account(self, account_id: str, *, leftover: SavingMark | None = None) -> None:
        """Delete an account; a mark may stay behind."""
        self.accounts.pop(account_id, None)
        self._note(RecordKind.ACCOUNT, account_id, leftover)

    def remove_link(self, link_id: str, *, leaving: str | None = None) -> None:
        """Delete a link, and take an account off it."""
        users = {account.id for account in self.accounts.values() if account.link_id == link_id}
        if users - {leaving}:
            raise StoreError
        if leaving in users:
            self.point_to_link(leaving, None)
        self.links.pop(link_id, None)

    def remove_sign_in(self, sign_in_id: str) -> None:
        """Delete a sign-in."""
        if any(link.sign_in_id == sign_in_id for link in self.links.values()):
            raise StoreError
        self.sign_ins.pop(sign_in_id, None)
        self.noted.pop((RecordKind.SIGN_IN, sign_in_id), None)

    def setting(self, key: str) -> str | None:
        """Return a setting, or None."""
        return self.settings.get(key)

    def put_settings(self, values: Mapping[str, str | None]) -> None:
        """Save settings; None deletes."""
        kept = self.settings | {key: value for key, value in values.items() if value is not None}
        self.settings = {key: value for key, value in kept.items() if values.get(key, value) is not None}

    def _note(self, kind: RecordKind, record: str, mark: SavingMark | None) -> None:
        self.noted.pop((kind, record), None)
        if mark is not None:
            self.noted[kind, record] = mark

    def _client(self, client: str | None) -> str | None:
        """Return a client's name as it is known already, else as it is given."""
        if client is None or not folded(client):
            return None
        known = (account.client for account in self.accounts.values() if account.client)
        return next((name for name in known if folded(name) == folded(client)), client)

    def _account(self, account_id: str) -> Account:
        if account_id not in self.accounts:
            raise AccountGone
        return self.accounts[account_id]

    def _refuse_name(self, account_id: str, name: str) -> None:
        if any(other.id != account_id and folded(other.name) == folded(name) for other in self.accounts.values()):
            raise NameTaken(name=name)


def _credentials(account: Account) -> tuple[object, ...]:
    return account.seller_slot, account.seller_facts.consented_at


def _consent(link: LedgerLink) -> tuple[object, ...]:
    return link.sign_in_id, link.facts.consented_at
