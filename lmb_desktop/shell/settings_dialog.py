"""The settings of the program: start with the computer, notifications, clipboard, checks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import StartAtLoginRefused
from lmb_desktop.core.preferences import Preferences
from lmb_desktop.shell.act_dialog import ActDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.settings_fields import Choice, RhythmField
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.page_header import PageHeader

_WIDTH = 560


@dataclass(frozen=True)
class _Known:
    preferences: Preferences
    starts_at_login: bool


@dataclass(frozen=True)
class _Saved:
    preferences: Preferences
    trouble: StartAtLoginRefused | None


class SettingsDialog(ActDialog):
    """Reads, shows and saves the settings."""

    saved = Signal(object)
    """The Preferences that hold from now on."""

    def __init__(self, parts: WindowParts, parent: QWidget | None = None) -> None:
        """Build the dialog and begin to read."""
        super().__init__("settingsDialog", self.tr("Settings – LMB Desktop"), parts=parts, parent=parent)
        self._known: _Known | None = None
        self._make_fields()
        self.body.setSpacing(18)
        self.body.addWidget(PageHeader(self.tr("Settings")))
        for field in (self.start, self.notifies, self.clipboard, self.rhythm):
            self.body.addWidget(field)
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self.save = self.add_main_button(self.tr("&Save"), "saveSettingsButton")
        self.cancel = self.add_closing_button(self.tr("Cancel"), "cancelSettingsButton")
        self.save.clicked.connect(self._on_save)
        self.start.help_wanted.connect(self.help_wanted)
        self.start.setHidden(parts.start_at_login is None)
        self.setMinimumWidth(_WIDTH)
        self._read()

    def set_usable(self, is_usable: bool) -> None:
        """Take changes once it is known what holds."""
        for part in (self.start, self.notifies, self.clipboard, self.rhythm, self.save):
            part.setEnabled(is_usable and self._known is not None)
        # While it is off, Qt makes another button the default and does not return by itself.
        self.save.setDefault(True)

    def _read(self) -> None:
        work, port = self.parts.work, self.parts.start_at_login

        def read(_cancel: CancelToken) -> _Known:
            return _Known(work.preferences.read(), port is not None and port().is_on())

        self.run(read, self._show, busy=self.tr("Reading the settings…"), again=self._read, is_reading=True)

    def _show(self, known: _Known) -> None:
        self._known = known
        self.start.box.setChecked(known.starts_at_login)
        self.notifies.box.setChecked(known.preferences.notifies)
        self.clipboard.box.setChecked(known.preferences.clears_clipboard)
        self.rhythm.choose(known.preferences.rhythm)
        self.set_usable(True)
        first = self.notifies if self.start.isHidden() else self.start
        first.box.setFocus()

    def _on_save(self) -> None:
        wanted = Preferences(self.notifies.box.isChecked(), self.clipboard.box.isChecked(), self.rhythm.rhythm())
        starts, work, port = self.start.box.isChecked(), self.parts.work, self.parts.start_at_login
        is_switched = self._known is not None and starts != self._known.starts_at_login
        self.start.clear_error()

        def save(_cancel: CancelToken) -> _Saved:
            work.preferences.save(wanted)
            try:
                if port is not None and is_switched:
                    port().switch(starts)
            except StartAtLoginRefused as error:
                return _Saved(wanted, error)
            return _Saved(wanted, None)

        self.run(save, self._on_saved, busy=self.tr("Saving…"), again=self._on_save)

    def _on_saved(self, saved: _Saved) -> None:
        self.saved.emit(saved.preferences)
        if saved.trouble is None:
            self.accept()
        else:
            said = message_for(saved.trouble)
            self.start.show_error(said.sentence, help_at=said.help_at)

    def _make_fields(self) -> None:
        self.start = Choice(
            "startAtLoginCheck",
            self.tr("Start LMB Desktop &with the computer"),
            self.tr("It starts hidden in the tray when you sign in to this computer, and keeps the connections alive."),
        )
        self.notifies = Choice(
            "notificationsCheck",
            self.tr("Show &notifications"),
            self.tr("Only when an account needs you now, and never for good news. The window shows everything anyway."),
        )
        self.clipboard = Choice(
            "clearClipboardCheck",
            self.tr("Take pasted credentials off the &clipboard after Verify"),
            self.tr("Once Amazon has confirmed a token, it is removed from the clipboard if it still stands there."),
        )
        self.rhythm = RhythmField()
