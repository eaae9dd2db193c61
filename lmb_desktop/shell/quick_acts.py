"""The acts that need no dialog: rename, move to a client, pause, resume. Each is told with a way to undo it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.arranging import Arranging
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.moments import day

Change = Callable[[Arranging], None]


class QuickActs(QObject):
    """Do an act in the background and tell it; what was before is put back by its undo."""

    changed = Signal(str)
    """Accounts are other now; the id is of the one to select."""
    told = Signal(str, str, object)
    """Title, text and undo, a callable without arguments."""
    failed = Signal(object)

    def __init__(self, parts: WindowParts, parent: QObject) -> None:
        """Build it, at rest."""
        super().__init__(parent)
        self._parts = parts

    def rename(self, view: AccountView, name: str) -> None:
        """Give an account another name; NameTaken among the failures."""
        account_id, before = view.account.id, view.account.name
        title = self.tr("{before} is called {account} now").format(before=before, account=name)
        self._do(
            account_id,
            lambda arranging: arranging.rename(account_id, name),
            lambda arranging: arranging.rename(account_id, before),
            title=title,
        )

    def move(self, views: Sequence[AccountView], client: str) -> None:
        """Put accounts under a client; an empty name takes them out of theirs."""
        ids = [view.account.id for view in views]
        before: dict[str | None, list[str]] = {}
        for view in views:
            before.setdefault(view.account.client, []).append(view.account.id)

        def undo(arranging: Arranging) -> None:
            for former, accounts in before.items():
                arranging.move_to_client(accounts, former)

        self._do(
            ids[0],
            lambda arranging: arranging.move_to_client(ids, client or None),
            undo,
            title=self._moved_title(views, client),
        )

    def pause(self, views: Sequence[AccountView], known: Overview) -> None:
        """Let nothing of accounts be checked, and say which end comes nearest."""
        ids = [view.account.id for view in views]
        single = self.tr("{account} is paused").format(account=views[0].account.name)
        title = single if len(views) == 1 else counted("QuickActs", "%n accounts are paused", len(views))
        self._do(
            ids[0],
            lambda arranging: arranging.pause(ids),
            lambda arranging: arranging.resume(ids),
            title=title,
            text=self._paused_text(views, known),
        )

    def resume(self, views: Sequence[AccountView]) -> None:
        """Let accounts be checked again."""
        ids = [view.account.id for view in views]
        single = self.tr("{account} is checked again").format(account=views[0].account.name)
        title = single if len(views) == 1 else counted("QuickActs", "%n accounts are checked again", len(views))
        self._do(ids[0], lambda arranging: arranging.resume(ids), lambda arranging: arranging.pause(ids), title=title)

    def _do(self, account_id: str, change: Change, undo: Change, *, title: str, text: str = "") -> None:
        def done() -> None:
            self.changed.emit(account_id)
            self.told.emit(title, text, lambda: self._run(undo, lambda: self.changed.emit(account_id)))

        self._run(change, done)

    def _run(self, change: Change, done: Callable[[], None]) -> None:
        def work(_cancel: CancelToken) -> None:
            change(self._parts.work.connections.arranging)

        self._parts.tasks.run(self, work, lambda _nothing: done(), self.failed.emit)

    def _moved_title(self, views: Sequence[AccountView], client: str) -> str:
        count, name = len(views), views[0].account.name
        if not client:
            several = counted("QuickActs", "%n accounts belong to no client now", count)
            return several if count > 1 else self.tr("{account} belongs to no client now").format(account=name)
        several = counted("QuickActs", "%n accounts belong to {client} now", count)
        single = self.tr("{account} belongs to {client} now")
        return (several if count > 1 else single).format(account=name, client=client)

    def _paused_text(self, views: Sequence[AccountView], known: Overview) -> str:
        """Say what a pause lets lapse: connections that no account uses that is still checked."""
        paused = {view.account.id for view in views}
        alive = {
            view.account.link_id for view in known.accounts if view.account.id not in paused and not view.is_paused
        }
        ends = [
            (view.ledger.ends_at, view.link)
            for view in views
            if view.link is not None and view.link.id not in alive and view.ledger.ends_at is not None
        ]
        nothing = self.tr("Nothing of it is checked.") if len(views) == 1 else self.tr("Nothing of them is checked.")
        if not ends:
            return nothing
        end, link = min(ends, key=lambda found: found[0])
        text = self.tr("{provider} ends the connection to {organisation} on {date} if it stays paused.")
        said = text.format(provider=link.provider.label, organisation=link.organisation_name, date=day(end))
        return f"{nothing} {said}"
