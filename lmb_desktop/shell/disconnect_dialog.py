"""Disconnecting one half of an account, after a question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.parting import Parted
from lmb_desktop.core.seller_central import manage_apps_url
from lmb_desktop.shell.parting_dialog import PartingDialog
from lmb_desktop.shell.parting_words import Words, amazon_switch, ledger_outcome, ledger_question, seller_question
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.link_button import LinkButton


class DisconnectLedgerDialog(PartingDialog):
    """Take an account off its ledger."""

    def __init__(
        self, view: AccountView, known: Overview, parts: WindowParts, *, parent: QWidget | None = None
    ) -> None:
        """Ask about the ledger of this account; it has one."""
        question = ledger_question(view, known)
        super().__init__("disconnectLedgerDialog", view, parts, question=question, parent=parent)
        self.close_body(self.tr("&Disconnect"), "disconnectButton").clicked.connect(self._end)

    def _end(self) -> None:
        work, account_id = self.parts.work, self.view.account.id
        self.run(
            lambda cancel: work.connections.parting.disconnect_ledger(account_id, cancel),
            self._on_ended,
            busy=self.tr("Disconnecting…"),
            again=self._end,
            stoppable=True,
        )

    def _on_ended(self, parted: Parted) -> None:
        self.tell(ledger_outcome(self.view, parted), is_done=parted.trouble is None)


class DisconnectSellerDialog(PartingDialog):
    """Forget an account's Amazon token, and lead to Amazon's own switch."""

    page_wanted = Signal(str)
    """The address of Manage Your Apps is to be opened."""

    def __init__(self, view: AccountView, parts: WindowParts, parent: QWidget | None = None) -> None:
        """Ask about the Amazon half of this account."""
        super().__init__("disconnectSellerDialog", view, parts, question=seller_question(view), parent=parent)
        link = LinkButton(self.tr("Open &Manage Your Apps"))
        link.setObjectName("manageAppsButton")
        link.setAccessibleIdentifier("manageAppsButton")
        link.clicked.connect(lambda: self.page_wanted.emit(self._url()))
        self.asked.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_body(self.tr("&Disconnect"), "disconnectButton").clicked.connect(self._end)

    def _url(self) -> str:
        return manage_apps_url(self.parts.book.region(self.view.account.region), self.parts.settings())

    def _end(self) -> None:
        work, account_id = self.parts.work, self.view.account.id
        self.run(
            lambda _cancel: work.connections.parting.disconnect_seller(account_id),
            lambda _nothing: self._on_ended(),
            busy=self.tr("Disconnecting…"),
            again=self._end,
        )

    def _on_ended(self) -> None:
        title = self.tr("Amazon is disconnected from {account}").format(account=self.view.account.name)
        text = self.tr("The token is forgotten here.")
        self.tell(Words(title, f"{text} {amazon_switch()}"), is_done=True)
