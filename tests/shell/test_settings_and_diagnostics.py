"""Settings are read, shown, saved; what cannot be switched says so in its place. The report is shown before it goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QPushButton

from lmb_desktop.core.errors import StartAtLoginRefused, StoreBusy
from lmb_desktop.core.preferences import CheckRhythm, Preferences
from lmb_desktop.shell.settings_dialog import SettingsDialog
from lmb_desktop.widgets.notice import Notice
from tests.shell.desk_office import DeskOffice

BOXES = ("startAtLoginCheck", "notificationsCheck", "clearClipboardCheck")


def shown(desk: DeskOffice) -> SettingsDialog:
    """Open the settings and wait until they are read."""
    desk.desk.open_settings()
    dialog = desk.dialog("settingsDialog")
    assert isinstance(dialog, SettingsDialog)
    desk.settle()
    return dialog


def checked(dialog: SettingsDialog) -> list[bool]:
    """Return which boxes are checked."""
    return [dialog.findChild(QCheckBox, name).isChecked() for name in BOXES]


def press(dialog: SettingsDialog, name: str) -> None:
    """Press a button that is on."""
    button = dialog.findChild(QPushButton, name)
    assert button.isEnabled()
    button.click()


@pytest.mark.parametrize("is_set", [True, False])
def test_what_holds_is_shown(desk_office: DeskOffice, is_set: bool) -> None:
    desk_office.login.is_set = is_set
    desk_office.work.fake_preferences.kept = Preferences(False, is_set, CheckRhythm.WEEKLY)
    dialog = shown(desk_office)
    assert checked(dialog) == [is_set, False, is_set]
    assert dialog.findChild(QComboBox, "checkRhythmCombo").currentText() == "Every week"
    assert "Xero ends a connection that is not used for 60 days" in dialog.rhythm.message_text()


def test_changes_are_saved_and_told(desk_office: DeskOffice) -> None:
    heard: list[Preferences] = []
    desk_office.desk.preferences_changed.connect(heard.append)
    dialog = shown(desk_office)
    for name in BOXES:
        dialog.findChild(QCheckBox, name).click()
    combo = dialog.findChild(QComboBox, "checkRhythmCombo")
    combo.setCurrentIndex(combo.findText("Every 6 hours"))
    press(dialog, "saveSettingsButton")
    wanted = Preferences(notifies=False, clears_clipboard=False, rhythm=CheckRhythm.SIX_HOURS)
    desk_office.qtbot.waitUntil(lambda: heard == [wanted])
    assert desk_office.work.fake_preferences.kept == wanted
    assert desk_office.login.is_set
    assert desk_office.find("settingsDialog") is None


def test_cancel_changes_nothing(desk_office: DeskOffice) -> None:
    dialog = shown(desk_office)
    for name in BOXES:
        dialog.findChild(QCheckBox, name).click()
    press(dialog, "cancelSettingsButton")
    desk_office.settle()
    assert desk_office.work.fake_preferences.kept == Preferences()
    assert not desk_office.login.is_set


def test_a_start_that_cannot_be_switched_says_so_in_its_place_and_the_rest_is_saved(desk_office: DeskOffice) -> None:
    desk_office.login.refusal = StartAtLoginRefused(place="the autostart folder", reason="read-only")
    dialog = shown(desk_office)
    dialog.findChild(QCheckBox, "startAtLoginCheck").click()
    dialog.findChild(QCheckBox, "notificationsCheck").click()
    press(dialog, "saveSettingsButton")
    desk_office.qtbot.waitUntil(lambda: "(read-only)" in dialog.start.said())
    assert "It is kept at the autostart folder" in dialog.start.said()
    assert dialog.isVisible()
    assert not desk_office.work.fake_preferences.kept.notifies
    desk_office.login.refusal = None
    press(dialog, "saveSettingsButton")
    desk_office.qtbot.waitUntil(lambda: desk_office.login.is_set)


def test_a_login_entry_that_was_not_changed_is_not_written(desk_office: DeskOffice) -> None:
    desk_office.login.refusal = StartAtLoginRefused(place="x", reason="y")
    dialog = shown(desk_office)
    press(dialog, "saveSettingsButton")
    desk_office.qtbot.waitUntil(lambda: desk_office.find("settingsDialog") is None)


def test_settings_that_cannot_be_read_can_be_read_again(desk_office: DeskOffice) -> None:
    desk_office.work.fake_preferences.troubles.append(StoreBusy())
    dialog = shown(desk_office)
    assert dialog.findChild(Notice).property("messageId") == "store-busy"
    assert not dialog.findChild(QPushButton, "saveSettingsButton").isEnabled()
    press(dialog, "noticeActionButton")
    desk_office.qtbot.waitUntil(dialog.findChild(QPushButton, "saveSettingsButton").isEnabled)


def test_where_the_system_starts_nothing_it_is_not_offered(desk_office: DeskOffice) -> None:
    dialog = SettingsDialog(replace(desk_office.parts, start_at_login=None), desk_office.window)
    dialog.open()
    desk_office.settle()
    assert not dialog.findChild(QCheckBox, "startAtLoginCheck").isVisible()
    press(dialog, "saveSettingsButton")
    desk_office.qtbot.waitUntil(lambda: desk_office.find("settingsDialog") is None)


def test_the_report_is_shown_copied_and_saved(desk_office: DeskOffice) -> None:
    desk_office.report = "LMB Desktop 1.0\nAccounts: 3"
    desk_office.desk.open_diagnostics()
    dialog = desk_office.dialog("diagnosticsDialog")
    text = dialog.findChild(QPlainTextEdit, "diagnosticsText")
    desk_office.qtbot.waitUntil(lambda: text.toPlainText() == desk_office.report)
    assert text.isReadOnly()
    dialog.findChild(QPushButton, "copyReportButton").click()
    assert QGuiApplication.clipboard().text() == desk_office.report
    dialog.findChild(QPushButton, "saveReportButton").click()
    desk_office.choose_file("saveReportChooser", "/somewhere/report.txt")
    desk_office.qtbot.waitUntil(lambda: dialog.findChild(Notice).property("messageId") == "report-saved")
    assert desk_office.work.files.texts["/somewhere/report.txt"] == f"{desk_office.report}\n"
    assert "It stays on this computer until you send it." in dialog.findChild(Notice).property("text")
