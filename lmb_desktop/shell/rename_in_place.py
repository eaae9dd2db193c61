"""Renaming in the list: opens the field, judges the name, has it saved, and says why one was not taken."""

from __future__ import annotations

from PySide6.QtCore import QObject

from lmb_desktop.core.account import folded
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.seller_credentials import name_fault
from lmb_desktop.shell.accounts_pane import AccountsPane
from lmb_desktop.shell.arranger import Arranger
from lmb_desktop.shell.name_editor import NameEditor
from lmb_desktop.shell.window_news import WindowNews
from lmb_desktop.widgets.messages import message, message_for


class RenameInPlace(QObject):
    """Rename accounts in the list of one window."""

    def __init__(self, pane: AccountsPane, arranger: Arranger, news: WindowNews, *, parent: QObject) -> None:
        """Serve one window; the parts were made for each other."""
        super().__init__(parent)
        self._pane = pane
        self._arranger = arranger
        self._news = news
        self._is_refused = False
        self._editor = NameEditor(pane.table)
        self._editor.save_wanted.connect(self._save)
        self._editor.textEdited.connect(self._on_edited)

    def begin(self, view: AccountView) -> None:
        """Open the field over an account's name; a name that is being written stays."""
        if self._editor.account_id == view.account.id:
            return
        self._pane.table.select(view.account.id)
        self._editor.begin(view.account.id, view.account.name)

    def _save(self, account_id: str, name: str) -> None:
        view = self._pane.overview.view(account_id)
        if view is None:
            self._editor.close_field()
            return
        taken = frozenset(folded(each.account.name) for each in self._pane.overview.accounts if each is not view)
        fault = name_fault(name, taken)
        if fault is not None:
            self._is_refused = True
            self._news.show_refusal(message(fault.fault, **fault.facts))
            self._editor.go_on()
            return
        self._editor.wait()
        self._arranger.rename(view, name, saved=self._editor.close_field, refused=self._on_refused)

    def _on_refused(self, error: LmbError) -> None:
        self._is_refused = True
        self._news.show_refusal(message_for(error))
        self._editor.go_on()

    def _on_edited(self) -> None:
        if self._is_refused:
            self._is_refused = False
            self._news.clear()
