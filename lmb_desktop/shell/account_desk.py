"""The desk: the one place where what a person wants with accounts is done. Windows, menus and the tray ask it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lmb_desktop.core.ledger_pages import ledger_page_url
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.seller_central import seller_central_home_url
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.arranger import Arranger
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.counted import counted

if TYPE_CHECKING:
    from lmb_desktop.core.moving import Imported
    from lmb_desktop.shell.parting_dialog import PartingDialog

# The dialogs are loaded when they are opened: the first window is painted before them.

Doer = Callable[[Sequence[AccountView], Overview], None]


class AccountDesk(QObject):
    """Do acts for accounts: at once, in a dialog over the window, or by asking for what others build."""

    accounts_changed = Signal(str)
    """What is known of the accounts is old now; the id is of the account to select, or empty."""
    carry_on_wanted = Signal(str)
    check_wanted = Signal(object)
    """The ids of the accounts to check, a tuple."""
    app_credentials_wanted = Signal(str)
    """The name of the provider whose app is to be entered."""
    sign_in_wanted = Signal(object, str)
    """One of the acts whose dialogs sign in (an Act), and the account's id."""
    told = Signal(str, str)
    """Good news for the window's notice: title and text."""
    preferences_changed = Signal(object)
    """The Preferences that hold from now on."""

    def __init__(self, parts: WindowParts, window: QWidget, arranger: Arranger) -> None:
        """Work for one window; dialogs open over it, and its arranger does and tells what can be undone."""
        super().__init__(window)
        self._parts = parts
        self._window = window
        self._arranger = arranger
        self._doers = self._make_doers()

    def perform(self, act: Act, account_ids: Sequence[str], overview: Overview) -> None:
        """Do an act for accounts as they stand in the overview; ids it does not know are left out.

        Renaming is the window's own: it happens in the list.
        """
        views = [view for view in map(overview.view, account_ids) if view is not None]
        doer = self._doers.get(act)
        if doer is not None and views and (len(views) == 1 or act.is_for_several):
            doer(views, overview)

    def open_settings(self) -> None:
        """Open the settings over the window."""
        from lmb_desktop.shell.settings_dialog import SettingsDialog  # loaded when it is opened

        dialog = SettingsDialog(self._parts, self._window)
        dialog.saved.connect(self.preferences_changed)
        dialog.open()

    def open_diagnostics(self) -> None:
        """Open the report for support over the window, where there is one."""
        from lmb_desktop.shell.diagnostics_dialog import DiagnosticsDialog  # loaded when it is opened

        if self._parts.diagnostics is not None:
            DiagnosticsDialog(self._parts.diagnostics, self._parts, self._window).open()

    def choose_file_to_take_in(self) -> None:
        """Ask for a file of accounts from another computer, then show what it holds."""
        chooser = QFileDialog(
            self._window, self.tr("Take in accounts from a file"), "", self.tr("Accounts (*.json);;All files (*)")
        )
        chooser.setObjectName("takeInChooser")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self.take_in)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def take_in(self, path: str) -> None:
        """Show what a file of accounts holds, and take it in when that is wanted."""
        from lmb_desktop.shell.import_dialog import ImportDialog  # loaded when it is opened

        dialog = ImportDialog(path, self._parts, self._window)
        dialog.imported.connect(self._on_imported)
        dialog.open()

    def _make_doers(self) -> dict[Act, Doer]:
        doers: dict[Act, Doer] = {
            Act.CARRY_ON: lambda views, _known: self.carry_on_wanted.emit(views[0].account.id),
            Act.CHECK: lambda views, _known: self.check_wanted.emit(tuple(view.account.id for view in views)),
            Act.SELLER_APP: lambda _views, _known: self.app_credentials_wanted.emit("amazon"),
            Act.LEDGER_APP: self._enter_ledger_app,
            Act.MOVE_TO_CLIENT: self._move,
            Act.PAUSE: self._pause,
            Act.RESUME: self._resume,
            Act.ASK_OWNER: self._ask_owner,
            Act.OPEN_SELLER_CENTRAL: lambda views, _known: self._open(self._seller_central_url(views[0])),
            Act.OPEN_LEDGER: lambda views, _known: self._open(self._ledger_url(views[0])),
            Act.DISCONNECT_LEDGER: self._disconnect_ledger,
            Act.DISCONNECT_SELLER: self._disconnect_seller,
            Act.DELETE: self._delete,
            Act.EXPORT: self._export,
        }
        for act in (Act.SIGN_IN_LEDGER, Act.REAUTHORISE_SELLER, Act.CHANGE_LEDGER):
            doers[act] = self._signing_in(act)
        return doers

    def _signing_in(self, act: Act) -> Doer:
        return lambda views, _known: self.sign_in_wanted.emit(act, views[0].account.id)

    def _enter_ledger_app(self, views: Sequence[AccountView], _known: Overview) -> None:
        if views[0].link is not None:
            self.app_credentials_wanted.emit(views[0].link.provider.value)

    def _pause(self, views: Sequence[AccountView], known: Overview) -> None:
        running = [view for view in views if not view.is_paused]
        if running:
            self._arranger.pause(running, known)

    def _resume(self, views: Sequence[AccountView], _known: Overview) -> None:
        paused = [view for view in views if view.is_paused]
        if paused:
            self._arranger.resume(paused)

    def _move(self, views: Sequence[AccountView], known: Overview) -> None:
        from lmb_desktop.shell.move_dialog import MoveDialog  # loaded when it is opened

        dialog = MoveDialog(views, known, self._window)
        dialog.client_chosen.connect(lambda client: self._arranger.move_to_client(views, client or None))
        dialog.open()

    def _ask_owner(self, views: Sequence[AccountView], _known: Overview) -> None:
        from lmb_desktop.shell.ask_owner_dialog import AskOwnerDialog  # loaded when it is opened

        AskOwnerDialog(views[0], self._parts, self._window).open()

    def _disconnect_ledger(self, views: Sequence[AccountView], known: Overview) -> None:
        from lmb_desktop.shell.disconnect_dialog import DisconnectLedgerDialog  # loaded when it is opened

        if views[0].link is not None:
            self._ask_to_part(
                DisconnectLedgerDialog(views[0], known, self._parts, parent=self._window), views[0].account.id
            )

    def _disconnect_seller(self, views: Sequence[AccountView], _known: Overview) -> None:
        from lmb_desktop.shell.disconnect_dialog import DisconnectSellerDialog  # loaded when it is opened

        dialog = DisconnectSellerDialog(views[0], self._parts, self._window)
        dialog.page_wanted.connect(lambda url: self._open(url, dialog))
        self._ask_to_part(dialog, views[0].account.id)

    def _delete(self, views: Sequence[AccountView], _known: Overview) -> None:
        from lmb_desktop.shell.delete_dialog import DeleteDialog  # loaded when it is opened

        self._ask_to_part(DeleteDialog(views[0], self._parts, self._window), "")

    def _export(self, views: Sequence[AccountView], known: Overview) -> None:
        from lmb_desktop.shell.export_dialog import ExportDialog  # loaded when it is opened

        dialog = ExportDialog(views, self._parts, self._window)
        dialog.pause_wanted.connect(lambda: self._pause(views, known))
        dialog.open()

    def _ask_to_part(self, dialog: PartingDialog, account_id: str) -> None:
        dialog.changed.connect(lambda: self.accounts_changed.emit(account_id))
        dialog.told.connect(lambda title, text: self.told.emit(title, text))
        dialog.open()

    def _on_imported(self, imported: Imported) -> None:
        self.accounts_changed.emit(imported.added[0] if imported.added else "")
        title = counted("AccountDesk", "%n account(s) taken in", len(imported.added))
        text = self.tr("Sign in to each of them once; it is checked that the same seller and organisation come back.")
        left_out = counted("AccountDesk", "Here already and left alone: %n account(s).", len(imported.skipped))
        self.told.emit(title, f"{text} {left_out}" if imported.skipped else text)

    def _open(self, url: str, over: QWidget | None = None) -> None:
        from lmb_desktop.shell.link_dialog import LinkDialog  # loaded when it is opened

        if url and not self._parts.open_url(url):
            LinkDialog(url, over or self._window).open()

    def _seller_central_url(self, view: AccountView) -> str:
        return seller_central_home_url(self._parts.book.region(view.account.region), self._parts.settings())

    def _ledger_url(self, view: AccountView) -> str:
        if view.link is None:
            return ""
        environment = view.sign_in.environment if view.sign_in is not None else ""
        return ledger_page_url(view.link.provider, environment, self._parts.settings())
