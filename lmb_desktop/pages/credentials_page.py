"""Page 3: the account's details and Verify. What edits and answers do to the draft; how it looks stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal

from lmb_desktop.core.account import Method, SellerApp
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import NO_KEYRING, AppMissing, LmbError, NameTaken
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.secret import Secret
from lmb_desktop.pages.credentials_authorised import without_typing
from lmb_desktop.pages.credentials_view import CredentialsView
from lmb_desktop.pages.renaming import Label, Renaming
from lmb_desktop.pages.seller_central_link import NOT_OPENED, SellerCentralLink
from lmb_desktop.pages.seller_errands import Verify
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.pages.verification import Patience, Verification, Verified
from lmb_desktop.pages.verify_refusals import Remedy, refusal_of
from lmb_desktop.widgets.pasted_secrets import PastedSecrets


class CredentialsPage(CredentialsView):
    """Take the details, have Amazon confirm them, and save the half that it confirmed."""

    verified = Signal()
    """Amazon confirmed the details and they are saved: Next is the thing to do, and gets the focus."""
    authorise_again_wanted = Signal()
    """What Amazon gave on page 2 does not do; the user wants to go back there."""
    region_wanted = Signal()
    """The seller does not sell in the region of page 1; the user wants to choose another one there."""

    def __init__(self, session: WizardSession, parts: PageParts, *, patience: Patience | None = None) -> None:
        super().__init__(session, parts)
        self._link = SellerCentralLink(parts)
        self._verification = Verification(parts.tasks, parts.work, patience=patience or Patience(), parent=self)
        self._renaming = Renaming(parts.tasks, parts.work, self)
        self._pasted = PastedSecrets(parts.tasks, parts.work, self)
        self._connect()

    def settings_changed(self) -> None:
        """Ask for the seller's own app only where no other is configured now."""
        if self.draft.region:
            self.paint_own_app()
            self._offer_verify()

    def is_saving(self) -> bool:
        """Tell whether the half or its label is being saved."""
        return self._verification.is_writing or self._renaming.is_writing

    def stop_work(self) -> None:
        """Stop asking Amazon; what was typed stays, and a save whose window is closed tells its outcome."""
        super().stop_work()
        if self._verification.is_busy and not (self.is_left and self._verification.is_writing):
            self._stop()

    def _connect(self) -> None:
        self.form.credentials_edited.connect(self._on_credentials_edited)
        self.form.client_edited.connect(self._on_client_edited)
        self.form.name_edited.connect(self._on_name_edited)
        for left in (self.form.client_left, self.form.name_left):
            left.connect(self._save_label)
        self.form.other_method_wanted.connect(self._use_other_method)
        self.form.seller_central_wanted.connect(self._visit)
        self.form.own_app_wanted.connect(lambda on: self._change(self.draft.with_own_app(on)))
        self.form.enter_pressed.connect(self._on_enter)
        self.row.button.clicked.connect(self._verify)
        self.notice.stop_triggered.connect(self._stop)
        self._verification.refused.connect(self._on_refused)
        self._verification.not_saved.connect(self._on_not_saved)
        self._verification.saved.connect(self._on_saved)
        self.talk.listen_to(self._verification)
        self._renaming.saved.connect(self._on_renamed)
        self._renaming.refused.connect(self._on_name_refused)
        for end in (self._verification.settled, self._renaming.saved, self._renaming.refused):
            end.connect(self.settled)

    def _change(self, draft: AccountDraft) -> None:
        """Take over what belongs to the verification: it is undone, and a check under way is dropped."""
        self._verification.forget()
        self.set_draft(draft)
        self.form.show_method(draft.method)
        self.paint_own_app()
        self.paint_verification()

    def _on_credentials_edited(self) -> None:
        form = self.form
        own_app = SellerApp(form.client_id.text, Secret(form.client_secret.text))
        self._change(
            self.draft.with_credentials(seller_id=form.seller_id.text, token=Secret(form.token.text), own_app=own_app)
        )

    def _on_client_edited(self) -> None:
        self.set_draft(self.draft.with_client(self.form.client.client))
        self.suggest_name()
        self.form.name.fill(self.draft.name)
        self._offer_verify()

    def _on_name_edited(self) -> None:
        self.set_draft(self.draft.with_name(self.form.name.text))
        self._offer_verify()

    def _use_other_method(self) -> None:
        other = Method.MWS if self.draft.method is Method.SP_API else Method.SP_API
        self._change(self.draft.with_method(other))

    def _offer_verify(self) -> None:
        if not (self.draft.is_verified or self._verification.is_busy):
            self.talk.offer_verify()

    def _on_enter(self) -> None:
        # The frame's default button takes Enter where Verify is on.
        empty = self.form.first_empty()
        if not (self.row.button.isEnabled() or self.draft.is_verified or self._verification.is_busy) and empty:
            empty.setFocus()

    def _verify(self) -> None:
        self.form.show_faults()
        if not self.form.can_verify():
            self.talk.offer_verify()
        elif self.draft.method is Method.MWS and not self.parts.settings().amazon.mws.access_key_id:
            self._on_refused(AppMissing(service="MWS"))
        else:
            self._verification.start(self._asked())

    def _asked(self) -> Verify:
        return Verify(self.draft.account_id, self.draft.name, self.draft.credentials, self.draft.client)

    def _stop(self) -> None:
        self._verification.stop()
        self.talk.show_nothing()

    def _on_refused(self, error: LmbError, *, is_saving: bool = False) -> None:
        refusal = refusal_of(
            error,
            region_name=self.parts.book.region(self.draft.region).name,
            uses_own_app=self.draft.method is Method.SP_API and self.draft.uses_own_app,
            is_saving=is_saving,
        )
        if self.draft.consent is not None:
            refusal = without_typing(refusal, error)
        self.talk.show_refusal(refusal, self._acts(error))
        self.main_step_changed.emit()
        if isinstance(error, NameTaken):
            self._read_known()

    def _on_not_saved(self, error: LmbError) -> None:
        if self.tell_elsewhere(error):
            return
        self._on_refused(error, is_saving=True)
        if isinstance(error, NO_KEYRING):
            self.ask_about_keyring(error, self._verification.save_again)

    def _on_saved(self, outcome: Verified) -> None:
        asked = outcome.asked
        if asked.account_id == self.draft.account_id:
            is_current = asked.credentials == self.draft.credentials and not self._verification.is_busy
            saved = self.draft.with_seller(outcome.identity)
            # Saved after all, but the fields say something else by now: the half is there, what stands here is not it.
            self.set_draft(saved if is_current else replace(self.draft, is_seller_saved=True))
            self._on_known(outcome.known)
            if is_current:
                self.paint_verification()
                self._save_label()
                self._pasted.forget(self.draft.token, self.draft.own_client_secret)
                self.verified.emit()

    def _acts(self, error: LmbError) -> dict[Remedy, Callable[[], None]]:
        return {
            Remedy.VISIT: self._visit,
            Remedy.CHANGE_REGION: lambda: self._change_region(error.fact("found_slug")),
            Remedy.CHOOSE_REGION: self.region_wanted.emit,
            Remedy.AUTHORISED_APPS: lambda: self._visit(is_for_apps=True),
            Remedy.OPEN_ACCOUNT: lambda: self.open_account_wanted.emit(error.fact("account_id")),
            Remedy.APP_CREDENTIALS: lambda: self.app_credentials_wanted.emit("amazon"),
            Remedy.REFRESH_TOKEN: self._use_other_method,
            Remedy.AUTHORISE_AGAIN: self.authorise_again_wanted.emit,
            Remedy.TRY_AGAIN: self._verify,
            Remedy.SAVE_AGAIN: self._verification.save_again,
            Remedy.UNTIL_QUIT: self._keep_until_quit,
        }

    def _visit(self, *, is_for_apps: bool = False) -> None:
        if self._link.open(self.draft, is_for_apps=is_for_apps):
            self._link.show_opened(self.notice)
        else:
            self.act.offer(NOT_OPENED, lambda: self._link.copy(self.draft, is_for_apps=is_for_apps))
            self._link.show_not_opened(self.notice, self.draft, is_for_apps=is_for_apps)

    def _change_region(self, slug: str) -> None:
        # What was typed is right for the region found, so nobody has to visit its Seller Central again.
        self._change(self.draft.with_region_found(slug))
        self._verify()

    def _keep_until_quit(self) -> None:
        self.parts.tasks.run(
            self,
            lambda _cancel: self.parts.work.secrets.keep_until_quit(),
            lambda _nothing: self._verification.save_again(),
        )

    def _save_label(self) -> None:
        view = self.session.known.view(self.draft.account_id)
        label = Label(self.draft.account_id, self.draft.name, self.draft.client)
        if not self.isComplete() or view is None:
            return
        if self._renaming.is_writing or label.differs_from(view.account):
            self._renaming.save(label)

    def _on_renamed(self, known: Overview) -> None:
        self._on_known(known)
        if self.draft.is_verified and self.notice.property("kind") == "bad":
            self.paint_verification()

    def _on_name_refused(self, error: LmbError) -> None:
        if self.tell_elsewhere(error):
            return
        identity = self.draft.identity
        if identity is not None:
            refusal = refusal_of(error, region_name="", uses_own_app=False)
            self.talk.show_refusal(refusal, {Remedy.TRY_AGAIN: self._save_label})
            self.row.show_verified(self.since(identity))
        if isinstance(error, NameTaken):
            self._read_known()

    def _read_known(self) -> None:
        self.parts.tasks.run(self, lambda _cancel: self.parts.work.connections.overview(), self._on_known)

    def _on_known(self, known: Overview) -> None:
        was_complete = self.isComplete()
        self.session.known = known
        self.form.set_taken_names(self.taken_names())
        self._offer_verify()
        self.accounts_changed.emit()
        self.tell_if_complete(was_complete)
