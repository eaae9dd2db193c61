"""Where the ids of the apps are found at each provider, in short. The long way is told in the documentation."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.typography import TextLabel


class AppHelpDialog(DialogFrame):
    """Tells for each provider where its ids stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the dialog."""
        super().__init__("appHelpDialog", self.tr("Where do I find these? – LMB Desktop"), parent)
        self.body.addWidget(PageHeader(self.tr("Where do I find these?")))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for title, text in self._parts():
            column.addWidget(TextLabel(title, "section"))
            column.addWidget(TextLabel(text, wrap=True))
            column.addSpacing(12)
        column.addStretch(1)
        self.body.addWidget(PageScroll(content), 1)
        self.add_main_button(self.tr("Close"), "closeAppHelpButton").clicked.connect(self.accept)
        self.set_sizes(QSize(560, 520), QSize(420, 360))

    def _parts(self) -> list[tuple[str, str]]:
        return [
            (
                self.tr("Amazon"),
                self.tr(
                    "Sign in to Seller Central as the primary user and open Apps & Services › Develop Apps. Client ID "
                    "and client secret stand beside your app under View, next to LWA credentials. The application ID "
                    "is the App ID in the same list; it is only needed when the consent page should open inside LMB "
                    "Desktop. A private app serves the sellers who authorised it themselves; other sellers bring the "
                    "ID and secret of their own app on page 3."
                ),
            ),
            (
                self.tr("Xero"),
                self.tr(
                    "Sign in at developer.xero.com, open My Apps and make a new app of the kind Mobile or desktop app. "
                    "Enter the return addresses shown on the Xero tab; the client ID stands under Configuration. "
                    "There is no secret."
                ),
            ),
            (
                self.tr("QuickBooks"),
                self.tr(
                    "Sign in at developer.intuit.com and open your app. Client ID and client secret stand under Keys & "
                    "credentials, apart for Development (sandbox) and Production (live). The return address is one of "
                    "the Redirect URIs on the same page. Live apps need an https address."
                ),
            ),
        ]
