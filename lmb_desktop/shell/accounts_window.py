"""The accounts window: puts list, menus and details together. It opens no wizard and no dialog but About."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.about_dialog import AboutDialog
from lmb_desktop.shell.account_checks import AccountChecks
from lmb_desktop.shell.accounts_pane import AccountsPane
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.arranger import Arranger
from lmb_desktop.shell.asking_window import AskingWindow
from lmb_desktop.shell.history_reader import HistoryReader
from lmb_desktop.shell.list_controls import ListControls
from lmb_desktop.shell.menu_lines import MenuActs
from lmb_desktop.shell.notice_place import NoticePlace
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.possible_acts import impossible_here
from lmb_desktop.shell.rename_in_place import RenameInPlace
from lmb_desktop.shell.status_row import StatusRow
from lmb_desktop.shell.tool_row import ToolRow
from lmb_desktop.shell.window_actions import WindowActions
from lmb_desktop.shell.window_acts import WindowActs
from lmb_desktop.shell.window_layout import WindowLayout
from lmb_desktop.shell.window_menus import WindowMenus
from lmb_desktop.shell.window_news import WindowNews
from lmb_desktop.widgets.banded import add_band
from lmb_desktop.widgets.notice import Notice


class AccountsWindow(AskingWindow):
    """Shows every account with the state of both halves."""

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
        self._wanted_id = ""
        self._is_quiet = self._hides_on_close = False
        self.notice = Notice()
        self._build(parts)
        self._lay_out()
        self._actions.fill_menu_bar()
        self._connect_actions()
        self._connect_pane()
        self._connect_background()
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
        moment = now or datetime.now(UTC)
        self._pane.empty.show_configured(self._parts.is_practice or self._parts.settings().is_any_configured)
        self._pane.show_overview(overview, moment)
        wanted, self._wanted_id = self._wanted_id, ""
        if wanted:
            self.select_account(wanted)
        self._news.follow(overview)
        self._status.show_overview(overview, moment)
        self._actions.show_needing(sum(view.state.needs_you for view in overview.accounts))
        self._show_state()
        if self._pane.first_focus() is not had_middle:
            QTimer.singleShot(0, self._pane, self._pane.take_focus)
        self.overview_shown.emit(overview)

    def show_next_check(self, next_check: datetime | None) -> None:
        """Show when accounts are looked at next by themselves; None while that is not known."""
        self._status.show_next_check(next_check)
        self._pane.show_next_check(next_check)

    def select_account(self, account_id: str) -> None:
        """Make an account the current one; search and filter give way when they hide it."""
        if self.overview.view(account_id) is None:
            return
        if not self._pane.table.select(account_id):
            self.controls.clear()
            self._pane.table.select(account_id)

    def ask_for(self, act: Act, account_ids: Sequence[str]) -> None:
        """Do something with accounts as if it were chosen in the menu: here, or through `act_wanted`."""
        self._acts.ask_for(act, account_ids)

    def tell(self, title: str, text: str) -> None:
        """Say good news in the window's notice."""
        self._news.tell(title, text)

    def show_error(self, error: LmbError) -> None:
        """Show an error in the window's notice."""
        self._news.show_error(error)

    def set_hides_on_close(self, hides: bool) -> None:
        """Let the program go on when the window is closed, as where there is a tray."""
        self._hides_on_close = hides
        self._actions.close_window.setVisible(hides)

    def close_quietly(self) -> None:
        """Close without leaving the program."""
        self._is_quiet = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._layout.save(self, self._pane.splitter, self._pane.table, has_details=self._actions.details.isChecked())
        super().closeEvent(event)
        if self._hides_on_close and not self._is_quiet:
            self.hidden_by_user.emit()
            return
        self.checks.stop()
        if not self._is_quiet:
            self.quit_wanted.emit()

    def _build(self, parts: WindowParts) -> None:
        """Make the parts; each is given what it works with."""
        self._actions = WindowActions(self, parts.is_practice)
        self.checks = AccountChecks(parts.tasks, parts.work, self)
        self.arranger = Arranger(parts.tasks, parts.work, self)
        self._history = HistoryReader(parts.tasks, parts.work, self)
        self._layout = WindowLayout(parts.layout_file)
        self._tools = ToolRow(self._actions.needs_you, self._actions.check_all)
        self._news = WindowNews(self.notice, self.arranger.take_back, self)
        self._pane = AccountsPane(parts.book, parts.is_practice)
        self.controls = ListControls(self._actions, self._tools, self._pane, parent=self)
        renaming = RenameInPlace(self._pane, self.arranger, self._news, parent=self)
        self._acts = WindowActs(self._pane, self.checks, arranger=self.arranger, renaming=renaming, parent=self)
        lines = MenuActs(self.select_account, self._acts.ask_for, self.controls.show_needing, self.controls.show_client)
        self._menus = WindowMenus(self._actions, self._pane, lines, parent=self)
        self._status = StatusRow()

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._tools, NoticePlace(self.notice), self._pane, self._status):
            column.addWidget(part, 1 if part is self._pane else 0)
        self.setCentralWidget(centre)
        if self._parts.is_practice:
            add_band(self).leave_requested.connect(self.leave_practice_wanted)

    def _connect_actions(self) -> None:
        actions, is_practice = self._actions, self._parts.is_practice
        actions.add_new.triggered.connect(lambda: self.add_account_wanted.emit(""))
        actions.acts.wanted.connect(self._acts.ask_for_picked)
        actions.check_all.triggered.connect(lambda: self._acts.ask_for(Act.CHECK, self._all_ids()))
        actions.export_all.triggered.connect(lambda: self.export_wanted.emit(self._all_ids()))
        actions.take_in.triggered.connect(self.import_wanted)
        actions.undo.triggered.connect(self._news.undo)
        actions.close_window.triggered.connect(self.close)
        actions.quit.triggered.connect(self._quit)
        actions.details.toggled.connect(self._pane.show_details)
        actions.app_credentials.triggered.connect(lambda: self.app_credentials_wanted.emit(""))
        actions.settings.triggered.connect(self.settings_wanted)
        actions.diagnostics.triggered.connect(self.diagnostics_wanted)
        actions.practice.triggered.connect(self.leave_practice_wanted if is_practice else self.practice_wanted)
        actions.about.triggered.connect(lambda: AboutDialog(self).open())

    def _connect_pane(self) -> None:
        pane = self._pane
        self._tools.menu_button.menu_about_to_show.connect(self._menus.fill)
        pane.table.opened.connect(self._acts.mend)
        pane.table.menu_wanted.connect(self._menus.show_context_menu)
        pane.picked_changed.connect(self._show_state)
        pane.picked_changed.connect(lambda: self._history.want(pane.table.current_id()))
        pane.empty.add_wanted.connect(lambda: self.add_account_wanted.emit(""))
        pane.empty.practice_wanted.connect(self.practice_wanted)
        pane.empty.app_credentials_wanted.connect(lambda: self.app_credentials_wanted.emit(""))
        pane.details.act_wanted.connect(self._acts.ask_for_picked)
        pane.details.add_wanted.connect(self.add_account_wanted)
        self._history.read.connect(pane.details.show_history)

    def _connect_background(self) -> None:
        self._acts.passed_on.connect(self._pass_on)
        self._acts.export_wanted.connect(self.export_wanted)
        self.checks.finished.connect(self.show_overview)
        self.checks.failed.connect(self.show_error)
        self.checks.shown_changed.connect(self._show_checking)
        self.checks.progressed.connect(self._status.show_checking)
        self.checks.running_changed.connect(self._show_state)
        self.arranger.arranged.connect(self.show_overview)
        self.arranger.done.connect(self._news.tell_done)
        self.arranger.failed.connect(self.show_error)
        self._news.retry_wanted.connect(self.reload)
        self._news.carry_on_wanted.connect(lambda account_id: self._acts.ask_for(Act.CARRY_ON, [account_id]))
        self._news.app_credentials_wanted.connect(lambda: self.app_credentials_wanted.emit(""))
        self._news.undo_changed.connect(lambda: self._actions.undo.setEnabled(self._news.can_undo))

    def _all_ids(self) -> tuple[str, ...]:
        return tuple(view.account.id for view in self.overview.accounts)

    def _pass_on(self, act: Act, account_ids: tuple[str, ...]) -> None:
        self._news.clear()
        self.act_wanted.emit(act, account_ids)

    def _quit(self) -> None:
        self.set_hides_on_close(False)
        self.close()

    def _show_checking(self) -> None:
        self._pane.table.show_checking(self.checks.shown_ids)
        self._status.show_checking(self.checks.progress)
        self._show_state()

    def _show_state(self) -> None:
        """Show everything that follows from what is selected and from what is being checked."""
        picked, running = self._pane.picked(), self.checks.running_ids
        has_accounts = bool(self.overview.accounts)
        self._pane.show_checking(running)
        self._tools.set_search_enabled(has_accounts)
        self._actions.acts.show_possible(picked.views, running, without=impossible_here(self._parts.settings()))
        self._actions.show_possible(has_accounts=has_accounts, has_clients=self._pane.has_clients)
        self._tools.menu_button.setEnabled(self._overview is not None)
        self._tools.menu_button.show_picked(picked, self._overview)
