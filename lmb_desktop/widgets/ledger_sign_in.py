"""LedgerSignInPanel: a ledger sign-in on the screen, in the view or the browser, up to the confirmed organisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from lmb_desktop.core.attempt import Attempt
from lmb_desktop.core.errors import LmbError, NoOrganisation, SignInCancelled
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.notice_act import NoticeAct
from lmb_desktop.widgets.organisation_facts import ForAccount
from lmb_desktop.widgets.organisation_step import OrganisationStep
from lmb_desktop.widgets.own_browser import OwnBrowser
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.sign_in_flow import BrowserStart, SignInFlow, Way
from lmb_desktop.widgets.sign_in_news import SignInNews
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.sign_in_view import SignInView
from lmb_desktop.widgets.web_hosts import login_hosts


class Stage(Enum):
    """What the panel shows."""

    CLOSED = "closed"
    VIEW = "view"
    BROWSER = "browser"
    CHOICE = "choice"


@dataclass(frozen=True)
class ChosenOrganisation:
    """What the person confirmed after a live read; nothing of it is saved yet."""

    grant: LedgerGrant
    organisation: Organisation
    facts: OrganisationFacts


class LedgerSignInPanel(QWidget):
    """Lead through one sign-in; page and dialog show it in place of their own content and save what was chosen."""

    stage_changed = Signal()
    main_step_changed = Signal()
    chosen = Signal(object)
    """A ChosenOrganisation; `set_busy` holds the panel still while it is saved."""
    app_credentials_wanted = Signal(str)
    help_wanted = Signal(str)

    def __init__(self, parts: SignInParts, act: NoticeAct, account: Callable[[], ForAccount]) -> None:
        super().__init__()
        self._parts = parts
        self._provider = Provider.XERO
        self._way = Way.VIEW
        self._stage = Stage.CLOSED
        self.flow = SignInFlow(parts, self)
        self._news = SignInNews(act, self)
        self.view = SignInView("ledgerWebView", is_practice=parts.is_practice)
        self.own_browser = OwnBrowser()
        self.step = OrganisationStep(parts, act, account)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect_flow()
        self._connect_parts()

    @property
    def stage(self) -> Stage:
        """Return what is shown."""
        return self._stage

    def start(self, provider: Provider, way: Way = Way.VIEW) -> None:
        """Begin a new sign-in; where the built-in view may not open it goes straight to the browser."""
        self._end()
        self._provider = provider
        self._way = way if self._parts.may_show_web_view() else Way.BROWSER
        self._news.show_opening(provider.label)
        self.flow.start(provider, self._way)

    def stop(self) -> None:
        """End everything without a word: the sign-in, its page, its tokens."""
        self._end()
        self._show(Stage.CLOSED)

    def set_busy(self, is_busy: bool) -> None:
        """Take no other choice while the confirmed one is saved."""
        self.step.choice.set_busy(is_busy)

    def main_step(self) -> QPushButton | None:
        """Return the next thing to do in what is shown."""
        steps: dict[Stage, Callable[[], QPushButton | None]] = {
            Stage.CLOSED: lambda: None,
            Stage.VIEW: self.view.main_step,
            Stage.BROWSER: lambda: self.own_browser.use,
            Stage.CHOICE: lambda: self.step.choice.confirm,
        }
        return steps[self._stage]()

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus in what is shown; the web page takes it by itself."""
        choice = self.step.choice
        parts = {
            Stage.BROWSER: self.own_browser.address,
            Stage.CHOICE: choice.combo if choice.combo.isVisible() else choice.confirm,
        }
        return parts.get(self._stage)

    def titles(self) -> tuple[str, str] | None:
        """Return title and subtitle of what is shown, or None where the host keeps its own."""
        return self.step.titles() if self._stage is Stage.CHOICE else None

    def _end(self) -> None:
        self.flow.stop()
        self.view.close_page()
        self.step.end()

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        if stage is not Stage.CLOSED:
            self._stack.setCurrentIndex([Stage.VIEW, Stage.BROWSER, Stage.CHOICE].index(stage))
        self.stage_changed.emit()
        self.main_step_changed.emit()

    def _on_view_wanted(self, attempt: Attempt) -> None:
        settings = self._parts.settings()
        local = [settings.endpoint(f"{self._provider.value}_{name}") for name in ("authorize", "issuer")]
        self._news.show_nothing()
        self._show(Stage.VIEW)
        self.view.open(attempt, login_hosts(self._provider, local))

    def _on_browser_wanted(self, start: BrowserStart) -> None:
        line = self.tr("The built-in sign-in cannot run as administrator.")
        self.own_browser.show_sign_in(
            self._provider,
            start.attempt.redirect_uri,
            is_listening=start.listener is not None,
            line="" if self._parts.may_show_web_view() else line,
        )
        self._show(Stage.BROWSER)
        is_opened = self._parts.open_url(start.attempt.authorize_url)
        if start.blocked is not None:
            self._news.show_blocked(start.blocked)
        elif is_opened:
            self._news.show_waiting()
        else:
            self._news.show_not_opened(start.attempt.authorize_url, self._copy_link)

    def _open_again(self) -> None:
        attempt = self.flow.attempt
        if attempt is None:
            self.start(self._provider, Way.BROWSER)
        elif self._parts.open_url(attempt.authorize_url):
            self._news.show_waiting()
        else:
            self._news.show_not_opened(attempt.authorize_url, self._copy_link)

    def _copy_link(self) -> None:
        if self.flow.attempt is not None:
            QGuiApplication.clipboard().setText(self.flow.attempt.authorize_url)
            self._news.show_waiting()

    def _on_answered(self) -> None:
        self.view.close_page()
        self.own_browser.set_busy(True)
        if self._stage is Stage.VIEW:
            self._show(Stage.CLOSED)
        if self._way is Way.BROWSER:
            self.window().raise_()
            self.window().activateWindow()
        self._news.show_asking(self._provider.label)

    def _on_granted(self, grant: LedgerGrant) -> None:
        if not (grant.organisations or grant.others):
            self._on_failed(NoOrganisation(service=grant.provider.label))
            return
        self.step.begin(grant)
        self._show(Stage.CHOICE)

    def _on_failed(self, error: LmbError) -> None:
        self._end()
        self._show(Stage.CLOSED)
        self._news.show_failed(error, again=self._start_again, app_credentials=self._ask_for_credentials)

    def _on_cancelled(self) -> None:
        self._on_failed(SignInCancelled(service=self._provider.label))

    def _on_address_refused(self, error: LmbError) -> None:
        said = message_for(error)
        self.own_browser.refuse_address(said.sentence, help_at=said.help_at)

    def _start_again(self) -> None:
        self.start(self._provider, self._way)

    def _ask_for_credentials(self) -> None:
        self.app_credentials_wanted.emit(self._provider.value)

    def _on_stop(self) -> None:
        if self._stage is Stage.CHOICE:
            self.step.stop_reading()
        elif self.flow.is_running:
            self._on_cancelled()

    def _connect_flow(self) -> None:
        self.flow.view_wanted.connect(self._on_view_wanted)
        self.flow.browser_wanted.connect(self._on_browser_wanted)
        self.flow.minutes_left.connect(self._news.show_minutes)
        self.flow.answered.connect(self._on_answered)
        self.flow.granted.connect(self._on_granted)
        self.flow.failed.connect(self._on_failed)
        self.flow.address_refused.connect(self._on_address_refused)

    def _connect_parts(self) -> None:
        self._news.stopped.connect(self._on_stop)
        self.view.answered.connect(self.flow.answer)
        self.view.again_wanted.connect(self._start_again)
        self.view.browser_wanted.connect(lambda: self.start(self._provider, Way.BROWSER))
        self.view.cancelled.connect(self._on_cancelled)
        self.view.main_step_changed.connect(self.main_step_changed)
        for part in (self.view, self.own_browser):
            part.help_wanted.connect(self.help_wanted)
        self.own_browser.open_wanted.connect(self._open_again)
        self.own_browser.copy_wanted.connect(self._copy_link)
        self.own_browser.address_given.connect(self.flow.paste)
        self.step.chosen.connect(
            lambda grant, organisation, facts: self.chosen.emit(ChosenOrganisation(grant, organisation, facts))
        )
        self.step.start_again_wanted.connect(self._start_again)
        self.step.app_credentials_wanted.connect(self._ask_for_credentials)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.view)
        self._stack.addWidget(PageScroll(self.own_browser))
        self._stack.addWidget(PageScroll(self.step))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
