"""How page 3 shows a draft: fields, Verify and notice as the draft has them. Starts nothing and asks nobody."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QPushButton, QWidget

from lmb_desktop.core.account import Method, SellerIdentity, folded
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.seller_credentials import name_fault, suggested_name
from lmb_desktop.pages.credentials_authorised import show_consent, subtitle
from lmb_desktop.pages.credentials_form import CredentialsForm
from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.pages.verify_row import VerifyRow
from lmb_desktop.pages.verify_talk import VerifyTalk
from lmb_desktop.widgets.messages import message, show_message
from lmb_desktop.widgets.notice_act import NoticeAct

JUST_NOW_S = 300
"""Seconds for which a verification counts as just made."""


class CredentialsView(AccountPage):
    """Show the account's details and what is known about them."""

    def __init__(self, session: WizardSession, parts: PageParts) -> None:
        super().__init__("credentialsPage", session, parts)
        self._taken: tuple[Overview, str, frozenset[str]] | None = None
        self.form = CredentialsForm(parts.book)
        self.form.help_wanted.connect(self.help_wanted)
        self.row = VerifyRow()
        self.act = NoticeAct(self.notice)
        self.talk = VerifyTalk(self.form, self.row, self.act)
        self.body.addWidget(self.form)
        self.body.addSpacing(12)
        self.body.addWidget(self.row)
        self.body.addStretch(1)
        self.hint.set_text(self.tr("You can paste everything at once, into any field: a whole page, mail or note."))

    def initializePage(self) -> None:
        """Show the draft: the name suggested, what was typed before, and whether it is verified."""
        self.stop_work()
        self.suggest_name()
        self._paint()
        if not self.form.asks_for_client():
            self.form.name.line.selectAll()

    def isComplete(self) -> bool:
        """Tell whether Amazon confirmed what stands here, and the name can be used."""
        return self.draft.is_verified and name_fault(self.draft.name, self.taken_names()) is None

    def main_step(self) -> QPushButton | None:
        """Return Verify until it has succeeded."""
        return None if self.draft.is_verified else self.row.button

    def first_focus(self) -> QWidget | None:
        """Return the first empty field; Next when all is verified; the name where only that is missing."""
        if self.draft.is_verified:
            return None
        if self.draft.consent is not None:
            return self.form.name.line
        if self._is_own_app_asked():
            return self.form.client_id.line
        if self.form.asks_for_client() and not (self.draft.client or self.draft.seller_id or self.draft.is_name_edited):
            return self.form.client
        return self.form.first_empty() or self.main_step()

    def _is_own_app_asked(self) -> bool:
        """Tell whether the seller's own app was chosen in place of the program's, and is still to be filled in."""
        draft = self.draft
        return draft.uses_own_app and self.parts.settings().has_amazon_app and not draft.own_client_id

    def step_answer(self) -> str:
        """Return the account's name."""
        return self.draft.name

    def has_unsaved_text(self) -> bool:
        """Tell whether a Seller ID or token was typed that is not verified."""
        typed_id = bool(self.draft.seller_id) and not self.draft.is_seller_saved
        return not self.draft.is_verified and (typed_id or bool(self.draft.token))

    def taken_names(self) -> frozenset[str]:
        """Return the folded names of the other accounts."""
        known, own = self.session.known, self.draft.account_id
        if self._taken is None or self._taken[0] is not known or self._taken[1] != own:
            names = (folded(view.account.name) for view in known.accounts if view.account.id != own)
            self._taken = (known, own, frozenset(names))
        return self._taken[2]

    def paint_own_app(self) -> None:
        """Ask for the seller's own app where no other is configured, and offer it where one is."""
        # A consent is this program's app's.
        is_sp_api = self.draft.method is Method.SP_API and self.draft.consent is None
        has_app = self.parts.settings().has_amazon_app
        if is_sp_api and not has_app and not self.draft.is_verified:
            self.set_draft(self.draft.with_own_app(True))
        self.form.show_own_app(is_sp_api and self.draft.uses_own_app, is_offered=is_sp_api and has_app)

    def paint_verification(self) -> None:
        """Show whether the details are verified; a secret that was not typed here lies in the keyring."""
        identity = self.draft.identity
        kept = self.tr("•••••••••••• kept in {keyring}").format(keyring=self.parts.keyring_name) if identity else ""
        for field in (self.form.token, self.form.client_secret):
            field.line.setPlaceholderText(kept)
        if identity is None:
            self.talk.show_nothing()
            if self.draft.is_seller_saved and not self.draft.token:
                # Carried on after the program that held the secret has ended: nothing else says why it is asked for.
                show_message(self.notice, message("secret-not-kept"))
        else:
            self.talk.show_verified(identity, self.since(identity))
        self.main_step_changed.emit()

    def since(self, identity: SellerIdentity) -> str:
        """Say when the details were verified."""
        now = self.parts.clock().now()
        if (now - identity.verified_at).total_seconds() < JUST_NOW_S:
            return self.tr("Verified just now")
        day = identity.verified_at.astimezone()
        shown = QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
        return self.tr("Verified on {date}").format(date=shown)

    def _where_kept(self) -> str:
        if self.draft.consent is not None:
            return subtitle(self.parts.keyring_name, keeps_until_quit=self.parts.keeps_until_quit())
        if self.parts.keeps_until_quit():
            return self.tr("Amazon checks them live. The token is kept in memory until you quit, and nowhere else.")
        text = self.tr("Amazon checks them live. The token is kept in {keyring} and nowhere else.")
        return text.format(keyring=self.parts.keyring_name)

    def suggest_name(self) -> None:
        """Let the name follow client and region until somebody has edited it."""
        if not self.draft.is_name_edited:
            region = self.parts.book.region(self.draft.region)
            name = suggested_name(region.short_name, self.taken_names(), client=self.draft.client)
            self.set_draft(self.draft.with_name(name, is_edited=False))

    def _paint(self) -> None:
        draft, form = self.draft, self.form
        self.set_titles(
            self.tr("Enter the account's details"),
            self._where_kept(),
        )
        clients = {view.account.client for view in self.session.known.accounts if view.account.client}
        form.show_clients(clients, is_shown=bool(clients or draft.client))
        form.client.fill(draft.client)
        form.set_taken_names(self.taken_names())
        form.show_method(draft.method)
        show_consent(form, draft.consent)
        form.name.fill(draft.name)
        form.seller_id.fill(draft.seller_id)
        form.client_id.fill(draft.own_client_id)
        for field, secret in ((form.token, draft.token), (form.client_secret, draft.own_client_secret)):
            # A secret is never put back into a field: it either stands there still, or it is of an earlier account.
            if Secret(field.text) != secret:
                field.fill("")
        self.paint_own_app()
        self.paint_verification()
