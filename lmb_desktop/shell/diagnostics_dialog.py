"""The report for support, shown in full before anything is done with it. It sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from lmb_desktop.shell.act_dialog import ActDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.save_chooser import ask_where_to_save
from lmb_desktop.shell.text_panel import TextPanel
from lmb_desktop.widgets.page_header import PageHeader

_FILE_NAME = "LMB Desktop report.txt"


class DiagnosticsDialog(ActDialog):
    """Shows the masked report, saves it and copies it."""

    def __init__(self, write: Callable[[], str], parts: WindowParts, parent: QWidget | None = None) -> None:
        """Build the dialog and let the report be written."""
        super().__init__("diagnosticsDialog", self.tr("Diagnostics – LMB Desktop"), parts=parts, parent=parent)
        self._write_report = write
        self.report = TextPanel("diagnosticsText", self.tr("Report"), is_fixed=True)
        subtitle = self.tr(
            "Versions, states and dates for support; secrets, e-mail addresses and IDs are masked. It stays on this "
            "computer until you send it."
        )
        self.body.addWidget(PageHeader(self.tr("Diagnostics"), subtitle))
        self.body.addWidget(self.report, 1)
        self.body.addWidget(self.notice)
        self.save = self.add_button(self.tr("&Save…"), "saveReportButton")
        self.copy = self.add_button(self.tr("&Copy"), "copyReportButton")
        close = self.add_main_button(self.tr("Close"), "closeDiagnosticsButton")
        close.clicked.connect(self.reject)
        self.save.clicked.connect(self._choose)
        self.copy.clicked.connect(self._on_copy)
        self.set_sizes(QSize(720, 560), QSize(520, 400))
        self._begin()

    def set_usable(self, is_usable: bool) -> None:
        """Offer what can be done with a report once there is one."""
        for button in (self.save, self.copy):
            button.setEnabled(is_usable and bool(self.report.text()))

    def _begin(self) -> None:
        self.run(
            lambda _cancel: self._write_report(),
            self._show,
            busy=self.tr("Writing the report…"),
            again=self._begin,
            is_reading=True,
        )

    def _show(self, report: str) -> None:
        self.report.setPlainText(report)
        self.set_usable(True)

    def _choose(self) -> None:
        ask_where_to_save(
            self,
            self.tr("Save the report"),
            self._save,
            object_name="saveReportChooser",
            file_name=_FILE_NAME,
            kind=self.tr("Text (*.txt)"),
        )

    def _save(self, path: str) -> None:
        files, text = self.parts.work, self.report.text()
        self.run(
            lambda _cancel: files.account_files.save(path, f"{text}\n"),
            lambda _nothing: self.notice.show_good(
                self.tr("The report is in {file}").format(file=Path(path).name),
                self.tr("It stays on this computer until you send it."),
                message_id="report-saved",
            ),
            busy=self.tr("Saving…"),
            again=lambda: self._save(path),
        )

    def _on_copy(self) -> None:
        self.report.copy_all()
        self.notice.show_good(self.tr("The report is copied"), message_id="report-copied")
