"""Who does what: the window checks, renames, pauses and resumes by itself; everything else it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.remedy import Remedy, remedy_for
from lmb_desktop.shell.account_checks import AccountChecks
from lmb_desktop.shell.accounts_pane import AccountsPane
from lmb_desktop.shell.acts import ACT_OF, Act
from lmb_desktop.shell.arranger import Arranger
from lmb_desktop.shell.possible_acts import meant_by
from lmb_desktop.shell.rename_in_place import RenameInPlace


class WindowActs(QObject):
    """Carry out acts for accounts, or pass them on."""

    passed_on = Signal(object, object)
    """An Act that needs a dialog or a browser, and the ids of its accounts."""
    export_wanted = Signal(object)
    """The accounts of these ids are to be saved for another computer."""

    def __init__(
        self,
        pane: AccountsPane,
        checks: AccountChecks,
        *,
        arranger: Arranger,
        renaming: RenameInPlace,
        parent: QObject,
    ) -> None:
        """Serve one window; the parts were made for each other."""
        super().__init__(parent)
        self._pane = pane
        self._checks = checks
        self._arranger = arranger
        self._renaming = renaming

    def ask_for_picked(self, act: Act) -> None:
        """Do something with what is selected."""
        self.ask_for(act, self._pane.picked().ids)

    def ask_for(self, act: Act, account_ids: Sequence[str]) -> None:
        """Do something with those of these accounts it is meant for."""
        chosen = set(account_ids)
        views = [view for view in self._pane.overview.accounts if view.account.id in chosen]
        ids = set(meant_by(act, views, self._checks.running_ids))
        meant = [view for view in views if view.account.id in ids]
        if meant:
            self._start(act, meant)

    def mend(self, account_id: str) -> None:
        """Do the one thing an account needs, or turn to its details."""
        view = self._pane.overview.view(account_id)
        remedy = remedy_for(view) if view is not None else Remedy.NOTHING
        if remedy is Remedy.NOTHING:
            self._pane.turn_to_details()
        else:
            self.ask_for(ACT_OF[remedy], [account_id])

    def _start(self, act: Act, views: Sequence[AccountView]) -> None:
        ids = tuple(view.account.id for view in views)
        if act is Act.CHECK:
            self._checks.start(ids)
        elif act is Act.RENAME:
            self._renaming.begin(views[0])
        elif act is Act.PAUSE:
            self._arranger.pause(views, self._pane.overview)
        elif act is Act.RESUME:
            self._arranger.resume(views)
        elif act is Act.EXPORT:
            self.export_wanted.emit(ids)
        else:
            self.passed_on.emit(act, ids)
