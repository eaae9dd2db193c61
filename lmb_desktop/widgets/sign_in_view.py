"""A sign-in inside our window: host row, the provider's page or what is wrong with it, foot row. Judges no answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lmb_desktop.core.one_time_attempt import OneTimeAttempt
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.host_row import HostRow
from lmb_desktop.widgets.page_trouble import PageTrouble, Remedy, TroubleKind
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.trouble_view import TroubleCard, TroubleRow
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.web_hosts import LoginHosts, NavigationJudge, encoded

LEAST_WIDTH = 640
NARROW_WIDTH = 440
"""What is left for the page on a screen below `ROOMY_SCREEN`, beside the wizard's list of steps."""
ROOMY_SCREEN = 1000
SLOW_MS = 20_000


class SignInView(QWidget):
    """Hold one web view at a time and say what goes on around it."""

    answered = Signal(str)
    """The return address with its answer."""
    located = Signal(str)
    """The address of a page that is shown now; told from the event loop, so that the view may be closed."""
    browser_wanted = Signal()
    again_wanted = Signal()
    cancelled = Signal()
    help_wanted = Signal(str)
    """Help is wanted with what stands in the page's place."""
    main_step_changed = Signal()

    def __init__(self, view_name: str, *, is_practice: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view_name = view_name
        self._login: QWidget | None = None
        self._take_down: Callable[[], None] | None = None
        self.host_row = HostRow(is_practice=is_practice)
        self._remark = TroubleRow()
        self._trouble = TroubleCard()
        self._place = QWidget()
        self._middle = QStackedWidget()
        self.cancel = MainButton(self.tr("Cancel"))
        self.cancel.setObjectName("cancelSignInButton")
        self.cancel.setAccessibleIdentifier("cancelSignInButton")
        self._lay_out()
        self._connect()

    @property
    def is_open(self) -> bool:
        """Tell whether a sign-in page is shown."""
        return self._login is not None

    def open(self, attempt: OneTimeAttempt, hosts: LoginHosts, *, slow_ms: int = SLOW_MS) -> None:
        """Open an attempt's page in a new closed-off view; what was shown before is taken down."""
        # The web engine costs 35 MB and 40 ms, so it is loaded only now (see the house rules on imports).
        from lmb_desktop.widgets.web_login import WebLogin

        self.close_page()
        login = WebLogin(NavigationJudge(attempt, hosts), self._view_name, self._place, slow_ms=slow_ms)
        self._login, self._take_down = login, login.take_down
        layout = self._place.layout()
        assert layout is not None
        layout.addWidget(login)
        login.answered.connect(self.answered)
        login.located.connect(self.host_row.show_address)
        login.located.connect(self._on_located, Qt.ConnectionType.QueuedConnection)
        login.loading_changed.connect(self._on_loading)
        login.troubled.connect(self._on_troubled)
        login.popup_changed.connect(self.host_row.back.setVisible)
        self.host_row.back_wanted.connect(login.close_popup)
        self._show_page()
        self.host_row.show_waiting()
        self._on_loading(True)
        login.open()
        login.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_page(self) -> None:
        """Take the web view down, in the order that the engine needs."""
        if self._take_down is not None:
            self._take_down()
        self._login = self._take_down = None
        self.host_row.set_loading(False)
        self.host_row.back.hide()
        self._remark.hide()

    def main_step(self) -> MainButton | None:
        """Return the first remedy while a trouble stands in the page's place."""
        return self._trouble.main_step() if self._middle.currentWidget() is self._trouble else None

    def minimumSizeHint(self) -> QSize:
        is_roomy = self.screen().availableSize().width() >= ROOMY_SCREEN
        return super().minimumSizeHint().expandedTo(QSize(LEAST_WIDTH if is_roomy else NARROW_WIDTH, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc on our own rows cancel; in the page it belongs to the page."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _on_located(self, url: QUrl) -> None:
        if self.is_open:
            self.located.emit(encoded(url))

    def _show_page(self) -> None:
        self._remark.hide()
        self._middle.setCurrentWidget(self._place)
        self.main_step_changed.emit()

    def _on_loading(self, is_loading: bool) -> None:
        self.host_row.set_loading(is_loading)
        if is_loading:
            self._remark.hide()
        else:
            self._remark.take_back(TroubleKind.SLOW)

    def _on_troubled(self, trouble: PageTrouble) -> None:
        self.host_row.set_loading(False)
        if not trouble.kind.replaces_page:
            self._remark.show_trouble(trouble)
            return
        self._remark.hide()
        self._trouble.show_trouble(trouble)
        self._middle.setCurrentWidget(self._trouble)
        self.main_step_changed.emit()
        button = self._trouble.main_step()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remedy(self, remedy: Remedy) -> None:
        acts = {
            Remedy.BROWSER: self.browser_wanted.emit,
            Remedy.AGAIN: self.again_wanted.emit,
            Remedy.CANCEL: self.cancelled.emit,
            Remedy.BACK: self._go_back,
        }
        acts[remedy]()

    def _go_back(self) -> None:
        if self.host_row.host():
            self._show_page()
        else:
            # Nothing was shown before the host that may not be: there is no page to go back to.
            self.cancelled.emit()

    def _connect(self) -> None:
        self.host_row.browser_wanted.connect(self.browser_wanted)
        self._remark.remedy_chosen.connect(self._on_remedy)
        self._trouble.remedy_chosen.connect(self._on_remedy)
        self._trouble.help_wanted.connect(self.help_wanted)
        self.cancel.clicked.connect(self.cancelled)

    def _lay_out(self) -> None:
        place = QVBoxLayout(self._place)
        place.setContentsMargins(0, 0, 0, 0)
        self._middle.addWidget(self._place)
        self._middle.addWidget(self._trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.host_row)
        column.addWidget(self._remark)
        column.addWidget(self._middle, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = _FootRow()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(Sign("hint", 18))
        text = self.tr("You type your password on the provider’s page. LMB Desktop only reads the final address.")
        row.addWidget(TextLabel(text, "small", muted=True, wrap=True), 1)
        row.addWidget(self.cancel)
        return foot


class _FootRow(QWidget):
    """A row on chrome with a fine line above it."""

    def __init__(self) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        QPainter(self).fillRect(QRectF(0, 0, self.width(), tokens.border_width), tokens.line)
