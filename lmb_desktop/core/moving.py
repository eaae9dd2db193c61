"""Moving: accounts as a file for another computer, with names and identities and without any secret; and back in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lmb_desktop.core.account import NAME_LENGTH, Account, folded
from lmb_desktop.core.account_file import AccountFile, FileAccount, FileLedger, xero_person_key
from lmb_desktop.core.connection_ports import ConnectionPorts
from lmb_desktop.core.file_origin import Mode
from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.history import Event, HistoryEntry, note_done
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

    def exported(self, account_ids: Sequence[str], *, mode: Mode | None = None) -> AccountFile:
        """Return what the file for another computer holds: no token, no code, no secret of an app."""
        holdings = self._ports.store.holdings()
        wanted = [account for account in map(holdings.account, account_ids) if account is not None]
        entries = tuple(FileAccount.of(account, _ledger(account, holdings)) for account in wanted)
        return AccountFile(self._ports.clock.now(), entries, mode)

    def imported(self, file: AccountFile) -> Imported:
        """Take the accounts of a file in, all or none; each waits for its sign-in, which must bring the same identity.

        An account that is here already is left as it is; a name that is taken gets a number. Raises StoreError.
        """
        holdings, now = self._ports.store.holdings(), self._ports.clock.now()
        known, skipped = {(one.seller_id, one.region) for one in holdings.accounts}, []
        names = _Names(one.name for one in holdings.accounts)
        incoming = _Incoming(holdings, HalfFacts(trouble=MOVED, trouble_at=now, trouble_since=now))
        added = []
        for entry in file.accounts:
            if (entry.seller_id, entry.region) in known:
                skipped.append(entry.name)
                continue
            account = incoming.account(entry, name=names.free(entry.name), created_at=now)
            known.add((entry.seller_id, entry.region))
            added.append(account)
        rows = Holdings(tuple(added), tuple(incoming.sign_ins.values()), tuple(incoming.links.values()))
        self._ports.store.put_imported(rows)
        note_done(self._ports.history, *(HistoryEntry(account.id, now, Event.MOVED_HERE) for account in added))
        return Imported(tuple(account.id for account in added), tuple(skipped))


class _Incoming:
    """Make rows for what a file holds; organisations that are linked here already keep their link.

    So does a person who has signed in to Xero here: one person is one refresh chain, and a second one would end the
    first.
    """

    def __init__(self, holdings: Holdings, waiting: HalfFacts) -> None:
        self._here = {(link.provider, link.organisation_id): link.id for link in holdings.links}
        self._chains = {
            key: sign_in.id for sign_in in holdings.sign_ins for key in [xero_person_key(sign_in)] if key is not None
        }
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
            link = ledger.link(uuid.uuid4().hex, self._chain(ledger), self._waiting)
            self.links[link.id] = link
            self._here[key] = link.id
        return self._here[key]

    def _chain(self, ledger: FileLedger) -> str:
        key = ledger.sign_in_key
        if key not in self._chains:
            sign_in = ledger.sign_in(uuid.uuid4().hex)
            self.sign_ins[sign_in.id] = sign_in
            self._chains[key] = sign_in.id
        return self._chains[key]


class _Names:
    """Hand out names that nobody has yet; one that is taken gets a number."""

    def __init__(self, names: Iterable[str]) -> None:
        self._taken = {folded(name) for name in names}
        self._numbers: dict[str, int] = {}

    def free(self, name: str) -> str:
        """Return a name that is taken from now on."""
        free, wanted = name, folded(name)
        while folded(free) in self._taken:
            number = self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            free = f"{name[: NAME_LENGTH - len(str(number)) - 3]} ({number})"
        self._taken.add(folded(free))
        return free


def _ledger(account: Account, holdings: Holdings) -> FileLedger | None:
    link = holdings.link(account.link_id)
    sign_in = holdings.sign_in(link.sign_in_id) if link is not None else None
    return FileLedger.of(link, sign_in) if link is not None and sign_in is not None else None
