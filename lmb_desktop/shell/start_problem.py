"""What is said when the program cannot open its data folder or its settings. Nothing is repaired here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.errors import LmbError
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.messages import message_for, show_message
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.page_header import PageHeader


class StartProblem(DialogFrame):
    """Names the reason and leads out of the program."""

    quit_wanted = Signal()

    def __init__(self, error: LmbError, parent: QWidget | None = None) -> None:
        """Build the dialog for this error; closing it means leaving."""
        super().__init__("startProblem", self.tr("LMB Desktop cannot start"), parent)
        self.notice = Notice()
        self.body.addWidget(PageHeader(self.tr("LMB Desktop cannot start")))
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self.add_main_button(self.tr("&Quit"), "quitButton").clicked.connect(self.accept)
        self.setMinimumWidth(520)
        self.notice.help_wanted.connect(self.help_wanted)
        show_message(self.notice, message_for(error), action="")
        self.finished.connect(lambda _result: self.quit_wanted.emit())
