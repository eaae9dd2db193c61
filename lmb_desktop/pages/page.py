"""AccountPage: what the five pages have in common, and what the frame asks of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget, QWizardPage

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.help_pages import window_help
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.widgets.hint_line import HintLine
from lmb_desktop.widgets.keyring_dialog import KeyringQuestion
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.page_scroll import PageScroll


class AccountPage(QWizardPage):
    """One page: header, content that scrolls, hint, and the one notice at the foot."""

    draft_changed = Signal()
    """The draft changed: the frame repaints the step list and its buttons."""
    main_step_changed = Signal()
    """Another button of the page, or Next, is the main step now."""
    accounts_changed = Signal()
    """Something was saved."""
    open_account_wanted = Signal(str)
    """The user wants the account with this id opened instead."""
    app_credentials_wanted = Signal(str)
    """The user wants to enter app credentials (`amazon`, `xero` or `quickbooks`)."""
    help_wanted = Signal(str)
    """Help is wanted, at this place."""
    settled = Signal()
    """A save that had begun has come to its end."""

    def __init__(self, name: str, session: WizardSession, parts: PageParts) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleIdentifier(name)
        self.session = session
        self.parts = parts
        self.is_left = False
        """Whether the window is closed, and only the outcome of a save is waited for."""
        self._running: CancelToken | None = None
        self.header = PageHeader("", "")
        self.hint = HintLine("")
        self.notice = Notice()
        self.notice.changed.connect(self._on_notice_changed)
        self.notice.help_wanted.connect(self.help_wanted)
        self._keyring = KeyringQuestion(self, self.notice, parts.tasks, work=parts.work)
        self.content = QWidget()
        self.content.setBackgroundRole(QPalette.ColorRole.Base)
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(24, 0, 24, 8)
        self.body.setSpacing(0)
        self._build_frame()

    @property
    def draft(self) -> AccountDraft:
        """Return the answers so far."""
        return self.session.draft

    def main_step(self) -> QPushButton | None:
        """Return the page's own main step, or None when Next is the next thing to do."""
        return None

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus when the page is shown."""
        return self.main_step()

    def step_answer(self) -> str:
        """Return the answer the step list shows below the page's name."""
        return ""

    def has_unsaved_text(self) -> bool:
        """Tell whether leaving now would lose typed details."""
        return False

    def is_saving(self) -> bool:
        """Tell whether a save is under way, which nothing interrupts."""
        return False

    def tell_elsewhere(self, error: LmbError) -> bool:
        """Let the windows show an error that this page cannot show any more; False where it can."""
        if self.is_left:
            self.parts.tasks.failed_unheard.emit(error)
        return self.is_left

    def may_go_back(self) -> bool:
        """Tell whether Back is offered."""
        return True

    def help_at(self) -> str:
        """Return the place in the help about what the notice says, or else about the page."""
        return self.notice.help_at or window_help(self.objectName())

    def settings_changed(self) -> None:
        """Look at the service settings again; for pages that show what they allow."""

    def set_draft(self, draft: AccountDraft) -> None:
        """Take over a changed draft and tell the frame."""
        if draft == self.session.draft:
            return
        was_complete = self.isComplete()
        self.session.draft = draft
        self.draft_changed.emit()
        self.tell_if_complete(was_complete)

    def tell_if_complete(self, was_complete: bool) -> None:
        """Tell the frame where the page has become complete or no longer is.

        QWizard hides everything in it for a moment at this signal, and a field would lose the focus at every key.
        """
        if self.isComplete() != was_complete:
            self.completeChanged.emit()

    def set_titles(self, title: str, subtitle: str) -> None:
        """Show title and subtitle; they also name the page to screen readers."""
        self.header.set_title(title)
        self.header.set_subtitle(subtitle)
        self.setAccessibleName(title)
        self.setAccessibleDescription(subtitle)

    def hold(self, running: CancelToken) -> None:
        """Remember work under way, so that leaving the page stops it."""
        self.stop_work()
        self._running = running

    def stop_work(self) -> None:
        """Cancel the work under way, if any."""
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def ask_about_keyring(self, error: LmbError, again: Callable[[], None]) -> None:
        """Ask what to do without a keyring, or with a locked one; `again()` follows once that is settled."""
        self._keyring.ask(error, again)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the hint only where there is one."""
        super().showEvent(event)
        self._on_notice_changed()

    def cleanupPage(self) -> None:
        """Stop work when the user goes back; nothing typed is lost, since the draft keeps it."""
        self.stop_work()

    def _build_frame(self) -> None:
        scroll = PageScroll()
        scroll.setWidget(self.content)
        foot = QWidget()
        foot_layout = QVBoxLayout(foot)
        foot_layout.setContentsMargins(24, 8, 24, 16)
        foot_layout.addWidget(self.hint)
        foot_layout.addWidget(self.notice)
        head = QWidget()
        head_layout = QVBoxLayout(head)
        head_layout.setContentsMargins(24, 24, 24, 20)
        head_layout.addWidget(self.header)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(scroll, 1)
        outer.addWidget(foot)

    def _on_notice_changed(self) -> None:
        # The hint steps aside while there is news; no empty frame stands for either.
        self.hint.setVisible(bool(self.hint.text()) and self.notice.property("kind") == "none")
