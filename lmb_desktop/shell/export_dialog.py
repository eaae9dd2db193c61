"""Saving accounts for another computer: what the file holds, what it does not, and what to do here afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AccountGone
from lmb_desktop.core.file_origin import Mode
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.act_dialog import ActDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.save_chooser import ask_where_to_save
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.typography import TextLabel

_WIDTH = 540
_FILE_NAME = "LMB Desktop accounts.json"


class ExportDialog(ActDialog):
    """Ask where the file goes, write it, and offer to pause the accounts here."""

    pause_wanted = Signal()
    """The accounts work elsewhere now and are to be paused here."""

    def __init__(self, views: Sequence[AccountView], parts: WindowParts, parent: QWidget | None = None) -> None:
        """Build the dialog for these accounts."""
        title = self._title(views)
        window_title = self.tr("Save for another computer – LMB Desktop")
        super().__init__("exportDialog", window_title, parts=parts, parent=parent)
        self._views = views
        self.body.addWidget(PageHeader(title))
        for text in self._texts():
            self.body.addWidget(TextLabel(text, wrap=True))
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self.save = self.add_main_button(self.tr("&Save…"), "saveAccountsButton")
        self.cancel = self.add_closing_button(self.tr("Cancel"), "cancelExportButton")
        self.save.clicked.connect(self._choose)
        self.setMinimumWidth(_WIDTH)

    def set_usable(self, is_usable: bool) -> None:
        """Let nothing be pressed twice."""
        self.save.setEnabled(is_usable)
        self.cancel.setEnabled(is_usable)

    def _choose(self) -> None:
        ask_where_to_save(
            self,
            self.tr("Save for another computer"),
            self._write,
            object_name="saveAccountsChooser",
            file_name=_FILE_NAME,
            kind=self.tr("Accounts (*.json)"),
        )

    def _write(self, path: str) -> None:
        ids, work = [view.account.id for view in self._views], self.parts.work
        mode = Mode.of(is_practice=self.parts.is_practice)

        def write(_cancel: CancelToken) -> int:
            file = work.connections.moving.exported(ids, mode=mode)
            if not file.accounts:
                raise AccountGone
            work.account_files.save(path, file.text())
            return len(file.accounts)

        self.run(
            write,
            lambda count: self._on_written(path, count),
            busy=self.tr("Saving…"),
            again=lambda: self._write(path),
        )

    def _on_written(self, path: str, count: int) -> None:
        self.save.hide()
        self.cancel.setText(self.tr("Close"))
        self.make_default(self.cancel)
        title = counted("ExportDialog", "%n account(s) saved in {file}", count).format(file=Path(path).name)
        text = self.tr("On the other computer, take it in with “Take in accounts from a file…”.")
        self.notice.show_good(title, text, message_id="exported", action=self._pause_text())
        self.act.offer("exported", self._on_pause)

    def _on_pause(self) -> None:
        self.pause_wanted.emit()
        self.accept()

    def _pause_text(self) -> str:
        single = self.tr("Pause this account here")
        return single if len(self._views) == 1 else self.tr("Pause these accounts here")

    def _title(self, views: Sequence[AccountView]) -> str:
        if len(views) == 1:
            return self.tr("Save {account} for another computer").format(account=views[0].account.name)
        return counted("ExportDialog", "Save %n accounts for another computer", len(views))

    def _texts(self) -> list[str]:
        return [
            self.tr(
                "The file holds names, clients, regions, Seller IDs, marketplaces, and which organisation each account "
                "posts to. It holds no token, no password and no secret of an app."
            ),
            self.tr(
                "Sign-ins stay on this computer. On the other one every account waits for a sign-in of its own, and "
                "the same seller and organisation must come back."
            ),
            self.tr(
                "Two computers must not use one sign-in: each would end the other’s. Once the accounts work there, "
                "pause or delete them here."
            ),
        ]
