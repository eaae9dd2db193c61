"""Connections: save each half, share, sign in again, check, keep alive, tidy. The one door to changing accounts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lmb_desktop.core.account import SellerCredentials, SellerIdentity
from lmb_desktop.core.arranging import Arranging
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.checking import Checking, Told, consent_lock, quietly
from lmb_desktop.core.connection_ports import ConnectionPorts
from lmb_desktop.core.errors import AccountGone, Cancelled, LinkGone, StoreBusy, StoreError
from lmb_desktop.core.history import Event, HistoryEntry, note_done
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.moving import Moving
from lmb_desktop.core.overview import AccountView, Overview, overview_of
from lmb_desktop.core.pace import Pace
from lmb_desktop.core.parting import LeftBehind, Parting, orphans
from lmb_desktop.core.reauthorising import Reauthorising
from lmb_desktop.core.renewing import Renewing
from lmb_desktop.core.rhythm import DAILY, FIRST_RETRY, Plan, chain_tasks, plan, plan_for
from lmb_desktop.core.saving import Saving
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts
from lmb_desktop.core.two_stores import TwoStores
from lmb_desktop.core.verifying import Verifying


@dataclass(frozen=True)
class DueOutcome:
    """What a look at everything that was due brought; `overview` is None where nothing was due."""

    overview: Overview | None
    next_at: datetime | None


Left = Callable[[LeftBehind], None]


def unheard(_left: LeftBehind) -> None:
    """Leave what came of the former connection unsaid."""


class Connections:
    """Change and read accounts; every method is slow work and belongs off the GUI thread."""

    def __init__(self, ports: ConnectionPorts) -> None:
        self._ports = ports
        self._act = TwoStores(ports.store, ports.secrets, ports.locks)
        renewing = Renewing(self._act, ports)
        pace = Pace(ports.clock)
        self.verifying = Verifying(ports.seller_check, pace)
        """Ask Amazon about fresh credentials."""
        self.reauthorising = Reauthorising(ports, self.verifying)
        """Ask Amazon again for an account that exists."""
        self._saving = Saving(self._act, self.reauthorising, ports)
        self._checking = Checking(renewing, ports, pace=pace, verifying=self.verifying)
        self.arranging = Arranging(ports)
        """Names, clients, pauses, history."""
        self.parting = Parting(self._act, renewing, ports)
        """Disconnect and delete."""
        self.moving = Moving(ports)
        """To another computer and from one."""

    def overview(self) -> Overview:
        """Return all accounts and links with their health; raises StoreError."""
        return overview_of(self._ports.store.holdings(), self._ports.secrets, self._ports.clock.now())

    def view(self, account_id: str) -> AccountView:
        """Return one account; raises AccountGone."""
        around = self._ports.store.around(account_id)
        view = overview_of(around, self._ports.secrets, self._ports.clock.now()).view(account_id)
        if view is None:
            raise AccountGone
        return view

    def refuse_duplicate(self, account_id: str, *, name: str, seller_id: str, region: str) -> None:
        """Raise DuplicateAccount or NameTaken when another account has this seller in this region, or this name."""
        self._saving.refuse_duplicate(account_id, name=name, seller_id=seller_id, region=region)

    def save_seller_half(
        self,
        account_id: str,
        *,
        name: str,
        credentials: SellerCredentials,
        identity: SellerIdentity,
        client: str | None = None,
    ) -> AccountView:
        """Save the half that Amazon confirmed; the account shows as not finished until its ledger half is there.

        Without `client` an account that exists stays where it is. Raises DuplicateAccount, NameTaken, StoreError or
        SecretStoreError, and then what was saved before counts; WrongSeller where the account is more than a draft
        and stands for another seller or region.
        """
        self._saving.save_seller(account_id, name=name, client=client, credentials=credentials, identity=identity)
        return self.view(account_id)

    def reconnect_seller(
        self, account_id: str, *, credentials: SellerCredentials, identity: SellerIdentity
    ) -> AccountView:
        """Authorise Amazon again for an account; name, client, ledger and history stay.

        An own app without a secret means the one that is kept for the account. Raises WrongSeller when it is another
        seller or region, AccountGone, StoreError or SecretStoreError, and then nothing has changed.
        """
        self._saving.reconnect_seller(account_id, credentials=credentials, identity=identity)
        return self.view(account_id)

    def save_ledger_half(
        self,
        account_id: str,
        *,
        grant: LedgerGrant,
        organisation: Organisation,
        facts: OrganisationFacts,
        left: Left = unheard,
    ) -> AccountView:
        """Save a consent and the organisation the user confirmed, and point the account to it: also Change ledger.

        A Xero consent by a person we know renews that person's chain; an organisation we know keeps its link; a link
        that nothing uses after the change is ended at its provider, and `left` hears what came of that. Raises
        AccountGone, StoreError or SecretStoreError, and then what was saved before counts.
        """
        old = self._link_of(account_id)
        with self._ports.locks.hold(f"consent-{grant.provider.value}"):
            link = self._saving.save_ledger(account_id, grant=grant, organisation=organisation, facts=facts)
            self.parting.forget_orphans(grant.provider)
        self._after_change(account_id, old, link, shared=False, left=left)
        return self.view(account_id)

    def share_link(self, account_id: str, link_id: str, *, left: Left = unheard) -> AccountView:
        """Point an account to a ledger connection that exists, also to change its ledger; nobody is asked again.

        `left` hears what came of a link that nothing uses after the change.
        """
        old, link = self._link_of(account_id), self._ports.store.link(link_id)
        if link is None:
            raise LinkGone
        # Whoever ends this link just now is waited for, and then it is gone.
        with self._ports.locks.hold(consent_lock(link)):
            if self._ports.store.link(link_id) is None:
                raise LinkGone
            self._ports.store.point_to_link(account_id, link_id)
        self._after_change(account_id, old, link, shared=True, left=left)
        return self.view(account_id)

    def reconnect_ledger(
        self,
        link_id: str,
        *,
        grant: LedgerGrant,
        organisation: Organisation,
        facts: OrganisationFacts,
        cancel: CancelToken,
    ) -> Overview:
        """Sign in again to a link's organisation, for all accounts that share it, and look at what else it restores.

        Raises WrongAccount when another organisation was picked, StoreError or SecretStoreError, and then nothing has
        changed.
        """
        with self._ports.locks.hold(f"consent-{grant.provider.value}"):
            link = self._saving.reconnect_ledger(link_id, grant=grant, organisation=organisation, facts=facts)
            self.parting.forget_orphans(grant.provider)
        self._after_sign_in(link, cancel)
        return self.overview()

    def rename(self, account_id: str, name: str) -> AccountView:
        """Give an account another name; raises NameTaken or AccountGone."""
        self.arranging.rename(account_id, name)
        return self.view(account_id)

    def check(self, account_ids: Sequence[str], cancel: CancelToken, *, told: Told = quietly) -> Overview:
        """Read both halves of the accounts live and store what came of it; raises StoreError and Cancelled only.

        `told` hears how far it is, on any thread.
        """
        holdings = self._ports.store.holdings()
        accounts = [account for account in map(holdings.account, account_ids) if account is not None]
        self._checking.run(plan_for(holdings, accounts), cancel, told=told)
        return self.overview()

    def check_due(self, cancel: CancelToken, *, every: timedelta = DAILY, told: Told = quietly) -> DueOutcome:
        """Look at every half that is due by now; raises as `check`. For whoever keeps connections alive."""
        now = self._ports.clock.now()
        due = plan(self._ports.store.holdings(), now, holder=self._ports.secrets.holder, every=every)
        if due.is_empty:
            return DueOutcome(None, due.next_at)
        self._checking.run(due, cancel, told=told, only_due=True)
        now = self._ports.clock.now()
        after = plan(self._ports.store.holdings(), now, holder=self._ports.secrets.holder, every=every)
        # What was left for another time, because a provider was busy or another process at it, does not wait a day.
        soon = () if after.is_empty else (now + FIRST_RETRY,)
        return DueOutcome(self.overview(), min((*soon, *filter(None, (after.next_at,))), default=None))

    def tidy(self) -> None:
        """Undo what a stopped program left behind, and forget sign-ins that no link stands on; raises StoreError."""
        self._act.tidy()
        for sign_in in orphans(self._ports.store.holdings()):
            with contextlib.suppress(StoreBusy), self._ports.locks.hold(consent_lock(sign_in)):
                self.parting.forget_orphans(sign_in.provider)

    def _link_of(self, account_id: str) -> LedgerLink | None:
        account = self._ports.store.account(account_id)
        return self._ports.store.link(account.link_id) if account is not None and account.link_id else None

    def _after_change(
        self, account_id: str, old: LedgerLink | None, new: LedgerLink, *, shared: bool, left: Left
    ) -> None:
        """Note the change, and end what it left unused; where that cannot be done now the old link stays on offer."""
        is_change = old is not None and old.id != new.id
        event = Event.LEDGER_SHARED if shared else Event.LEDGER_CONNECTED
        detail = new.organisation_name
        if old is not None and is_change:
            event, detail = Event.LEDGER_CHANGED, f"{old.organisation_name} → {new.organisation_name}"
        note_done(self._ports.history, HistoryEntry(account_id, self._ports.clock.now(), event, detail))
        if old is not None and is_change:
            left(self.parting.left_behind(old))

    def _after_sign_in(self, link: LedgerLink, cancel: CancelToken) -> None:
        """Note the sign-in, and look at what else stands on its chain; it has been saved, whatever comes of this."""
        with contextlib.suppress(StoreError, Cancelled):
            holdings, now = self._ports.store.holdings(), self._ports.clock.now()
            entries = [
                HistoryEntry(account.id, now, Event.LEDGER_SIGNED_IN, link.organisation_name)
                for account in holdings.accounts_on(link.id)
            ]
            note_done(self._ports.history, *entries)
            others = [other.id for other in holdings.links_on(link.sign_in_id) if other.id != link.id]
            self._checking.run(Plan(chains=chain_tasks(holdings, others)), cancel)


__all__ = ["ConnectionPorts", "Connections", "DueOutcome"]
