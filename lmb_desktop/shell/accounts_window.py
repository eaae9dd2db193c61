"""The accounts window: a frame that is painted at once, and its contents, which come right after that first paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from lmb_desktop.shell.asking_window import AskingWindow
from lmb_desktop.shell.frame_layout import restore_frame
from lmb_desktop.shell.reading_view import ReadingView

if TYPE_CHECKING:
    from datetime import datetime

    from lmb_desktop.core.errors import LmbError
    from lmb_desktop.core.overview import Overview
    from lmb_desktop.core.parting import LeftBehind
    from lmb_desktop.shell.account_checks import AccountChecks
    from lmb_desktop.shell.acts import Act
    from lmb_desktop.shell.arranger import Arranger
    from lmb_desktop.shell.list_controls import ListControls
    from lmb_desktop.shell.parts import WindowParts
    from lmb_desktop.shell.window_contents import WindowContents

UNSEEN_MS = 1000
"""When the contents are built although nothing was painted, as behind other windows."""


class AccountsWindow(AskingWindow):
    """Shows every account with the state of both halves."""

    first_painted = Signal()
    """The frame is on the screen; the contents are built next."""

    def __init__(
        self,
        parts: Callable[[], WindowParts],
        parent: QWidget | None = None,
        *,
        is_practice: bool = False,
        layout_file: Path | None = None,
    ) -> None:
        """Build the frame; `parts` are asked for with the contents."""
        super().__init__(parent)
        self.setObjectName("accountsWindow")
        self.setAccessibleIdentifier("accountsWindow")
        title = self.tr("LMB Desktop (practice)") if is_practice else self.tr("LMB Desktop")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._parts = parts
        self._is_quiet = self._hides_on_close = self._was_painted = False
        self._contents: WindowContents | None = None
        # Nothing in it is docked; without this its middle would slide into its place.
        self.setAnimated(False)
        reading = ReadingView()
        reading.first_painted.connect(self._on_first_painted)
        self.setCentralWidget(reading)
        self._is_practice = is_practice
        self._add_band()
        restore_frame(self, layout_file)

    @property
    def contents(self) -> WindowContents:
        """Return what stands in the frame, built now if nobody did."""
        if self._contents is None:
            # The frame is painted before these are loaded.
            from lmb_desktop.shell.window_contents import WindowContents

            self._contents = WindowContents(self, self._parts())
            self._add_band()
            self._contents.quit_wanted.connect(self._quit)
            self._contents.set_hides_on_close(self._hides_on_close)
            if not self._was_painted:
                # The frame alone is never painted now; whoever waits for that goes on.
                QTimer.singleShot(0, self, self._tell_painted)
        return self._contents

    @property
    def overview(self) -> Overview:
        """Return what the window shows; an empty overview before the first one came."""
        if self._contents is None:
            # Only for whoever asks before anything is shown.
            from lmb_desktop.core.overview import Overview

            return Overview()
        return self._contents.overview

    @property
    def checks(self) -> AccountChecks:
        """Return what checks accounts."""
        return self.contents.checks

    @property
    def arranger(self) -> Arranger:
        """Return what renames, moves and pauses accounts."""
        return self.contents.arranger

    @property
    def controls(self) -> ListControls:
        """Return search, filter and order."""
        return self.contents.controls

    def reload(self) -> None:
        """Read the accounts anew and show them."""
        self.contents.reload()

    def reload_and_select(self, account_id: str) -> None:
        """Read the accounts anew, show them, and make one the current one."""
        self.contents.reload_and_select(account_id)

    def reload_and_tell_unfinished(self, account_id: str) -> None:
        """Read the accounts anew, and say that this one can be carried on."""
        self.contents.reload_and_tell_unfinished(account_id)

    def show_overview(self, overview: Overview, now: datetime | None = None) -> None:
        """Show these accounts; `now` is the program's time, the computer's own if left out."""
        self.contents.show_overview(overview, now)

    def show_next_check(self, next_check: datetime | None) -> None:
        """Show when accounts are looked at next by themselves; None while that is not known."""
        self.contents.show_next_check(next_check)

    def select_account(self, account_id: str) -> None:
        """Make an account the current one; search and filter give way when they hide it."""
        self.contents.select_account(account_id)

    def ask_for(self, act: Act, account_ids: Sequence[str]) -> None:
        """Do something with accounts as if it were chosen in the menu: here, or through `act_wanted`."""
        self.contents.ask_for(act, account_ids)

    def tell(self, title: str, text: str) -> None:
        """Say good news in the window's notice."""
        self.contents.tell(title, text)

    def tell_left(self, left: LeftBehind) -> None:
        """Say in the window's notice what is still to be done about a former ledger connection."""
        self.contents.news.tell_left(left)

    def show_error(self, error: LmbError) -> None:
        """Show an error in the window's notice."""
        self.contents.show_error(error)

    def set_hides_on_close(self, hides: bool) -> None:
        """Let the program go on when the window is closed, as where there is a tray."""
        self._hides_on_close = hides
        if self._contents is not None:
            self._contents.set_hides_on_close(hides)

    def close_quietly(self) -> None:
        """Close without leaving the program."""
        self._is_quiet = True
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._contents is None:
            QTimer.singleShot(UNSEEN_MS, self, lambda: self.contents)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._contents is not None:
            self._contents.save_layout()
        super().closeEvent(event)
        if self._hides_on_close and not self._is_quiet:
            self.hidden_by_user.emit()
            return
        if self._contents is not None:
            self._contents.checks.stop()
        if not self._is_quiet:
            self.quit_wanted.emit()

    def _on_first_painted(self) -> None:
        self._tell_painted()
        _ = self.contents

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self.first_painted.emit()

    def _quit(self) -> None:
        self.set_hides_on_close(False)
        self.close()

    def _add_band(self) -> None:
        """Mark what stands in the middle as practice; it is not to be mistaken from the first moment on."""
        if not self._is_practice:
            return
        # The real program does without it.
        from lmb_desktop.widgets.banded import add_band

        add_band(self).leave_requested.connect(self.leave_practice_wanted)
