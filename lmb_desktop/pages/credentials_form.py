"""The fields of page 3: name, Seller ID, token, and the seller's own app. Knows shapes, but no draft and no Amazon."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core import seller_credentials as shapes
from lmb_desktop.core.account import NAME_LENGTH, Method
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.pages.checked_field import CheckedField
from lmb_desktop.widgets.cleaning import ID_ROOM, NAME_ROOM, SECRET_ROOM
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.secret_field import SecretField
from lmb_desktop.widgets.typography import TextLabel, font_for

BETWEEN_FIELDS = 14
LINK_AFTER_HINT = 6
COUNTED_FROM = 55
"""Characters of a name from which on they are counted."""


class CredentialsForm(QWidget):
    """Take the details of a seller account."""

    name_edited = Signal()
    name_left = Signal()
    credentials_edited = Signal()
    other_method_wanted = Signal()
    own_app_wanted = Signal(bool)
    enter_pressed = Signal()

    def __init__(self, book: MarketplaceBook) -> None:
        super().__init__()
        self._method = Method.SP_API
        self._taken: frozenset[str] = frozenset()
        self._book = book
        self.name = self._name_field()
        self.seller_id = self._seller_id_field()
        self.token = self._token_field()
        self.client_id, self.client_secret = self._app_fields()
        self.own_app_button = LinkButton(self.tr("Use this seller's own app"), chevron="opens")
        self._app = QWidget()
        self._lay_out()
        self._connect()

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
        self.own_app_button.setEnabled(not is_read_only)

    def set_taken_names(self, taken: frozenset[str]) -> None:
        """Take over the folded names of the other accounts."""
        self._taken = taken

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
        line = _named(QLineEdit(), "accountNameEdit", NAME_ROOM)
        return CheckedField(
            self.tr("&Account name"),
            line,
            clean=shapes.clean_name,
            judge=lambda text: shapes.name_fault(text, self._taken),
        )

    def _seller_id_field(self) -> CheckedField:
        line = _named(QLineEdit(), "sellerIdEdit", ID_ROOM)
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
            _named(SecretField(), "tokenEdit", SECRET_ROOM),
            clean=shapes.clean_token,
            judge=lambda text: shapes.token_fault(text, self._method),
            hint=self.tr("Begins with “Atzr|”."),
        )
        field.clean_at_once()
        field.offer_link("A-03", self.tr("Use the MWS method"))
        field.offer_link("sp-api-token", message("sp-api-token").action)
        return field

    def _app_fields(self) -> tuple[CheckedField, CheckedField]:
        client_id = CheckedField(
            self.tr("Client &ID of your Amazon app"),
            _named(QLineEdit(), "clientIdEdit", ID_ROOM),
            clean=shapes.clean_token,
            judge=shapes.client_id_fault,
        )
        client_id.line.setFont(font_for("fixed", QApplication.font()))
        line = SecretField(reveal_text=self.tr("Show the secret"), conceal_text=self.tr("Hide the secret"))
        client_secret = CheckedField(
            self.tr("Client s&ecret of your Amazon app"),
            _named(line, "clientSecretEdit", SECRET_ROOM),
            clean=shapes.clean_token,
            judge=shapes.client_secret_fault,
        )
        for field in (client_id, client_secret):
            field.clean_at_once()
        return client_id, client_secret

    def _lay_out(self) -> None:
        self.own_app_button.setObjectName("ownAppButton")
        self.own_app_button.setAccessibleIdentifier("ownAppButton")
        self.own_app_button.setCheckable(True)
        hint = self.tr(
            "Both stand in Develop apps, under View next to LWA credentials. They belong to this seller's account."
        )
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(16)
        side_by_side.addWidget(self.client_id, 1, Qt.AlignmentFlag.AlignTop)
        side_by_side.addWidget(self.client_secret, 1, Qt.AlignmentFlag.AlignTop)
        app = QVBoxLayout(self._app)
        app.setContentsMargins(0, 0, 0, 0)
        app.setSpacing(4)
        app.addLayout(side_by_side)
        app.addWidget(TextLabel(hint, role="small", muted=True, wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        for part, above in (
            (self.seller_id, BETWEEN_FIELDS),
            (self.token, BETWEEN_FIELDS),
            (self.own_app_button, LINK_AFTER_HINT),
            (self._app, LINK_AFTER_HINT),
        ):
            column.addSpacing(above)
            column.addWidget(part)

    def _connect(self) -> None:
        self.name.edited.connect(self._count_name)
        self.name.edited.connect(self.name_edited)
        self.name.left.connect(self.name_left)
        self.token.link_triggered.connect(self.other_method_wanted)
        self.own_app_button.clicked.connect(self.own_app_wanted)
        for field in self._by_name().values():
            field.line.returnPressed.connect(self.enter_pressed)
            if field is not self.name:
                field.edited.connect(self.credentials_edited)


def _named(line: QLineEdit, name: str, room: int) -> QLineEdit:
    line.setMaxLength(room)
    line.setObjectName(name)
    line.setAccessibleIdentifier(name)
    return line
