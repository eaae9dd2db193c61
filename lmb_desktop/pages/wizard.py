"""AccountWizard: the frame of the five pages. It orders them, paints the step list, decides about the buttons."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget, QWizard

from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.help_pages import window_help
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.pages.credentials_page import CredentialsPage
from lmb_desktop.pages.done_page import DonePage
from lmb_desktop.pages.leaving import Leaving, leave_question
from lmb_desktop.pages.ledger_page import LedgerPage
from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.region_page import RegionPage
from lmb_desktop.pages.seller_central_page import SellerCentralPage
from lmb_desktop.pages.session import NO_SUGGESTIONS, PageParts, Suggestions, WizardSession
from lmb_desktop.pages.wizard_frame import WizardFrame
from lmb_desktop.pages.wizard_steps import step_rows
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.help_key import add_help_key
from lmb_desktop.widgets.question import ask


class AccountWizard(WizardFrame):
    """Walk through the five pages and tell what was saved."""

    accounts_changed = Signal()
    open_account_wanted = Signal(str)
    app_credentials_wanted = Signal(str)
    left_unfinished = Signal(str)
    """The window closes while the account with this id has one half only."""
    left_behind = Signal(object)
    """A LeftBehind with something still to be done, which came after the window was closed."""
    finished_account = Signal(str)
    """The person pressed Finish on the account with this id."""

    def __init__(self, session: WizardSession, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parent, is_practice=parts.is_practice)
        self.setObjectName("accountWizard")
        self.setAccessibleIdentifier("accountWizard")
        self._session = session
        self._parts = parts
        self._is_resumed = False
        self._is_leaving = False
        self._account_pages = self._add_pages()
        self._leaving = Leaving(self._account_pages, self)
        add_help_key(self, self._help_at, self.help_wanted)
        self.currentIdChanged.connect(self._on_page_changed)
        self._show_state()

    @classmethod
    def new(
        cls,
        parts: PageParts,
        known: Overview,
        *,
        parent: QWidget | None = None,
        suggestions: Suggestions = NO_SUGGESTIONS,
    ) -> AccountWizard:
        """Return a wizard for a new account; what is suggested stands in its fields and is not confirmed yet."""
        return cls(WizardSession(_new_draft(suggestions), known, suggestions.link_id), parts, parent)

    @classmethod
    def resumed(
        cls, parts: PageParts, known: Overview, view: AccountView, *, parent: QWidget | None = None
    ) -> AccountWizard:
        """Return a wizard that carries an unfinished account on where it stopped."""
        draft = AccountDraft.resumed(view)
        wizard = cls(WizardSession(draft, known), parts, parent)
        wizard._is_resumed = True
        wizard.restart()
        for _page in range(3 if draft.is_verified else 2):
            wizard.next()
        wizard._show_state()
        return wizard

    @property
    def account_id(self) -> str:
        """Return the id of the account this wizard makes."""
        return self._session.draft.account_id

    def close_quietly(self) -> None:
        """Close without a question and without a word; what was saved stays."""
        self._leaving.begin()
        super().reject()

    def leave(self) -> None:
        """Go for good after closing, but not before a save under way has told its outcome."""
        self._leaving.when_settled(self.deleteLater)

    def settings_changed(self) -> None:
        """Let the current page look at the service settings again."""
        page = self._page()
        if page is not None:
            page.settings_changed()

    def reject(self) -> None:
        """Leave: on the last page as Finish, with typed details after a question, otherwise at once."""
        page = self._page()
        if isinstance(page, DonePage):
            self.accept()
        elif any(each.has_unsaved_text() for each in self._account_pages) and not self._is_leaving:
            ask(self, leave_question(), self._leave)
        else:
            self._leave()

    def accept(self) -> None:
        """Finish: tell which account is connected and close."""
        self._leaving.begin()
        self.finished_account.emit(self.account_id)
        super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the page its first focus."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do what the Cancel button does."""
        event.ignore()
        self.reject()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language or palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_state()

    def _add_pages(self) -> list[AccountPage]:
        region = RegionPage(self._session, self._parts)
        seller_central = SellerCentralPage(self._session, self._parts)
        credentials = CredentialsPage(self._session, self._parts)
        ledger = LedgerPage(self._session, self._parts)
        done = DonePage(self._session, self._parts)
        region.next_wanted.connect(self.next)
        seller_central.room_wanted.connect(self.make_room)
        seller_central.authorised.connect(self._focus_next)
        seller_central.own_app_wanted.connect(self.next)
        credentials.verified.connect(self._focus_next)
        credentials.authorise_again_wanted.connect(self.back)
        for _back_to in (seller_central, region):
            credentials.region_wanted.connect(self.back)
        ledger.ledger_connected.connect(self._focus_next)
        ledger.room_wanted.connect(self.make_room)
        ledger.left_behind.connect(self.left_behind)
        done.another_wanted.connect(self._start_another)
        pages = [region, seller_central, credentials, ledger, done]
        for page in pages:
            self.addPage(page)
            page.draft_changed.connect(self._show_state)
            page.main_step_changed.connect(self._show_state)
            page.completeChanged.connect(self._show_state)
            page.accounts_changed.connect(self.accounts_changed)
            page.open_account_wanted.connect(self.open_account_wanted)
            page.app_credentials_wanted.connect(self.app_credentials_wanted)
            page.help_wanted.connect(self.help_wanted)
        return pages

    def _page(self) -> AccountPage | None:
        page = self.currentPage()
        return page if isinstance(page, AccountPage) else None

    def _help_at(self) -> str:
        page = self._page()
        return page.help_at() if page is not None else window_help(self.objectName())

    def _on_page_changed(self, _page_id: int) -> None:
        self._show_state()
        QTimer.singleShot(0, self, self._focus_page)

    def _focus_page(self) -> None:
        page = self._page()
        self._show_state()
        if page is None or not self.isVisible():
            return
        wanted = page.first_focus() or self.button(QWizard.WizardButton.NextButton)
        if wanted.isVisible() and wanted.isEnabled():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        """Paint everything that follows from the draft and the current page."""
        page = self._page()
        self._steps.set_steps(step_rows(self._account_pages, max(0, self.currentId())))
        self.setWindowTitle(self._title())
        is_half = self._session.draft.is_seller_saved
        cancel = self.tr("Finish later") if is_half else self.tr("Cancel")
        self.setButtonText(QWizard.WizardButton.CancelButton, cancel)
        if page is None:
            return
        self._show_default(page)
        back = self.button(QWizard.WizardButton.BackButton)
        if not page.may_go_back():
            back.setEnabled(False)

    def _show_default(self, page: AccountPage) -> None:
        kind = QWizard.WizardButton
        last = self.button(kind.FinishButton if isinstance(page, DonePage) else kind.NextButton)
        step = page.main_step() or last
        for button in self.findChildren(MainButton):
            button.setMainStep(button is step)
        if isinstance(step, QPushButton):
            step.setDefault(True)

    def _focus_next(self) -> None:
        # From the event loop: QWizard may still be about to switch Next on.
        QTimer.singleShot(0, self, self._focus_next_now)

    def _focus_next_now(self) -> None:
        self._show_state()
        self.button(QWizard.WizardButton.NextButton).setFocus(Qt.FocusReason.OtherFocusReason)

    def _title(self) -> str:
        draft = self._session.draft
        if self._is_resumed:
            title = self.tr("Carry on with {account} – LMB Desktop").format(account=draft.name)
        else:
            title = self.tr("Add account – LMB Desktop")
        return self.tr("{title} (practice)").format(title=title) if self._parts.is_practice else title

    def _leave(self) -> None:
        self._is_leaving = True
        self._leaving.begin()
        self._leaving.when_settled(self._tell_unfinished)
        super().reject()

    def _tell_unfinished(self) -> None:
        if self._session.draft.is_seller_saved and not self._session.draft.link_id:
            self.left_unfinished.emit(self.account_id)

    def _start_another(self, known: Overview) -> None:
        """Start anew in the same window, with region, client and ledger of the account just made as suggestions."""
        self.accounts_changed.emit()
        done = self._session.draft
        suggestions = Suggestions(done.region, done.client, done.link_id or "")
        self._session.known = known
        self._session.suggested_link_id = suggestions.link_id
        self._session.draft = _new_draft(suggestions)
        self._is_resumed = False
        self.restart()
        self._show_state()


def _new_draft(suggestions: Suggestions) -> AccountDraft:
    draft = AccountDraft(account_id=uuid.uuid4().hex).with_client(suggestions.client)
    return draft.with_region(suggestions.region) if suggestions.region else draft
