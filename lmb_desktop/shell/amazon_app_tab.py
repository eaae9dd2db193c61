"""The tab of the Amazon app. Amazon asks for a new secret every 180 days (SP-API guide, rotating credentials)."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from lmb_desktop.core.app_credentials import AppCredentialsFacts
from lmb_desktop.core.health import LIMITS, State
from lmb_desktop.core.seller_credentials import client_id_fault
from lmb_desktop.shell.app_entry_fields import AppSecretField, AppTextField
from lmb_desktop.shell.app_tab import AppTab, translate
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.moments import day

SECRET_LASTS = timedelta(days=180)
CLIENT_ID_PREFIX = "amzn1.application-oa2-client."


class AmazonAppTab(AppTab):
    """Client ID and client secret."""

    def __init__(self) -> None:
        """Build the tab, empty."""
        client_id = AppTextField(
            "amazon.client_id",
            translate("AppCredentials", "Client &ID"),
            translate(
                "AppCredentials",
                "Begins with amzn1.application-oa2-client. It stands under View, next to LWA credentials.",
            ),
        )
        reveal = (
            translate("AppCredentials", "Show the client secret"),
            translate("AppCredentials", "Hide the client secret"),
        )
        secret = AppSecretField("amazon.client_secret", translate("AppCredentials", "Client s&ecret"), reveal=reveal)
        super().__init__("amazon", translate("AppCredentials", "Amazon"), client_id=client_id, secret=secret)
        self._secret_state = State.OK
        self.column.addStretch(1)

    def show_due(self, facts: AppCredentialsFacts, now: datetime) -> None:
        """Say by when Amazon asks for a new secret; amber and red as that comes near."""
        assert self.secret is not None
        saved_at = facts.entry(self.secret.key).saved_at
        self._secret_state = State.OK
        if saved_at is None:
            return
        due = saved_at + SECRET_LASTS
        text = translate("AppCredentials", "Saved on {saved}. Amazon asks for a new secret by {due}.")
        shown, left = text.format(saved=day(saved_at), due=day(due)), (due - now).days
        if left <= LIMITS["amazon"].urgent_days:
            self._secret_state = State.URGENT
            self.secret.field.set_error(shown)
        elif left <= LIMITS["amazon"].attention_days:
            self._secret_state = State.ATTENTION
            self.secret.field.set_attention(shown)
        else:
            self.secret.field.set_hint(shown)

    def first_fault(self) -> QWidget | None:
        """Judge the shapes: an ID of another kind in an ID's place is the usual fault."""
        value = self.client_id.value
        if value and not self.client_id.is_given and not value.startswith(CLIENT_ID_PREFIX):
            fault = client_id_fault(value)
            own = translate("AppCredentials", "A client ID begins with amzn1.application-oa2-client.")
            self.client_id.set_error(message(fault.fault).sentence if fault is not None else own)
            return self.client_id.edit
        return super().first_fault()

    def state(self) -> State:
        """Return the state of the app; a secret that is due counts."""
        state = super().state()
        return self._secret_state if state is State.OK else state
