"""A new name for an account, where the list does not take it in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lmb_desktop.core.account import NAME_LENGTH, folded
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.seller_credentials import ShapeFault, clean_name, name_fault
from lmb_desktop.pages.checked_field import CheckedField
from lmb_desktop.widgets.cleaning import NAME_ROOM
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.page_header import PageHeader

_WIDTH = 480


def new_name_fault(name: str, view: AccountView, known: Overview) -> ShapeFault | None:
    """Judge a cleaned new name of an account against the names of all others."""
    others = frozenset(folded(other.account.name) for other in known.accounts if other.account.id != view.account.id)
    return name_fault(name, others)


class RenameDialog(DialogFrame):
    """Ask for the name."""

    name_chosen = Signal(str)
    """The new name; not sent for the one it has."""

    def __init__(self, view: AccountView, known: Overview, parent: QWidget | None = None) -> None:
        """Ask about this account."""
        title = self.tr("Rename {account}").format(account=view.account.name)
        super().__init__("renameDialog", self.tr("{title} – LMB Desktop").format(title=title), parent)
        self._before = view.account.name
        line = QLineEdit(self._before)
        line.setMaxLength(NAME_ROOM)
        line.setObjectName("renameEdit")
        line.setAccessibleIdentifier("renameEdit")
        hint = self.tr("At most {limit} characters. Sign-ins, checks and history stay as they are.")
        self.field = CheckedField(
            self.tr("Account &name"),
            line,
            clean=clean_name,
            judge=lambda text: new_name_fault(text, view, known),
            hint=hint.format(limit=NAME_LENGTH),
        )
        self.body.addWidget(PageHeader(title))
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_main_button(self.tr("&Rename"), "renameButton").clicked.connect(self._on_rename)
        self.add_closing_button(self.tr("Cancel"), "cancelRenameButton")
        self.setMinimumWidth(_WIDTH)
        line.selectAll()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_rename(self) -> None:
        if self.field.fault is not None:
            self.field.show_fault()
            self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.field.text != self._before:
            self.name_chosen.emit(self.field.text)
        self.accept()
