"""The tab of the Amazon app. Amazon asks for a new secret every 180 days (SP-API guide, rotating credentials)."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.app_credentials import AppCredentialsFacts
from lmb_desktop.core.health import LIMITS, State
from lmb_desktop.core.help_pages import message_help
from lmb_desktop.core.seller_credentials import APPLICATION_ID_PREFIXES, client_id_fault
from lmb_desktop.shell.app_entry_fields import AppSecretField, AppTextField
from lmb_desktop.shell.app_tab import AppTab, translate
from lmb_desktop.widgets.cleaning import ADDRESS_ROOM
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.moments import day

SECRET_LASTS = timedelta(days=180)
CLIENT_ID_PREFIX = "amzn1.application-oa2-client."


class AmazonAppTab(AppTab):
    """Client ID and client secret; and what only Authorise here needs."""

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
        self._application_id = AppTextField(
            "amazon.application_id",
            translate("AppCredentials", "&Application ID, optional"),
            translate("AppCredentials", "Only needed for Authorise here."),
        )
        self._address = AppTextField(
            "amazon.consent_redirect_uri",
            translate("AppCredentials", "&Return address, optional"),
            translate(
                "AppCredentials",
                "Only needed for Authorise here: the https address that stands in your app under OAuth Redirect URI.",
            ),
            placeholder="https://",
            room=ADDRESS_ROOM,
        )
        for field in (self._application_id, self._address):
            self.texts.append(field)
            self.column.addWidget(field)
        self.column.addStretch(1)

    def show_facts(self, facts: AppCredentialsFacts, uses: int) -> None:
        """Show what is known; a given app brings its application ID and address along."""
        super().show_facts(facts, uses)
        is_given = facts.entry(self.client_id.key).is_given
        for field in (self._application_id, self._address):
            field.show_entry(facts.entry(field.key), is_fixed=is_given)

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
            self.secret.field.set_error(shown, help_at=message_help("app-refused"))
        elif left <= LIMITS["amazon"].attention_days:
            self._secret_state = State.ATTENTION
            self.secret.field.set_attention(shown, help_at=message_help("app-refused"))
        else:
            self.secret.field.set_hint(shown)

    def first_fault(self) -> QWidget | None:
        """Judge the shapes: an ID of another kind in an ID's place is the usual fault."""
        value = self.client_id.value
        if value and not self.client_id.is_given and not value.startswith(CLIENT_ID_PREFIX):
            fault = client_id_fault(value)
            own = translate("AppCredentials", "A client ID begins with amzn1.application-oa2-client.")
            said = message(fault.fault).sentence if fault is not None else own
            self.client_id.set_error(said, help_at=message_help(fault.fault if fault else "empty-client-id"))
            return self.client_id.edit
        return super().first_fault() or self._first_fault_of_consent()

    def _first_fault_of_consent(self) -> QWidget | None:
        application_id, address = self._application_id, self._address
        if application_id.value and not application_id.is_given:
            if not application_id.value.startswith(APPLICATION_ID_PREFIXES):
                text = translate(
                    "AppCredentials",
                    "An application ID begins with amzn1.sp.solution. or amzn1.sellerapps.app.; it is no client ID.",
                )
                application_id.set_error(text, help_at=message_help("A-05"))
                return application_id.edit
            if not address.value:
                text = translate("AppCredentials", "Authorise here needs the return address too.")
                address.set_error(text, help_at=message_help("app-incomplete"))
                return address.edit
        if address.value and not address.is_given and not _is_return_address(address.value):
            text = translate("AppCredentials", "Amazon takes an https address without a # sign only.")
            address.set_error(text, help_at=message_help("app-incomplete"))
            return address.edit
        return None

    def state(self) -> State:
        """Return the state of the app; a secret that is due counts."""
        state = super().state()
        return self._secret_state if state is State.OK else state


def _is_return_address(address: str) -> bool:
    """Tell whether Amazon can register an address (SP-API guide, authorisation errors MD5101 and MD5110)."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme() == "https" and bool(url.host()) and "#" not in address
