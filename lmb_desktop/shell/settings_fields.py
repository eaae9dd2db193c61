"""The fields of the settings: a choice with what it does, and how often accounts are checked. Save nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.core.preferences import CheckRhythm
from lmb_desktop.core.sign_in import IDLE_DAYS, Provider
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.help_link import HelpLink
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel


class Choice(QWidget):
    """A check box with a sentence below it; what went wrong with it stands in the sentence's place."""

    help_wanted = Signal(str)
    """Help is wanted with what went wrong, at this place."""

    def __init__(self, name: str, text: str, hint: str) -> None:
        """Build the choice, off."""
        super().__init__()
        self._hint = hint
        self.box = QCheckBox(text)
        self.box.setObjectName(name)
        self.box.setAccessibleIdentifier(name)
        self._sign = Sign("notice-bad", 16, "urgent_ink")
        self._message = TextLabel(hint, "small", wrap=True)
        self._help = HelpLink(f"{name}HelpButton", is_short=True)
        self._help.wanted.connect(self.help_wanted)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._message, 1)
        row.addWidget(self._help, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        self.clear_error()

    def show_error(self, text: str, *, help_at: str = "") -> None:
        """Say what went wrong."""
        self._show(text, is_error=True, help_at=help_at)

    def clear_error(self) -> None:
        """Say what the choice does."""
        self._show(self._hint, is_error=False)

    def said(self) -> str:
        """Return what stands below the box."""
        return self._message.text()

    def _show(self, text: str, *, is_error: bool, help_at: str = "") -> None:
        self._help.show_place(help_at, text)
        self._sign.setVisible(is_error)
        self._message.set_tone("urgent_ink" if is_error else "")
        self._message.set_muted(not is_error)
        self._message.setText(text)
        self.box.setAccessibleDescription(text)


class RhythmField(Field):
    """How often accounts are checked."""

    def __init__(self) -> None:
        """Build the field."""
        self._combo = QComboBox()
        super().__init__("", self._combo)
        texts = {
            CheckRhythm.SIX_HOURS: self.tr("Every 6 hours"),
            CheckRhythm.DAILY: self.tr("Every day"),
            CheckRhythm.WEEKLY: self.tr("Every week"),
        }
        self._combo.setObjectName("checkRhythmCombo")
        self._combo.setAccessibleIdentifier("checkRhythmCombo")
        for rhythm, text in texts.items():
            self._combo.addItem(text, rhythm.value)
        hint = self.tr(
            "Each check also renews the ledger’s sign-in. Xero ends a connection that is not used for {days} days, so "
            "every week is often enough where LMB Desktop runs that often."
        )
        self.set_label(self.tr("Check &accounts"))
        self.set_hint(hint.format(days=IDLE_DAYS[Provider.XERO]))

    def choose(self, rhythm: CheckRhythm) -> None:
        """Show a choice."""
        self._combo.setCurrentIndex(self._combo.findData(rhythm.value))

    def rhythm(self) -> CheckRhythm:
        """Return the choice."""
        return CheckRhythm(self._combo.currentData())
