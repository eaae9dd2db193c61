"""Parting: disconnect a half, delete an account, and end at the provider what nothing here uses any more."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

from lmb_desktop.core.account import Account
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.checked_facts import disconnected
from lmb_desktop.core.checking import consent_lock
from lmb_desktop.core.connection_ports import ConnectionPorts
from lmb_desktop.core.errors import (
    AccountGone,
    GrantEnded,
    LmbError,
    SecretLost,
    SecretStoreError,
    StoreError,
)
from lmb_desktop.core.history import Event, HistoryEntry, note_done
from lmb_desktop.core.holdings import Holdings, RecordKind, SavingMark
from lmb_desktop.core.kept_secret import refresh_token
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.renewing import Renewing
from lmb_desktop.core.sign_in import Provider, SignIn
from lmb_desktop.core.two_stores import TwoStores, record_lock

_NO_WAY_BACK = CancelToken()
"""Nobody cancels it: what a provider was told to end has ended, so its answer is waited for."""


@dataclass(frozen=True)
class Parted:
    """What came of a parting: the accounts that go on with the connection, and why the provider was not told."""

    kept_for: tuple[str, ...] = ()
    trouble: LmbError | None = None


@dataclass(frozen=True)
class LeftBehind:
    """The connection that an account used before a change of ledger, and what came of it."""

    link: LedgerLink
    parted: Parted
    is_still_here: bool = False
    """Keyring or account list refused, so that nothing has been ended; `parted` says why."""


class Parting:
    """End connections; where the keyring cannot be asked nothing changes, and the reason is raised."""

    def __init__(self, act: TwoStores, renewing: Renewing, ports: ConnectionPorts) -> None:
        self._act = act
        self._renewing = renewing
        self._ports = ports

    def disconnect_ledger(self, account_id: str, cancel: CancelToken, *, tells_provider: bool = True) -> Parted:
        """Take an account off its ledger; one that no other account uses is ended at the provider and forgotten.

        Raises AccountGone, StoreError, SecretStoreError and Cancelled; what the provider's side answers is told in
        what is returned, for the connection is forgotten here all the same.
        """
        account = self._account(account_id)
        link = self._ports.store.link(account.link_id) if account.link_id else None
        if link is None:
            return Parted()
        parted = self._leave(link, account_id, cancel, tells_provider=tells_provider)
        self._note(account_id, Event.LEDGER_DISCONNECTED, link.organisation_name)
        return parted

    def disconnect_seller(self, account_id: str) -> None:
        """Forget an account's Amazon token; Amazon's own switch is in Seller Central. Raises as `disconnect_ledger`."""
        with self._ports.locks.hold(record_lock(RecordKind.ACCOUNT, account_id)):

            def point(slot: str, leftover: SavingMark | None) -> None:
                # Read anew: it may have been renamed while the keyring was asked.
                account = self._account(account_id)
                facts = disconnected(account.seller_facts)
                row = replace(account, seller_slot=slot, seller_holder="", seller_facts=facts)
                self._ports.store.put_account(row, leftover=leftover)

            account = self._account(account_id)
            self._act.drop(RecordKind.ACCOUNT, account_id, current=account.seller_slot, point=point)
        self._note(account_id, Event.SELLER_DISCONNECTED, account.store_name)

    def remove(self, account_id: str, cancel: CancelToken, *, tells_provider: bool = True) -> Parted:
        """Delete an account with its secrets and history; raises as `disconnect_ledger`, and then it is still there."""
        account = self._account(account_id)
        # Before the ledger is left: a keyring that is locked keeps all of the account.
        self._act.assert_answers(account_id, account.seller_slot)
        link = self._ports.store.link(account.link_id) if account.link_id else None
        parted = self._leave(link, account_id, cancel, tells_provider=tells_provider) if link is not None else Parted()
        with self._ports.locks.hold(record_lock(RecordKind.ACCOUNT, account_id)):

            def point(_slot: str, leftover: SavingMark | None) -> None:
                self._ports.store.remove_account(account_id, leftover=leftover)

            # Read anew: another process may have authorised it again meanwhile.
            found = self._ports.store.account(account_id)
            self._act.drop(RecordKind.ACCOUNT, account_id, current=found.seller_slot if found else "", point=point)
        return parted

    def release(self, link_id: str, cancel: CancelToken) -> Parted:
        """End a link that no account posts to any more, as after a change of ledger; raises as `disconnect_ledger`."""
        link = self._ports.store.link(link_id)
        return self._leave(link, None, cancel, tells_provider=True) if link is not None else Parted()

    def left_behind(self, link: LedgerLink) -> LeftBehind:
        """Release a link after a change of ledger; where that cannot be done now it stays on offer, and why is told."""
        try:
            return LeftBehind(link, self.release(link.id, CancelToken()))
        except (SecretStoreError, StoreError) as error:
            return LeftBehind(link, Parted(trouble=error), is_still_here=True)

    def forget_orphans(self, provider: Provider) -> None:
        """Forget the sign-ins that no link stands on any more, under the provider's consent lock.

        Where keyring or store refuse, `tidy` tries again.
        """
        for sign_in in orphans(self._ports.store.holdings()):
            if sign_in.provider is provider:
                self._forget_quietly(sign_in)

    def _leave(self, link: LedgerLink, leaving: str | None, cancel: CancelToken, *, tells_provider: bool) -> Parted:
        with self._ports.locks.hold(consent_lock(link)):
            holdings = self._ports.store.holdings()
            found = holdings.link(link.id)
            others = [one for one in holdings.accounts_on(link.id) if one.id != leaving]
            if found is None or others:
                self._take_off(leaving, found)
                return Parted(kept_for=tuple(one.name for one in others))
            sign_in = holdings.sign_in(found.sign_in_id)
            assert sign_in is not None  # the store's foreign key sees to it
            is_last = len(holdings.links_on(sign_in.id)) == 1
            if is_last:
                self._act.assert_answers(sign_in.id, sign_in.slot)
            trouble = self._end(found, sign_in, is_last=is_last, cancel=cancel) if tells_provider else None
            self._ports.store.remove_link(found.id, leaving=leaving)
            if is_last:
                self._forget_quietly(sign_in)
            return Parted(trouble=trouble)

    def _take_off(self, leaving: str | None, link: LedgerLink | None) -> None:
        account = self._ports.store.account(leaving) if leaving is not None else None
        # Meanwhile it may have been pointed to another link, or removed.
        if account is not None and link is not None and account.link_id == link.id:
            self._ports.store.point_to_link(account.id, None)

    def _end(self, link: LedgerLink, sign_in: SignIn, *, is_last: bool, cancel: CancelToken) -> LmbError | None:
        """Tell the provider; returns what kept it from hearing. A keyring that cannot be asked is raised."""
        try:
            if sign_in.provider is Provider.XERO:
                self._end_at_xero(link, sign_in, is_last=is_last, cancel=cancel)
            else:
                self._revoke(sign_in, cancel)
        except (GrantEnded, SecretLost) as error:
            # It had ended before; or there is nothing left to tell it with, which is said.
            return error if isinstance(error, SecretLost) and sign_in.slot else None
        except (SecretStoreError, StoreError):
            raise
        except LmbError as error:
            cancel.raise_if_cancelled()
            return error
        return None

    def _end_at_xero(self, link: LedgerLink, sign_in: SignIn, *, is_last: bool, cancel: CancelToken) -> None:
        """Unlink one organisation; revoking the token would drop all that this person ever linked to the app."""
        renewal = self._renewing.renew(sign_in, cancel)
        cancel.raise_if_cancelled()
        has_others = self._ports.ledger.unlink(link, renewal.access_token, _NO_WAY_BACK)
        if is_last and not has_others:
            # The organisation has been let go by now. A token that reaches none opens nothing and idles out.
            with contextlib.suppress(LmbError):
                self._ports.ledger.revoke(sign_in, renewal.refresh_token, _NO_WAY_BACK)

    def _revoke(self, sign_in: SignIn, cancel: CancelToken) -> None:
        with self._ports.locks.hold(record_lock(RecordKind.SIGN_IN, sign_in.id)):
            current = self._ports.store.sign_in(sign_in.id)
            if current is not None:
                entry = self._ports.secrets.get(current.id, current.slot)
                # Changes nothing, but where the list cannot be written it is said before the connection has ended.
                self._ports.store.put_renewing(current.id, current.chain.renewing_at)
                cancel.raise_if_cancelled()
                self._ports.ledger.revoke(current, refresh_token(entry), _NO_WAY_BACK)

    def _forget_quietly(self, sign_in: SignIn) -> None:
        # A sign-in that no link stands on shows nowhere; where it cannot be forgotten now, `tidy` does it.
        with (
            contextlib.suppress(SecretStoreError, StoreError),
            self._ports.locks.hold(record_lock(RecordKind.SIGN_IN, sign_in.id)),
        ):
            self._act.forget(sign_in.id)
            self._ports.store.remove_sign_in(sign_in.id)

    def _account(self, account_id: str) -> Account:
        account = self._ports.store.account(account_id)
        if account is None:
            raise AccountGone
        return account

    def _note(self, account_id: str, event: Event, detail: str) -> None:
        note_done(self._ports.history, HistoryEntry(account_id, self._ports.clock.now(), event, detail))


def orphans(holdings: Holdings) -> tuple[SignIn, ...]:
    """Return the sign-ins that no link stands on."""
    used = {link.sign_in_id for link in holdings.links}
    return tuple(sign_in for sign_in in holdings.sign_ins if sign_in.id not in used)
