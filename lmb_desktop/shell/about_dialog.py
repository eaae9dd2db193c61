"""Which program this is. Says nothing about accounts."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout, QWidget

import lmb_desktop
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel


class AboutDialog(DialogFrame):
    """Names the program and its versions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the dialog."""
        super().__init__("aboutDialog", self.tr("About LMB Desktop"), parent)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Sign("mark", 28, "accent_ink"))
        head.addWidget(TextLabel("LMB Desktop", "title"), 1)
        text = self.tr("Connects an Amazon seller account to Xero or QuickBooks, and keeps the connection alive.")
        facts = [
            Fact(self.tr("Version"), lmb_desktop.__version__),
            Fact(self.tr("Qt"), qVersion()),
            Fact(self.tr("Python"), platform.python_version()),
        ]
        self.body.addLayout(head)
        self.body.addWidget(TextLabel(text, muted=True, wrap=True))
        self.body.addWidget(FactsPanel(facts))
        self.body.addStretch(1)
        self.add_main_button(self.tr("Close"), "closeAboutButton").clicked.connect(self.accept)
        self.setMinimumWidth(440)
