"""The last catch: what nobody expected is logged and shown, and the program goes on if it can."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from lmb_desktop.shell.crash_report import report
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.typography import font_for

log = logging.getLogger(__name__)


class CrashNotice(QObject):
    """Catches errors that are bugs of ours, from when it is built until it is closed."""

    def __init__(self, application: QApplication) -> None:
        """Take over what Python does with an error that nobody caught."""
        super().__init__(application)
        self._application = application
        self._dialog: CrashDialog | None = None
        self._previous = sys.excepthook
        sys.excepthook = self._on_uncaught

    def show_error(self, error: BaseException) -> None:
        """Show an error; further ones join the dialog that is open."""
        if self._dialog is not None:
            self._dialog.add_report(report(error))
            return
        self._dialog = CrashDialog(report(error), QApplication.activeWindow())
        self._dialog.finished.connect(self._on_finished)
        self._dialog.quit_wanted.connect(lambda: self._application.exit(1))
        self._dialog.open()

    def close(self) -> None:
        """Give Python's own way back."""
        if sys.excepthook == self._on_uncaught:
            sys.excepthook = self._previous
        if self._dialog is not None:
            self._dialog.close()
        self.deleteLater()

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            self._previous(kind, error, trace)
            return
        log.error("Unexpected error", exc_info=(kind, error, trace))
        sys.stderr.write(f"{report(error)}\n")
        self.show_error(error)

    def _on_finished(self) -> None:
        self._dialog = None


class CrashDialog(DialogFrame):
    """Shows the report about a bug."""

    quit_wanted = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Build the dialog around a report."""
        super().__init__("crashNotice", self.tr("Something went wrong – LMB Desktop"), parent)
        self._report = QPlainTextEdit(text)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setFont(font_for("fixed", self.font()))
        self._report.setObjectName("crashReport")
        self._report.setAccessibleName(self.tr("Report"))
        advice = self.tr("Your accounts are safe. You can go on or copy the report for support.")
        self.body.addWidget(PageHeader(self.tr("Something went wrong in LMB Desktop"), advice))
        self.body.addWidget(self._report, 1)
        self.add_main_button(self.tr("&Go on"), "goOnButton").clicked.connect(self.accept)
        self.add_button(self.tr("&Copy report"), "copyReportButton").clicked.connect(self._on_copy)
        self.add_closing_button(self.tr("&Quit"), "quitButton").clicked.connect(self.quit_wanted)
        self.set_sizes(QSize(600, 420), QSize(440, 320))

    def add_report(self, text: str) -> None:
        """Add what went wrong since."""
        self._report.appendPlainText(f"\n{text}")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.property("plainText"))
