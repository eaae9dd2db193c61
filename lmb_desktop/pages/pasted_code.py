"""The code and the Seller ID typed by hand, for a return page that shows them. Judges shapes only."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.one_time_attempt import is_code
from lmb_desktop.core.seller_consent import CODE_LIFETIME
from lmb_desktop.core.seller_credentials import clean_seller_id, clean_token, seller_id_fault
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.cleaning import ID_ROOM, SECRET_ROOM, CleaningValidator
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.secret_field import SecretField
from lmb_desktop.widgets.typography import TextLabel, font_for


class PastedCode(QWidget):
    """Take a code and the Seller ID that stood beside it."""

    given = Signal(str, str)
    """The code and the Seller ID, cleaned and of a possible shape."""
    help_wanted = Signal(str)

    def __init__(self, book: MarketplaceBook) -> None:
        super().__init__()
        self._book = book
        code_line = SecretField(reveal_text=self.tr("Show the code"), conceal_text=self.tr("Hide the code"))
        self._code = _field(self.tr("Co&de"), code_line, name="pastedCodeEdit", room=SECRET_ROOM)
        self.code = code_line
        self.seller_id = QLineEdit()
        self.seller_id.setFont(font_for("fixed", QApplication.font()))
        self._seller_id = _field(self.tr("Seller &ID"), self.seller_id, name="pastedSellerIdEdit", room=ID_ROOM)
        self.code.setValidator(CleaningValidator(clean_token, self.code))
        self.seller_id.setValidator(CleaningValidator(clean_seller_id, self.seller_id))
        self.use = MainButton(self.tr("Use this code &and Seller ID"))
        self.use.setObjectName("usePastedCodeButton")
        self.use.setAccessibleIdentifier("usePastedCodeButton")
        self._seller_id.help_wanted.connect(self.help_wanted)
        self._lay_out()
        self.code.textChanged.connect(self._on_edited)
        self.seller_id.textChanged.connect(self._on_edited)
        self.use.clicked.connect(self._on_use)
        self._on_edited()

    def clear(self) -> None:
        """Forget what was typed."""
        self.code.clear()
        self.seller_id.clear()

    def set_busy(self, is_busy: bool) -> None:
        """Take no input while the code is exchanged."""
        self.code.setReadOnly(is_busy)
        self.seller_id.setReadOnly(is_busy)
        self._show_use()

    def _on_edited(self) -> None:
        for field in (self._code, self._seller_id):
            field.clear_message()
        self._show_use()

    def _show_use(self) -> None:
        has_both = bool(self.code.text() and self.seller_id.text())
        self.use.setEnabled(has_both and not self.code.isReadOnly())

    def _on_use(self) -> None:
        code, seller_id = clean_token(self.code.text()), clean_seller_id(self.seller_id.text())
        fault = seller_id_fault(seller_id, self._book)
        if fault is not None and fault.fault in ("A-01", "A-02"):
            said = message(fault.fault, **fault.facts)
            self._seller_id.set_error(said.sentence, help_at=said.help_at)
            self.seller_id.setFocus()
        elif not is_code(code):
            self._code.set_error(self.tr("This does not look like the code; copy it once more."))
            self.code.setFocus()
        else:
            self.given.emit(code, seller_id)

    def _lay_out(self) -> None:
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(16)
        side_by_side.addWidget(self._code, 1)
        side_by_side.addWidget(self._seller_id, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        column.addWidget(TextLabel(self.tr("Does the page show a code instead?"), "strong", wrap=True))
        text = counted(
            "PastedCode",
            "Copy it with the Seller ID that stands beside it. Amazon takes a code for about %n minute(s).",
            CODE_LIFETIME // timedelta(minutes=1),
        )
        column.addWidget(TextLabel(text, muted=True, wrap=True))
        column.addLayout(side_by_side)
        row = QHBoxLayout()
        row.addWidget(self.use)
        row.addStretch(1)
        column.addLayout(row)


def _field(label: str, line: QLineEdit, *, name: str, room: int) -> Field:
    line.setMaxLength(room)
    line.setObjectName(name)
    line.setAccessibleIdentifier(name)
    return Field(label, line)
