"""The fields of page 3: client, name, Seller ID, token, the seller's own app. Knows shapes, no draft and no Amazon."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core import seller_credentials as shapes
from lmb_desktop.core.account import NAME_LENGTH, Method
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.pages.checked_field import CheckedField
from lmb_desktop.pages.own_app_fields import OwnAppFields, named
from lmb_desktop.pages.spreading import Spreading
from lmb_desktop.widgets.cleaning import ID_ROOM, NAME_ROOM, SECRET_ROOM
from lmb_desktop.widgets.client_combo import ClientCombo
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.paste_line import PasteLine
from lmb_desktop.widgets.secret_field import SecretField
from lmb_desktop.widgets.typography import font_for

BETWEEN_FIELDS = 14
LINK_AFTER_HINT = 6
COUNTED_FROM = 55
"""Characters of a name from which on they are counted."""
OTHER_METHOD = ("A-03", "sp-api-token")
"""Faults of a token that is good for the other method."""
COPIED_WRONGLY = {"seller_id": ("A-01", "A-02"), "token": ("A-04", "A-06"), "client_id": ("A-05",)}
"""Faults that are mended by copying again, in Seller Central."""


class CredentialsForm(QWidget):
    """Take the details of a seller account."""

    client_edited = Signal()
    client_left = Signal()
    name_edited = Signal()
    name_left = Signal()
    credentials_edited = Signal()
    other_method_wanted = Signal()
    own_app_wanted = Signal(bool)
    seller_central_wanted = Signal()
    """What stands in a field is not what is asked for; the right thing stands in Seller Central."""
    enter_pressed = Signal()
    spread = Signal(object)
    """A pasted text was spread over the fields; a Spread."""
    file_dropped = Signal()
    help_wanted = Signal(str)
    """Help is wanted with what a field says, at this place."""

    def __init__(self, book: MarketplaceBook, *, is_seller_fixed: bool = False) -> None:
        """Build the fields; for a seller that is fixed, only those of its authorisation."""
        super().__init__()
        self._is_seller_fixed = is_seller_fixed
        self._method = Method.SP_API
        self._taken: frozenset[str] = frozenset()
        self._book = book
        self.client = ClientCombo("clientCombo")
        self._client_field = Field(self.tr("&Client"), self.client)
        self._client_field.hide()
        self.name = self._name_field()
        self.seller_id = self._seller_id_field()
        self.token = self._token_field()
        self.own_app_button = LinkButton(self.tr("Use this seller's own app"), chevron="opens")
        self._app = OwnAppFields()
        self.client_id, self.client_secret = self._app.client_id, self._app.client_secret
        self._lay_out()
        self._connect()
        self._spread_pasted()

    def field(self, name: str) -> CheckedField | None:
        """Return the field that errors call by this name."""
        return self._by_name().get(name)

    def shown_fields(self) -> tuple[CheckedField, ...]:
        """Return the fields in use, in reading order."""
        fields = tuple(field for field in (self.name, self.seller_id, self.token) if not field.isHidden())
        return fields if self._app.isHidden() else (*fields, self.client_id, self.client_secret)

    def can_verify(self) -> bool:
        """Tell whether nothing is empty and no fault of shape is certain."""
        faults = (field.fault for field in self.shown_fields())
        return not any(fault.is_certain for fault in faults if fault is not None)

    def show_faults(self) -> None:
        """Show every fault of shape, and take back what Amazon said about the fields before."""
        for field in self.shown_fields():
            field.show_fault()

    def first_empty(self) -> QLineEdit | None:
        """Return the first field that is still empty."""
        return next((field.line for field in self.shown_fields() if not field.text), None)

    def set_read_only(self, is_read_only: bool) -> None:
        """Keep the fields readable but unchanged while a check runs."""
        for field in self._by_name().values():
            field.line.setReadOnly(is_read_only or field.is_given)
        self.client.set_read_only(is_read_only)
        self.own_app_button.setEnabled(not is_read_only)

    def show_clients(self, clients: Iterable[str], *, is_shown: bool) -> None:
        """Offer these clients, or ask for none; the name takes the whole row then."""
        self.client.offer(clients)
        self._client_field.setVisible(is_shown)

    def asks_for_client(self) -> bool:
        """Tell whether a client is asked for."""
        return not self._client_field.isHidden()

    def set_taken_names(self, taken: frozenset[str]) -> None:
        """Take over the folded names of the other accounts."""
        self._taken = taken

    def set_kept_app(self, client_id: str, placeholder: str) -> None:
        """Take the secret of the app with this ID as known: it lies in the keyring and need not be typed again."""
        self._app.set_kept(client_id, placeholder)

    def show_method(self, method: Method) -> None:
        """Name the token by its method, and judge it anew."""
        if method is self._method:
            return
        self._method = method
        is_sp_api = method is Method.SP_API
        self.token.set_label(self.tr("&Refresh token") if is_sp_api else self.tr("MWS Auth &Token"))
        self.token.set_hint(self.tr("Begins with “Atzr|”.") if is_sp_api else self.tr("Begins with “amzn.mws.”."))
        if self.token.text:
            self.token.show_fault()
        else:
            self.token.clear_message()

    def show_own_app(self, is_shown: bool, *, is_offered: bool) -> None:
        """Show or hide the app's fields; the link that unfolds them is there where another app would serve."""
        self._app.setVisible(is_shown)
        self.own_app_button.setVisible(is_offered)
        self.own_app_button.set_chevron("opens-below" if is_shown else "opens")
        self.own_app_button.setChecked(is_shown)

    def _count_name(self) -> None:
        length = len(self.name.text)
        counted = self.tr("{length} of {limit} characters").format(length=length, limit=NAME_LENGTH)
        self.name.set_hint(counted if length >= COUNTED_FROM else "")

    def _by_name(self) -> dict[str, CheckedField]:
        return {
            "name": self.name,
            "seller_id": self.seller_id,
            "token": self.token,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
        }

    def _name_field(self) -> CheckedField:
        line = named(PasteLine(), "accountNameEdit", NAME_ROOM)
        return CheckedField(
            self.tr("&Account name"),
            line,
            clean=shapes.clean_name,
            judge=lambda text: shapes.name_fault(text, self._taken),
        )

    def _seller_id_field(self) -> CheckedField:
        line = named(PasteLine(), "sellerIdEdit", ID_ROOM)
        line.setFont(font_for("fixed", QApplication.font()))
        field = CheckedField(
            self.tr("&Seller ID"),
            line,
            clean=shapes.clean_seller_id,
            judge=lambda text: shapes.seller_id_fault(text, self._book),
            hint=self.tr("Capital letters and digits, begins with A. Seller Central calls it Merchant token."),
        )
        field.clean_at_once()
        return field

    def _token_field(self) -> CheckedField:
        field = CheckedField(
            self.tr("&Refresh token"),
            named(SecretField(), "tokenEdit", SECRET_ROOM),
            clean=shapes.clean_token,
            judge=lambda text: shapes.token_fault(text, self._method),
            hint=self.tr("Begins with “Atzr|”."),
        )
        field.clean_at_once()
        field.offer_link("A-03", self.tr("Use the MWS method"), message("A-03").action)
        field.offer_link("sp-api-token", message("sp-api-token").action)
        return field

    def _offer_seller_central(self) -> None:
        for name, faults in COPIED_WRONGLY.items():
            field = self._by_name()[name]
            for fault in faults:
                field.offer_link(fault, message("A-03").action)
            field.link_triggered.connect(lambda field=field: self._on_link(field))
        self.token.other_link_triggered.connect(self.seller_central_wanted)

    def _on_link(self, field: CheckedField) -> None:
        is_other = field.line.property("messageId") in OTHER_METHOD
        (self.other_method_wanted if is_other else self.seller_central_wanted).emit()

    def _lay_out(self) -> None:
        self.own_app_button.setObjectName("ownAppButton")
        self.own_app_button.setAccessibleIdentifier("ownAppButton")
        self.own_app_button.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        names = QHBoxLayout()
        names.setSpacing(16)
        names.addWidget(self._client_field, 1, Qt.AlignmentFlag.AlignTop)
        names.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(names)
        for field in (self.name, self.seller_id):
            field.setHidden(self._is_seller_fixed)
        between = 0 if self._is_seller_fixed else BETWEEN_FIELDS
        for part, above in (
            (self.seller_id, between),
            (self.token, between),
            (self.own_app_button, LINK_AFTER_HINT),
            (self._app, LINK_AFTER_HINT),
        ):
            column.addSpacing(above)
            column.addWidget(part)

    def _spread_pasted(self) -> None:
        spreading = Spreading(self._by_name(), self.shown_fields, book=self._book, parent=self)
        for name, field in self._by_name().items():
            spreading.watch(name, field.line)
        spreading.watch("client", self.client.line)
        spreading.spread.connect(self.spread)
        spreading.file_dropped.connect(self.file_dropped)

    def _connect(self) -> None:
        self.client.edited.connect(self.client_edited)
        self.client.left.connect(self.client_left)
        self.client.line.returnPressed.connect(self.enter_pressed)
        self.name.edited.connect(self._count_name)
        self.name.edited.connect(self.name_edited)
        self.name.left.connect(self.name_left)
        self._offer_seller_central()
        self.own_app_button.clicked.connect(self.own_app_wanted)
        for field in self._by_name().values():
            field.line.returnPressed.connect(self.enter_pressed)
            field.help_wanted.connect(self.help_wanted)
            if field is not self.name:
                field.edited.connect(self.credentials_edited)
