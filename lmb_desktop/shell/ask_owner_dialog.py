"""The text for an account's owner, to be copied into a letter or e-mail. It sends nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget

from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.owner_request import Asked, request_text, what_to_ask
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.text_panel import TextPanel
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.hint_line import HintLine
from lmb_desktop.widgets.page_header import PageHeader


class AskOwnerDialog(DialogFrame):
    """Shows what to ask the owner of an account, and copies it."""

    def __init__(self, view: AccountView, parts: WindowParts, parent: QWidget | None = None) -> None:
        """Build the dialog for this account; the text begins with what it needs most."""
        title = self.tr("Ask the owner – {account} – LMB Desktop").format(account=view.account.name)
        super().__init__("askOwnerDialog", title, parent)
        self._view = view
        self._parts = parts
        self.about = QComboBox()
        self.about.setObjectName("askOwnerCombo")
        self.about.setAccessibleIdentifier("askOwnerCombo")
        for asked in what_to_ask(view):
            self.about.addItem(self._name(asked), asked.value)
        self.text = TextPanel("ownerText", self.tr("Text for the owner"))
        self._said = HintLine(self.tr("It contains no secret."))
        subtitle = self.tr("Some steps only the owner can take. The owner needs no LMB Desktop for them.")
        self.body.addWidget(
            PageHeader(self.tr("Ask the owner of {account}").format(account=view.account.name), subtitle)
        )
        self.body.addWidget(Field(self.tr("&About"), self.about))
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self._said)
        self.add_main_button(self.tr("Copy &text"), "copyOwnerTextButton").clicked.connect(self._on_copy)
        self.add_closing_button(self.tr("Close"), "closeAskOwnerButton")
        self.about.currentIndexChanged.connect(self._show_text)
        self._show_text()
        self.set_sizes(QSize(600, 560), QSize(480, 420))

    def _show_text(self) -> None:
        asked = Asked(self.about.currentData())
        text = request_text(asked, self._view, book=self._parts.book, settings=self._parts.settings())
        self.text.setPlainText(text)
        self._said.set_text(self.tr("It contains no secret."))

    def _on_copy(self) -> None:
        self.text.copy_all()
        self._said.set_text(self.tr("The text is copied. It contains no secret."))

    def _name(self, asked: Asked) -> str:
        names = {
            Asked.AMAZON: self.tr("Authorising Amazon"),
            Asked.XERO: self.tr("Access to Xero"),
            Asked.QUICKBOOKS: self.tr("Access to QuickBooks"),
        }
        return names[asked]
