"""The accounts window: puts list, menus and details together. It opens no wizard and saves nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPalette
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.about_dialog import AboutDialog
from lmb_desktop.shell.account_checks import AccountChecks
from lmb_desktop.shell.account_menu import MenuActs
from lmb_desktop.shell.accounts_pane import AccountsPane
from lmb_desktop.shell.list_controls import ListControls
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.state_words import account_word
from lmb_desktop.shell.status_row import StatusRow, last_check_text, summary_text
from lmb_desktop.shell.tool_row import ToolRow
from lmb_desktop.shell.window_actions import WindowActions
from lmb_desktop.shell.window_layout import WindowLayout
from lmb_desktop.shell.window_menus import WindowMenus
from lmb_desktop.shell.window_news import WindowNews
from lmb_desktop.widgets.banded import add_band
from lmb_desktop.widgets.notice import Notice


class AccountsWindow(QMainWindow):
    """Shows every account with the state of both halves."""

    add_account_wanted = Signal()
    carry_on_wanted = Signal(str)
    practice_wanted = Signal()
    leave_practice_wanted = Signal()
    app_credentials_wanted = Signal(str)
    """App credentials are wanted, of this provider (`amazon`, `xero`, `quickbooks`) or of none in particular."""
    quit_wanted = Signal()
    hidden_away = Signal()
    """It was closed where that only hides it."""
    overview_shown = Signal(Overview)

    def __init__(self, parts: WindowParts, parent: QWidget | None = None) -> None:
        """Build the window; it shows nothing in its middle before the first overview."""
        super().__init__(parent)
        self.setObjectName("accountsWindow")
        self.setAccessibleIdentifier("accountsWindow")
        title = self.tr("LMB Desktop (practice)") if parts.is_practice else self.tr("LMB Desktop")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._parts = parts
        self._overview: Overview | None = None
        self._now = datetime.now(UTC)
        self._wanted_id = ""
        self._is_quiet = False
        self.hides_on_close = False
        self._actions = WindowActions(self, parts.is_practice)
        self.checks = self._checks = AccountChecks(parts.tasks, parts.work, self)
        self._layout = WindowLayout(parts.layout_file)
        self._tools = ToolRow(self._actions.needs_you, self._actions.check_all)
        self.notice = Notice()
        self._news = WindowNews(self.notice, self)
        self._pane = AccountsPane(parts.book, parts.is_practice)
        self.controls = self._controls = ListControls(self._actions, self._tools, self._pane, parent=self)
        acts = MenuActs(self.select_account, self._carry_on, self._checks.start, self._controls.show_needing)
        self._menus = WindowMenus(self._actions, self._pane, acts, parent=self)
        self._status = StatusRow()
        self._summary, self._last_check = "", ""
        self._lay_out()
        self._actions.fill_menu_bar()
        self._connect_actions()
        self._connect_parts()
        self._actions.details.setChecked(self._layout.restore(self, self._pane.splitter, self._pane.table))
        self._show_state()

    @property
    def overview(self) -> Overview:
        """Return what the window shows; an empty overview before the first one came."""
        return self._overview or Overview()

    def reload(self) -> None:
        """Read the accounts anew and show them."""

        def read(_cancel: object) -> tuple[Overview, datetime]:
            return self._parts.work.connections.overview(), self._parts.work.clock.now()

        self._parts.tasks.run(self, read, lambda outcome: self.show_overview(*outcome), self.show_error)

    def reload_and_select(self, account_id: str) -> None:
        """Read the accounts anew, show them, and make one the current one."""
        self._wanted_id = account_id
        self.reload()

    def reload_and_tell_unfinished(self, account_id: str) -> None:
        """Read the accounts anew, and say that this one can be carried on."""
        self._news.tell_unfinished_when_known(account_id)
        self.reload_and_select(account_id)

    def show_overview(self, overview: Overview, now: datetime | None = None) -> None:
        """Show these accounts; `now` is the program's time, the computer's own if left out."""
        had_middle, self._overview = self._pane.first_focus(), overview
        self._now = now or datetime.now(UTC)
        self._pane.empty.show_configured(self._parts.is_practice or self._parts.settings().is_any_configured)
        self._pane.show_overview(overview, self._now)
        wanted, self._wanted_id = self._wanted_id, ""
        if wanted:
            self.select_account(wanted)
        self._news.follow(overview)
        self._summary, self._last_check = summary_text(overview), last_check_text(overview, self._now)
        self._actions.show_needing(sum(view.state.needs_you for view in overview.accounts))
        self._show_state()
        if self._pane.first_focus() is not had_middle:
            QTimer.singleShot(0, self, self._set_first_focus)
        self.overview_shown.emit(overview)

    def select_account(self, account_id: str) -> None:
        """Make an account the current one; search and filter give way when they hide it."""
        if self.overview.view(account_id) is None:
            return
        if not self._pane.table.select(account_id):
            self._controls.clear()
            self._pane.table.select(account_id)

    def show_error(self, error: LmbError) -> None:
        """Show an error in the window's notice."""
        self._news.show_error(error)

    def close_quietly(self) -> None:
        """Close without leaving the program."""
        self._is_quiet = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._layout.save(self, self._pane.splitter, self._pane.table, has_details=self._actions.details.isChecked())
        super().closeEvent(event)
        if self.hides_on_close and not self._is_quiet:
            self.hidden_away.emit()
            return
        self._checks.stop()
        if not self._is_quiet:
            self.quit_wanted.emit()

    def _lay_out(self) -> None:
        notice_place = QWidget()
        notice_place.setBackgroundRole(QPalette.ColorRole.Window)
        self._notice_place = notice_place
        around = QVBoxLayout(notice_place)
        around.setContentsMargins(15, 10, 15, 10)
        around.addWidget(self.notice)
        notice_place.hide()
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._tools, notice_place):
            column.addWidget(part)
        column.addWidget(self._pane, 1)
        column.addWidget(self._status)
        self.setCentralWidget(centre)
        if self._parts.is_practice:
            add_band(self).leave_requested.connect(self.leave_practice_wanted)

    def _connect_actions(self) -> None:
        actions, table = self._actions, self._pane.table
        actions.add_new.triggered.connect(self.add_account_wanted)
        actions.carry_on.triggered.connect(lambda: self._carry_on(table.current_id()))
        actions.check_now.triggered.connect(lambda: self._checks.start([table.current_id()]))
        actions.check_all.triggered.connect(self._check_all)
        actions.quit.triggered.connect(self.quit_wanted)
        actions.details.toggled.connect(self._pane.show_details)
        actions.app_credentials.triggered.connect(lambda: self.app_credentials_wanted.emit(""))
        is_practice = self._parts.is_practice
        actions.practice.triggered.connect(self.leave_practice_wanted if is_practice else self.practice_wanted)
        actions.about.triggered.connect(lambda: AboutDialog(self).open())

    def _connect_parts(self) -> None:
        pane = self._pane
        self._tools.menu_button.menu_about_to_show.connect(self._menus.fill)
        pane.table.opened.connect(self._open_account)
        pane.table.menu_wanted.connect(self._menus.show_context_menu)
        pane.current_changed.connect(self._show_state)
        pane.empty.add_wanted.connect(self.add_account_wanted)
        pane.empty.practice_wanted.connect(self.practice_wanted)
        pane.empty.app_credentials_wanted.connect(lambda: self.app_credentials_wanted.emit(""))
        pane.details.check_wanted.connect(lambda account_id: self._checks.start([account_id]))
        pane.details.carry_on_wanted.connect(self._carry_on)
        self._checks.finished.connect(self.show_overview)
        self._checks.failed.connect(self.show_error)
        self._checks.shown_changed.connect(self._show_checking)
        self._checks.running_changed.connect(self._show_state)
        self.notice.changed.connect(lambda: self._notice_place.setHidden(self.notice.isHidden()))
        self._news.retry_wanted.connect(self.reload)
        self._news.carry_on_wanted.connect(self._carry_on)
        self._news.app_credentials_wanted.connect(lambda: self.app_credentials_wanted.emit(""))

    def _carry_on(self, account_id: str) -> None:
        self._news.clear()
        self.carry_on_wanted.emit(account_id)

    def _open_account(self, account_id: str) -> None:
        view = self.overview.view(account_id)
        if view is not None and not view.is_finished:
            self._carry_on(account_id)
        else:
            self._pane.turn_to_details()

    def _check_all(self) -> None:
        self._checks.start([view.account.id for view in self.overview.accounts])

    def _show_checking(self) -> None:
        self._pane.table.show_checking(self._checks.shown_ids)
        self._show_state()

    def _show_state(self) -> None:
        """Show everything that follows from the current account and from what is being checked."""
        view, running = self._pane.table.current_view(), self._checks.running_ids
        is_checking = view is not None and view.account.id in running
        self._pane.details.show_checking(is_checking)
        self._tools.set_search_enabled(bool(self.overview.accounts))
        self._actions.show_possible(
            has_accounts=bool(self.overview.accounts),
            has_current=view is not None,
            is_unfinished=view is not None and not view.is_finished,
            is_checking=is_checking,
        )
        button = self._tools.menu_button
        button.setEnabled(self._overview is not None)
        if view is not None:
            button.show_account(view.account.name, view.state.value, account_word(view))
        else:
            button.show_text(self._no_account_text())
        self._show_status()

    def _no_account_text(self) -> str:
        if self._overview is None:
            return self.tr("Accounts")
        return self.tr("No account chosen") if self._overview.accounts else self.tr("No account yet")

    def _show_status(self) -> None:
        if self._overview is None:
            self._status.show_texts(self.tr("Reading the accounts…"), "")
            return
        left = self.tr("Checking…") if self._checks.shown_ids else self._summary
        self._status.show_texts(left, self._last_check)

    def _set_first_focus(self) -> None:
        wanted = self._pane.first_focus()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
