"""Saving: each half of an account by the act over both stores, for the first time or again with the same identity."""

from __future__ import annotations

import uuid
from dataclasses import replace

from lmb_desktop.core.account import Account, SellerCredentials, SellerIdentity
from lmb_desktop.core.connection_ports import ConnectionPorts
from lmb_desktop.core.errors import AccountGone, LinkGone, WrongAccount, WrongSeller
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.history import Event, HistoryEntry, note_done
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.kept_secret import ledger_secret, seller_secret
from lmb_desktop.core.ledger_half import known_link, known_sign_in, made_link, made_sign_in
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.ports import holder_of
from lmb_desktop.core.reauthorising import Reauthorising
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, SignIn
from lmb_desktop.core.two_stores import TwoStores, record_lock


class Saving:
    """Write halves; callers see to what a change leaves unused."""

    def __init__(self, act: TwoStores, reauthorising: Reauthorising, ports: ConnectionPorts) -> None:
        self._act = act
        self._reauthorising = reauthorising
        self._ports = ports

    def refuse_duplicate(self, account_id: str, *, name: str, seller_id: str, region: str) -> None:
        """Raise DuplicateAccount or NameTaken when another account has this seller in this region, or this name."""
        self._ports.store.refuse_twins(account_id, name=name, seller_id=seller_id, region=region)

    def save_seller(
        self,
        account_id: str,
        *,
        name: str,
        client: str | None,
        credentials: SellerCredentials,
        identity: SellerIdentity,
    ) -> None:
        """Save a half that Amazon confirmed; raises DuplicateAccount, NameTaken, StoreError or SecretStoreError."""
        self.refuse_duplicate(account_id, name=name, seller_id=identity.seller_id, region=credentials.region)
        with self._ports.locks.hold(record_lock(RecordKind.ACCOUNT, account_id)):
            before = self._ports.store.account(account_id)
            if before is not None and not _is_draft(before):
                _refuse_other_seller(before, credentials, identity)
            account = self._account(account_id, name=name, credentials=credentials, identity=identity)
            self._write_seller(replace(account, client=client), credentials, before=before)
        event = Event.SELLER_CONNECTED if before is None else Event.SELLER_REAUTHORISED
        self._note(account_id, event, identity.store_name)

    def reconnect_seller(self, account_id: str, *, credentials: SellerCredentials, identity: SellerIdentity) -> None:
        """Authorise an account's Amazon half again; raises WrongSeller, and then nothing has changed."""
        with self._ports.locks.hold(record_lock(RecordKind.ACCOUNT, account_id)):
            before = self._ports.store.account(account_id)
            if before is None:
                raise AccountGone
            _refuse_other_seller(before, credentials, identity)
            complete = self._reauthorising.completed(before, credentials)
            account = self._account(account_id, name="", credentials=complete, identity=identity)
            if not credentials.token:
                # Only the app's secret is another one: the authorisation is as old as it was.
                dates = before.seller_facts
                facts = replace(account.seller_facts, consented_at=dates.consented_at, ends_at=dates.ends_at)
                account = replace(account, seller_facts=facts)
            self._write_seller(account, complete, before=before)
        self._note(account_id, Event.SELLER_REAUTHORISED, identity.store_name)

    def save_ledger(
        self, account_id: str, *, grant: LedgerGrant, organisation: Organisation, facts: OrganisationFacts
    ) -> LedgerLink:
        """Save a consent and the organisation the user confirmed, point the account to it, and return the link.

        A Xero consent by a person we know renews that person's chain; an organisation we know keeps its link.
        """
        holdings = self._ports.store.holdings()
        known = known_link(holdings, grant.provider, organisation.id)
        return self._save_ledger(account_id, grant, known=known, organisation=organisation, facts=facts)

    def reconnect_ledger(
        self, link_id: str, *, grant: LedgerGrant, organisation: Organisation, facts: OrganisationFacts
    ) -> LedgerLink:
        """Sign in to a link's organisation again; raises WrongAccount, and then nothing has changed."""
        link = self._ports.store.link(link_id)
        if link is None:
            raise LinkGone
        if (grant.provider, organisation.id.lower()) != (link.provider, link.organisation_id.lower()):
            raise WrongAccount(expected=link.organisation_name, got=facts.name or organisation.name)
        return self._save_ledger(None, grant, known=link, organisation=organisation, facts=facts)

    def _save_ledger(
        self,
        account_id: str | None,
        grant: LedgerGrant,
        *,
        known: LedgerLink | None,
        organisation: Organisation,
        facts: OrganisationFacts,
    ) -> LedgerLink:
        before = known_sign_in(self._ports.store.holdings(), grant, known)
        sign_in = made_sign_in(grant, before.id if before else uuid.uuid4().hex)
        link_id = known.id if known else uuid.uuid4().hex
        link = made_link(link_id, sign_in, organisation=organisation, facts=facts)
        with self._ports.locks.hold(record_lock(RecordKind.SIGN_IN, sign_in.id)):
            current = self._ports.store.sign_in(sign_in.id) if before else None
            self._write_ledger(account_id, sign_in, link, current=current.slot if current else "", grant=grant)
        return link

    def _write_seller(self, account: Account, credentials: SellerCredentials, *, before: Account | None) -> None:
        def point(slot: str, leftover: SavingMark | None) -> None:
            # Read anew: it may have been renamed, moved or paused while the keyring was asked.
            known = self._ports.store.account(account.id) if before is not None else None
            kept = account if known is None else _with_own(account, known)
            pointed = replace(kept, seller_slot=slot, seller_holder=holder_of(self._ports.secrets, slot))
            self._ports.store.put_account(pointed, leftover=leftover)

        current, secret = before.seller_slot if before else "", seller_secret(credentials)
        self._act.write(RecordKind.ACCOUNT, account.id, current=current, secret=secret, point=point)

    def _note(self, account_id: str, event: Event, detail: str) -> None:
        note_done(self._ports.history, HistoryEntry(account_id, self._ports.clock.now(), event, detail))

    def _write_ledger(
        self, account_id: str | None, sign_in: SignIn, link: LedgerLink, *, current: str, grant: LedgerGrant
    ) -> None:
        def point(slot: str, leftover: SavingMark | None) -> None:
            pointed = replace(sign_in, slot=slot, holder=holder_of(self._ports.secrets, slot))
            self._ports.store.put_ledger(account_id, pointed, link, leftover=leftover)

        secret = ledger_secret(grant.provider, grant.user_id, grant.refresh_token)
        self._act.write(RecordKind.SIGN_IN, sign_in.id, current=current, secret=secret, point=point)

    def _account(
        self, account_id: str, *, name: str, credentials: SellerCredentials, identity: SellerIdentity
    ) -> Account:
        verified = identity.verified_at
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
            created_at=self._ports.clock.now(),
            own_client_id=credentials.own_app.client_id if credentials.own_app else "",
            seller_facts=HalfFacts(consented_at=verified, last_ok=verified, ends_at=identity.ends_at),
        )


def _is_draft(account: Account) -> bool:
    """Tell whether an account is still being added: its wizard may go back and name another seller."""
    return account.link_id is None and bool(account.seller_slot)


def _refuse_other_seller(account: Account, credentials: SellerCredentials, identity: SellerIdentity) -> None:
    if (identity.seller_id, credentials.region) != (account.seller_id, account.region):
        raise WrongSeller(expected=account.seller_id, got=identity.seller_id)


def _with_own(account: Account, known: Account) -> Account:
    """Return a row with what belongs to the user and not to Amazon: age, name, client, ledger, pause."""
    return replace(
        account,
        name=account.name or known.name,
        client=known.client if account.client is None else account.client,
        created_at=known.created_at,
        link_id=known.link_id,
        seller_facts=replace(account.seller_facts, paused_at=known.paused_at),
    )
