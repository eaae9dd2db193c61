"""Where the notice of the accounts window stands; it takes no room while there is nothing to say."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.widgets.notice import Notice


class NoticePlace(QWidget):
    """Holds a notice with room around it."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        """Build the place around the notice."""
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        around = QVBoxLayout(self)
        around.setContentsMargins(15, 10, 15, 10)
        around.addWidget(notice)
        notice.changed.connect(lambda: self.setHidden(notice.isHidden()))
        self.hide()
