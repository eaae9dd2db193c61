"""Announcer: tells the user through the tray what only they can mend, while none of our windows is in front."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from lmb_desktop.core.announcing import Cause, Need, needs_of, to_tell, with_told
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.remedy import Remedy, remedy_for
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.shell.acts import ACT_OF, Act
from lmb_desktop.shell.announcement_words import announcement_of, keeps_running
from lmb_desktop.shell.tray import Tray
from lmb_desktop.widgets.tasks import Tasks

GATHERS_MS = 60_000
"""How long news is gathered: two or more within a minute become one."""

log = logging.getLogger(__name__)


def a_window_is_active() -> bool:
    """Tell whether the user works in one of our windows just now."""
    return QApplication.activeWindow() is not None


class Announcer(QObject):
    """Follow what is known of the accounts, and tell each need once; it is remembered over restarts."""

    act_wanted = Signal(Act, tuple)
    """A notification was clicked: what mends it is to be done with the accounts of these ids."""
    needing_wanted = Signal()
    """One about several accounts was clicked: the window is to show those that need the user."""

    def __init__(
        self,
        tray: Tray,
        tasks: Tasks,
        work: WorkPorts,
        *,
        is_practice: bool = False,
        is_in_use: Callable[[], bool] = a_window_is_active,
        parent: QObject | None = None,
    ) -> None:
        """Build it; it speaks through the tray while there is one."""
        super().__init__(parent)
        self._tray, self._tasks, self._work = tray, tasks, work
        self._is_practice = is_practice
        self._is_in_use = is_in_use
        self._overview = Overview()
        self._shown: frozenset[str] = frozenset()
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(GATHERS_MS)
        self._gathering.timeout.connect(self.tell)

    def follow(self, overview: Overview) -> None:
        """Take in what is known now: gather what is new, take back what is solved."""
        self._overview = overview
        standing = {need.key for need in needs_of(overview)}
        if self._shown and not self._shown & standing:
            self._tray.take_back()
            self._shown = frozenset()
        if standing and self._tray.is_there and not self._gathering.isActive():
            self._gathering.start()

    def tell(self) -> None:
        """Tell what was not told yet; what the user may see in a window just now waits for another time."""
        if self._is_in_use() or not self._tray.is_there:
            return
        overview = self._overview
        self._tasks.run(self, lambda _cancel: self._choose(overview), self._on_chosen, self._on_failed)

    def tell_closing(self) -> None:
        """Tell once, ever, that the program goes on although its window was closed."""

        def is_first(_cancel: CancelToken) -> bool:
            told = self._work.told
            if not self._work.preferences.read().notifies or told.has_told_closing():
                return False
            told.keep_told_closing()
            return True

        def tell(is_wanted: bool) -> None:
            if is_wanted:
                self._tray.announce(keeps_running())

        self._tasks.run(self, is_first, tell, self._on_failed)

    def _choose(self, overview: Overview) -> tuple[Need, ...]:
        """Return what to tell now, noted as told before it is: a notification too few beats one again and again."""
        if not self._work.preferences.read().notifies:
            return ()
        store, now = self._work.told, self._work.clock.now()
        told = store.told()
        needs = to_tell(needs_of(overview), told, now)
        if needs:
            store.keep_told(with_told(told, needs, now))
        return needs

    def _on_chosen(self, chosen: tuple[Need, ...]) -> None:
        # What was solved while the store was asked is no news.
        standing = {need.key for need in needs_of(self._overview)}
        needs = tuple(need for need in chosen if need.key in standing)
        if needs and self._tray.announce(
            announcement_of(needs, is_practice=self._is_practice), lambda: self._on_clicked(needs)
        ):
            self._shown = frozenset(need.key for need in needs)

    def _on_failed(self, error: LmbError) -> None:
        log.info("Nothing could be announced: %s", error.slug)

    def _on_clicked(self, needs: tuple[Need, ...]) -> None:
        self._shown = frozenset()
        if len(needs) > 1:
            self.needing_wanted.emit()
            return
        ids = tuple(view.account.id for view in needs[0].views)
        if needs[0].cause is Cause.KEYRING_LOCKED:
            self.act_wanted.emit(Act.CHECK, ids)
            return
        view = self._overview.view(ids[0])
        remedy = remedy_for(view) if view is not None else Remedy.NOTHING
        if remedy is Remedy.NOTHING:
            self.needing_wanted.emit()
        else:
            self.act_wanted.emit(ACT_OF[remedy], ids)
