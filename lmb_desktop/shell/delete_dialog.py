"""Deleting an account, after its name was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core.account import folded
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.parting import Parted
from lmb_desktop.shell.parting_dialog import PartingDialog
from lmb_desktop.shell.parting_words import can_be_told, delete_outcome, delete_question
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.cleaning import NAME_ROOM
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.typography import TextLabel


class DeleteDialog(PartingDialog):
    """Delete an account with its sign-ins and its history."""

    def __init__(self, view: AccountView, parts: WindowParts, parent: QWidget | None = None) -> None:
        """Ask about this account."""
        super().__init__("deleteDialog", view, parts, question=delete_question(view), parent=parent)
        self._name = QLineEdit()
        self._name.setMaxLength(NAME_ROOM)
        self._name.setObjectName("deleteNameEdit")
        self._name.setAccessibleIdentifier("deleteNameEdit")
        self.tells = self._add_choice()
        self.asked.addWidget(Field(self.tr("Type the account &name to confirm."), self._name))
        self.close_body(self.tr("&Delete"), "deleteButton").clicked.connect(self._end)
        self._name.textChanged.connect(lambda: self.set_usable(True))
        self.set_usable(True)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_usable(self, is_usable: bool) -> None:
        """Offer Delete only once the name stands there."""
        super().set_usable(is_usable)
        self.go.setEnabled(is_usable and folded(self._name.text()) == folded(self.view.account.name))
        self._name.setReadOnly(not is_usable)
        if self.tells is not None:
            self.tells.setEnabled(is_usable)

    def _add_choice(self) -> QCheckBox | None:
        """Ask whether the provider is told, where it would be: the connection is this account's alone."""
        link = self.view.link
        if link is None or self.view.shared_with or not can_be_told(self.view):
            return None
        tells = QCheckBox(self.tr("Also &tell {provider}").format(provider=link.provider.label))
        tells.setObjectName("tellProviderCheck")
        tells.setAccessibleIdentifier("tellProviderCheck")
        tells.setChecked(True)
        text = self.tr(
            "{provider} then ends this connection. Leave it out for an account that was moved to another computer: "
            "the consent there is the same person’s, and it would end too."
        ).format(provider=link.provider.label)
        tells.setAccessibleDescription(text)
        around = QVBoxLayout()
        around.setSpacing(2)
        around.addWidget(tells, 0, Qt.AlignmentFlag.AlignLeft)
        around.addWidget(TextLabel(text, "small", muted=True, wrap=True))
        self.asked.addLayout(around)
        return tells

    def _end(self) -> None:
        work, account_id, is_told = self.parts.work, self.view.account.id, self._is_told()
        self.run(
            lambda cancel: work.connections.parting.remove(account_id, cancel, tells_provider=is_told),
            lambda parted: self._on_ended(parted, is_told=is_told),
            busy=self.tr("Deleting…"),
            again=self._end,
            stoppable=is_told,
        )

    def _is_told(self) -> bool:
        return self.tells is not None and self.tells.isChecked()

    def _on_ended(self, parted: Parted, *, is_told: bool) -> None:
        self.tell(delete_outcome(self.view, parted, is_told=is_told), is_done=parted.trouble is None)
