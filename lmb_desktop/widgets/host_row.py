"""The row above a web view: whose page it is, and the way to the person's own browser. Read-only; told by the frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.widgets.busy_ring import is_motion_reduced
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.loading_bar import LoadingBar
from lmb_desktop.widgets.painting import panel
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.web_hosts import is_on_this_computer, shown_host

_SECURE = ("secure-host", "ok_ink")
_PLAIN = ("hint", "muted")


class HostRow(QWidget):
    """Padlock, real host and "Open in my browser"."""

    browser_wanted = Signal()
    back_wanted = Signal()
    """The person wants the page that stands behind this one."""

    def __init__(self, *, is_practice: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_practice = is_practice
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self._place = _HostPlace()
        self._bar = LoadingBar()
        self.back = _button(self.tr("&Go back"), "closePopUpButton")
        self.back.hide()
        self.back.clicked.connect(self.back_wanted)
        self.browser = _button(self.tr("&Open in my browser"), "openInBrowserButton")
        self.browser.setIcon(icon("opens-outside"))
        self.browser.clicked.connect(self.browser_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self.back)
        row.addWidget(self._place, 1)
        row.addWidget(self.browser)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._bar)

    def show_waiting(self) -> None:
        """Name no host: nothing is shown yet."""
        self._place.show_host("", self.tr("Loading"))

    def show_address(self, url: QUrl) -> None:
        """Show the host of a committed address; the padlock stands for https and nothing else."""
        here = self.tr("practice service on this computer") if self._is_practice else self.tr("on this computer")
        sign = _SECURE if url.scheme() == "https" else _PLAIN
        self._place.show_host(shown_host(url), here if is_on_this_computer(url) else "", sign)

    def set_loading(self, is_loading: bool) -> None:
        """Show whether a page loads; in words where the system wants no motion."""
        self._bar.set_busy(is_loading)
        self._place.set_loading(is_loading and is_motion_reduced(self))

    def host(self) -> str:
        """Return the host that is shown."""
        return self._place.host.text()


def _button(text: str, name: str) -> MainButton:
    button = MainButton(text)
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    return button


class _HostPlace(QWidget):
    """The rounded place that holds padlock and host; it looks like a field and takes no input."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign(_SECURE[0], 16, _SECURE[1])
        self.host = TextLabel("", "strong")
        self.host.setObjectName("signInHost")
        self._remark = TextLabel("", "small", muted=True)
        self._loading = TextLabel(self.tr("Loading"), "small", muted=True)
        self._loading.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        for part in (self._sign, self.host, self._remark):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._loading)

    def show_host(self, host: str, remark: str, sign: tuple[str, str] | None = None) -> None:
        """Show a host with its sign, and a remark behind it."""
        self._sign.setVisible(sign is not None)
        if sign is not None:
            self._sign.set_sign(*sign)
        self.host.setText(host)
        self.host.setHidden(not host)
        self._remark.setText(remark)
        spoken = self.tr("Page of {host}, {remark}") if remark else self.tr("Page of {host}")
        self.setAccessibleName(spoken.format(host=host, remark=remark) if host else remark)

    def set_loading(self, is_loading: bool) -> None:
        """Say in words that a page loads."""
        self._loading.setVisible(is_loading)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel(
            painter,
            QRectF(self.rect()),
            ground=tokens.page,
            border=tokens.line,
            width=tokens.border_width,
            radius=6.0,
        )
