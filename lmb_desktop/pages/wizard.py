"""AccountWizard: the frame of the five pages. It orders them, paints the step list, decides about the buttons."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget, QWizard

from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.pages.credentials_page import CredentialsPage
from lmb_desktop.pages.done_page import DonePage
from lmb_desktop.pages.ledger_page import LedgerPage
from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.region_page import RegionPage
from lmb_desktop.pages.seller_central_page import SellerCentralPage
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.widgets.banded import add_band
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.practice_band import PracticeBand
from lmb_desktop.widgets.question import Question, ask
from lmb_desktop.widgets.sizes import clipped_to_screen
from lmb_desktop.widgets.step_list import Step, StepList

DEFAULT_SIZE = QSize(928, 640)
LEAST_SIZE = QSize(848, 600)
SIGN_IN_SIZE = QSize(928, 800)


class AccountWizard(QWizard):
    """Walk through the five pages and tell what was saved."""

    accounts_changed = Signal()
    open_account_wanted = Signal(str)
    app_credentials_wanted = Signal(str)
    leave_practice_wanted = Signal()
    left_unfinished = Signal(str)
    """The window closes while the account with this id has one half only."""
    finished_account = Signal(str)
    """The person pressed Finish on the account with this id."""

    def __init__(self, session: WizardSession, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accountWizard")
        self.setAccessibleIdentifier("accountWizard")
        self._session = session
        self._parts = parts
        self._is_resumed = False
        self._is_leaving = False
        self._band: PracticeBand | None = None
        self._usual_size: QSize | None = None
        self._steps = StepList()
        self._set_style()
        self._set_buttons()
        self._account_pages = self._add_pages()
        self.currentIdChanged.connect(self._on_page_changed)
        if parts.is_practice:
            self._band = add_band(self)
            self._band.leave_requested.connect(self.leave_practice_wanted)
        self._set_sizes()
        self._show_state()

    @classmethod
    def new(
        cls,
        parts: PageParts,
        known: Overview,
        *,
        parent: QWidget | None = None,
        suggested_link_id: str = "",
    ) -> AccountWizard:
        """Return a wizard for a new account."""
        session = WizardSession(AccountDraft(account_id=uuid.uuid4().hex), known, suggested_link_id)
        return cls(session, parts, parent)

    @classmethod
    def resumed(
        cls, parts: PageParts, known: Overview, view: AccountView, parent: QWidget | None = None
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
        self._stop_pages()
        super().reject()

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
        elif page is not None and page.has_unsaved_text() and not self._is_leaving:
            ask(self, self._leave_question(), self._leave)
        else:
            self._leave()

    def accept(self) -> None:
        """Finish: tell which account is connected and close."""
        self._stop_pages()
        self.finished_account.emit(self.account_id)
        super().accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do what the Cancel button does."""
        event.ignore()
        self.reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the margins off the side list; they exist only once the wizard is shown."""
        super().showEvent(event)
        holder = self._steps.parentWidget()
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        QTimer.singleShot(0, self, self._focus_page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the practice band across the top; QWizard has no place for it."""
        super().resizeEvent(event)
        if self._band is not None:
            self._band.place_above(self)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language or palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_state()

    def _set_style(self) -> None:
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        option = QWizard.WizardOption
        options = (
            option.IgnoreSubTitles
            | option.ExtendedWatermarkPixmap
            | option.NoDefaultButton
            | option.NoBackButtonOnStartPage
            | option.NoBackButtonOnLastPage
            | option.NoCancelButtonOnLastPage
        )
        self.setOptions(options)
        self.setSideWidget(self._steps)
        self.setWindowModality(Qt.WindowModality.WindowModal if self.parentWidget() else Qt.WindowModality.NonModal)

    def _set_buttons(self) -> None:
        kind = QWizard.WizardButton
        texts = {
            kind.BackButton: (self.tr("&Back"), "backButton"),
            kind.NextButton: (self.tr("&Next"), "nextButton"),
            kind.FinishButton: (self.tr("&Finish"), "finishButton"),
            kind.CancelButton: (self.tr("Cancel"), "cancelButton"),
        }
        for which, (text, _name) in texts.items():
            self.setButton(which, MainButton(text))
            self.setButtonText(which, text)

    def _add_pages(self) -> list[AccountPage]:
        pages: list[AccountPage] = [
            RegionPage(self._session, self._parts),
            SellerCentralPage(self._session, self._parts),
            CredentialsPage(self._session, self._parts),
            LedgerPage(self._session, self._parts),
            DonePage(self._session, self._parts),
        ]
        for page in pages:
            self.addPage(page)
            page.draft_changed.connect(self._show_state)
            page.main_step_changed.connect(self._show_state)
            page.completeChanged.connect(self._show_state)
            page.accounts_changed.connect(self.accounts_changed)
            page.open_account_wanted.connect(self.open_account_wanted)
            page.app_credentials_wanted.connect(self.app_credentials_wanted)
        ledger, done, region = pages[3], pages[4], pages[0]
        assert isinstance(ledger, LedgerPage)
        assert isinstance(done, DonePage)
        assert isinstance(region, RegionPage)
        ledger.room_wanted.connect(self._make_room)
        done.another_wanted.connect(self._start_another)
        region.next_wanted.connect(self.next)
        return pages

    def _set_sizes(self) -> None:
        band = self._band.height() if self._band is not None else 0
        metrics = self.fontMetrics()
        least = LEAST_SIZE.expandedTo(QSize(0, 0)) + QSize(0, band)
        wanted = DEFAULT_SIZE.expandedTo(QSize(54 * metrics.height(), 38 * metrics.height())) + QSize(0, band)
        self.setMinimumSize(clipped_to_screen(self, least))
        self.resize(clipped_to_screen(self, wanted))

    def _page(self) -> AccountPage | None:
        page = self.currentPage()
        return page if isinstance(page, AccountPage) else None

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
        self._steps.set_steps(self._step_rows())
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
        own = page.main_step()
        for button in self.findChildren(MainButton):
            button.setMainStep(button is (own or last))
        (own or last).setDefault(True)

    def _step_rows(self) -> list[Step]:
        names = [
            self.tr("Region"),
            self.tr("Seller Central"),
            self.tr("Credentials"),
            self.tr("Ledger"),
            self.tr("Done"),
        ]
        current = max(0, self.currentId())
        return [
            Step(
                name,
                "done" if index < current else "now" if index == current else "next",
                self._account_pages[index].step_answer() if index < current else "",
            )
            for index, name in enumerate(names)
        ]

    def _title(self) -> str:
        draft = self._session.draft
        if self._is_resumed:
            title = self.tr("Carry on with {account} – LMB Desktop").format(account=draft.name)
        else:
            title = self.tr("Add account – LMB Desktop")
        return self.tr("{title} (practice)").format(title=title) if self._parts.is_practice else title

    def _leave_question(self) -> Question:
        return Question(
            self.tr("Leave without saving?"),
            self.tr("The Amazon details have not been verified, so nothing is kept."),
            stay=self.tr("Keep going"),
            go=self.tr("Leave"),
        )

    def _leave(self) -> None:
        self._is_leaving = True
        self._stop_pages()
        if self._session.draft.is_seller_saved and not self._session.draft.link_id:
            self.left_unfinished.emit(self.account_id)
        super().reject()

    def _stop_pages(self) -> None:
        for page in self._account_pages:
            page.stop_work()

    def _make_room(self, is_wanted: bool) -> None:
        """Grow while a sign-in page is shown, where the screen allows, and return afterwards."""
        if is_wanted and self._usual_size is None:
            self._usual_size = self.size()
            self.resize(clipped_to_screen(self, SIGN_IN_SIZE.expandedTo(self.size())))
        elif not is_wanted and self._usual_size is not None:
            self.resize(self._usual_size)
            self._usual_size = None

    def _start_another(self, known: Overview) -> None:
        """Start anew in the same window, with the ledger of the account just made as suggestion."""
        self.accounts_changed.emit()
        self._session.known = known
        self._session.suggested_link_id = self._session.draft.link_id or ""
        self._session.draft = AccountDraft(account_id=uuid.uuid4().hex)
        self._is_resumed = False
        self.restart()
        self._show_state()
