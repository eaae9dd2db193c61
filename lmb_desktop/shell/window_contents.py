"""The contents of the accounts window: puts list, menus and details together. Opens no dialog but About."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.errors import AccountGone, LmbError
from lmb_desktop.core.help_pages import CONTENTS
from lmb_desktop.core.overview import Overview
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
from lmb_desktop.widgets.notice import Notice


class WindowContents(QObject):
    """Everything in the frame of the accounts window, and what follows from what is done there."""

    quit_wanted = Signal()
    """Leave the program, even where closing the window only hides it."""

    def __init__(self, window: AskingWindow, parts: WindowParts) -> None:
        """Furnish the window; it shows nothing in its middle before the first overview."""
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._overview: Overview | None = None
        self._wanted_id = ""
        self.notice = Notice()
        self._build(parts)
        self._lay_out()
        self.actions.fill_menu_bar()
        self._connect_actions()
        self._connect_pane()
        self._connect_background()
        self.actions.details.setChecked(self._layout.restore(self.pane.table))
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
        self.news.tell_unfinished_when_known(account_id)
        self.reload_and_select(account_id)

    def show_overview(self, overview: Overview, now: datetime | None = None) -> None:
        """Show these accounts; `now` is the program's time, the computer's own if left out."""
        had_middle, self._overview = self.pane.first_focus(), overview
        moment = now or datetime.now(UTC)
        self.pane.empty.show_configured(self._parts.is_practice or self._parts.settings().is_any_configured)
        self.pane.show_overview(overview, moment)
        wanted, self._wanted_id = self._wanted_id, ""
        if wanted:
            self.select_account(wanted)
        self.news.follow(overview)
        self._status.show_overview(overview, moment)
        self.actions.show_needing(sum(view.state.needs_you for view in overview.accounts))
        self._show_state()
        if self.pane.first_focus() is not had_middle:
            QTimer.singleShot(0, self.pane, self.pane.take_focus)
        self._window.overview_shown.emit(overview)

    def show_beginning(self, overview: Overview, now: datetime) -> None:
        """Show the accounts that stand first while the others are read; nobody else is told of them yet."""
        self.pane.show_overview(overview, now)
        self._show_state()
        QTimer.singleShot(0, self.pane, self.pane.take_focus)

    def show_next_check(self, next_check: datetime | None) -> None:
        """Show when accounts are looked at next by themselves; None while that is not known."""
        self._status.show_next_check(next_check)
        self.pane.show_next_check(next_check)

    def settings_changed(self) -> None:
        """Show what follows from the service settings that are known now."""
        self._show_state()

    def select_account(self, account_id: str) -> None:
        """Make an account the current one; search and filter give way when they hide it."""
        if self.overview.view(account_id) is None:
            return
        if not self.pane.table.select(account_id):
            self.controls.clear()
            self.pane.table.select(account_id)

    def ask_for(self, act: Act, account_ids: Sequence[str]) -> None:
        """Do something with accounts as if it were chosen in the menu: here, or through `act_wanted`."""
        self._acts.ask_for(act, account_ids)

    def tell(self, title: str, text: str) -> None:
        """Say good news in the window's notice."""
        self.news.tell(title, text)

    def show_error(self, error: LmbError) -> None:
        """Show an error in the window's notice."""
        self.news.show_error(error)

    def set_hides_on_close(self, hides: bool) -> None:
        """Offer to close the window where the program goes on without it."""
        self.actions.close_window.setVisible(hides)

    def save_layout(self) -> None:
        """Remember the window as it is."""
        splitter = self.pane.splitter if self.pane.has_built_details else None
        self._layout.save(self._window, splitter, self.pane.table, has_details=self.actions.details.isChecked())

    def _build(self, parts: WindowParts) -> None:
        """Make the parts; each is given what it works with."""
        self.actions = WindowActions(self._window, parts.is_practice)
        self.checks = AccountChecks(parts.tasks, parts.work, self)
        self.arranger = Arranger(parts.tasks, parts.work, self)
        self._history = HistoryReader(parts.tasks, parts.work, self)
        self._layout = WindowLayout(parts.layout_file)
        self._tools = ToolRow(self.actions.needs_you, self.actions.check_all)
        self.news = WindowNews(self.notice, self.arranger.take_back, self)
        self.pane = AccountsPane(parts.book, parts.is_practice)
        self.controls = ListControls(self.actions, self._tools, self.pane, parent=self)
        renaming = RenameInPlace(self.pane, self.arranger, self.news, parent=self)
        self._acts = WindowActs(self.pane, self.checks, arranger=self.arranger, renaming=renaming, parent=self)
        lines = MenuActs(self.select_account, self._acts.ask_for, self.controls.show_needing, self.controls.show_client)
        self._menus = WindowMenus(self.actions, self.pane, lines, parent=self._window)
        self._status = StatusRow()

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._tools, NoticePlace(self.notice), self.pane, self._status):
            column.addWidget(part, 1 if part is self.pane else 0)
        self._window.setCentralWidget(centre)

    def _connect_actions(self) -> None:
        actions = self.actions
        actions.ask_through_window()
        actions.acts.wanted.connect(self._acts.ask_for_picked)
        actions.check_all.triggered.connect(lambda: self._acts.ask_for(Act.CHECK, self._all_ids()))
        actions.export_all.triggered.connect(lambda: self._window.export_wanted.emit(self._all_ids()))
        actions.undo.triggered.connect(self.news.undo)
        actions.quit.triggered.connect(self.quit_wanted)
        actions.details.toggled.connect(self.pane.show_details)
        actions.guide.triggered.connect(lambda: self._window.help_wanted.emit(self.notice.help_at or CONTENTS))
        actions.about.triggered.connect(self._menus.show_about)

    def _connect_pane(self) -> None:
        pane = self.pane
        self._tools.menu_button.menu_about_to_show.connect(self._menus.fill)
        pane.table.opened.connect(self._acts.mend)
        pane.table.menu_wanted.connect(self._menus.show_context_menu)
        pane.picked_changed.connect(self._show_state)
        pane.picked_changed.connect(lambda: self._history.want(pane.table.current_id()))
        pane.empty.add_wanted.connect(lambda: self._window.add_account_wanted.emit(""))
        pane.empty.practice_wanted.connect(self._window.practice_wanted)
        pane.empty.app_credentials_wanted.connect(lambda: self._window.app_credentials_wanted.emit(""))
        pane.details_built.connect(self._connect_details)
        self.notice.help_wanted.connect(self._window.help_wanted)

    def _connect_details(self) -> None:
        details = self.pane.details
        self._layout.restore_details(self.pane.splitter)
        self._menus.add_to(details)
        details.act_wanted.connect(self._acts.ask_for_picked)
        details.add_wanted.connect(self._window.add_account_wanted)
        details.help_wanted.connect(self._window.help_wanted)
        self._history.read.connect(details.show_history)
        self._history.want(self.pane.table.current_id())

    def _connect_background(self) -> None:
        self._acts.passed_on.connect(self._pass_on)
        self._acts.export_wanted.connect(self._window.export_wanted)
        self.checks.finished.connect(self.show_overview)
        self.checks.finished.connect(self.news.forget_check)
        self.checks.failed.connect(lambda error, ids: self.news.show_not_checked(error, lambda: self.checks.start(ids)))
        self.checks.shown_changed.connect(self._show_checking)
        self.checks.progressed.connect(self._status.show_checking)
        self.checks.running_changed.connect(self._show_state)
        self.arranger.arranged.connect(self.show_overview)
        self.arranger.done.connect(self.news.tell_done)
        self.arranger.failed.connect(self._on_not_arranged)
        self.news.retry_wanted.connect(self.reload)
        self.news.carry_on_wanted.connect(lambda account_id: self._acts.ask_for(Act.CARRY_ON, [account_id]))
        self.news.app_credentials_wanted.connect(lambda: self._window.app_credentials_wanted.emit(""))
        self.news.undo_changed.connect(lambda: self.actions.undo.setEnabled(self.news.can_undo))

    def _all_ids(self) -> tuple[str, ...]:
        return tuple(view.account.id for view in self.overview.accounts)

    def _pass_on(self, act: Act, account_ids: tuple[str, ...]) -> None:
        self.news.clear()
        self._window.act_wanted.emit(act, account_ids)

    def _on_not_arranged(self, error: LmbError, again: Callable[[], None]) -> None:
        self.news.show_not_done(error, again)
        if isinstance(error, AccountGone):
            self.reload()

    def _show_checking(self) -> None:
        self.pane.table.show_checking(self.checks.shown_ids)
        self._status.show_checking(self.checks.progress)
        self._show_state()

    def _show_state(self) -> None:
        """Show everything that follows from what is selected and from what is being checked."""
        picked, running = self.pane.picked(), self.checks.running_ids
        has_accounts = bool(self.overview.accounts)
        self.pane.show_checking(running)
        self._tools.set_search_enabled(has_accounts)
        without = impossible_here(picked.views, self._parts.settings())
        self.actions.acts.show_possible(picked.views, running, without=without)
        self.actions.show_possible(has_accounts=has_accounts, has_clients=self.pane.has_clients)
        self._tools.menu_button.setEnabled(self._overview is not None)
        self._tools.menu_button.show_picked(picked, self._overview)
