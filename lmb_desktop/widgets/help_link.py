"""The link from what is said to the page of the help about it. Shows no help itself; whoever hears it does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.widgets.link_button import LinkButton


class HelpLink(LinkButton):
    """Asks for help with one message; takes no room while there is none."""

    wanted = Signal(str)
    """The place in the help, such as `token#an-access-token-a-04`."""

    def __init__(self, name: str = "", *, is_short: bool = False, parent: QWidget | None = None) -> None:
        """Build the link; `name` is what automation finds it by, a short one stands beside a field's message."""
        super().__init__("", parent)
        self._place = ""
        self.setText(self.tr("Help") if is_short else self.tr("Help with this"))
        self.call(name)
        self.clicked.connect(lambda: self.wanted.emit(self._place))
        self.hide()

    def call(self, name: str) -> None:
        """Take the name that automation finds it by."""
        self.setObjectName(name)
        self.setAccessibleIdentifier(name)

    def show_place(self, place: str, about: str) -> None:
        """Lead to a place from now on, or nowhere; `about` tells screen readers with what."""
        self._place = place
        self.setAccessibleName(self.tr("Help with: {message}").format(message=about))
        self.setHidden(not place)
