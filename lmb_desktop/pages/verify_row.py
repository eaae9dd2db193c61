"""The row of Verify on page 3: the button, and beside it what it does or that it is done. Decides nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel


class VerifyRow(QWidget):
    """Offer Verify, count down to its repetition, or say that it is done."""

    def __init__(self) -> None:
        super().__init__()
        self.button = MainButton(self.tr("&Verify details"))
        self.button.setObjectName("verifyButton")
        self.button.setAccessibleIdentifier("verifyButton")
        self._explained = TextLabel(self.tr("Asks Amazon once and takes a few seconds."), role="small", muted=True)
        self._sign = Sign("state-ok", 16, "ok_ink")
        self._done = TextLabel("", tone="ok_ink")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        for part in (self.button, self._explained, self._sign, self._done):
            row.addWidget(part)
        row.addStretch(1)
        self.show_ready(is_on=False, is_explained=True)

    def show_ready(self, *, is_on: bool, is_explained: bool) -> None:
        """Offer the button, on or off; the explanation steps aside while there is news."""
        self._show(self.tr("&Verify details"), is_on=is_on)
        self._explained.setVisible(is_explained)

    def show_busy(self) -> None:
        """Keep the button off while Amazon is asked."""
        self._show(self.tr("&Verify details"), is_on=False)

    def show_countdown(self, seconds_left: int) -> None:
        """Say in how many seconds Amazon is asked again."""
        self._show(self.tr("&Verify details ({seconds} s)").format(seconds=seconds_left), is_on=False)

    def show_verified(self, text: str) -> None:
        """Say that the details are verified, and since when."""
        self._show(self.tr("&Verify details"), is_on=False, done=text)

    def _show(self, label: str, *, is_on: bool, done: str = "") -> None:
        self.button.setText(label)
        self.button.setEnabled(is_on)
        self._explained.hide()
        self._done.setText(done)
        self._done.setVisible(bool(done))
        self._sign.setVisible(bool(done))
