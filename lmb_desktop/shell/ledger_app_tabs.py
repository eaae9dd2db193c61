"""The tabs of the Xero app and of the Intuit app."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core.app_credentials import AppCredentialsChanges, AppCredentialsFacts
from lmb_desktop.core.service_settings import XeroSettings
from lmb_desktop.shell.app_entry_fields import AppSecretField, AppTextField
from lmb_desktop.shell.app_tab import AppTab, translate
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.cleaning import ADDRESS_ROOM
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.typography import TextLabel, font_for

SANDBOX = "sandbox"
PRODUCTION = "production"


class XeroAppTab(AppTab):
    """Client ID, and the return addresses to enter at Xero; there is no secret."""

    def __init__(self) -> None:
        """Build the tab, empty."""
        client_id = AppTextField("xero.client_id", translate("AppCredentials", "Client &ID"))
        super().__init__("xero", translate("AppCredentials", "Xero"), client_id=client_id)
        self.column.addWidget(TextLabel(translate("AppCredentials", "Xero needs no secret."), muted=True))
        self.column.addWidget(self._addresses(XeroSettings().redirect_uris))
        self.column.addStretch(1)

    def _addresses(self, addresses: Sequence[str]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(TextLabel(translate("AppCredentials", "Return addresses"), "label"))
        for number, address in enumerate(addresses, 1):
            column.addLayout(self._address_row(number, address))
        hint = translate(
            "AppCredentials",
            "Enter exactly these addresses in your Xero app. The program uses the first one that is free on this "
            "computer.",
        )
        column.addWidget(TextLabel(hint, "small", muted=True, wrap=True))
        return part

    def _address_row(self, number: int, address: str) -> QHBoxLayout:
        edit = QLineEdit(address)
        edit.setReadOnly(True)
        edit.setFont(font_for("fixed", edit.font()))
        edit.setObjectName(f"xeroReturnAddress{number}")
        edit.setAccessibleIdentifier(f"xeroReturnAddress{number}")
        edit.setAccessibleName(translate("AppCredentials", "Return address {n}").format(n=number))
        copy = MainButton(translate("AppCredentials", "Copy"))
        copy.setIcon(icon("copy"))
        copy.setObjectName(f"copyXeroReturnAddress{number}")
        copy.setAccessibleIdentifier(f"copyXeroReturnAddress{number}")
        copy.setAccessibleName(translate("AppCredentials", "Copy return address {n}").format(n=number))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: self._copy(address))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(edit, 1)
        row.addWidget(copy)
        edit.setMinimumHeight(copy.sizeHint().height())
        return row

    def _copy(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self.copied.emit()


class QuickBooksAppTab(AppTab):
    """Client ID, client secret, return address, and which kind of companies the app reaches."""

    def __init__(self) -> None:
        """Build the tab, empty."""
        client_id = AppTextField("quickbooks.client_id", translate("AppCredentials", "Client &ID"))
        reveal = (
            translate("AppCredentials", "Show the client secret"),
            translate("AppCredentials", "Hide the client secret"),
        )
        secret = AppSecretField(
            "quickbooks.client_secret", translate("AppCredentials", "Client s&ecret"), reveal=reveal
        )
        super().__init__("quickbooks", translate("AppCredentials", "QuickBooks"), client_id=client_id, secret=secret)
        self._address = AppTextField(
            "quickbooks.redirect_uri",
            translate("AppCredentials", "&Return address"),
            translate("AppCredentials", "The https address that stands in your Intuit app under Redirect URIs."),
            placeholder="https://",
            room=ADDRESS_ROOM,
        )
        self._kind = QComboBox()
        self._kind_before = PRODUCTION
        self.texts.append(self._address)
        self.column.addWidget(self._address)
        self.column.addWidget(self._kind_field())
        self.column.addStretch(1)

    def show_facts(self, facts: AppCredentialsFacts, uses: int) -> None:
        """Show what is known; a given app brings its address and kind along."""
        super().show_facts(facts, uses)
        is_given = facts.entry(self.client_id.key).is_given
        self._address.show_entry(facts.entry(self._address.key), is_fixed=is_given)
        self._kind_before = facts.entry("quickbooks.environment").value or PRODUCTION
        self._kind.setCurrentIndex(self._kind.findData(self._kind_before))
        self._kind.setEnabled(not is_given)

    def changes(self) -> AppCredentialsChanges:
        """Return what the user changed."""
        changes = super().changes()
        kind = self._kind.currentData()
        is_changed = kind != self._kind_before and self._kind.isEnabled()
        own = {"quickbooks.environment": kind} if is_changed else {}
        return AppCredentialsChanges({**changes.values, **own}, changes.secrets)

    def first_fault(self) -> QWidget | None:
        """Judge the shapes as the service settings do: https, or localhost with the sandbox."""
        address = self._address.value
        if address and not self._address.is_given and not self._may_return_to(address):
            text = translate(
                "AppCredentials", "Live companies need an https address; http://localhost works with the sandbox only."
            )
            self._address.set_error(text, help_at="quickbooks#the-way-back-from-your-own-browser")
            return self._address.edit
        return super().first_fault()

    def _may_return_to(self, address: str) -> bool:
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        if not url.isValid() or not url.host():
            return False
        is_local = url.scheme() == "http" and url.host() == "localhost"
        return url.scheme() == "https" or (is_local and self._kind.currentData() == SANDBOX)

    def _kind_field(self) -> Field:
        self._kind.setObjectName("quickbooks_environment_combo")
        self._kind.setAccessibleIdentifier("quickbooks_environment_combo")
        self._kind.addItem(translate("AppCredentials", "Live"), PRODUCTION)
        self._kind.addItem(translate("AppCredentials", "Sandbox"), SANDBOX)
        return Field(
            translate("AppCredentials", "&Kind"),
            self._kind,
            translate("AppCredentials", "Sandbox companies hold no real data."),
        )
