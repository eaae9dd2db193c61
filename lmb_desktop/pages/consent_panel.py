"""ConsentPanel: Amazon's consent page on the screen, in the view or the browser, up to the grant. Saves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from lmb_desktop.core.errors import AppIncomplete, AppMissing, AppRefused, ConsentDenied, LmbError, SignInCancelled
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.seller_consent import ConsentAttempt, page_error_in
from lmb_desktop.pages.pasted_code import PastedCode
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.notice_act import NoticeAct
from lmb_desktop.widgets.own_browser import BrowserWords, OwnBrowser
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.sign_in_asking import ConsentAsking
from lmb_desktop.widgets.sign_in_flow import BrowserStart, SignInFlow, Way
from lmb_desktop.widgets.sign_in_news import SignInNews, patient
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.sign_in_view import SignInView
from lmb_desktop.widgets.web_hosts import login_hosts

AMAZON = "Amazon"


class ConsentPanel(QWidget):
    """Lead through one consent; the page shows it in place of its own content and takes what it brings."""

    stage_changed = Signal()
    main_step_changed = Signal()
    authorised = Signal(object)
    """A SellerGrant."""
    page_failed = Signal(str)
    """Amazon's page showed an error; its code."""
    app_credentials_wanted = Signal()
    help_wanted = Signal(str)

    def __init__(self, parts: SignInParts, book: MarketplaceBook, act: NoticeAct) -> None:
        super().__init__()
        self._parts = parts
        self._act = act
        self._region = ""
        self._way = Way.VIEW
        self._is_draft = False
        self._stage = Stage.CLOSED
        self.flow = SignInFlow(parts, self)
        self._news = SignInNews(act, self)
        self.view = SignInView("authoriseHereView", is_practice=parts.is_practice)
        self.own_browser = OwnBrowser()
        self.pasted_code = PastedCode(book)
        self.own_browser.add_way(self.pasted_code)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def stage(self) -> Stage:
        """Return what is shown."""
        return self._stage

    @property
    def is_busy(self) -> bool:
        """Tell whether a consent is under way, from its start to its grant."""
        return self.flow.is_running

    def start(self, region: str, way: Way = Way.VIEW, *, is_draft: bool = False) -> None:
        """Begin a new consent; where the built-in view may not open it goes straight to the browser."""
        self._end()
        self._region, self._is_draft = region, is_draft
        self._way = way if self._parts.may_show_web_view() else Way.BROWSER
        self._news.show_opening(AMAZON)
        self.flow.begin(ConsentAsking(self._parts.work, region, is_draft=is_draft), self._way)
        self._show(Stage.CLOSED)

    def stop(self) -> None:
        """End everything without a word: the consent, its page, its code."""
        self._end()
        self._show(Stage.CLOSED)

    def main_step(self) -> QPushButton | None:
        """Return the next thing to do in what is shown."""
        if self._stage is Stage.BROWSER:
            return self.pasted_code.use if self.pasted_code.use.isEnabled() else self.own_browser.use
        return self.view.main_step() if self._stage is Stage.VIEW else None

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus in what is shown; the web page takes it by itself."""
        return self.own_browser.address if self._stage is Stage.BROWSER else None

    def _end(self) -> None:
        self.flow.stop()
        self.view.close_page()
        self.own_browser.address.clear()
        self.pasted_code.clear()

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        if stage is not Stage.CLOSED:
            self._stack.setCurrentIndex([Stage.VIEW, Stage.BROWSER].index(stage))
        self.stage_changed.emit()
        self.main_step_changed.emit()

    def _on_view_wanted(self, attempt: ConsentAttempt) -> None:
        self._news.show_nothing()
        self._show(Stage.VIEW)
        self.view.open(attempt, login_hosts("amazon", [self._parts.settings().endpoint("seller_central")]))

    def _on_browser_wanted(self, start: BrowserStart) -> None:
        line = self.tr("The built-in sign-in cannot run as administrator.")
        self.own_browser.show_page(
            self._words(start.attempt.redirect_uri),
            start.attempt.redirect_uri,
            line="" if self._parts.may_show_web_view() else line,
        )
        self.pasted_code.set_busy(False)
        self._show(Stage.BROWSER)
        self._open()

    def _open(self) -> None:
        attempt = self.flow.attempt
        if attempt is None:
            self._start_again()
        elif self._parts.open_url(attempt.authorize_url):
            self._news.show_waiting()
        else:
            self._news.show_not_opened(attempt.authorize_url, self._copy_link)

    def _copy_link(self) -> None:
        if self.flow.attempt is not None:
            QGuiApplication.clipboard().setText(self.flow.attempt.authorize_url)
            self._news.show_waiting()

    def _on_located(self, url: str) -> None:
        code = page_error_in(url) if self.flow.attempt is not None else ""
        if code:
            self.stop()
            self._news.show_nothing()
            self.page_failed.emit(code)

    def _on_code_given(self, code: str, seller_id: str) -> None:
        attempt = self.flow.attempt

        def judge(now: datetime) -> object:
            assert isinstance(attempt, ConsentAttempt)  # the only kind that this panel begins
            return attempt.judge_typed(code, seller_id, now)

        self.flow.type_in(judge)

    def _on_answered(self) -> None:
        self.view.close_page()
        self.own_browser.set_busy(True)
        self.pasted_code.set_busy(True)
        if self._stage is Stage.VIEW:
            self._show(Stage.CLOSED)
        self._act.notice.show_busy(self.tr("Amazon answered"), self.tr("Fetching the authorisation."))

    def _on_granted(self, grant: object) -> None:
        self.stop()
        self.authorised.emit(grant)

    def _on_failed(self, error: LmbError) -> None:
        self.stop()
        said = patient(error)
        if isinstance(error, (ConsentDenied, SignInCancelled)):
            self._act.show(replace(said, id="consent-not-given"))
        elif isinstance(error, (AppMissing, AppIncomplete, AppRefused)):
            self._act.show(said, self.app_credentials_wanted.emit)
        else:
            self._act.show(said, self._start_again, action=said.action or self.tr("Start again"))

    def _on_cancelled(self) -> None:
        self._on_failed(SignInCancelled(service=AMAZON))

    def _on_address_refused(self, error: LmbError) -> None:
        said = message_for(error)
        self.own_browser.refuse_address(said.sentence, help_at=said.help_at)

    def _start_again(self) -> None:
        self.start(self._region, self._way, is_draft=self._is_draft)

    def _start_in_browser(self) -> None:
        self.start(self._region, Way.BROWSER, is_draft=self._is_draft)

    def _on_stop(self) -> None:
        if self.is_busy:
            self._on_cancelled()

    def _words(self, redirect_uri: str) -> BrowserWords:
        text = self.tr(
            "The consent page is open in your browser. Check that it shows the right seller account, tick the box and "
            "confirm. Amazon then leads to an address that begins with {address}; this program cannot listen there."
        )
        return BrowserWords(
            title=self.tr("Amazon Seller Central"),
            sign="seller",
            text=text.format(address=redirect_uri),
            paste_title=self.tr("Bring the address back"),
            paste_text=self.tr("Copy the whole address from the browser’s address bar and paste it here."),
        )

    def _connect(self) -> None:
        self.flow.view_wanted.connect(self._on_view_wanted)
        self.flow.browser_wanted.connect(self._on_browser_wanted)
        self.flow.minutes_left.connect(self._news.show_minutes)
        self.flow.answered.connect(self._on_answered)
        self.flow.granted.connect(self._on_granted)
        self.flow.failed.connect(self._on_failed)
        self.flow.address_refused.connect(self._on_address_refused)
        self._news.stopped.connect(self._on_stop)
        self.view.answered.connect(self.flow.answer)
        self.view.located.connect(self._on_located)
        self.view.again_wanted.connect(self._start_again)
        self.view.browser_wanted.connect(self._start_in_browser)
        self.view.cancelled.connect(self._on_cancelled)
        self.view.main_step_changed.connect(self.main_step_changed)
        for part in (self.view, self.own_browser, self.pasted_code):
            part.help_wanted.connect(self.help_wanted)
        self.own_browser.open_wanted.connect(self._open)
        self.own_browser.copy_wanted.connect(self._copy_link)
        self.own_browser.address_given.connect(self.flow.paste)
        self.pasted_code.given.connect(self._on_code_given)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.view)
        self._stack.addWidget(PageScroll(self.own_browser))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
