"""Moving: accounts as a file for another computer, with names and identities and without any secret; and back in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lmb_desktop.core.account import Account, folded, is_same_seller
from lmb_desktop.core.account_file import AccountFile, FileAccount, FileLedger
from lmb_desktop.core.connection_ports import ConnectionPorts
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.history import Event, HistoryEntry
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import SignIn

MOVED = "moved"


@dataclass(frozen=True)
class Imported:
    """What came of a file: the accounts that are here now, by id, and the names of those that were here already."""

    added: tuple[str, ...]
    skipped: tuple[str, ...]


class Moving:
    """Write accounts out and take them in; every method is slow work and belongs off the GUI thread."""

    def __init__(self, ports: ConnectionPorts) -> None:
        self._ports = ports

    def exported(self, account_ids: Sequence[str]) -> AccountFile:
        """Return what the file for another computer holds: no token, no code, no secret of an app."""
        holdings = self._ports.store.holdings()
        wanted = [account for account in map(holdings.account, account_ids) if account is not None]
        entries = tuple(FileAccount.of(account, _ledger(account, holdings)) for account in wanted)
        return AccountFile(self._ports.clock.now(), entries)

    def imported(self, file: AccountFile) -> Imported:
        """Take the accounts of a file in, all or none; each waits for its sign-in, which must bring the same identity.

        An account that is here already is left as it is; a name that is taken gets a number. Raises StoreError.
        """
        holdings, now = self._ports.store.holdings(), self._ports.clock.now()
        known, skipped = list(holdings.accounts), []
        incoming = _Incoming(holdings, HalfFacts(trouble=MOVED, trouble_at=now, trouble_since=now))
        added = []
        for entry in file.accounts:
            if any(is_same_seller(other, entry.seller_id, entry.region) for other in known):
                skipped.append(entry.name)
                continue
            account = incoming.account(entry, name=_free_name(entry.name, known), created_at=now)
            known.append(account)
            added.append(account)
        rows = Holdings(tuple(added), tuple(incoming.sign_ins.values()), tuple(incoming.links.values()))
        self._ports.store.put_imported(rows)
        self._ports.history.note(*(HistoryEntry(account.id, now, Event.MOVED_HERE) for account in added))
        return Imported(tuple(account.id for account in added), tuple(skipped))


class _Incoming:
    """Make rows for what a file holds; organisations that are linked here already keep their link."""

    def __init__(self, holdings: Holdings, waiting: HalfFacts) -> None:
        self._here = {(link.provider, link.organisation_id): link.id for link in holdings.links}
        self._waiting = waiting
        self.sign_ins: dict[str, SignIn] = {}
        self.links: dict[str, LedgerLink] = {}

    def account(self, entry: FileAccount, **own: object) -> Account:
        """Return the row of an account."""
        link_id = self._link(entry.ledger) if entry.ledger is not None else None
        row = entry.account(uuid.uuid4().hex, link_id, self._waiting)
        return replace(row, **own)  # type: ignore[arg-type]  # name and time, as `imported` gives them

    def _link(self, ledger: FileLedger) -> str:
        key = (ledger.provider, ledger.organisation_id)
        if key not in self._here:
            sign_in = self.sign_ins.setdefault(ledger.sign_in_key, ledger.sign_in(uuid.uuid4().hex))
            link = ledger.link(uuid.uuid4().hex, sign_in.id, self._waiting)
            self.links[link.id] = link
            self._here[key] = link.id
        return self._here[key]


def _ledger(account: Account, holdings: Holdings) -> FileLedger | None:
    link = holdings.link(account.link_id)
    sign_in = holdings.sign_in(link.sign_in_id) if link is not None else None
    return FileLedger.of(link, sign_in) if link is not None and sign_in is not None else None


def _free_name(name: str, known: Sequence[Account]) -> str:
    taken = {folded(account.name) for account in known}
    number, free = 1, name
    while folded(free) in taken:
        number += 1
        free = f"{name[: 60 - len(str(number)) - 3]} ({number})"
    return free
