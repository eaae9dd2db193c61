"""Arranging: what changes nothing at a provider: names, clients, pauses, and the history of all of it."""

from __future__ import annotations

from collections.abc import Sequence

from lmb_desktop.core.connection_ports import ConnectionPorts
from lmb_desktop.core.history import Event, HistoryEntry, note_done


class Arranging:
    """Rename, move between clients, pause and resume; every method is slow work and belongs off the GUI thread."""

    def __init__(self, ports: ConnectionPorts) -> None:
        self._ports = ports

    def rename(self, account_id: str, name: str) -> None:
        """Give an account another name; raises NameTaken or AccountGone."""
        self._ports.store.rename_account(account_id, name)
        self._note([account_id], Event.RENAMED, name)

    def move_to_client(self, account_ids: Sequence[str], client: str | None) -> None:
        """Put accounts under a client, made when there is none of that name; None takes them out of theirs."""
        client = " ".join(client.split()) if client else None
        self._ports.store.put_client(account_ids, client or None)
        self._note(account_ids, Event.CLIENT_CHANGED, client or "")

    def pause(self, account_ids: Sequence[str]) -> None:
        """Let nothing of these accounts be checked; a ledger connection that others share is still kept alive."""
        self._ports.store.put_paused(account_ids, self._ports.clock.now())
        self._note(account_ids, Event.PAUSED)

    def resume(self, account_ids: Sequence[str]) -> None:
        """Let these accounts be checked again."""
        self._ports.store.put_paused(account_ids, None)
        self._note(account_ids, Event.RESUMED)

    def history(self, account_id: str) -> tuple[HistoryEntry, ...]:
        """Return what was done to an account, newest first."""
        return self._ports.history.of(account_id)

    def _note(self, account_ids: Sequence[str], event: Event, detail: str = "") -> None:
        now = self._ports.clock.now()
        entries = [HistoryEntry(account_id, now, event, detail) for account_id in account_ids]
        note_done(self._ports.history, *entries)
