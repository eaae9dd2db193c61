"""The dialog in which a firm enters its own Amazon, Xero and Intuit apps. It judges shapes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from lmb_desktop.core.account import Method
from lmb_desktop.core.app_credentials import AppCredentialsChanges, AppCredentialsFacts
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import NO_KEYRING, LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.amazon_app_tab import AmazonAppTab
from lmb_desktop.shell.app_help_dialog import AppHelpDialog
from lmb_desktop.shell.app_tab import FIELD_INSET, AppTab
from lmb_desktop.shell.ledger_app_tabs import QuickBooksAppTab, XeroAppTab
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.dialog_frame import MARGIN, DialogFrame
from lmb_desktop.widgets.icons import state_icon
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.messages import message_for, show_message
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.page_header import PageHeader


@dataclass(frozen=True)
class _Known:
    facts: AppCredentialsFacts
    overview: Overview
    now: datetime


class AppCredentialsDialog(DialogFrame):
    """Shows, changes and saves the app credentials."""

    saved = Signal()

    def __init__(self, parts: WindowParts, provider: str = "", parent: QWidget | None = None) -> None:
        """Build the dialog and begin to read; `provider` names the tab to open."""
        super().__init__("appCredentialsDialog", self.tr("App credentials – LMB Desktop"), parent)
        self._parts = parts
        self._running: CancelToken | None = None
        self._amazon = AmazonAppTab()
        self._tab_list: list[AppTab] = [self._amazon, XeroAppTab(), QuickBooksAppTab()]
        self._tabs = QTabWidget()
        self.notice = Notice()
        self._lay_out()
        self._save = self.add_main_button(self.tr("&Save"), "saveAppCredentialsButton")
        self._cancel = self.add_closing_button(self.tr("Cancel"), "cancelAppCredentialsButton")
        self._help = self.add_button(self.tr("&Where do I find these?"), "findAppCredentialsButton")
        self._save.clicked.connect(self._on_save)
        self._help.clicked.connect(lambda: AppHelpDialog(self).open())
        self.notice.action_triggered.connect(self._retry)
        self.notice.help_wanted.connect(self.help_wanted)
        self.set_sizes(QSize(600, 560), QSize(520, 480))
        self._show_provider(provider)
        self._set_usable(False)
        self._read()

    def done(self, result: int) -> None:
        """Stop what is under way and close."""
        if self._running is not None:
            self._running.cancel()
        super().done(result)

    def _read(self) -> None:
        parts = self._parts

        def read(_cancel: CancelToken) -> _Known:
            # App credentials belong to the real accounts; those of practice mode do not stand on them.
            overview = Overview() if parts.is_practice else parts.work.connections.overview()
            return _Known(parts.app_credentials().read(), overview, parts.work.clock.now())

        self._running = parts.tasks.run(self, read, self._show, self._on_read_failed)

    def _show(self, known: _Known) -> None:
        for tab in self._tab_list:
            tab.show_facts(known.facts, uses_of(tab.provider, known.overview))
        self._amazon.show_due(known.facts, known.now)
        for at, tab in enumerate(self._tab_list):
            self._tabs.setTabIcon(at, state_icon(tab.state().value))
        self.notice.show_nothing()
        self._set_usable(True)
        self._focus_first_field()

    def _on_save(self) -> None:
        for at, tab in enumerate(self._tab_list):
            fault = tab.first_fault()
            if fault is not None:
                self._tabs.setCurrentIndex(at)
                fault.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        changes = self._changes()
        if changes.is_empty:
            self.accept()
            return
        self._set_usable(False)
        self.notice.show_busy(self.tr("Saving…"), stoppable=False)
        credentials = self._parts.app_credentials
        self._running = self._parts.tasks.run(
            self, lambda _cancel: credentials().save(changes), lambda _nothing: self._on_saved(), self._on_save_failed
        )

    def _on_saved(self) -> None:
        self.saved.emit()
        self.accept()

    def _on_read_failed(self, error: LmbError) -> None:
        show_message(self.notice, message_for(error), action=self.tr("Try again") if error.retry else "")

    def _on_save_failed(self, error: LmbError) -> None:
        self._set_usable(True)
        show_message(self.notice, message_for(error), action="")
        if isinstance(error, NO_KEYRING) and not self._parts.is_practice:
            self._ask_about_keyring(error)

    def _ask_about_keyring(self, error: LmbError) -> None:
        dialog = KeyringDialog(error, self)
        dialog.try_again_chosen.connect(self._on_save)
        dialog.until_quit_chosen.connect(self._keep_until_quit)
        dialog.open()

    def _keep_until_quit(self) -> None:
        work = self._parts.work
        self._parts.tasks.run(
            self, lambda _cancel: work.secrets.keep_until_quit(), lambda _nothing: self._on_save(), self._on_save_failed
        )

    def _retry(self) -> None:
        self.notice.show_nothing()
        self._read()

    def _changes(self) -> AppCredentialsChanges:
        parts = [tab.changes() for tab in self._tab_list]
        values = {key: value for part in parts for key, value in part.values.items()}
        secrets = {key: secret for part in parts for key, secret in part.secrets.items()}
        return AppCredentialsChanges(values, secrets)

    def _set_usable(self, is_usable: bool) -> None:
        self._tabs.setEnabled(is_usable)
        self._save.setEnabled(is_usable)
        # While it is off, Qt makes another button the default and does not return by itself.
        self._save.setDefault(True)

    def _show_provider(self, provider: str) -> None:
        wanted = [at for at, tab in enumerate(self._tab_list) if tab.provider == provider]
        self._tabs.setCurrentIndex(wanted[0] if wanted else 0)

    def _focus_first_field(self) -> None:
        tab = self._tab_list[self._tabs.currentIndex()]
        tab.client_id.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        text = self.tr(
            "The apps you or your firm registered with the providers. IDs are kept in the account list, secrets in "
            "{keyring}."
        ).format(keyring=self._parts.keyring_name)
        if self._parts.is_practice:
            practice = self.tr("Practice mode has made-up apps of its own; these are for real accounts.")
            text = f"{text} {practice}"
        self._tabs.setObjectName("appCredentialsTabs")
        self._tabs.setAccessibleIdentifier("appCredentialsTabs")
        self._tabs.setAccessibleName(self.tr("Providers"))
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        for tab in self._tab_list:
            self._tabs.addTab(tab, state_icon(tab.state().value), tab.title)
            for field in tab.fields():
                field.help_wanted.connect(self.help_wanted)
            tab.copied.connect(lambda: self.notice.show_info(self.tr("The address is copied")))
        self.body.setContentsMargins(0, 24, 0, 0)
        self.body.setSpacing(0)
        head, foot = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(MARGIN, 0, MARGIN, 16)
        head.addWidget(PageHeader(self.tr("App credentials"), text))
        foot.setContentsMargins(MARGIN, 0, MARGIN, 12)
        foot.addWidget(self.notice)
        self.body.addLayout(head)
        middle = QVBoxLayout()
        middle.setContentsMargins(MARGIN - FIELD_INSET, 0, MARGIN - FIELD_INSET, 0)
        middle.addWidget(self._tabs)
        self.body.addLayout(middle, 1)
        self.body.addLayout(foot)


def uses_of(provider: str, overview: Overview) -> int:
    """Count the accounts that stand on the owner's app of a provider."""
    if provider == "amazon":
        views = [view.account for view in overview.accounts]
        return sum(account.method is Method.SP_API and not account.own_client_id for account in views)
    return sum(view.link is not None and view.link.provider.value == provider for view in overview.accounts)
