"""Arranger: renames, moves, pauses and resumes accounts in the background, and can take each of these back.

These acts change nothing at a provider, so they need no question; what was done is said with a way back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Signal

from lmb_desktop.core.arranging import Arranging
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.shell.pause_words import what_lapses
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.tasks import Tasks

translate = QCoreApplication.translate

Arrangement = Callable[[Arranging], None]


@dataclass(frozen=True)
class Done:
    """Something that was done: what to say of it, and how to take it back."""

    title: str
    undo: Arrangement
    text: str = ""


class Arranger(QObject):
    """Arrange accounts, one change after the other."""

    arranged = Signal(Overview, datetime)
    """What is known after a change, and when that was."""
    done = Signal(object)
    """What was Done; nothing is said of a change that was taken back."""
    failed = Signal(object, object)
    """An LmbError that kept a change from being saved, and what tries it again."""

    def __init__(self, tasks: Tasks, work: WorkPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work

    def rename(
        self,
        view: AccountView,
        name: str,
        *,
        saved: Callable[[], None] | None = None,
        refused: Callable[[LmbError], None] | None = None,
    ) -> None:
        """Give an account another name; `saved` or `refused` follows."""
        account_id, old = view.account.id, view.account.name
        title = translate("Arranger", "{old} is now called {name}").format(old=old, name=name)
        done = Done(title, lambda arranging: arranging.rename(account_id, old))
        self._arrange(lambda arranging: arranging.rename(account_id, name), done, saved=saved, refused=refused)

    def move_to_client(self, views: Sequence[AccountView], client: str | None) -> None:
        """Put accounts under a client, or under none."""
        ids = tuple(view.account.id for view in views)
        before: dict[str | None, list[str]] = {}
        for view in views:
            before.setdefault(view.account.client, []).append(view.account.id)

        def undo(arranging: Arranging) -> None:
            for name, group in before.items():
                arranging.move_to_client(group, name)

        text = translate("Arranger", "{accounts} moved to {client}")
        if client is None:
            text = translate("Arranger", "{accounts} taken out of the client")
        done = Done(text.format(accounts=_named(views), client=client), undo)
        self._arrange(lambda arranging: arranging.move_to_client(ids, client), done)

    def pause(self, views: Sequence[AccountView], known: Overview) -> None:
        """Let nothing of these accounts be checked, and say which end comes nearest among all that is known."""
        ids = tuple(view.account.id for view in views)
        title = translate("Arranger", "{accounts} paused").format(accounts=_named(views))
        done = Done(title, lambda arranging: arranging.resume(ids), what_lapses(views, known))
        self._arrange(lambda arranging: arranging.pause(ids), done)

    def resume(self, views: Sequence[AccountView]) -> None:
        """Let these accounts be checked again."""
        ids = tuple(view.account.id for view in views)
        text = translate("Arranger", "{accounts} resumed").format(accounts=_named(views))
        self._arrange(lambda arranging: arranging.resume(ids), Done(text, lambda arranging: arranging.pause(ids)))

    def take_back(self, done: Done) -> None:
        """Undo what was done."""
        self._arrange(done.undo, None)

    def _arrange(
        self,
        change: Arrangement,
        done: Done | None,
        *,
        saved: Callable[[], None] | None = None,
        refused: Callable[[LmbError], None] | None = None,
    ) -> None:
        def work(_cancel: CancelToken) -> tuple[Overview, datetime]:
            connections = self._work.connections
            change(connections.arranging)
            return connections.overview(), self._work.clock.now()

        def tell(outcome: tuple[Overview, datetime]) -> None:
            if saved is not None:
                saved()
            self.arranged.emit(*outcome)
            if done is not None:
                self.done.emit(done)

        def not_saved(error: LmbError) -> None:
            self.failed.emit(error, lambda: self._arrange(change, done, saved=saved))

        self._tasks.run(self, work, tell, refused or not_saved)


def _named(views: Sequence[AccountView]) -> str:
    """Return the account's name, or how many there are."""
    return views[0].account.name if len(views) == 1 else counted("Arranger", "%n account(s)", len(views))
