"""Taking accounts in from a file of another computer: what is new and what is here, then the act. Reads no secret."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from lmb_desktop.core.account import Account
from lmb_desktop.core.account_file import AccountFile, FileAccount
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.file_origin import Here, Mode
from lmb_desktop.core.moving import Imported
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.act_dialog import ActDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.theme import comfortable_height

_BETWEEN_COLUMNS = 16


class _State(Enum):
    NEW = auto()
    TWICE = auto()


@dataclass(frozen=True)
class _Found:
    file: AccountFile
    states: tuple[_State | Account, ...]
    """What each of its accounts is here, in their order: the account that stands for the seller, if there is one."""


class ImportDialog(ActDialog):
    """Show what a file holds, and take in what is not here yet."""

    imported = Signal(object)
    """An Imported."""

    def __init__(self, path: str, parts: WindowParts, parent: QWidget | None = None) -> None:
        """Build the dialog and begin to read the file."""
        super().__init__("importDialog", self.tr("Take in accounts – LMB Desktop"), parts=parts, parent=parent)
        self._path = path
        self._file: AccountFile | None = None
        self._is_new = False
        self.header = PageHeader(self.tr("Take in accounts from {file}").format(file=Path(path).name))
        self.list = self._empty_list()
        self.body.addWidget(self.header)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.notice)
        self.go = self.add_main_button(self.tr("&Take in"), "takeInButton")
        self.cancel = self.add_closing_button(self.tr("Cancel"), "cancelImportButton")
        self.go.clicked.connect(self._take_in)
        self.set_sizes(QSize(640, 520), QSize(480, 400))
        self._read()

    def set_usable(self, is_usable: bool) -> None:
        """Offer the act once something new is known."""
        self.go.setEnabled(is_usable and self._is_new)
        self.cancel.setEnabled(is_usable)
        if is_usable and not self._is_new:
            self.make_default(self.cancel)

    def _read(self) -> None:
        work, path = self.parts.work, self._path
        regions, here = [region.slug for region in self.parts.book.regions], self._here()

        def read(_cancel: CancelToken) -> _Found:
            text, place = work.account_files.read(path), Path(path).name
            file = AccountFile.read(text, place=place, regions=regions, here=here)
            return _Found(file, _states(file, work.connections.overview()))

        self.run(read, self._show, busy=self.tr("Reading the file…"), again=self._read, is_reading=True)

    def _here(self) -> Here:
        settings = self.parts.settings()
        environment = settings.quickbooks.environment if settings.can_sign_in(Provider.QUICKBOOKS) else ""
        return Here(Mode.of(is_practice=self.parts.is_practice), environment)

    def _show(self, found: _Found) -> None:
        self._file = found.file
        fresh = found.states.count(_State.NEW)
        self._is_new = bool(fresh)
        self.header.set_subtitle(self._subtitle(fresh))
        self.list.clear()
        self.list.addTopLevelItems([self._row(*row) for row in zip(found.file.accounts, found.states, strict=True)])
        # The last one takes the room that is left.
        for column in range(self.list.columnCount() - 1):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, self.list.columnWidth(column) + _BETWEEN_COLUMNS)
        self.set_usable(True)
        if fresh:
            self.make_default(self.go)

    def _take_in(self) -> None:
        file, work = self._file, self.parts.work
        if file is not None:
            self.run(
                lambda _cancel: work.connections.moving.imported(file),
                self._on_imported,
                busy=self.tr("Taking in…"),
                again=self._take_in,
            )

    def _on_imported(self, imported: Imported) -> None:
        self.imported.emit(imported)
        self.accept()

    def _subtitle(self, count: int) -> str:
        if not count:
            return self.tr("Every account of this file is here already.")
        new = counted("ImportDialog", "%n account(s) of this file will be new here.", count)
        waits = self.tr(
            "Each waits for a sign-in on this computer, and the same seller and organisation must come back."
        )
        return f"{new} {waits}"

    def _row(self, entry: FileAccount, state: _State | Account) -> QTreeWidgetItem:
        region = self.parts.book.region(entry.region).short_name
        ledger = entry.ledger.organisation_name if entry.ledger is not None else self.tr("no ledger yet")
        texts = [entry.name, entry.client or "", region, ledger, self._state(state)]
        row = QTreeWidgetItem(texts)
        # On the last column, which takes the room that is left: a hint of ours has no width.
        row.setSizeHint(len(texts) - 1, QSize(0, comfortable_height(self)))
        return row

    def _state(self, here: _State | Account) -> str:
        if here is _State.NEW:
            return self.tr("New")
        if here is _State.TWICE:
            return self.tr("Twice in this file")
        if not here.client:
            return self.tr("Here already as {name}").format(name=here.name)
        return self.tr("Here already as {name} (client {client})").format(name=here.name, client=here.client)

    def _empty_list(self) -> QTreeWidget:
        rows = QTreeWidget()
        rows.setObjectName("fileAccountsTable")
        rows.setAccessibleIdentifier("fileAccountsTable")
        rows.setAccessibleName(self.tr("Accounts of the file"))
        rows.setRootIsDecorated(False)
        rows.setUniformRowHeights(True)
        rows.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.setHeaderLabels(
            [
                self.tr("Account"),
                self.tr("Client"),
                self.tr("Region"),
                self.tr("Organisation"),
                self.tr("On this computer"),
            ]
        )
        return rows


def _states(file: AccountFile, known: Overview) -> tuple[_State | Account, ...]:
    """Return what the accounts of a file are here: a seller in a region is taken in once, as `imported` does it."""
    seen: dict[tuple[str, str], _State | Account] = {
        (view.account.seller_id, view.account.region): view.account for view in known.accounts
    }
    states = []
    for entry in file.accounts:
        key = (entry.seller_id, entry.region)
        states.append(seen.get(key, _State.NEW))
        seen.setdefault(key, _State.TWICE)
    return tuple(states)
