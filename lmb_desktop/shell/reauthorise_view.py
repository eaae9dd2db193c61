"""How the dialog that authorises Amazon again looks: facts, the way to Seller Central, fields, Verify. Asks nobody."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.account import Account, Method
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.pages.credentials_authorised import show_consent
from lmb_desktop.pages.credentials_form import CredentialsForm
from lmb_desktop.pages.seller_central_link import SellerCentralLink
from lmb_desktop.pages.verify_row import VerifyRow
from lmb_desktop.pages.verify_talk import VerifyTalk
from lmb_desktop.shell.half_dialog import HalfDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.reauthorise_news import seller_facts
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.state_header import StateHeader
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.wrapping import WrappingLayout

WIDTH = 600


class ReauthoriseView(HalfDialog):
    """Show the seller and the fields of a draft whose seller and region are fixed."""

    def __init__(
        self, title: str, parts: WindowParts, *, draft: AccountDraft, head: StateHeader, parent: QWidget
    ) -> None:
        super().__init__("reauthoriseDialog", title, parts, head=head, parent=parent)
        self.draft = replace(draft, is_visited=False)
        self.kept_token_app = ""
        """The client ID of the seller's own app whose secret alone is to be entered: the token of now stays."""
        self.link = SellerCentralLink(parts)
        self.visit_button = _named(MainButton(self.tr("Visit &Seller Central")), "visitSellerCentralButton")
        self.copy_button = _named(MainButton(self.tr("&Copy link")), "copySellerCentralLinkButton")
        self.here_button = _named(MainButton(self.tr("Authorise &here")), "authoriseHereButton")
        self.here_button.setAccessibleDescription(
            self.tr("The consent page opens inside LMB Desktop; nothing to copy.")
        )
        self._host = TextLabel("", role="small", muted=True)
        self.form = CredentialsForm(parts.book, is_seller_fixed=True)
        self.row = VerifyRow()
        self.form.help_wanted.connect(self.help_wanted)
        self.talk = VerifyTalk(self.form, self.row, self.act)
        self._asked = QWidget()
        self._lay_out_fields()
        self.add_closing_button(self.tr("Cancel"), "cancelReauthoriseButton")
        self._close = self.add_closing_button(self.tr("Close"), "closeReauthoriseButton")
        self._close.hide()
        text = self.tr("Sign in to the same seller account. The token is kept in {keyring} and nowhere else.")
        self.hint.set_text(text.format(keyring=parts.keyring_name))
        # It is not shown; a pasted text that names another seller is told from it.
        self.form.seller_id.fill(draft.seller_id)
        self.form.client_id.fill(draft.own_client_id)
        self.resize(WIDTH, self.sizeHint().height())

    def show_seller(self, account: Account) -> None:
        """Show which seller it is."""
        self.facts.set_rows(seller_facts(account, self._parts.book))

    def show_kept_app(self, client_id: str) -> None:
        """Take the secret of the app with this ID as kept; an empty ID asks for it."""
        self.form.set_kept_app(client_id, self._kept_text() if client_id else "")
        self.talk.offer_verify()

    def show_draft(self) -> None:
        """Show what fits method and app; what was said about other details is taken back."""
        settings = self._parts.settings()
        # A consent is this program's app's.
        is_sp_api, has_app = self.draft.method is Method.SP_API and self.draft.consent is None, settings.has_amazon_app
        if is_sp_api and not has_app:
            self.draft = self.draft.with_own_app(True)
        uses_own_app = is_sp_api and self.draft.uses_own_app
        self.here_button.setVisible(settings.offers_consent and not uses_own_app)
        self._host.setText(self.link.host(self.draft))
        self.form.show_method(self.draft.method)
        show_consent(self.form, self.draft.consent)
        self.form.show_own_app(uses_own_app, is_offered=is_sp_api and has_app)
        self.form.token.keep(self.keeps_token(), self._kept_text())
        self.talk.show_nothing()
        self.show_step()

    def keeps_token(self) -> bool:
        """Tell whether the token of now stays unless another one is typed."""
        return bool(self.kept_token_app) and self.draft.own_app_id == self.kept_token_app

    def show_asked(self, *, is_busy: bool) -> None:
        """Let nothing else be begun while Amazon's page is asked for, shown or answered."""
        self._asked.setEnabled(not is_busy)

    def show_step(self) -> None:
        """Fill the next thing to do: the way to Seller Central until there is something to verify."""
        is_typed = bool(self.draft.token) or self.draft.is_visited or self.keeps_token()
        self.show_main_step(self.row.button if is_typed else self.visit_button)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first thing to do."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.first_focus().setFocus())

    def first_focus(self) -> QWidget:
        """Return where to begin: at the secret that alone is asked for, or where the way to Seller Central begins."""
        return self.form.client_secret.line if self.keeps_token() else self.visit_button

    def show_done(self, title: str, text: str) -> None:
        """Show that it is done, and nothing more to do but to close."""
        self._asked.hide()
        self.hint.set_text("")
        self.notice.show_nothing()
        self.head.show_outcome(title, text)
        self.show_closing(self._close)
        self.fit_height()

    def _kept_text(self) -> str:
        return self.tr("•••••••••••• kept in {keyring}").format(keyring=self._parts.keyring_name)

    def _lay_out_fields(self) -> None:
        self.visit_button.setIcon(icon("opens-outside"))
        self.copy_button.setIcon(icon("copy"))
        ways = WrappingLayout()
        for part in (self.visit_button, self.here_button, self.copy_button, self._host):
            ways.addWidget(part)
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 4, 0, 0)
        asked.setSpacing(0)
        asked.addLayout(ways)
        asked.addSpacing(16)
        asked.addWidget(self.form)
        asked.addSpacing(12)
        asked.addWidget(self.row)
        self.column.addWidget(self._asked)
        self.column.addStretch(1)


def _named(button: MainButton, name: str) -> MainButton:
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    return button
