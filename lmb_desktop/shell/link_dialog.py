"""A link that no browser opened: shown in full, to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.typography import TextLabel

_WIDTH = 480


class LinkDialog(DialogFrame):
    """Says that the browser did not open, and offers the link."""

    def __init__(self, url: str, parent: QWidget | None = None) -> None:
        """Build the dialog around an address."""
        said = message("browser-not-opened")
        super().__init__("linkDialog", self.tr("{title} – LMB Desktop").format(title=said.title), parent)
        self._url = url
        label = TextLabel(url, "fixed", wrap=True)
        label.setObjectName("linkText")
        label.setAccessibleName(self.tr("Link"))
        label.setAccessibleDescription(url)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._copied = TextLabel("", "small", muted=True)
        self.body.addWidget(PageHeader(said.title, said.text))
        self.body.addWidget(label)
        self.body.addWidget(self._copied)
        self.body.addStretch(1)
        self.add_main_button(self.tr("&Copy link"), "copyLinkButton").clicked.connect(self._on_copy)
        self.add_closing_button(self.tr("Close"), "closeLinkButton")
        self.setMinimumWidth(_WIDTH)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._url)
        self._copied.setText(self.tr("The link is copied"))
