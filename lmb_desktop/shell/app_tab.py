"""What the three tabs of the app credentials have in common. Knows no provider."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.app_credentials import AppCredentialsChanges, AppCredentialsFacts
from lmb_desktop.core.health import State
from lmb_desktop.core.help_pages import message_help
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.shell.app_entry_fields import AppSecretField, AppTextField
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.page_scroll import PageScroll

translate = QCoreApplication.translate

FIELD_INSET = 2
"""Room at both sides of the fields, so that the focus ring of a field is not cut off."""


class AppTab(PageScroll):
    """The fields of one provider's app; `client_id` tells whether there is an app at all."""

    copied = Signal()
    """A return address was copied."""

    def __init__(
        self, provider: str, title: str, *, client_id: AppTextField, secret: AppSecretField | None = None
    ) -> None:
        """Build the tab with its first fields; a subclass adds its own to `column`."""
        super().__init__()
        self.provider = provider
        self.title = title
        self.client_id = client_id
        self.secret = secret
        self.texts: list[AppTextField] = [client_id]
        self._uses = 0
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(FIELD_INSET, 16, FIELD_INSET, 16)
        self.column.setSpacing(14)
        self.column.addWidget(client_id)
        if secret is not None:
            self.column.addWidget(secret)
        self.set_content(content)
        client_id.edit.textChanged.connect(self._on_client_id_changed)

    def fields(self) -> list[Field]:
        """Return every field under which something can be said."""
        return [*self.texts, *([self.secret.field] if self.secret is not None else [])]

    def show_facts(self, facts: AppCredentialsFacts, uses: int) -> None:
        """Show what is known; `uses` is the number of accounts that stand on this app."""
        self._uses = uses
        for text in self.texts:
            text.show_entry(facts.entry(text.key))
        if self.secret is not None:
            self.secret.show_entry(facts.entry(self.secret.key))

    def changes(self) -> AppCredentialsChanges:
        """Return what the user changed; without an ID its secret goes too."""
        values: dict[str, str] = {}
        for text in self.texts:
            values |= text.changes()
        secrets: dict[str, Secret] = {}
        if self.secret is not None:
            is_removed = values.get(self.client_id.key) == "" and self.secret.has_secret
            secrets = {self.secret.key: EMPTY} if is_removed else self.secret.changes()
        return AppCredentialsChanges(values, secrets)

    def first_fault(self) -> QWidget | None:
        """Judge the shapes, show what is wrong, and return the first editor at fault; the network is not asked."""
        if self.secret is None or not self.client_id.value or self.secret.has_secret:
            return None
        text = translate("AppCredentials", "Enter the client secret that belongs to this ID.")
        self.secret.field.set_error(text, help_at=message_help("empty-client-secret"))
        return self.secret.edit

    def state(self) -> State:
        """Return the state whose sign the tab shows: whether the app can be used as it is saved."""
        has_secret = self.secret is None or self.secret.has_secret
        return State.OK if self.client_id.value and has_secret else State.NOT_FINISHED

    def _on_client_id_changed(self) -> None:
        if self.client_id.value or self.client_id.is_given or not self._uses or not self.client_id.changes():
            return
        text = counted(
            "AppCredentials",
            "%n account(s) use this app. They cannot be checked until an ID is entered.",
            self._uses,
        )
        one = translate("AppCredentials", "1 account uses this app. It cannot be checked until an ID is entered.")
        self.client_id.set_attention(one if self._uses == 1 else text)
