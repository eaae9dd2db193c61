"""Connections: save each half, share, rename, check, tidy. The one door through which accounts change."""

from __future__ import annotations

import contextlib
import uuid
from dataclasses import dataclass, replace

from lmb_desktop.core.account import (
    Account,
    SellerCredentials,
    SellerIdentity,
    folded,
    is_same_seller,
)
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.checking import Checking, consent_lock
from lmb_desktop.core.errors import DuplicateAccount, NameTaken, NoSuchAccount, SecretStoreError
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.holdings import Holdings, RecordKind, SavingMark
from lmb_desktop.core.kept_secret import ledger_secret, seller_secret
from lmb_desktop.core.ledger_half import known_link, known_sign_in, made_link, made_sign_in
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView, Overview, overview_of
from lmb_desktop.core.ports import AccountStore, Clock, LedgerSignIn, Locks, SecretStore, SellerCheck, holder_of
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, SignIn
from lmb_desktop.core.two_stores import TwoStores, record_lock


@dataclass(frozen=True)
class ConnectionPorts:
    """What Connections needs of the world."""

    store: AccountStore
    secrets: SecretStore
    locks: Locks
    clock: Clock
    seller_check: SellerCheck
    ledger: LedgerSignIn


class Connections:
    """Change and read accounts; every method is slow work and belongs off the GUI thread."""

    def __init__(self, ports: ConnectionPorts) -> None:
        self._ports = ports
        self._act = TwoStores(ports.store, ports.secrets, ports.locks)
        self._checking = Checking(self._act, ports)

    def overview(self) -> Overview:
        """Return all accounts and links with their health; raises StoreError."""
        return overview_of(self._ports.store.holdings(), self._ports.secrets, self._ports.clock.now())

    def view(self, account_id: str) -> AccountView:
        """Return one account; raises NoSuchAccount."""
        view = self.overview().view(account_id)
        if view is None:
            raise NoSuchAccount(name=account_id)
        return view

    def refuse_duplicate(self, account_id: str, *, name: str, seller_id: str, region: str) -> None:
        """Raise DuplicateAccount or NameTaken when another account has this seller in this region, or this name."""
        for other in self._ports.store.holdings().accounts:
            if other.id == account_id:
                continue
            if is_same_seller(other, seller_id, region):
                facts = {
                    "name": other.name,
                    "seller_id": seller_id,
                    "region": region,
                    "client": other.client or "",
                }
                raise DuplicateAccount(account_id=other.id, **facts)
            if folded(other.name) == folded(name):
                raise NameTaken(name=name)

    def save_seller_half(
        self,
        account_id: str,
        *,
        name: str,
        credentials: SellerCredentials,
        identity: SellerIdentity,
    ) -> AccountView:
        """Save the half that Amazon confirmed; the account shows as not finished until its ledger half is there.

        Raises DuplicateAccount, NameTaken, StoreError or SecretStoreError, and then what was saved before counts.
        """
        self.refuse_duplicate(account_id, name=name, seller_id=identity.seller_id, region=credentials.region)
        with self._ports.locks.hold(record_lock(RecordKind.ACCOUNT, account_id)):
            before = self._ports.store.holdings().account(account_id)
            account = self._account(account_id, name=name, credentials=credentials, identity=identity, before=before)

            def point(slot: str, leftover: SavingMark | None) -> None:
                pointed = replace(account, seller_slot=slot, seller_holder=holder_of(self._ports.secrets, slot))
                self._ports.store.put_account(pointed, leftover=leftover)

            current = before.seller_slot if before else ""
            secret = seller_secret(credentials)
            self._act.write(RecordKind.ACCOUNT, account_id, current=current, secret=secret, point=point)
        return self.view(account_id)

    def save_ledger_half(
        self,
        account_id: str,
        *,
        grant: LedgerGrant,
        organisation: Organisation,
        facts: OrganisationFacts,
    ) -> AccountView:
        """Save a consent and the organisation the user confirmed, and point the account to it.

        A Xero consent by a person we know renews that person's chain; an organisation we know keeps its link.
        Raises NoSuchAccount, StoreError or SecretStoreError, and then what was saved before counts.
        """
        with self._ports.locks.hold(f"consent-{grant.provider.value}"):
            holdings = self._ports.store.holdings()
            known = known_link(holdings, grant.provider, organisation.id)
            before = known_sign_in(holdings, grant, known)
            sign_in = made_sign_in(grant, before.id if before else uuid.uuid4().hex)
            link_id = known.id if known else uuid.uuid4().hex
            link = made_link(link_id, sign_in, organisation=organisation, facts=facts)
            with (
                self._ports.locks.hold(record_lock(RecordKind.ACCOUNT, account_id)),
                self._ports.locks.hold(record_lock(RecordKind.SIGN_IN, sign_in.id)),
            ):
                self._write_ledger(account_id, sign_in, link, current=before.slot if before else "", grant=grant)
            self._forget_orphans(grant.provider)
        return self.view(account_id)

    def share_link(self, account_id: str, link_id: str) -> AccountView:
        """Point an account to a ledger connection that exists; nobody is asked for consent again."""
        with self._ports.locks.hold(record_lock(RecordKind.ACCOUNT, account_id)):
            self._ports.store.point_to_link(account_id, link_id)
        return self.view(account_id)

    def rename(self, account_id: str, name: str) -> AccountView:
        """Give an account another name; raises NameTaken or NoSuchAccount."""
        self._ports.store.rename_account(account_id, name)
        return self.view(account_id)

    def check(self, account_ids: list[str], cancel: CancelToken) -> Overview:
        """Read both halves of the accounts live and store what came of it; raises StoreError and Cancelled only."""
        self._checking.check(account_ids, cancel)
        return self.overview()

    def tidy(self) -> None:
        """Undo what a stopped program left behind, and forget sign-ins that no link stands on; raises StoreError."""
        self._act.tidy()
        for sign_in in _orphans(self._ports.store.holdings()):
            with self._ports.locks.hold(consent_lock(sign_in)):
                self._forget_orphans(sign_in.provider)

    def _write_ledger(
        self, account_id: str, sign_in: SignIn, link: LedgerLink, *, current: str, grant: LedgerGrant
    ) -> None:
        def point(slot: str, leftover: SavingMark | None) -> None:
            pointed = replace(sign_in, slot=slot, holder=holder_of(self._ports.secrets, slot))
            self._ports.store.put_ledger(account_id, pointed, link, leftover=leftover)

        secret = ledger_secret(grant.provider, grant.user_id, grant.refresh_token)
        self._act.write(RecordKind.SIGN_IN, sign_in.id, current=current, secret=secret, point=point)

    def _account(
        self,
        account_id: str,
        *,
        name: str,
        credentials: SellerCredentials,
        identity: SellerIdentity,
        before: Account | None,
    ) -> Account:
        facts = HalfFacts(consented_at=identity.verified_at, last_ok=identity.verified_at)
        return Account(
            id=account_id,
            name=name,
            region=credentials.region,
            method=credentials.method,
            seller_id=identity.seller_id,
            store_name=identity.store_name,
            id_check=identity.id_check,
            participations=identity.participations,
            seller_slot="",
            created_at=before.created_at if before else self._ports.clock.now(),
            client=before.client if before else None,
            own_client_id=credentials.own_app.client_id if credentials.own_app else "",
            link_id=before.link_id if before else None,
            seller_facts=facts,
        )

    def _forget_orphans(self, provider: Provider) -> None:
        """Forget the sign-ins that no link stands on any more; where the keyring refuses, `tidy` tries again."""
        for sign_in in _orphans(self._ports.store.holdings()):
            if sign_in.provider is provider:
                with contextlib.suppress(SecretStoreError):
                    self._act.forget(sign_in.id)
                    self._ports.store.remove_sign_in(sign_in.id)


def _orphans(holdings: Holdings) -> tuple[SignIn, ...]:
    used = {link.sign_in_id for link in holdings.links}
    return tuple(sign_in for sign_in in holdings.sign_ins if sign_in.id not in used)
