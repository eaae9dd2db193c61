"""Authorise Amazon again for an account: the same seller in the same region, everything else stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.account import Method, SellerApp, SellerGrant, SellerIdCheck, SellerIdentity
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import NO_KEYRING, AppMissing, LmbError
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.remedy import is_own_app_refused
from lmb_desktop.core.secret import Secret
from lmb_desktop.pages.seller_central_link import NOT_OPENED
from lmb_desktop.pages.seller_errands import SameSeller, Verify
from lmb_desktop.pages.verification import Patience, Verification, Verified
from lmb_desktop.pages.verify_refusals import Remedy
from lmb_desktop.shell import reauthorise_news as news
from lmb_desktop.shell.half_replies import told_details
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.reauthorise_consent import ConsentHere
from lmb_desktop.shell.reauthorise_refusals import refusal_again, refusal_here
from lmb_desktop.shell.reauthorise_view import ReauthoriseView
from lmb_desktop.shell.state_words import Half
from lmb_desktop.widgets.pasted_secrets import PastedSecrets
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.state_header import StateHeader

translate = QCoreApplication.translate


class ReauthoriseDialog(ReauthoriseView):
    """Mend the Amazon half of an account; another seller changes nothing."""

    def __init__(
        self,
        parts: WindowParts,
        view: AccountView,
        *,
        sign_in: SignInParts,
        parent: QWidget,
        patience: Patience | None = None,
    ) -> None:
        """Build the dialog; `open()` shows it over its window."""
        again = translate("ReauthoriseDialog", "Re-authorise Amazon")
        title = translate("ReauthoriseDialog", "{title} – {account}").format(title=again, account=view.account.name)
        why, reply = news.why(view, sign_in.clock().now(), parts.book), told_details(view, Half.AMAZON)
        head = StateHeader(view.seller.state.value, again, why, reply=reply)
        draft = replace(AccountDraft.resumed(view), identity=None)
        super().__init__(title, parts, draft=draft, head=head, parent=parent)
        self._account = view.account
        self._verification = Verification(
            parts.tasks,
            parts.work,
            patience=patience or Patience(),
            parent=self,
            errand=SameSeller(),
            is_to_be_accepted=lambda identity: identity.id_check is SellerIdCheck.NOT_CHECKABLE,
        )
        self.talk.listen_to(self._verification)
        self._here = ConsentHere(self, sign_in, parts.book)
        self._pasted = PastedSecrets(parts.tasks, parts.work, self)
        self._connect()
        self.kept_token_app = view.account.own_client_id if is_own_app_refused(view) else ""
        self.show_seller(view.account)
        self.show_draft()
        self._read_kept_app()

    def is_saving(self) -> bool:
        """Tell whether a save is under way."""
        return self._verification.is_writing

    def stop_work(self) -> None:
        """End a consent and stop asking Amazon; a save that has begun goes on, and its outcome is told."""
        self._here.stop()
        if not self.is_saving():
            self._verification.stop()

    def settings_changed(self) -> None:
        """Ask for the seller's own app only where no other is configured now."""
        if not (self._verification.is_busy or self._here.is_busy):
            self.show_draft()

    def _connect(self) -> None:
        self.visit_button.clicked.connect(self._visit)
        self.copy_button.clicked.connect(self._copy_link)
        self._here.authorised.connect(self._on_authorised)
        self._here.visit_wanted.connect(self._visit_apps)
        self._here.own_app_wanted.connect(self._use_own_app)
        self.form.credentials_edited.connect(self._on_edited)
        self.form.own_app_wanted.connect(lambda on: self._change(self.draft.with_own_app(on)))
        self.form.other_method_wanted.connect(self._use_other_method)
        self.form.seller_central_wanted.connect(self._visit)
        self.row.button.clicked.connect(self._verify)
        self.notice.stop_triggered.connect(self._stop)
        self._verification.refused.connect(self._on_refused)
        self._verification.not_saved.connect(self._on_not_saved)
        self._verification.answered.connect(self._on_answered)
        self._verification.saved.connect(self._on_saved)
        self._verification.settled.connect(self.go_if_left)

    def _read_kept_app(self) -> None:
        account_id, work = self._account.id, self._parts.work
        if self._account.own_client_id and not self.kept_token_app:
            # A keyring that cannot be asked now says so when it is needed.
            self._parts.tasks.run(
                self,
                lambda _cancel: work.connections.reauthorising.keeps_app_secret(account_id),
                lambda is_kept: self.show_kept_app(self._account.own_client_id if is_kept else ""),
                lambda _error: self.show_kept_app(self._account.own_client_id),
            )

    def _change(self, draft: AccountDraft) -> None:
        self._verification.forget()
        self.draft = draft
        self.show_draft()

    def _on_edited(self) -> None:
        form = self.form
        own_app = SellerApp(form.client_id.text, Secret(form.client_secret.text))
        self._change(self.draft.with_credentials(token=Secret(form.token.text), own_app=own_app))

    def _use_other_method(self) -> None:
        other = Method.MWS if self.draft.method is Method.SP_API else Method.SP_API
        self._change(self.draft.with_method(other))

    def _verify(self) -> None:
        self.form.show_faults()
        if not self.form.can_verify():
            self.talk.offer_verify()
        elif self.draft.method is Method.MWS and not self._parts.settings().amazon.mws.access_key_id:
            self._on_refused(AppMissing(service="MWS"))
        else:
            self._verification.start(Verify(self._account.id, self._account.name, self.draft.credentials))

    def _on_authorised(self, grant: SellerGrant) -> None:
        self._change(self.draft.with_consent(grant))
        # Nothing is left to type.
        self._verify()

    def _stop(self) -> None:
        # A consent is stopped by its own panel.
        if self._verification.is_busy:
            self._verification.stop()
            self.talk.show_nothing()

    def _on_refused(self, error: LmbError, *, is_saving: bool = False) -> None:
        refusal = refusal_again(
            error,
            seller_id=self._account.seller_id,
            region_name=self._parts.book.region(self._account.region).name,
            uses_own_app=self.draft.method is Method.SP_API and self.draft.uses_own_app,
            is_saving=is_saving,
        )
        if self.draft.consent is not None:
            refusal = refusal_here(refusal, error)
            if refusal.remedy is Remedy.AUTHORISE_AGAIN:
                # What was given does not do; verified once more, it would bring the same answer.
                self._want_token()
        if refusal.field == "client_secret" and refusal.fault is not None:
            self.show_kept_app("")
        self.talk.show_refusal(refusal, self._acts())
        self.show_step()

    def _on_not_saved(self, error: LmbError) -> None:
        if self.tell_failed(error):
            return
        self._on_refused(error, is_saving=True)
        if isinstance(error, NO_KEYRING):
            self.keyring.ask(error, self._verification.save_again)

    def _on_answered(self, identity: SellerIdentity) -> None:
        self.form.set_read_only(False)
        self.act.offer(news.TO_BE_ACCEPTED, self._verification.save_again)
        news.show_to_be_accepted(self.notice, self._account, identity)

    def _on_saved(self, outcome: Verified) -> None:
        used = outcome.asked.credentials
        self._pasted.forget(used.token, *([used.own_app.client_secret] if used.own_app is not None else []))
        if self.isHidden():
            title = translate("ReauthoriseDialog", "Amazon is connected again for {account}")
            self.told.emit(title.format(account=self._account.name), news.outcome(outcome.identity))
        else:
            view = outcome.known.view(self._account.id)
            self.show_seller(view.account if view is not None else self._account)
            self.show_done(translate("ReauthoriseDialog", "Amazon is connected again"), news.outcome(outcome.identity))
        self.tell_saved()

    def _acts(self) -> dict[Remedy, Callable[[], None]]:
        return {
            Remedy.VISIT: self._visit,
            Remedy.AUTHORISED_APPS: lambda: self._visit(is_for_apps=True),
            Remedy.APP_CREDENTIALS: lambda: self.app_credentials_wanted.emit("amazon"),
            Remedy.REFRESH_TOKEN: self._use_other_method,
            Remedy.AUTHORISE_AGAIN: self._here.start,
            Remedy.TRY_AGAIN: self._try_again,
            Remedy.SAVE_AGAIN: self._verification.save_again,
            Remedy.UNTIL_QUIT: self._keep_until_quit,
        }

    def _try_again(self) -> None:
        if self.notice.property("messageId") == "A-16":
            # The same token would bring the same answer.
            self.talk.show_nothing()
            self.form.token.line.setFocus()
            self.form.token.line.selectAll()
        else:
            self._verify()

    def _keep_until_quit(self) -> None:
        work = self._parts.work
        self._parts.tasks.run(
            self, lambda _cancel: work.secrets.keep_until_quit(), lambda _nothing: self._verification.save_again()
        )

    def _want_token(self) -> None:
        if self.draft.consent is not None:
            self._change(replace(self.draft.without_consent(), seller_id=self._account.seller_id))

    def _visit_apps(self) -> None:
        self._change(self.draft.with_method(Method.SP_API))
        self._visit()

    def _use_own_app(self) -> None:
        self._change(self.draft.with_method(Method.SP_API).with_own_app(True))
        self.form.client_id.line.setFocus()

    def _visit(self, *, is_for_apps: bool = False) -> None:
        self._want_token()
        if self.link.open(self.draft, is_for_apps=is_for_apps):
            self.link.show_opened(self.notice)
        else:
            self.act.offer(NOT_OPENED, lambda: self.link.copy(self.draft, is_for_apps=is_for_apps))
            self.link.show_not_opened(self.notice, self.draft, is_for_apps=is_for_apps)
        self._note_visit()

    def _copy_link(self) -> None:
        self._want_token()
        self.link.copy(self.draft)
        self.link.show_copied(self.notice)
        self._note_visit()

    def _note_visit(self) -> None:
        self.draft = self.draft.with_visit()
        self.talk.offer_verify()
        self.show_step()
